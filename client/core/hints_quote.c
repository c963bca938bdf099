/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the quotation marks, of which Dutch writers use many, and whose
 * simplest one is an apostrophe too: z'n, 's avonds, foto's. */
#include <string.h>

#include "hints_internal.h"

static const struct {
        const char *open;
        const char *close[3];
} marks[] = {
    {"\"", {"\"", "\xe2\x80\x9d", NULL}},
    {"\xe2\x80\x9c", {"\xe2\x80\x9d", "\"", NULL}}, /* “ ” */
    {"\xe2\x80\x9d", {"\xe2\x80\x9d", NULL, NULL}}, /* ” ” */
    {"\xe2\x80\x9e", {"\xe2\x80\x9d", "\xe2\x80\x9c", "\""}}, /* „ ” */
    {"\xc2\xab", {"\xc2\xbb", NULL, NULL}}, /* « » */
    {"\xc2\xbb", {"\xc2\xab", NULL, NULL}}, /* » « */
    {"'", {"'", "\xe2\x80\x99", NULL}},
    {"\xe2\x80\x98", {"\xe2\x80\x99", "'", NULL}}, /* ‘ ’ */
    {"\xe2\x80\x99", {"\xe2\x80\x99", NULL, NULL}}, /* ’ ’ */
    {"\xe2\x80\x9a", {"\xe2\x80\x99", "\xe2\x80\x98", NULL}}, /* ‚ ’ */
};

static int begins(const char *text, const char *with)
{
        return strncmp(text, with, strlen(with)) == 0;
}

static int is_apostrophe(const char *mark)
{
        return strcmp(mark, "'") == 0 || strcmp(mark, "\xe2\x80\x99") == 0;
}

/* 's avonds, 't is, 'n, 'm, 'k, 'r: a letter alone behind it. */
static int is_short_word(const char *text, size_t behind)
{
        return text[behind] != '\0' && strchr("stnmkrSTNMKR", text[behind]) &&
            !hints__is_letter(text, behind + 1);
}

static int opens(const char *text, size_t at, const char *mark)
{
        size_t behind = at + strlen(mark);

        if (!is_apostrophe(mark))
                return 1;
        return !hints__after_letter(text, at) && text[behind] != ' ' &&
            !is_short_word(text, behind);
}

/* A quotation does not go on into the next paragraph. */
static size_t find_close(
    const char *text, size_t from, const char *const close[3])
{
        for (size_t at = from; text[at] != '\0'; at++) {
                if (begins(text + at, "\n\n"))
                        return from;
                for (size_t i = 0; i < 3 && close[i] != NULL; i++) {
                        size_t behind = at + strlen(close[i]);

                        if (!begins(text + at, close[i]))
                                continue;
                        if (is_apostrophe(close[i]) &&
                            hints__is_letter(text, behind))
                                continue;
                        return behind;
                }
        }
        return from;
}

size_t hints__quoted(const char *text, size_t at)
{
        for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
                size_t from = at + strlen(marks[i].open);
                size_t end = 0;

                if (!begins(text + at, marks[i].open))
                        continue;
                if (!opens(text, at, marks[i].open))
                        return at;
                end = find_close(text, from, marks[i].close);
                return end > from ? end : at;
        }
        return at;
}
