/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn need: what a club asks for, or what somebody noticed it needs; and
 * who helps. */
#include <stdio.h>
#include <stdlib.h>

#include "club_desk.h"
#include "club_text.h"
#include "command.h"
#include "out.h"
#include "resolve.h"

enum { NOTE_ROOM = 8 * 1024 };

static int put(struct cli *cli, struct desk *desk,
    const struct zl_club_need *need, bool is_new)
{
        struct zl_buf body;
        int status = ZL_OK;

        zl_buf_init(&body, ZL_CLUB_BODY_MAX);
        status = zl_club_write_need(need, &body);
        return desk__put_item(
            cli, desk, "needs", &need->id, is_new, status, &body);
}

/* A contact asks, a professional notices; a supporter hears and sees. */
static int read_asked(struct cli *cli, bool *ret)
{
        bool noticed = args__get(&cli->args, "noticed") != NULL;
        struct zl_self self;

        zl_core_self(cli->core, &self);
        *ret = self.role == ZL_ROLE_CONTACT ||
            (self.role == ZL_ROLE_SUPPORTER && !noticed);
        return self.role == ZL_ROLE_CONTACT && noticed
            ? out__fail_with(cli, ZL_E_USAGE,
                  _("What you write is what the club asks: leave --noticed "
                    "away."))
            : EXIT_DONE;
}

static int run_add(struct cli *cli)
{
        struct zl_club_need need = {.status = ZL_CLUB_NEED_OPEN};
        struct desk desk = {0};
        struct zl_buf note;
        int what = -1;
        int code = resolve__word(
            cli, "what", args__get(&cli->args, "what"), zl_club_whats, &what);

        zl_buf_init(&note, NOTE_ROOM);
        if (code == EXIT_DONE && what < 0)
                code = out__fail_with(cli, ZL_E_USAGE,
                    _("Say what is needed: --what volunteers, or another word "
                      "of --help."));
        if (code == EXIT_DONE)
                code = desk__open(cli,
                    cli->args.operand_count > 0 ? cli->args.operands[0] : NULL,
                    &desk);
        if (code == EXIT_DONE)
                code = read_asked(cli, &need.asked);
        if (code == EXIT_DONE)
                code = resolve__day(cli, "today", &need.since);
        if (code == EXIT_DONE)
                code = desk__note(cli, NULL, &note, &need.note);
        if (code == EXIT_DONE) {
                need.what = (unsigned)what;
                need.id = zl_random_id();
                code = put(cli, &desk, &need, true);
        }
        zl_buf_free(&note);
        desk__free(&desk);
        return code;
}

/* Without a name those that are not done. */
static int choose(
    struct cli *cli, const struct desk *desk, struct zl_club_need *ret)
{
        const struct zl_club_page *page = &desk->page;
        const char *text =
            cli->args.operand_count > 1 ? cli->args.operands[1] : NULL;
        struct desk_choice *choices =
            calloc(page->need_count + 1, sizeof(*choices));
        struct zl_id id = {{0}};
        size_t count = 0;
        int code = EXIT_DONE;

        if (choices == NULL)
                return out__fail(cli, ZL_E_MEMORY);
        for (size_t i = 0; i < page->need_count; i++) {
                const struct zl_club_need *need = &page->needs[i];

                if (text == NULL && need->status == ZL_CLUB_NEED_DONE)
                        continue;
                choices[count].id = need->id;
                (void)snprintf(choices[count].name, sizeof(choices[count].name),
                    "%s", club_text__need(need->what));
                count++;
        }
        code = desk__choose(cli, _("need"), text, choices, count, &id);
        for (size_t i = 0; code == EXIT_DONE && i < page->need_count; i++) {
                if (zl_id_equal(&page->needs[i].id, &id))
                        *ret = page->needs[i];
        }
        free(choices);
        return code;
}

static int change(struct cli *cli, unsigned status)
{
        const char *helper = args__get(&cli->args, "helper");
        struct zl_club_need need = {0};
        struct desk desk = {0};
        struct zl_self self;
        struct zl_buf note;
        int code = desk__open(cli, cli->args.operands[0], &desk);

        zl_buf_init(&note, NOTE_ROOM);
        if (code == EXIT_DONE)
                code = choose(cli, &desk, &need);
        if (code == EXIT_DONE && helper != NULL)
                code = resolve__member(cli, helper, ZL_ROLE_NONE, &need.helper);
        if (code == EXIT_DONE)
                code = desk__note(cli, need.note, &note, &need.note);
        if (code == EXIT_DONE) {
                zl_core_self(cli->core, &self);
                if (zl_club_is_nobody(&need.helper))
                        need.helper = self.member;
                need.status = status;
                code = put(cli, &desk, &need, false);
        }
        zl_buf_free(&note);
        desk__free(&desk);
        return code;
}

static int run_take(struct cli *cli)
{
        return change(cli, ZL_CLUB_NEED_IN_HAND);
}

static int run_done(struct cli *cli)
{
        return change(cli, ZL_CLUB_NEED_DONE);
}

static int run_remove(struct cli *cli)
{
        struct zl_club_need need = {0};
        struct desk desk = {0};
        int code = desk__open(cli, cli->args.operands[0], &desk);

        if (code == EXIT_DONE)
                code = choose(cli, &desk, &need);
        if (code == EXIT_DONE)
                code = desk__drop(cli, &desk, "needs", &need.id);
        desk__free(&desk);
        return code;
}

static const struct option_spec add_options[] = {
    {"what", "contact|training|code-of-conduct|vog|volunteers|talk|other",
        false, N_("what is needed")},
    {"noticed", NULL, false,
        N_("of a supporter: the club did not ask, you noticed it")},
    DESK_NOTE_OPTION,
    {NULL, NULL, false, NULL},
};

static const struct option_spec take_options[] = {
    {"helper", N_("NAME"), false, N_("who helps (usually you)")},
    DESK_NOTE_OPTION,
    {NULL, NULL, false, NULL},
};

const struct command cmd__need_add = {
    .name = "need",
    .verb = "add",
    .operands = N_("[CLUB]"),
    .operands_max = 1,
    .line = N_("Write what a club needs (contact, professional, supporter)"),
    .about =
        N_("It lands on the list of the club's supporter. What a contact "
           "writes is what the club asks; what a professional writes was "
           "noticed. Nothing about a child: that goes into 'zijlijn note'."),
    .json = "changes (part, before, after)",
    .options = add_options,
    .examples = "  zijlijn need add --what volunteers\n"
                "  zijlijn need add \"SV Zuiderpark\" --what training "
                "--noticed\n",
    .run = run_add,
};

const struct command cmd__need_take = {
    .name = "need",
    .verb = "take",
    .operands = N_("CLUB [NEED]"),
    .operands_min = 1,
    .operands_max = 2,
    .line = N_("Somebody helps with a need (supporter)"),
    .about = N_("NEED is how 'zijlijn club show' calls it, and not needed when "
                "there is one."),
    .json = "changes (part, before, after)",
    .options = take_options,
    .examples = "  zijlijn need take \"SV Zuiderpark\"\n",
    .run = run_take,
};

const struct command cmd__need_done = {
    .name = "need",
    .verb = "done",
    .operands = N_("CLUB [NEED]"),
    .operands_min = 1,
    .operands_max = 2,
    .line = N_("A need is met (supporter)"),
    .about = N_("NEED is how 'zijlijn club show' calls it, and not needed when "
                "there is one."),
    .json = "changes (part, before, after)",
    .options = take_options,
    .examples = "  zijlijn need done \"SV Zuiderpark\" volunteers\n",
    .run = run_done,
};

const struct command cmd__need_remove = {
    .name = "need",
    .verb = "remove",
    .operands = N_("CLUB [NEED]"),
    .operands_min = 1,
    .operands_max = 2,
    .line = N_("Remove a need (supporter)"),
    .about = N_("It is erased, as if it had never been written."),
    .json = "changes (part, before, after)",
    .examples = "  zijlijn need remove \"SV Zuiderpark\" volunteers\n",
    .run = run_remove,
};
