/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the columns: every municipality calls them something else. */
#include <stdio.h>
#include <string.h>

#include "csv_open.h"
#include "import.h"

enum { WORD_MAX = 96 };

/* Cut off where no name that is known goes on. */
static int fold_word(const char *text, char ret[static WORD_MAX])
{
        struct zl_buf key = {0};
        int status = csv_open__key(text, &key);

        if (status == ZL_OK)
                (void)snprintf(ret, WORD_MAX, "%s", (const char *)key.data);
        zl_buf_free(&key);
        return status;
}

/* The lights of our own lists follow from what is kept. */
static bool is_light(const char *word)
{
        return strncmp(word, "light", 5) == 0 || strncmp(word, "licht", 5) == 0;
}

static enum csv_column column_of(const char *word)
{
        if (is_light(word))
                return CSV_OURS;
        if (csv_words__column(word) != CSV_UNKNOWN)
                return csv_words__column(word);
        for (size_t i = 0; i < CSV_COLUMN_COUNT; i++) {
                char key[WORD_MAX];

                if (fold_word(csv_words__keys[i], key) == ZL_OK &&
                    strcmp(key, word) == 0)
                        return (enum csv_column)i;
        }
        return CSV_UNKNOWN;
}

/* A column without a name and without a word in it is none. */
static bool is_empty(const struct csv_table *table, size_t column)
{
        if (csv_read__header(table, column)[0] != '\0')
                return false;
        for (size_t row = 0; row < csv_read__rows(table); row++) {
                if (csv_read__cell(table, row, column)[0] != '\0')
                        return false;
        }
        return true;
}

int import__columns(struct import *import)
{
        for (size_t i = 0; i < csv_read__columns(import->table); i++) {
                char word[WORD_MAX];
                int status =
                    fold_word(csv_read__header(import->table, i), word);

                if (status != ZL_OK)
                        return status;
                import->of[i] =
                    is_empty(import->table, i) ? CSV_OURS : column_of(word);
        }
        return ZL_OK;
}

int import__map(struct import *import, const char *map)
{
        const char *equals = strrchr(map, '=');
        enum csv_column column = CSV_UNKNOWN;
        char name[WORD_MAX];
        char wanted[WORD_MAX];
        bool found = false;

        if (equals == NULL || (size_t)(equals - map) >= sizeof(name))
                return ZL_E_USAGE;
        memcpy(name, map, (size_t)(equals - map));
        name[equals - map] = '\0';
        if (strcmp(equals + 1, "skip") == 0)
                column = CSV_OURS;
        for (size_t i = 0; i < CSV_COLUMN_COUNT; i++) {
                if (strcmp(equals + 1, csv_words__keys[i]) == 0)
                        column = (enum csv_column)i;
        }
        if (column == CSV_UNKNOWN)
                return ZL_E_USAGE;
        if (fold_word(name, wanted) != ZL_OK)
                return ZL_E_MEMORY;
        for (size_t i = 0; i < csv_read__columns(import->table); i++) {
                char word[WORD_MAX];

                if (fold_word(csv_read__header(import->table, i), word) !=
                    ZL_OK)
                        return ZL_E_MEMORY;
                if (strcmp(word, wanted) == 0) {
                        import->of[i] = column;
                        found = true;
                }
        }
        return found ? ZL_OK : ZL_E_NOT_FOUND;
}

bool import__twice(
    const struct import *import, size_t *ret_first, size_t *ret_second)
{
        size_t count = csv_read__columns(import->table);

        for (size_t i = 0; i < count; i++) {
                for (size_t k = i + 1; k < count; k++) {
                        if (import->of[i] >= CSV_COLUMN_COUNT ||
                            import->of[i] != import->of[k])
                                continue;
                        *ret_first = i;
                        *ret_second = k;
                        return true;
                }
        }
        return false;
}

size_t import__column(const struct import *import, enum csv_column what)
{
        for (size_t i = 0; i < csv_read__columns(import->table); i++) {
                if (import->of[i] == what)
                        return i;
        }
        return CSV_COLUMNS_MAX;
}
