/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! Imports: the parts that the register takes, and what it answers. */
#include "club_import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "json.h"

static struct zl_club_import sample(void)
{
        struct zl_club_import import = {.club = {{1}}};

        import.details = (struct zl_club_details){
            .address = "Laan 1", .website = "", .extra_support = ""};
        return import;
}

static void a_part_is_what_the_register_takes(void)
{
        static const char wanted[] =
            "{\"v\":1,\"clubs\":["
            "{\"club\":\"01000000000000000000000000000000\","
            "\"details\":{\"address\":\"Laan 1\",\"youth_members\":0}},"
            "{\"club\":\"01000000000000000000000000000000\",\"people\":["
            "{\"id\":\"02000000000000000000000000000000\",\"given\":\"Jan\","
            "\"family\":\"Smit\",\"post\":\"contact\","
            "\"vog_seen\":\"2026-12-31\"}]}]}";
        struct zl_club_import import = sample();
        struct zl_buf part = {0};

        zl_club_part_begin(&part);
        import.details.has_youth_members = true;
        REQUIRE_OK(zl_club_part_add(&part, &import));
        import.details = (struct zl_club_details){
            .address = "", .website = "", .extra_support = ""};
        CHECK(!zl_club_import_says(&import));
        import.people[0] = (struct zl_club_person){.id = {{ 2 }},
            .given = "Jan",
            .prefix = "",
            .family = "Smit",
            .phone = "",
            .mail = "",
            .vog_seen = 20818};
        import.person_count = 1;
        CHECK(zl_club_import_says(&import));
        REQUIRE_OK(zl_club_part_add(&part, &import));
        REQUIRE_OK(zl_club_part_end(&part));
        CHECK_BYTES(part.data, part.size, wanted, sizeof(wanted) - 1);
        zl_buf_free(&part);
}

/* What does not fit leaves the part as it was, and that one is JSON. */
static void a_full_part_takes_no_more(void)
{
        struct zl_club_import import = sample();
        struct zl_buf part = {0};
        struct zl_json *json = NULL;
        size_t count = 0;
        size_t size = 0;
        int status = ZL_OK;

        zl_club_part_begin(&part);
        while (status == ZL_OK && count < ZL_CLUB_PART_MAX) {
                size = part.size;
                status = zl_club_part_add(&part, &import);
                count++;
        }
        CHECK_STATUS(status, ZL_E_TOO_LARGE);
        CHECK_UINT(part.size, size);
        REQUIRE_OK(zl_club_part_end(&part));
        CHECK(part.size <= ZL_CLUB_PART_MAX);
        CHECK_OK(zl_json_parse(part.data, part.size, &json));
        zl_json_free(json);
        zl_buf_free(&part);
}

static int read_changes(const char *text, struct zl_club_changes *ret)
{
        return zl_club_changes_read(
            (struct zl_bytes){(const uint8_t *)text, strlen(text)}, ret);
}

#define COUNTS \
        "\"clubs\":{\"new\":1,\"changed\":2,\"same\":3}," \
        "\"people\":{\"new\":4,\"changed\":5,\"same\":6}"

static void an_answer_is_read(void)
{
        struct zl_club_changes changes = {.changes = NULL};

        REQUIRE_OK(read_changes(
            "{\"v\":1," COUNTS
            ",\"changes\":[{\"club\":\"01000000000000000000000000000000\","
            "\"new\":false,\"fields\":[\"address\",\"trainers_trained\"],"
            "\"people\":[{\"id\":\"02000000000000000000000000000000\","
            "\"new\":true,\"fields\":[\"given\",\"trained_until\"]}]}],"
            "\"next\":7}",
            &changes));
        CHECK_UINT(changes.clubs.changed, 2);
        CHECK_UINT(changes.people.same, 6);
        CHECK_UINT(changes.next, 7);
        REQUIRE_UINT(changes.count, 1);
        CHECK(!changes.changes[0].is_new);
        CHECK_UINT(changes.changes[0].fields, 1U << 0 | 1U << 6);
        REQUIRE_UINT(changes.changes[0].person_count, 1);
        CHECK_UINT(changes.changes[0].people[0].fields, 1U << 7 | 1U << 15);
        free(changes.changes);
}

static void what_is_no_answer_is_refused(void)
{
        static const char *const wrong[] = {"", "{}", "{\"v\":1," COUNTS "}",
            "{\"v\":2," COUNTS ",\"changes\":[]}",
            "{\"v\":1," COUNTS ",\"changes\":[],\"next\":0}",
            "{\"v\":1," COUNTS ",\"changes\":[],\"more\":0}",
            "{\"v\":1," COUNTS
            ",\"changes\":[{\"club\":\"01000000000000000000000000000000\","
            "\"new\":false,\"fields\":[\"child\"],\"people\":[]}]}",
            "{\"v\":1," COUNTS
            ",\"changes\":[{\"club\":\"0100\",\"new\":false,\"fields\":[],"
            "\"people\":[]}]}",
            NULL};
        struct zl_club_changes changes = {.next = 77};

        for (size_t i = 0; wrong[i] != NULL; i++)
                CHECK_STATUS(read_changes(wrong[i], &changes), ZL_E_MALFORMED);
        CHECK_UINT(changes.next, 77);
}

static void the_question_is_short(void)
{
        static const char first[] = "{\"v\":1,\"parts\":2,\"dry_run\":true}";
        static const char later[] =
            "{\"v\":1,\"parts\":2,\"dry_run\":true,\"after\":9}";
        struct zl_buf buf;

        zl_buf_init(&buf, 128);
        CHECK_OK(zl_club_import_write(2, true, 0, &buf));
        CHECK_BYTES(buf.data, buf.size, first, sizeof(first) - 1);
        zl_buf_reset(&buf);
        CHECK_OK(zl_club_import_write(2, true, 9, &buf));
        CHECK_BYTES(buf.data, buf.size, later, sizeof(later) - 1);
        zl_buf_free(&buf);
}

static const struct check_case cases[] = {
    CHECK_CASE(a_part_is_what_the_register_takes),
    CHECK_CASE(a_full_part_takes_no_more),
    CHECK_CASE(an_answer_is_read),
    CHECK_CASE(what_is_no_answer_is_refused),
    CHECK_CASE(the_question_is_short),
};

CHECK_MAIN("club_import", cases)
