/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Makes the town of tests/support/town.h for a real zijlijnd:
 *
 *	bench_town state CLUBS CONTACTS NOW LOG-KEY FILE
 *	bench_town write CLUBS CONTACTS NOW REGISTER.DB
 *
 * NOW is in milliseconds.  The first writes a file of requests as bench_load
 * sends them, and prints how many each phase has: those of one may be sent all
 * at once, after those of the phases before it.  The second writes the
 * register, of a server that is stopped.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json.h"
#include "secret.h"
#include "town.h"

struct writing {
        FILE *file;
        unsigned long counts[TOWN_PHASES];
};

static void need(bool holds, const char *what)
{
        if (holds)
                return;
        (void)fprintf(stderr, "bench_town: %s\n", what);
        exit(1);
}

static unsigned long long number(const char *text)
{
        char *end = NULL;
        unsigned long long value = strtoull(text, &end, 10);

        need(*text >= '0' && *text <= '9' && *end == '\0', "not a number");
        return value;
}

/* A request after its size, as bench_load takes it. */
static int write_one(
    void *context, unsigned phase, struct zl_statement **statement)
{
        struct writing *w = context;
        struct zl_bytes bytes = (*statement)->bytes;
        char hash[ZL_HASH_TEXT];
        char head[300];
        size_t size;
        uint8_t before[4];

        zl_hex_of((*statement)->hash.bytes, ZL_HASH_SIZE, hash);
        (void)snprintf(head, sizeof(head),
            "PUT /v1/statements/%s HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            "Content-Type: application/octet-stream\r\n"
            "Content-Length: %zu\r\n\r\n",
            hash, bytes.size);
        size = strlen(head) + bytes.size;
        for (int i = 0; i < 4; i++)
                before[i] = (uint8_t)(size >> (24 - 8 * i));
        (void)fwrite(before, 1, sizeof(before), w->file);
        (void)fwrite(head, 1, strlen(head), w->file);
        (void)fwrite(bytes.data, 1, bytes.size, w->file);
        w->counts[phase]++;
        return ferror(w->file) != 0 ? ZL_E_STORAGE : ZL_OK;
}

static void state(const struct town *town, const char *path)
{
        struct writing w = {.file = fopen(path, "wb")};

        need(w.file != NULL, "the file is not written");
        need(town_state(town, write_one, &w) == ZL_OK, "no statements");
        need(fclose(w.file) == 0, "the file is not written");
        for (unsigned i = 0; i < TOWN_PHASES; i++)
                (void)printf("%lu\n", w.counts[i]);
}

static void fill(const struct town *town, const char *path)
{
        struct zl_register *reg = NULL;
        struct zl_signer root;
        struct zl_id organisation;

        need(town_signer("root", &root) == ZL_OK, "no key");
        organisation = zl_organisation_of(&root.key);
        zl_signer_free(&root);
        need(zl_register_open(path, true, &organisation, &reg) == ZL_OK,
            "the register does not open");
        need(town_write(town, reg) == ZL_OK, "the register is not written");
        zl_register_close(reg);
}

int main(int argc, char **argv)
{
        struct town town;

        need(argc >= 6, "bench_town state|write CLUBS CONTACTS NOW ...");
        need(zl_crypto_start() == ZL_OK && zl_secret_start() == ZL_OK &&
                zl_json_start() == ZL_OK,
            "no memory");
        town = town_of((unsigned)number(argv[2]), (unsigned)number(argv[3]),
            (struct zl_time){number(argv[4])});
        if (strcmp(argv[1], "state") == 0 && argc == 7) {
                need(zl_hex_parse(argv[5], town.log_key.bytes,
                         sizeof(town.log_key.bytes)) == ZL_OK,
                    "not a key");
                state(&town, argv[6]);
                return 0;
        }
        need(strcmp(argv[1], "write") == 0 && argc == 6, "which?");
        fill(&town, argv[5]);
        return 0;
}
