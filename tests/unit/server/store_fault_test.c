/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: whichever call fails, of memory, reading, writing or syncing, the
 * store says so, nothing is half there, and what was committed before still
 * is. The n-th call is made to fail for n = 1, 2, ... until none is left. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "fault_alloc.h"
#include "fault_sqlite.h"
#include "store_world.h"

/* --- One go: open, a group, and reading it again -------------------------- */

static struct store_world *w;
static struct store_story story;

static void set_up(void)
{
        fault_sqlite_install();
        w = store_world_new();
        REQUIRE_OK(store_world_open(w));
        store_world_found(w);
        store_world_fill(w, &story);
        zl_store_close(w->store);
        w->store = NULL;
}

static void tear_down(void)
{
        store_story_done(&story);
        store_world_free(w);
}

/* A record that is ready to be stored. */
struct ready {
        struct zl_record record;
        struct zl_member author;
        struct zl_taken taken;
        uint8_t *bytes;
};

/* Nothing but the store's own calls may fail in a go. */
struct prepared {
        struct ready note; /* of a signal of its own */
        struct ready erasure; /* of the story's signal */
        /* a seal to the story's note */
        struct zl_record sealed;
        uint8_t *sealed_bytes;
        struct zl_new_seal seal;
        struct zl_sealing_entry key;
};

static void prepare_seal(struct prepared *p)
{
        struct zl_stored_record stored;

        REQUIRE_OK(zl_store_find_record(w->store, &story.note.id, &stored));
        REQUIRE_OK(zl_bytes_copy(
            stored.bytes.data, stored.bytes.size, &p->sealed_bytes));
        REQUIRE_OK(zl_record_parse(p->sealed_bytes, stored.bytes.size, false,
            &w->organisation, &p->sealed));
        zl_random(&p->key, sizeof(p->key));
        p->seal.member = w->deputy;
        p->seal.key = p->key.key;
        p->seal.keys = &p->key;
        p->seal.key_count = 1;
}

static void prepare_record(enum zl_kind kind, struct ready *ret)
{
        bool note = kind == ZL_NOTE;
        struct store_written written;

        ret->author = *store_world_member(w, note ? &w->contact : &w->holder);
        REQUIRE_OK(store_world_write(w, kind, &ret->author,
            note ? NULL : &story.note.id, note ? NULL : &story.note.hash,
            &w->holder, note ? 1 : 0, &written));
        ret->bytes = (uint8_t *)(uintptr_t)written.bytes.data;
        REQUIRE_OK(zl_record_parse(ret->bytes, written.bytes.size, true,
            &w->organisation, &ret->record));
        w->records--;
        store_world_take(w, &ret->record, &ret->author, &written, &ret->taken);
        w->records++;
}

static struct prepared *prepare(void)
{
        struct prepared *p = calloc(1, sizeof(*p));

        REQUIRE(p != NULL);
        REQUIRE_OK(store_world_open(w));
        prepare_seal(p);
        REQUIRE_OK(zl_store_begin(w->store));
        prepare_record(ZL_NOTE, &p->note);
        prepare_record(ZL_ERASURE, &p->erasure);
        zl_store_rollback(w->store);
        w->records -= 2;
        zl_store_close(w->store);
        w->store = NULL;
        return p;
}

static void prepared_free(struct prepared *p)
{
        free(p->note.bytes);
        free(p->erasure.bytes);
        free(p->sealed_bytes);
        free(p);
}

/* A note, an opening, a new seal and an erasure. */
static int add_all(const struct prepared *p)
{
        struct zl_signal_facts facts;
        bool fresh = false;
        int status =
            zl_store_signal(w->store, &p->note.record.context.signal, &facts);

        if (status == ZL_OK)
                status = zl_store_add_record(w->store, &p->note.taken);
        if (status == ZL_OK)
                status = zl_store_note_opened(
                    w->store, &story.note.id, &w->deputy, w->now);
        if (status == ZL_OK)
                status =
                    zl_store_put_seal(w->store, &p->sealed, &p->seal, &fresh);
        if (status == ZL_OK)
                status = zl_store_add_record(w->store, &p->erasure.taken);
        return status;
}

static int add_group(const struct prepared *p)
{
        struct zl_head head = {.time = w->now};
        int status = zl_store_begin(w->store);

        if (status != ZL_OK)
                return status;
        head.statements = w->statements;
        head.records = w->records + 2;
        status = zl_store_savepoint(w->store);
        if (status == ZL_OK)
                status = add_all(p);
        if (status == ZL_OK)
                status = zl_store_release(w->store);
        if (status == ZL_OK)
                status = zl_store_log_root(w->store, ZL_LOG_STATEMENTS,
                    head.statements, &head.statement_root);
        if (status == ZL_OK)
                status = zl_store_log_root(
                    w->store, ZL_LOG_RECORDS, head.records, &head.record_root);
        if (status == ZL_OK)
                status = zl_store_add_head(w->store, &head);
        if (status != ZL_OK) {
                zl_store_rollback(w->store);
                return status;
        }
        return zl_store_commit(w->store);
}

/* Opens, adds the group, closes. */
static int go(const struct prepared *p)
{
        int status = store_world_open(w);

        if (status != ZL_OK) {
                CHECK(w->store == NULL);
                return status;
        }
        status = add_group(p);
        zl_store_close(w->store);
        w->store = NULL;
        return status;
}

/* The body of the story's note is there until it is erased, seals as well. */
static void check_inside(bool erased)
{
        struct zl_bytes body;
        int status = zl_store_body(w->store, &story.note.id, &body);

        CHECK_STATUS(status, erased ? ZL_E_NOT_FOUND : ZL_OK);
}

/* The database is whole, and has the record if, and as far as can be known
 * only if, it was said to be there. Puts it back as it was. */
static void check_after(const struct prepared *p, int said, const char *backup)
{
        struct zl_stored_record found;
        char name[128];
        int status;

        REQUIRE_OK(store_world_open(w));
        CHECK_OK(zl_store_check(w->store));
        status = zl_store_find_record(
            w->store, &p->erasure.record.context.id, &found);
        if (said == ZL_OK)
                CHECK_OK(status);
        else
                CHECK(status == ZL_OK || status == ZL_E_NOT_FOUND);
        check_inside(status == ZL_OK);
        zl_store_close(w->store);
        w->store = NULL;
        (void)snprintf(name, sizeof(name), "%s-wal", w->path);
        (void)remove(name);
        (void)snprintf(name, sizeof(name), "%s-shm", w->path);
        (void)remove(name);
        store_copy(backup, w->path);
}

static void each_allocation_of_ours(void)
{
        struct prepared *p = NULL;
        char backup[128];
        int status;
        int seen = 0;

        set_up();
        p = prepare();
        (void)snprintf(backup, sizeof(backup), "%s/backup", w->folder);
        store_copy(w->path, backup);
        for (size_t n = 1;; n++) {
                fault_alloc_fail_at(n);
                status = go(p);
                if (!fault_alloc_stop())
                        break;
                CHECK_STATUS(status, ZL_E_MEMORY);
                check_after(p, status, backup);
                seen++;
        }
        CHECK_OK(status);
        CHECK(seen >= 1);
        check_after(p, status, backup);
        prepared_free(p);
        tear_down();
}

/* SQLite gets by without some of what it asks for; but says so if not. There
 * are thousands: every third one is enough. */
static void each_allocation_of_sqlite(void)
{
        struct prepared *p = NULL;
        char backup[128];
        int status = ZL_OK;
        int seen = 0;
        int refused = 0;

        set_up();
        p = prepare();
        (void)snprintf(backup, sizeof(backup), "%s/backup", w->folder);
        store_copy(w->path, backup);
        for (unsigned n = 1;; n += 3) {
                fault_sqlite_fail(FAULT_MEMORY, n, false);
                status = go(p);
                if (!fault_sqlite_stop())
                        break;
                seen++;
                if (status != ZL_OK) {
                        /* some come back as failures of its file system */
                        CHECK(status == ZL_E_MEMORY || status == ZL_E_STORAGE);
                        refused += status == ZL_E_MEMORY;
                }
                if (n % 16 == 0 || status == ZL_OK)
                        check_after(p, status, backup);
        }
        CHECK_OK(status);
        CHECK(seen > 100);
        CHECK(refused > seen / 2);
        check_after(p, status, backup);
        prepared_free(p);
        tear_down();
}

static void fail_disk(enum fault_sqlite fault, bool stays)
{
        struct prepared *p = NULL;
        char backup[128];
        int status = ZL_OK;
        int seen = 0;
        int refused = 0;

        set_up();
        p = prepare();
        (void)snprintf(backup, sizeof(backup), "%s/backup", w->folder);
        store_copy(w->path, backup);
        for (unsigned n = 1;; n++) {
                fault_sqlite_fail(fault, n, stays);
                status = go(p);
                if (!fault_sqlite_stop())
                        break;
                seen++;
                if (status != ZL_OK) {
                        CHECK_STATUS(status, ZL_E_STORAGE);
                        refused++;
                }
                check_after(p, status, backup);
        }
        CHECK_OK(status);
        (void)printf("%d calls failed, %d goes refused\n", seen, refused);
        CHECK(seen > 0);
        CHECK(refused > 0);
        check_after(p, status, backup);
        prepared_free(p);
        tear_down();
}

static void each_read(void)
{
        fail_disk(FAULT_READ, false);
}

static void each_write(void)
{
        fail_disk(FAULT_WRITE, false);
        fail_disk(FAULT_WRITE, true);
}

static void each_sync(void)
{
        fail_disk(FAULT_SYNC, false);
        fail_disk(FAULT_SYNC, true);
}

static void a_full_disk(void)
{
        fail_disk(FAULT_FULL, false);
        fail_disk(FAULT_FULL, true);
}

/* After a commit that failed, nothing is taken until it is opened anew. */
static void a_failed_commit_ends_the_connection(void)
{
        struct prepared *p = NULL;
        struct zl_stored_record found;

        set_up();
        p = prepare();
        REQUIRE_OK(store_world_open(w));
        fault_sqlite_fail(FAULT_SYNC, 1, false);
        CHECK_STATUS(add_group(p), ZL_E_STORAGE);
        CHECK(fault_sqlite_stop());
        CHECK_STATUS(zl_store_begin(w->store), ZL_E_STORAGE);
        zl_store_close(w->store);
        w->store = NULL;
        REQUIRE_OK(store_world_open(w));
        if (zl_store_find_record(w->store, &p->erasure.record.context.id,
                &found) == ZL_E_NOT_FOUND)
                CHECK_OK(add_group(p));
        CHECK_OK(zl_store_check(w->store));
        prepared_free(p);
        tear_down();
}

static const struct check_case cases[] = {
    CHECK_CASE(each_allocation_of_ours),
    CHECK_CASE(each_allocation_of_sqlite),
    CHECK_CASE(each_read),
    CHECK_CASE(each_write),
    CHECK_CASE(each_sync),
    CHECK_CASE(a_full_disk),
    CHECK_CASE(a_failed_commit_ends_the_connection),
};
CHECK_MAIN("store_fault", cases)
