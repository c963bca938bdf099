/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: a changed byte in the file is never served as if it were right.
 * Every answer from a damaged file is the true one or an error, and the full
 * examination finds all damage that changes what is stored. */
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"
#include "store_world.h"

static const char *const table_names[] = {"store", "statement", "member",
    "signal", "record", "body", "recipient", "seal", "listed", "opened", "card",
    "invitation", "node", "head"};

enum { TABLES = sizeof(table_names) / sizeof(table_names[0]) };

/* Everything that can be asked, each answer as a status and a hash. */
enum { ANSWERS_MAX = 200 };

struct answers {
        size_t count;
        struct {
                int status;
                bool set; /* of what there is, not one thing asked for */
                struct zl_hash hash;
        } of[ANSWERS_MAX];
};

static struct store_world *w;
static struct store_story story;
static char copy[128];

static void set_up(void)
{
        w = store_world_new();
        REQUIRE_OK(store_world_open(w));
        store_world_found(w);
        store_world_fill(w, &story);
        /* closing moves everything into the one file */
        zl_store_close(w->store);
        w->store = NULL;
        (void)snprintf(copy, sizeof(copy), "%s/copy.db", w->folder);
}

static void tear_down(void)
{
        store_story_done(&story);
        store_world_free(w);
}

static void take(struct answers *a, int status, const void *data, size_t size)
{
        REQUIRE(a->count < ANSWERS_MAX);
        a->of[a->count].status = status;
        a->of[a->count].set = false;
        a->of[a->count].hash = zl_hash_of(data, status == ZL_OK ? size : 0);
        a->count++;
}

static void take_set(
    struct answers *a, int status, const void *data, size_t size)
{
        take(a, status, data, size);
        a->of[a->count - 1].set = true;
}

static int add_record(void *context, const struct zl_stored_record *record)
{
        struct zl_hasher *h = context;

        zl_hasher_add(h, &record->proof.index, sizeof(uint64_t));
        zl_hasher_add(h, record->proof.salt, ZL_SALT_SIZE);
        zl_hasher_add(h, record->bytes.data, record->bytes.size);
        return ZL_OK;
}

static int add_statement(
    void *context, const struct zl_stored_statement *statement)
{
        struct zl_hasher *h = context;

        zl_hasher_add(h, statement->bytes.data, statement->bytes.size);
        return ZL_OK;
}

static void ask_lists(struct zl_store *store, struct answers *a)
{
        const struct zl_id *members[] = {&w->holder, &w->deputy, &w->contact,
            &w->supporter, &w->coordinator};
        struct zl_hasher h;
        struct zl_hash hash;
        int status;

        for (size_t i = 0; i < 5; i++) {
                zl_hasher_init(&h);
                status =
                    zl_store_each_record(store, members[i], 0, add_record, &h);
                hash = zl_hasher_end(&h);
                take_set(a, status, &hash, sizeof(hash));
        }
        for (size_t i = 0; i < 2; i++) {
                struct zl_signal_walk walk = {
                    .signal = story.note.id, .member = w->deputy};

                walk.hidden = i == 1;
                zl_hasher_init(&h);
                status = zl_store_each_of_signal(store, &walk, add_record, &h);
                hash = zl_hasher_end(&h);
                take_set(a, status, &hash, sizeof(hash));
        }
        zl_hasher_init(&h);
        status = zl_store_each_statement(store, 0, add_statement, &h);
        hash = zl_hasher_end(&h);
        take_set(a, status, &hash, sizeof(hash));
}

static void ask_records(struct zl_store *store, struct answers *a)
{
        const struct store_written *all[] = {&story.note,
            &story.acknowledgement, &story.assessment, &story.feedback};
        const struct zl_id *members[] = {
            &w->holder, &w->deputy, &w->contact, &w->supporter};
        struct zl_stored_record found;
        struct zl_bytes body = {NULL, 0};
        struct zl_stored_about about;
        bool facts[3];
        bool opened = false;
        int status;

        for (size_t i = 0; i < 4; i++) {
                status = zl_store_find_record(store, &all[i]->id, &found);
                take(a, status, found.bytes.data,
                    status == ZL_OK ? found.bytes.size : 0);
                status =
                    zl_store_find_record_by_hash(store, &all[i]->hash, &found);
                take(a, status, &found.hash, ZL_HASH_SIZE);
                status = zl_store_body(store, &all[i]->id, &body);
                take(a, status, body.data, body.size);
                for (size_t m = 0; m < 4; m++) {
                        memset(&about, 0, sizeof(about));
                        status = zl_store_about(
                            store, &all[i]->id, members[m], &about);
                        facts[0] = about.author;
                        facts[1] = about.recipient;
                        facts[2] = about.of_contact;
                        take_set(a, status, facts, sizeof(facts));
                        status = zl_store_was_opened(
                            store, &all[i]->id, members[m], &opened);
                        take_set(a, status, &opened, sizeof(opened));
                }
        }
}

static void ask_logs(struct zl_store *store, struct answers *a)
{
        struct zl_head head;
        struct zl_hash root;
        struct zl_path path;
        uint64_t size = 0;
        uint64_t entries;
        int status;

        for (enum zl_log log = ZL_LOG_STATEMENTS; log <= ZL_LOG_RECORDS;
             log++) {
                entries = log == ZL_LOG_RECORDS ? w->records : w->statements;
                status = zl_store_log_size(store, log, &size);
                take_set(a, status, &size, sizeof(size));
                status = zl_store_head(store, log, ZL_POSITION_END, &head);
                take_set(a, status, &head, sizeof(head));
                for (uint64_t i = 0; i < entries; i++) {
                        status = zl_store_head(store, log, i, &head);
                        take_set(a, status, &head, sizeof(head));
                        status = zl_store_log_root(store, log, i + 1, &root);
                        take(a, status, &root, sizeof(root));
                        status =
                            zl_store_log_path(store, log, i, entries, &path);
                        take(a, status, path.hashes,
                            path.count * sizeof(path.hashes[0]));
                }
        }
}

static void ask_all(struct zl_store *store, struct answers *a)
{
        struct zl_signal_facts facts;
        struct zl_bytes bytes = {NULL, 0};
        struct zl_time time;
        int status;

        a->count = 0;
        ask_lists(store, a);
        ask_records(store, a);
        ask_logs(store, a);
        memset(&facts, 0, sizeof(facts));
        status = zl_store_signal(store, &story.note.id, &facts);
        take_set(a, status, &facts, sizeof(facts));
        status = zl_store_find_card(store, &story.card, &bytes);
        take(a, status, bytes.data, bytes.size);
        status = zl_store_find_invitation(store, &story.lookup, &bytes, &time);
        take(a, status, bytes.data, bytes.size);
}

/* What is stored, seen by SQLite alone; false: it says there is damage. */
static bool dump(const char *path, struct zl_hash *ret)
{
        sqlite3 *db = NULL;
        sqlite3_stmt *stmt = NULL;
        struct zl_hasher h;
        char sql[128];
        int rc = sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL);

        zl_hasher_init(&h);
        for (size_t t = 0; rc == SQLITE_OK && t < TABLES; t++) {
                (void)snprintf(
                    sql, sizeof(sql), "SELECT * FROM %s", table_names[t]);
                rc = sqlite3_prepare_v2(db, sql, -1, &stmt, NULL);
                while (rc == SQLITE_OK &&
                    (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
                        for (int c = 0; c < sqlite3_column_count(stmt); c++) {
                                int type = sqlite3_column_type(stmt, c);
                                const void *data = sqlite3_column_blob(stmt, c);
                                int size = sqlite3_column_bytes(stmt, c);

                                zl_hasher_add(&h, &type, sizeof(type));
                                zl_hasher_add(&h, &size, sizeof(size));
                                zl_hasher_add(&h, data, (size_t)size);
                        }
                        rc = SQLITE_OK;
                }
                (void)sqlite3_finalize(stmt);
                stmt = NULL;
                if (rc == SQLITE_DONE)
                        rc = SQLITE_OK;
        }
        (void)sqlite3_close(db);
        *ret = zl_hasher_end(&h);
        return rc == SQLITE_OK;
}

static void flip(const char *path, long at, uint8_t bits)
{
        FILE *f = fopen(path, "r+b");
        int byte;

        REQUIRE(f != NULL);
        REQUIRE_INT(fseek(f, at, SEEK_SET), 0);
        byte = fgetc(f);
        REQUIRE(byte != EOF);
        REQUIRE_INT(fseek(f, at, SEEK_SET), 0);
        REQUIRE(fputc(byte ^ bits, f) != EOF);
        REQUIRE_INT(fclose(f), 0);
}

static long file_size(const char *path)
{
        struct stat about;

        REQUIRE_INT(stat(path, &about), 0);
        return (long)about.st_size;
}

static void clear_copy(void)
{
        char name[160];

        (void)unlink(copy);
        (void)snprintf(name, sizeof(name), "%s-wal", copy);
        (void)unlink(name);
        (void)snprintf(name, sizeof(name), "%s-shm", copy);
        (void)unlink(name);
}

/* An answer is the true one, or says that something is wrong. A row that
 * cannot be reached any more is not served either; that there is one less of
 * them is for the examination to find. */
static void check_answers(
    const struct answers *got, const struct answers *want, int examined)
{
        REQUIRE_UINT(got->count, want->count);
        for (size_t i = 0; i < got->count; i++) {
                int status = got->of[i].status;

                if (status == want->of[i].status &&
                    zl_hash_equal(&got->of[i].hash, &want->of[i].hash))
                        continue;
                CHECK_STATUS(examined, ZL_E_DAMAGED);
                CHECK(status == ZL_E_DAMAGED || status == ZL_E_NOT_FOUND ||
                    status == ZL_E_USAGE ||
                    (status == ZL_OK && got->of[i].set));
        }
}

static void the_answers_of_a_whole_file_are_all_right(void)
{
        struct answers *a = calloc(1, sizeof(*a));
        struct zl_hash before;
        struct zl_hash after;
        size_t good = 0;

        REQUIRE(a != NULL);
        set_up();
        REQUIRE_OK(store_world_open(w));
        CHECK_OK(zl_store_check(w->store));
        ask_all(w->store, a);
        for (size_t i = 0; i < a->count; i++)
                good += a->of[i].status == ZL_OK;
        CHECK(good > 70);
        zl_store_close(w->store);
        w->store = NULL;
        CHECK(dump(w->path, &before));
        store_copy(w->path, copy);
        CHECK(dump(copy, &after));
        CHECK_BYTES(before.bytes, ZL_HASH_SIZE, after.bytes, ZL_HASH_SIZE);
        tear_down();
        free(a);
}

/* One flip in a copy: what SQLite then says is stored decides whether there
 * is damage to be found.  Counts damaging flips and those found. */
static void try_flip(long at, uint8_t bits, const struct answers *want,
    const struct zl_hash *whole, struct answers *got, int *damaging, int *found)
{
        struct zl_store *store = NULL;
        struct zl_hash now;
        bool damage;
        int status;

        clear_copy();
        store_copy(w->path, copy);
        flip(copy, at, bits);
        damage = !dump(copy, &now) || !zl_hash_equal(&now, whole);
        status = zl_store_open(copy, ZL_STORE_READ, &w->organisation, &store);
        if (status == ZL_OK) {
                status = zl_store_check(store);
                ask_all(store, got);
                check_answers(got, want, status);
                zl_store_close(store);
        }
        if (damage) {
                ++*damaging;
                *found += status != ZL_OK;
                if (status == ZL_OK)
                        (void)printf(
                            "not found: byte %ld, bits %02x\n", at, bits);
        }
}

static void every_damaging_flip_is_found(void)
{
        struct answers *want = calloc(1, sizeof(*want));
        struct answers *got = calloc(1, sizeof(*got));
        struct zl_hash whole;
        int damaging = 0;
        int found = 0;
        uint32_t random = 1;
        long size;

        REQUIRE(want != NULL && got != NULL);
        set_up();
        REQUIRE_OK(store_world_open(w));
        ask_all(w->store, want);
        zl_store_close(w->store);
        w->store = NULL;
        REQUIRE(dump(w->path, &whole));
        size = file_size(w->path);
        for (int i = 0; i < 400; i++) {
                random = random * 1664525 + 1013904223;
                try_flip((long)(random >> 4) % size,
                    (uint8_t)(1u << (random >> 29)), want, &whole, got,
                    &damaging, &found);
        }
        (void)printf("%d of 400 flips do damage, %d found\n", damaging, found);
        CHECK(damaging > 50);
        CHECK_INT(found, damaging);
        tear_down();
        free(want);
        free(got);
}

/* Where these bytes stand in the file; every place. */
static size_t places(
    const char *path, const void *needle, size_t size, long *ret, size_t max)
{
        long whole = file_size(path);
        uint8_t *data = malloc((size_t)whole);
        FILE *in = fopen(path, "rb");
        size_t count = 0;

        REQUIRE(data != NULL && in != NULL);
        REQUIRE_UINT(fread(data, 1, (size_t)whole, in), whole);
        REQUIRE_INT(fclose(in), 0);
        for (long at = 0; at + (long)size <= whole && count < max; at++)
                if (memcmp(data + at, needle, size) == 0)
                        ret[count++] = at;
        free(data);
        return count;
}

/* Each place where this blob stands in the file, changed in its middle. */
static int try_blob(const void *blob, size_t size)
{
        struct zl_store *store = NULL;
        long at[8];
        size_t count = places(w->path, blob, size, at, 8);
        int status;

        for (size_t i = 0; i < count; i++) {
                clear_copy();
                store_copy(w->path, copy);
                flip(copy, at[i] + (long)(size / 2), 0x10);
                status = zl_store_open(
                    copy, ZL_STORE_READ, &w->organisation, &store);
                if (status == ZL_OK) {
                        status = zl_store_check(store);
                        zl_store_close(store);
                }
                CHECK_STATUS(status, ZL_E_DAMAGED);
        }
        return (int)count;
}

/* The first rows' blobs; longer ones are cut up in the file. */
static int try_table(sqlite3 *db, const char *name)
{
        sqlite3_stmt *stmt = NULL;
        char sql[128];
        int tried = 0;

        (void)snprintf(sql, sizeof(sql), "SELECT * FROM %s LIMIT 3", name);
        REQUIRE_INT(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
        while (sqlite3_step(stmt) == SQLITE_ROW) {
                for (int c = 0; c < sqlite3_column_count(stmt); c++) {
                        int size = sqlite3_column_bytes(stmt, c);

                        if (sqlite3_column_type(stmt, c) == SQLITE_BLOB &&
                            size >= 16 && size <= 400)
                                tried += try_blob(
                                    sqlite3_column_blob(stmt, c), (size_t)size);
                }
        }
        REQUIRE_INT(sqlite3_finalize(stmt), SQLITE_OK);
        return tried;
}

/* A flip in the middle of content, where SQLite sees none. */
static void each_table_is_watched(void)
{
        sqlite3 *db = NULL;

        set_up();
        REQUIRE_INT(sqlite3_open(w->path, &db), SQLITE_OK);
        for (size_t t = 0; t < TABLES; t++)
                CHECK(try_table(db, table_names[t]) > 0);
        REQUIRE_INT(sqlite3_close(db), SQLITE_OK);
        tear_down();
}

static const struct check_case cases[] = {
    CHECK_CASE(the_answers_of_a_whole_file_are_all_right),
    CHECK_CASE(every_damaging_flip_is_found),
    CHECK_CASE(each_table_is_watched),
};
CHECK_MAIN("store_damage", cases)
