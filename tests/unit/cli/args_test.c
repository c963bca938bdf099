/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! Arguments: what is typed is understood or refused with its name. */
#include "args.h"

#include <stdio.h>
#include <string.h>

#include "check.h"

static const struct option_spec options[] = {
    {"club", "NAME", false, "of which club"},
    {"deputy", "NAME", true, "who else"},
    {"link", NULL, false, "a link"},
    {NULL, NULL, false, NULL},
};

static const struct command command = {
    .name = "try",
    .operands = "FILE",
    .operands_min = 1,
    .operands_max = 2,
    .options = options,
};

/* Words are separated by single spaces. */
static bool parse(
    const char *line, struct args *args, char error[static ARGS_ERROR])
{
        static char words[256];
        static char *argv[16];
        int argc = 0;
        char *at = words;

        (void)snprintf(words, sizeof(words), "%s", line);
        error[0] = '\0';
        while (at != NULL && argc < 15) {
                char *space = strchr(at, ' ');

                argv[argc++] = at;
                if (space != NULL)
                        *space++ = '\0';
                at = space;
        }
        argv[argc] = NULL;
        return args__parse(&command, argc, argv, args, error);
}

static void refused(const char *line, const char *why)
{
        struct args args = {.operand_count = 77};
        char error[ARGS_ERROR];

        CHECK(!parse(line, &args, error));
        if (!CHECK(strstr(error, why) != NULL))
                (void)fprintf(stderr, "%s -> %s\n", line, error);
        CHECK_UINT(args.operand_count, 77);
}

static void options_and_operands_may_stand_in_any_order(void)
{
        struct args args;
        char error[ARGS_ERROR];

        REQUIRE(parse(
            "try --club A one --deputy B --json two --deputy=C", &args, error));
        CHECK_STR(args__get(&args, "club"), "A");
        CHECK_STR(args__many(&args, "deputy", 0), "B");
        CHECK_STR(args__many(&args, "deputy", 1), "C");
        CHECK_STR(args__many(&args, "deputy", 2), NULL);
        CHECK_STR(args__get(&args, "json"), "");
        CHECK_STR(args__get(&args, "link"), NULL);
        CHECK_UINT(args.operand_count, 2);
        CHECK_STR(args.operands[0], "one");
        CHECK_STR(args.operands[1], "two");
}

static void behind_two_hyphens_everything_is_an_operand(void)
{
        struct args args;
        char error[ARGS_ERROR];

        REQUIRE(parse("try -- --club", &args, error));
        CHECK_STR(args.operands[0], "--club");
        CHECK_STR(args__get(&args, "club"), NULL);
}

static void what_is_not_understood_is_named(void)
{
        refused("try one --severity high", "--severity");
        refused("try one --club", "--club needs a value");
        refused("try one --club A --club B", "--club is given twice");
        refused("try one --link=x", "--link=x");
        refused("try one two three", "\"three\"");
        refused("try one -x", "-x");
        refused("try", "FILE is missing");
}

static void help_needs_no_operands(void)
{
        struct args args;
        char error[ARGS_ERROR];

        REQUIRE(parse("try --help", &args, error));
        CHECK_STR(args__get(&args, "help"), "");
}

static void parsing_begins_anew_each_time(void)
{
        struct args args;
        char error[ARGS_ERROR];

        CHECK(!parse("try --unknown one", &args, error));
        REQUIRE(parse("try one", &args, error));
        CHECK_STR(args.operands[0], "one");
        CHECK_UINT(args.given_count, 0);
}

static void numbers_have_bounds(void)
{
        unsigned long long number = 5;

        CHECK(args__number("0", 9, &number) && number == 0);
        CHECK(args__number(
            "18446744073709551614", 18446744073709551614ULL, &number));
        CHECK(number == 18446744073709551614ULL);
        CHECK(!args__number(
            "18446744073709551615", 18446744073709551614ULL, &number));
        CHECK(!args__number("18446744073709551616", ~0ULL, &number));
        CHECK(!args__number("10", 9, &number));
        CHECK(!args__number("", 9, &number));
        CHECK(!args__number("-1", 9, &number));
        CHECK(!args__number("+1", 9, &number));
        CHECK(!args__number("1 ", 9, &number));
        CHECK(!args__number("0x1", 9, &number));
}

static const struct check_case cases[] = {
    CHECK_CASE(options_and_operands_may_stand_in_any_order),
    CHECK_CASE(behind_two_hyphens_everything_is_an_operand),
    CHECK_CASE(what_is_not_understood_is_named),
    CHECK_CASE(help_needs_no_operands),
    CHECK_CASE(parsing_begins_anew_each_time),
    CHECK_CASE(numbers_have_bounds),
};
CHECK_MAIN("cli_args", cases)
