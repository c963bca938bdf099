/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the values. A spreadsheet writes dates and numbers as its
 * country does; what could be read in two ways is refused, not guessed. */
#include "csv_value.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "calendar.h"
#include "csv_words.h"
#include "lang.h"

/* ---- Texts ---- */

/* How many bytes of white space begin here; also what spreadsheets use for
 * it: the space that does not break, and the mark of byte order. */
static size_t space_at(const char *text)
{
        static const char *const wide[] = {"\xc2\xa0", "\xc2\x85",
            "\xe2\x80\xa8", "\xe2\x80\xa9", "\xef\xbb\xbf"};

        if (*text != '\0' && strchr(" \t\r\n\v\f", *text) != NULL)
                return 1;
        for (size_t i = 0; i < sizeof(wide) / sizeof(wide[0]); i++) {
                if (strncmp(text, wide[i], strlen(wide[i])) == 0)
                        return strlen(wide[i]);
        }
        return 0;
}

/* Would a spreadsheet reckon with it?  Behind spaces and quotes as well, and
 * behind the wide forms of the same signs. */
static bool is_formula(const char *text)
{
        static const char *const wide[] = {
            "\xef\xbc\x9d", "\xef\xbc\x8b", "\xef\xbc\x8d", "\xef\xbc\xa0"};
        size_t space = 0;

        for (;;) {
                if (*text == '\t' || *text == '\r' || *text == '\n')
                        return true;
                space = space_at(text);
                if (space == 0 && (*text == '"' || *text == '\''))
                        space = 1;
                if (space == 0)
                        break;
                text += space;
        }
        for (size_t i = 0; i < sizeof(wide) / sizeof(wide[0]); i++) {
                if (strncmp(text, wide[i], strlen(wide[i])) == 0)
                        return true;
        }
        return *text != '\0' && strchr("=+-@|%", *text) != NULL;
}

/* One apostrophe in front: the usual sign for a text, which people see and
 * understand.  Those that were there already stay, so that exactly one goes
 * when it is read again. */
void csv_value__safe(const char *text, struct zl_buf *buf)
{
        if (is_formula(text))
                zl_put_text(buf, "'");
        zl_put_text(buf, text);
}

void csv_value__line(const char *cell, struct zl_buf *buf)
{
        bool between = false;
        bool begun = false;

        if (cell[0] == '\'' && is_formula(cell + 1))
                cell++;
        while (*cell != '\0') {
                size_t space = space_at(cell);

                if (space > 0) {
                        between = begun;
                        cell += space;
                        continue;
                }
                if (between)
                        zl_put_text(buf, " ");
                between = false;
                begun = true;
                zl_put_bytes(buf, cell++, 1);
        }
        zl_put_u8(buf, 0);
}

static bool is_among(const char *text, const char *const *words)
{
        for (size_t i = 0; words[i] != NULL; i++) {
                if (strcasecmp(text, words[i]) == 0)
                        return true;
        }
        return false;
}

bool csv_value__is_yes(const char *text)
{
        return csv_words__is_yes(text);
}

bool csv_value__is_no(const char *text)
{
        return text[0] == '\0' || csv_words__is_no(text);
}

/* ---- Dates ---- */

/* Digits, at most so many.  @return how many there are. */
static size_t read_digits(const char **text, unsigned *ret)
{
        size_t count = 0;
        unsigned value = 0;

        while (isdigit((unsigned char)**text) && count < 9) {
                value = 10 * value + (unsigned)(**text - '0');
                (*text)++;
                count++;
        }
        *ret = value;
        return count;
}

/* Spreadsheets save a day as the midnight it begins with. */
static bool is_midnight(const char *text)
{
        static const char *const words[] = {
            "", " 0:00", " 00:00", " 0:00:00", " 00:00:00", "T00:00:00", NULL};

        return is_among(text, words);
}

/* Three numbers with the same sign between them. */
static bool read_parts(const char *text, unsigned parts[static 3],
    size_t digits[static 3], bool *ret_behind)
{
        char sign = '\0';

        for (size_t i = 0; i < 3; i++) {
                digits[i] = read_digits(&text, &parts[i]);
                if (digits[i] == 0)
                        return false;
                if (i == 2)
                        break;
                if (strchr("-/.", *text) == NULL || *text == '\0' ||
                    (i > 0 && *text != sign))
                        return false;
                sign = *text++;
        }
        *ret_behind = !is_midnight(text);
        return true;
}

int csv_value__date(const char *text, uint32_t *ret_day, const char **ret_why)
{
        unsigned parts[3] = {0};
        size_t digits[3] = {0};
        bool behind = false;
        char iso[32];

        if (csv_value__is_no(text))
                return ZL_E_NOT_FOUND;
        if (csv_value__is_yes(text)) {
                *ret_why = N_("Write the date instead of yes.");
                return ZL_E_MALFORMED;
        }
        *ret_why = N_("That is not a date. Write it as 31-12-2026 or "
                      "2026-12-31.");
        if (!read_parts(text, parts, digits, &behind) || behind)
                return ZL_E_MALFORMED;
        if (digits[0] == 4 && digits[1] == 2 && digits[2] == 2) {
                (void)snprintf(iso, sizeof(iso), "%04u-%02u-%02u", parts[0],
                    parts[1], parts[2]);
        } else if (digits[0] <= 2 && digits[1] <= 2 && digits[2] == 4) {
                (void)snprintf(iso, sizeof(iso), "%04u-%02u-%02u", parts[2],
                    parts[1], parts[0]);
        } else {
                if (digits[0] <= 2 && digits[1] <= 2 && digits[2] == 2)
                        *ret_why = N_("Write the year with four digits.");
                return ZL_E_MALFORMED;
        }
        if (zl_date_parse(iso, ret_day) == ZL_OK)
                return ZL_OK;
        *ret_why = N_("There is no such day.");
        return ZL_E_MALFORMED;
}

/* ---- Numbers ---- */

/* Groups of three, and behind the comma (or a stop that begins no group)
 * nothing but zeros. */
static bool read_whole(const char *text, uint64_t *ret)
{
        size_t digits = strspn(text, "0123456789");
        uint64_t value = 0;
        bool groups = text[digits] == '.' && digits >= 1 && digits <= 3 &&
            text[0] != '0' && strspn(text + digits + 1, "0123456789") == 3;
        const char *at = text;

        if (digits == 0)
                return false;
        for (;;) {
                while (isdigit((unsigned char)*at)) {
                        value = 10 * value + (uint64_t)(*at++ - '0');
                        if (value > UINT32_MAX)
                                return false;
                }
                if (!groups || *at != '.')
                        break;
                at++;
                if (strspn(at, "0123456789") != 3)
                        return false;
        }
        if (*at == ',' || (*at == '.' && !groups)) {
                at++;
                if (strspn(at, "0") == 0)
                        return false;
                at += strspn(at, "0");
        }
        *ret = value;
        return *at == '\0';
}

int csv_value__number(
    const char *text, uint32_t max, uint32_t *ret, const char **ret_why)
{
        uint64_t value = 0;

        if (csv_value__is_no(text) && strcmp(text, "0") != 0)
                return ZL_E_NOT_FOUND;
        if (!read_whole(text, &value)) {
                *ret_why = N_("That is not a whole number.");
                return ZL_E_MALFORMED;
        }
        if (value > max) {
                *ret_why = N_("That number is too large.");
                return ZL_E_MALFORMED;
        }
        *ret = (uint32_t)value;
        return ZL_OK;
}

/* ---- How often ---- */

enum { RHYTHM_MIN = 7, RHYTHM_MAX = 730 };

static bool read_often(const char *text, uint32_t *ret)
{
        char number[16];
        size_t digits = strspn(text, "0123456789.,");
        const char *unit = text + digits + strspn(text + digits, " ");
        const char *why = NULL;
        uint32_t value = 0;
        uint32_t days = 0;
        uint32_t of = 1;

        *ret = csv_words__often(text);
        if (*ret != 0)
                return true;
        if (digits == 0 || digits >= sizeof(number))
                return false;
        memcpy(number, text, digits);
        number[digits] = '\0';
        if (csv_value__number(number, RHYTHM_MAX, &value, &why) != ZL_OK)
                return false;
        if (*unit == '\0') {
                *ret = value;
                return true;
        }
        if (!csv_words__unit(unit, &days, &of))
                return false;
        *ret = value * days / of;
        return true;
}

int csv_value__rhythm(
    const char *text, uint32_t *ret_days, const char **ret_why)
{
        uint32_t days = 0;

        if (csv_value__is_no(text))
                return ZL_E_NOT_FOUND;
        if (!read_often(text, &days)) {
                *ret_why = N_("Write how often as a number of days, or as 26 "
                              "weeks, 6 months or yearly.");
                return ZL_E_MALFORMED;
        }
        if (days < RHYTHM_MIN || days > RHYTHM_MAX) {
                *ret_why = N_("How often is 7 to 730 days.");
                return ZL_E_MALFORMED;
        }
        *ret_days = days;
        return ZL_OK;
}
