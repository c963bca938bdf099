/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: what the policy table says nothing of is held to as well, when the
 * server passes on everything: who a record is sealed to, what it is about,
 * what is in it, and where it stands in the log. */
#include <stdlib.h>
#include <string.h>

#include "body.h"
#include "calendar.h"
#include "cast.h"
#include "check.h"
#include "core_internal.h"
#include "crypto_seal.h"
#include "locker.h"

enum { HOLDERS = 1 << HOLDER | 1 << DEPUTY };

/* Made once: joining takes long. */
static struct cast *cast;

/* A signal that all know, and room for what is wrong with it. */
struct stage {
        struct scene scene;
        struct zl_signal_view views[READERS];
        struct zl_context *context;
        struct zl_hash hash;
};

static void sync_all(void)
{
        for (size_t i = 0; i < READERS; i++)
                CHECK_OK(
                    person_sync(cast->readers[i].person, cast->town->loop));
}

static struct reader *reader_of(enum role_played who)
{
        struct reader *found = NULL;

        for (size_t i = 0; i < READERS; i++) {
                if (cast->readers[i].who == who)
                        found = &cast->readers[i];
        }
        REQUIRE(found != NULL);
        return found;
}

static void begin(enum zl_state state, struct stage *stage)
{
        if (cast == NULL)
                cast = cast_new();
        cast_rewind(cast);
        *stage = (struct stage){.context = calloc(1, sizeof(*stage->context))};
        REQUIRE(stage->context != NULL);
        cast_scene(cast, state, &stage->scene);
        sync_all();
        for (size_t i = 0; i < READERS; i++)
                stage->views[i] = reader_view(&cast->readers[i], &stage->scene);
}

static void open_all(const struct zl_id *signal)
{
        for (size_t i = 0; i < READERS; i++) {
                struct person *p = cast->readers[i].person;

                int status = zl_core_open(p->core, people_now, signal);

                CHECK(status == ZL_OK || status == ZL_E_NOT_FOUND);
                CHECK_OK(person_run(p, cast->town->loop));
        }
}

/* Every reader says so, and knows no more than before. */
static void check_refused(struct stage *stage)
{
        sync_all();
        for (size_t i = 0; i < READERS; i++) {
                struct reader *reader = &cast->readers[i];
                struct zl_signal_view view = reader_view(reader, &stage->scene);

                CHECK(reader_said(reader, &stage->context->id));
                CHECK(!reader_shows(
                    reader, &stage->context->signal, &stage->context->id));
                CHECK_INT(view.state, stage->views[i].state);
                CHECK_UINT(view.record_count, stage->views[i].record_count);
                CHECK_UINT(view.holder_count, stage->views[i].holder_count);
                CHECK(zl_id_equal(&view.author, &stage->views[i].author));
                person_forget(reader->person);
        }
        open_all(&stage->context->signal);
        CHECK(!loop_was_used(cast->town->loop, &stage->hash));
}

static void end(struct stage *stage)
{
        free(stage->context);
}

static int say(struct stage *stage, enum role_played by)
{
        return cast_say(cast, by, stage->context, NULL, &stage->hash);
}

/* ---- To whom ---- */

static const struct {
        enum zl_kind kind;
        enum role_played by;
        enum zl_state state;
} sealed[] = {
    {ZL_NOTE, AUTHOR, ZL_STATE_NONE},
    {ZL_NOTE, HOLDER, ZL_STATE_NONE},
    {ZL_ADDENDUM, AUTHOR, ZL_STATE_WAITING},
    {ZL_RESEAL, AUTHOR, ZL_STATE_WAITING},
    {ZL_ASSESSMENT, HOLDER, ZL_STATE_ACKNOWLEDGED},
    {ZL_FEEDBACK, DEPUTY, ZL_STATE_ACKNOWLEDGED},
    {ZL_FAMILY_STATEMENT, HOLDER, ZL_STATE_CLOSED},
};

/* The recipients that a right record has, as bits. */
static unsigned recipients_in(const struct zl_context *context)
{
        unsigned bits = 0;

        for (uint8_t r = 0; r < context->recipient_count; r++) {
                for (size_t i = 0; i < ACTORS; i++) {
                        if (zl_id_equal(&context->recipients[r].member,
                                &cast->actors[i].id))
                                bits |= 1u << i;
                }
        }
        return bits;
}

/* `more` besides those it should have, `fewer` of them. */
static void try_recipients(unsigned more, unsigned fewer)
{
        for (size_t i = 0; i < sizeof(sealed) / sizeof(sealed[0]); i++) {
                struct stage stage;

                begin(sealed[i].state, &stage);
                cast_context(cast, sealed[i].kind, sealed[i].by, &stage.scene,
                    stage.context);
                cast_recipients(cast,
                    (recipients_in(stage.context) | more) & ~fewer,
                    stage.context);
                CHECK_STATUS(say(&stage, sealed[i].by), ZL_E_RECIPIENTS);
                check_refused(&stage);
                end(&stage);
        }
}

static void nobody_is_sealed_to_besides(void)
{
        try_recipients(1 << COLLEAGUE, 0);
        try_recipients(1 << CONTACT, 0);
}

static void nobody_is_passed_by(void)
{
        try_recipients(0, 1 << DEPUTY);
}

/* A key that is not one of that person: the server's own, perhaps. */
static void keys_are_of_their_persons(void)
{
        for (size_t i = 0; i < sizeof(sealed) / sizeof(sealed[0]); i++) {
                struct stage stage;

                begin(sealed[i].state, &stage);
                cast_context(cast, sealed[i].kind, sealed[i].by, &stage.scene,
                    stage.context);
                for (uint8_t r = 0; r < stage.context->recipient_count; r++) {
                        struct zl_recipient *to = &stage.context->recipients[r];

                        if (zl_id_equal(&to->member, &cast->actors[DEPUTY].id))
                                to->key = cast->actors[COLLEAGUE].key;
                }
                CHECK_STATUS(say(&stage, sealed[i].by), ZL_E_RECIPIENTS);
                check_refused(&stage);
                end(&stage);
        }
}

static void try_receiver(enum zl_kind kind, enum role_played to)
{
        struct stage stage;

        begin(ZL_STATE_ACKNOWLEDGED, &stage);
        cast_context(cast, kind, HOLDER, &stage.scene, stage.context);
        cast_recipients(cast, 1u << to, stage.context);
        CHECK_STATUS(say(&stage, HOLDER), ZL_E_RECIPIENTS);
        check_refused(&stage);
        end(&stage);
}

static void not_everybody_may_be_handed_a_signal(void)
{
        static const enum role_played never[] = {
            LEFT_OUT, STEPPED_OUT, AUTHOR, CONTACT, OTHER_CLUB};

        for (size_t i = 0; i < sizeof(never) / sizeof(never[0]); i++) {
                try_receiver(ZL_HANDOVER, never[i]);
                try_receiver(ZL_STEP_OUT, never[i]);
                try_receiver(ZL_RESEAL, never[i]);
        }
        try_receiver(ZL_STEP_OUT, HOLDER); /* who steps out is out */
        try_receiver(ZL_RESEAL, COLLEAGUE); /* who is no holder */
        try_receiver(ZL_RESEAL, ELSEWHERE);
}

/* Somebody who is no professional brings nobody a signal, and one who is only
 * when the note's author is gone. */
static void nobody_is_brought_a_signal_of_others(void)
{
        static const enum role_played by[] = {
            AUTHOR, CONTACT, EXPIRED, COLLEAGUE, HOLDER, UNKNOWN};

        for (size_t i = 0; i < sizeof(by) / sizeof(by[0]); i++) {
                struct stage stage;

                begin(ZL_STATE_ACKNOWLEDGED, &stage);
                cast_context(
                    cast, ZL_RESEAL, by[i], &stage.scene, stage.context);
                cast_recipients(cast, 1 << CONTACT, stage.context);
                (void)say(&stage, by[i]);
                check_refused(&stage);
                CHECK_UINT(zl_core_signal_count(cast->contact->core), 0);
                end(&stage);
        }
}

/* ---- About what ---- */

static void a_signal_stays_with_its_club(void)
{
        static const struct {
                enum zl_kind kind;
                enum role_played by;
        } all[] = {{ZL_ADDENDUM, AUTHOR}, {ZL_ASSESSMENT, HOLDER},
            {ZL_CLOSING, DEPUTY}, {ZL_ACKNOWLEDGEMENT, DEPUTY},
            {ZL_HANDOVER, HOLDER}};

        for (size_t i = 0; i < 2 * sizeof(all) / sizeof(all[0]); i++) {
                struct stage stage;

                begin(ZL_STATE_ACKNOWLEDGED, &stage);
                cast_context(cast, all[i / 2].kind, all[i / 2].by, &stage.scene,
                    stage.context);
                stage.context->club =
                    i % 2 == 0 ? cast->other_club : zl_random_id();
                CHECK_STATUS(say(&stage, all[i / 2].by), ZL_E_SCOPE);
                check_refused(&stage);
                end(&stage);
        }
}

static void only_a_note_follows_nothing(void)
{
        static const enum zl_kind kinds[] = {ZL_ADDENDUM, ZL_ACKNOWLEDGEMENT,
            ZL_ASSESSMENT, ZL_CLOSING, ZL_HANDOVER, ZL_STEP_OUT};

        for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
                enum role_played by = kinds[i] == ZL_ADDENDUM ? AUTHOR : HOLDER;
                struct stage stage;

                begin(ZL_STATE_ACKNOWLEDGED, &stage);
                cast_context(cast, kinds[i], by, &stage.scene, stage.context);
                stage.context->previous_count = 0;
                CHECK_STATUS(say(&stage, by), ZL_E_POLICY);
                check_refused(&stage);
                end(&stage);
        }
}

/* One's own; what has no body; what is of another signal, or of none. */
static void try_answer(enum zl_kind kind, enum role_played by,
    const struct zl_hash *followed, const struct zl_id *signal)
{
        struct scene scene = {.state = ZL_STATE_WAITING, .id = *signal};
        struct stage stage = {
            .scene = scene, .context = calloc(1, sizeof(*stage.context))};

        REQUIRE(stage.context != NULL);
        sync_all();
        for (size_t i = 0; i < READERS; i++)
                stage.views[i] = reader_view(&cast->readers[i], &scene);
        cast_context(cast, kind, by, &scene, stage.context);
        stage.context->previous[0] = *followed;
        CHECK(say(&stage, by) != ZL_OK);
        check_refused(&stage);
        end(&stage);
}

static void not_everything_can_be_acknowledged(void)
{
        static const enum zl_kind kinds[] = {ZL_ACKNOWLEDGEMENT, ZL_UNREADABLE};
        struct stage stage;
        struct scene other;
        struct zl_hash assessment;
        struct zl_hash closing;
        struct zl_hash nothing;

        begin(ZL_STATE_ACKNOWLEDGED, &stage);
        cast_scene(cast, ZL_STATE_WAITING, &other);
        cast_context(cast, ZL_ASSESSMENT, HOLDER, &stage.scene, stage.context);
        REQUIRE_OK(say(&stage, HOLDER));
        assessment = stage.hash;
        cast_context(cast, ZL_CLOSING, HOLDER, &stage.scene, stage.context);
        REQUIRE_OK(say(&stage, HOLDER));
        closing = stage.hash;
        zl_random(&nothing, sizeof(nothing));
        sync_all();
        for (size_t i = 0; i < 2; i++) {
                const struct zl_id *id = &stage.scene.id;

                try_answer(kinds[i], AUTHOR, &stage.scene.note, id);
                try_answer(kinds[i], HOLDER, &assessment, id);
                try_answer(kinds[i], AUTHOR, &assessment, id);
                try_answer(kinds[i], CONTACT, &stage.scene.note, id);
                try_answer(kinds[i], DEPUTY, &closing, id);
                try_answer(kinds[i], DEPUTY, &nothing, id);
                try_answer(kinds[i], DEPUTY, &other.note, id);
        }
        end(&stage);
}

/* It tells that there is one. */
static void a_contact_learns_of_no_assessment(void)
{
        static const enum zl_kind kinds[] = {
            ZL_ASSESSMENT, ZL_FAMILY_STATEMENT};

        for (size_t i = 0; i < 2; i++) {
                struct reader *author = NULL;
                struct stage stage;
                struct zl_id inner;

                begin(ZL_STATE_ACKNOWLEDGED, &stage);
                author = reader_of(AUTHOR);
                cast_context(
                    cast, kinds[i], HOLDER, &stage.scene, stage.context);
                REQUIRE_OK(say(&stage, HOLDER));
                inner = stage.context->id;
                cast_context(cast, ZL_ACKNOWLEDGEMENT, DEPUTY, &stage.scene,
                    stage.context);
                stage.context->previous[0] = stage.hash;
                REQUIRE_OK(say(&stage, DEPUTY));
                sync_all();
                CHECK(reader_said(author, &inner));
                CHECK(!reader_shows(author, &stage.scene.id, &inner));
                CHECK(reader_said(author, &stage.context->id));
                CHECK(
                    !reader_shows(author, &stage.scene.id, &stage.context->id));
                CHECK(reader_shows(reader_of(DEPUTY), &stage.scene.id, &inner));
                end(&stage);
        }
}

/* Judged before what it comes after, who stepped out would still hold the
 * signal. */
static void what_comes_after_a_step_out_is_judged_after_it(void)
{
        struct reader *reader = NULL;
        struct stage stage;
        struct scene scene;
        struct zl_id late;

        begin(ZL_STATE_NONE, &stage);
        reader = reader_of(HOLDER);
        cast_scene(cast, ZL_STATE_WAITING, &scene); /* with the step-out */
        cast_context(
            cast, ZL_ACKNOWLEDGEMENT, STEPPED_OUT, &scene, stage.context);
        CHECK_STATUS(say(&stage, STEPPED_OUT), ZL_E_POLICY);
        late = stage.context->id;
        cast_context(cast, ZL_ADDENDUM, AUTHOR, &scene, stage.context);
        REQUIRE_OK(say(&stage, AUTHOR));
        sync_all();
        CHECK(reader_said(reader, &late));
        CHECK(!reader_shows(reader, &scene.id, &late));
        CHECK_INT(reader_view(reader, &scene).state, ZL_STATE_WAITING);
        CHECK(reader_shows(reader, &scene.id, &stage.context->id));
        CHECK(!reader_said(reader, &stage.context->id));
        /* It is news, all the same. */
        CHECK(person_heard(reader->person, ZL_MSG_NEW_RECORD) != NULL);
        end(&stage);
}

/* ---- What is in it ---- */

/* Everybody is shown that there is a record, for its author might write it;
 * who opens it says what is wrong with it, here and to its author, and not
 * that it was read. */
static void check_unreadable(
    struct stage *stage, enum role_played who, enum zl_message_id said)
{
        struct reader *reader = reader_of(who);
        const struct zl_id *signal = &stage->context->signal;
        const struct zl_core *core = reader->person->core;
        struct zl_event event = {.refused = false};
        char text[ZL_ID_TEXT];
        const struct zl_message *m = NULL;

        sync_all();
        open_all(signal);
        sync_all();
        zl_hex_of(stage->context->id.bytes, ZL_ID_SIZE, text);
        m = person_heard(reader->person, said);
        CHECK_STR(m == NULL ? NULL : m->args[0], text);
        for (size_t i = 0; i < zl_core_event_count(core, signal); i++) {
                zl_core_event_at(core, signal, i, &event);
                if (zl_id_equal(&event.record.id, &stage->context->id))
                        break;
        }
        CHECK(zl_id_equal(&event.record.id, &stage->context->id));
        CHECK(event.refused);
        CHECK(!event.record.has_body);
        CHECK(event.reading_count > 0);
        for (size_t i = 0; i < event.reading_count; i++)
                CHECK(event.readings[i].unreadable);
        if (stage->context->kind == ZL_NOTE)
                CHECK_INT(
                    reader_view(reader, &(struct scene){.id = *signal}).state,
                    ZL_STATE_WAITING);
}

static void say_body(struct stage *stage, enum role_played by,
    enum zl_kind kind, enum zl_role like, const char *more)
{
        struct zl_buf body;

        zl_buf_init(&body, ZL_BODY_JSON_MAX);
        cast_body(kind, like, &body);
        if (more != NULL) {
                body.size--; /* the closing brace */
                zl_put_text(&body, more);
        }
        REQUIRE_OK(cast_say(cast, by, stage->context, &body, &stage->hash));
        zl_buf_free(&body);
}

static void a_body_has_the_fields_of_its_kind(void)
{
        static const struct {
                enum zl_kind kind;
                enum role_played by;
                enum zl_kind body;
                enum zl_role like;
                const char *more;
        } bad[] = {
            {ZL_NOTE, AUTHOR, ZL_NOTE, ZL_ROLE_CONTACT, ",\"severity\":3}"},
            {ZL_NOTE, AUTHOR, ZL_NOTE, ZL_ROLE_PROFESSIONAL, NULL},
            {ZL_NOTE, AUTHOR, ZL_FEEDBACK, ZL_ROLE_CONTACT, NULL},
            {ZL_ADDENDUM, AUTHOR, ZL_NOTE, ZL_ROLE_CONTACT, ",\"step\":4}"},
            {ZL_ADDENDUM, AUTHOR, ZL_NOTE, ZL_ROLE_PROFESSIONAL, NULL},
            {ZL_ASSESSMENT, HOLDER, ZL_NOTE, ZL_ROLE_PROFESSIONAL, NULL},
            {ZL_FEEDBACK, HOLDER, ZL_FEEDBACK, ZL_ROLE_PROFESSIONAL,
                ",\"step\":4}"},
            {ZL_FAMILY_STATEMENT, HOLDER, ZL_FAMILY_STATEMENT,
                ZL_ROLE_PROFESSIONAL, ",\"came\":\"visit\"}"},
        };

        for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
                struct stage stage;

                begin(bad[i].kind == ZL_NOTE ? ZL_STATE_NONE
                                             : ZL_STATE_ACKNOWLEDGED,
                    &stage);
                cast_context(
                    cast, bad[i].kind, bad[i].by, &stage.scene, stage.context);
                say_body(
                    &stage, bad[i].by, bad[i].body, bad[i].like, bad[i].more);
                check_unreadable(&stage, DEPUTY, ZL_MSG_RECORD_REFUSED);
                end(&stage);
        }
}

/* What a sealed record is made of. */
struct envelope {
        struct zl_secret *content_key;
        struct zl_secret *seal;
        struct zl_hash commitment;
        struct zl_seal seals[ZL_RECIPIENTS_MAX];
        struct zl_buf locked;
};

static struct zl_secret *secret_of(size_t size)
{
        struct zl_secret *secret = NULL;

        REQUIRE_OK(zl_secret_new(size, &secret));
        zl_random(zl_secret_bytes(secret), size);
        return secret;
}

static void envelope_fill(struct envelope *e, const struct zl_context *context,
    const struct zl_buf *plain)
{
        struct zl_secret *body_key = secret_of(32);
        struct zl_buf data;

        e->content_key = secret_of(32);
        e->seal = secret_of(ZL_SEALED_SIZE);
        zl_derive(e->content_key, "zl-recrd", 1, zl_secret_bytes(body_key), 32);
        zl_derive(e->content_key, "zl-recrd", 2, e->commitment.bytes, 32);
        memcpy(zl_secret_bytes(e->seal), context->id.bytes, ZL_ID_SIZE);
        memcpy(zl_secret_bytes(e->seal) + ZL_ID_SIZE,
            zl_secret_view(e->content_key), 32);
        zl_buf_init(&data, ZL_RECORD_MAX);
        zl_buf_init(&e->locked, ZL_RECORD_MAX);
        zl_context_write(context, &data);
        REQUIRE_OK(zl_lock(
            body_key, zl_buf_bytes(plain), zl_buf_bytes(&data), &e->locked));
        zl_buf_free(&data);
        zl_secret_free(body_key);
        for (uint8_t i = 0; i < context->recipient_count; i++)
                REQUIRE_OK(zl_seal_make(
                    e->seal, &context->recipients[i].key, &e->seals[i]));
}

static void envelope_put(
    struct envelope *e, struct stage *stage, enum role_played by)
{
        struct zl_buf buf;

        zl_buf_init(&buf, ZL_RECORD_MAX);
        REQUIRE_OK(zl_record_write(cast->actors[by].device, stage->context,
            &e->commitment, e->seals, zl_buf_bytes(&e->locked), &buf));
        REQUIRE_OK(cast_put(cast, zl_buf_bytes(&buf), &stage->hash));
        zl_buf_free(&buf);
        zl_buf_free(&e->locked);
        zl_secret_free(e->seal);
        zl_secret_free(e->content_key);
}

/* The plaintext of a right note, in a class of this size. */
static void plain_note(size_t size, struct zl_buf *ret)
{
        struct zl_buf json;

        zl_buf_init(&json, ZL_BODY_JSON_MAX);
        zl_buf_init(ret, size);
        cast_body(ZL_NOTE, ZL_ROLE_CONTACT, &json);
        zl_put_var(ret, json.data, json.size);
        while (ret->size < size)
                zl_put_u8(ret, 0);
        zl_buf_free(&json);
}

/* How a note was sealed wrongly. */
enum wrong { NOTHING, PADDING, SIZE_CLASS, COMMITMENT, RECORD_ID, SEAL_KEY };

static void seal_wrongly(struct stage *stage, enum wrong wrong)
{
        struct envelope e = {.content_key = NULL};
        struct zl_buf plain;

        begin(ZL_STATE_NONE, stage);
        cast_context(cast, ZL_NOTE, AUTHOR, &stage->scene, stage->context);
        plain_note(wrong == SIZE_CLASS ? 16384 : 4096, &plain);
        if (wrong == PADDING)
                plain.data[plain.size - 1] = 1;
        envelope_fill(&e, stage->context, &plain);
        zl_buf_free(&plain);
        if (wrong == COMMITMENT)
                e.commitment.bytes[0] ^= 1;
        if (wrong == RECORD_ID)
                zl_secret_bytes(e.seal)[0] ^= 1;
        if (wrong == SEAL_KEY)
                zl_secret_bytes(e.seal)[ZL_ID_SIZE] ^= 1;
        for (uint8_t i = 0; i < stage->context->recipient_count; i++)
                REQUIRE_OK(zl_seal_make(
                    e.seal, &stage->context->recipients[i].key, &e.seals[i]));
        envelope_put(&e, stage, AUTHOR);
}

static void a_seal_opens_what_was_committed_to(void)
{
        static const enum wrong wrongs[] = {COMMITMENT, RECORD_ID, SEAL_KEY};
        struct stage stage;

        for (size_t i = 0; i < sizeof(wrongs) / sizeof(wrongs[0]); i++) {
                seal_wrongly(&stage, wrongs[i]);
                check_unreadable(&stage, HOLDER, ZL_MSG_SEAL_REFUSED);
                end(&stage);
        }
}

static void padding_is_zero_and_no_more_than_needed(void)
{
        struct reader *reader = NULL;
        struct stage stage;

        seal_wrongly(&stage, PADDING);
        check_unreadable(&stage, HOLDER, ZL_MSG_RECORD_REFUSED);
        end(&stage);
        seal_wrongly(&stage, SIZE_CLASS);
        check_unreadable(&stage, HOLDER, ZL_MSG_RECORD_REFUSED);
        end(&stage);
        /* The same hands, with nothing wrong, are believed. */
        seal_wrongly(&stage, NOTHING);
        sync_all();
        open_all(&stage.context->signal);
        reader = reader_of(HOLDER);
        CHECK(person_heard(reader->person, ZL_MSG_RECORD_REFUSED) == NULL);
        CHECK(loop_was_used(cast->town->loop, &stage.hash));
        end(&stage);
}

/* ---- What is passed on ---- */

static void try_manifest(const struct zl_hash *record, struct stage *stage)
{
        struct zl_passed passed = {.record = *record, .key = {0x55}};
        struct zl_passing passing = {
            .written = people_now, .records = &passed, .record_count = 1};
        struct reader *reader = reader_of(HOLDER);
        struct core__record *known = NULL;
        struct zl_buf body;

        cast_context(cast, ZL_RESEAL, DEPUTY, &stage->scene, stage->context);
        zl_buf_init(&body, ZL_BODY_JSON_MAX);
        REQUIRE_OK(zl_passing_write(&passing, false, &body, NULL));
        REQUIRE_OK(cast_say(cast, DEPUTY, stage->context, &body, &stage->hash));
        zl_buf_free(&body);
        sync_all();
        open_all(&stage->scene.id);
        CHECK(person_heard(reader->person, ZL_MSG_KEY_REFUSED) != NULL);
        known = core__record_of_hash(reader->person->core, record);
        CHECK(known == NULL || !known->has_key);
}

static void a_key_that_is_passed_on_must_fit(void)
{
        struct stage stage;
        struct scene other;
        struct zl_hash nothing;

        begin(ZL_STATE_ACKNOWLEDGED, &stage);
        try_manifest(&stage.scene.note, &stage);
        end(&stage);
        begin(ZL_STATE_ACKNOWLEDGED, &stage);
        cast_scene(cast, ZL_STATE_WAITING, &other);
        try_manifest(&other.note, &stage);
        CHECK_INT(
            reader_view(reader_of(HOLDER), &other).state, ZL_STATE_WAITING);
        end(&stage);
        begin(ZL_STATE_ACKNOWLEDGED, &stage);
        zl_random(&nothing, sizeof(nothing));
        try_manifest(&nothing, &stage);
        end(&stage);
}

/* ---- Where it stands ---- */

/* The sync fails, says so, and takes nothing; once the server is honest, all
 * is there. */
static void try_lie(
    enum loop_lie lie, int status, enum zl_message_id said, bool shown)
{
        struct stage stage;
        struct scene scene;
        struct reader *reader = NULL;

        begin(ZL_STATE_NONE, &stage);
        reader = reader_of(HOLDER);
        cast_scene(cast, ZL_STATE_CLOSED, &scene);
        loop_lies(cast->town->loop, lie);
        CHECK_STATUS(person_sync(reader->person, cast->town->loop), status);
        if (said != ZL_MSG_NONE)
                CHECK(person_heard(reader->person, said) != NULL);
        CHECK_UINT(zl_core_signal_count(reader->person->core), shown);
        loop_lies(cast->town->loop, LOOP_CARELESS);
        CHECK_OK(person_sync(reader->person, cast->town->loop));
        CHECK_INT(reader_view(reader, &scene).state, ZL_STATE_CLOSED);
        end(&stage);
}

static void a_list_that_is_wrong_is_not_taken(void)
{
        try_lie(LOOP_OTHER_PROOF, ZL_E_LOG, ZL_MSG_LOG_CONTRADICTS, false);
        try_lie(LOOP_FUTURE, ZL_E_CLOCK, ZL_MSG_CLOCK_OFF, false);
        try_lie(LOOP_BACKWARDS, ZL_E_SERVER, ZL_MSG_NONE, false);
        /* The first of the two is right. */
        try_lie(LOOP_TWICE, ZL_E_SERVER, ZL_MSG_NONE, true);
}

static void the_same_record_twice_is_one(void)
{
        struct stage stage;
        struct zl_buf body;
        struct zl_buf buf;

        begin(ZL_STATE_ACKNOWLEDGED, &stage);
        cast_context(cast, ZL_FEEDBACK, HOLDER, &stage.scene, stage.context);
        zl_buf_init(&body, ZL_BODY_JSON_MAX);
        zl_buf_init(&buf, ZL_RECORD_MAX);
        cast_body(ZL_FEEDBACK, ZL_ROLE_PROFESSIONAL, &body);
        REQUIRE_OK(zl_envelope_seal(cast->actors[HOLDER].device, stage.context,
            zl_buf_bytes(&body), &buf));
        for (size_t i = 0; i < 2; i++)
                (void)cast_put(cast, zl_buf_bytes(&buf), &stage.hash);
        zl_buf_free(&buf);
        zl_buf_free(&body);
        sync_all();
        for (size_t i = 0; i < READERS; i++) {
                struct reader *reader = &cast->readers[i];
                struct zl_signal_view view = reader_view(reader, &stage.scene);

                CHECK(reader_said(reader, &stage.context->id));
                if (reader->who != CONTACT)
                        CHECK_UINT(
                            view.record_count, stage.views[i].record_count + 1);
        }
        end(&stage);
}

/* Such bytes no server could have taken: they are asked for again. */
static void a_record_of_another_organisation_is_no_record(void)
{
        struct stage stage;

        begin(ZL_STATE_ACKNOWLEDGED, &stage);
        cast_context(cast, ZL_CLOSING, HOLDER, &stage.scene, stage.context);
        stage.context->organisation = zl_random_id();
        (void)say(&stage, HOLDER);
        for (size_t i = 0; i < READERS; i++) {
                struct reader *reader = &cast->readers[i];

                CHECK_STATUS(
                    person_sync(reader->person, cast->town->loop), ZL_E_SERVER);
                CHECK(person_heard(reader->person, ZL_MSG_RECORD_REFUSED) !=
                    NULL);
                CHECK_INT(reader_view(reader, &stage.scene).state,
                    stage.views[i].state);
        }
        end(&stage);
}

/* Its author saw a log that never was: said, and not forgotten. */
static void a_head_that_never_was_is_told(void)
{
        struct reader *reader = NULL;
        struct stage stage;

        begin(ZL_STATE_ACKNOWLEDGED, &stage);
        reader = reader_of(DEPUTY);
        cast_context(cast, ZL_FEEDBACK, HOLDER, &stage.scene, stage.context);
        stage.context->seen.statements = cast->statements + 1000;
        stage.context->seen.records = 1000;
        zl_random(&stage.context->seen.statement_root, ZL_HASH_SIZE);
        zl_random(&stage.context->seen.record_root, ZL_HASH_SIZE);
        REQUIRE_OK(say(&stage, HOLDER));
        CHECK_OK(person_sync(reader->person, cast->town->loop));
        CHECK(person_heard(reader->person, ZL_MSG_LOG_FORKED) != NULL);
        end(&stage);
}

static const struct check_case cases[] = {
    CHECK_CASE(nobody_is_sealed_to_besides),
    CHECK_CASE(nobody_is_passed_by),
    CHECK_CASE(keys_are_of_their_persons),
    CHECK_CASE(not_everybody_may_be_handed_a_signal),
    CHECK_CASE(nobody_is_brought_a_signal_of_others),
    CHECK_CASE(a_signal_stays_with_its_club),
    CHECK_CASE(only_a_note_follows_nothing),
    CHECK_CASE(not_everything_can_be_acknowledged),
    CHECK_CASE(a_contact_learns_of_no_assessment),
    CHECK_CASE(what_comes_after_a_step_out_is_judged_after_it),
    CHECK_CASE(a_body_has_the_fields_of_its_kind),
    CHECK_CASE(a_seal_opens_what_was_committed_to),
    CHECK_CASE(padding_is_zero_and_no_more_than_needed),
    CHECK_CASE(a_key_that_is_passed_on_must_fit),
    CHECK_CASE(a_list_that_is_wrong_is_not_taken),
    CHECK_CASE(the_same_record_twice_is_one),
    CHECK_CASE(a_record_of_another_organisation_is_no_record),
    CHECK_CASE(a_head_that_never_was_is_told),
};
CHECK_MAIN("core forged", cases)
