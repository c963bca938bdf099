/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn visit: contact with a club, planned and done; and club spoken, one
 * act for what happens most. The day is the day where the person is. */
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "club_desk.h"
#include "club_text.h"
#include "command.h"
#include "out.h"
#include "resolve.h"

enum { NOTE_ROOM = 8 * 1024 };

static int read_words(struct cli *cli, struct zl_club_visit *visit)
{
        int how = -1;
        int about = -1;
        int code = resolve__word(
            cli, "how", args__get(&cli->args, "how"), zl_club_hows, &how);

        if (code == EXIT_DONE)
                code = resolve__word(cli, "about",
                    args__get(&cli->args, "about"), zl_club_abouts, &about);
        if (how >= 0)
                visit->how = (unsigned)how;
        if (about >= 0)
                visit->about = (unsigned)about;
        return code;
}

static int read_by(struct cli *cli, struct zl_club_visit *visit)
{
        const char *by = args__get(&cli->args, "by");
        struct zl_self self;

        if (by != NULL)
                return resolve__member(cli, by, ZL_ROLE_NONE, &visit->by);
        zl_core_self(cli->core, &self);
        if (zl_club_is_nobody(&visit->by))
                visit->by = self.member;
        return EXIT_DONE;
}

/* What is done has been; of that, no later day is taken. */
static int read_on(
    struct cli *cli, const char *typed, struct zl_club_visit *visit)
{
        int code = desk__day(cli, "on", typed, visit->done, &visit->on);

        if (code == EXIT_DONE && visit->on == 0)
                return out__fail_with(
                    cli, ZL_E_USAGE, _("A visit has a day: --on DATE."));
        return code;
}

static int put(struct cli *cli, struct desk *desk,
    const struct zl_club_visit *visit, bool is_new)
{
        struct zl_buf body;
        int status = ZL_OK;

        zl_buf_init(&body, ZL_CLUB_BODY_MAX);
        status = zl_club_write_visit(visit, &body);
        return desk__put_item(
            cli, desk, "visits", &visit->id, is_new, status, &body);
}

/* ---- A new one ---- */

static int add(struct cli *cli, const char *day, struct zl_club_visit *visit)
{
        struct desk desk = {0};
        struct zl_buf note;
        int code = desk__open(cli, cli->args.operands[0], &desk);

        zl_buf_init(&note, NOTE_ROOM);
        visit->id = zl_random_id();
        if (code == EXIT_DONE)
                code = read_on(cli, day, visit);
        if (code == EXIT_DONE)
                code = read_words(cli, visit);
        if (code == EXIT_DONE)
                code = read_by(cli, visit);
        if (code == EXIT_DONE)
                code = desk__note(cli, NULL, &note, &visit->note);
        if (code == EXIT_DONE)
                code = put(cli, &desk, visit, true);
        zl_buf_free(&note);
        desk__free(&desk);
        return code;
}

static int run_plan(struct cli *cli)
{
        struct zl_club_visit visit = {.about = ZL_CLUB_ABOUT_RHYTHM};

        return add(cli, cli->args.operands[1], &visit);
}

static int run_spoken(struct cli *cli)
{
        const char *on = args__get(&cli->args, "on");
        struct zl_club_visit visit = {.done = true,
            .how = ZL_CLUB_HOW_PHONE,
            .about = ZL_CLUB_ABOUT_RHYTHM};

        return add(cli, on != NULL ? on : "today", &visit);
}

/* ---- One that is there ---- */

static bool is_meant(const struct zl_club_visit *visit, const char *text)
{
        return text != NULL || !visit->done;
}

static int choose(
    struct cli *cli, const struct desk *desk, struct zl_club_visit *ret)
{
        const struct zl_club_page *page = &desk->page;
        const char *text =
            cli->args.operand_count > 1 ? cli->args.operands[1] : NULL;
        struct desk_choice *choices =
            calloc(page->visit_count + 1, sizeof(*choices));
        struct zl_id id = {{0}};
        size_t count = 0;
        int code = EXIT_DONE;

        if (choices == NULL)
                return out__fail(cli, ZL_E_MEMORY);
        for (size_t i = 0; i < page->visit_count; i++) {
                if (!is_meant(&page->visits[i], text))
                        continue;
                choices[count].id = page->visits[i].id;
                zl_date_of(page->visits[i].on, choices[count++].name);
        }
        code = desk__choose(cli, text == NULL ? _("planned visit") : _("visit"),
            text, choices, count, &id);
        for (size_t i = 0; code == EXIT_DONE && i < page->visit_count; i++) {
                if (zl_id_equal(&page->visits[i].id, &id))
                        *ret = page->visits[i];
        }
        free(choices);
        return code;
}

static int change(struct cli *cli, bool done)
{
        const char *on = args__get(&cli->args, "on");
        struct desk desk = {0};
        struct zl_club_visit visit = {0};
        struct zl_buf note;
        int code = desk__open(cli, cli->args.operands[0], &desk);

        zl_buf_init(&note, NOTE_ROOM);
        if (code == EXIT_DONE)
                code = choose(cli, &desk, &visit);
        if (code == EXIT_DONE && done) {
                visit.done = true;
                on = on != NULL ? on : "today";
        }
        if (code == EXIT_DONE)
                code = read_on(cli, on, &visit);
        if (code == EXIT_DONE)
                code = read_words(cli, &visit);
        if (code == EXIT_DONE)
                code = read_by(cli, &visit);
        if (code == EXIT_DONE)
                code = desk__note(cli,
                    done && visit.note[0] == '\0' ? NULL : visit.note, &note,
                    &visit.note);
        if (code == EXIT_DONE)
                code = put(cli, &desk, &visit, false);
        zl_buf_free(&note);
        desk__free(&desk);
        return code;
}

static int run_done(struct cli *cli)
{
        return change(cli, true);
}

static int run_change(struct cli *cli)
{
        return change(cli, false);
}

static int run_remove(struct cli *cli)
{
        struct zl_club_visit visit = {0};
        struct desk desk = {0};
        int code = desk__open(cli, cli->args.operands[0], &desk);

        if (code == EXIT_DONE)
                code = choose(cli, &desk, &visit);
        if (code == EXIT_DONE)
                code = desk__drop(cli, &desk, "visits", &visit.id);
        desk__free(&desk);
        return code;
}

#define WORD_OPTIONS \
        {"how", "visit|phone|other", false, N_("how you meet or met")}, \
        { \
                "about", "acquaintance|rhythm|need|training|other", false, \
                    N_("what it is about (rhythm: regular contact)") \
        }
#define BY_OPTION \
        { \
                "by", N_("NAME"), false, \
                    N_("who goes or went there (usually you)") \
        }

static const struct option_spec plan_options[] = {
    WORD_OPTIONS,
    BY_OPTION,
    DESK_NOTE_OPTION,
    {NULL, NULL, false, NULL},
};

static const struct option_spec change_options[] = {
    {"on", N_("DATE"), false, N_("the day (done: usually today)")},
    WORD_OPTIONS,
    BY_OPTION,
    DESK_NOTE_OPTION,
    {NULL, NULL, false, NULL},
};

const struct command cmd__visit_plan = {
    .name = "visit",
    .verb = "plan",
    .operands = N_("CLUB DATE"),
    .operands_min = 2,
    .operands_max = 2,
    .line = N_("Plan a visit or a call (supporter, professional)"),
    .about = N_("It stands on the club's page for all who are there for the "
                "club; its contact sees the day and who comes, not the line "
                "beside it."),
    .json = "changes (part, before, after)",
    .options = plan_options,
    .examples = "  zijlijn visit plan \"SV Zuiderpark\" 2026-12-08\n",
    .run = run_plan,
};

const struct command cmd__visit_done = {
    .name = "visit",
    .verb = "done",
    .operands = N_("CLUB [DATE]"),
    .operands_min = 1,
    .operands_max = 2,
    .line = N_("Tick off a planned visit (supporter, professional)"),
    .about =
        N_("DATE is the day it was planned for, and not needed when one visit "
           "is planned. What was told about a child goes into 'zijlijn note', "
           "sealed; the visit does not point at it."),
    .json = "changes (part, before, after)",
    .options = change_options,
    .examples = "  zijlijn visit done \"SV Zuiderpark\"\n",
    .run = run_done,
};

const struct command cmd__visit_change = {
    .name = "visit",
    .verb = "change",
    .operands = N_("CLUB [DATE]"),
    .operands_min = 1,
    .operands_max = 2,
    .line = N_("Change a visit (supporter; professional: the own)"),
    .about = N_("DATE is the day it has now. What is not said stays."),
    .json = "changes (part, before, after)",
    .options = change_options,
    .examples = "  zijlijn visit change \"SV Zuiderpark\" 2026-12-08 --on "
                "2026-12-15\n",
    .run = run_change,
};

const struct command cmd__visit_remove = {
    .name = "visit",
    .verb = "remove",
    .operands = N_("CLUB [DATE]"),
    .operands_min = 1,
    .operands_max = 2,
    .line = N_("Remove a visit (supporter; professional: the own)"),
    .about = N_("It is erased. DATE is not needed when one visit is planned."),
    .json = "changes (part, before, after)",
    .examples = "  zijlijn visit remove \"SV Zuiderpark\" 2026-12-08\n",
    .run = run_remove,
};

static const struct option_spec spoken_options[] = {
    {"on", N_("DATE"), false, N_("the day (usually today)")},
    WORD_OPTIONS,
    BY_OPTION,
    DESK_NOTE_OPTION,
    {NULL, NULL, false, NULL},
};

const struct command cmd__club_spoken = {
    .name = "club",
    .verb = "spoken",
    .operands = N_("CLUB"),
    .operands_min = 1,
    .operands_max = 1,
    .line = N_("You spoke to a club, by phone, today (supporter, "
               "professional)"),
    .about = N_("One act for what happens most. 'today' is the day where you "
                "are."),
    .json = "changes (part, before, after)",
    .options = spoken_options,
    .examples = "  zijlijn club spoken \"SV Zuiderpark\"\n",
    .run = run_spoken,
};
