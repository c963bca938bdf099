/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! A part of an import, taken apart: docs/protocol.md, 10.8. It is
 * walked twice, for its form when it comes, and when it is taken. */
#include "part_walk.h"

#include "json.h"
#include "read.h"

enum {
        CLUBS_MAX = 8192, /* more fit into no part */
        PEOPLE_MAX = 1000 /* so that an answer has room for one club */
};

struct walking {
        const struct zl_part_walker *walk;
        struct zl_id club; /* at which it is */
        struct zl_part_place *place;
};

static int walk_person(struct walking *walking, struct zl_json_reader *club,
    const struct zl_json *people, size_t number)
{
        struct zl_register_person person = {.club = walking->club};
        struct zl_json_reader r =
            zl_json_read(zl_json_array_object(club, people, number));
        int status;

        walking->place->person = number + 1;
        if (club->status != ZL_OK)
                return club->status;
        zl_json_hex(&r, "id", person.id.bytes, ZL_ID_SIZE);
        zl_register_read_person(&r, &person);
        status = zl_json_end(&r);
        if (status == ZL_OK && walking->walk != NULL)
                status = walking->walk->person(walking->walk->context, &person);
        return status;
}

static int walk_details(struct walking *walking, struct zl_json_reader *club)
{
        struct zl_register_club said = {.id = walking->club};
        struct zl_json_reader r;
        int status = ZL_OK;

        if (zl_json_has(club, "details")) {
                r = zl_json_read(zl_json_object(club, "details"));
                zl_register_read_club(&r, &said);
                status = zl_json_end(&r);
        }
        if (club->status != ZL_OK)
                return club->status;
        if (status == ZL_OK && walking->walk != NULL)
                status = walking->walk->club(walking->walk->context, &said);
        return status;
}

static int walk_club(
    struct walking *walking, const struct zl_json *object, size_t number)
{
        struct zl_json_reader r = zl_json_read(object);
        const struct zl_json *people = NULL;
        size_t count = 0;
        int status;

        *walking->place = (struct zl_part_place){.club = number + 1};
        zl_json_hex(&r, "club", walking->club.bytes, ZL_ID_SIZE);
        status = walk_details(walking, &r);
        if (status == ZL_OK && zl_json_has(&r, "people"))
                count = zl_json_array(&r, "people", PEOPLE_MAX, &people);
        for (size_t i = 0; status == ZL_OK && i < count; i++)
                status = walk_person(walking, &r, people, i);
        if (status != ZL_OK)
                return status;
        walking->place->person = 0;
        status = zl_json_end(&r);
        if (status == ZL_OK && walking->walk != NULL)
                status = walking->walk->club_end(walking->walk->context);
        return status;
}

int zl_part_walk(struct zl_bytes body, const struct zl_part_walker *walk,
    struct zl_part_place *ret_place)
{
        struct walking walking = {.walk = walk, .place = ret_place};
        const struct zl_json *clubs = NULL;
        struct zl_json *json = NULL;
        struct zl_json_reader r;
        size_t count = 0;
        int status;

        *ret_place = (struct zl_part_place){0};
        status = zl_json_parse(body.data, body.size, &json);
        if (status != ZL_OK)
                return status;
        r = zl_json_read(json);
        (void)zl_json_u64(&r, "v", 1, 1);
        count = zl_json_array(&r, "clubs", CLUBS_MAX, &clubs);
        /* Unknown fields of the whole are found before a club is taken. */
        status = zl_json_end(&r);
        for (size_t i = 0; status == ZL_OK && i < count; i++) {
                const struct zl_json *club = zl_json_array_object(&r, clubs, i);

                status =
                    r.status == ZL_OK ? walk_club(&walking, club, i) : r.status;
        }
        zl_json_free(json);
        return status;
}
