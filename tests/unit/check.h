/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_TESTS_CHECK_H
#define ZL_TESTS_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Assertions for unit tests, on CUnit, that print both values. A suite is one
 * file:
 *
 *	static void a_note_without_words_is_refused(void)
 *	{
 *		CHECK_STATUS(zl_note_parse(...), ZL_E_MALFORMED);
 *	}
 *
 *	static const struct check_case cases[] = {
 *		CHECK_CASE(a_note_without_words_is_refused),
 *	};
 *	CHECK_MAIN("note", cases)
 *
 * CHECK_... carries on after a failure; REQUIRE_... leaves the test at once,
 * for what the rest of the test cannot do without.
 */

/** One test of a suite: its name, as printed, and its function. */
struct check_case {
        const char *name;
        void (*run)(void);
};

/** The function `f` as a case named after itself. */
/* clang-format off */
#define CHECK_CASE(f) {.name = #f, .run = (f)}
/* clang-format on */

/** The program's main: runs the array `cases` under the suite's `name`. */
#define CHECK_MAIN(name, cases) \
        int main(int argc, char **argv) \
        { \
                return check_run(name, cases, \
                    sizeof(cases) / sizeof((cases)[0]), argc, argv); \
        }

/**
 * Run the cases and print what failed.
 *
 * @param name       the suite's name.
 * @param cases      the cases, in order.
 * @param count      how many.
 * @param argc,argv  of main; with one argument only the cases whose name
 *                   contains it are run.
 * @return the program's exit status: 0 if at least one case ran and all held.
 */
int check_run(const char *name, const struct check_case *cases, size_t count,
    int argc, char **argv);

/* Where an assertion stands, and whether its failure ends the test. */
struct check_place {
        const char *what;
        const char *file;
        int line;
        bool fatal;
};

#define CHECK_HERE(what, fatal) \
        ((struct check_place){what, __FILE__, __LINE__, fatal})

/* A condition. */
#define CHECK(cond) check_true((cond), CHECK_HERE(#cond, false))
#define REQUIRE(cond) check_true((cond), CHECK_HERE(#cond, true))

/* Integers: what was got, what was wanted. */
#define CHECK_INT(got, want) \
        check_int((intmax_t)(got), (intmax_t)(want), CHECK_HERE(#got, false))
#define REQUIRE_INT(got, want) \
        check_int((intmax_t)(got), (intmax_t)(want), CHECK_HERE(#got, true))
#define CHECK_UINT(got, want) \
        check_uint((uintmax_t)(got), (uintmax_t)(want), CHECK_HERE(#got, false))
#define REQUIRE_UINT(got, want) \
        check_uint((uintmax_t)(got), (uintmax_t)(want), CHECK_HERE(#got, true))

/* Texts; NULL equals only NULL. */
#define CHECK_STR(got, want) check_str((got), (want), CHECK_HERE(#got, false))
#define REQUIRE_STR(got, want) check_str((got), (want), CHECK_HERE(#got, true))

/* Runs of bytes with their lengths; the first difference is shown in hex. */
#define CHECK_BYTES(got, got_size, want, want_size) \
        check_bytes( \
            (got), (got_size), (want), (want_size), CHECK_HERE(#got, false))
#define REQUIRE_BYTES(got, got_size, want, want_size) \
        check_bytes( \
            (got), (got_size), (want), (want_size), CHECK_HERE(#got, true))

/* A status of common/status.h; both are shown with their names. */
#define CHECK_STATUS(got, want) \
        check_status((got), (want), CHECK_HERE(#got, false))
#define REQUIRE_STATUS(got, want) \
        check_status((got), (want), CHECK_HERE(#got, true))
#define CHECK_OK(got) CHECK_STATUS(got, 0)
#define REQUIRE_OK(got) REQUIRE_STATUS(got, 0)

/**
 * Behind CHECK and REQUIRE.
 *
 * @param held   whether the condition held.
 * @param place  where it stands.
 * @return held.
 */
bool check_true(bool held, struct check_place place);

/**
 * Behind CHECK_INT.
 *
 * @param got,want  must be equal.
 * @param place     where the assertion stands.
 * @return whether they were.
 */
bool check_int(intmax_t got, intmax_t want, struct check_place place);

/**
 * Behind CHECK_UINT.
 *
 * @param got,want  must be equal.
 * @param place     where the assertion stands.
 * @return whether they were.
 */
bool check_uint(uintmax_t got, uintmax_t want, struct check_place place);

/**
 * Behind CHECK_STR.
 *
 * @param got,want  must be equal; NULL equals only NULL.
 * @param place     where the assertion stands.
 * @return whether they were.
 */
bool check_str(const char *got, const char *want, struct check_place place);

/**
 * Behind CHECK_BYTES.
 *
 * @param got,want            must be equal.
 * @param got_size,want_size  and so must their sizes.
 * @param place               where the assertion stands.
 * @return whether they were.
 */
bool check_bytes(const void *got, size_t got_size, const void *want,
    size_t want_size, struct check_place place);

/**
 * Behind CHECK_STATUS.
 *
 * @param got,want  must be equal.
 * @param place     where the assertion stands.
 * @return whether they were.
 */
bool check_status(int got, int want, struct check_place place);

#endif
