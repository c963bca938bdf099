/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to a signal on the screen: in a line, or with all that happened. */
#include "out.h"
#include "persons.h"
#include "show.h"

static void put_person(
    struct cli *cli, const char *name, const struct zl_id *member)
{
        char text[SHOW_NAME];

        show__name(cli, member, text);
        zl_json_open_object(cli->json, name);
        zl_json_put_hex(cli->json, "member", member->bytes, ZL_ID_SIZE);
        zl_json_put_text(cli->json, "name", text);
        zl_json_close(cli->json);
}

static void signal_fields(struct cli *cli, const struct zl_signal_view *signal)
{
        zl_json_put_hex(cli->json, "id", signal->id.bytes, ZL_ID_SIZE);
        zl_json_put_hex(cli->json, "club", signal->club.bytes, ZL_ID_SIZE);
        zl_json_put_text(cli->json, "club_name", signal->club_name);
        zl_json_put_text(cli->json, "state", zl_state_str(signal->state));
        zl_json_put_bool(cli->json, "held", signal->held);
        zl_json_put_time(cli->json, "time", signal->time);
        zl_json_put_bool(cli->json, "new", signal->has_new);
        zl_json_put_u64(cli->json, "record_count", signal->record_count);
        if (signal->acknowledged_by_known) {
                zl_json_put_hex(cli->json, "acknowledged_by",
                    signal->acknowledged_by.bytes, ZL_ID_SIZE);
                zl_json_put_time(
                    cli->json, "acknowledged_at", signal->acknowledged_at);
        }
        zl_json_open_array(cli->json, "holders");
        for (size_t i = 0; i < signal->holder_count; i++)
                put_person(cli, NULL, &signal->holders[i]);
        zl_json_close(cli->json);
}

/* Where it stands, in a few words. */
static void state_line(struct cli *cli, const struct zl_signal_view *signal)
{
        char name[SHOW_NAME];
        char when[SHOW_TIME];

        switch (signal->state) {
        case ZL_STATE_RETRACTED:
                out__say(cli, _("taken back"));
                return;
        case ZL_STATE_ERASED:
                out__say(cli, _("erased"));
                return;
        case ZL_STATE_CLOSED:
                out__say(
                    cli, signal->held ? _("closed, kept longer") : _("closed"));
                return;
        default:
                break;
        }
        if (!signal->acknowledged_by_known) {
                out__say(cli, "%s",
                    signal->state == ZL_STATE_ACKNOWLEDGED
                        ? _("opened")
                        : _("not opened yet"));
                return;
        }
        show__name(cli, &signal->acknowledged_by, name);
        show__time(signal->acknowledged_at, when);
        out__say(cli, _("opened by %s, %s"), name, when);
}

void show__signal_line(struct cli *cli, const struct zl_signal_view *signal)
{
        char when[SHOW_TIME];
        char id[TEXT_ID];

        text__id(&signal->id, id);
        show__time(signal->time, when);
        out__say(cli, "%s %s  %s  %s  ", signal->has_new ? "*" : " ", id, when,
            signal->club_name != NULL ? signal->club_name : "?");
        state_line(cli, signal);
        out__say(cli, "\n");
        zl_json_open_object(cli->json, NULL);
        signal_fields(cli, signal);
        if (show__rings(cli, signal) || cli->json != NULL)
                (void)show__clock(cli, signal);
        zl_json_close(cli->json);
}

/* By name who has it now, above all when that is another than it went to. */
static void holders_line(struct cli *cli, const struct zl_signal_view *signal)
{
        struct zl_id others[ZL_PERSONS_MAX];
        char names[PERSONS_NAMES];
        struct zl_self self;
        size_t count = 0;

        if (signal->holder_count == 0 || signal->state == ZL_STATE_RETRACTED ||
            signal->state == ZL_STATE_ERASED)
                return;
        zl_core_self(cli->core, &self);
        for (size_t i = 0; i < signal->holder_count; i++) {
                if (!zl_id_equal(&signal->holders[i], &self.member))
                        others[count++] = signal->holders[i];
        }
        persons__names(cli, others, count, names);
        if (count == signal->holder_count)
                out__say(cli, _("Now with: %s\n"), names);
        else if (count > 0)
                out__say(cli, _("Now with: you, %s\n"), names);
        else
                out__say(cli, _("Now with: you\n"));
}

/* What left this device on paper. */
static void prints(struct cli *cli, const struct zl_signal_view *signal)
{
        struct zl_print_view made;

        zl_json_open_array(cli->json, "prints");
        for (size_t i = 0; zl_core_print_at(cli->core, &signal->id, i, &made);
             i++) {
                bool family = made.what_for == ZL_PRINT_FAMILY;
                char when[SHOW_TIME];
                char name[SHOW_NAME];

                show__time(made.time, when);
                show__name(cli, &made.member, name);
                out__say(cli,
                    family ? _("\nPrinted by %s for the family, %s\n")
                           : _("\nPrinted by %s for the file, %s\n"),
                    name, when);
                if (made.taken_out != NULL && made.taken_out[0] != '\0') {
                        out__say(cli, _("    Blacked out:\n"));
                        out__text(cli, made.taken_out);
                }
                zl_json_open_object(cli->json, NULL);
                zl_json_put_text(cli->json, "by", name);
                zl_json_put_text(
                    cli->json, "for", family ? "family" : "dossier");
                zl_json_put_time(cli->json, "time", made.time);
                zl_json_put_text(cli->json, "black_out", made.taken_out);
                zl_json_close(cli->json);
        }
        zl_json_close(cli->json);
}

int show__signal(
    struct cli *cli, const struct zl_signal_view *signal, bool with_bodies)
{
        size_t count = zl_core_event_count(cli->core, &signal->id);
        char id[TEXT_ID];
        int status = ZL_OK;

        text__id(&signal->id, id);
        out__say(cli, _("Signal %s, %s: "), id,
            signal->club_name != NULL ? signal->club_name : "?");
        state_line(cli, signal);
        out__say(cli, "\n");
        holders_line(cli, signal);
        zl_json_open_object(cli->json, "signal");
        signal_fields(cli, signal);
        (void)show__clock(cli, signal);
        zl_json_open_array(cli->json, "records");
        for (size_t i = 0; status == ZL_OK && i < count; i++)
                status = show__event(cli, signal, i, with_bodies);
        zl_json_close(cli->json);
        prints(cli, signal);
        zl_json_close(cli->json);
        return status == ZL_OK ? EXIT_DONE : out__fail(cli, status);
}
