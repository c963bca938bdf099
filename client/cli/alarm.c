/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the clubs whose notes would reach nobody.  Nobody notices such a
 * club before somebody there needs it, so it is told to those who can do
 * something about it, with what that is. */
#include "alarm.h"

#include <stdio.h>
#include <stdlib.h>

#include "calendar.h"
#include "out.h"
#include "prompt.h"
#include "show.h"

enum { REASON_MAX = 512 };

static const char *const as_words[] = {
    [ZL_REACH_HOLDER] = "account-holder",
    [ZL_REACH_DEPUTY] = "deputy",
    [ZL_REACH_STAND_IN] = "absence-deputy",
};

static const char *const why_words[] = {
    [ZL_REACH_THERE] = "there",
    [ZL_REACH_AWAY] = "away",
    [ZL_REACH_UNKNOWN] = "unknown",
    [ZL_REACH_NOT_YET] = "not-yet",
    [ZL_REACH_EXPIRED] = "expired",
    [ZL_REACH_REVOKED] = "revoked",
    [ZL_REACH_ELSEWHERE] = "elsewhere",
    [ZL_REACH_NOT_JOINED] = "not-joined",
};

/* What is to be done, in the order in which it is tried. */
enum step { STEP_ASSIGN, STEP_JOIN, STEP_APPOINT, STEP_DEPUTY };

static const char *const step_words[] = {
    [STEP_ASSIGN] = "assign",
    [STEP_JOIN] = "join",
    [STEP_APPOINT] = "appoint",
    [STEP_DEPUTY] = "deputy",
};

static const char *why_text(const struct zl_reach *reach, const char *day)
{
        static char text[REASON_MAX];

        switch (reach->why) {
        case ZL_REACH_THERE:
                return _("is there");
        case ZL_REACH_AWAY:
                (void)snprintf(text, sizeof(text), _("is away, until %s"), day);
                return text;
        case ZL_REACH_UNKNOWN:
                return _("is not known here");
        case ZL_REACH_NOT_YET:
                (void)snprintf(text, sizeof(text), _("begins on %s"), day);
                return text;
        case ZL_REACH_EXPIRED:
                (void)snprintf(
                    text, sizeof(text), _("was appointed until %s"), day);
                return text;
        case ZL_REACH_REVOKED:
                return _("has left");
        case ZL_REACH_ELSEWHERE:
                return reach->as == ZL_REACH_STAND_IN
                    ? _("is of another team now")
                    : _("is of no team in the club's district");
        case ZL_REACH_NOT_JOINED:
                break;
        }
        return _("has not joined, or has no device any more");
}

static void show_person(struct cli *cli, const struct zl_reach *reach)
{
        char name[SHOW_NAME];
        char other[SHOW_NAME];
        char day[ZL_DATE_TEXT] = "";

        show__name(cli, &reach->member, name);
        if (reach->day > 0)
                zl_date_of(reach->day, day);
        zl_json_open_object(cli->json, NULL);
        zl_json_put_hex(cli->json, "member", reach->member.bytes, ZL_ID_SIZE);
        zl_json_put_text(cli->json, "name", name);
        zl_json_put_text(cli->json, "as", as_words[reach->as]);
        zl_json_put_text(cli->json, "why", why_words[reach->why]);
        if (reach->day > 0)
                zl_json_put_text(cli->json, "day", day);
        zl_json_close(cli->json);
        if (reach->as != ZL_REACH_STAND_IN) {
                out__say(cli, "    %s %s\n", name, why_text(reach, day));
                return;
        }
        show__name(cli, &reach->instead_of, other);
        out__say(cli, _("    %s, who stands in for %s, %s\n"), name, other,
            why_text(reach, day));
}

static enum step step_of(const struct zl_reach *reach, size_t count)
{
        enum step step = STEP_ASSIGN;

        for (size_t i = 0; i < count; i++) {
                switch (reach[i].why) {
                case ZL_REACH_NOT_JOINED:
                        return STEP_JOIN;
                case ZL_REACH_EXPIRED:
                case ZL_REACH_NOT_YET:
                        step = STEP_APPOINT;
                        break;
                case ZL_REACH_AWAY:
                        step = step == STEP_ASSIGN ? STEP_DEPUTY : step;
                        break;
                default:
                        break;
                }
        }
        return step;
}

static const char *step_text(enum step step)
{
        switch (step) {
        case STEP_JOIN:
                return _("Help that person to join ('zijlijn join'), or invite "
                         "anew; or assign the club to others.");
        case STEP_APPOINT:
                return _("Appoint anew ('zijlijn appoint NAME --until DATE'), "
                         "or assign the club to others ('zijlijn assign').");
        case STEP_DEPUTY:
                return _("Assign a deputy who is there ('zijlijn assign'), or "
                         "ask who is away to name a colleague who is ('zijlijn "
                         "absence set').");
        case STEP_ASSIGN:
                break;
        }
        return _("Assign the club to a professional of its district, and a "
                 "deputy ('zijlijn assign').");
}

void alarm__show(struct cli *cli, const struct zl_alarm *alarm)
{
        const struct zl_club_entry *entry =
            zl_directory_club(zl_core_directory(cli->core), &alarm->club);
        const char *club = entry != NULL ? entry->club.name : "?";
        bool now = alarm->day <= zl_time_day(cli__now());
        struct zl_reach reach[ZL_REACH_MAX];
        size_t count = zl_core_reach(
            cli->core, &alarm->club, cli__now(), alarm->day, reach);
        enum step step = step_of(reach, count);
        struct zl_self self;
        char day[ZL_DATE_TEXT];

        zl_date_of(alarm->day, day);
        if (now)
                out__say(cli, _("%s has nobody:\n"), club);
        else
                out__say(cli, _("%s has nobody from %s on:\n"), club, day);
        zl_json_open_object(cli->json, NULL);
        zl_json_put_hex(cli->json, "club", alarm->club.bytes, ZL_ID_SIZE);
        zl_json_put_text(cli->json, "club_name", club);
        zl_json_put_bool(cli->json, "now", now);
        zl_json_put_text(cli->json, "from", day);
        if (count == 0)
                out__say(cli, _("    it is assigned to nobody\n"));
        zl_json_open_array(cli->json, "persons");
        for (size_t i = 0; i < count; i++)
                show_person(cli, &reach[i]);
        zl_json_close(cli->json);
        zl_json_put_text(cli->json, "step", step_words[step]);
        zl_json_close(cli->json);
        out__say(cli, "  -> %s\n", step_text(step));
        zl_core_self(cli->core, &self);
        if (self.role == ZL_ROLE_SUPPORTER)
                out__say(cli,
                    _("     The coordinator does this. Ring, to be sure that "
                      "it is known.\n"));
}

static void list(struct cli *cli, const struct zl_alarm *alarms, size_t count)
{
        const struct zl_directory *directory = zl_core_directory(cli->core);

        out__say(cli, _("What is noted there would reach nobody then:\n"));
        zl_json_open_array(cli->json, "nobody");
        for (size_t i = 0; i < count; i++) {
                const struct zl_club_entry *entry =
                    zl_directory_club(directory, &alarms[i].club);
                const char *club = entry != NULL ? entry->club.name : "?";
                char day[ZL_DATE_TEXT];

                zl_date_of(alarms[i].day, day);
                out__say(cli, _("  %s, from %s on\n"), club, day);
                zl_json_open_object(cli->json, NULL);
                zl_json_put_hex(
                    cli->json, "club", alarms[i].club.bytes, ZL_ID_SIZE);
                zl_json_put_text(cli->json, "club_name", club);
                zl_json_put_text(cli->json, "from", day);
                zl_json_close(cli->json);
        }
        zl_json_close(cli->json);
}

int alarm__allow(struct cli *cli, const struct zl_alarm *alarms, size_t count)
{
        int status = ZL_OK;

        if (count == 0)
                return EXIT_DONE;
        list(cli, alarms, count);
        if (args__get(&cli->args, "leaves-nobody") != NULL)
                return EXIT_DONE;
        status =
            prompt__yes(_("Go on, and leave them without anybody? [y/N] "));
        if (status == ZL_OK)
                return EXIT_DONE;
        if (status == ZL_E_POLICY)
                return out__fail_with(
                    cli, ZL_E_STATE, _("Then nothing was done."));
        if (status == ZL_E_STATE)
                return out__fail_with(cli, status,
                    P_("%zu club would have nobody, so nothing was done. "
                       "--leaves-nobody goes on all the same, --yes does not.",
                        "%zu clubs would have nobody, so nothing was done. "
                        "--leaves-nobody goes on all the same, --yes does not.",
                        count),
                    count);
        return out__fail(cli, status);
}

int alarm__before(struct cli *cli, uint64_t *ret_position)
{
        int status = zl_core_said(cli->core, cli__now(), ret_position);

        return status == ZL_OK ? EXIT_DONE : out__fail(cli, status);
}

int alarm__allow_said(struct cli *cli, uint64_t position)
{
        struct zl_alarm *alarms = NULL;
        size_t count = 0;
        int status =
            zl_core_caused(cli->core, cli__now(), position, &alarms, &count);
        int code = EXIT_DONE;

        if (status != ZL_OK)
                return out__fail(cli, status);
        code = alarm__allow(cli, alarms, count);
        free(alarms);
        return code;
}
