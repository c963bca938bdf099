/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn club set: what is kept of a club itself. By options, or asked one
 * by one at a terminal, with what stands there now. */
#include <string.h>

#include "ask.h"
#include "club_desk.h"
#include "club_text.h"
#include "command.h"
#include "out.h"
#include "prompt.h"

enum { ANSWER_ROOM = 4096 };

static const char *const option_names[CLUB_DETAILS] = {"address", "website",
    "youth-members", "extra-support", "visit-days", "code-of-conduct",
    "trainers-trained"};

/* What was typed for each; NULL: it stays, "": it goes. */
struct typed {
        const char *of[CLUB_DETAILS];
        struct zl_buf answers[CLUB_DETAILS];
};

static int set_number(struct cli *cli, const char *option, const char *typed,
    unsigned long long min, unsigned long long max, uint32_t *ret)
{
        unsigned long long number = 0;

        if (typed == NULL)
                return EXIT_DONE;
        if (typed[0] != '\0' &&
            (!args__number(typed, max, &number) || number < min))
                return out__fail_with(cli, ZL_E_USAGE,
                    _("--%s is a number from %llu to %llu."), option, min, max);
        *ret = (uint32_t)number;
        return EXIT_DONE;
}

static int apply(
    struct cli *cli, const struct typed *typed, struct zl_club_details *details)
{
        const char *const *of = typed->of;
        int code =
            desk__line(cli, "address", of[0], ZL_CLUB_LINE, &details->address);

        if (code == EXIT_DONE)
                code = desk__line(
                    cli, "website", of[1], ZL_CLUB_LINE, &details->website);
        if (code == EXIT_DONE)
                code = set_number(cli, option_names[2], of[2], 0,
                    ZL_CLUB_YOUTH_MAX, &details->youth_members);
        if (of[2] != NULL)
                details->has_youth_members = of[2][0] != '\0';
        if (code == EXIT_DONE)
                code = desk__line(cli, option_names[3], of[3], ZL_CLUB_LINE,
                    &details->extra_support);
        if (code == EXIT_DONE)
                code =
                    set_number(cli, option_names[4], of[4], ZL_CLUB_RHYTHM_MIN,
                        ZL_CLUB_RHYTHM_MAX, &details->visit_days);
        if (code == EXIT_DONE)
                code = desk__day(cli, option_names[5], of[5], true,
                    &details->code_of_conduct);
        if (code == EXIT_DONE)
                code = desk__day(cli, option_names[6], of[6], true,
                    &details->trainers_trained);
        return code;
}

/* One by one, with what stands there; a hyphen removes it. */
static int ask_all(
    struct cli *cli, const struct zl_club_details *now, struct typed *typed)
{
        struct zl_buf question;
        struct zl_buf was;
        int code = EXIT_DONE;

        zl_buf_init(&question, ANSWER_ROOM);
        zl_buf_init(&was, ANSWER_ROOM);
        prompt__say(_("Nothing typed: it stays as it is. A hyphen (-): it is "
                      "removed. No names or facts of children here.\n"));
        for (unsigned i = 0; i < CLUB_DETAILS && code == EXIT_DONE; i++) {
                zl_buf_reset(&question);
                zl_buf_reset(&was);
                club_text__detail(now, i, &was);
                club_text__put(&question,
                    "%s [%s]: ", club_text__detail_name(i),
                    club_text__of(&was));
                code = ask__line(
                    cli, club_text__of(&question), &typed->answers[i]);
                if (code == EXIT_DONE && typed->answers[i].size > 1)
                        typed->of[i] =
                            strcmp((char *)typed->answers[i].data, "-") == 0
                            ? ""
                            : (char *)typed->answers[i].data;
        }
        zl_buf_free(&question);
        zl_buf_free(&was);
        return code;
}

static int put(struct cli *cli, struct desk *desk, const struct typed *typed,
    bool *ret_changed)
{
        struct zl_club_details details = desk->page.details;
        struct zl_buf body;
        const struct desk_change change = {.body = &body};
        int code = apply(cli, typed, &details);

        zl_buf_init(&body, ZL_CLUB_BODY_MAX);
        *ret_changed = false;
        if (code == EXIT_DONE)
                code =
                    desk__written(cli, zl_club_write_details(&details, &body));
        if (code == EXIT_DONE)
                code = desk__put(cli, desk, &change, ret_changed);
        zl_buf_free(&body);
        return code;
}

/* At a terminal what was typed is not lost: it goes onto the newer page. */
static int put_asked(
    struct cli *cli, struct desk *desk, const struct typed *typed)
{
        bool changed = false;
        int code = put(cli, desk, typed, &changed);

        while (changed && cli->json == NULL) {
                code = ask__confirm(cli,
                    _("Make your change on the page as it is now? [y/N] "));
                if (code != EXIT_DONE)
                        break;
                code = put(cli, desk, typed, &changed);
        }
        return code;
}

static int run(struct cli *cli)
{
        struct desk desk = {0};
        struct typed typed = {0};
        bool given = false;
        bool changed = false;
        int code = EXIT_DONE;

        for (unsigned i = 0; i < CLUB_DETAILS; i++) {
                zl_buf_init(&typed.answers[i], ANSWER_ROOM);
                typed.of[i] = args__get(&cli->args, option_names[i]);
                given = given || typed.of[i] != NULL;
        }
        if (!given && !prompt__possible())
                return out__fail_with(cli, ZL_E_USAGE,
                    _("Say what changes, such as --website; --help lists "
                      "it."));
        code = desk__open(cli, cli->args.operands[0], &desk);
        if (code == EXIT_DONE && !given)
                code = ask_all(cli, &desk.page.details, &typed);
        if (code == EXIT_DONE)
                code = given ? put(cli, &desk, &typed, &changed)
                             : put_asked(cli, &desk, &typed);
        for (unsigned i = 0; i < CLUB_DETAILS; i++)
                zl_buf_free(&typed.answers[i]);
        desk__free(&desk);
        return code;
}

static const struct option_spec options[] = {
    {"address", N_("LINE"), false, N_("where it is")},
    {"website", N_("LINE"), false, N_("its website")},
    {"youth-members", N_("NUMBER"), false, N_("how many members are young")},
    {"extra-support", N_("LINE"), false,
        N_("why it gets extra support, in your words: nothing about a child")},
    {"visit-days", N_("NUMBER"), false,
        N_("so many days between visits, 7 to 730 (a year when nothing is "
           "said)")},
    {"code-of-conduct", N_("DATE"), false,
        N_("the day it adopted its code of conduct")},
    {"trainers-trained", N_("DATE"), false,
        N_("the last time its trainers were trained")},
    {NULL, NULL, false, NULL},
};

const struct command cmd__club_set = {
    .name = "club",
    .verb = "set",
    .operands = N_("CLUB"),
    .operands_min = 1,
    .operands_max = 1,
    .line = N_("Change what is kept of a club (supporter)"),
    .about =
        N_("What is not said stays; what is said empty (--website \"\") is "
           "removed. Without options it is asked one by one. If somebody else "
           "changed the club meanwhile, that is shown and nothing is written "
           "over."),
    .json = "changes (part, before, after)",
    .options = options,
    .examples = "  zijlijn club set \"SV Zuiderpark\" --youth-members 120 "
                "--visit-days 180\n"
                "  zijlijn club set \"SV Zuiderpark\" --website \"\"\n",
    .run = run,
};
