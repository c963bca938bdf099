/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! What stands under a club: people, visits and needs. */
#include "register_internal.h"

static const char put_person[] =
    ZL_DB_REPLACE("person", REGISTER__PERSON, ZL_DB_P11);
static const char each_person[] =
    ZL_DB_SELECT("person", REGISTER__PERSON) "WHERE club = ?1 ORDER BY id";
static const char each_person_of[] = ZL_DB_SELECT(
    "person", REGISTER__PERSON) "WHERE member = ?1 ORDER BY club, id";
static const char drop_person_of[] = "DELETE FROM person WHERE member = ?1";
static const char put_visit[] =
    ZL_DB_REPLACE("visit", REGISTER__VISIT, ZL_DB_P8);
static const char each_visit[] = ZL_DB_SELECT(
    "visit", REGISTER__VISIT) "WHERE club = ?1 ORDER BY day DESC, id";
static const char each_visit_of[] = ZL_DB_SELECT(
    "visit", REGISTER__VISIT) "WHERE by = ?1 ORDER BY day DESC, club, id";
static const char put_need[] = ZL_DB_REPLACE("need", REGISTER__NEED, ZL_DB_P8);
static const char each_need[] =
    ZL_DB_SELECT("need", REGISTER__NEED) "WHERE club = ?1 ORDER BY since, id";

static const char each_need_of[] = ZL_DB_SELECT(
    "need", REGISTER__NEED) "WHERE helper = ?1 ORDER BY since, club, id";

#define OF_ONE "WHERE club = ?1 AND id = ?2"

static const struct {
        const char *find;
        const char *drop;
} parts[] = {
    [ZL_REGISTER_PEOPLE] = {ZL_DB_SELECT("person", REGISTER__PERSON) OF_ONE,
        "DELETE FROM person " OF_ONE},
    [ZL_REGISTER_VISITS] = {ZL_DB_SELECT("visit", REGISTER__VISIT) OF_ONE,
        "DELETE FROM visit " OF_ONE},
    [ZL_REGISTER_NEEDS] = {ZL_DB_SELECT("need", REGISTER__NEED) OF_ONE,
        "DELETE FROM need " OF_ONE},
};

int zl_register_has(struct zl_register *reg, enum zl_register_part part,
    const struct zl_id *club, const struct zl_id *id)
{
        struct zl_db_query q = zl_db_query(reg->db, parts[part].find);
        int status;

        zl_db_id(&q, club);
        zl_db_id(&q, id);
        status = zl_db_next(&q);
        return zl_db_end(&q) != ZL_OK ? q.status : status;
}

int zl_register_drop(struct zl_register *reg, enum zl_register_part part,
    const struct zl_id *club, const struct zl_id *id)
{
        struct zl_db_query q = zl_db_change(reg->db, parts[part].drop);

        register__touch(reg, club);
        zl_db_id(&q, club);
        zl_db_id(&q, id);
        return zl_db_run(&q);
}

int zl_register_put_person(
    struct zl_register *reg, const struct zl_register_person *person)
{
        struct zl_db_query q = zl_db_change(reg->db, put_person);

        register__touch(reg, &person->club);
        zl_db_id(&q, &person->club);
        zl_db_id(&q, &person->id);
        register__text(&q, person->given);
        register__text(&q, person->prefix);
        register__text(&q, person->family);
        zl_db_int(&q, (uint64_t)person->post);
        zl_db_id(&q, &person->member);
        register__text(&q, person->phone);
        register__text(&q, person->mail);
        zl_db_int(&q, person->vog_seen);
        zl_db_int(&q, person->trained_until);
        return zl_db_run(&q);
}

static void read_person(struct zl_db_query *q, struct zl_register_person *ret)
{
        zl_db_get(q, 1, ret->club.bytes, ZL_ID_SIZE);
        zl_db_get(q, 2, ret->id.bytes, ZL_ID_SIZE);
        register__get_text(q, 3, ret->given, sizeof(ret->given));
        register__get_text(q, 4, ret->prefix, sizeof(ret->prefix));
        register__get_text(q, 5, ret->family, sizeof(ret->family));
        ret->post = (enum zl_post)register__get_choice(q, 6, zl_posts);
        zl_db_get(q, 7, ret->member.bytes, ZL_ID_SIZE);
        register__get_text(q, 8, ret->phone, sizeof(ret->phone));
        register__get_text(q, 9, ret->mail, sizeof(ret->mail));
        ret->vog_seen = (uint32_t)zl_db_get_int(q, 10);
        ret->trained_until = (uint32_t)zl_db_get_int(q, 11);
}

/* By a query that has one id. */
static int walk_people(struct zl_register *reg, const char *text,
    const struct zl_id *id, zl_register_person_visit *visit, void *context)
{
        struct zl_db_query q = zl_db_query(reg->db, text);
        struct zl_register_person person;
        int status;

        zl_db_id(&q, id);
        while ((status = zl_db_next(&q)) == ZL_OK) {
                read_person(&q, &person);
                status = q.status == ZL_OK ? visit(context, &person) : q.status;
                if (status != ZL_OK)
                        break;
        }
        return register__walked(&q, status);
}

int zl_register_each_person(struct zl_register *reg, const struct zl_id *club,
    zl_register_person_visit *visit, void *context)
{
        return walk_people(reg, each_person, club, visit, context);
}

int zl_register_each_person_of(struct zl_register *reg,
    const struct zl_id *member, zl_register_person_visit *visit, void *context)
{
        return walk_people(reg, each_person_of, member, visit, context);
}

int zl_register_person(struct zl_register *reg, const struct zl_id *club,
    const struct zl_id *id, struct zl_register_person *ret)
{
        struct zl_db_query q =
            zl_db_query(reg->db, parts[ZL_REGISTER_PEOPLE].find);
        struct zl_register_person person;
        int status;

        zl_db_id(&q, club);
        zl_db_id(&q, id);
        status = zl_db_next(&q);
        if (status == ZL_OK)
                read_person(&q, &person);
        if (zl_db_end(&q) != ZL_OK)
                return q.status;
        if (status == ZL_OK)
                *ret = person;
        return status;
}

static int touch_club(void *context, const struct zl_register_person *person)
{
        register__touch(context, &person->club);
        return ZL_OK;
}

int zl_register_drop_member(struct zl_register *reg, const struct zl_id *member)
{
        struct zl_db_query q;
        int status = zl_register_each_person_of(reg, member, touch_club, reg);

        if (status != ZL_OK)
                return status;
        q = zl_db_change(reg->db, drop_person_of);
        zl_db_id(&q, member);
        return zl_db_run(&q);
}

int zl_register_put_visit(
    struct zl_register *reg, const struct zl_register_visit *visit)
{
        struct zl_db_query q = zl_db_change(reg->db, put_visit);

        register__touch(reg, &visit->club);
        zl_db_id(&q, &visit->club);
        zl_db_id(&q, &visit->id);
        zl_db_int(&q, visit->on);
        zl_db_int(&q, visit->done ? 1 : 0);
        zl_db_id(&q, &visit->by);
        zl_db_int(&q, visit->how);
        zl_db_int(&q, visit->about);
        register__text(&q, visit->note);
        return zl_db_run(&q);
}

static void read_visit(struct zl_db_query *q, struct zl_register_visit *ret)
{
        zl_db_get(q, 1, ret->club.bytes, ZL_ID_SIZE);
        zl_db_get(q, 2, ret->id.bytes, ZL_ID_SIZE);
        ret->on = (uint32_t)zl_db_get_int(q, 3);
        ret->done = zl_db_get_int(q, 4) == 1;
        zl_db_get(q, 5, ret->by.bytes, ZL_ID_SIZE);
        ret->how = register__get_choice(q, 6, zl_visit_hows);
        ret->about = register__get_choice(q, 7, zl_visit_abouts);
        register__get_text(q, 8, ret->note, sizeof(ret->note));
}

/* By a query that has one id. */
static int walk_visits(struct zl_register *reg, const char *text,
    const struct zl_id *id, zl_register_visit_visit *visit, void *context)
{
        struct zl_db_query q = zl_db_query(reg->db, text);
        struct zl_register_visit found;
        int status;

        zl_db_id(&q, id);
        while ((status = zl_db_next(&q)) == ZL_OK) {
                read_visit(&q, &found);
                status = q.status == ZL_OK ? visit(context, &found) : q.status;
                if (status != ZL_OK)
                        break;
        }
        return register__walked(&q, status);
}

int zl_register_each_visit(struct zl_register *reg, const struct zl_id *club,
    zl_register_visit_visit *visit, void *context)
{
        return walk_visits(reg, each_visit, club, visit, context);
}

int zl_register_each_visit_of(struct zl_register *reg,
    const struct zl_id *member, zl_register_visit_visit *visit, void *context)
{
        return walk_visits(reg, each_visit_of, member, visit, context);
}

int zl_register_put_need(
    struct zl_register *reg, const struct zl_register_need *need)
{
        struct zl_db_query q = zl_db_change(reg->db, put_need);

        register__touch(reg, &need->club);
        zl_db_id(&q, &need->club);
        zl_db_id(&q, &need->id);
        zl_db_int(&q, need->what);
        zl_db_int(&q, need->asked ? 1 : 0);
        zl_db_int(&q, (uint64_t)need->status);
        zl_db_int(&q, need->since);
        zl_db_id(&q, &need->helper);
        register__text(&q, need->note);
        return zl_db_run(&q);
}

static void read_need(struct zl_db_query *q, struct zl_register_need *ret)
{
        zl_db_get(q, 1, ret->club.bytes, ZL_ID_SIZE);
        zl_db_get(q, 2, ret->id.bytes, ZL_ID_SIZE);
        ret->what = register__get_choice(q, 3, zl_need_whats);
        ret->asked = zl_db_get_int(q, 4) == 1;
        ret->status =
            (enum zl_need_status)register__get_choice(q, 5, zl_need_statuses);
        ret->since = (uint32_t)zl_db_get_int(q, 6);
        zl_db_get(q, 7, ret->helper.bytes, ZL_ID_SIZE);
        register__get_text(q, 8, ret->note, sizeof(ret->note));
}

/* By a query that has one id. */
static int walk_needs(struct zl_register *reg, const char *text,
    const struct zl_id *id, zl_register_need_visit *visit, void *context)
{
        struct zl_db_query q = zl_db_query(reg->db, text);
        struct zl_register_need need;
        int status;

        zl_db_id(&q, id);
        while ((status = zl_db_next(&q)) == ZL_OK) {
                read_need(&q, &need);
                status = q.status == ZL_OK ? visit(context, &need) : q.status;
                if (status != ZL_OK)
                        break;
        }
        return register__walked(&q, status);
}

int zl_register_each_need(struct zl_register *reg, const struct zl_id *club,
    zl_register_need_visit *visit, void *context)
{
        return walk_needs(reg, each_need, club, visit, context);
}

int zl_register_each_need_of(struct zl_register *reg,
    const struct zl_id *member, zl_register_need_visit *visit, void *context)
{
        return walk_needs(reg, each_need_of, member, visit, context);
}
