/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: "clubs note, professionals assess" holds in the database itself.
 * These tests write with SQLite directly, around all of the server's code,
 * and are refused. */
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "check.h"
#include "store_world.h"

enum { WITH_KEYS = 1, WITHOUT_KEYS = 0 };

static struct store_world *w;
static struct store_story story;
static sqlite3 *db;

static char contact[ZL_ID_TEXT];
static char holder[ZL_ID_TEXT];
static char deputy[ZL_ID_TEXT];
static char note[ZL_ID_TEXT];

static void set_up(int keys)
{
        w = store_world_new();
        REQUIRE_OK(store_world_open(w));
        store_world_found(w);
        store_world_fill(w, &story);
        zl_store_close(w->store);
        w->store = NULL;
        REQUIRE_INT(sqlite3_open(w->path, &db), SQLITE_OK);
        REQUIRE_INT(
            sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_FKEY, keys, NULL),
            SQLITE_OK);
        zl_hex_of(w->contact.bytes, ZL_ID_SIZE, contact);
        zl_hex_of(w->holder.bytes, ZL_ID_SIZE, holder);
        zl_hex_of(w->deputy.bytes, ZL_ID_SIZE, deputy);
        zl_hex_of(story.note.id.bytes, ZL_ID_SIZE, note);
}

static void tear_down(void)
{
        REQUIRE_INT(sqlite3_close(db), SQLITE_OK);
        store_story_done(&story);
        store_world_free(w);
}

static int run_sql(const char *sql)
{
        return sqlite3_exec(db, sql, NULL, NULL, NULL);
}

/* As the server would say of a record of this kind. */
static int hidden_of(int kind)
{
        return kind == ZL_ASSESSMENT || kind == ZL_FAMILY_STATEMENT;
}

/* A record of the story's signal, or, for a note, of its own. */
static int insert_as(
    const char *id, int kind, const char *author, int role, int hidden)
{
        char sql[1024];

        (void)snprintf(sql, sizeof(sql),
            "INSERT INTO record VALUES ((SELECT max(position) + 1 FROM "
            "record), x'%s', randomblob(32), x'%s', %d, x'%s', %d, %d, 1, 1, "
            "zeroblob(32), zeroblob(9), zeroblob(33), zeroblob(32))",
            id, kind == ZL_NOTE ? id : note, kind, author, role, hidden);
        return run_sql(sql);
}

static int insert_record(const char *id, int kind, const char *author, int role)
{
        return insert_as(id, kind, author, role, hidden_of(kind));
}

/* As a record with an author of this role would have it. */
static int insert_reader(
    int position, int kind, int author_role, const char *member, int role)
{
        char sql[512];

        (void)snprintf(sql, sizeof(sql),
            "INSERT INTO recipient VALUES (%d, %d, %d, x'%s', %d, "
            "zeroblob(32))",
            position, kind, author_role, member, role);
        return run_sql(sql);
}

static int insert_recipient(
    int position, int kind, const char *member, int role)
{
        return insert_reader(
            position, kind, kind == ZL_NOTE ? 4 : 3, member, role);
}

static const char some_id[] = "00112233445566778899aabbccddeeff";
static const char other_id[] = "10112233445566778899aabbccddeeff";

static void a_professional_may_be_inserted(void)
{
        /* What the refusals below are compared with. */
        set_up(WITH_KEYS);
        CHECK_INT(insert_record(some_id, ZL_ASSESSMENT, holder, 3), SQLITE_OK);
        CHECK_INT(insert_recipient(4, ZL_ASSESSMENT, deputy, 3), SQLITE_OK);
        CHECK_INT(
            insert_record(other_id, ZL_ACKNOWLEDGEMENT, contact, 4), SQLITE_OK);
        tear_down();
}

static void an_assessment_by_a_contact_is_refused(void)
{
        for (int keys = WITHOUT_KEYS; keys <= WITH_KEYS; keys++) {
                set_up(keys);
                CHECK_INT(insert_record(some_id, ZL_ASSESSMENT, contact, 4),
                    SQLITE_CONSTRAINT);
                CHECK_INT(insert_record(some_id, ZL_FEEDBACK, contact, 4),
                    SQLITE_CONSTRAINT);
                tear_down();
        }
}

static void a_forged_role_is_refused(void)
{
        set_up(WITH_KEYS);
        CHECK_INT(insert_record(some_id, ZL_ASSESSMENT, contact, 3),
            SQLITE_CONSTRAINT);
        CHECK_INT(
            insert_recipient(2, ZL_ASSESSMENT, contact, 3), SQLITE_CONSTRAINT);
        CHECK_INT(insert_record(some_id, ZL_ASSESSMENT, some_id, 3),
            SQLITE_CONSTRAINT);
        tear_down();
}

static void a_member_keeps_the_role(void)
{
        char sql[256];

        for (int keys = WITHOUT_KEYS; keys <= WITH_KEYS; keys++) {
                set_up(keys);
                (void)snprintf(sql, sizeof(sql),
                    "UPDATE member SET role = 3 WHERE id = x'%s'", contact);
                CHECK_INT(run_sql(sql), SQLITE_CONSTRAINT);
                (void)snprintf(sql, sizeof(sql),
                    "INSERT INTO member VALUES (x'%s', 3, 1, zeroblob(32))",
                    contact);
                CHECK_INT(run_sql(sql), SQLITE_CONSTRAINT);
                tear_down();
        }
        set_up(WITH_KEYS);
        /* nor by going and coming back */
        (void)snprintf(
            sql, sizeof(sql), "DELETE FROM member WHERE id = x'%s'", contact);
        CHECK_INT(run_sql(sql), SQLITE_CONSTRAINT);
        /* nobody is a member without an appointment */
        (void)snprintf(sql, sizeof(sql),
            "INSERT INTO member VALUES (x'%s', 3, 999, zeroblob(32))", some_id);
        CHECK_INT(run_sql(sql), SQLITE_CONSTRAINT);
        tear_down();
}

static void an_assessment_for_a_contact_is_refused(void)
{
        for (int keys = WITHOUT_KEYS; keys <= WITH_KEYS; keys++) {
                set_up(keys);
                CHECK_INT(insert_recipient(2, ZL_ASSESSMENT, contact, 4),
                    SQLITE_CONSTRAINT);
                tear_down();
        }
        set_up(WITH_KEYS);
        /* under another kind: the record's own is an assessment */
        CHECK_INT(insert_recipient(2, ZL_NOTE, contact, 4), SQLITE_CONSTRAINT);
        CHECK_INT(
            insert_recipient(2, ZL_FEEDBACK, contact, 4), SQLITE_CONSTRAINT);
        tear_down();
}

static void a_record_does_not_change_its_kind(void)
{
        set_up(WITH_KEYS);
        /* the contact's note, into an assessment */
        CHECK_INT(run_sql("UPDATE record SET kind = 6 WHERE position = 0"),
            SQLITE_CONSTRAINT);
        /* the assessment, into a feedback that a contact may receive */
        CHECK_INT(run_sql("UPDATE record SET kind = 7 WHERE position = 2"),
            SQLITE_CONSTRAINT);
        tear_down();
}

/* docs/protocol.md, 3.3: which roles write a kind, and, of what either role
 * writes, which roles receive it. */
static const struct {
        int kind;
        bool by[5]; /* by role */
        bool to[5][5]; /* by the author's role, then the recipient's */
} rights[] = {
    {ZL_NOTE, {[3] = true, [4] = true},
        {[3] = {[3] = true}, [4] = {[3] = true, [4] = true}}},
    {ZL_ADDENDUM, {[3] = true, [4] = true},
        {[3] = {[3] = true}, [4] = {[3] = true, [4] = true}}},
    {ZL_RETRACTION, {[4] = true}, {{false}}},
    {ZL_ACKNOWLEDGEMENT, {[3] = true, [4] = true}, {{false}}},
    {ZL_UNREADABLE, {[3] = true, [4] = true}, {{false}}},
    {ZL_ASSESSMENT, {[3] = true}, {[3] = {[3] = true}}},
    {ZL_FEEDBACK, {[3] = true}, {[3] = {[3] = true, [4] = true}}},
    {ZL_FAMILY_STATEMENT, {[3] = true}, {[3] = {[3] = true}}},
    {ZL_HANDOVER, {[3] = true}, {[3] = {[3] = true}}},
    {ZL_STEP_OUT, {[3] = true}, {[3] = {[3] = true}}},
    {ZL_RESEAL, {[3] = true, [4] = true},
        {[3] = {[3] = true, [4] = true}, [4] = {[3] = true}}},
    {ZL_CLOSING, {[3] = true}, {{false}}},
    {ZL_REOPENING, {[3] = true}, {{false}}},
    {ZL_HOLD, {[3] = true}, {{false}}},
    {ZL_ERASURE, {[3] = true}, {{false}}},
};

enum { KINDS = sizeof(rights) / sizeof(rights[0]) };

static int wanted(bool right)
{
        return right ? SQLITE_OK : SQLITE_CONSTRAINT;
}

/* A note needs a signal to open. */
static int try_author(int kind, const char *author, int role)
{
        char sql[512];

        (void)snprintf(sql, sizeof(sql),
            "INSERT INTO signal SELECT x'%s', club, author, author_role, "
            "state, holders, note, held, bodies, left_out, stepped_out, "
            "from_club, row_hash FROM signal",
            some_id);
        REQUIRE_INT(run_sql(sql), SQLITE_OK);
        return insert_record(some_id, kind, author, role);
}

static void every_kind_has_its_authors(void)
{
        char who[5][ZL_ID_TEXT] = {""};

        for (int keys = WITHOUT_KEYS; keys <= WITH_KEYS; keys++) {
                set_up(keys);
                zl_hex_of(w->coordinator.bytes, ZL_ID_SIZE, who[1]);
                zl_hex_of(w->supporter.bytes, ZL_ID_SIZE, who[2]);
                (void)snprintf(who[3], sizeof(who[3]), "%s", holder);
                (void)snprintf(who[4], sizeof(who[4]), "%s", contact);
                for (size_t k = 0; k < KINDS; k++) {
                        for (int role = 1; role <= 4; role++) {
                                REQUIRE_INT(run_sql("BEGIN"), SQLITE_OK);
                                CHECK_INT(
                                    try_author(rights[k].kind, who[role], role),
                                    wanted(rights[k].by[role]));
                                REQUIRE_INT(run_sql("ROLLBACK"), SQLITE_OK);
                        }
                }
                CHECK_INT(
                    insert_record(some_id, 0, holder, 3), SQLITE_CONSTRAINT);
                CHECK_INT(
                    insert_record(some_id, 16, holder, 3), SQLITE_CONSTRAINT);
                tear_down();
        }
}

/* Around the keys as well, each row of the table by itself. */
static void every_kind_has_its_readers(void)
{
        char who[5][ZL_ID_TEXT] = {""};

        set_up(WITHOUT_KEYS);
        zl_hex_of(w->coordinator.bytes, ZL_ID_SIZE, who[1]);
        zl_hex_of(w->supporter.bytes, ZL_ID_SIZE, who[2]);
        (void)snprintf(who[3], sizeof(who[3]), "%s", holder);
        (void)snprintf(who[4], sizeof(who[4]), "%s", contact);
        for (size_t k = 0; k < KINDS; k++) {
                for (int by = 1; by <= 4; by++) {
                        for (int to = 1; to <= 4; to++) {
                                REQUIRE_INT(run_sql("BEGIN"), SQLITE_OK);
                                CHECK_INT(insert_reader(99, rights[k].kind, by,
                                              who[to], to),
                                    wanted(rights[k].to[by][to]));
                                REQUIRE_INT(run_sql("ROLLBACK"), SQLITE_OK);
                        }
                }
        }
        tear_down();
}

/* What is hidden from the club says so, and no contact writes of it. */
static void what_is_hidden_stays_so(void)
{
        set_up(WITH_KEYS);
        for (size_t k = 0; k < KINDS; k++) {
                int kind = rights[k].kind;
                bool may_be = kind == ZL_ACKNOWLEDGEMENT ||
                    kind == ZL_UNREADABLE || hidden_of(kind) == 1;
                const char *by = rights[k].by[3] ? holder : contact;
                int role = rights[k].by[3] ? 3 : 4;

                if (kind == ZL_NOTE)
                        continue;
                for (int hidden = 0; hidden <= 1; hidden++) {
                        REQUIRE_INT(run_sql("BEGIN"), SQLITE_OK);
                        CHECK_INT(insert_as(some_id, kind, by, role, hidden),
                            wanted(
                                hidden == 1 ? may_be : hidden_of(kind) == 0));
                        REQUIRE_INT(run_sql("ROLLBACK"), SQLITE_OK);
                }
        }
        CHECK_INT(insert_as(some_id, ZL_ACKNOWLEDGEMENT, contact, 4, 1),
            SQLITE_CONSTRAINT);
        CHECK_INT(insert_as(some_id, ZL_UNREADABLE, contact, 4, 1),
            SQLITE_CONSTRAINT);
        tear_down();
}

static void a_seal_is_of_a_recipient(void)
{
        char sql[256];

        set_up(WITH_KEYS);
        /* the contact's, of the assessment */
        (void)snprintf(sql, sizeof(sql),
            "INSERT INTO seal VALUES (2, x'%s', zeroblob(32), zeroblob(96), "
            "zeroblob(32))",
            contact);
        CHECK_INT(run_sql(sql), SQLITE_CONSTRAINT);
        (void)snprintf(sql, sizeof(sql),
            "INSERT INTO seal VALUES (2, x'%s', zeroblob(32), zeroblob(96), "
            "zeroblob(32))",
            deputy);
        CHECK_INT(run_sql(sql), SQLITE_OK);
        tear_down();
}

static void a_signal_does_not_come_back(void)
{
        static const struct {
                int from;
                int to;
                int want;
        } moves[] = {
            {2, 4, SQLITE_OK},
            {2, 32, SQLITE_OK},
            {4, 2, SQLITE_CONSTRAINT},
            {8, 2, SQLITE_CONSTRAINT},
            {4, 32, SQLITE_CONSTRAINT},
            {8, 32, SQLITE_CONSTRAINT},
            {16, 8, SQLITE_OK},
            {64, 8, SQLITE_CONSTRAINT},
            {32, 2, SQLITE_CONSTRAINT},
            {32, 64, SQLITE_CONSTRAINT},
            {8, 3, SQLITE_CONSTRAINT},
        };
        char sql[512];

        set_up(WITHOUT_KEYS);
        for (size_t i = 0; i < sizeof(moves) / sizeof(moves[0]); i++) {
                REQUIRE_INT(run_sql("BEGIN"), SQLITE_OK);
                (void)snprintf(sql, sizeof(sql),
                    "INSERT INTO signal SELECT x'%s', club, author, "
                    "author_role, %d, holders, note, held, bodies, left_out, "
                    "stepped_out, from_club, row_hash FROM signal",
                    some_id, moves[i].from);
                REQUIRE_INT(run_sql(sql), SQLITE_OK);
                (void)snprintf(sql, sizeof(sql),
                    "UPDATE signal SET state = %d WHERE id = x'%s'",
                    moves[i].to, some_id);
                CHECK_INT(run_sql(sql), moves[i].want);
                REQUIRE_INT(run_sql("ROLLBACK"), SQLITE_OK);
        }
        /* a professional's is never waited for, and never taken back */
        for (int state = 2; state <= 64; state *= 2) {
                REQUIRE_INT(run_sql("BEGIN"), SQLITE_OK);
                (void)snprintf(sql, sizeof(sql),
                    "INSERT INTO signal SELECT x'%s', club, x'%s', 3, %d, "
                    "holders, note, held, bodies, left_out, stepped_out, "
                    "from_club, row_hash FROM signal",
                    some_id, holder, state);
                CHECK_INT(run_sql(sql),
                    wanted(state != 2 && state != 4 && state != 32));
                REQUIRE_INT(run_sql("ROLLBACK"), SQLITE_OK);
        }
        tear_down();
}

static void of_a_record_only_seals_change(void)
{
        static const char *const columns[] = {
            "id", "hash", "signal", "author", "salt", "head"};
        char sql[128];

        set_up(WITHOUT_KEYS);
        for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++) {
                (void)snprintf(sql, sizeof(sql),
                    "UPDATE record SET %s = randomblob(length(%s)) "
                    "WHERE position = 1",
                    columns[i], columns[i]);
                CHECK_INT(run_sql(sql), SQLITE_CONSTRAINT);
        }
        CHECK_INT(
            run_sql("UPDATE record SET time = time + 1"), SQLITE_CONSTRAINT);
        CHECK_INT(run_sql("UPDATE record SET seals = zeroblob(33)"), SQLITE_OK);
        tear_down();
}

static void a_statement_is_never_changed(void)
{
        set_up(WITHOUT_KEYS);
        CHECK_INT(
            run_sql("UPDATE statement SET time = time + 1"), SQLITE_CONSTRAINT);
        CHECK_INT(run_sql("DELETE FROM statement WHERE position = 3"),
            SQLITE_CONSTRAINT);
        tear_down();
}

/* What gets in around the server is not served by it. */
static void a_row_without_its_hash_is_not_served(void)
{
        struct zl_stored_record found;
        struct zl_id id;

        set_up(WITH_KEYS);
        REQUIRE_INT(insert_record(some_id, ZL_FEEDBACK, holder, 3), SQLITE_OK);
        REQUIRE_OK(zl_hex_parse(some_id, id.bytes, ZL_ID_SIZE));
        REQUIRE_OK(store_world_open(w));
        CHECK_STATUS(zl_store_find_record(w->store, &id, &found), ZL_E_DAMAGED);
        CHECK_STATUS(zl_store_check(w->store), ZL_E_DAMAGED);
        tear_down();
}

/* Nor does the server's own code get past the constraints, whatever it
 * believes about the author and the recipients. */
static void the_server_believing_otherwise_is_refused(void)
{
        struct zl_member forged;
        struct zl_id to_contact[1];

        w = store_world_new();
        REQUIRE_OK(store_world_open(w));
        store_world_found(w);
        store_world_fill(w, &story);
        REQUIRE_OK(zl_store_begin(w->store));
        CHECK_STATUS(store_world_write(w, ZL_ASSESSMENT,
                         store_world_member(w, &w->contact), &story.note.id,
                         &story.note.hash, &w->holder, 1, NULL),
            ZL_E_CONFLICT);
        forged = *store_world_member(w, &w->contact);
        forged.role = ZL_ROLE_PROFESSIONAL;
        CHECK_STATUS(store_world_write(w, ZL_ASSESSMENT, &forged,
                         &story.note.id, &story.note.hash, &w->holder, 1, NULL),
            ZL_E_CONFLICT);
        to_contact[0] = w->contact;
        CHECK_STATUS(store_world_write(w, ZL_ASSESSMENT,
                         store_world_member(w, &w->holder), &story.note.id,
                         &story.note.hash, to_contact, 1, NULL),
            ZL_E_CONFLICT);
        zl_store_rollback(w->store);
        CHECK_OK(zl_store_check(w->store));
        store_story_done(&story);
        store_world_free(w);
}

static const struct check_case cases[] = {
    CHECK_CASE(a_professional_may_be_inserted),
    CHECK_CASE(an_assessment_by_a_contact_is_refused),
    CHECK_CASE(a_forged_role_is_refused),
    CHECK_CASE(a_member_keeps_the_role),
    CHECK_CASE(an_assessment_for_a_contact_is_refused),
    CHECK_CASE(a_record_does_not_change_its_kind),
    CHECK_CASE(every_kind_has_its_authors),
    CHECK_CASE(every_kind_has_its_readers),
    CHECK_CASE(what_is_hidden_stays_so),
    CHECK_CASE(a_seal_is_of_a_recipient),
    CHECK_CASE(a_signal_does_not_come_back),
    CHECK_CASE(of_a_record_only_seals_change),
    CHECK_CASE(a_statement_is_never_changed),
    CHECK_CASE(a_row_without_its_hash_is_not_served),
    CHECK_CASE(the_server_believing_otherwise_is_refused),
};
CHECK_MAIN("store_around", cases)
