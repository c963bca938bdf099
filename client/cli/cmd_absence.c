/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn absence: leave and who stands in, in one action. What comes in
 * meanwhile goes to that colleague too, so that nothing waits. */
#include "alarm.h"
#include "ask.h"
#include "calendar.h"
#include "command.h"
#include "out.h"
#include "persons.h"
#include "prompt.h"
#include "resolve.h"
#include "session.h"
#include "show.h"

enum { ABSENCES_MAX = 64 };

static int check_role(struct cli *cli)
{
        struct zl_self self;

        zl_core_self(cli->core, &self);
        if (self.role == ZL_ROLE_PROFESSIONAL)
                return EXIT_DONE;
        return out__fail_with(
            cli, ZL_E_POLICY, _("Only professionals say when they are away."));
}

/* ---- list ---- */

static void show_absence(struct cli *cli, const struct zl_absence_view *absence)
{
        char member[SHOW_NAME];
        char deputy[SHOW_NAME];
        char from[ZL_DATE_TEXT];
        char until[ZL_DATE_TEXT];
        char id[TEXT_ID];

        show__name(cli, &absence->member, member);
        show__name(cli, &absence->deputy, deputy);
        zl_date_of(absence->from, from);
        zl_date_of(absence->until, until);
        text__id(&absence->absence, id);
        out__say(cli, _("  %s  %s to %s: %s is away, %s stands in%s\n"), id,
            from, until, member, deputy,
            absence->queued ? _(" (not on the server yet)") : "");
        zl_json_open_object(cli->json, NULL);
        zl_json_put_hex(cli->json, "id", absence->absence.bytes, ZL_ID_SIZE);
        zl_json_put_text(cli->json, "member", member);
        zl_json_put_text(cli->json, "deputy", deputy);
        zl_json_put_text(cli->json, "from", from);
        zl_json_put_text(cli->json, "until", until);
        zl_json_put_bool(cli->json, "ours", absence->ours);
        zl_json_put_bool(cli->json, "begun", absence->begun);
        zl_json_put_bool(cli->json, "queued", absence->queued);
        zl_json_close(cli->json);
}

static size_t list(struct cli *cli, struct zl_absence_view ret[ABSENCES_MAX])
{
        size_t count =
            zl_core_absences(cli->core, cli__now(), ret, ABSENCES_MAX);

        return count < ABSENCES_MAX ? count : ABSENCES_MAX;
}

static int run_list(struct cli *cli)
{
        struct zl_absence_view absences[ABSENCES_MAX];
        size_t count = 0;
        int code = session__open_joined(cli);

        if (code == EXIT_DONE)
                code = check_role(cli);
        if (code != EXIT_DONE)
                return code;
        count = list(cli, absences);
        if (count == 0)
                out__say(cli,
                    _("You are not away, and stand in for nobody. 'zijlijn "
                      "absence set' says when you will be.\n"));
        zl_json_open_array(cli->json, "absences");
        for (size_t i = 0; i < count; i++)
                show_absence(cli, &absences[i]);
        zl_json_close(cli->json);
        return EXIT_DONE;
}

/* ---- set ---- */

static int read_days(struct cli *cli, struct zl_absence *absence)
{
        const char *from = args__get(&cli->args, "from");
        const char *until = args__get(&cli->args, "until");
        int code = EXIT_DONE;

        if (until == NULL)
                return out__fail_with(cli, ZL_E_USAGE,
                    _("Say until when: --until DATE, the last day you are "
                      "away."));
        code = resolve__day(cli, from != NULL ? from : "today", &absence->from);
        if (code == EXIT_DONE)
                code = resolve__day(cli, until, &absence->until);
        return code;
}

static int choose(struct cli *cli, struct zl_absence *absence)
{
        struct zl_deputy_view views[PERSONS_LIST_MAX];
        struct persons from = {.count = 0};
        struct chosen chosen;
        size_t count = zl_core_deputies_for_absence(cli->core, cli__now(),
            absence->from, absence->until, views, PERSONS_LIST_MAX);
        int code = EXIT_DONE;

        for (size_t i = 0; i < count && i < PERSONS_LIST_MAX; i++)
                from.of[from.count++] = views[i].member;
        if (from.count == 0)
                return out__fail_with(cli, ZL_E_RECIPIENTS,
                    _("Nobody else of your team has joined, so nobody can "
                      "stand in. Tell your coordinator."));
        code = persons__named(cli, "deputy", &from, &chosen);
        if (code == EXIT_DONE && chosen.count == 0 && prompt__possible())
                code = persons__ask(
                    cli, _("Who stands in for you?"), &from, &chosen);
        if (code == EXIT_DONE && chosen.count != 1)
                return out__fail_with(cli, ZL_E_USAGE,
                    _("Say which colleague of your team stands in: --deputy "
                      "NAME."));
        if (code != EXIT_DONE)
                return code;
        absence->deputy = chosen.of[0];
        for (size_t i = 0; i < count && i < PERSONS_LIST_MAX; i++) {
                char name[SHOW_NAME];

                if (!views[i].away ||
                    !zl_id_equal(&views[i].member, &absence->deputy))
                        continue;
                show__name(cli, &absence->deputy, name);
                return ask__confirm(cli,
                    _("%s is away on one of these days too, and stands in for "
                      "nobody then. Go on? [y/N] "),
                    name);
        }
        return EXIT_DONE;
}

static int refused(struct cli *cli, int status)
{
        switch (status) {
        case ZL_E_MALFORMED:
                return out__fail_with(cli, status,
                    _("The last day is not before the first one, and leave "
                      "is at most a year."));
        case ZL_E_USAGE:
                return out__fail_with(
                    cli, status, _("These days are over already."));
        case ZL_E_CONFLICT:
                return out__fail_with(cli, status,
                    _("You are away on one of these days already: 'zijlijn "
                      "absence' shows it, 'zijlijn absence end' ends it."));
        default:
                return out__fail(cli, status);
        }
}

static int state(struct cli *cli, const struct zl_absence *absence)
{
        char name[SHOW_NAME];
        char from[ZL_DATE_TEXT];
        char until[ZL_DATE_TEXT];
        struct zl_id id;
        uint64_t position = 0;
        int status = ZL_OK;
        int code = alarm__before(cli, &position);

        if (code != EXIT_DONE)
                return code;
        status = zl_core_absence(cli->core, cli__now(), absence, &id);
        if (status != ZL_OK)
                return refused(cli, status);
        code = alarm__allow_said(cli, position);
        if (code != EXIT_DONE)
                return code;
        show__name(cli, &absence->deputy, name);
        zl_date_of(absence->from, from);
        zl_date_of(absence->until, until);
        out__say(cli,
            _("From %s to %s, %s receives what comes in for you as well. What "
              "you hold already stays with you and your deputies; 'zijlijn "
              "handover' hands it over.\n"),
            from, until, name);
        zl_json_put_hex(cli->json, "absence", id.bytes, ZL_ID_SIZE);
        return session__deliver(cli);
}

static int run_set(struct cli *cli)
{
        struct zl_absence absence = {.ended = false};
        int code = read_days(cli, &absence);

        if (code == EXIT_DONE)
                code = session__open_joined(cli);
        if (code == EXIT_DONE)
                code = check_role(cli);
        if (code == EXIT_DONE)
                code = session__refresh(cli);
        if (code == EXIT_DONE)
                code = choose(cli, &absence);
        return code == EXIT_DONE ? state(cli, &absence) : code;
}

/* ---- end ---- */

/* The one that is named, or the only one. */
static int find(struct cli *cli, struct zl_absence_view *ret)
{
        const char *text =
            cli->args.operand_count > 0 ? cli->args.operands[0] : NULL;
        struct zl_absence_view absences[ABSENCES_MAX];
        struct zl_id ids[ABSENCES_MAX];
        struct zl_id id;
        size_t count = list(cli, absences);
        int code = EXIT_DONE;

        for (size_t i = 0; i < count; i++)
                ids[i] = absences[i].absence;
        if (count == 0)
                return out__fail_with(
                    cli, ZL_E_NOT_FOUND, _("There is no leave to end."));
        if (text == NULL && count > 1)
                return out__fail_with(cli, ZL_E_USAGE,
                    _("There is more than one: 'zijlijn absence' lists them "
                      "with their digits."));
        *ret = absences[0];
        if (text == NULL)
                return EXIT_DONE;
        code = resolve__among(cli, text, ids, count, &id);
        for (size_t i = 0; code == EXIT_DONE && i < count; i++) {
                if (zl_id_equal(&absences[i].absence, &id))
                        *ret = absences[i];
        }
        return code;
}

static int run_end(struct cli *cli)
{
        struct zl_absence_view absence;
        char name[SHOW_NAME];
        int status = ZL_OK;
        int code = session__open_joined(cli);

        if (code == EXIT_DONE)
                code = check_role(cli);
        if (code == EXIT_DONE)
                code = session__refresh(cli);
        if (code == EXIT_DONE)
                code = find(cli, &absence);
        if (code != EXIT_DONE)
                return code;
        status = zl_core_end_absence(cli->core, cli__now(), &absence.absence);
        if (status != ZL_OK)
                return out__fail(cli, status);
        show__name(cli, &absence.member, name);
        out__say(cli, _("The leave of %s has ended.\n"), name);
        zl_json_put_hex(
            cli->json, "absence", absence.absence.bytes, ZL_ID_SIZE);
        return session__deliver(cli);
}

static const struct option_spec set_options[] = {
    {"from", N_("DATE"), false, N_("the first day; usually today")},
    {"until", N_("DATE"), false, N_("the last day")},
    {"deputy", N_("NAME"), false, N_("the colleague who stands in")},
    ALARM_OPTION,
    {NULL, NULL, false, NULL},
};

const struct command cmd__absence = {
    .name = "absence",
    .operands = "",
    .line = N_("Show who is away and who stands in (professional)"),
    .about = N_("Your own leave, and that of colleagues you stand in for."),
    .json = "absences (id, member, deputy, from, until, ours, begun, queued)",
    .examples = "  zijlijn absence\n",
    .run = run_list,
};

const struct command cmd__absence_set = {
    .name = "absence",
    .verb = "set",
    .operands = "",
    .line = N_("Say when you are away, and who stands in (professional)"),
    .about =
        N_("On these days a colleague of your team receives what comes in for "
           "you, besides you and the deputies. Whoever writes a note is shown "
           "that colleague by name."),
    .json = "absence, nobody (clubs that have nobody then)",
    .options = set_options,
    .examples = "  zijlijn absence set --until 2026-12-31 --deputy Joris\n",
    .run = run_set,
};

const struct command cmd__absence_end = {
    .name = "absence",
    .verb = "end",
    .operands = N_("[ABSENCE]"),
    .operands_max = 1,
    .line = N_("End leave, your own or one you stand in for (professional)"),
    .about = N_("You are back early, or were asked to stand in by mistake."),
    .json = "absence",
    .examples = "  zijlijn absence end\n",
    .run = run_end,
};
