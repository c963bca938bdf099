/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the clock of a signal, as the contact reads it: whoever wrote it
 * did nothing wrong, and where to ring stands beside it. */
#include "calendar.h"
#include "out.h"
#include "show.h"
#include "terms.h"

static bool is_contact(struct cli *cli)
{
        struct zl_self self;

        zl_core_self(cli->core, &self);
        return self.role == ZL_ROLE_CONTACT;
}

static bool rings(const struct zl_clock *clock)
{
        return clock->step >= ZL_STEP_HOLDERS || clock->answer_late;
}

bool show__rings(struct cli *cli, const struct zl_signal_view *signal)
{
        struct zl_clock clock;

        if (!is_contact(cli))
                return false;
        zl_core_clock(cli->core, cli__now(), signal, &clock);
        return rings(&clock);
}

static void say(struct cli *cli, const struct zl_clock *clock)
{
        const char *phone = clock->phone[0] != '\0' ? clock->phone : "?";
        char day[ZL_DATE_TEXT];

        if (clock->step >= ZL_STEP_COORDINATORS) {
                out__say(cli,
                    _("Still not opened. You did nothing wrong. Ring the "
                      "district team today: %s\n"),
                    phone);
        } else if (clock->step >= ZL_STEP_HOLDERS) {
                out__say(cli,
                    _("Not opened yet. You did nothing wrong. Ring the "
                      "district team: %s\n"),
                    phone);
        } else if (clock->answer_late) {
                out__say(cli,
                    _("There is no answer yet. You did nothing wrong. Ring "
                      "the district team: %s\n"),
                    phone);
        } else if (clock->answer_by > 0) {
                zl_date_of(clock->answer_by, day);
                out__say(cli, _("You get an answer by %s.\n"), day);
        }
}

bool show__clock(struct cli *cli, const struct zl_signal_view *signal)
{
        struct zl_clock clock;
        char day[ZL_DATE_TEXT];

        zl_core_clock(cli->core, cli__now(), signal, &clock);
        zl_json_put_u64(cli->json, "step", (uint64_t)clock.step);
        if (clock.waits)
                zl_json_put_time(cli->json, "waits_since", clock.since);
        if (clock.answer_by > 0) {
                zl_date_of(clock.answer_by, day);
                zl_json_put_text(cli->json, "answer_by", day);
        }
        zl_json_put_bool(cli->json, "answer_late", clock.answer_late);
        zl_json_put_bool(cli->json, "open_too_long", clock.open_too_long);
        if (!is_contact(cli))
                return false;
        if (rings(&clock))
                zl_json_put_text(cli->json, "ring", clock.phone);
        say(cli, &clock);
        return rings(&clock);
}
