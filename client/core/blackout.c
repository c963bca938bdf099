/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the blacking out. Taking out too much is seen by who reads the
 * print before it is given away; taking out too little is a leak. So in doubt
 * a word goes, as a whole, with the accents and hidden marks on it. */
#include "blackout.h"

#include <stdlib.h>
#include <string.h>

#include "crypto.h"
#include "fold.h"

enum {
        PART_LETTERS = 4, /* from here on a part of a word counts */
        NUMBER_DIGITS = 6, /* from here on it is a telephone number */
        NUMBER_END = 8, /* digits that are the same at home and abroad */
        NUMBER_GAP = 3 /* signs between two digits of one number */
};

struct words {
        uint8_t *as_given; /* with a NUL */
        struct zl_folded folded;
        char digits[NUMBER_END + 1]; /* of a telephone number; else "" */
        size_t found;
};

struct zl_blackout {
        struct words words[ZL_BLACKOUT_MAX];
        size_t count;
};

int zl_blackout_new(struct zl_blackout **ret)
{
        struct zl_blackout *made = calloc(1, sizeof(*made));

        if (made == NULL)
                return ZL_E_MEMORY;
        *ret = made;
        return ZL_OK;
}

static void words_done(struct words *words)
{
        if (words->as_given != NULL)
                zl_wipe(words->as_given, strlen((char *)words->as_given));
        free(words->as_given);
        zl_folded_free(&words->folded);
        zl_wipe(words, sizeof(*words));
}

void zl_blackout_free(struct zl_blackout *blackout)
{
        if (blackout == NULL)
                return;
        for (size_t i = 0; i < blackout->count; i++)
                words_done(&blackout->words[i]);
        free(blackout);
}

const char *zl_blackout_at(
    const struct zl_blackout *blackout, size_t index, size_t *ret_found)
{
        if (index >= blackout->count)
                return NULL;
        *ret_found = blackout->words[index].found;
        return (const char *)blackout->words[index].as_given;
}

/* ---- Words ---- */

static bool is_digit(uint8_t byte)
{
        return byte >= '0' && byte <= '9';
}

/* How many bytes of words there are, and how many of them are digits. */
static size_t letters_in(const struct zl_folded *folded, size_t *ret_digits)
{
        size_t letters = 0;

        *ret_digits = 0;
        for (size_t i = 0; i < folded->text.size; i++) {
                letters += zl_folded_in_word(folded, i);
                *ret_digits += is_digit(folded->text.data[i]);
        }
        return letters;
}

static void keep_digits(struct words *words)
{
        const struct zl_buf *text = &words->folded.text;
        size_t count = 0;

        for (size_t i = text->size; i-- > 0 && count < NUMBER_END;) {
                if (is_digit(text->data[i]))
                        words->digits[NUMBER_END - ++count] =
                            (char)text->data[i];
        }
        memmove(words->digits, words->digits + NUMBER_END - count, count);
        words->digits[count] = '\0';
}

static void trim(struct zl_folded *folded)
{
        struct zl_buf *text = &folded->text;

        while (text->size > 0 && text->data[text->size - 1] == ' ')
                text->size--;
        if (text->size > 0 && text->data[0] == ' ')
                memmove(text->data, text->data + 1, --text->size);
}

static bool is_there(const struct zl_blackout *blackout, const struct words *it)
{
        const struct zl_buf *text = &it->folded.text;

        for (size_t i = 0; i < blackout->count; i++) {
                const struct zl_buf *other = &blackout->words[i].folded.text;

                if (other->size == text->size &&
                    memcmp(other->data, text->data, text->size) == 0)
                        return true;
        }
        return false;
}

int zl_blackout_add(struct zl_blackout *blackout, const char *words)
{
        struct words made = {.as_given = NULL};
        size_t digits = 0;
        size_t letters = 0;
        int status = zl_fold(words, &made.folded);

        if (status == ZL_OK) {
                trim(&made.folded);
                letters = letters_in(&made.folded, &digits);
                if (letters < 2)
                        status = ZL_E_USAGE;
                else if (letters == digits && digits >= NUMBER_DIGITS)
                        keep_digits(&made);
        }
        if (status == ZL_OK && is_there(blackout, &made)) {
                words_done(&made);
                return ZL_OK;
        }
        if (status == ZL_OK && blackout->count == ZL_BLACKOUT_MAX)
                status = ZL_E_TOO_LARGE;
        if (status == ZL_OK)
                status = zl_bytes_copy(words, strlen(words), &made.as_given);
        if (status != ZL_OK) {
                words_done(&made);
                return status;
        }
        blackout->words[blackout->count++] = made;
        return ZL_OK;
}

/* ---- A text ---- */

/* What of a folded text goes. */
struct gone {
        const struct zl_folded *in;
        bool *bytes;
};

static void take(struct gone *gone, size_t from, size_t to)
{
        memset(gone->bytes + from, true, to - from);
}

static size_t word_begin(const struct zl_folded *in, size_t at)
{
        while (at > 0 && zl_folded_in_word(in, at - 1))
                at--;
        return at;
}

static size_t word_end(const struct zl_folded *in, size_t at)
{
        while (at < in->text.size && zl_folded_in_word(in, at))
                at++;
        return at;
}

/* An s, or one behind an apostrophe: still the same name. */
static bool is_ending(const struct zl_folded *in, size_t from, size_t to)
{
        const uint8_t *text = in->text.data + from;

        return (to - from == 1 && text[0] == 's') ||
            (to - from == 2 && text[0] == '\'' && text[1] == 's');
}

/* Is there nothing beside a name but digits?  "tim2010" is no other word. */
static bool is_number_on(
    const struct zl_folded *in, uint8_t edge, size_t from, size_t to)
{
        for (size_t at = from; at < to; at++) {
                if (!is_digit(in->text.data[at]) || is_digit(edge))
                        return false;
        }
        return true;
}

/* Takes out what was found at a place; no if it is part of another word. */
static bool take_words(
    struct gone *gone, const struct words *words, size_t from)
{
        const struct zl_folded *in = gone->in;
        const uint8_t *text = in->text.data;
        size_t to = from + words->folded.text.size;
        size_t begin = from;
        size_t end = to;

        if (zl_folded_in_word(in, from))
                begin = word_begin(in, from);
        if (zl_folded_in_word(in, to - 1))
                end = word_end(in, to);
        if (words->folded.text.size < PART_LETTERS &&
            (!is_number_on(in, text[from], begin, from) ||
                (!is_number_on(in, text[to - 1], to, end) &&
                    !is_ending(in, to, end))))
                return false;
        take(gone, begin, end);
        return true;
}

static void look_for_words(struct gone *gone, struct words *words)
{
        const struct zl_folded *in = gone->in;
        size_t at = zl_folded_find(in, &words->folded, 0);

        while (at < in->text.size) {
                words->found += take_words(gone, words, at);
                at = zl_folded_find(in, &words->folded, at + 1);
        }
}

/* ---- Telephone numbers ---- */

/* Where digits that may be one number end; `digits` receives them. */
static size_t read_number(const struct zl_folded *in, size_t from, char *digits)
{
        const uint8_t *text = in->text.data;
        size_t count = 0;
        size_t end = from;

        for (size_t at = from; at < in->text.size; at++) {
                if (is_digit(text[at])) {
                        digits[count++] = (char)text[at];
                        end = at + 1;
                } else if (at - end >= NUMBER_GAP ||
                    strchr(" -./()+", text[at]) == NULL) {
                        break;
                }
        }
        digits[count] = '\0';
        return end;
}

static void look_for_number(
    struct gone *gone, struct words *words, char *digits)
{
        const struct zl_folded *in = gone->in;

        for (size_t at = 0; at < in->text.size;) {
                size_t end = at + 1;

                if (is_digit(in->text.data[at])) {
                        end = read_number(in, at, digits);
                        if (strstr(digits, words->digits) != NULL) {
                                take(gone, at, end);
                                words->found++;
                        }
                }
                at = end;
        }
}

/* ---- What is left ---- */

/* Words go as a whole, so no letter that folds into two is cut. */
static void put_left(
    const struct gone *gone, const char *text, struct zl_buf *buf)
{
        const struct zl_folded *in = gone->in;
        size_t size = in->text.size;
        size_t left = 0; /* from here on nothing was put */

        for (size_t at = 0; at < size;) {
                size_t end = at;

                while (end < size && gone->bytes[end])
                        end++;
                if (end == at) {
                        at++;
                        continue;
                }
                if (in->from[at] > left)
                        zl_put_bytes(buf, text + left, in->from[at] - left);
                zl_put_text(buf, ZL_BLACKOUT_MARK);
                left = in->from[end];
                at = end;
        }
        zl_put_text(buf, text + left);
}

int zl_blackout_apply(
    struct zl_blackout *blackout, const char *text, struct zl_buf *buf)
{
        struct zl_folded folded = {.from = NULL};
        struct gone gone = {.in = &folded};
        char *digits = NULL;
        int status = zl_fold(text, &folded);

        if (status != ZL_OK)
                goto out;
        status = ZL_E_MEMORY;
        gone.bytes = calloc(folded.text.size + 1, sizeof(*gone.bytes));
        digits = malloc(folded.text.size + 1);
        if (gone.bytes == NULL || digits == NULL)
                goto out;
        for (size_t i = 0; i < blackout->count; i++) {
                struct words *words = &blackout->words[i];

                if (words->digits[0] != '\0')
                        look_for_number(&gone, words, digits);
                else
                        look_for_words(&gone, words);
        }
        put_left(&gone, text, buf);
        zl_wipe(digits, folded.text.size + 1);
        status = buf->status;
out:
        free(gone.bytes);
        free(digits);
        zl_folded_free(&folded);
        return status;
}
