/* SPDX-License-Identifier: EUPL-1.2 */
/* The vectors as one story: what is allowed there must be allowed here. */
#include "vectors.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/merkle.h"
#include "common/signals.h"
#include "vectors_internal.h"

enum { STORY_MAX = 16, ENTRIES_MAX = 100 };

/* A record that was judged, and whose it was. */
struct told {
        struct zl_record *record;
        uint8_t *bytes;
        struct zl_id author;
};

struct play {
        struct zl_directory *directory;
        struct told told[STORY_MAX];
        size_t told_count;
        char wrong[200];
};

/* Plays one vector of a file. */
typedef void play_one(struct play *play, struct zl_json_reader *r);

static void wrong(struct play *play, const char *what, int status)
{
        if (play->wrong[0] == '\0')
                (void)snprintf(play->wrong, sizeof(play->wrong), "%s: %s", what,
                    zl_status_str(status));
}

static void play_file(
    struct play *play, const struct vectors_file *file, play_one *one)
{
        struct zl_json *document = NULL;
        const struct zl_json *array = NULL;
        struct zl_json_reader r = {0};
        size_t count = 0;
        int status = zl_json_parse(file->json, file->size, &document);

        if (status != ZL_OK) {
                wrong(play, "a file of the story", status);
                return;
        }
        r = zl_json_read(document);
        count = zl_json_array(&r, "vectors", ENTRIES_MAX, &array);
        if (count == 0)
                wrong(play, "a file without vectors", r.status);
        for (size_t i = 0; i < count && play->wrong[0] == '\0'; i++) {
                struct zl_json_reader vector =
                    zl_json_read(zl_json_array_object(&r, array, i));

                one(play, &vector);
                if (zl_json_end_open(&vector) != ZL_OK)
                        wrong(play, "a vector's fields", vector.status);
        }
        zl_json_free(document);
}

/* Bytes for free(); NULL (and a failure) when they cannot be read. */
static uint8_t *bytes_of(struct play *play, struct zl_json_reader *r,
    const char *name, size_t *ret_size)
{
        const char *text = zl_json_text(r, name, ZL_TEXT_LINE, ZL_JSON_MAX);
        size_t size = strlen(text) / 2;
        uint8_t *bytes = malloc(size + 1);

        if (bytes == NULL || zl_hex_parse(text, bytes, size) != ZL_OK) {
                wrong(play, name, ZL_E_MALFORMED);
                free(bytes);
                return NULL;
        }
        *ret_size = size;
        return bytes;
}

static void play_statement(struct play *play, struct zl_json_reader *r)
{
        struct zl_point at = {
            .position = zl_json_u64(r, "position", 0, ENTRIES_MAX),
            .time = {zl_json_u64(r, "time", 0, INT64_MAX)}};
        struct zl_statement *statement = NULL;
        struct zl_sign_key root;
        size_t size = 0;
        uint8_t *bytes = bytes_of(play, r, "bytes", &size);
        int status = ZL_OK;

        if (bytes == NULL)
                return;
        zl_json_hex(r, "root", root.bytes, sizeof(root.bytes));
        if (play->directory == NULL)
                status = zl_directory_new(&root, &play->directory);
        if (status == ZL_OK)
                status = zl_statement_parse(bytes, size,
                    zl_directory_organisation(play->directory), &statement);
        if (status == ZL_OK)
                status = zl_directory_add(play->directory, statement, at);
        if (status != ZL_OK) {
                zl_statement_free(statement);
                wrong(play, "a statement is refused", status);
        }
        free(bytes);
}

/* The scopes that the code reckons, against the leaves that are given. */
static void play_directory(struct play *play, struct zl_json_reader *r)
{
        uint64_t statements = zl_json_u64(r, "statements", 1, ENTRIES_MAX);
        const struct zl_json *array = NULL;
        size_t wanted = zl_json_array(r, "leaves", ENTRIES_MAX, &array);
        struct zl_scope_leaf *leaves = NULL;
        size_t count = 0;
        int status =
            zl_directory_scopes(play->directory, statements, &leaves, &count);

        if (status != ZL_OK || count != wanted) {
                wrong(play, "the scopes are others", status);
                free(leaves);
                return;
        }
        for (size_t i = 0; i < count; i++) {
                struct zl_json_reader leaf =
                    zl_json_read(zl_json_array_object(r, array, i));
                struct zl_id scope;
                struct zl_hash hash;

                zl_json_hex(&leaf, "scope", scope.bytes, ZL_ID_SIZE);
                zl_json_hex(&leaf, "hash", hash.bytes, ZL_HASH_SIZE);
                if (!zl_id_equal(&scope, &leaves[i].scope) ||
                    !zl_hash_equal(&hash, &leaves[i].hash))
                        wrong(play, "a scope's hash", ZL_E_LOG);
        }
        free(leaves);
}

static struct zl_followed followed_of(
    const struct play *play, const struct zl_record *record)
{
        for (size_t i = 0; i < play->told_count; i++) {
                const struct told *told = &play->told[i];

                if (zl_hash_equal(
                        &told->record->hash, &record->context.previous[0]))
                        return (struct zl_followed){.known = true,
                            .signal = told->record->context.signal,
                            .author = told->author,
                            .record = told->record};
        }
        return (struct zl_followed){.known = false};
}

/* What is known of the signal, from the records told so far. */
static struct zl_signal_facts facts_of(
    const struct play *play, const struct zl_id *signal)
{
        struct zl_signal_facts facts = {.state = ZL_STATE_NONE};

        for (size_t i = 0; i < play->told_count; i++) {
                const struct told *told = &play->told[i];
                struct zl_followed followed = followed_of(play, told->record);

                if (zl_id_equal(&told->record->context.signal, signal) &&
                    zl_signal_advance(play->directory, told->record,
                        zl_directory_member(play->directory, &told->author),
                        &followed, &facts) != ZL_OK)
                        abort();
        }
        return facts;
}

static int judge(const struct play *play, struct zl_point at, struct told *told)
{
        struct zl_signal_facts facts =
            facts_of(play, &told->record->context.signal);
        struct zl_followed followed = followed_of(play, told->record);
        const struct zl_member *author = NULL;
        int status = zl_signal_judge(
            play->directory, told->record, at, &facts, &followed, &author);

        if (status == ZL_OK)
                told->author = author->id;
        return status;
}

static void play_record(struct play *play, struct zl_json_reader *r)
{
        struct told *told = &play->told[play->told_count];
        struct zl_point at = {
            .position = zl_json_u64(r, "statements", 0, ENTRIES_MAX),
            .time = {zl_json_u64(r, "time", 0, INT64_MAX)}};
        size_t size = 0;
        int status = ZL_E_MEMORY;

        if (play->told_count == STORY_MAX) {
                wrong(play, "more records than fit", ZL_E_TOO_LARGE);
                return;
        }
        told->bytes = bytes_of(play, r, "record", &size);
        told->record = calloc(1, sizeof(*told->record));
        if (told->bytes != NULL && told->record != NULL)
                status = zl_record_parse(told->bytes, size, true,
                    zl_directory_organisation(play->directory), told->record);
        if (status == ZL_OK)
                status = judge(play, at, told);
        if (status == ZL_OK) {
                play->told_count++;
                return;
        }
        wrong(play, "a record is refused", status);
        free(told->bytes);
        free(told->record);
}

const char *vectors_play(const struct vectors_file *statements,
    const struct vectors_file *directories, const struct vectors_file *records)
{
        static struct play play;

        play = (struct play){0};
        play_file(&play, statements, play_statement);
        if (play.directory != NULL) {
                play_file(&play, directories, play_directory);
                play_file(&play, records, play_record);
        }
        while (play.told_count > 0) {
                struct told *told = &play.told[--play.told_count];

                free(told->bytes);
                free(told->record);
        }
        zl_directory_free(play.directory);
        return play.wrong[0] == '\0' ? NULL : play.wrong;
}
