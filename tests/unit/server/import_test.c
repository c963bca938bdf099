/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: an import is taken as a whole or not at all; what it says replaces
 * what was kept and the rest stays, and the answer says exactly that. */
#include <stdio.h>
#include <string.h>

#include "calendar.h"
#include "check.h"
#include "import_scene.h"
#include "register/merge.h"

#define REST "070707070707070707070707070707"
#define CLUB(n) "{\"club\":\"0" #n REST "\""
#define PERSON(n) "{\"id\":\"0" #n "050505050505050505050505050505\""
#define BO ",\"given\":\"Bo\",\"family\":\"Vos\",\"post\":\"chair\""

static struct import_scene *begin(void)
{
        struct import_scene *s = import_scene_new();

        REQUIRE_OK(import_scene_open(s));
        return s;
}

static struct zl_register_club club_of(struct import_scene *s, uint8_t first)
{
        struct zl_id id = import_id(first, 7);
        struct zl_register_club club;

        REQUIRE_OK(zl_register_club(s->reg, &id, &club));
        return club;
}

static int person_of(struct import_scene *s, uint8_t club, uint8_t person,
    struct zl_register_person *ret)
{
        struct zl_id of = import_id(club, 7);
        struct zl_id id = import_id(person, 5);

        return zl_register_person(s->reg, &of, &id, ret);
}

static void what_is_not_said_stays(void)
{
        struct zl_register_club kept = {
            .address = "Laan 1", .visit_days = 30, .code_of_conduct = 19000};
        struct zl_register_club said = {.website = "https://club.example",
            .has_youth_members = true,
            .visit_days = 30};
        struct zl_register_person person = {.given = "Bo"};
        struct zl_register_person other = {
            .given = "Bo", .family = "Vos", .member = {{1}}, .vog_seen = 1};

        CHECK_UINT(zl_merge_club(&said, &kept), 1u << 1 | 1u << 2);
        CHECK_STR(kept.address, "Laan 1");
        CHECK_STR(kept.website, "https://club.example");
        CHECK(kept.has_youth_members);
        CHECK_UINT(kept.code_of_conduct, 19000);
        CHECK_UINT(zl_merge_club(&said, &kept), 0);
        said.youth_members = 1;
        CHECK_UINT(zl_merge_club(&said, &kept), 1u << 2);
        /* a new one is told with its post, also the first of the list */
        CHECK_UINT(zl_merge_person(&person, true,
                       &(struct zl_register_person){.vog_seen = 0}),
            1u << 0 | 1u << 3);
        CHECK_UINT(zl_merge_person(&person, false, &other), 0);
        CHECK_STR(other.family, "Vos");
        person.post = ZL_POST_OTHER;
        person.trained_until = 7;
        CHECK_UINT(zl_merge_person(&person, false, &other), 1u << 3 | 1u << 8);
}

static void every_field_is_merged_and_named(void)
{
        struct zl_register_club club = {.address = "a",
            .website = "b",
            .has_youth_members = true,
            .extra_support = "c",
            .visit_days = 7,
            .code_of_conduct = 1,
            .trainers_trained = 2};
        struct zl_register_club no_club = {.visit_days = 0};
        struct zl_register_person person = {.club = {{1}},
            .id = {{2}},
            .given = "a",
            .prefix = "b",
            .family = "c",
            .post = ZL_POST_TRAINER,
            .member = {{3}},
            .phone = "d",
            .mail = "e",
            .vog_seen = 1,
            .trained_until = 2};
        struct zl_register_person nobody = {.vog_seen = 0};

        CHECK_UINT(
            zl_merge_club(&club, &no_club), (1u << ZL_MERGE_CLUB_FIELDS) - 1);
        CHECK_UINT(zl_merge_club(&club, &no_club), 0);
        CHECK_UINT(zl_merge_person(&person, true, &nobody),
            (1u << ZL_MERGE_PERSON_FIELDS) - 1);
        CHECK_UINT(zl_merge_person(&person, false, &nobody), 0);
        CHECK(zl_id_equal(&nobody.club, &person.club));
        CHECK(zl_id_equal(&nobody.id, &person.id));
        CHECK_STR(zl_merge_club_fields[6], "trainers_trained");
        CHECK_STR(zl_merge_person_fields[8], "trained_until");
}

static void the_answer_says_what_came_of_it(void)
{
        static const char part[] =
            CLUB(1) ",\"details\":{\"visit_days\":30}}," CLUB(
                2) ",\"people\":[" PERSON(4) BO
            ",\"phone\":\"06\"}]}," CLUB(3) "}";
        static const char told[] =
            "{\"v\":1,\"clubs\":{\"new\":1,\"changed\":0,\"same\":2},"
            "\"people\":{\"new\":1,\"changed\":0,\"same\":0},\"changes\":"
            "[" CLUB(1) ",\"new\":true,\"fields\":[\"visit_days\"],\"people\":["
                        "]}," CLUB(2) ",\"new\":false,\"fields\":[],\"people\":"
                                      "[" PERSON(
                                          4) ",\"new\":true,\"fields\":["
                                             "\"given\",\"family\",\"post\","
                                             "\"phone\"]}]}]}";
        static const char same[] =
            "{\"v\":1,\"clubs\":{\"new\":0,\"changed\":0,\"same\":3},"
            "\"people\":{\"new\":0,\"changed\":0,\"same\":1},\"changes\":[]}";
        struct import_scene *s = begin();
        struct zl_register_person person;

        REQUIRE_OK(import_scene_part(s, 0, part));
        for (int i = 0; i < 2; i++) {
                CHECK_OK(import_scene_take(s, 1, true));
                CHECK_STR(import_scene_answer(s), told);
                CHECK_UINT(club_of(s, 1).visit_days, 0);
                CHECK_STATUS(person_of(s, 2, 4, &person), ZL_E_NOT_FOUND);
        }
        CHECK_OK(import_scene_take(s, 1, false));
        CHECK_STR(import_scene_answer(s), told);
        CHECK_UINT(club_of(s, 1).visit_days, 30);
        REQUIRE_OK(person_of(s, 2, 4, &person));
        CHECK_STR(person.phone, "06");
        /* its parts are gone with it */
        CHECK_STATUS(import_scene_take(s, 1, true), ZL_E_NOT_FOUND);
        REQUIRE_OK(import_scene_part(s, 0, part));
        CHECK_OK(import_scene_take(s, 1, false));
        CHECK_STR(import_scene_answer(s), same);
        import_scene_free(s);
}

static void entries_can_be_left_out(void)
{
        struct import_scene *s = begin();

        REQUIRE_OK(import_scene_part(s, 0,
            CLUB(1) ",\"details\":{\"visit_days\":30}}," CLUB(2) "}," CLUB(
                3) ",\"details\":{\"visit_days\":30}}"));
        s->asking.after = 1;
        CHECK_OK(import_scene_take(s, 1, true));
        CHECK(strstr(import_scene_answer(s), CLUB(1)) == NULL);
        CHECK(strstr(import_scene_answer(s), CLUB(3)) != NULL);
        CHECK(strstr(import_scene_answer(s), "\"new\":2") != NULL);
        CHECK(strstr(import_scene_answer(s), "\"next\"") == NULL);
        import_scene_free(s);
}

/* Three parts; what is wrong stands in the last. */
static void check_refused(
    const char *wrong, int status, size_t club, size_t person, const char *why)
{
        static const char good[] = CLUB(1) ",\"details\":{\"visit_days\":30}}";
        struct import_scene *s = begin();

        REQUIRE_OK(import_scene_part(s, 0, good));
        REQUIRE_OK(import_scene_part(
            s, 1, CLUB(2) ",\"people\":[" PERSON(4) BO "}]}"));
        REQUIRE_OK(import_scene_part(s, 2, wrong));
        CHECK_STATUS(import_scene_take(s, 3, false), status);
        CHECK_UINT(s->refusal.part, 2);
        CHECK_UINT(s->refusal.place.club, club);
        CHECK_UINT(s->refusal.place.person, person);
        CHECK_STR(s->refusal.wrong, why);
        CHECK_UINT(club_of(s, 1).visit_days, 0);
        /* the parts are still there */
        REQUIRE_OK(import_scene_part(s, 2, good));
        CHECK_OK(import_scene_take(s, 3, false));
        CHECK_UINT(club_of(s, 1).visit_days, 30);
        import_scene_free(s);
}

static void what_is_refused_is_refused_whole(void)
{
        static const char scope[] =
            "not stated, or not in one of your districts";
        static const char form[] = "not of the form written down";

        check_refused(CLUB(1) "}," CLUB(9) "}", ZL_E_SCOPE, 2, 0, scope);
        check_refused(CLUB(0) "}", ZL_E_SCOPE, 1, 0, scope);
        check_refused(CLUB(1) ",\"people\":[" PERSON(4) BO "}," PERSON(5) "}]}",
            ZL_E_MALFORMED, 1, 2, form);
        check_refused(CLUB(1) ",\"people\":[" PERSON(4) BO
            ",\"member\":\"02" REST "\"}]}",
            ZL_E_MALFORMED, 1, 1, "not a contact of this club");
        check_refused(CLUB(1) ",\"more\":1}", ZL_E_MALFORMED, 1, 0, form);
        check_refused("1", ZL_E_MALFORMED, 0, 0, form);
}

static void a_part_is_its_senders_for_a_day(void)
{
        struct import_scene *s = begin();
        struct zl_time came = s->asking.now;

        REQUIRE_OK(import_scene_part(s, 0, CLUB(1) "}"));
        REQUIRE_OK(import_scene_part(s, 1, CLUB(2) "}"));
        CHECK_OK(import_scene_take(s, 2, true));
        CHECK_STATUS(import_scene_take(s, 3, true), ZL_E_NOT_FOUND);
        CHECK_UINT(s->refusal.part, 2);
        s->asking.part.sender = import_id(3, 7);
        CHECK_STATUS(import_scene_take(s, 1, true), ZL_E_NOT_FOUND);
        s->asking.part.sender = import_id(1, 7);
        s->asking.now.ms = came.ms + ZL_MS_DAY - 1;
        CHECK_OK(zl_import_sweep(s->reg, s->asking.now));
        CHECK_OK(import_scene_take(s, 2, true));
        s->asking.now.ms++;
        CHECK_STATUS(import_scene_take(s, 2, true), ZL_E_NOT_FOUND);
        CHECK_OK(zl_import_sweep(s->reg, s->asking.now));
        s->asking.now = came;
        CHECK_STATUS(import_scene_take(s, 1, true), ZL_E_NOT_FOUND);
        CHECK_OK(zl_register_check(s->reg));
        import_scene_free(s);
}

static void the_oldest_import_makes_room(void)
{
        struct import_scene *s = begin();

        for (uint8_t i = 0; i < ZL_IMPORTS_MAX + 1; i++) {
                s->asking.part.import = import_id(i, 7);
                s->asking.now.ms++;
                REQUIRE_OK(import_scene_part(s, 0, CLUB(1) "}"));
                REQUIRE_OK(import_scene_part(s, 1, CLUB(1) "}"));
        }
        for (uint8_t i = 0; i < ZL_IMPORTS_MAX + 1; i++) {
                s->asking.part.import = import_id(i, 7);
                CHECK_STATUS(import_scene_take(s, 2, true),
                    i == 0 ? ZL_E_NOT_FOUND : ZL_OK);
        }
        import_scene_free(s);
}

static const struct check_case cases[] = {
    CHECK_CASE(what_is_not_said_stays),
    CHECK_CASE(every_field_is_merged_and_named),
    CHECK_CASE(the_answer_says_what_came_of_it),
    CHECK_CASE(entries_can_be_left_out),
    CHECK_CASE(what_is_refused_is_refused_whole),
    CHECK_CASE(a_part_is_its_senders_for_a_day),
    CHECK_CASE(the_oldest_import_makes_room),
};
CHECK_MAIN("import", cases)
