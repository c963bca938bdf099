/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: what was put is what comes back, to whom it may come and to nobody
 * else, and the logs prove every entry under every head since. */
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "store_world.h"

static struct store_world *w;
static struct store_story story;

static void set_up(void)
{
        w = store_world_new();
        REQUIRE_OK(store_world_open(w));
        store_world_found(w);
        store_world_fill(w, &story);
}

static void tear_down(void)
{
        store_story_done(&story);
        store_world_free(w);
}

static void check_is(
    const struct zl_stored_record *found, const struct store_written *put)
{
        CHECK_BYTES(found->id.bytes, ZL_ID_SIZE, put->id.bytes, ZL_ID_SIZE);
        CHECK_BYTES(
            found->hash.bytes, ZL_HASH_SIZE, put->hash.bytes, ZL_HASH_SIZE);
        /* without the body, and no seals were added that are for nobody */
        REQUIRE_UINT(found->bytes.size, put->bytes.size - put->body_size + 1);
        CHECK_BYTES(found->bytes.data, found->bytes.size - 1, put->bytes.data,
            put->bytes.size - put->body_size);
        CHECK_UINT(found->bytes.data[found->bytes.size - 1], 0);
}

static void records_are_found_by_id_and_hash(void)
{
        const struct store_written *all[] = {&story.note,
            &story.acknowledgement, &story.assessment, &story.feedback};
        struct zl_stored_record found;
        struct zl_id other = zl_random_id();

        for (size_t i = 0; i < 4; i++) {
                REQUIRE_OK(zl_store_find_record(w->store, &all[i]->id, &found));
                check_is(&found, all[i]);
                CHECK_UINT(found.proof.index, i);
                CHECK_UINT(found.proof.statements, w->statements);
                REQUIRE_OK(zl_store_find_record_by_hash(
                    w->store, &all[i]->hash, &found));
                check_is(&found, all[i]);
        }
        CHECK_STATUS(
            zl_store_find_record(w->store, &other, &found), ZL_E_NOT_FOUND);
        CHECK_STATUS(
            zl_store_find_record_by_hash(w->store, &story.card, &found),
            ZL_E_NOT_FOUND);
}

/* Collects indexes as decimal digits: 0, 1, 2 gives 1012 (a 1 in front). */
static int collect(void *context, const struct zl_stored_record *record)
{
        uint64_t *seen = context;

        *seen = *seen * 10 + record->proof.index;
        return ZL_OK;
}

static uint64_t list_of(const struct zl_id *member, uint64_t from)
{
        uint64_t seen = 1;

        CHECK_OK(zl_store_each_record(w->store, member, from, collect, &seen));
        return seen;
}

static void each_lists_what_concerns_them(void)
{
        struct zl_id nobody = zl_random_id();

        CHECK_UINT(list_of(&w->holder, 0), 10123);
        CHECK_UINT(list_of(&w->deputy, 0), 10123);
        /* never the assessment, but that the note was opened */
        CHECK_UINT(list_of(&w->contact, 0), 1013);
        CHECK_UINT(list_of(&w->contact, 2), 13);
        CHECK_UINT(list_of(&w->holder, 4), 1);
        CHECK_UINT(list_of(&w->supporter, 0), 1);
        CHECK_UINT(list_of(&w->coordinator, 0), 1);
        CHECK_UINT(list_of(&nobody, 0), 1);
}

static int stop_at_two(void *context, const struct zl_stored_record *record)
{
        uint64_t *seen = context;

        (void)record;
        return ++*seen == 2 ? ZL_E_TOO_LARGE : ZL_OK;
}

/* What a server does while it lists. */
static int look_up(void *context, const struct zl_stored_record *record)
{
        struct zl_path path;
        struct zl_head head;
        struct zl_signal_facts facts;

        (void)context;
        REQUIRE_OK(
            zl_store_head(w->store, ZL_LOG_RECORDS, ZL_POSITION_END, &head));
        REQUIRE_OK(zl_store_log_path(w->store, ZL_LOG_RECORDS,
            record->proof.index, head.records, &path));
        return zl_store_signal(w->store, &story.note.id, &facts);
}

static void a_walk_ends_when_told_to(void)
{
        uint64_t seen = 0;

        CHECK_STATUS(
            zl_store_each_record(w->store, &w->holder, 0, stop_at_two, &seen),
            ZL_E_TOO_LARGE);
        CHECK_UINT(seen, 2);
        CHECK_OK(zl_store_each_record(w->store, &w->holder, 0, look_up, NULL));
        CHECK_UINT(list_of(&w->holder, 0), 10123);
}

static struct zl_stored_about about(
    const struct store_written *written, const struct zl_id *member)
{
        struct zl_stored_about ret = {.kind = 0};

        REQUIRE_OK(zl_store_about(w->store, &written->id, member, &ret));
        CHECK(zl_id_equal(&ret.signal, &story.note.id));
        return ret;
}

static void it_is_known_how_a_member_stands_to_a_record(void)
{
        struct zl_stored_about of;
        struct zl_id nothing = zl_random_id();

        of = about(&story.note, &w->contact);
        CHECK(of.author && of.recipient && of.of_contact);
        CHECK_INT(of.kind, ZL_NOTE);
        of = about(&story.note, &w->holder);
        CHECK(!of.author && of.recipient && of.of_contact);
        of = about(&story.assessment, &w->holder);
        CHECK(of.author && of.recipient && !of.of_contact);
        CHECK_INT(of.kind, ZL_ASSESSMENT);
        of = about(&story.assessment, &w->contact);
        CHECK(!of.author && !of.recipient && !of.of_contact);
        of = about(&story.feedback, &w->contact);
        CHECK(!of.author && of.recipient && of.of_contact);
        of = about(&story.acknowledgement, &w->deputy);
        CHECK(!of.author && !of.recipient && !of.of_contact);
        CHECK_STATUS(zl_store_about(w->store, &nothing, &w->holder, &of),
            ZL_E_NOT_FOUND);
}

static void bodies_are_kept(void)
{
        const struct store_written *all[] = {
            &story.note, &story.assessment, &story.feedback};
        struct zl_bytes body = {NULL, 0};

        for (size_t i = 0; i < 3; i++) {
                REQUIRE_OK(zl_store_body(w->store, &all[i]->id, &body));
                CHECK_BYTES(body.data, body.size,
                    all[i]->bytes.data + all[i]->bytes.size - all[i]->body_size,
                    all[i]->body_size);
        }
        CHECK_STATUS(zl_store_body(w->store, &story.acknowledgement.id, &body),
            ZL_E_NOT_FOUND);
}

static void the_first_opening_counts(void)
{
        bool opened = false;
        struct zl_time later = {w->now.ms + 1};

        CHECK_OK(
            zl_store_was_opened(w->store, &story.note.id, &w->holder, &opened));
        CHECK(opened);
        CHECK_OK(
            zl_store_was_opened(w->store, &story.note.id, &w->deputy, &opened));
        CHECK(!opened);
        REQUIRE_OK(zl_store_begin(w->store));
        CHECK_OK(
            zl_store_note_opened(w->store, &story.note.id, &w->holder, later));
        CHECK_OK(
            zl_store_note_opened(w->store, &story.note.id, &w->deputy, later));
        REQUIRE_OK(zl_store_commit(w->store));
        CHECK_OK(
            zl_store_was_opened(w->store, &story.note.id, &w->deputy, &opened));
        CHECK(opened);
        CHECK_OK(zl_store_check(w->store));
}

static void a_signal_waits_until_a_professional_acknowledges_the_note(void)
{
        const struct zl_member *contact = store_world_member(w, &w->contact);
        const struct zl_member *holder = store_world_member(w, &w->holder);
        struct zl_id all[] = {w->holder, w->deputy, w->contact};
        const struct zl_id *low = &w->holder;
        const struct zl_id *high = &w->deputy;
        struct zl_signal_facts facts;
        struct store_written note;
        struct store_written other;

        REQUIRE_OK(zl_store_begin(w->store));
        REQUIRE_OK(
            store_world_write(w, ZL_NOTE, contact, NULL, NULL, all, 3, &note));
        REQUIRE_OK(zl_store_signal(w->store, &note.id, &facts));
        CHECK_INT(facts.state, ZL_STATE_WAITING);
        CHECK(zl_id_equal(&facts.club, &w->club));
        CHECK(zl_id_equal(&facts.author, &w->contact));
        REQUIRE_UINT(facts.holder_count, 2);
        if (memcmp(low, high, sizeof(*low)) > 0) {
                low = &w->deputy;
                high = &w->holder;
        }
        CHECK(zl_id_equal(&facts.holders[0], low));
        CHECK(zl_id_equal(&facts.holders[1], high));
        /* the contact's own acknowledgement of something else, and a
         * professional's of another record */
        REQUIRE_OK(store_world_write(w, ZL_ACKNOWLEDGEMENT, contact, &note.id,
            &note.hash, NULL, 0, NULL));
        REQUIRE_OK(store_world_write(w, ZL_ACKNOWLEDGEMENT, holder, &note.id,
            &story.feedback.hash, NULL, 0, NULL));
        REQUIRE_OK(zl_store_signal(w->store, &note.id, &facts));
        CHECK_INT(facts.state, ZL_STATE_WAITING);
        REQUIRE_OK(store_world_write(w, ZL_ACKNOWLEDGEMENT, holder, &note.id,
            &note.hash, NULL, 0, NULL));
        REQUIRE_OK(zl_store_signal(w->store, &note.id, &facts));
        CHECK_INT(facts.state, ZL_STATE_ACKNOWLEDGED);
        REQUIRE_UINT(facts.holder_count, 2);
        /* a professional's own note waits for nobody */
        REQUIRE_OK(
            store_world_write(w, ZL_NOTE, holder, NULL, NULL, all, 2, &other));
        REQUIRE_OK(zl_store_signal(w->store, &other.id, &facts));
        CHECK_INT(facts.state, ZL_STATE_ACKNOWLEDGED);
        REQUIRE_OK(zl_store_commit(w->store));
        REQUIRE_OK(zl_store_signal(w->store, &w->club, &facts));
        CHECK_INT(facts.state, ZL_STATE_NONE);
        CHECK_UINT(facts.holder_count, 0);
        CHECK_OK(zl_store_check(w->store));
        free((void *)(uintptr_t)note.bytes.data);
        free((void *)(uintptr_t)other.bytes.data);
}

static uint64_t signal_of(const struct zl_id *signal, bool hidden)
{
        struct zl_signal_walk walk = {
            .signal = *signal, .member = w->deputy, .hidden = hidden};
        uint64_t seen = 1;

        CHECK_OK(zl_store_each_of_signal(w->store, &walk, collect, &seen));
        return seen;
}

static void a_signal_is_walked_whole_or_as_the_club_knows_it(void)
{
        const struct zl_member *contact = store_world_member(w, &w->contact);
        struct zl_signal_walk walk = {
            .signal = story.note.id, .member = w->deputy, .from = 1};
        struct zl_id nothing = zl_random_id();
        uint64_t seen = 1;

        REQUIRE_OK(zl_store_begin(w->store));
        REQUIRE_OK(store_world_write(
            w, ZL_NOTE, contact, NULL, NULL, &w->holder, 1, NULL));
        REQUIRE_OK(zl_store_commit(w->store));
        CHECK_UINT(signal_of(&story.note.id, true), 10123);
        CHECK_UINT(signal_of(&story.note.id, false), 1013);
        CHECK_UINT(signal_of(&nothing, true), 1);
        CHECK_UINT(signal_of(&story.assessment.id, true), 1);
        CHECK_OK(zl_store_each_of_signal(w->store, &walk, collect, &seen));
        CHECK_UINT(seen, 113);
}

/* Everything that is known of a signal comes back as it was kept. */
static void facts_are_kept(void)
{
        const struct zl_member *holder = store_world_member(w, &w->holder);
        struct zl_record *record = calloc(1, sizeof(*record));
        struct zl_signal_facts facts;
        struct zl_taken taken;
        struct store_written hold;

        REQUIRE(record != NULL);
        REQUIRE_OK(zl_store_begin(w->store));
        REQUIRE_OK(store_world_write(w, ZL_HOLD, holder, &story.note.id,
            &story.note.hash, NULL, 0, &hold));
        REQUIRE_OK(zl_store_signal(w->store, &story.note.id, &facts));
        CHECK(facts.held);
        CHECK_UINT(facts.bodies, 3);
        zl_store_rollback(w->store);
        w->records--;
        REQUIRE_OK(zl_record_parse(
            hold.bytes.data, hold.bytes.size, true, &w->organisation, record));
        store_world_take(w, record, holder, &hold, &taken);
        taken.facts.state = ZL_STATE_CLOSED;
        taken.facts.left_out_count = ZL_LEFT_OUT_MAX;
        zl_random(taken.facts.left_out, sizeof(taken.facts.left_out));
        taken.facts.stepped_out_count = ZL_STEPPED_OUT_MAX;
        zl_random(taken.facts.stepped_out, sizeof(taken.facts.stepped_out));
        taken.facts.holder_count = ZL_PERSONS_MAX;
        zl_random(taken.facts.holders, sizeof(taken.facts.holders));
        REQUIRE_OK(zl_store_begin(w->store));
        REQUIRE_OK(zl_store_add_record(w->store, &taken));
        REQUIRE_OK(zl_store_signal(w->store, &story.note.id, &facts));
        zl_store_rollback(w->store);
        CHECK_INT(facts.state, ZL_STATE_CLOSED);
        CHECK(facts.held);
        CHECK_INT(facts.author_role, ZL_ROLE_CONTACT);
        CHECK_UINT(facts.left_out_count, ZL_LEFT_OUT_MAX);
        CHECK_UINT(facts.stepped_out_count, ZL_STEPPED_OUT_MAX);
        CHECK_UINT(facts.holder_count, ZL_PERSONS_MAX);
        CHECK_BYTES((const uint8_t *)facts.left_out, sizeof(facts.left_out),
            (const uint8_t *)taken.facts.left_out, sizeof(facts.left_out));
        CHECK_BYTES((const uint8_t *)facts.stepped_out,
            sizeof(facts.stepped_out), (const uint8_t *)taken.facts.stepped_out,
            sizeof(facts.stepped_out));
        CHECK_BYTES((const uint8_t *)facts.holders, sizeof(facts.holders),
            (const uint8_t *)taken.facts.holders, sizeof(facts.holders));
        free((void *)(uintptr_t)hold.bytes.data);
        free(record);
}

/* Nothing of an erased signal is left but its marks, and the examination
 * wants it so. */
static void an_erased_signal_leaves_its_marks(void)
{
        const struct zl_member *deputy = store_world_member(w, &w->deputy);
        const struct store_written *sealed[] = {
            &story.note, &story.assessment, &story.feedback};
        struct zl_stored_record found;
        struct zl_bytes body;

        REQUIRE_OK(zl_store_begin(w->store));
        REQUIRE_OK(store_world_write(w, ZL_ERASURE, deputy, &story.note.id,
            &story.note.hash, NULL, 0, NULL));
        store_world_head(w);
        REQUIRE_OK(zl_store_commit(w->store));
        for (size_t i = 0; i < 3; i++) {
                const struct store_written *put = sealed[i];

                CHECK_STATUS(
                    zl_store_body(w->store, &put->id, &body), ZL_E_NOT_FOUND);
                REQUIRE_OK(zl_store_find_record(w->store, &put->id, &found));
                CHECK_BYTES(found.hash.bytes, ZL_HASH_SIZE, put->hash.bytes,
                    ZL_HASH_SIZE);
                /* of each recipient 33 bytes instead of 97 */
                CHECK_UINT(found.bytes.size,
                    put->bytes.size - put->body_size + 1 -
                        (i == 1 ? 2U : 3U) * 64);
        }
        CHECK_OK(zl_store_check(w->store));
}

static int next_statement(
    void *context, const struct zl_stored_statement *statement)
{
        uint64_t *expected = context;

        CHECK_UINT(statement->proof.index, *expected);
        CHECK_UINT(statement->proof.statements, *expected);
        ++*expected;
        return ZL_OK;
}

static void statements_come_back_in_order(void)
{
        struct zl_stored_statement found;
        const struct zl_statement *put;
        uint64_t next = 0;

        CHECK_OK(zl_store_each_statement(w->store, 0, next_statement, &next));
        CHECK_UINT(next, w->statements);
        next = 5;
        CHECK_OK(zl_store_each_statement(w->store, 5, next_statement, &next));
        CHECK_UINT(next, w->statements);
        for (size_t i = 0; i < w->statements; i++) {
                put = zl_directory_statement(w->directory, i, NULL);
                REQUIRE_OK(
                    zl_store_find_statement(w->store, &put->hash, &found));
                CHECK_UINT(found.proof.index, i);
                CHECK_BYTES(found.bytes.data, found.bytes.size, put->bytes.data,
                    put->bytes.size);
        }
        CHECK_STATUS(zl_store_find_statement(w->store, &story.card, &found),
            ZL_E_NOT_FOUND);
}

static void check_proof(
    enum zl_log log, const struct zl_proof *stored, const struct zl_hash *hash)
{
        struct zl_proof proof = *stored;
        struct zl_head first;
        struct zl_head newest;

        REQUIRE_OK(zl_store_head(w->store, log, proof.index, &first));
        REQUIRE_OK(zl_store_head(w->store, log, ZL_POSITION_END, &newest));
        CHECK_OK(zl_head_verify(&first, &w->log_key.key, &w->organisation));
        for (int i = 0; i < 2; i++) {
                const struct zl_head *head = i == 0 ? &first : &newest;

                REQUIRE_OK(zl_store_log_path(w->store, log, proof.index,
                    log == ZL_LOG_RECORDS ? head->records : head->statements,
                    &proof.path));
                CHECK_OK(zl_proof_verify(log, head, &proof, hash));
        }
}

static int prove_statement(
    void *context, const struct zl_stored_statement *statement)
{
        ++*(int *)context;
        check_proof(ZL_LOG_STATEMENTS, &statement->proof, &statement->hash);
        return ZL_OK;
}

static int prove_record(void *context, const struct zl_stored_record *record)
{
        ++*(int *)context;
        check_proof(ZL_LOG_RECORDS, &record->proof, &record->hash);
        return ZL_OK;
}

static void every_entry_is_proved_under_its_heads(void)
{
        const struct zl_member *contact = store_world_member(w, &w->contact);
        struct zl_head head;
        struct zl_path path;
        struct zl_hash root;
        int seen = 0;

        for (int i = 0; i < 20; i++) {
                REQUIRE_OK(zl_store_begin(w->store));
                for (int j = 0; j <= i % 4; j++)
                        REQUIRE_OK(store_world_write(w, ZL_NOTE, contact, NULL,
                            NULL, &w->holder, 1, NULL));
                store_world_head(w);
                REQUIRE_OK(zl_store_commit(w->store));
        }
        CHECK_OK(zl_store_each_statement(w->store, 0, prove_statement, &seen));
        CHECK_INT(seen, w->statements);
        seen = 0;
        CHECK_OK(
            zl_store_each_record(w->store, &w->holder, 0, prove_record, &seen));
        CHECK_INT(seen, 54);
        REQUIRE_OK(zl_store_head(w->store, ZL_LOG_RECORDS, 0, &head));
        CHECK_UINT(head.records, 1);
        REQUIRE_OK(zl_store_head(w->store, ZL_LOG_RECORDS, 1, &head));
        CHECK_UINT(head.records, 4);
        CHECK_STATUS(
            zl_store_head(w->store, ZL_LOG_RECORDS, 54, &head), ZL_E_NOT_FOUND);
        CHECK_STATUS(
            zl_store_log_root(w->store, ZL_LOG_RECORDS, 55, &root), ZL_E_USAGE);
        CHECK_STATUS(zl_store_log_path(w->store, ZL_LOG_RECORDS, 54, 54, &path),
            ZL_E_USAGE);
        CHECK_OK(zl_store_check(w->store));
}

static void a_head_never_goes_back(void)
{
        struct zl_head head;

        REQUIRE_OK(
            zl_store_head(w->store, ZL_LOG_RECORDS, ZL_POSITION_END, &head));
        REQUIRE_OK(zl_store_begin(w->store));
        head.records--;
        CHECK_STATUS(zl_store_add_head(w->store, &head), ZL_E_CONFLICT);
        head.records += 2;
        CHECK_STATUS(zl_store_add_head(w->store, &head), ZL_E_CONFLICT);
        head.records--;
        head.time.ms--;
        CHECK_STATUS(zl_store_add_head(w->store, &head), ZL_E_CONFLICT);
        head.time.ms++;
        CHECK_OK(zl_store_add_head(w->store, &head));
        zl_store_rollback(w->store);
}

static void cards_and_invitations_are_kept_once(void)
{
        uint8_t other[] = {1, 2, 3};
        struct zl_bytes bytes = {other, sizeof(other)};
        struct zl_bytes found;
        struct zl_bytes again;
        struct zl_time time;
        uint8_t packet[900];

        REQUIRE_OK(zl_store_find_card(w->store, &story.card, &found));
        CHECK_UINT(found.size, 200);
        REQUIRE_OK(
            zl_store_find_invitation(w->store, &story.lookup, &found, &time));
        REQUIRE_UINT(found.size, sizeof(packet));
        CHECK_UINT(time.ms, w->now.ms);
        memcpy(packet, found.data, sizeof(packet));
        again.data = packet;
        again.size = sizeof(packet);
        REQUIRE_OK(zl_store_begin(w->store));
        time.ms = w->now.ms + 1000;
        CHECK_OK(zl_store_add_invitation(
            w->store, &story.lookup, again, &w->supporter, time));
        CHECK_STATUS(zl_store_add_invitation(
                         w->store, &story.lookup, bytes, &w->supporter, time),
            ZL_E_CONFLICT);
        CHECK_OK(zl_store_add_card(w->store, &story.card, bytes, time));
        REQUIRE_OK(zl_store_commit(w->store));
        REQUIRE_OK(
            zl_store_find_invitation(w->store, &story.lookup, &found, &time));
        CHECK_UINT(time.ms, w->now.ms);
        REQUIRE_OK(zl_store_find_card(w->store, &story.card, &found));
        CHECK_UINT(found.size, 200);
        CHECK_STATUS(zl_store_find_card(w->store, &story.note.hash, &found),
            ZL_E_NOT_FOUND);
        CHECK_STATUS(
            zl_store_find_invitation(w->store, &w->club, &found, &time),
            ZL_E_NOT_FOUND);
}

/* The same id twice is a conflict that leaves no trace behind a savepoint. */
static void a_known_id_is_a_conflict(void)
{
        const struct zl_member *holder = store_world_member(w, &w->holder);
        struct zl_record *record = calloc(1, sizeof(*record));
        struct zl_taken taken;

        REQUIRE(record != NULL);
        REQUIRE_OK(zl_record_parse(story.assessment.bytes.data,
            story.assessment.bytes.size, true, &w->organisation, record));
        REQUIRE_OK(zl_store_begin(w->store));
        REQUIRE_OK(zl_store_savepoint(w->store));
        store_world_take(w, record, holder, &story.assessment, &taken);
        CHECK_STATUS(zl_store_add_record(w->store, &taken), ZL_E_CONFLICT);
        REQUIRE_OK(zl_store_undo(w->store));
        REQUIRE_OK(store_world_write(w, ZL_FEEDBACK, holder, &story.note.id,
            &story.note.hash, &w->holder, 1, NULL));
        REQUIRE_OK(zl_store_commit(w->store));
        CHECK_OK(zl_store_check(w->store));
        free(record);
}

static void write_feedback(struct zl_hash *ret_root)
{
        const struct zl_member *holder = store_world_member(w, &w->holder);

        REQUIRE_OK(zl_store_savepoint(w->store));
        REQUIRE_OK(store_world_write(w, ZL_FEEDBACK, holder, &story.note.id,
            &story.note.hash, &w->holder, 1, NULL));
        REQUIRE_OK(
            zl_store_log_root(w->store, ZL_LOG_RECORDS, w->records, ret_root));
}

/* Within a group the store remembers size and nodes of the logs, but nothing
 * of an entry that was undone. */
static void an_undone_entry_is_forgotten_by_the_log(void)
{
        struct zl_hash undone;
        struct zl_hash within;
        struct zl_hash after;
        uint64_t size = 0;

        REQUIRE_OK(zl_store_begin(w->store));
        write_feedback(&undone);
        REQUIRE_OK(zl_store_undo(w->store));
        w->records--;
        REQUIRE_OK(zl_store_log_size(w->store, ZL_LOG_RECORDS, &size));
        CHECK_UINT(size, w->records);
        write_feedback(&within);
        REQUIRE_OK(zl_store_release(w->store));
        REQUIRE_OK(zl_store_commit(w->store));
        REQUIRE_OK(
            zl_store_log_root(w->store, ZL_LOG_RECORDS, w->records, &after));
        CHECK(zl_hash_equal(&within, &after));
        CHECK(!zl_hash_equal(&undone, &after));
        CHECK_OK(zl_store_check(w->store));
}

/* Each case on a database of its own. */
#define ON_A_STORE(name) \
        static void name##_case(void) \
        { \
                set_up(); \
                name(); \
                tear_down(); \
        }

ON_A_STORE(records_are_found_by_id_and_hash)
ON_A_STORE(each_lists_what_concerns_them)
ON_A_STORE(a_walk_ends_when_told_to)
ON_A_STORE(it_is_known_how_a_member_stands_to_a_record)
ON_A_STORE(bodies_are_kept)
ON_A_STORE(the_first_opening_counts)
ON_A_STORE(a_signal_waits_until_a_professional_acknowledges_the_note)
ON_A_STORE(a_signal_is_walked_whole_or_as_the_club_knows_it)
ON_A_STORE(facts_are_kept)
ON_A_STORE(an_erased_signal_leaves_its_marks)
ON_A_STORE(statements_come_back_in_order)
ON_A_STORE(every_entry_is_proved_under_its_heads)
ON_A_STORE(a_head_never_goes_back)
ON_A_STORE(cards_and_invitations_are_kept_once)
ON_A_STORE(a_known_id_is_a_conflict)
ON_A_STORE(an_undone_entry_is_forgotten_by_the_log)

static const struct check_case cases[] = {
    CHECK_CASE(records_are_found_by_id_and_hash_case),
    CHECK_CASE(each_lists_what_concerns_them_case),
    CHECK_CASE(a_walk_ends_when_told_to_case),
    CHECK_CASE(it_is_known_how_a_member_stands_to_a_record_case),
    CHECK_CASE(bodies_are_kept_case),
    CHECK_CASE(the_first_opening_counts_case),
    CHECK_CASE(a_signal_waits_until_a_professional_acknowledges_the_note_case),
    CHECK_CASE(a_signal_is_walked_whole_or_as_the_club_knows_it_case),
    CHECK_CASE(facts_are_kept_case),
    CHECK_CASE(an_erased_signal_leaves_its_marks_case),
    CHECK_CASE(statements_come_back_in_order_case),
    CHECK_CASE(every_entry_is_proved_under_its_heads_case),
    CHECK_CASE(a_head_never_goes_back_case),
    CHECK_CASE(cards_and_invitations_are_kept_once_case),
    CHECK_CASE(a_known_id_is_a_conflict_case),
    CHECK_CASE(an_undone_entry_is_forgotten_by_the_log_case),
};
CHECK_MAIN("store_keep", cases)
