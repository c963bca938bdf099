/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn worklist: what a professional has to do, most pressing first, with
 * the day by which. */
#include <stdlib.h>

#include "calendar.h"
#include "command.h"
#include "out.h"
#include "session.h"
#include "show.h"
#include "wrap.h"

enum { WORK_MAX = 4096, STAGE_WIDTH = 12, TERM_WIDTH = 10, CLUB_WIDTH = 22 };

static const char *const stages[] = {
    [ZL_STAGE_NEW] = "new",
    [ZL_STAGE_WAITING] = "waiting",
    [ZL_STAGE_ANSWERED] = "answered",
};

static const char *const urgencies[] = {
    [ZL_IN_TIME] = "in-time",
    [ZL_NEAR_TERM] = "near-term",
    [ZL_OVER_TERM] = "over-term",
};

static const char *stage_text(enum zl_stage stage)
{
        switch (stage) {
        case ZL_STAGE_NEW:
                return _("new");
        case ZL_STAGE_WAITING:
                return _("waiting");
        case ZL_STAGE_ANSWERED:
                break;
        }
        return _("answered");
}

static const char *urgency_text(enum zl_urgency urgency)
{
        switch (urgency) {
        case ZL_OVER_TERM:
                return _("TOO LATE");
        case ZL_NEAR_TERM:
                return _("nearly");
        case ZL_IN_TIME:
                break;
        }
        return "";
}

static void row(struct cli *cli, const char *mark, const char *signal,
    const char *due, const char *term, const char *stage, const char *club,
    const char *from)
{
        struct zl_buf line = {0};

        zl_buf_init(&line, 8192);
        zl_put_text(&line, mark);
        zl_put_text(&line, " ");
        wrap__cell(signal, TEXT_ID_DIGITS + 2, &line);
        wrap__cell(due, ZL_DATE_TEXT + 1, &line);
        wrap__cell(term, TERM_WIDTH, &line);
        wrap__cell(stage, STAGE_WIDTH, &line);
        wrap__cell(club, CLUB_WIDTH, &line);
        zl_put_text(&line, " ");
        zl_put_text(&line, from);
        zl_put_u8(&line, 0);
        if (line.status == ZL_OK)
                out__say(cli, "%s\n", (const char *)line.data);
        zl_buf_free(&line);
}

static void find(
    struct cli *cli, const struct zl_id *id, struct zl_signal_view *ret)
{
        for (size_t i = 0; i < zl_core_signal_count(cli->core); i++) {
                zl_core_signal_at(cli->core, i, ret);
                if (zl_id_equal(&ret->id, id))
                        return;
        }
}

/* What is to be done besides, with the command for it. */
static void say_besides(
    struct cli *cli, const struct zl_work *work, const char *id)
{
        char name[SHOW_NAME];

        zl_json_put_bool(cli->json, "open_too_long", work->open_too_long);
        if (work->open_too_long)
                out__say(cli,
                    _("    Open too long: 'zijlijn close %s', or 'zijlijn hold "
                      "%s' with a reason.\n"),
                    id, id);
        if (!work->has_successor)
                return;
        show__name(cli, &work->successor, name);
        zl_json_put_text(cli->json, "hand_over_to", name);
        out__say(cli,
            _("    The club is no longer yours: 'zijlijn handover %s' hands it "
              "over to %s.\n"),
            id, name);
}

/* Whether something of it is new. */
static bool show_work(struct cli *cli, const struct zl_work *work)
{
        struct zl_signal_view signal = {.club_name = ""};
        char due[ZL_DATE_TEXT] = "";
        char from[SHOW_NAME];
        char id[TEXT_ID];

        find(cli, &work->signal, &signal);
        show__name(cli, &signal.author, from);
        text__id(&signal.id, id);
        if (work->due > 0)
                zl_date_of(work->due, due);
        row(cli, signal.has_new ? "*" : " ", id, due,
            urgency_text(work->urgency), stage_text(work->stage),
            signal.club_name, from);
        zl_json_open_object(cli->json, NULL);
        zl_json_put_hex(cli->json, "id", signal.id.bytes, ZL_ID_SIZE);
        zl_json_put_text(cli->json, "stage", stages[work->stage]);
        zl_json_put_text(cli->json, "urgency", urgencies[work->urgency]);
        if (work->due > 0)
                zl_json_put_text(cli->json, "due", due);
        zl_json_put_bool(cli->json, "opened_here", work->opened_here);
        zl_json_put_bool(cli->json, "new", signal.has_new);
        zl_json_put_text(cli->json, "club_name", signal.club_name);
        zl_json_put_text(cli->json, "from", from);
        zl_json_put_time(cli->json, "time", signal.time);
        say_besides(cli, work, id);
        zl_json_close(cli->json);
        return signal.has_new;
}

static int show_all(struct cli *cli)
{
        struct zl_work *list = calloc(WORK_MAX, sizeof(*list));
        size_t count = 0;
        bool any_new = false;

        if (list == NULL)
                return out__fail(cli, ZL_E_MEMORY);
        count = zl_core_worklist(cli->core, cli__now(), list, WORK_MAX);
        if (count > WORK_MAX)
                count = WORK_MAX;
        if (count > 0)
                row(cli, " ", _("Signal"), _("By"), "", "", _("Club"),
                    _("From"));
        zl_json_open_array(cli->json, "worklist");
        for (size_t i = 0; i < count; i++) {
                any_new = show_work(cli, &list[i]) || any_new;
        }
        zl_json_close(cli->json);
        free(list);
        if (count == 0)
                out__say(cli,
                    _("Nothing to do. 'zijlijn sync' fetches what is "
                      "new.\n"));
        else if (any_new)
                out__say(cli,
                    _("* has something new: 'zijlijn open SIGNAL' opens "
                      "it.\n"));
        return EXIT_DONE;
}

static int run(struct cli *cli)
{
        struct zl_self self;
        int code = session__open_joined(cli);

        if (code != EXIT_DONE)
                return code;
        zl_core_self(cli->core, &self);
        if (self.role == ZL_ROLE_PROFESSIONAL)
                return show_all(cli);
        return out__fail_with(cli, ZL_E_POLICY,
            _("The worklist is for professionals. 'zijlijn list' lists the "
              "signals you sent."));
}

const struct command cmd__worklist = {
    .name = "worklist",
    .operands = "",
    .line = N_("List what is to be done, most pressing first (professional)"),
    .about =
        N_("The open signals you hold: new (nobody has opened it, or what was "
           "added or handed over), waiting "
           "(taken up, the contact has had no answer) and answered, each with "
           "the day by which it should be opened or answered, in working days "
           "as your organisation has set them. What is too late stands first. "
           "Shows what is here, without asking the server."),
    .json = "worklist (id, stage: new, waiting or answered, urgency: in-time, "
            "near-term or over-term, due, opened_here, new, club_name, from, "
            "time, open_too_long, hand_over_to)",
    .examples = "  zijlijn sync && zijlijn worklist\n",
    .run = run,
};
