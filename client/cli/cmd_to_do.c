/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn to-do: what matters most comes first, each with the command for it.
 * Before a holiday of one's own: the clubs not spoken to lately. */
#include <string.h>

#include "calendar.h"
#include "club_desk.h"
#include "club_list.h"
#include "club_text.h"
#include "command.h"
#include "csv_write.h"
#include "out.h"
#include "register.h"
#include "resolve.h"
#include "show.h"

enum { LINE_ROOM = 4096, LEAVE_DAYS = 8 * 7, LATELY_DAYS = 30 };

struct asked {
        bool has_district;
        struct zl_id district;
        size_t count;
        struct csv_sheet *sheet;
};

static bool is_asked(
    struct cli *cli, const struct asked *asked, const struct zl_club_task *task)
{
        const struct zl_club_entry *entry =
            zl_directory_club(zl_core_directory(cli->core), &task->club);

        return !asked->has_district ||
            (entry != NULL &&
                zl_id_equal(&entry->club.district, &asked->district));
}

static void put_row(
    struct csv_sheet *sheet, enum zl_role role, const struct zl_club_task *task)
{
        const struct zl_club_to_do *it = &task->to_do;
        struct zl_buf buf;

        zl_buf_init(&buf, LINE_ROOM);
        csv_write__text(sheet, task->name);
        csv_write__text(sheet, club_text__requirement(it->what));
        club_text__reason(it->reason, 0, &buf);
        csv_write__text(sheet, club_text__of(&buf));
        csv_write__text(sheet, club_text__urgency(it->urgency));
        csv_write__day(sheet, it->on);
        zl_buf_reset(&buf);
        club_text__next(role, task->name, it, &buf);
        csv_write__text(sheet, club_text__of(&buf));
        csv_write__row(sheet);
        zl_buf_free(&buf);
}

static void take(
    struct cli *cli, const struct zl_club_list *list, void *context)
{
        struct asked *asked = context;
        enum zl_role role = desk__role(cli);
        struct zl_buf buf;

        zl_buf_init(&buf, LINE_ROOM);
        for (size_t i = 0; i < list->to_do_count; i++) {
                const struct zl_club_task *task = &list->to_dos[i];
                const struct zl_club_to_do *it = &task->to_do;

                if (!is_asked(cli, asked, task))
                        continue;
                asked->count++;
                zl_buf_reset(&buf);
                club_text__reason(it->reason, it->on, &buf);
                out__say(cli, "%s: %s, %s (%s)\n", task->name,
                    club_text__requirement(it->what), club_text__of(&buf),
                    club_text__urgency(it->urgency));
                zl_buf_reset(&buf);
                club_text__next(role, task->name, it, &buf);
                out__say(cli, "    -> %s\n", club_text__of(&buf));
                zl_json_open_object(cli->json, NULL);
                zl_json_put_hex(
                    cli->json, "club", task->club.bytes, ZL_ID_SIZE);
                zl_json_put_text(cli->json, "club_name", task->name);
                desk__json_to_do(cli, task->name, it);
                zl_json_close(cli->json);
                put_row(asked->sheet, role, task);
        }
        zl_buf_free(&buf);
}

/* ---- Before a leave ---- */

struct silence {
        uint32_t today;
        bool said;
};

static void take_silent(
    struct cli *cli, const struct zl_club_list *list, void *context)
{
        struct silence *silence = context;

        for (size_t i = 0; i < list->club_count; i++) {
                const struct zl_club_row *row = &list->clubs[i];

                if (row->visited + LATELY_DAYS > silence->today)
                        continue;
                out__say(cli,
                    silence->said
                        ? "    %s\n"
                        : _("Not spoken to for a month, so speak to them "
                            "before:\n    %s\n"),
                    row->name);
                silence->said = true;
                zl_json_open_object(cli->json, NULL);
                zl_json_put_hex(cli->json, "club", row->club.bytes, ZL_ID_SIZE);
                zl_json_put_text(cli->json, "club_name", row->name);
                zl_json_close(cli->json);
        }
}

/* The next leave of one's own that begins within eight weeks. */
static const struct zl_absence *next_leave(struct cli *cli, uint32_t today)
{
        const struct zl_directory *directory = zl_core_directory(cli->core);
        const struct zl_absence *next = NULL;
        struct zl_self self;

        zl_core_self(cli->core, &self);
        for (size_t i = 0; i < zl_directory_absence_count(directory); i++) {
                const struct zl_absence *one =
                    zl_directory_absence_at(directory, i);

                if (!one->ended && zl_id_equal(&one->member, &self.member) &&
                    one->from > today && one->from <= today + LEAVE_DAYS &&
                    (next == NULL || one->from < next->from))
                        next = one;
        }
        return next;
}

static int show_leave(struct cli *cli)
{
        struct silence silence = {.today = zl_time_day(cli__now())};
        const struct zl_absence *leave = next_leave(cli, silence.today);
        char from[ZL_DATE_TEXT];
        char until[ZL_DATE_TEXT];
        char deputy[SHOW_NAME];
        int code = EXIT_DONE;

        if (leave == NULL)
                return EXIT_DONE;
        zl_date_of(leave->from, from);
        zl_date_of(leave->until, until);
        show__name(cli, &leave->deputy, deputy);
        out__say(cli, _("You are away from %s to %s; %s stands in.\n"), from,
            until, deputy);
        zl_json_put_text(cli->json, "away_from", from);
        zl_json_open_array(cli->json, "silent");
        code = club_list__each(
            cli, "clubs", ZL_CLUB_LIST_CLUBS, take_silent, &silence);
        if (code != EXIT_DONE)
                return code;
        zl_json_close(cli->json);
        out__say(cli, "\n");
        return EXIT_DONE;
}

static int list(struct cli *cli, struct asked *asked)
{
        const char *const heads[] = {_("Club"), _("What"), _("Why"),
            _("How urgent"), _("On"), _("What comes next"), NULL};
        int code = csv_write__begin(cli, &asked->sheet);

        if (code != EXIT_DONE)
                return code;
        csv_write__texts(asked->sheet, heads);
        csv_write__row(asked->sheet);
        zl_json_open_array(cli->json, "to_dos");
        code = club_list__each(cli, "to-dos", ZL_CLUB_LIST_TO_DOS, take, asked);
        if (code == EXIT_DONE)
                zl_json_close(cli->json);
        if (code == EXIT_DONE && asked->count == 0)
                out__say(cli, _("Nothing to do for your clubs.\n"));
        return csv_write__end(cli, asked->sheet, code);
}

static int run(struct cli *cli)
{
        const char *district = args__get(&cli->args, "district");
        struct asked asked = {.count = 0};
        enum zl_role role = ZL_ROLE_NONE;
        int code = register__begin(cli);

        if (code == EXIT_DONE && district != NULL) {
                asked.has_district = true;
                code = resolve__district(cli, district, &asked.district);
        }
        if (code != EXIT_DONE)
                return code;
        role = desk__role(cli);
        if (role != ZL_ROLE_SUPPORTER && role != ZL_ROLE_PROFESSIONAL)
                return out__fail_with(cli, ZL_E_POLICY,
                    _("This list is for supporters and professionals."));
        if (role == ZL_ROLE_PROFESSIONAL)
                code = show_leave(cli);
        if (code != EXIT_DONE)
                return code;
        return list(cli, &asked);
}

static const struct option_spec options[] = {
    {"district", N_("NAME"), false, N_("for clubs of this district")},
    CSV_OPTION,
    {NULL, NULL, false, NULL},
};

const struct command cmd__to_do = {
    .name = "to-do",
    .operands = "",
    .line = N_("What to do for your clubs (supporter, professional)"),
    .about =
        N_("What matters most comes first: a club without a contact, a contact "
           "who leaves, VOG or training running out, a visit overdue, a need "
           "unanswered. Each has the command that comes next. A professional "
           "who goes on leave within eight weeks sees which clubs were not "
           "spoken to for a month. Signals stand in 'zijlijn worklist'."),
    .json = "to_dos (club, club_name, what, reason, urgency, on, next), "
            "away_from, silent (club, club_name), csv",
    .options = options,
    .examples = "  zijlijn to-do\n",
    .run = run,
};
