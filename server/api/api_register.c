/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the register's routes: a club's page, and what changes it. A
 * change says from which page it was made, and the answer is the page it
 * made; of two who change the same, the second is told. */
#include "api_register.h"

#include <stdlib.h>
#include <string.h>

#include "events.h"

/* One kind of thing that is put. */
struct putting {
        api_register_parse *parse;
        bool may_be_new; /* with If-None-Match: * */
        enum zl_register_part part; /* where it may */
        /* Do who and what fit, as the directory has it?  ZL_OK, ZL_E_POLICY,
         * ZL_E_SCOPE or ZL_E_MALFORMED. */
        int (*check)(struct zl_register *reg, const struct zl_call *call,
            const struct zl_directory *directory);
        int (*put)(struct zl_register *reg, const struct api_register *what);
        const char *detail; /* of what does not have its form */
};

struct zl_register_asker api__asker(const struct zl_call *call)
{
        return (struct zl_register_asker){
            .member = call->member,
            .role = call->role,
            .at = {ZL_POSITION_END, zl_clock_now()},
        };
}

int api__begin_change(struct zl_register *reg, const struct zl_call *call)
{
        int status = zl_register_begin(reg);

        if (status != ZL_OK || !zl_request_is_answered(call->request))
                return status;
        zl_register_rollback(reg);
        return ZL_E_BUSY;
}

/* The tag of a page: which bytes it is. */
static void tag_of(struct zl_bytes page, char ret[static API_REGISTER_ETAG])
{
        struct zl_hasher h;
        struct zl_hash hash;
        char text[ZL_HASH_TEXT];

        zl_hasher_init(&h);
        zl_hasher_add(&h, page.data, page.size);
        hash = zl_hasher_end(&h);
        zl_hex_of(hash.bytes, ZL_ID_SIZE, text);
        ret[0] = '"';
        memcpy(ret + 1, text, 32);
        memcpy(ret + 33, "\"", 2);
}

int api__may(const struct zl_call *call, const struct zl_directory *directory,
    const struct zl_id *club, const struct zl_register_asker *asker)
{
        unsigned relations = zl_register_relations(directory, club, asker);

        return zl_policy_allows(call->route->act, zl_actor_of(call->role),
                   relations, ZL_STATE_NONE)
            ? ZL_OK
            : ZL_E_SCOPE;
}

static void answer_page(struct zl_call *call, int status, struct zl_buf *page)
{
        char tag[API_REGISTER_ETAG];

        if (status == ZL_OK) {
                tag_of(zl_buf_bytes(page), tag);
                api__answer_tagged(call, 200, zl_buf_bytes(page), tag);
        } else {
                api__refuse_status(call, status);
        }
        zl_buf_free(page);
        api__done(call);
}

static void read_page(struct zl_register *reg, void *context)
{
        struct zl_call *call = context;
        struct zl_register_asker asker = api__asker(call);
        const struct zl_directory *directory =
            zl_shared_read(call->api->shared);
        struct zl_buf page;
        int status = ZL_E_STORAGE;

        zl_buf_init(&page, API_REGISTER_PAGE_MAX);
        if (directory != NULL)
                status = api__may(call, directory, &call->id, &asker);
        if (status == ZL_OK)
                status =
                    zl_register_page(reg, directory, &call->id, &asker, &page);
        zl_shared_read_end(call->api->shared);
        answer_page(call, status, &page);
}

void api__get_club(struct zl_call *call)
{
        int status;

        api__hold(call);
        status = zl_registers_read(call->api->registers, read_page, call);
        if (status != ZL_OK)
                api__not_taken(call, status);
}

static bool is_nobody(const struct zl_id *id)
{
        static const struct zl_id nobody;

        return zl_id_equal(id, &nobody);
}

/* Somebody of the organisation who visits and helps clubs. */
static bool helps(const struct zl_directory *directory, const struct zl_id *id)
{
        const struct zl_member *member = zl_directory_member(directory, id);

        return member != NULL &&
            (member->role == ZL_ROLE_SUPPORTER ||
                member->role == ZL_ROLE_PROFESSIONAL);
}

static int check_club(struct zl_register *reg, const struct zl_call *call,
    const struct zl_directory *directory)
{
        (void)reg;
        (void)call;
        (void)directory;
        return ZL_OK;
}

int api__check_member(const struct zl_directory *directory,
    const struct zl_register_asker *asker,
    const struct zl_register_person *person)
{
        if (is_nobody(&person->member) ||
            (zl_directory_club_relation(
                 directory, &person->member, &person->club, asker->at) &
                ZL_REL_OF_CLUB) != 0)
                return ZL_OK;
        return ZL_E_MALFORMED;
}

static int check_person(struct zl_register *reg, const struct zl_call *call,
    const struct zl_directory *directory)
{
        const struct zl_register_asker asker = api__asker(call);

        (void)reg;
        return api__check_member(directory, &asker, &call->reg->is.person);
}

struct looking {
        const struct zl_id *item;
        const struct zl_id *by;
        bool is_others;
};

static int see_visit(void *context, const struct zl_register_visit *visit)
{
        struct looking *looking = context;

        if (zl_id_equal(&visit->id, looking->item))
                looking->is_others = !zl_id_equal(&visit->by, looking->by);
        return ZL_OK;
}

/* A professional writes down what is the own. */
static int check_visit(struct zl_register *reg, const struct zl_call *call,
    const struct zl_directory *directory)
{
        const struct zl_register_visit *visit = &call->reg->is.visit;
        struct looking looking = {&call->item, &call->member, false};
        int status = ZL_OK;

        if (!helps(directory, &visit->by))
                return ZL_E_MALFORMED;
        if (call->role == ZL_ROLE_SUPPORTER)
                return ZL_OK;
        if (!zl_id_equal(&visit->by, &call->member))
                return ZL_E_POLICY;
        status = zl_register_each_visit(reg, &call->id, see_visit, &looking);
        return status == ZL_OK && looking.is_others ? ZL_E_POLICY : status;
}

/* Who is no supporter adds a need, and says no more of it. */
static int check_need(struct zl_register *reg, const struct zl_call *call,
    const struct zl_directory *directory)
{
        const struct zl_register_need *need = &call->reg->is.need;

        (void)reg;
        if (!is_nobody(&need->helper) && !helps(directory, &need->helper))
                return ZL_E_MALFORMED;
        if (call->role == ZL_ROLE_SUPPORTER)
                return ZL_OK;
        return call->reg->is_new && need->status == ZL_NEED_OPEN &&
                is_nobody(&need->helper) &&
                need->asked == (call->role == ZL_ROLE_CONTACT)
            ? ZL_OK
            : ZL_E_POLICY;
}

static int put_club(struct zl_register *reg, const struct api_register *what)
{
        return zl_register_put_club(reg, &what->is.club);
}

static int put_person(struct zl_register *reg, const struct api_register *what)
{
        return zl_register_put_person(reg, &what->is.person);
}

static int put_visit(struct zl_register *reg, const struct api_register *what)
{
        return zl_register_put_visit(reg, &what->is.visit);
}

static int put_need(struct zl_register *reg, const struct api_register *what)
{
        return zl_register_put_need(reg, &what->is.need);
}

static const struct putting clubs = {api__parse_club, false, ZL_REGISTER_PEOPLE,
    check_club, put_club,
    "Not a club's details as docs/protocol.md, 10.1 has them."};
static const struct putting people = {api__parse_person, true,
    ZL_REGISTER_PEOPLE, check_person, put_person,
    "Not a person as docs/protocol.md, 10.2 has one, or not a contact of "
    "this club."};
static const struct putting visits = {api__parse_visit, true,
    ZL_REGISTER_VISITS, check_visit, put_visit,
    "Not a visit as docs/protocol.md, 10.3 has one."};
static const struct putting needs = {api__parse_need, true, ZL_REGISTER_NEEDS,
    check_need, put_need, "Not a need as docs/protocol.md, 10.4 has one."};

static const struct putting *putting_of(const struct zl_call *call)
{
        switch (call->route->act) {
        case ZL_ACT_PUT_PERSON:
                return &people;
        case ZL_ACT_PUT_VISIT:
                return &visits;
        case ZL_ACT_PUT_NEED:
                return &needs;
        default:
                return &clubs;
        }
}

/* Supporters drop what they see fit, professionals a visit of their own. */
static int check_drop(struct zl_register *reg, const struct zl_call *call)
{
        struct looking looking = {&call->item, &call->member, false};
        int status = zl_register_has(
            reg, putting_of(call)->part, &call->id, &call->item);

        if (call->role == ZL_ROLE_SUPPORTER)
                return status;
        if (call->route->act != ZL_ACT_PUT_VISIT)
                return ZL_E_POLICY;
        if (status == ZL_OK)
                status =
                    zl_register_each_visit(reg, &call->id, see_visit, &looking);
        return status == ZL_OK && looking.is_others ? ZL_E_POLICY : status;
}

/* Does the page still hold that the change was made from?  ZL_E_STATE: no. */
static int check_page(struct zl_register *reg, const struct zl_call *call,
    const struct zl_directory *directory, const struct zl_register_asker *asker)
{
        struct zl_buf page;
        char tag[API_REGISTER_ETAG];
        int status;

        if (call->reg->is_new) {
                status = zl_register_has(
                    reg, putting_of(call)->part, &call->id, &call->item);
                if (status == ZL_OK)
                        return ZL_E_STATE;
                return status == ZL_E_NOT_FOUND ? ZL_OK : status;
        }
        zl_buf_init(&page, API_REGISTER_PAGE_MAX);
        status = zl_register_page(reg, directory, &call->id, asker, &page);
        if (status == ZL_OK) {
                tag_of(zl_buf_bytes(&page), tag);
                if (strcmp(tag, call->reg->match) != 0)
                        status = ZL_E_STATE;
        }
        zl_buf_free(&page);
        return status;
}

/* Put or drop it, and write the page that comes of it; in a group. */
static int change(struct zl_register *reg, const struct zl_call *call,
    const struct zl_directory *directory, struct zl_buf *page)
{
        const struct putting *putting = putting_of(call);
        struct zl_register_asker asker = api__asker(call);
        int status = api__may(call, directory, &call->id, &asker);

        if (status == ZL_OK)
                status = call->reg->drops
                    ? check_drop(reg, call)
                    : putting->check(reg, call, directory);
        if (status == ZL_OK)
                status = check_page(reg, call, directory, &asker);
        if (status == ZL_OK)
                status = call->reg->drops ? zl_register_drop(reg, putting->part,
                                                &call->id, &call->item)
                                          : putting->put(reg, call->reg);
        if (status == ZL_OK)
                status =
                    zl_register_page(reg, directory, &call->id, &asker, page);
        return status;
}

static void refuse(struct zl_call *call, int status)
{
        if (status == ZL_E_STATE)
                api__refuse(call, ZL_PROBLEM_CHANGED, NULL);
        else if (status == ZL_E_MALFORMED)
                api__refuse_malformed(call, putting_of(call)->detail);
        else
                api__refuse_status(call, status);
}

static void write_page(struct zl_register *reg, void *context)
{
        struct zl_call *call = context;
        const struct zl_directory *directory = NULL;
        struct zl_buf page;
        int status = api__begin_change(reg, call);

        zl_buf_init(&page, API_REGISTER_PAGE_MAX);
        if (status == ZL_OK) {
                directory = zl_shared_read(call->api->shared);
                status = directory != NULL ? change(reg, call, directory, &page)
                                           : ZL_E_STORAGE;
                /* Nobody waits with the directory for the disk. */
                zl_shared_read_end(call->api->shared);
                if (status == ZL_OK)
                        status = zl_register_commit(reg);
                else
                        zl_register_rollback(reg);
        }
        if (status == ZL_OK) {
                answer_page(call, status, &page);
                return;
        }
        refuse(call, status);
        zl_buf_free(&page);
        api__done(call);
}

/* From which page the change was made, as its headers say it. */
static bool read_condition(struct zl_call *call, bool may_be_new)
{
        const char *match =
            zl_request_header(call->request, ZL_HEADER_IF_MATCH);
        const char *none =
            zl_request_header(call->request, ZL_HEADER_IF_NONE_MATCH);

        if ((match != NULL) == (none != NULL))
                return false;
        if (none != NULL) {
                call->reg->is_new = true;
                return may_be_new && strcmp(none, "*") == 0;
        }
        /* Whatever no page of ours can have is one that is over. */
        if (strlen(match) < sizeof(call->reg->match))
                memcpy(call->reg->match, match, strlen(match) + 1);
        return strcmp(match, "*") != 0;
}

/* Take the conditions, and the body of what is put.  False: refused. */
static bool prepare(struct zl_call *call, bool drops)
{
        const struct putting *putting = putting_of(call);
        int status = ZL_OK;

        call->reg = calloc(1, sizeof(*call->reg));
        if (call->reg == NULL) {
                api__refuse_status(call, ZL_E_MEMORY);
                return false;
        }
        call->reg->drops = drops;
        if (!read_condition(call, putting->may_be_new && !drops)) {
                api__refuse(call, ZL_PROBLEM_PRECONDITION_REQUIRED, NULL);
                return false;
        }
        if (!drops)
                status = putting->parse(zl_request_body(call->request),
                    &call->id, &call->item, call->reg);
        if (status != ZL_OK)
                refuse(call, status);
        return status == ZL_OK;
}

static void write_change(struct zl_call *call, bool drops)
{
        int status;

        if (!prepare(call, drops))
                return;
        api__hold(call);
        status = zl_registers_write(call->api->registers, write_page, call);
        if (status != ZL_OK)
                api__not_taken(call, status);
}

void api__put_register(struct zl_call *call)
{
        write_change(call, false);
}

void api__drop_register(struct zl_call *call)
{
        write_change(call, true);
}
