/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: the harness itself notices. An assertion that cannot fail would make
 * every other suite worthless, so each is run with values that differ, in the
 * program harness_bad, which must exit with failure and show both values. */
#include "check.h"
#include "fault_alloc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

/* The cases of harness_bad, and what each must print. */
static const struct {
        const char *name;
        const char *says;
} bad[] = {
    {"fails_bool", "1 > 2"},
    {"fails_int", "got -1, wanted 1"},
    {"fails_uint", "got 1, wanted 2"},
    {"fails_str", "got \"note\", wanted \"notes\""},
    {"fails_null", "got \"(NULL)\", wanted \"\""},
    {"fails_bytes", "from byte 2 on got 63, wanted 64"},
    {"fails_short", "got 2 bytes, wanted 3"},
    {"fails_status", "got -1 (out of memory), wanted 0 (ok)"},
    {"fails_hard", "got 1, wanted 2"},
};

/* Runs harness_bad with one argument: what it printed, and its exit status. */
static int run_bad(const char *argument, char *printed, size_t size)
{
        char command[1000];
        size_t len;
        int status;
        FILE *pipe;

        (void)snprintf(
            command, sizeof(command), "%s %s 2>&1", HARNESS_BAD, argument);
        pipe = popen(command, "r");
        REQUIRE(pipe != NULL);
        len = fread(printed, 1, size - 1, pipe);
        printed[len] = '\0';
        status = pclose(pipe);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void every_assertion_can_fail(void)
{
        char printed[4000];

        for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
                CHECK_INT(run_bad(bad[i].name, printed, sizeof(printed)),
                    EXIT_FAILURE);
                if (!CHECK(strstr(printed, bad[i].says) != NULL))
                        (void)printf("%s: %s\n", bad[i].name, printed);
                CHECK(strstr(printed, "came here after a REQUIRE") == NULL);
        }
}

static void no_test_run_is_a_failure(void)
{
        char printed[4000];

        CHECK_INT(
            run_bad("no_such_case", printed, sizeof(printed)), EXIT_FAILURE);
        CHECK(strstr(printed, "no test ran") != NULL);
}

static void equal_values_hold(void)
{
        CHECK_INT(-7, -7);
        CHECK_UINT(SIZE_MAX, SIZE_MAX);
        CHECK_STR("signal", "signal");
        CHECK_STR(NULL, NULL);
        CHECK_BYTES("a\0b", 3, "a\0b", 3);
        CHECK_OK(0);
}

static void the_chosen_allocation_fails_and_no_other(void)
{
        void *first;
        void *second;
        void *third;

        fault_alloc_fail_at(2);
        first = malloc(8);
        second = calloc(1, 8);
        third = realloc(NULL, 8);
        CHECK(fault_alloc_stop());
        CHECK(first != NULL);
        CHECK(second == NULL);
        CHECK(third != NULL);
        CHECK_UINT(fault_alloc_count(), 3);
        free(first);
        free(second);
        free(third);
}

static void from_the_chosen_on_all_fail(void)
{
        char *first;
        char *second;
        char *third;

        fault_alloc_fail_from(2);
        first = strdup("note");
        second = strndup("note", 2);
        third = malloc(8);
        CHECK(fault_alloc_stop());
        CHECK_STR(first, "note");
        CHECK(second == NULL);
        CHECK(third == NULL);
        free(first);
        free(second);
        free(third);
        fault_alloc_fail_from(1);
        CHECK(!fault_alloc_stop());
}

static const struct check_case cases[] = {
    CHECK_CASE(every_assertion_can_fail),
    CHECK_CASE(equal_values_hold),
    CHECK_CASE(no_test_run_is_a_failure),
    CHECK_CASE(the_chosen_allocation_fails_and_no_other),
    CHECK_CASE(from_the_chosen_on_all_fail),
};

CHECK_MAIN("harness", cases)
