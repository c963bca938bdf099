/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: a record is read in exactly one form. What is signed but badly
 * formed is refused for its form, and no cut or flipped bit gets through. */
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "common/calendar.h"
#include "common/record.h"
#include "common/secret.h"
#include "fault_alloc.h"

enum {
        BODY_SIZE = 24 + 4096 + 16,
        LEFT_OUT_AT = 2 + 4 * 16 + 32 + 8 + 2 * (8 + 32),
        MAX = ZL_RECORD_MAX + 1000
};

static const struct zl_time now = {1795458419123}; /* 2026-11-23T18:26:59 */

/* What a record is made of, and the record. */
struct sample {
        struct zl_signer signer;
        struct zl_context context;
        struct zl_hash commitment;
        struct zl_seal seals[ZL_RECIPIENTS_MAX];
        uint8_t body[ZL_RECORD_BODY_MAX];
        size_t body_size;
        struct zl_buf buf;
};

static struct sample *sample_new(enum zl_kind kind)
{
        struct sample *s = calloc(1, sizeof(*s));
        struct zl_context *c = NULL;

        REQUIRE(s != NULL);
        REQUIRE_OK(zl_signer_new(&s->signer));
        zl_buf_init(&s->buf, MAX);
        c = &s->context;
        c->kind = kind;
        c->organisation.bytes[3] = 4;
        c->id = zl_record_id(now);
        c->signal = kind == ZL_NOTE ? c->id : zl_record_id(now);
        c->club = zl_random_id();
        c->author = s->signer.key;
        c->directory = 12;
        c->seen.statements = 34;
        c->seen.record_root.bytes[31] = 1;
        c->previous_count = 2;
        c->previous[0].bytes[0] = 9; /* their order is the author's */
        c->previous[1].bytes[0] = 8;
        if (zl_kind_is_status(kind))
                return s;
        c->left_out_count = 1;
        c->left_out[0] = zl_random_id();
        c->recipient_count = 2;
        c->recipients[0].member.bytes[0] = 1;
        c->recipients[1].member.bytes[0] = 1;
        c->recipients[1].key.bytes[0] = 1;
        zl_random(s->commitment.bytes, sizeof(s->commitment.bytes));
        zl_random(s->seals, sizeof(s->seals));
        s->body_size = BODY_SIZE;
        zl_random(s->body, sizeof(s->body));
        return s;
}

static void sample_free(struct sample *s)
{
        zl_signer_free(&s->signer);
        zl_buf_free(&s->buf);
        free(s);
}

static int sample_write(struct sample *s)
{
        zl_buf_reset(&s->buf);
        return zl_record_write(&s->signer, &s->context, &s->commitment,
            s->seals, (struct zl_bytes){s->body, s->body_size}, &s->buf);
}

/* On the heap, so that reading past the end is seen; untouched on failure. */
static int parse_bytes(
    const struct sample *s, const uint8_t *data, size_t size, bool with_body)
{
        struct zl_record *record = malloc(sizeof(*record));
        uint8_t *copy = malloc(size == 0 ? 1 : size);
        int status = ZL_OK;

        REQUIRE(record != NULL && copy != NULL);
        memcpy(copy, data, size);
        record->body_size = 4242;
        status = zl_record_parse(
            copy, size, with_body, &s->context.organisation, record);
        if (status != ZL_OK)
                CHECK_UINT(record->body_size, 4242);
        free(copy);
        free(record);
        return status;
}

static int write_and_parse(struct sample *s)
{
        REQUIRE_OK(sample_write(s));
        return parse_bytes(s, s->buf.data, s->buf.size, true);
}

/* The form in lists: no body, the first seal only as its hash, and `added`
 * seals made later. */
static void listed(const struct sample *s, uint8_t added, struct zl_buf *list)
{
        size_t seals = s->context.recipient_count * (1 + ZL_SEAL_SIZE);
        size_t head = s->buf.size - s->body_size - seals;
        struct zl_hash hash = zl_hash_of(s->seals[0].bytes, ZL_SEAL_SIZE);

        zl_buf_init(list, MAX);
        zl_put_bytes(list, s->buf.data, head);
        zl_put_u8(list, 0);
        zl_put_bytes(list, hash.bytes, sizeof(hash.bytes));
        zl_put_bytes(list, s->buf.data + head + 1 + ZL_SEAL_SIZE,
            seals - 1 - ZL_SEAL_SIZE);
        zl_put_u8(list, added);
        for (uint8_t i = 0; i < added; i++) {
                struct zl_sealing_key key = {{i}};

                zl_put_bytes(list, key.bytes, sizeof(key.bytes));
                zl_put_bytes(list, s->seals[i].bytes, ZL_SEAL_SIZE);
        }
}

static void a_record_comes_back_as_it_was_written(void)
{
        struct sample *s = sample_new(ZL_NOTE);
        struct zl_record *r = malloc(sizeof(*r));
        struct zl_buf again;
        struct zl_hash hash;

        REQUIRE(r != NULL);
        REQUIRE_OK(sample_write(s));
        REQUIRE_OK(zl_record_parse(
            s->buf.data, s->buf.size, true, &s->context.organisation, r));
        zl_buf_init(&again, MAX);
        zl_context_write(&r->context, &again);
        CHECK_BYTES(again.data, again.size, r->context_bytes.data,
            r->context_bytes.size);
        zl_buf_reset(&again);
        zl_context_write(&s->context, &again);
        CHECK_BYTES(again.data, again.size, r->context_bytes.data,
            r->context_bytes.size);
        CHECK_UINT(
            r->head_bytes.size, r->context_bytes.size + 32 + 4 + 32 + 32 + 64);
        hash = zl_hash_of(r->head_bytes.data, r->head_bytes.size);
        CHECK(zl_hash_equal(&hash, &r->hash));
        CHECK(zl_hash_equal(&s->commitment, &r->commitment));
        CHECK_BYTES(r->body.data, r->body.size, s->body, s->body_size);
        CHECK(r->seals[0].present && r->seals[1].present);
        CHECK_BYTES(r->seals[1].seal.bytes, 96, s->seals[1].bytes, 96);
        zl_buf_free(&again);
        free(r);
        sample_free(s);
}

static void in_lists_seals_may_be_hashes_and_there_is_no_body(void)
{
        struct sample *s = sample_new(ZL_ASSESSMENT);
        struct zl_record *r = malloc(sizeof(*r));
        struct zl_hash hash;
        struct zl_buf list;

        REQUIRE(r != NULL);
        s->body[0] = 0; /* where lists have the number of added seals */
        REQUIRE_OK(sample_write(s));
        listed(s, 0, &list);
        REQUIRE_OK(zl_record_parse(
            list.data, list.size, false, &s->context.organisation, r));
        CHECK(!r->seals[0].present);
        CHECK(r->seals[1].present);
        CHECK(r->body.data == NULL);
        CHECK_UINT(r->added_count, 0);
        CHECK_UINT(r->body_size, BODY_SIZE);
        hash = zl_hash_of(s->seals[0].bytes, ZL_SEAL_SIZE);
        CHECK(zl_hash_equal(&r->seals[0].hash, &hash));
        CHECK_STATUS(
            parse_bytes(s, list.data, list.size, true), ZL_E_MALFORMED);
        CHECK_STATUS(
            parse_bytes(s, s->buf.data, s->buf.size, false), ZL_E_MALFORMED);
        zl_buf_free(&list);
        free(r);
        sample_free(s);
}

/* Nothing is signed there, so only the form is held. */
static void seals_made_later_follow_in_lists(void)
{
        struct sample *s = sample_new(ZL_NOTE);
        struct zl_record *r = malloc(sizeof(*r));
        struct zl_buf list;
        size_t last = 0;

        REQUIRE(r != NULL);
        REQUIRE_OK(sample_write(s));
        listed(s, 7, &list);
        CHECK_STATUS(
            parse_bytes(s, list.data, list.size, false), ZL_E_TOO_LARGE);
        zl_buf_free(&list);
        listed(s, 6, &list);
        REQUIRE_OK(zl_record_parse(
            list.data, list.size, false, &s->context.organisation, r));
        REQUIRE_UINT(r->added_count, 6);
        CHECK_UINT(r->added[5].key.bytes[0], 5);
        CHECK_BYTES(r->added[5].seal.bytes, ZL_SEAL_SIZE, s->seals[5].bytes,
            ZL_SEAL_SIZE);
        CHECK_STATUS(
            parse_bytes(s, list.data, list.size - 1, false), ZL_E_MALFORMED);
        last = list.size - ZL_SEAL_SIZE - ZL_SEALING_KEY_SIZE;
        list.data[last] = 4; /* the same key again */
        CHECK_STATUS(
            parse_bytes(s, list.data, list.size, false), ZL_E_MALFORMED);
        list.data[last] = 3;
        CHECK_STATUS(
            parse_bytes(s, list.data, list.size, false), ZL_E_MALFORMED);
        zl_put_u8(&list, 0);
        list.data[last] = 5;
        CHECK_STATUS(
            parse_bytes(s, list.data, list.size, false), ZL_E_MALFORMED);
        zl_buf_free(&list);
        free(r);
        sample_free(s);
}

static void a_status_has_no_seals_made_later(void)
{
        struct sample *s = sample_new(ZL_CLOSING);

        REQUIRE_OK(sample_write(s));
        zl_put_u8(&s->buf, 0);
        CHECK_OK(parse_bytes(s, s->buf.data, s->buf.size, false));
        s->buf.data[s->buf.size - 1] = 1;
        zl_put_bytes(&s->buf, s->seals, ZL_SEALING_KEY_SIZE + ZL_SEAL_SIZE);
        CHECK_STATUS(
            parse_bytes(s, s->buf.data, s->buf.size, false), ZL_E_TOO_LARGE);
        sample_free(s);
}

static void check_cut_and_flipped(
    const struct sample *s, const struct zl_buf *buf, bool with_body)
{
        REQUIRE_OK(parse_bytes(s, buf->data, buf->size, with_body));
        for (size_t size = 0; size < buf->size; size++)
                REQUIRE_STATUS(
                    parse_bytes(s, buf->data, size, with_body), ZL_E_MALFORMED);
        for (size_t bit = 0; bit < 8 * buf->size; bit++) {
                buf->data[bit / 8] ^= (uint8_t)(1 << bit % 8);
                REQUIRE(
                    parse_bytes(s, buf->data, buf->size, with_body) != ZL_OK);
                buf->data[bit / 8] ^= (uint8_t)(1 << bit % 8);
        }
}

static void every_cut_and_every_flipped_bit_is_refused(void)
{
        struct sample *s = sample_new(ZL_FEEDBACK);
        struct zl_buf list;

        REQUIRE_OK(sample_write(s));
        check_cut_and_flipped(s, &s->buf, true);
        listed(s, 0, &list);
        check_cut_and_flipped(s, &list, false);
        zl_buf_free(&list);
        zl_put_u8(&s->buf, 0);
        CHECK_STATUS(
            parse_bytes(s, s->buf.data, s->buf.size, true), ZL_E_MALFORMED);
        sample_free(s);
        s = sample_new(ZL_ACKNOWLEDGEMENT);
        REQUIRE_OK(sample_write(s));
        check_cut_and_flipped(s, &s->buf, true);
        zl_put_u8(&s->buf, 0);
        check_cut_and_flipped(s, &s->buf, false);
        sample_free(s);
}

static void the_signature_is_the_authors(void)
{
        struct sample *s = sample_new(ZL_NOTE);
        struct zl_id other = s->context.organisation;
        struct zl_record *r = malloc(sizeof(*r));
        size_t at = 2 + 4 * 16; /* author */

        REQUIRE(r != NULL);
        REQUIRE_OK(sample_write(s));
        memset(s->buf.data + at, 0x11, ZL_SIGN_KEY_SIZE);
        CHECK_STATUS(
            parse_bytes(s, s->buf.data, s->buf.size, true), ZL_E_SIGNATURE);
        REQUIRE_OK(sample_write(s));
        other.bytes[0] ^= 1;
        CHECK_STATUS(zl_record_parse(s->buf.data, s->buf.size, true, &other, r),
            ZL_E_ORGANISATION);
        free(r);
        sample_free(s);
}

static void an_unknown_version_or_kind_is_named(void)
{
        struct sample *s = sample_new(ZL_NOTE);

        REQUIRE_OK(sample_write(s));
        for (int kind = 0; kind <= 255; kind++) {
                if (kind >= 1 && kind <= 15)
                        continue;
                s->buf.data[1] = (uint8_t)kind;
                CHECK_STATUS(parse_bytes(s, s->buf.data, s->buf.size, true),
                    ZL_E_MALFORMED);
        }
        s->buf.data[1] = 1;
        s->buf.data[0] = 2;
        CHECK_STATUS(
            parse_bytes(s, s->buf.data, s->buf.size, true), ZL_E_VERSION);
        s->buf.data[0] = 0;
        CHECK_STATUS(
            parse_bytes(s, s->buf.data, s->buf.size, true), ZL_E_VERSION);
        sample_free(s);
}

static void ids_are_uuids_of_the_hour(void)
{
        struct sample *s = sample_new(ZL_NOTE);
        struct zl_id id = zl_record_id(now);
        struct zl_id next = zl_record_id(now);
        uint64_t ms = 0;
        static const struct {
                size_t at;
                uint8_t flip;
        } altered[] = {{5, 1}, {4, 1}, {6, 0x10}, {8, 0x40}, {8, 0x80}};

        for (size_t i = 0; i < 6; i++)
                ms = ms << 8 | id.bytes[i];
        CHECK_UINT(ms, now.ms / ZL_MS_HOUR * ZL_MS_HOUR);
        CHECK_UINT(id.bytes[6] >> 4, 7);
        CHECK_UINT(id.bytes[8] >> 6, 2);
        CHECK(!zl_id_equal(&id, &next));
        for (size_t i = 0; i < sizeof(altered) / sizeof(altered[0]); i++) {
                s->context.id = id;
                s->context.id.bytes[altered[i].at] ^= altered[i].flip;
                s->context.signal = s->context.id;
                CHECK_STATUS(write_and_parse(s), ZL_E_MALFORMED);
        }
        s->context.id = id;
        s->context.signal = id;
        CHECK_OK(write_and_parse(s));
        sample_free(s);
}

static void only_a_note_is_its_own_signal(void)
{
        static const enum zl_kind others[] = {
            ZL_ACKNOWLEDGEMENT, ZL_ASSESSMENT, ZL_FEEDBACK};
        struct sample *s = sample_new(ZL_NOTE);

        s->context.signal = zl_record_id(now);
        CHECK_STATUS(write_and_parse(s), ZL_E_MALFORMED);
        sample_free(s);
        for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
                s = sample_new(others[i]);
                CHECK_OK(write_and_parse(s));
                s->context.signal = s->context.id;
                CHECK_STATUS(write_and_parse(s), ZL_E_MALFORMED);
                sample_free(s);
        }
}

static void lists_are_sorted_and_hold_nothing_twice(void)
{
        struct sample *s = sample_new(ZL_NOTE);
        struct zl_context *c = &s->context;
        struct zl_context sorted = *c;
        struct zl_recipient first = c->recipients[0];

        c->recipients[0] = c->recipients[1];
        c->recipients[1] = first;
        CHECK_STATUS(write_and_parse(s), ZL_E_MALFORMED);
        CHECK_OK(zl_context_sort(c));
        CHECK_OK(write_and_parse(s));
        c->recipients[1] = c->recipients[0];
        CHECK_STATUS(write_and_parse(s), ZL_E_MALFORMED);
        CHECK_STATUS(zl_context_sort(c), ZL_E_CONFLICT);
        *c = sorted;
        c->left_out_count = 2;
        c->left_out[0].bytes[0] = 7;
        c->left_out[1] = c->left_out[0];
        CHECK_STATUS(write_and_parse(s), ZL_E_MALFORMED);
        CHECK_STATUS(zl_context_sort(c), ZL_E_CONFLICT);
        c->left_out[1].bytes[0] = 6;
        CHECK_STATUS(write_and_parse(s), ZL_E_MALFORMED);
        CHECK_OK(zl_context_sort(c));
        CHECK_UINT(c->left_out[0].bytes[0], 6);
        CHECK_OK(write_and_parse(s));
        c->previous_count = 3;
        c->previous[2] = c->previous[0];
        CHECK_STATUS(write_and_parse(s), ZL_E_MALFORMED);
        CHECK_STATUS(zl_context_sort(c), ZL_E_CONFLICT);
        sample_free(s);
}

static void the_largest_record_fits(void)
{
        struct sample *s = sample_new(ZL_ASSESSMENT);
        struct zl_context *c = &s->context;

        c->left_out_count = ZL_LEFT_OUT_MAX;
        c->previous_count = ZL_PREVIOUS_MAX;
        c->recipient_count = ZL_RECIPIENTS_MAX;
        for (uint8_t i = 0; i < ZL_RECIPIENTS_MAX; i++) {
                if (i < ZL_LEFT_OUT_MAX)
                        c->left_out[i].bytes[0] = i;
                if (i < ZL_PREVIOUS_MAX)
                        c->previous[i].bytes[0] = i;
                c->recipients[i].member.bytes[0] = i;
        }
        REQUIRE_OK(zl_context_sort(c));
        s->body_size = ZL_RECORD_BODY_MAX;
        CHECK_OK(write_and_parse(s));
        CHECK(s->buf.size <= ZL_RECORD_MAX);
        s->buf.data[LEFT_OUT_AT]++;
        CHECK_STATUS(
            parse_bytes(s, s->buf.data, s->buf.size, true), ZL_E_TOO_LARGE);
        s->buf.data[LEFT_OUT_AT]--;
        s->buf.data[LEFT_OUT_AT + 1 + 8 * 16]++;
        CHECK_STATUS(
            parse_bytes(s, s->buf.data, s->buf.size, true), ZL_E_TOO_LARGE);
        s->buf.data[LEFT_OUT_AT + 1 + 8 * 16]--;
        s->buf.data[LEFT_OUT_AT + 1 + 8 * 16 + 1 + 16 * 32]++;
        CHECK_STATUS(
            parse_bytes(s, s->buf.data, s->buf.size, true), ZL_E_TOO_LARGE);
        s->buf.data[LEFT_OUT_AT + 1 + 8 * 16 + 1 + 16 * 32]--;
        CHECK_OK(parse_bytes(s, s->buf.data, s->buf.size, true));
        while (s->buf.size <= ZL_RECORD_MAX)
                zl_put_u8(&s->buf, 0);
        CHECK_STATUS(
            parse_bytes(s, s->buf.data, s->buf.size, true), ZL_E_TOO_LARGE);
        sample_free(s);
}

static void a_body_has_one_of_three_sizes(void)
{
        static const size_t classes[] = {4096, 16384, 131072};
        struct sample *s = sample_new(ZL_NOTE);

        for (size_t i = 0; i < 3; i++) {
                s->body_size = 24 + classes[i] + 16;
                CHECK_OK(write_and_parse(s));
                s->body_size--;
                CHECK_STATUS(write_and_parse(s), ZL_E_MALFORMED);
                s->body_size += 2;
                if (s->body_size <= ZL_RECORD_BODY_MAX)
                        CHECK_STATUS(write_and_parse(s), ZL_E_MALFORMED);
                else
                        CHECK_STATUS(sample_write(s), ZL_E_TOO_LARGE);
        }
        s->body_size = 0;
        CHECK_STATUS(write_and_parse(s), ZL_E_MALFORMED);
        s->body_size = BODY_SIZE;
        REQUIRE_OK(sample_write(s));
        /* context, commitment, then the size */
        s->buf.data[LEFT_OUT_AT + 1 + 16 + 1 + 64 + 1 + 96 + 32] = 0x7f;
        CHECK_STATUS(
            parse_bytes(s, s->buf.data, s->buf.size, true), ZL_E_TOO_LARGE);
        sample_free(s);
}

static void a_status_is_bare(void)
{
        struct sample *s = sample_new(ZL_ACKNOWLEDGEMENT);

        CHECK_OK(write_and_parse(s));
        s->commitment.bytes[7] = 1;
        CHECK_STATUS(write_and_parse(s), ZL_E_MALFORMED);
        s->commitment.bytes[7] = 0;
        s->body_size = BODY_SIZE;
        CHECK_STATUS(write_and_parse(s), ZL_E_MALFORMED);
        s->body_size = 0;
        s->context.recipient_count = 1;
        CHECK_STATUS(write_and_parse(s), ZL_E_MALFORMED);
        sample_free(s);
}

static void kinds_have_words_and_acts(void)
{
        static const struct {
                enum zl_kind kind;
                const char *word;
                enum zl_act act;
                bool is_status;
        } table[] = {
            {(enum zl_kind)1, "note", ZL_ACT_NOTE, false},
            {(enum zl_kind)2, "addendum", ZL_ACT_ADDENDUM, false},
            {(enum zl_kind)3, "retraction", ZL_ACT_RETRACT, true},
            {(enum zl_kind)4, "acknowledgement", ZL_ACT_ACKNOWLEDGE, true},
            {(enum zl_kind)5, "unreadable", ZL_ACT_UNREADABLE, true},
            {(enum zl_kind)6, "assessment", ZL_ACT_ASSESS, false},
            {(enum zl_kind)7, "feedback", ZL_ACT_FEEDBACK, false},
            {(enum zl_kind)8, "family-statement", ZL_ACT_FAMILY_STATEMENT,
                false},
            {(enum zl_kind)9, "handover", ZL_ACT_HANDOVER, false},
            {(enum zl_kind)10, "step-out", ZL_ACT_STEP_OUT, false},
            {(enum zl_kind)11, "reseal", ZL_ACT_RESEAL, false},
            {(enum zl_kind)12, "closing", ZL_ACT_CLOSE, true},
            {(enum zl_kind)13, "reopening", ZL_ACT_REOPEN, true},
            {(enum zl_kind)14, "hold", ZL_ACT_HOLD, true},
            {(enum zl_kind)15, "erasure", ZL_ACT_ERASE, true},
        };

        for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++) {
                CHECK_STR(zl_kind_str(table[i].kind), table[i].word);
                CHECK_INT(zl_kind_act(table[i].kind), table[i].act);
                CHECK(zl_kind_is_status(table[i].kind) == table[i].is_status);
        }
        CHECK_STR(zl_kind_str((enum zl_kind)0), "unknown");
        CHECK_STR(zl_kind_str((enum zl_kind)16), "unknown");
}

static void no_memory_is_no_record(void)
{
        struct sample *s = sample_new(ZL_NOTE);
        int status = ZL_OK;
        size_t n = 1;

        for (;; n++) {
                zl_buf_free(&s->buf);
                fault_alloc_fail_at(n);
                status = sample_write(s);
                if (!fault_alloc_stop())
                        break;
                CHECK_STATUS(status, ZL_E_MEMORY);
        }
        CHECK_OK(status);
        CHECK(n > 1);
        zl_buf_free(&s->buf);
        zl_buf_init(&s->buf, 3000);
        CHECK_STATUS(sample_write(s), ZL_E_TOO_LARGE);
        sample_free(s);
}

static const struct check_case cases[] = {
    CHECK_CASE(a_record_comes_back_as_it_was_written),
    CHECK_CASE(in_lists_seals_may_be_hashes_and_there_is_no_body),
    CHECK_CASE(seals_made_later_follow_in_lists),
    CHECK_CASE(a_status_has_no_seals_made_later),
    CHECK_CASE(every_cut_and_every_flipped_bit_is_refused),
    CHECK_CASE(the_signature_is_the_authors),
    CHECK_CASE(an_unknown_version_or_kind_is_named),
    CHECK_CASE(ids_are_uuids_of_the_hour),
    CHECK_CASE(only_a_note_is_its_own_signal),
    CHECK_CASE(lists_are_sorted_and_hold_nothing_twice),
    CHECK_CASE(the_largest_record_fits),
    CHECK_CASE(a_body_has_one_of_three_sizes),
    CHECK_CASE(a_status_is_bare),
    CHECK_CASE(kinds_have_words_and_acts),
    CHECK_CASE(no_memory_is_no_record),
};

int main(int argc, char **argv)
{
        if (zl_crypto_start() != ZL_OK || zl_secret_start() != ZL_OK)
                return 1;
        return check_run(
            "record", cases, sizeof(cases) / sizeof(cases[0]), argc, argv);
}
