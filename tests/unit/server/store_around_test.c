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

/* A record of the story's signal, or, for a note, of its own. */
static int insert_record(const char *id, int kind, const char *author, int role)
{
        char sql[1024];

        (void)snprintf(sql, sizeof(sql),
            "INSERT INTO record VALUES ((SELECT max(position) + 1 FROM "
            "record), x'%s', randomblob(32), x'%s', %d, x'%s', %d, 1, 1, "
            "zeroblob(32), zeroblob(32), zeroblob(9), zeroblob(32))",
            id, kind == ZL_NOTE ? id : note, kind, author, role);
        return run_sql(sql);
}

static int insert_recipient(
    int position, int kind, const char *member, int role)
{
        char sql[512];

        (void)snprintf(sql, sizeof(sql),
            "INSERT INTO recipient VALUES (%d, %d, x'%s', %d, zeroblob(32))",
            position, kind, member, role);
        return run_sql(sql);
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

static void supporters_and_coordinators_have_no_part(void)
{
        static const int kinds[] = {
            ZL_NOTE, ZL_ACKNOWLEDGEMENT, ZL_ASSESSMENT, ZL_FEEDBACK};
        char supporter[ZL_ID_TEXT];
        char coordinator[ZL_ID_TEXT];

        set_up(WITH_KEYS);
        zl_hex_of(w->supporter.bytes, ZL_ID_SIZE, supporter);
        zl_hex_of(w->coordinator.bytes, ZL_ID_SIZE, coordinator);
        for (size_t i = 0; i < 4; i++) {
                CHECK_INT(insert_record(
                              some_id, kinds[i], supporter, ZL_ROLE_SUPPORTER),
                    SQLITE_CONSTRAINT);
                CHECK_INT(insert_record(some_id, kinds[i], coordinator,
                              ZL_ROLE_COORDINATOR),
                    SQLITE_CONSTRAINT);
        }
        CHECK_INT(insert_recipient(0, ZL_NOTE, supporter, ZL_ROLE_SUPPORTER),
            SQLITE_CONSTRAINT);
        CHECK_INT(
            insert_recipient(0, ZL_NOTE, coordinator, ZL_ROLE_COORDINATOR),
            SQLITE_CONSTRAINT);
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
    CHECK_CASE(supporters_and_coordinators_have_no_part),
    CHECK_CASE(a_statement_is_never_changed),
    CHECK_CASE(a_row_without_its_hash_is_not_served),
    CHECK_CASE(the_server_believing_otherwise_is_refused),
};
CHECK_MAIN("store_around", cases)
