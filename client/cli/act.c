/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the acts: what is the same about all of them. The core decides;
 * here its answer becomes a sentence that says what to do next. */
#include "act.h"

#include "out.h"
#include "prompt.h"
#include "resolve.h"
#include "session.h"

static int check_role(struct cli *cli, const struct act *act)
{
        struct zl_self self;

        zl_core_self(cli->core, &self);
        if (act->role == ZL_ROLE_NONE || self.role == act->role)
                return EXIT_DONE;
        if (act->tell != NULL)
                return act->tell(cli);
        return out__fail_with(
            cli, ZL_E_POLICY, "%s", lang__text(act->not_yours));
}

int act__begin(
    struct cli *cli, const struct act *act, struct zl_signal_view *ret_signal)
{
        int code = session__open_joined(cli);

        if (code == EXIT_DONE)
                code = check_role(cli, act);
        if (code == EXIT_DONE)
                code = session__refresh(cli);
        if (code == EXIT_DONE)
                code = resolve__signal(cli, cli->args.operands[0], ret_signal);
        if (code != EXIT_DONE)
                return code;
        if (ret_signal->state == ZL_STATE_ERASED ||
            ret_signal->state == ZL_STATE_RETRACTED)
                return act__refused(cli, act, ret_signal, ZL_E_ERASED);
        if (act->opened && resolve__unopened(cli, ret_signal))
                return act__refused(cli, act, ret_signal, ZL_E_STATE);
        return EXIT_DONE;
}

static bool waits(const struct zl_record_view *record)
{
        return record->progress == ZL_QUEUED || record->progress == ZL_ASKING ||
            record->progress == ZL_FAILED;
}

/* Is the note here still, or something of ours behind it? */
static bool is_note_here(struct cli *cli, const struct zl_signal_view *signal)
{
        struct zl_record_view note;

        zl_core_record_at(cli->core, &signal->id, 0, &note);
        return waits(&note);
}

static bool is_any_here(struct cli *cli, const struct zl_signal_view *signal)
{
        for (size_t i = 0; i < signal->record_count; i++) {
                struct zl_record_view record;

                zl_core_record_at(cli->core, &signal->id, i, &record);
                if (waits(&record))
                        return true;
        }
        return false;
}

/* Not in this state of the signal. */
static int not_now(
    struct cli *cli, const struct act *act, const struct zl_signal_view *signal)
{
        const char *id = cli->args.operands[0];

        if (is_note_here(cli, signal))
                return out__fail_with(cli, ZL_E_STATE,
                    _("The note itself is not on the server yet. 'zijlijn "
                      "sync' sends it; 'zijlijn outbox' shows what waits."));
        if (act->role != ZL_ROLE_PROFESSIONAL &&
            signal->state == ZL_STATE_CLOSED)
                return out__fail_with(cli, ZL_E_STATE,
                    _("The signal is closed. If you notice something new, "
                      "write a new note: 'zijlijn note'."));
        if (act->role == ZL_ROLE_PROFESSIONAL &&
            (signal->has_new || signal->state == ZL_STATE_WAITING ||
                signal->state == ZL_STATE_OPENED))
                return out__fail_with(cli, ZL_E_STATE,
                    _("Open the signal first: 'zijlijn open %s'."), id);
        if (is_any_here(cli, signal))
                return out__fail_with(cli, ZL_E_STATE,
                    _("Something you wrote about this signal is still on its "
                      "way. 'zijlijn sync' sends it; then try again."));
        return out__fail_with(cli, ZL_E_STATE,
            _("That is not possible now: 'zijlijn timeline %s' shows where "
              "the signal stands."),
            id);
}

int act__keyless(struct cli *cli)
{
        return out__fail_with(cli, ZL_E_NOT_FOR_US,
            _("The note cannot be opened here, and nobody you would hand it to "
              "has it, so nobody could read it. Wait until the contact's "
              "device has been online: it passes the note on by itself. Or "
              "ring the contact."));
}

int act__refused(struct cli *cli, const struct act *act,
    const struct zl_signal_view *signal, int status)
{
        switch (status) {
        case ZL_E_POLICY:
                return out__fail_with(
                    cli, status, "%s", lang__text(act->not_yours));
        case ZL_E_STATE:
                return not_now(cli, act, signal);
        case ZL_E_NOT_FOR_US:
                return act__keyless(cli);
        case ZL_E_ERASED:
                return out__fail_with(cli, status,
                    signal->state == ZL_STATE_RETRACTED
                        ? _("This signal was taken back. Nobody can read it "
                            "any "
                            "more.")
                        : _("This signal was erased. Nobody can read it any "
                            "more."));
        default:
                return out__fail(cli, status);
        }
}

static bool is_stored(
    struct cli *cli, const struct zl_id *signal, const struct zl_id *record)
{
        struct zl_signal_view view;

        for (size_t i = 0; i < zl_core_signal_count(cli->core); i++) {
                zl_core_signal_at(cli->core, i, &view);
                if (!zl_id_equal(&view.id, signal))
                        continue;
                for (size_t k = 0; k < view.record_count; k++) {
                        struct zl_record_view it;

                        zl_core_record_at(cli->core, signal, k, &it);
                        if (zl_id_equal(&it.id, record))
                                return it.progress == ZL_STORED;
                }
        }
        return false;
}

int act__deliver(struct cli *cli, const struct zl_id *signal,
    const struct zl_id *record, const char *said)
{
        int code = EXIT_DONE;

        zl_json_put_hex(cli->json, "record", record->bytes, ZL_ID_SIZE);
        zl_json_put_hex(cli->json, "signal", signal->bytes, ZL_ID_SIZE);
        code = session__deliver(cli);
        if (code == EXIT_DONE && said != NULL && is_stored(cli, signal, record))
                out__say(cli, "%s", said);
        return code;
}

/* ---- Choosing who receives ---- */

void act__receivers(struct cli *cli, enum zl_kind kind,
    const struct zl_id *signal, struct persons *ret)
{
        size_t count = zl_core_receivers(
            cli->core, cli__now(), kind, signal, ret->of, PERSONS_LIST_MAX);

        ret->count = count < PERSONS_LIST_MAX ? count : PERSONS_LIST_MAX;
}

int act__choose(struct cli *cli, const char *question,
    const struct persons *from, struct chosen *ret)
{
        int code = persons__named(cli, "to", from, ret);

        if (code != EXIT_DONE || ret->count > 0 || from->count == 0 ||
            !prompt__possible())
                return code;
        return persons__ask(cli, question, from, ret);
}
