/* SPDX-License-Identifier: EUPL-1.2 */
/* Hello! The assertions of tests/unit for what a harness borrows from there:
 * outside of CUnit, what fails ends the program. */
#include <inttypes.h>
#include <string.h>

#include "check.h"
#include "fuzz.h"

bool check_true(bool held, struct check_place place)
{
        if (!held)
                fuzz_failed(place.what, place.file, place.line);
        return true;
}

bool check_int(intmax_t got, intmax_t want, struct check_place place)
{
        return check_true(got == want, place);
}

bool check_uint(uintmax_t got, uintmax_t want, struct check_place place)
{
        return check_true(got == want, place);
}

bool check_str(const char *got, const char *want, struct check_place place)
{
        return check_true(got == want ||
                (got != NULL && want != NULL && strcmp(got, want) == 0),
            place);
}

bool check_bytes(const void *got, size_t got_size, const void *want,
    size_t want_size, struct check_place place)
{
        return check_true(got_size == want_size &&
                (got_size == 0 || memcmp(got, want, got_size) == 0),
            place);
}

bool check_status(int got, int want, struct check_place place)
{
        return check_true(got == want, place);
}
