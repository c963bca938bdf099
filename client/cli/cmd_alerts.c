/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn alerts: the clubs that have nobody, and those that will, before
 * somebody there writes a note that nobody reads. */
#include <stdlib.h>

#include "alarm.h"
#include "calendar.h"
#include "command.h"
#include "out.h"
#include "session.h"
#include "show.h"

static int show_alarms(struct cli *cli, size_t *ret_count)
{
        struct zl_alarm *alarms = NULL;
        int status = zl_core_alarms(cli->core, cli__now(), &alarms, ret_count);

        if (status != ZL_OK)
                return out__fail(cli, status);
        zl_json_open_array(cli->json, "alerts");
        for (size_t i = 0; i < *ret_count; i++)
                alarm__show(cli, &alarms[i]);
        zl_json_close(cli->json);
        free(alarms);
        return EXIT_DONE;
}

static void show_ending(struct cli *cli, const struct zl_ending *ending)
{
        char name[SHOW_NAME];
        char until[ZL_DATE_TEXT];

        show__name(cli, &ending->member, name);
        zl_date_of(ending->until, until);
        out__say(cli,
            P_("%s is appointed until %s, and %zu club is assigned to that "
               "person.\n",
                "%s is appointed until %s, and %zu clubs are assigned to that "
                "person.\n",
                ending->clubs),
            name, until, ending->clubs);
        zl_json_open_object(cli->json, NULL);
        zl_json_put_hex(cli->json, "member", ending->member.bytes, ZL_ID_SIZE);
        zl_json_put_text(cli->json, "name", name);
        zl_json_put_text(cli->json, "until", until);
        zl_json_put_u64(cli->json, "clubs", ending->clubs);
        zl_json_close(cli->json);
}

static int show_endings(struct cli *cli, size_t *ret_count)
{
        struct zl_ending *endings = NULL;
        int status =
            zl_core_endings(cli->core, cli__now(), &endings, ret_count);

        if (status != ZL_OK)
                return out__fail(cli, status);
        zl_json_open_array(cli->json, "endings");
        for (size_t i = 0; i < *ret_count; i++)
                show_ending(cli, &endings[i]);
        zl_json_close(cli->json);
        if (*ret_count > 0)
                out__say(cli,
                    _("  -> 'zijlijn appoint NAME --until DATE' gives more "
                      "time.\n"));
        free(endings);
        return EXIT_DONE;
}

static int run(struct cli *cli)
{
        struct zl_self self;
        size_t alarms = 0;
        size_t endings = 0;
        int code = session__open_joined(cli);

        if (code != EXIT_DONE)
                return code;
        zl_core_self(cli->core, &self);
        if (self.role != ZL_ROLE_COORDINATOR && self.role != ZL_ROLE_SUPPORTER)
                return out__fail_with(cli, ZL_E_POLICY,
                    _("Alerts are for coordinators, and for supporters of "
                      "their own districts."));
        code = show_alarms(cli, &alarms);
        if (code == EXIT_DONE)
                code = show_endings(cli, &endings);
        if (code == EXIT_DONE && alarms == 0 && endings == 0)
                out__say(cli,
                    _("Every club has somebody, for the next %d weeks.\n"),
                    ZL_ALARM_DAYS / 7);
        return code;
}

const struct command cmd__alerts = {
    .name = "alerts",
    .operands = "",
    .line = N_("List the clubs that have nobody, now or soon (coordinator, "
               "supporter)"),
    .about =
        N_("A club has nobody when nobody would receive what is noted there: "
           "whoever it is assigned to is away, has left, or has not joined. "
           "It says why of each, and what to do; and what comes within eight "
           "weeks. Shows what is known here, without asking the server: "
           "'zijlijn sync' does that."),
    .json = "alerts (club, club_name, now, from, persons (member, name, as: "
            "account-holder, deputy or absence-deputy, why: there, away, "
            "unknown, not-yet, expired, revoked, elsewhere or not-joined, "
            "day), step: assign, join, appoint or deputy), endings (member, "
            "name, until, clubs)",
    .examples = "  zijlijn sync && zijlijn alerts\n",
    .run = run,
};
