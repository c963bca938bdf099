/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn outbox: what has not reached the server, and what to do when it
 * waits for an answer. */
#include "ask.h"
#include "command.h"
#include "label.h"
#include "out.h"
#include "resolve.h"
#include "session.h"
#include "show.h"

static bool waits(const struct zl_record_view *record)
{
        return record->ours &&
            (record->progress == ZL_QUEUED || record->progress == ZL_ASKING ||
                record->progress == ZL_FAILED);
}

static void show_record(struct cli *cli, const struct zl_record_view *record,
    const struct zl_signal_view *signal)
{
        char when[SHOW_TIME];
        char id[TEXT_ID];
        const char *club = signal->club_name != NULL ? signal->club_name : "?";

        text__id(&record->id, id);
        show__time(record->time, when);
        out__say(cli, "  %s  %s  %s  %s: ", id, when,
            label__of(zl_kind_str(record->kind)), club);
        if (record->progress == ZL_ASKING)
                out__say(cli,
                    _("waits for you. 'zijlijn outbox send %s' or 'zijlijn "
                      "outbox drop %s'\n"),
                    id, id);
        else if (record->progress == ZL_FAILED)
                out__say(cli, _("not sent; ring the district team\n"));
        else
                out__say(cli, _("kept safely; goes out by itself\n"));
        zl_json_open_object(cli->json, NULL);
        zl_json_put_hex(cli->json, "id", record->id.bytes, ZL_ID_SIZE);
        zl_json_put_hex(cli->json, "signal", signal->id.bytes, ZL_ID_SIZE);
        zl_json_put_text(cli->json, "kind", zl_kind_str(record->kind));
        zl_json_put_text(cli->json, "club_name", club);
        zl_json_put_text(
            cli->json, "progress", show__progress(record->progress));
        zl_json_put_time(cli->json, "time", record->time);
        zl_json_close(cli->json);
}

static int run_list(struct cli *cli)
{
        struct zl_self self;
        int code = session__open_joined(cli);

        if (code != EXIT_DONE)
                return code;
        zl_core_self(cli->core, &self);
        out__say(cli,
            self.outbox == 0 ? _("Nothing waits to be sent.\n")
                             : _("To be sent: %zu\n"),
            self.outbox);
        zl_json_put_u64(cli->json, "outbox", self.outbox);
        zl_json_open_array(cli->json, "records");
        for (size_t i = 0; i < zl_core_signal_count(cli->core); i++) {
                struct zl_signal_view signal;

                zl_core_signal_at(cli->core, i, &signal);
                for (size_t k = 0; k < signal.record_count; k++) {
                        struct zl_record_view record;

                        zl_core_record_at(cli->core, &signal.id, k, &record);
                        if (waits(&record))
                                show_record(cli, &record, &signal);
                }
        }
        zl_json_close(cli->json);
        return EXIT_DONE;
}

static int open_record(struct cli *cli, struct zl_record_view *ret_record)
{
        int code = session__open_joined(cli);

        if (code == EXIT_DONE)
                code = resolve__record(cli, cli->args.operands[0], ret_record);
        if (code == EXIT_DONE && !waits(ret_record))
                code = out__fail_with(cli, ZL_E_STATE,
                    _("That one does not wait in the outbox any more."));
        return code;
}

/* The club of a record that waits. */
static struct zl_id club_of(struct cli *cli, const struct zl_id *record)
{
        struct zl_signal_view signal = {.record_count = 0};

        for (size_t i = 0; i < zl_core_signal_count(cli->core); i++) {
                zl_core_signal_at(cli->core, i, &signal);
                for (size_t k = 0; k < signal.record_count; k++) {
                        struct zl_record_view other;

                        zl_core_record_at(cli->core, &signal.id, k, &other);
                        if (zl_id_equal(&other.id, record))
                                return signal.club;
                }
        }
        return signal.club;
}

/* Saying yes marks these as shown, so these are shown first: others may have
 * come since the question was asked. */
static int agree(struct cli *cli, const struct zl_record_view *record)
{
        struct zl_id club = club_of(cli, &record->id);

        (void)show__receivers(cli, &club, NULL, 0);
        return ask__confirm(cli, _("Send it to them? [y/N] "));
}

static int run_send(struct cli *cli)
{
        struct zl_record_view record;
        int status = ZL_OK;
        int code = open_record(cli, &record);

        if (code == EXIT_DONE && record.progress == ZL_ASKING)
                code = agree(cli, &record);
        if (code != EXIT_DONE)
                return code;
        if (record.progress == ZL_ASKING)
                status = zl_core_send_anyway(cli->core, cli__now(), &record.id);
        if (status != ZL_OK)
                return out__fail(cli, status);
        return session__deliver(cli);
}

static int run_drop(struct cli *cli)
{
        struct zl_record_view record;
        int status = ZL_OK;
        int code = open_record(cli, &record);

        if (code != EXIT_DONE)
                return code;
        status = zl_core_withdraw(cli->core, &record.id);
        if (status == ZL_E_STATE)
                return out__fail_with(cli, status,
                    _("It may have reached the server, so it cannot be taken "
                      "back here."));
        if (status == ZL_OK)
                status = session__loop(cli);
        if (status != ZL_OK && status != ZL_E_NETWORK && status != ZL_E_BUSY)
                return session__fail(cli, status);
        out__say(cli, _("Dropped. It was not sent and is no longer here.\n"));
        zl_json_put_hex(cli->json, "dropped", record.id.bytes, ZL_ID_SIZE);
        return EXIT_DONE;
}

const struct command cmd__outbox = {
    .name = "outbox",
    .operands = "",
    .line = N_("List what has not reached the server yet"),
    .about = N_("What is kept here goes out by itself at the next 'zijlijn "
                "sync'. Only what would now go to somebody you have not been "
                "shown waits for your answer."),
    .json = "outbox (how many things, statements included), records (id, "
            "signal, kind, club_name, progress, time)",
    .examples = "  zijlijn outbox\n",
    .run = run_list,
};

const struct command cmd__outbox_send = {
    .name = "outbox",
    .verb = "send",
    .operands = N_("ID"),
    .operands_min = 1,
    .operands_max = 1,
    .line = N_("Send one after all, to those who receive it now"),
    .about = N_("For a note that waits because somebody new would receive it."),
    .examples = "  zijlijn outbox send 3f9a1c2e\n",
    .run = run_send,
};

const struct command cmd__outbox_drop = {
    .name = "outbox",
    .verb = "drop",
    .operands = N_("ID"),
    .operands_min = 1,
    .operands_max = 1,
    .line = N_("Do not send one; it is removed from here"),
    .about =
        N_("For what the server never accepted. What was sent stays sent."),
    .examples = "  zijlijn outbox drop 3f9a1c2e\n",
    .run = run_drop,
};
