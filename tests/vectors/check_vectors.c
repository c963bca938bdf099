/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: our code and schema/vectors agree to the byte, so that somebody who
 * writes another client from the vectors writes one that we understand.
 * Usage: check_vectors FILE.json... ; each is checked by its name, then
 * spoilt here and there, so that a check that looks at nothing is noticed.
 * Last, the three files that make a story are played together. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/crypto.h"
#include "common/json.h"
#include "common/secret.h"
#include "vectors.h"

enum { FILE_MAX = 1024 * 1024, NAME_MAX_CHARS = 40 };

static bool read_file(const char *path, char **ret_text, size_t *ret_size)
{
        FILE *file = fopen(path, "rb");
        char *text = malloc(FILE_MAX);
        size_t size = 0;

        if (file != NULL && text != NULL)
                size = fread(text, 1, FILE_MAX, file);
        if (file != NULL)
                (void)fclose(file);
        if (size == 0 || size == FILE_MAX) {
                free(text);
                return false;
        }
        text[size] = '\0'; /* spoil() searches it as a text */
        *ret_text = text;
        *ret_size = size;
        return true;
}

/* "a/b/record.json" is about "record". */
static void name_of(const char *path, char ret_name[static NAME_MAX_CHARS])
{
        const char *base = strrchr(path, '/');

        base = base == NULL ? path : base + 1;
        (void)snprintf(
            ret_name, NAME_MAX_CHARS, "%.*s", (int)strcspn(base, "."), base);
}

/* Changes one hexadecimal digit here and there, never of a key's name or of
 * what is said about the file. Answers how many changes were not noticed. */
static int spoil(const char *name, char *text, size_t size)
{
        char *start = strstr(text, "\"vectors\"");
        size_t step = size / 50 + 1;
        int missed = 0;

        for (char *at = start; at != NULL && at < text + size; at += step) {
                char *value = strstr(at, "\": \"");
                char before = '\0';
                size_t count = 0;

                if (value == NULL)
                        break;
                at = value + 4;
                before = *at;
                if (before == '"') /* an empty text */
                        continue;
                *at = before == '0' ? '1' : '0';
                if (vectors_check(name, text, size, &count) == NULL) {
                        (void)printf("%s: spoilt at %zu, not noticed\n", name,
                            (size_t)(at - text));
                        missed++;
                }
                *at = before;
        }
        return missed;
}

/* What the story is made of, kept until it is played. */
static struct {
        const char *name;
        char *text;
        struct vectors_file file;
} story[] = {{.name = "statement"}, {.name = "directory"}, {.name = "record"}};

enum { STORY = sizeof(story) / sizeof(story[0]) };

/* Takes the text over if it belongs to the story, else frees it. */
static void keep(const char *name, char *text, size_t size)
{
        for (size_t i = 0; i < STORY; i++) {
                if (story[i].text == NULL && strcmp(story[i].name, name) == 0) {
                        story[i].text = text;
                        story[i].file = (struct vectors_file){text, size};
                        return;
                }
        }
        free(text);
}

static int play_story(void)
{
        const char *wrong = "some of its files are missing";

        if (story[0].text != NULL && story[1].text != NULL &&
            story[2].text != NULL)
                wrong = vectors_play(
                    &story[0].file, &story[1].file, &story[2].file);
        (void)printf("the story: %s\n", wrong == NULL ? "plays" : wrong);
        for (size_t i = 0; i < STORY; i++)
                free(story[i].text);
        return wrong != NULL;
}

static int check_file(const char *path)
{
        char name[NAME_MAX_CHARS];
        char *text = NULL;
        size_t size = 0;
        size_t count = 0;
        const char *wrong = NULL;
        int failed = 0;

        name_of(path, name);
        if (!read_file(path, &text, &size)) {
                (void)printf("%s: cannot be read\n", path);
                return 1;
        }
        wrong = vectors_check(name, text, size, &count);
        (void)printf("%s: %zu agree%s%s\n", name, count,
            wrong == NULL ? "" : ", but ", wrong == NULL ? "" : wrong);
        failed = wrong != NULL;
        if (!failed)
                failed = spoil(name, text, size);
        keep(name, text, size);
        return failed;
}

int main(int argc, char **argv)
{
        int failed = 0;

        if (zl_crypto_start() != ZL_OK || zl_secret_start() != ZL_OK ||
            zl_json_start() != ZL_OK)
                return EXIT_FAILURE;
        for (int i = 1; i < argc; i++)
                failed += check_file(argv[i]);
        failed += play_story();
        zl_secret_stop();
        return failed == 0 && argc > 1 ? EXIT_SUCCESS : EXIT_FAILURE;
}
