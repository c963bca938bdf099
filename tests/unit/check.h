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
 * Runs the `count` cases and prints what failed. With an argument in `argv`
 * only the cases whose name contains it are run. Returns the program's exit
 * status: 0 if at least one case ran and all held, else 1.
 */
int check_run(const char *name, const struct check_case *cases, size_t count,
    int argc, char **argv);

/* A condition. */
#define CHECK(cond) check_true((cond), #cond, __FILE__, __LINE__, false)
#define REQUIRE(cond) check_true((cond), #cond, __FILE__, __LINE__, true)

/* Integers: what was got, what was wanted. */
#define CHECK_INT(got, want) \
        check_int((intmax_t)(got), (intmax_t)(want), #got, __FILE__, __LINE__, \
            false)
#define REQUIRE_INT(got, want) \
        check_int( \
            (intmax_t)(got), (intmax_t)(want), #got, __FILE__, __LINE__, true)
#define CHECK_UINT(got, want) \
        check_uint((uintmax_t)(got), (uintmax_t)(want), #got, __FILE__, \
            __LINE__, false)
#define REQUIRE_UINT(got, want) \
        check_uint((uintmax_t)(got), (uintmax_t)(want), #got, __FILE__, \
            __LINE__, true)

/* Texts; NULL equals only NULL. */
#define CHECK_STR(got, want) \
        check_str((got), (want), #got, __FILE__, __LINE__, false)
#define REQUIRE_STR(got, want) \
        check_str((got), (want), #got, __FILE__, __LINE__, true)

/* Runs of bytes with their lengths; the first difference is shown in hex. */
#define CHECK_BYTES(got, got_len, want, want_len) \
        check_bytes((got), (got_len), (want), (want_len), #got, __FILE__, \
            __LINE__, false)
#define REQUIRE_BYTES(got, got_len, want, want_len) \
        check_bytes((got), (got_len), (want), (want_len), #got, __FILE__, \
            __LINE__, true)

/* A status of common/status.h; both are shown with their names. */
#define CHECK_STATUS(got, want) \
        check_status((got), (want), #got, __FILE__, __LINE__, false)
#define REQUIRE_STATUS(got, want) \
        check_status((got), (want), #got, __FILE__, __LINE__, true)
#define CHECK_OK(got) CHECK_STATUS(got, 0)
#define REQUIRE_OK(got) REQUIRE_STATUS(got, 0)

/** Behind CHECK and REQUIRE: fails unless `held`. Returns `held`. */
bool check_true(
    bool held, const char *what, const char *file, int line, bool fatal);

/** Behind CHECK_INT: fails unless `got` equals `want`. Says if it held. */
bool check_int(intmax_t got, intmax_t want, const char *what, const char *file,
    int line, bool fatal);

/** Behind CHECK_UINT: fails unless `got` equals `want`. Says if it held. */
bool check_uint(uintmax_t got, uintmax_t want, const char *what,
    const char *file, int line, bool fatal);

/** Behind CHECK_STR: fails unless the texts are equal. Says if it held. */
bool check_str(const char *got, const char *want, const char *what,
    const char *file, int line, bool fatal);

/** Behind CHECK_BYTES: fails unless lengths and bytes are equal. */
bool check_bytes(const void *got, size_t got_len, const void *want,
    size_t want_len, const char *what, const char *file, int line, bool fatal);

/** Behind CHECK_STATUS: fails unless `got` equals `want`. */
bool check_status(int got, int want, const char *what, const char *file,
    int line, bool fatal);

#endif
