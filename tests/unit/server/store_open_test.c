/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: a database is opened only by who may, only when it is ours and
 * whole, and what is not ours is left as it is, byte for byte. */
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"
#include "store_world.h"

/* Run SQL on a file around the store. */
static void run_sql(const char *path, const char *sql)
{
        sqlite3 *db = NULL;

        REQUIRE_INT(sqlite3_open(path, &db), SQLITE_OK);
        CHECK_INT(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
        REQUIRE_INT(sqlite3_close(db), SQLITE_OK);
}

static struct zl_hash hash_file(const char *path)
{
        struct zl_hasher h;
        char chunk[4096];
        size_t size;
        FILE *in = fopen(path, "rb");

        REQUIRE(in != NULL);
        zl_hasher_init(&h);
        while ((size = fread(chunk, 1, sizeof(chunk), in)) > 0)
                zl_hasher_add(&h, chunk, size);
        REQUIRE_INT(fclose(in), 0);
        return zl_hasher_end(&h);
}

/* Both modes answer this, and the file stays as it was. */
static void check_left_alone(struct store_world *w, int want)
{
        struct zl_hash before = hash_file(w->path);
        struct zl_hash after;
        struct zl_store *reader = NULL;

        CHECK_STATUS(store_world_open(w), want);
        CHECK(w->store == NULL);
        CHECK_STATUS(
            zl_store_open(w->path, ZL_STORE_READ, &w->organisation, &reader),
            want);
        CHECK(reader == NULL);
        after = hash_file(w->path);
        CHECK_BYTES(
            after.bytes, sizeof(after.bytes), before.bytes, ZL_HASH_SIZE);
}

static void write_file(const char *path, const char *text)
{
        FILE *out = fopen(path, "wb");

        REQUIRE(out != NULL);
        REQUIRE(fputs(text, out) >= 0);
        REQUIRE_INT(fclose(out), 0);
}

static void a_new_one_is_made_and_opened_again(void)
{
        struct store_world *w = store_world_new();
        struct stat about;
        uint64_t size = 99;

        REQUIRE_OK(store_world_open(w));
        REQUIRE_INT(stat(w->path, &about), 0);
        CHECK_INT(about.st_mode & 0777, 0600);
        CHECK_OK(zl_store_log_size(w->store, ZL_LOG_RECORDS, &size));
        CHECK_UINT(size, 0);
        store_world_found(w);
        zl_store_close(w->store);
        w->store = NULL;
        REQUIRE_OK(store_world_open(w));
        CHECK_OK(zl_store_log_size(w->store, ZL_LOG_STATEMENTS, &size));
        CHECK_UINT(size, w->statements);
        CHECK_OK(zl_store_check(w->store));
        store_world_free(w);
}

static void an_empty_file_becomes_a_database(void)
{
        struct store_world *w = store_world_new();

        write_file(w->path, "");
        CHECK_OK(store_world_open(w));
        store_world_free(w);
}

static void somebody_elses_is_refused(void)
{
        struct store_world *w = store_world_new();

        REQUIRE_OK(store_world_open(w));
        zl_store_close(w->store);
        w->store = NULL;
        w->organisation.bytes[0] ^= 1;
        check_left_alone(w, ZL_E_ORGANISATION);
        store_world_free(w);
}

static void a_text_file_is_left_alone(void)
{
        struct store_world *w = store_world_new();

        write_file(w->path, "Dear diary, this is no database at all.\n");
        check_left_alone(w, ZL_E_DAMAGED);
        store_world_free(w);
}

static void a_foreign_database_is_left_alone(void)
{
        struct store_world *w = store_world_new();

        run_sql(w->path, "CREATE TABLE t (a); INSERT INTO t VALUES (1);");
        check_left_alone(w, ZL_E_DAMAGED);
        run_sql(w->path, "PRAGMA application_id = 7");
        check_left_alone(w, ZL_E_DAMAGED);
        store_world_free(w);
}

static void a_newer_one_is_left_alone(void)
{
        struct store_world *w = store_world_new();

        REQUIRE_OK(store_world_open(w));
        zl_store_close(w->store);
        w->store = NULL;
        run_sql(w->path, "PRAGMA user_version = 1000");
        check_left_alone(w, ZL_E_VERSION);
        store_world_free(w);
}

static void a_lost_constraint_is_seen(void)
{
        static const char *const changes[] = {
            "DROP TRIGGER member_keeps_role",
            "DROP INDEX head_by_records",
            "DROP TRIGGER signal_stays_gone",
            "CREATE TRIGGER t AFTER INSERT ON record BEGIN SELECT 1; END",
            "PRAGMA writable_schema = 1; UPDATE sqlite_schema SET "
            "sql = replace(sql, 'author_role = 4 AND (kind BETWEEN 1 AND 5', "
            "'author_role = 4 AND (kind BETWEEN 1 AND 6') "
            "WHERE name = 'record'",
        };

        for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
                struct store_world *w = store_world_new();

                REQUIRE_OK(store_world_open(w));
                zl_store_close(w->store);
                w->store = NULL;
                run_sql(w->path, changes[i]);
                check_left_alone(w, ZL_E_DAMAGED);
                store_world_free(w);
        }
}

static void a_cut_one_is_damaged(void)
{
        struct store_world *w = store_world_new();
        struct store_story story;
        struct stat about;

        REQUIRE_OK(store_world_open(w));
        store_world_found(w);
        store_world_fill(w, &story);
        zl_store_close(w->store);
        w->store = NULL;
        REQUIRE_INT(stat(w->path, &about), 0);
        REQUIRE_INT(truncate(w->path, about.st_size / 2), 0);
        check_left_alone(w, ZL_E_DAMAGED);
        store_story_done(&story);
        store_world_free(w);
}

static void a_reader_needs_the_file(void)
{
        struct store_world *w = store_world_new();
        struct zl_store *reader = NULL;

        CHECK_STATUS(
            zl_store_open(w->path, ZL_STORE_READ, &w->organisation, &reader),
            ZL_E_STORAGE);
        CHECK(reader == NULL);
        CHECK_INT(access(w->path, F_OK), -1);
        store_world_free(w);
}

static void there_is_one_writer(void)
{
        struct store_world *w = store_world_new();
        struct zl_store *second = NULL;
        int how = 0;
        pid_t child;

        REQUIRE_OK(store_world_open(w));
        CHECK_STATUS(
            zl_store_open(w->path, ZL_STORE_WRITE, &w->organisation, &second),
            ZL_E_BUSY);
        child = fork();
        REQUIRE(child >= 0);
        if (child == 0)
                _exit(zl_store_open(w->path, ZL_STORE_WRITE, &w->organisation,
                          &second) == ZL_E_BUSY
                        ? 0
                        : 1);
        REQUIRE_INT(waitpid(child, &how, 0), child);
        CHECK_INT(how, 0);
        zl_store_close(w->store);
        w->store = NULL;
        CHECK_OK(store_world_open(w));
        store_world_free(w);
}

static void readers_see_what_is_durable(void)
{
        struct store_world *w = store_world_new();
        struct zl_store *reader = NULL;
        struct store_story story;
        struct zl_stored_record found;
        uint64_t size = 0;

        REQUIRE_OK(store_world_open(w));
        store_world_found(w);
        REQUIRE_OK(
            zl_store_open(w->path, ZL_STORE_READ, &w->organisation, &reader));
        CHECK_OK(zl_store_log_size(reader, ZL_LOG_RECORDS, &size));
        CHECK_UINT(size, 0);
        store_world_fill(w, &story);
        CHECK_OK(zl_store_log_size(reader, ZL_LOG_RECORDS, &size));
        CHECK_UINT(size, 4);
        CHECK_OK(zl_store_find_record(reader, &story.note.id, &found));
        CHECK_OK(zl_store_check(reader));
        CHECK_STATUS(zl_store_begin(reader), ZL_E_USAGE);
        REQUIRE_OK(zl_store_begin(w->store));
        REQUIRE_OK(
            store_world_write(w, ZL_NOTE, store_world_member(w, &w->contact),
                NULL, NULL, &w->holder, 1, NULL));
        CHECK_OK(zl_store_log_size(reader, ZL_LOG_RECORDS, &size));
        CHECK_UINT(size, 4);
        REQUIRE_OK(zl_store_commit(w->store));
        CHECK_OK(zl_store_log_size(reader, ZL_LOG_RECORDS, &size));
        CHECK_UINT(size, 5);
        zl_store_close(reader);
        store_story_done(&story);
        store_world_free(w);
}

static void a_group_counts_whole_or_not_at_all(void)
{
        struct store_world *w = store_world_new();
        const struct zl_member *contact;
        struct zl_stored_record found;
        struct store_written lost;
        struct store_written kept;

        REQUIRE_OK(store_world_open(w));
        store_world_found(w);
        contact = store_world_member(w, &w->contact);
        CHECK_STATUS(zl_store_savepoint(w->store), ZL_E_STATE);
        CHECK_STATUS(store_world_write(
                         w, ZL_NOTE, contact, NULL, NULL, &w->holder, 1, NULL),
            ZL_E_STATE);
        REQUIRE_OK(zl_store_begin(w->store));
        CHECK_STATUS(zl_store_begin(w->store), ZL_E_STATE);
        REQUIRE_OK(zl_store_savepoint(w->store));
        REQUIRE_OK(store_world_write(
            w, ZL_NOTE, contact, NULL, NULL, &w->holder, 1, &lost));
        REQUIRE_OK(zl_store_undo(w->store));
        w->records--;
        REQUIRE_OK(zl_store_savepoint(w->store));
        REQUIRE_OK(store_world_write(
            w, ZL_NOTE, contact, NULL, NULL, &w->holder, 1, &kept));
        REQUIRE_OK(zl_store_release(w->store));
        REQUIRE_OK(zl_store_commit(w->store));
        CHECK_STATUS(
            zl_store_find_record(w->store, &lost.id, &found), ZL_E_NOT_FOUND);
        CHECK_OK(zl_store_find_record(w->store, &kept.id, &found));
        CHECK_UINT(found.proof.index, 0);
        free((void *)(uintptr_t)lost.bytes.data);

        REQUIRE_OK(zl_store_begin(w->store));
        REQUIRE_OK(store_world_write(
            w, ZL_NOTE, contact, NULL, NULL, &w->holder, 1, &lost));
        zl_store_rollback(w->store);
        CHECK_STATUS(
            zl_store_find_record(w->store, &lost.id, &found), ZL_E_NOT_FOUND);
        CHECK_OK(zl_store_check(w->store));
        free((void *)(uintptr_t)lost.bytes.data);
        free((void *)(uintptr_t)kept.bytes.data);
        store_world_free(w);
}

static const struct check_case cases[] = {
    CHECK_CASE(a_new_one_is_made_and_opened_again),
    CHECK_CASE(an_empty_file_becomes_a_database),
    CHECK_CASE(somebody_elses_is_refused),
    CHECK_CASE(a_text_file_is_left_alone),
    CHECK_CASE(a_foreign_database_is_left_alone),
    CHECK_CASE(a_newer_one_is_left_alone),
    CHECK_CASE(a_lost_constraint_is_seen),
    CHECK_CASE(a_cut_one_is_damaged),
    CHECK_CASE(a_reader_needs_the_file),
    CHECK_CASE(there_is_one_writer),
    CHECK_CASE(readers_see_what_is_durable),
    CHECK_CASE(a_group_counts_whole_or_not_at_all),
};
CHECK_MAIN("store_open", cases)
