/* SPDX-License-Identifier: EUPL-1.2 */
/* Hello! What is put into the club register: the first line says what, the
 * rest is its body. */
#include <stdlib.h>
#include <string.h>

#include "api/api_register.h"
#include "fuzz.h"
#include "register/merge.h"
#include "register/part_walk.h"

static const struct zl_id club_id = {{1}};
static const struct zl_id item_id = {{2}};

/* A line of so many code points at most, or none. */
static void check_line(const char *text, size_t points)
{
        INSIST(strlen(text) < ZL_REGISTER_ROOM(points));
        INSIST(strpbrk(text, "\n\r\t\x7f") == NULL);
}

static void check_club(const struct zl_register_club *club)
{
        struct zl_register_club kept = {.visit_days = 0};

        check_line(club->address, ZL_REGISTER_LINE);
        check_line(club->website, ZL_REGISTER_LINE);
        check_line(club->extra_support, ZL_REGISTER_LINE);
        INSIST(club->youth_members <= ZL_REGISTER_YOUTH_MAX);
        INSIST(club->visit_days <= ZL_REGISTER_RHYTHM_MAX);
        INSIST(club->visit_days == 0 ||
            club->visit_days >= ZL_REGISTER_RHYTHM_MIN);
        (void)zl_merge_club(club, &kept);
        INSIST(zl_merge_club(club, &kept) == 0);
}

static void check_person(const struct zl_register_person *person)
{
        struct zl_register_person kept = {.vog_seen = 0};

        INSIST(person->given[0] != '\0' && person->family[0] != '\0');
        check_line(person->given, ZL_REGISTER_NAME);
        check_line(person->prefix, ZL_REGISTER_PREFIX);
        check_line(person->family, ZL_REGISTER_NAME);
        check_line(person->phone, ZL_REGISTER_PHONE);
        check_line(person->mail, ZL_REGISTER_MAIL);
        INSIST(person->post <= ZL_POST_OTHER);
        INSIST(zl_merge_person(person, true, &kept) != 0);
        INSIST(zl_merge_person(person, false, &kept) == 0);
}

/* What a part tells, in its order. */
struct telling {
        bool in_club;
        struct zl_id club;
        size_t clubs;
        size_t people; /* of this club */
};

static int see_club(void *context, const struct zl_register_club *said)
{
        struct telling *telling = context;

        INSIST(!telling->in_club);
        telling->in_club = true;
        telling->club = said->id;
        telling->people = 0;
        check_club(said);
        return ZL_OK;
}

static int see_person(void *context, const struct zl_register_person *said)
{
        struct telling *telling = context;

        INSIST(telling->in_club);
        INSIST(zl_id_equal(&said->club, &telling->club));
        telling->people++;
        check_person(said);
        return ZL_OK;
}

static int see_end(void *context)
{
        struct telling *telling = context;

        INSIST(telling->in_club);
        telling->in_club = false;
        telling->clubs++;
        return ZL_OK;
}

static void walk(struct zl_bytes body)
{
        struct telling telling = {.in_club = false};
        const struct zl_part_walker walker = {.context = &telling,
            .club = see_club,
            .person = see_person,
            .club_end = see_end};
        struct zl_part_place form;
        struct zl_part_place place;
        int status = zl_part_walk(body, NULL, &form);

        /* Looking at the form alone says the same. */
        INSIST(zl_part_walk(body, &walker, &place) == status);
        INSIST(place.club == form.club && place.person == form.person);
        INSIST(telling.in_club || telling.people == 0 || telling.clubs > 0);
        if (status == ZL_OK)
                INSIST(place.club == telling.clubs && place.person == 0);
        else
                INSIST(place.club <= telling.clubs + 1);
}

static void read_one(const char *what, struct zl_bytes body)
{
        struct api_register *put = calloc(1, sizeof(*put));

        INSIST(put != NULL);
        if (strcmp(what, "club") == 0) {
                if (api__parse_club(body, &club_id, &item_id, put) == ZL_OK)
                        check_club(&put->is.club);
        } else if (strcmp(what, "person") == 0) {
                if (api__parse_person(body, &club_id, &item_id, put) == ZL_OK)
                        check_person(&put->is.person);
        } else if (strcmp(what, "visit") == 0) {
                if (api__parse_visit(body, &club_id, &item_id, put) == ZL_OK) {
                        INSIST(put->is.visit.on > 0);
                        check_line(put->is.visit.note, ZL_REGISTER_LINE);
                }
        } else if (strcmp(what, "need") == 0) {
                if (api__parse_need(body, &club_id, &item_id, put) == ZL_OK) {
                        INSIST(put->is.need.since > 0);
                        check_line(put->is.need.note, ZL_REGISTER_LINE);
                }
        } else if (strcmp(what, "import") == 0) {
                if (api__parse_import(body, &club_id, &item_id, put) == ZL_OK)
                        INSIST(put->is.import.parts >= 1 &&
                            put->is.import.parts <= 64);
        }
        free(put);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        struct zl_bytes body;
        uint8_t *copy = NULL;
        char what[32];

        fuzz_start();
        fuzz_line(&data, &size, what);
        copy = fuzz_copy(data, size);
        body = (struct zl_bytes){copy, size};
        if (strcmp(what, "part") == 0)
                walk(body);
        else
                read_one(what, body);
        free(copy);
        return 0;
}
