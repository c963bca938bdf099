/* SPDX-License-Identifier: EUPL-1.2 */
/* Vectors of whole signals: each record is judged in its place, makes of its
 * signal what the vector says, and opens; what passes a signal on opens the
 * records that it names. */
#include <stdlib.h>
#include <string.h>

#include "common/body.h"
#include "common/envelope.h"
#include "common/signals.h"
#include "vectors_internal.h"

enum { STORY_MAX = 40, SIGNALS_MAX = 4 };

/* A record that was taken. */
struct told {
        struct zl_record *record;
        uint8_t *bytes;
        struct zl_id author;
        const char *json; /* NULL: a status */
};

struct story {
        struct vector *v;
        struct zl_directory *directory;
        struct told told[STORY_MAX];
        size_t told_count;
        struct zl_id signals[SIGNALS_MAX];
        struct zl_signal_facts facts[SIGNALS_MAX];
        size_t signal_count;
};

/* Bytes for free(); NULL when they are none. */
static uint8_t *bytes_of(struct story *story, struct zl_json_reader *r,
    const char *name, size_t *ret_size)
{
        const char *text = zl_json_text(r, name, ZL_TEXT_LINE, ZL_JSON_MAX);
        size_t size = strlen(text) / 2;
        uint8_t *bytes = malloc(size + 1);

        if (bytes == NULL)
                abort();
        if (!vector__ok(story->v, name, zl_hex_parse(text, bytes, size))) {
                free(bytes);
                return NULL;
        }
        *ret_size = size;
        return bytes;
}

static void take_statement(
    struct story *story, const struct zl_json *object, uint64_t position)
{
        struct zl_json_reader r = zl_json_read(object);
        struct zl_point at = {.position = position,
            .time = {zl_json_u64(&r, "time", 0, INT64_MAX)}};
        struct zl_statement *statement = NULL;
        size_t size = 0;
        uint8_t *bytes = bytes_of(story, &r, "bytes", &size);

        vector__ok(story->v, "a statement's fields", zl_json_end(&r));
        if (story->v->wrong == NULL &&
            vector__ok(story->v, "a statement",
                zl_statement_parse(bytes, size,
                    zl_directory_organisation(story->directory), &statement)) &&
            !vector__ok(story->v, "a statement in its place",
                zl_directory_add(story->directory, statement, at)))
                zl_statement_free(statement);
        free(bytes);
}

static const struct told *told_of(
    const struct story *story, const struct zl_hash *hash)
{
        for (size_t i = 0; i < story->told_count; i++) {
                if (zl_hash_equal(&story->told[i].record->hash, hash))
                        return &story->told[i];
        }
        return NULL;
}

static struct zl_signal_facts *facts_of(
    struct story *story, const struct zl_id *signal)
{
        for (size_t i = 0; i < story->signal_count; i++) {
                if (zl_id_equal(&story->signals[i], signal))
                        return &story->facts[i];
        }
        if (story->signal_count == SIGNALS_MAX)
                abort();
        story->signals[story->signal_count] = *signal;
        story->facts[story->signal_count] =
            (struct zl_signal_facts){.state = ZL_STATE_NONE};
        return &story->facts[story->signal_count++];
}

/* The list must be of exactly these, in this order. */
static void same_ids(struct story *story, struct zl_json_reader *r,
    const char *name, const struct zl_id *ids, size_t count)
{
        const struct zl_json *array = NULL;
        size_t wanted = zl_json_array(r, name, ZL_PERSONS_MAX, &array);

        vector__must(story->v, name, wanted == count);
        for (size_t i = 0; i < wanted && story->v->wrong == NULL; i++) {
                struct zl_id id;

                zl_json_array_hex(r, array, i, id.bytes, ZL_ID_SIZE);
                vector__must(story->v, name, zl_id_equal(&id, &ids[i]));
        }
}

static void check_after(struct story *story, const struct zl_json *object,
    const struct zl_signal_facts *facts, struct zl_point at)
{
        struct zl_json_reader r = zl_json_read(object);
        struct zl_id holders[ZL_PERSONS_MAX];
        struct zl_id author;
        size_t count = 0;

        vector__must(story->v, "state",
            strcmp(zl_json_text(&r, "state", ZL_TEXT_LINE, 20),
                zl_state_str(facts->state)) == 0);
        vector__must(story->v, "held", zl_json_bool(&r, "held") == facts->held);
        zl_json_hex(&r, "author", author.bytes, ZL_ID_SIZE);
        vector__must(story->v, "author", zl_id_equal(&author, &facts->author));
        same_ids(story, &r, "holders", facts->holders, facts->holder_count);
        zl_signal_holders(story->directory, facts, at, holders, &count);
        same_ids(story, &r, "holders_now", holders, count);
        same_ids(story, &r, "left_out", facts->left_out, facts->left_out_count);
        same_ids(story, &r, "stepped_out", facts->stepped_out,
            facts->stepped_out_count);
        vector__must(story->v, "bodies",
            zl_json_u64(&r, "bodies", 0, ZL_SIGNAL_BODIES_MAX) ==
                facts->bodies);
        vector__ok(story->v, "after", zl_json_end(&r));
}

/* Opens a record with a key; its body must be this. */
static void check_opens(
    struct story *story, const struct told *told, const uint8_t key[static 32])
{
        struct zl_secret *content_key = NULL;
        struct zl_buf body;

        zl_buf_init(&body, ZL_RECORD_BODY_MAX);
        if (vector__ok(story->v, "a key that is passed on",
                zl_envelope_take_key(told->record, key, &content_key)) &&
            vector__ok(story->v, "a body that is passed on",
                zl_envelope_open(
                    told->record, content_key, told->record->body, &body)))
                vector__must(story->v, "what is passed on",
                    body.size == strlen(told->json) &&
                        memcmp(body.data, told->json, body.size) == 0);
        zl_secret_free(content_key);
        zl_buf_free(&body);
}

static void check_passed(struct story *story, const struct told *passing)
{
        enum zl_kind kind = passing->record->context.kind;
        struct zl_passing parsed = {0};

        vector__ok(story->v, "body",
            zl_passing_parse(passing->json, strlen(passing->json),
                kind != ZL_RESEAL, &parsed, NULL));
        vector__must(story->v, "nothing is passed on", parsed.record_count > 0);
        for (size_t i = 0; i < parsed.record_count; i++) {
                const struct told *told =
                    told_of(story, &parsed.records[i].record);

                vector__must(story->v, "a record that is passed on",
                    told != NULL && told->json != NULL &&
                        zl_id_equal(&told->record->context.signal,
                            &passing->record->context.signal));
                if (story->v->wrong == NULL)
                        check_opens(story, told, parsed.records[i].key);
        }
        zl_passing_done(&parsed);
}

static void check_body(struct story *story, const struct told *told)
{
        enum zl_kind kind = told->record->context.kind;
        const struct zl_member *author =
            zl_directory_member(story->directory, &told->author);
        struct zl_note note = zl_note_empty();
        struct zl_family_statement family = {0};
        size_t size = strlen(told->json);

        if (kind == ZL_NOTE || kind == ZL_ADDENDUM)
                vector__ok(story->v, "body",
                    zl_note_parse(told->json, size, author->role, &note, NULL));
        else if (kind == ZL_FAMILY_STATEMENT)
                vector__ok(story->v, "body",
                    zl_family_statement_parse(told->json, size, &family, NULL));
        else if (kind == ZL_HANDOVER || kind == ZL_STEP_OUT ||
            kind == ZL_RESEAL)
                check_passed(story, told);
        zl_note_done(&note);
        zl_family_statement_done(&family);
}

static void check_inside(
    struct story *story, struct zl_json_reader *r, struct told *told)
{
        const struct zl_json *readers = NULL;
        size_t count =
            zl_json_array(r, "recipients", ZL_RECIPIENTS_MAX, &readers);
        struct zl_secret *key = NULL;

        if (zl_secret_new(32, &key) != ZL_OK)
                abort();
        zl_json_hex(r, "content_key", zl_secret_bytes(key), 32);
        told->json = zl_json_text(r, "json", ZL_TEXT_LINES, ZL_JSON_MAX);
        vector__must(story->v, "recipients",
            count == told->record->context.recipient_count);
        for (size_t i = 0; i < count && story->v->wrong == NULL; i++)
                vector__reader(story->v, told->record, key, told->json,
                    zl_json_array_object(r, readers, i));
        zl_secret_free(key);
        if (story->v->wrong == NULL)
                check_body(story, told);
}

/* Judges, and answers the facts as they are then; NULL when refused. */
static struct zl_signal_facts *judge(
    struct story *story, struct told *told, struct zl_point at)
{
        const struct zl_context *context = &told->record->context;
        struct zl_signal_facts *facts = facts_of(story, &context->signal);
        struct zl_followed followed = {.known = false};
        const struct zl_member *author = NULL;
        const struct told *before = context->previous_count == 0
            ? NULL
            : told_of(story, &context->previous[0]);

        if (before != NULL)
                followed = (struct zl_followed){.known = true,
                    .signal = before->record->context.signal,
                    .author = before->author,
                    .record = before->record};
        if (!vector__ok(story->v, "a record is refused",
                zl_signal_judge(story->directory, told->record, at, facts,
                    &followed, &author)) ||
            !vector__ok(story->v, "a record changes nothing",
                zl_signal_advance(
                    story->directory, told->record, author, &followed, facts)))
                return NULL;
        told->author = author->id;
        return facts;
}

static void take_record(struct story *story, const struct zl_json *object)
{
        struct told *told = &story->told[story->told_count];
        struct zl_json_reader r = zl_json_read(object);
        struct zl_point at = {
            .position = zl_json_u64(&r, "statements", 0, INT32_MAX),
            .time = {zl_json_u64(&r, "time", 0, INT64_MAX)}};
        const struct zl_json *after = zl_json_object(&r, "after");
        const struct zl_signal_facts *facts = NULL;
        struct zl_id writer;
        size_t size = 0;

        told->bytes = bytes_of(story, &r, "record", &size);
        told->record = calloc(1, sizeof(*told->record));
        if (told->record == NULL)
                abort();
        story->told_count++;
        zl_json_hex(&r, "writer", writer.bytes, ZL_ID_SIZE);
        if (told->bytes != NULL &&
            vector__ok(story->v, "a record's bytes",
                zl_record_parse(told->bytes, size, true,
                    zl_directory_organisation(story->directory), told->record)))
                facts = judge(story, told, at);
        if (facts == NULL)
                return;
        vector__must(story->v, "writer", zl_id_equal(&writer, &told->author));
        check_after(story, after, facts, at);
        if (!zl_kind_is_status(told->record->context.kind))
                check_inside(story, &r, told);
        vector__ok(story->v, "a record's fields", zl_json_end(&r));
}

void vector__signal(struct vector *v)
{
        struct story *story = calloc(1, sizeof(*story));
        const struct zl_json *array = NULL;
        struct zl_sign_key root;
        size_t count = 0;

        if (story == NULL)
                abort();
        story->v = v;
        zl_json_hex(&v->r, "root", root.bytes, sizeof(root.bytes));
        if (zl_directory_new(&root, &story->directory) != ZL_OK)
                abort();
        count = zl_json_array(&v->r, "statements", 100, &array);
        for (size_t i = 0; i < count && v->wrong == NULL; i++)
                take_statement(story, zl_json_array_object(&v->r, array, i), i);
        count = zl_json_array(&v->r, "records", STORY_MAX, &array);
        vector__must(v, "records", count > 0);
        for (size_t i = 0; i < count && v->wrong == NULL; i++)
                take_record(story, zl_json_array_object(&v->r, array, i));
        while (story->told_count > 0) {
                struct told *told = &story->told[--story->told_count];

                free(told->bytes);
                free(told->record);
        }
        zl_directory_free(story->directory);
        free(story);
}
