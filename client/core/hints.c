/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the hints: whole words and phrases are looked up in a list, with
 * capitals and accents taken off both. No more is understood of a note than
 * that. */
#include "hints.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "hints_internal.h"
#include "letters.h"

/* ---- Letters ---- */

/* What a letter is without capital and accent; 0 for no letter, and 1 for
 * an accent that stands by itself. */
static char fold(const char *text, size_t *ret_size)
{
        uint32_t code = letters__at(text, ret_size);

        if (code >= 'A' && code <= 'Z')
                return (char)(code - 'A' + 'a');
        if ((code >= 'a' && code <= 'z') || (code >= '0' && code <= '9'))
                return (char)code;
        if (letters__base(code) != 0)
                return letters__base(code) == ' ' ? 0 : letters__base(code);
        if (code >= 0x300 && code < 0x370)
                return 1;
        /* letters of other scripts; punctuation is U+2000 to U+2bff */
        return code >= 0x180 && (code < 0x2000 || code >= 0x2c00) ? '*' : 0;
}

int hints__is_letter(const char *text, size_t at)
{
        size_t size = 0;

        return fold(text + at, &size) != 0;
}

int hints__after_letter(const char *text, size_t at)
{
        size_t from = at;

        if (at == 0)
                return 0;
        do
                from--;
        while (from > 0 && ((unsigned char)text[from] & 0xc0) == 0x80);
        return hints__is_letter(text, from);
}

/* An apostrophe inside a word is part of it. */
static size_t apostrophe(const char *text)
{
        if (text[0] == '\'')
                return 1;
        return strncmp(text, "\xe2\x80\x99", 3) == 0 ? 3 : 0;
}

/* ---- Words ---- */

enum { WORD_ROOM = 64 };

struct word {
        char letters[WORD_ROOM]; /* plain; cut off where it is too long */
        size_t size; /* of letters */
        size_t end; /* where it ends in the text */
};

/* Reads the word at a position; its size is 0 when there is none. */
static struct word read_word(const char *text, size_t at)
{
        struct word word = {.end = at};

        for (;;) {
                size_t size = 0;
                size_t mark = apostrophe(text + word.end);
                char letter = fold(text + word.end, &size);

                if (mark > 0 && word.size > 0 &&
                    hints__is_letter(text, word.end + mark)) {
                        letter = '\'';
                        size = mark;
                }
                if (letter == 0)
                        break;
                if (letter != 1 && word.size < WORD_ROOM)
                        word.letters[word.size++] = letter;
                word.end += size;
        }
        return word;
}

/* Does a word fit one of a phrase, of which * is any beginning or end? */
static bool fits(const struct word *word, const char *wanted, size_t size)
{
        bool front = size > 0 && wanted[0] == '*';
        bool back = size > 1 && wanted[size - 1] == '*';

        wanted += front;
        size -= (size_t)front + (size_t)back;
        if (word->size < size || (!front && !back && word->size != size))
                return false;
        if (!front)
                return memcmp(word->letters, wanted, size) == 0;
        for (size_t at = back ? 0 : word->size - size; at + size <= word->size;
             at++) {
                if (memcmp(word->letters + at, wanted, size) == 0)
                        return true;
        }
        return false;
}

/* Between the words of a phrase there is white space, or a hyphen. */
static size_t skip_space(const char *text, size_t at)
{
        if (text[at] == '-')
                return at + 1;
        return at + strspn(text + at, " \t\r\n");
}

/* Where the phrase ends in the text; 0 when it is not there. */
static size_t match(const char *text, size_t at, const char *phrase)
{
        for (;;) {
                size_t size = strcspn(phrase, " ");
                struct word word = read_word(text, at);
                size_t next = 0;

                if (word.size == 0 || !fits(&word, phrase, size))
                        return 0;
                if (phrase[size] == '\0')
                        return word.end;
                next = skip_space(text, word.end);
                if (next == word.end)
                        return 0;
                at = next;
                phrase += size + 1;
        }
}

/* ---- Looking ---- */

struct search {
        const char *text;
        struct zl_hint *ret;
        size_t room;
        size_t count;
        size_t told; /* up to here something was found */
};

/* The longest phrase of a list that begins here. */
static void look(struct search *search, const struct hints__entry *list,
    size_t at, bool quoted, struct zl_hint *best)
{
        for (; list->phrase != NULL; list++) {
                size_t end = 0;

                if (quoted && list->kind != ZL_HINT_CRISIS)
                        continue;
                end = match(search->text, at, list->phrase);
                if (end > at + best->size) {
                        best->kind = list->kind;
                        best->size = end - at;
                }
        }
}

static void look_at(
    struct search *search, unsigned languages, size_t at, bool quoted)
{
        struct zl_hint best = {.at = at};

        if (at < search->told)
                return;
        if (languages & ZL_HINTS_NL)
                look(search, hints__nl, at, quoted, &best);
        if (languages & ZL_HINTS_EN)
                look(search, hints__en, at, quoted, &best);
        if (best.size == 0)
                return;
        if (search->count < search->room)
                search->ret[search->count] = best;
        search->count++;
        search->told = at + best.size;
}

size_t zl_hints_find(
    const char *text, unsigned languages, struct zl_hint *ret, size_t room)
{
        struct search search = {.text = text, .ret = ret, .room = room};
        size_t quoted = 0;
        size_t at = 0;

        while (text[at] != '\0') {
                struct word word = read_word(text, at);
                size_t size = 0;

                if (word.end > at) {
                        look_at(&search, languages, at, at < quoted);
                        at = word.end;
                        continue;
                }
                if (at >= quoted)
                        quoted = hints__quoted(text, at);
                (void)letters__at(text + at, &size);
                at += size;
        }
        return search.count;
}
