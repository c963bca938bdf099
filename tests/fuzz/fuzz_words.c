/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Hello! What people type to `zijlijn`. First line "args": the rest are the
 * words, one a line. "date": a date. "number": a number. "file": a text file,
 * as forms and assessments are read from. "key": a key file. "show": a text
 * of somebody else's, as it is shown.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "calendar.h"
#include "command.h"
#include "files.h"
#include "fuzz.h"
#include "keyfile.h"
#include "out.h"

enum { WORDS_MAX = 80, FILE_MAX = 4096 };

static void try_args(const char *text)
{
        char *copy = strdup(text);
        char *words[WORDS_MAX];
        int count = 0;
        int used = 0;
        const struct command *command = NULL;
        struct args args = {.operand_count = 0};
        char error[ARGS_ERROR] = "";

        INSIST(copy != NULL);
        for (char *at = copy; at != NULL && count < WORDS_MAX; count++)
                words[count] = strsep(&at, "\n");
        command = command__find(words, count, &used);
        if (command != NULL) {
                INSIST(used >= 1 && used <= 2 && used <= count);
                if (args__parse(command, count - used + 1, words + used - 1,
                        &args, error)) {
                        INSIST(args.operand_count <= ARGS_OPERANDS_MAX);
                        INSIST(args.given_count <= ARGS_GIVEN_MAX);
                } else {
                        INSIST(error[0] != '\0');
                }
        }
        free(copy);
}

static void try_date(const char *text)
{
        uint32_t day = 0;
        char again[ZL_DATE_TEXT];

        if (zl_date_parse(text, &day) != ZL_OK)
                return;
        zl_date_of(day, again);
        INSIST(strcmp(text, again) == 0);
}

static void try_number(const char *text)
{
        unsigned long long number = 0;

        if (args__number(text, 1000, &number))
                INSIST(number <= 1000);
}

static void try_file(const uint8_t *data, size_t size, bool key)
{
        int file = memfd_create("text", MFD_CLOEXEC);
        char path[64];
        struct zl_secret *secret = NULL;
        struct zl_buf buf = {.data = NULL};

        INSIST(file >= 0 && write(file, data, size) == (ssize_t)size);
        INSIST(fchmod(file, 0600) == 0);
        (void)snprintf(path, sizeof(path), "/proc/self/fd/%d", file);
        if (key && keyfile__read(path, &secret) == ZL_OK)
                INSIST(size == 32 && zl_secret_size(secret) == 32);
        zl_secret_free(secret);
        if (!key && lseek(file, 0, SEEK_SET) == 0 &&
            files__text(path, FILE_MAX, &buf) == ZL_OK) {
                const char *text = (const char *)buf.data;

                INSIST(strlen(text) <= FILE_MAX);
                INSIST(strchr(text, '\r') == NULL);
        }
        zl_buf_free(&buf);
        (void)close(file);
}

static void try_show(const char *text)
{
        for (int lines = 0; lines < 2; lines++) {
                struct zl_buf buf;

                zl_buf_init(&buf, 1024 * 1024);
                out__clean(text, lines == 1, &buf);
                INSIST(buf.status == ZL_OK);
                for (size_t i = 0; i < buf.size; i++)
                        INSIST(buf.data[i] != 0x1b && buf.data[i] != 0x7f &&
                            (buf.data[i] >= 0x20 || buf.data[i] == '\0' ||
                                (lines == 1 &&
                                    strchr("\n\t", buf.data[i]) != NULL)));
                zl_buf_free(&buf);
        }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        char word[32];
        char *text = NULL;

        fuzz_start();
        fuzz_line(&data, &size, word);
        text = fuzz_text(data, size);
        if (strcmp(word, "args") == 0)
                try_args(text);
        if (strcmp(word, "date") == 0)
                try_date(text);
        if (strcmp(word, "number") == 0)
                try_number(text);
        if (strcmp(word, "file") == 0 || strcmp(word, "key") == 0)
                try_file(data, size, strcmp(word, "key") == 0);
        if (strcmp(word, "show") == 0)
                try_show(text);
        free(text);
        return 0;
}
