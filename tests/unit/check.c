/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the assertions: both values of a comparison that failed go into
 * its message. Who counts and reports stands behind check__verdict(). */
#include "check_internal.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/status.h"

bool check_true(bool held, struct check_place place)
{
        return check__verdict(held, place.what, place);
}

bool check_int(intmax_t got, intmax_t want, struct check_place place)
{
        char message[400];

        (void)snprintf(message, sizeof(message),
            "%s: got %" PRIdMAX ", wanted %" PRIdMAX, place.what, got, want);
        return check__verdict(got == want, message, place);
}

bool check_uint(uintmax_t got, uintmax_t want, struct check_place place)
{
        char message[400];

        (void)snprintf(message, sizeof(message),
            "%s: got %" PRIuMAX ", wanted %" PRIuMAX, place.what, got, want);
        return check__verdict(got == want, message, place);
}

bool check_str(const char *got, const char *want, struct check_place place)
{
        bool held;
        char message[1200];

        if (got == NULL || want == NULL)
                held = got == want;
        else
                held = strcmp(got, want) == 0;
        (void)snprintf(message, sizeof(message),
            "%s: got \"%.400s\", wanted \"%.400s\"", place.what,
            got == NULL ? "(NULL)" : got, want == NULL ? "(NULL)" : want);
        return check__verdict(held, message, place);
}

/* Up to 16 bytes from `from` on, in hex; `out` has room for them. */
static void hex_window(
    char out[static 33], const uint8_t *bytes, size_t len, size_t from)
{
        size_t at = 0;

        for (size_t i = from; i < len && i < from + 16; i++) {
                (void)snprintf(out + at, 3, "%02x", bytes[i]);
                at += 2;
        }
        out[at] = '\0';
}

bool check_bytes(const void *got, size_t got_size, const void *want,
    size_t want_size, struct check_place place)
{
        const uint8_t *a = got;
        const uint8_t *b = want;
        size_t shorter = got_size < want_size ? got_size : want_size;
        size_t at = 0;
        char hex_a[33];
        char hex_b[33];
        char message[500];

        while (at < shorter && a[at] == b[at])
                at++;
        if (at == got_size && at == want_size)
                return check__verdict(true, place.what, place);
        hex_window(hex_a, a, got_size, at);
        hex_window(hex_b, b, want_size, at);
        (void)snprintf(message, sizeof(message),
            "%.200s: got %zu bytes, wanted %zu; from byte %zu on got %s, "
            "wanted %s",
            place.what, got_size, want_size, at, hex_a, hex_b);
        return check__verdict(false, message, place);
}

bool check_status(int got, int want, struct check_place place)
{
        char message[500];

        (void)snprintf(message, sizeof(message),
            "%.200s: got %d (%s), wanted %d (%s)", place.what, got,
            zl_status_str(got), want, zl_status_str(want));
        return check__verdict(got == want, message, place);
}
