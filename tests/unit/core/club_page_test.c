/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: a club's page and the lists of the register are read as
 * docs/protocol.md has them, and whatever else a server says is refused, with
 * nothing left behind. */
#include "club_page.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "club_lists.h"
#include "crypto.h"
#include "fault_alloc.h"
#include "json.h"

#define ID(digit) "000000000000000000000000000000" digit
#define CLUB ID("c1")

static const struct zl_id club = {{[15] = 0xc1}};

#define HEAD \
        "{\"v\":1,\"club\":\"" CLUB "\",\"name\":\"VV Één\"," \
        "\"kind\":\"football\",\"district\":\"" ID("d1") "\",\"ended\":false,"
#define DETAILS \
        "\"details\":{\"address\":\"Laan 1\",\"youth_members\":0," \
        "\"visit_days\":90,\"code_of_conduct\":\"2024-02-29\"},"
#define CONTACTS \
        "\"contacts\":[{\"member\":\"" ID( \
            "11") "\",\"from\":\"2026-01-01\",\"until\":\"2028-12-31\"," \
                  "\"state\":\"in-force\",\"since\":\"2026-01-02\"}],"
#define ANSWERS \
        "\"account_holder\":{\"member\":\"" ID("21") "\",\"state\":\"away\"}," \
                                                     "\"deputies\":[{" \
                                                     "\"member\":\"" ID( \
                                                         "22") "\",\"state\":" \
                                                               "\"there\"}],"
#define PEOPLE \
        "\"people\":[{\"id\":\"" ID( \
            "31") "\",\"given\":\"Karin\"," \
                  "\"prefix\":\"de\",\"family\":\"Boer\",\"post\":" \
                  "\"contact\"," \
                  "\"member\":\"" ID("11") "\",\"vog_seen\":\"2024-02-29\"}],"
#define VISITS \
        "\"visits\":[{\"id\":\"" ID( \
            "41") "\",\"on\":\"2026-03-01\"," \
                  "\"done\":true,\"by\":\"" ID( \
                      "21") "\",\"how\":\"phone\"," \
                            "\"about\":\"rhythm\",\"note\":\"Kort.\"}],"
#define NEEDS \
        "\"needs\":[{\"id\":\"" ID("51") "\",\"what\":\"volunteers\"," \
                                         "\"asked\":true,\"status\":\"in-" \
                                         "hand\",\"since\":\"2026-02-01\"," \
                                         "\"helper\":\"" ID("61") "\"}]"
#define LIGHTS \
        ",\"lights\":[{\"requirement\":\"contact\",\"colour\":\"green\"," \
        "\"on\":\"2029-01-01\"},{\"requirement\":\"visit\"," \
        "\"colour\":\"red\",\"reason\":\"overdue\"}]," \
        "\"to_dos\":[{\"what\":\"invitation\",\"reason\":\"unused\"," \
        "\"urgency\":\"2-weeks\",\"on\":\"2026-04-01\"}]"

static const char whole[] =
    HEAD DETAILS CONTACTS ANSWERS PEOPLE VISITS NEEDS LIGHTS "}";

static int read_page(const char *text, struct zl_club_page *ret)
{
        return zl_club_page_read(
            (struct zl_bytes){(const uint8_t *)text, strlen(text)}, &club, ret);
}

static void a_page_is_read_whole(void)
{
        struct zl_club_page page = {0};

        REQUIRE_OK(zl_crypto_start());
        REQUIRE_OK(zl_json_start()); /* it watches memory from here on */
        REQUIRE_OK(read_page(whole, &page));
        CHECK_STR(page.name, "VV Één");
        CHECK_STR(page.details.address, "Laan 1");
        CHECK_STR(page.details.website, "");
        CHECK(page.details.has_youth_members);
        CHECK_UINT(page.details.visit_days, 90);
        CHECK_UINT(page.details.code_of_conduct, 19782);
        CHECK_UINT(page.contact_count, 1);
        CHECK_UINT(page.contacts[0].state, ZL_CLUB_IN_FORCE);
        CHECK_UINT(page.vacant_since, 0);
        CHECK(page.has_account_holder);
        CHECK_UINT(page.account_holder.state, ZL_CLUB_AWAY);
        CHECK_UINT(page.deputy_count, 1);
        CHECK(page.has_people && page.person_count == 1);
        CHECK_STR(page.people[0].prefix, "de");
        CHECK_STR(page.people[0].phone, "");
        CHECK_UINT(page.visits[0].how, ZL_CLUB_HOW_PHONE);
        CHECK_STR(page.visits[0].note, "Kort.");
        CHECK_UINT(page.needs[0].status, ZL_CLUB_NEED_IN_HAND);
        CHECK(page.has_lights && page.light_count == 2);
        CHECK_UINT(page.lights[0].reason, ZL_CLUB_FINE);
        CHECK_UINT(page.lights[1].reason, ZL_CLUB_OVERDUE);
        CHECK_UINT(page.to_dos[0].what, ZL_CLUB_INVITATION);
        zl_club_page_free(&page);
        zl_club_page_free(&page);
}

/* A contact's has less in it. */
static void what_a_role_is_not_given_is_not_there(void)
{
        struct zl_club_page page = {0};

        REQUIRE_OK(read_page(HEAD
            "\"details\":{},\"contacts\":[],\"vacant_since\":\"2026-01-01\","
            "\"deputies\":[],\"visits\":[],\"needs\":[]}",
            &page));
        CHECK(!page.has_people && !page.has_lights);
        CHECK(!page.has_account_holder);
        CHECK(page.vacant_since != 0);
        CHECK(!page.details.has_youth_members);
        zl_club_page_free(&page);
}

static void what_is_no_such_page_is_refused(void)
{
        static const char *const wrong[] = {
            "",
            "[]",
            "{\"v\":1}",
            HEAD DETAILS CONTACTS ANSWERS PEOPLE VISITS NEEDS
            ",\"lights\":[]}", /* without to-dos */
            HEAD DETAILS CONTACTS ANSWERS PEOPLE VISITS NEEDS LIGHTS
            ",\"signals\":[]}",
            HEAD "\"details\":{\"address\":\"a\\u001b[2J\"}," CONTACTS ANSWERS
                VISITS NEEDS "}",
            HEAD "\"details\":{\"address\":\"\"}," CONTACTS ANSWERS VISITS NEEDS
                 "}",
            HEAD "\"details\":{\"visit_days\":6}," CONTACTS ANSWERS VISITS NEEDS
                 "}",
            HEAD
            "\"details\":{\"youth_members\":-1}," CONTACTS ANSWERS VISITS NEEDS
            "}",
            HEAD
            "\"details\":{\"code_of_conduct\":\"2026-02-29\"}," CONTACTS ANSWERS
                VISITS NEEDS "}",
            HEAD "\"details\":[]," CONTACTS ANSWERS VISITS NEEDS "}",
            HEAD DETAILS "\"contacts\":[7]," ANSWERS VISITS NEEDS "}",
            HEAD DETAILS "\"contacts\":{}," ANSWERS VISITS NEEDS "}",
            HEAD DETAILS CONTACTS
            "\"account_holder\":{\"member\":\"x\",\"state\":\"away\"},"
            "\"deputies\":[]," VISITS NEEDS "}",
            HEAD DETAILS CONTACTS
            "\"account_holder\":[],\"deputies\":[]," VISITS NEEDS "}",
            HEAD DETAILS CONTACTS ANSWERS
            "\"visits\":[]," NEEDS
            ",\"lights\":[{\"requirement\":\"invitation\","
            "\"colour\":\"green\"}],\"to_dos\":[]}",
            HEAD DETAILS CONTACTS ANSWERS
            "\"visits\":[]," NEEDS
            ",\"lights\":[{\"requirement\":\"visit\",\"colour\":\"red\"}],"
            "\"to_dos\":[]}",
            HEAD DETAILS CONTACTS ANSWERS
            "\"visits\":[]," NEEDS
            ",\"lights\":[{\"requirement\":\"visit\",\"colour\":\"green\","
            "\"reason\":\"due\"}],\"to_dos\":[]}",
            HEAD DETAILS CONTACTS ANSWERS
            "\"visits\":[]," NEEDS
            ",\"lights\":[],\"to_dos\":[{\"what\":\"visit\","
            "\"reason\":\"whatever\",\"urgency\":\"now\"}]}",
        };
        static const struct zl_id other = {{1}};
        struct zl_club_page page = {0};

        for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
                if (read_page(wrong[i], &page) != ZL_E_MALFORMED)
                        CHECK_STR(wrong[i], "refused");
                CHECK(page.json == NULL && page.visits == NULL);
        }
        CHECK_STATUS(zl_club_page_read((struct zl_bytes){(const uint8_t *)whole,
                                           sizeof(whole) - 1},
                         &other, &page),
            ZL_E_MALFORMED);
}

/* Cut off anywhere, or with any byte another one: refused, or a page. */
static void any_damage_is_survived(void)
{
        size_t size = sizeof(whole) - 1;
        char *text = malloc(size);
        size_t refused = 0;

        REQUIRE(text != NULL);
        memcpy(text, whole, size);
        for (size_t i = 0; i < size; i++) {
                struct zl_club_page page = {0};
                struct zl_bytes cut = {(const uint8_t *)text, i};
                struct zl_bytes all = {(const uint8_t *)text, size};

                CHECK_STATUS(
                    zl_club_page_read(cut, &club, &page), ZL_E_MALFORMED);
                text[i] = (char)(text[i] ^ 0x11);
                if (zl_club_page_read(all, &club, &page) != ZL_OK)
                        refused++;
                zl_club_page_free(&page);
                text[i] = whole[i];
        }
        CHECK(refused > size / 2 && refused < size);
        free(text);
}

static void without_memory_it_says_so(void)
{
        bool failed = true;

        for (size_t n = 1; failed; n++) {
                struct zl_club_page page = {0};
                int status = ZL_OK;

                REQUIRE(n < 2000);
                fault_alloc_fail_at(n);
                status = read_page(whole, &page);
                failed = fault_alloc_stop();
                CHECK_STATUS(status, failed ? ZL_E_MEMORY : ZL_OK);
                CHECK((page.json == NULL) == failed);
                zl_club_page_free(&page);
        }
}

/* What is written is read again as it was. */
static void what_is_put_comes_back(void)
{
        static const char before[] = HEAD DETAILS CONTACTS ANSWERS
            "\"people\":[{\"id\":\"" ID("31") "\",";
        struct zl_club_page page = {0};
        struct zl_club_page again = {0};
        struct zl_buf text;
        struct zl_buf put;

        REQUIRE_OK(read_page(whole, &page));
        zl_buf_init(&put, ZL_CLUB_BODY_MAX);
        zl_buf_init(&text, 64 * 1024);
        REQUIRE_OK(zl_club_write_person(&page.people[0], &put));
        CHECK(memcmp(put.data, "{\"v\":1,", 7) == 0);
        zl_put_bytes(&text, before, sizeof(before) - 1);
        zl_put_bytes(&text, put.data + 7, put.size - 7);
        zl_put_text(&text, "],\"visits\":[{\"id\":\"" ID("41") "\",");
        zl_buf_reset(&put);
        REQUIRE_OK(zl_club_write_visit(&page.visits[0], &put));
        zl_put_bytes(&text, put.data + 7, put.size - 7);
        zl_put_text(&text, "],\"needs\":[{\"id\":\"" ID("51") "\",");
        zl_buf_reset(&put);
        REQUIRE_OK(zl_club_write_need(&page.needs[0], &put));
        zl_put_bytes(&text, put.data + 7, put.size - 7);
        zl_put_text(&text, "]}");
        REQUIRE_OK(zl_club_page_read(zl_buf_bytes(&text), &club, &again));
        CHECK_STR(again.people[0].prefix, "de");
        CHECK_UINT(again.people[0].vog_seen, page.people[0].vog_seen);
        CHECK(zl_id_equal(&again.people[0].member, &page.people[0].member));
        CHECK_UINT(again.visits[0].on, page.visits[0].on);
        CHECK_STR(again.visits[0].note, "Kort.");
        CHECK(again.needs[0].asked);
        CHECK(zl_id_equal(&again.needs[0].helper, &page.needs[0].helper));
        zl_buf_reset(&put);
        REQUIRE_OK(zl_club_write_details(&page.details, &put));
        zl_put_u8(&put, 0);
        CHECK_STR((const char *)put.data,
            "{\"v\":1,\"address\":\"Laan 1\",\"youth_members\":0,"
            "\"visit_days\":90,\"code_of_conduct\":\"2024-02-29\"}");
        zl_buf_free(&put);
        zl_buf_free(&text);
        zl_club_page_free(&page);
        zl_club_page_free(&again);
}

/* Reckoned a second time, from the bytes that docs/protocol.md names. */
static void a_person_has_the_id_of_the_name(void)
{
        static const char array[] = "[\"Karin\",\"\",\"Boër\"]";
        struct zl_club_person person = {
            .given = "Karin", .prefix = "", .family = "Boër"};
        struct zl_hash hash;
        struct zl_buf bytes;
        struct zl_id id;

        zl_buf_init(&bytes, 1024);
        zl_put_text(&bytes, "zijlijn person 1");
        zl_put_bytes(&bytes, club.bytes, ZL_ID_SIZE);
        zl_put_text(&bytes, array);
        hash = zl_hash_of(bytes.data, bytes.size);
        REQUIRE_OK(zl_club_person_id(&club, &person, &id));
        CHECK_BYTES(id.bytes, ZL_ID_SIZE, hash.bytes, ZL_ID_SIZE);
        person.prefix = "de";
        REQUIRE_OK(zl_club_person_id(&club, &person, &id));
        CHECK(memcmp(id.bytes, hash.bytes, ZL_ID_SIZE) != 0);
        person.family = "\xff";
        CHECK_STATUS(zl_club_person_id(&club, &person, &id), ZL_E_MALFORMED);
        zl_buf_free(&bytes);
}

static void a_line_is_what_everybody_can_see(void)
{
        static const char *const wrong[] = {"", "a\nb", "a\tb", "\x1b[2J",
            "a\x7f", "\xc2\x9b",
            ("a\xe2\x80\xae"
             "b"),
            "\xe2\x81\xa6", "\xe2\x80\x8b", "\xef\xbb\xbf", "\xff", "\xc3",
            "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "a\xe2\x80"};
        static const char *const right[] = {"a", "Één", "محمد", "日本",
            "Dirk-Jan van 't Hof",
            "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x9a\x80"};
        char longest[2 * ZL_CLUB_LINE + 3];

        for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
                CHECK_STATUS(zl_club_check_line(wrong[i], 200), ZL_E_MALFORMED);
        for (size_t i = 0; i < sizeof(right) / sizeof(right[0]); i++)
                CHECK_OK(zl_club_check_line(right[i], 200));
        for (size_t i = 0; i <= ZL_CLUB_LINE; i++)
                memcpy(longest + 2 * i, "é", 3);
        CHECK_STATUS(zl_club_check_line(longest, ZL_CLUB_LINE), ZL_E_TOO_LARGE);
        longest[2 * ZL_CLUB_LINE] = '\0';
        CHECK_OK(zl_club_check_line(longest, ZL_CLUB_LINE));
}

static int read_list(const char *text, enum zl_club_list_kind kind,
    uint64_t after, struct zl_club_list *ret)
{
        return zl_club_list_read(
            (struct zl_bytes){(const uint8_t *)text, strlen(text)}, kind, after,
            ret);
}

static const struct {
        enum zl_club_list_kind kind;
        const char *text;
} lists[] = {
    {ZL_CLUB_LIST_CLUBS,
        "{\"v\":1,\"clubs\":[{\"club\":\"" CLUB "\",\"name\":\"A\","
        "\"kind\":\"music\",\"district\":\"" ID(
            "d1") "\","
                  "\"visited\":\"2026-01-01\",\"contacts\":2,\"lights\":["
                  "{\"requirement\":\"need\",\"colour\":\"amber\","
                  "\"reason\":\"open\"}]}],\"next\":500}"},
    {ZL_CLUB_LIST_TO_DOS,
        "{\"v\":1,\"to_dos\":[{\"club\":\"" CLUB "\",\"name\":\"A\","
        "\"what\":\"contact\",\"reason\":\"vacant\",\"urgency\":\"now\"}]}"},
    {ZL_CLUB_LIST_PEOPLE,
        "{\"v\":1,\"people\":[{\"club\":\"" CLUB "\",\"id\":\"" ID(
            "31") "\","
                  "\"given\":\"K\",\"family\":\"B\",\"post\":\"chair\"}]}"},
    {ZL_CLUB_LIST_OVERVIEW,
        "{\"v\":1,\"districts\":[{\"district\":\"" ID(
            "d1") "\",\"clubs\":4},"
                  "{\"district\":\"" ID("d2") "\",\"clubs\":9,\"contacts\":5,"
                                              "\"lights\":[{\"requirement\":"
                                              "\"vog\",\"green\":5,\"amber\":0,"
                                              "\"red\":4}]}]}"},
    {ZL_CLUB_LIST_OWN,
        "{\"v\":1,\"people\":[],\"visits\":[{\"club\":\"" CLUB "\","
        "\"id\":\"" ID(
            "41") "\",\"on\":\"2026-01-01\",\"done\":false,"
                  "\"by\":\"" ID(
                      "21") "\",\"how\":\"visit\",\"about\":\"need\"}],"
                            "\"needs\":[{\"club\":\"" CLUB "\",\"id\":\"" ID(
                                "51") "\","
                                      "\"what\":\"talk\",\"asked\":false,"
                                      "\"status\":\"open\","
                                      "\"since\":\"2026-01-01\"}]}"},
};

static void lists_are_read(void)
{
        struct zl_club_list list = {0};

        REQUIRE_OK(read_list(lists[0].text, lists[0].kind, 0, &list));
        CHECK_UINT(list.next, 500);
        CHECK_STR(list.clubs[0].name, "A");
        CHECK_UINT(list.clubs[0].contacts, 2);
        CHECK_UINT(list.clubs[0].light_count, 1);
        CHECK_UINT(list.clubs[0].lights[0].reason, ZL_CLUB_OPEN);
        zl_club_list_free(&list);
        CHECK_STATUS(read_list(lists[0].text, lists[0].kind, 500, &list),
            ZL_E_MALFORMED); /* it does not go on */
        REQUIRE_OK(read_list(lists[1].text, lists[1].kind, 0, &list));
        CHECK_UINT(list.to_dos[0].to_do.reason, ZL_CLUB_VACANT);
        CHECK_UINT(list.next, 0);
        zl_club_list_free(&list);
        REQUIRE_OK(read_list(lists[2].text, lists[2].kind, 0, &list));
        CHECK_UINT(list.people[0].person.post, 1);
        zl_club_list_free(&list);
        REQUIRE_OK(read_list(lists[3].text, lists[3].kind, 0, &list));
        CHECK(!list.districts[0].is_shown && list.districts[1].is_shown);
        CHECK_UINT(list.districts[1].lights[0].clubs[ZL_CLUB_RED], 4);
        zl_club_list_free(&list);
        REQUIRE_OK(read_list(lists[4].text, lists[4].kind, 0, &list));
        CHECK_UINT(list.visit_count, 1);
        CHECK_UINT(list.needs[0].need.what, 5);
        zl_club_list_free(&list);
}

static void a_list_of_another_kind_is_refused(void)
{
        for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
                for (size_t k = 0; k < sizeof(lists) / sizeof(lists[0]); k++) {
                        struct zl_club_list list = {0};

                        CHECK_STATUS(
                            read_list(lists[i].text, lists[k].kind, 0, &list),
                            i == k ? ZL_OK : ZL_E_MALFORMED);
                        zl_club_list_free(&list);
                }
        }
}

static void lists_without_memory(void)
{
        for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
                bool failed = true;

                for (size_t n = 1; failed; n++) {
                        struct zl_club_list list = {0};
                        int status = ZL_OK;

                        REQUIRE(n < 2000);
                        fault_alloc_fail_at(n);
                        status =
                            read_list(lists[i].text, lists[i].kind, 0, &list);
                        failed = fault_alloc_stop();
                        CHECK_STATUS(status, failed ? ZL_E_MEMORY : ZL_OK);
                        zl_club_list_free(&list);
                }
        }
}

static const struct check_case cases[] = {
    CHECK_CASE(a_page_is_read_whole),
    CHECK_CASE(what_a_role_is_not_given_is_not_there),
    CHECK_CASE(what_is_no_such_page_is_refused),
    CHECK_CASE(any_damage_is_survived),
    CHECK_CASE(without_memory_it_says_so),
    CHECK_CASE(what_is_put_comes_back),
    CHECK_CASE(a_person_has_the_id_of_the_name),
    CHECK_CASE(a_line_is_what_everybody_can_see),
    CHECK_CASE(lists_are_read),
    CHECK_CASE(a_list_of_another_kind_is_refused),
    CHECK_CASE(lists_without_memory),
};
CHECK_MAIN("club page", cases)
