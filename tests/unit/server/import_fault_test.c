/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: whichever call fails while an import is taken, of memory, reading,
 * writing or syncing, it is said, and either all of it is there or nothing. */
#include <string.h>

#include "check.h"
#include "fault_alloc.h"
#include "fault_sqlite.h"
#include "import_scene.h"

enum { CLUBS = 6 };

/* Clubs in two parts, each with somebody new and somebody who changes. */
static void put_parts(struct import_scene *s, const char *days)
{
        static const char rest[] = "070707070707070707070707070707";
        struct zl_buf clubs;

        for (unsigned part = 0; part < 2; part++) {
                zl_buf_init(&clubs, ZL_IMPORT_PART_MAX);
                for (unsigned i = 0; i < CLUBS / 2; i++) {
                        char first = (char)('1' + part * CLUBS / 2 + i);

                        zl_put_text(&clubs,
                            i == 0 ? "{\"club\":\"0" : ",{\"club\":\"0");
                        zl_put_u8(&clubs, (uint8_t)first);
                        zl_put_text(&clubs, rest);
                        zl_put_text(&clubs, "\",\"details\":{\"visit_days\":");
                        zl_put_text(&clubs, days);
                        zl_put_text(&clubs, "},\"people\":[{\"id\":\"01");
                        zl_put_text(&clubs, rest);
                        zl_put_text(&clubs,
                            "\",\"given\":\"Bo\",\"family\":\"Vos\","
                            "\"post\":\"chair\",\"phone\":\"");
                        zl_put_text(&clubs, days);
                        zl_put_text(&clubs, "\"}]}");
                }
                zl_put_u8(&clubs, 0);
                REQUIRE_OK(clubs.status);
                REQUIRE_OK(
                    import_scene_part(s, part, (const char *)clubs.data));
                zl_buf_free(&clubs);
        }
}

static struct import_scene *begin(void)
{
        struct import_scene *s = NULL;

        fault_sqlite_install();
        s = import_scene_new();
        REQUIRE_OK(import_scene_open(s));
        put_parts(s, "30");
        REQUIRE_OK(import_scene_take(s, 2, false));
        put_parts(s, "60");
        import_scene_close(s);
        return s;
}

/* Of all clubs the same: taken or not.  It is put back to what it was. */
static void check_whole(struct import_scene *s, int said)
{
        struct zl_register_person person;
        struct zl_register_club club;
        bool taken = false;

        REQUIRE_OK(import_scene_open(s));
        CHECK_OK(zl_register_check(s->reg));
        for (uint8_t i = 1; i <= CLUBS; i++) {
                struct zl_id id = import_id(i, 7);
                struct zl_id of = import_id(1, 7);

                REQUIRE_OK(zl_register_club(s->reg, &id, &club));
                REQUIRE_OK(zl_register_person(s->reg, &id, &of, &person));
                if (i == 1)
                        taken = club.visit_days == 60;
                CHECK_UINT(club.visit_days, taken ? 60 : 30);
                CHECK_STR(person.phone, taken ? "60" : "30");
        }
        CHECK_STATUS(
            import_scene_take(s, 2, true), taken ? ZL_E_NOT_FOUND : ZL_OK);
        if (said == ZL_OK)
                CHECK(taken);
        if (taken) {
                put_parts(s, "30");
                REQUIRE_OK(import_scene_take(s, 2, false));
                put_parts(s, "60");
        }
        import_scene_close(s);
}

static int go(struct import_scene *s)
{
        int status = import_scene_open(s);

        if (status == ZL_OK)
                status = import_scene_take(s, 2, false);
        import_scene_close(s);
        return status;
}

static void each_allocation_of_ours(void)
{
        struct import_scene *s = begin();
        int status = ZL_OK;
        int seen = 0;

        for (size_t n = 1;; n++) {
                fault_alloc_fail_at(n);
                status = go(s);
                if (!fault_alloc_stop())
                        break;
                CHECK_STATUS(status, ZL_E_MEMORY);
                if (n % 5 == 0)
                        check_whole(s, status);
                seen++;
        }
        CHECK_OK(status);
        CHECK(seen > 50);
        check_whole(s, status);
        import_scene_free(s);
}

static void fail_sqlite(enum fault_sqlite what, bool stays, unsigned step)
{
        struct import_scene *s = begin();
        int status = ZL_OK;
        int seen = 0;
        int refused = 0;

        for (unsigned n = 1;; n += step) {
                fault_sqlite_fail(what, n, stays);
                status = go(s);
                if (!fault_sqlite_stop())
                        break;
                seen++;
                refused += status != ZL_OK;
                /* some of memory come back as failures of its files */
                if (status != ZL_OK &&
                    (what != FAULT_MEMORY || status != ZL_E_MEMORY))
                        CHECK_STATUS(status, ZL_E_STORAGE);
                check_whole(s, status);
        }
        CHECK_OK(status);
        CHECK(seen > 0);
        CHECK(refused > 0);
        check_whole(s, status);
        import_scene_free(s);
}

/* There are hundreds. */
static void each_allocation_of_sqlite(void)
{
        fail_sqlite(FAULT_MEMORY, false, 11);
}

static void each_read(void)
{
        fail_sqlite(FAULT_READ, false, 1);
}

static void each_write(void)
{
        fail_sqlite(FAULT_WRITE, false, 1);
        fail_sqlite(FAULT_WRITE, true, 1);
}

static void each_sync(void)
{
        fail_sqlite(FAULT_SYNC, false, 1);
        fail_sqlite(FAULT_SYNC, true, 1);
}

static void a_full_disk(void)
{
        fail_sqlite(FAULT_FULL, false, 1);
        fail_sqlite(FAULT_FULL, true, 1);
}

static const struct check_case cases[] = {
    CHECK_CASE(each_allocation_of_ours),
    CHECK_CASE(each_allocation_of_sqlite),
    CHECK_CASE(each_read),
    CHECK_CASE(each_write),
    CHECK_CASE(each_sync),
    CHECK_CASE(a_full_disk),
};
CHECK_MAIN("import_fault", cases)
