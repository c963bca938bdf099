/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: the register keeps what it is given, on a disk of its own, notices
 * what changes under it, and has no way to any other database; nor has any
 * other a way to it. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"
#include "register/register_import.h"
#include "register/register_internal.h"
#include "store/store_internal.h"

static const struct zl_id organisation = {{1}};
static const struct zl_id club = {{2}};
static const struct zl_import_part import = {{{6}}, {{7}}, 63};

static char folder[64];
static char path[96];

static void make_folder(void)
{
        (void)snprintf(folder, sizeof(folder), "/tmp/register.XXXXXX");
        REQUIRE(mkdtemp(folder) != NULL);
        (void)snprintf(path, sizeof(path), "%s/register.db", folder);
}

static void remove_folder(void)
{
        static const char *const ends[] = {"", "-writer", "-wal", "-shm"};
        char name[128];

        for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
                (void)snprintf(name, sizeof(name), "%s%s", path, ends[i]);
                (void)unlink(name);
        }
        CHECK_INT(rmdir(folder), 0);
}

static struct zl_register *open_it(bool writes)
{
        struct zl_register *reg = NULL;

        REQUIRE_OK(zl_register_open(path, writes, &organisation, &reg));
        return reg;
}

static struct zl_register_person a_person(void)
{
        struct zl_register_person person = {.club = club,
            .id = {{3}},
            .given = "Fatma",
            .prefix = "van den",
            .family = "\xc3\x87"
                      "elik",
            .post = ZL_POST_SECRETARY,
            .vog_seen = 20000};

        return person;
}

static void put_all(struct zl_register *reg)
{
        struct zl_register_club about = {.id = club,
            .address = "Sportlaan 1",
            .has_youth_members = true,
            .visit_days = 90,
            .code_of_conduct = 19000};
        struct zl_register_person person = a_person();
        struct zl_register_visit visit = {
            .club = club, .id = {{4}}, .on = 20001, .done = true, .how = 1};
        struct zl_register_need need = {.club = club,
            .id = {{5}},
            .what = 2,
            .asked = true,
            .status = ZL_NEED_IN_HAND,
            .since = 20002,
            .note = "two volunteers"};

        REQUIRE_OK(zl_register_begin(reg));
        REQUIRE_OK(zl_register_put_club(reg, &about));
        REQUIRE_OK(zl_register_put_person(reg, &person));
        REQUIRE_OK(zl_register_put_visit(reg, &visit));
        REQUIRE_OK(zl_register_put_need(reg, &need));
        REQUIRE_OK(zl_import_put_part(reg, &import, (struct zl_time){1000},
            (struct zl_bytes){(const uint8_t *)"part", 4}));
        REQUIRE_OK(zl_register_commit(reg));
}

static int get_part(struct zl_register *reg)
{
        struct zl_buf buf;
        int status;

        zl_buf_init(&buf, 100);
        status = zl_import_part(reg, &import, (struct zl_time){1000}, &buf);
        if (status == ZL_OK)
                CHECK_BYTES(buf.data, buf.size, "part", 4);
        else
                CHECK_UINT(buf.size, 0);
        zl_buf_free(&buf);
        return status;
}

static int seen;

static int see_person(void *context, const struct zl_register_person *person)
{
        struct zl_register_person want = a_person();

        (void)context;
        seen++;
        CHECK_STR(person->prefix, want.prefix);
        CHECK_STR(person->family, want.family);
        CHECK_INT(person->post, want.post);
        CHECK_UINT(person->vog_seen, want.vog_seen);
        CHECK_UINT(person->trained_until, 0);
        return ZL_OK;
}

static int see_visit(void *context, const struct zl_register_visit *visit)
{
        (void)context;
        seen++;
        CHECK(visit->done);
        CHECK_UINT(visit->on, 20001);
        CHECK_UINT(visit->how, 1);
        return ZL_OK;
}

static int see_need(void *context, const struct zl_register_need *need)
{
        (void)context;
        seen++;
        CHECK(need->asked);
        CHECK_INT(need->status, ZL_NEED_IN_HAND);
        CHECK_UINT(need->what, 2);
        CHECK_STR(need->note, "two volunteers");
        return ZL_OK;
}

static void it_keeps_what_it_is_given(void)
{
        struct zl_register_club about;
        struct zl_register *reg;
        struct stat what;

        make_folder();
        reg = open_it(true);
        REQUIRE_INT(stat(path, &what), 0);
        CHECK_INT(what.st_mode & 0777, 0600);
        REQUIRE_OK(zl_register_club(reg, &club, &about));
        CHECK(!about.has_youth_members);
        put_all(reg);
        zl_register_close(reg);

        reg = open_it(false);
        CHECK_OK(zl_register_check(reg));
        REQUIRE_OK(zl_register_club(reg, &club, &about));
        CHECK_STR(about.address, "Sportlaan 1");
        CHECK_STR(about.website, "");
        CHECK(about.has_youth_members);
        CHECK_UINT(about.youth_members, 0);
        CHECK_UINT(about.visit_days, 90);
        CHECK_UINT(about.code_of_conduct, 19000);
        seen = 0;
        CHECK_OK(zl_register_each_person(reg, &club, see_person, NULL));
        CHECK_OK(zl_register_each_visit(reg, &club, see_visit, NULL));
        CHECK_OK(zl_register_each_need(reg, &club, see_need, NULL));
        CHECK_INT(seen, 3);
        CHECK_OK(get_part(reg));
        zl_register_close(reg);
        remove_folder();
}

static void what_is_dropped_is_gone(void)
{
        static const struct zl_id other = {{9}};
        const struct zl_id person = a_person().id;
        struct zl_register *reg;

        make_folder();
        reg = open_it(true);
        put_all(reg);
        CHECK_STATUS(zl_register_drop(reg, ZL_REGISTER_PEOPLE, &club, &person),
            ZL_E_STATE);
        REQUIRE_OK(zl_register_begin(reg));
        /* of another club: nothing happens */
        CHECK_OK(zl_register_drop(reg, ZL_REGISTER_PEOPLE, &other, &person));
        CHECK_OK(zl_register_has(reg, ZL_REGISTER_PEOPLE, &club, &person));
        CHECK_OK(zl_register_drop(reg, ZL_REGISTER_PEOPLE, &club, &person));
        zl_register_rollback(reg);
        CHECK_OK(zl_register_has(reg, ZL_REGISTER_PEOPLE, &club, &person));
        REQUIRE_OK(zl_register_begin(reg));
        CHECK_OK(zl_register_drop(reg, ZL_REGISTER_PEOPLE, &club, &person));
        REQUIRE_OK(zl_register_commit(reg));
        CHECK_STATUS(zl_register_has(reg, ZL_REGISTER_PEOPLE, &club, &person),
            ZL_E_NOT_FOUND);
        zl_register_close(reg);
        remove_folder();
}

/* Run SQL on the file around the register. */
static void run_sql(const char *sql)
{
        sqlite3 *db = NULL;

        REQUIRE_INT(sqlite3_open(path, &db), SQLITE_OK);
        CHECK_INT(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
        REQUIRE_INT(sqlite3_close(db), SQLITE_OK);
}

static void a_changed_row_is_noticed(void)
{
        static const char *const changes[] = {
            "UPDATE club SET visit_days = visit_days + 1",
            "UPDATE person SET vog_seen = vog_seen + 1",
            "UPDATE visit SET done = 1 - done",
            "UPDATE need SET asked = 1 - asked",
            "UPDATE import_part SET time = time + 1",
        };
        struct zl_register_club about;
        struct zl_register *reg;
        int found;

        for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
                make_folder();
                reg = open_it(true);
                put_all(reg);
                zl_register_close(reg);
                run_sql(changes[i]);
                reg = open_it(false);
                found = 0;
                found += zl_register_club(reg, &club, &about) == ZL_E_DAMAGED;
                found += zl_register_each_person(
                             reg, &club, see_person, NULL) == ZL_E_DAMAGED;
                found += zl_register_each_visit(reg, &club, see_visit, NULL) ==
                    ZL_E_DAMAGED;
                found += zl_register_each_need(reg, &club, see_need, NULL) ==
                    ZL_E_DAMAGED;
                found += get_part(reg) == ZL_E_DAMAGED;
                CHECK_INT(found, 1);
                CHECK_STATUS(zl_register_check(reg), ZL_E_DAMAGED);
                zl_register_close(reg);
                remove_folder();
        }
}

static void it_is_one_organisations(void)
{
        static const struct zl_id another = {{7}};
        struct zl_register *reg;
        struct zl_register *second = NULL;
        struct zl_store *store = NULL;

        make_folder();
        reg = open_it(true);
        CHECK_STATUS(
            zl_register_open(path, true, &organisation, &second), ZL_E_BUSY);
        zl_register_close(reg);
        CHECK_STATUS(
            zl_register_open(path, true, &another, &second), ZL_E_ORGANISATION);
        /* nor is it taken for the store */
        CHECK_STATUS(zl_store_open(path, ZL_STORE_WRITE, &organisation, &store),
            ZL_E_DAMAGED);
        CHECK(second == NULL && store == NULL);
        remove_folder();
}

static void no_connection_attaches_another_database(void)
{
        static const char attach[] = "ATTACH ':memory:' AS other";
        static const char copy[] = "VACUUM INTO ':memory:'";
        struct zl_register *reg;
        struct zl_store *store = NULL;
        char other[128];

        make_folder();
        reg = open_it(true);
        CHECK_STATUS(zl_db_do(reg->db, attach), ZL_E_DAMAGED);
        CHECK_STATUS(zl_db_do(reg->db, copy), ZL_E_DAMAGED);
        zl_register_close(reg);
        reg = open_it(false);
        CHECK_STATUS(zl_db_do(reg->db, attach), ZL_E_DAMAGED);
        zl_register_close(reg);
        remove_folder();

        make_folder();
        (void)snprintf(other, sizeof(other), "%s", path);
        REQUIRE_OK(zl_store_open(other, ZL_STORE_WRITE, &organisation, &store));
        CHECK_STATUS(zl_db_do(store->db, attach), ZL_E_DAMAGED);
        zl_store_close(store);
        remove_folder();
}

static const struct check_case cases[] = {
    CHECK_CASE(it_keeps_what_it_is_given),
    CHECK_CASE(what_is_dropped_is_gone),
    CHECK_CASE(a_changed_row_is_noticed),
    CHECK_CASE(it_is_one_organisations),
    CHECK_CASE(no_connection_attaches_another_database),
};
CHECK_MAIN("register", cases)
