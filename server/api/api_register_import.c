/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the import: all parts are put over what is kept, one club after
 * another, in one group. What comes of it is told field by field; a dry run is
 * the same and is undone. Whoever waits with a change meanwhile waits for the
 * disk, not for the directory, which is asked for each club anew. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "api_register.h"
#include "events.h"
#include "register/merge.h"
#include "register/register_import.h"

enum {
        ANSWER_MAX = 256 * 1024, /* what a reader takes (1) */
        ANSWER_REST = 512, /* of it for all but the entries */
        PATIENCE_S = 55 /* less than the minute that proxies wait */
};

struct counts {
        uint64_t new;
        uint64_t changed;
        uint64_t same;
};

struct importing {
        struct zl_register *reg;
        const struct zl_call *call;
        struct zl_register_asker asker;
        struct counts clubs;
        struct counts people;
        uint64_t entries; /* so far, told or not */
        bool full; /* the answer has no room for more */
        uint64_t next;
        struct zl_buf told; /* entries, with commas between them */
        /* the club at hand */
        struct zl_json_writer *entry; /* NULL: it is not told */
        bool is_new;
        unsigned fields;
        bool has_people; /* that are new or changed */
        const char *wrong; /* why it is refused */
};

/* ---- What is told ---- */

static void count(struct counts *counts, bool is_new, bool changed)
{
        if (is_new)
                counts->new ++;
        else if (changed)
                counts->changed++;
        else
                counts->same++;
}

static void put_fields(struct zl_json_writer *w, unsigned fields,
    const char *const *names, unsigned count)
{
        zl_json_open_array(w, "fields");
        for (unsigned i = 0; i < count; i++) {
                if ((fields & 1u << i) != 0)
                        zl_json_put_text(w, NULL, names[i]);
        }
        zl_json_close(w);
}

/* Entries that are left out or do not fit are not even begun. */
static void begin_entry(struct importing *g, const struct zl_id *club)
{
        if (g->full || g->entries < g->call->reg->is.import.after)
                return;
        g->entry = zl_json_write();
        zl_json_put_hex(g->entry, "club", club->bytes, ZL_ID_SIZE);
        zl_json_put_bool(g->entry, "new", g->is_new);
        put_fields(
            g->entry, g->fields, zl_merge_club_fields, ZL_MERGE_CLUB_FIELDS);
        zl_json_open_array(g->entry, "people");
}

static int add_entry(struct importing *g, struct zl_bytes entry)
{
        if (g->told.size + entry.size + 1 > ANSWER_MAX - ANSWER_REST) {
                /* A part has no club that has no room by itself. */
                assert(g->told.size > 0);
                g->full = true;
                g->next = g->entries;
                return ZL_OK;
        }
        if (g->told.size > 0)
                zl_put_u8(&g->told, ',');
        zl_put_bytes(&g->told, entry.data, entry.size);
        return g->told.status;
}

/* The import ended within a club. */
static void drop_entry(struct importing *g)
{
        struct zl_buf nowhere;

        zl_buf_init(&nowhere, ANSWER_MAX);
        if (g->entry != NULL) {
                zl_json_close(g->entry);
                (void)!zl_json_write_end(g->entry, &nowhere);
                g->entry = NULL;
        }
        zl_buf_free(&nowhere);
}

static int end_entry(struct importing *g)
{
        bool is_told = g->is_new || g->fields != 0 || g->has_people;
        bool was_begun = g->entry != NULL;
        struct zl_buf entry;
        int status = ZL_OK;

        zl_buf_init(&entry, ANSWER_MAX);
        if (was_begun) {
                zl_json_close(g->entry);
                status = zl_json_write_end(g->entry, &entry);
                g->entry = NULL;
        }
        if (status == ZL_OK && is_told && was_begun)
                status = add_entry(g, zl_buf_bytes(&entry));
        if (is_told)
                g->entries++;
        zl_buf_free(&entry);
        return status;
}

static void put_counts(
    struct zl_json_writer *w, const char *name, const struct counts *counts)
{
        zl_json_open_object(w, name);
        zl_json_put_u64(w, "new", counts->new);
        zl_json_put_u64(w, "changed", counts->changed);
        zl_json_put_u64(w, "same", counts->same);
        zl_json_close(w);
}

/* All of it: the entries are JSON already, and go in behind the counts. */
static int write_answer(const struct importing *g, struct zl_buf *buf)
{
        struct zl_json_writer *w = zl_json_write();
        char number[32];
        int status;

        zl_json_put_u64(w, "v", 1);
        put_counts(w, "clubs", &g->clubs);
        put_counts(w, "people", &g->people);
        status = zl_json_write_end(w, buf);
        if (status != ZL_OK)
                return status;
        buf->size--; /* the closing brace */
        zl_put_text(buf, ",\"changes\":[");
        zl_put_bytes(buf, g->told.data, g->told.size);
        zl_put_text(buf, "]");
        if (g->full) {
                (void)snprintf(number, sizeof(number), ",\"next\":%llu",
                    (unsigned long long)g->next);
                zl_put_text(buf, number);
        }
        zl_put_text(buf, "}");
        return buf->status;
}

/* ---- What is done ---- */

/* May it, and was it stated?  One that was not may be tried. */
static int check_club(
    struct importing *g, const struct zl_id *club, bool *ret_stated)
{
        const struct zl_call *call = g->call;
        const struct zl_directory *directory =
            zl_shared_read(call->api->shared);
        int status = ZL_OK;

        if (directory == NULL) {
                status = ZL_E_STORAGE;
        } else if (zl_directory_club(directory, club) == NULL) {
                *ret_stated = false;
                if (!call->reg->is.import.dry_run) {
                        g->wrong = "no club that was stated";
                        status = ZL_E_SCOPE;
                }
        } else {
                *ret_stated = true;
                status = api__may(call, directory, club, &g->asker);
                g->wrong = "not in one of your districts";
        }
        zl_shared_read_end(call->api->shared);
        return status;
}

static int take_club(void *context, const struct zl_register_club *said)
{
        static const struct zl_register_club nothing;
        struct zl_register_club empty = nothing;
        struct importing *g = context;
        struct zl_register_club kept;
        bool stated = false;
        int status = check_club(g, &said->id, &stated);

        if (status == ZL_OK)
                status = zl_register_club(g->reg, &said->id, &kept);
        if (status != ZL_OK)
                return status;
        g->is_new = zl_merge_club(&kept, &empty) == 0;
        g->fields = zl_merge_club(said, &kept);
        g->is_new = g->is_new && (g->fields != 0 || !stated);
        g->has_people = false;
        count(&g->clubs, g->is_new, g->fields != 0);
        if (g->fields != 0)
                status = zl_register_put_club(g->reg, &kept);
        begin_entry(g, &said->id);
        return status;
}

/* As in 10.2. */
static int check_member(
    struct importing *g, const struct zl_register_person *said)
{
        const struct zl_directory *directory =
            zl_shared_read(g->call->api->shared);
        int status = ZL_E_STORAGE;

        if (directory != NULL)
                status = api__check_member(directory, &g->asker, said);
        zl_shared_read_end(g->call->api->shared);
        g->wrong = "not a contact of this club";
        return status;
}

static int take_person(void *context, const struct zl_register_person *said)
{
        struct importing *g = context;
        struct zl_register_person kept = {.vog_seen = 0};
        unsigned fields = 0;
        int status = check_member(g, said);
        int found;

        if (status != ZL_OK)
                return status;
        found = zl_register_person(g->reg, &said->club, &said->id, &kept);
        if (found != ZL_OK && found != ZL_E_NOT_FOUND)
                return found;
        fields = zl_merge_person(said, found == ZL_E_NOT_FOUND, &kept);
        count(&g->people, found == ZL_E_NOT_FOUND, fields != 0);
        if (fields == 0)
                return ZL_OK;
        g->has_people = true;
        if (g->entry != NULL) {
                zl_json_open_object(g->entry, NULL);
                zl_json_put_hex(g->entry, "id", said->id.bytes, ZL_ID_SIZE);
                zl_json_put_bool(g->entry, "new", found == ZL_E_NOT_FOUND);
                put_fields(g->entry, fields, zl_merge_person_fields,
                    ZL_MERGE_PERSON_FIELDS);
                zl_json_close(g->entry);
        }
        return zl_register_put_person(g->reg, &kept);
}

static int take_club_end(void *context)
{
        return end_entry(context);
}

static struct zl_import_part part_of(const struct zl_call *call)
{
        return (struct zl_import_part){
            .sender = call->member, .import = call->id, .number = call->part};
}

/* All parts, over what is kept. */
static int take_parts(
    struct importing *g, struct zl_import_part *part, struct api_place *place)
{
        const struct api_part_walk walk = {.context = g,
            .club = take_club,
            .person = take_person,
            .club_end = take_club_end};
        struct zl_buf bytes;
        int status = ZL_OK;

        zl_buf_init(&bytes, ZL_IMPORT_PART_MAX);
        while (
            status == ZL_OK && part->number < g->call->reg->is.import.parts) {
                zl_buf_reset(&bytes);
                *place = (struct api_place){0};
                g->wrong = "missing, or older than a day";
                status = zl_import_part(g->reg, part, g->asker.at.time, &bytes);
                g->wrong = "not of the form of docs/protocol.md, 10.8";
                if (status == ZL_OK)
                        status =
                            api__walk_part(zl_buf_bytes(&bytes), &walk, place);
                if (status == ZL_OK)
                        part->number++;
        }
        zl_buf_free(&bytes);
        return status;
}

/* ---- The routes ---- */

/* Says where, for people: they count from 1. */
static void refuse_at(struct zl_call *call, int status, unsigned part,
    const struct api_place *place, const char *wrong)
{
        struct zl_problem_more more = {.detail = NULL};
        char detail[200];
        int size = snprintf(detail, sizeof(detail), "Part %u", part + 1);

        if (place->club > 0)
                size += snprintf(detail + size, sizeof(detail) - (size_t)size,
                    ", club %zu", place->club);
        if (place->person > 0)
                size += snprintf(detail + size, sizeof(detail) - (size_t)size,
                    ", person %zu", place->person);
        (void)snprintf(
            detail + size, sizeof(detail) - (size_t)size, ": %s.", wrong);
        if (status == ZL_E_MALFORMED || status == ZL_E_SCOPE ||
            status == ZL_E_NOT_FOUND || status == ZL_E_TOO_LARGE)
                more.detail = detail;
        api__refuse(call, zl_problem_of(status), &more);
}

static int finish(struct importing *g, const struct zl_import_part *part)
{
        int status = ZL_OK;

        if (g->call->reg->is.import.dry_run) {
                zl_register_rollback(g->reg);
                return ZL_OK;
        }
        status = zl_import_drop(g->reg, part);
        return status == ZL_OK ? zl_register_commit(g->reg) : status;
}

static void write_import(struct zl_register *reg, void *context)
{
        struct zl_call *call = context;
        struct zl_import_part part = part_of(call);
        struct api_place place = {0};
        struct importing g = {
            .reg = reg, .call = call, .asker = api__asker(call)};
        struct zl_buf answer;
        int status = zl_register_begin(reg);

        zl_buf_init(&answer, ANSWER_MAX);
        zl_buf_init(&g.told, ANSWER_MAX);
        if (status == ZL_OK)
                status = take_parts(&g, &part, &place);
        if (status == ZL_OK)
                status = write_answer(&g, &answer);
        if (status == ZL_OK)
                status = finish(&g, &part);
        if (status == ZL_OK) {
                api__answer(call, 200, zl_buf_bytes(&answer));
        } else {
                zl_register_rollback(reg);
                refuse_at(call, status, part.number, &place, g.wrong);
        }
        drop_entry(&g);
        zl_buf_free(&g.told);
        zl_buf_free(&answer);
        api__done(call);
}

void api__put_import(struct zl_call *call)
{
        int status = ZL_E_MEMORY;

        call->reg = calloc(1, sizeof(*call->reg));
        if (call->reg != NULL)
                status = api__parse_import(
                    zl_request_body(call->request), &call->reg->is.import);
        if (status != ZL_OK) {
                api__refuse_status(call, status);
                return;
        }
        api__hold(call);
        zl_request_patience(call->request, PATIENCE_S);
        status = zl_registers_write(call->api->registers, write_import, call);
        if (status != ZL_OK)
                api__not_taken(call, status);
}

static void write_part(struct zl_register *reg, void *context)
{
        struct zl_call *call = context;
        struct zl_import_part part = part_of(call);
        int status = zl_register_begin(reg);

        if (status == ZL_OK) {
                status = zl_import_put_part(
                    reg, &part, zl_clock_now(), zl_request_body(call->request));
                if (status == ZL_OK)
                        status = zl_register_commit(reg);
                else
                        zl_register_rollback(reg);
        }
        if (status == ZL_OK)
                api__answer(call, 204, (struct zl_bytes){NULL, 0});
        else
                api__refuse_status(call, status);
        api__done(call);
}

void api__put_import_part(struct zl_call *call)
{
        struct api_place place;
        int status =
            api__walk_part(zl_request_body(call->request), NULL, &place);

        if (status != ZL_OK) {
                refuse_at(call, status, call->part, &place,
                    "not of the form of docs/protocol.md, 10.8");
                return;
        }
        api__hold(call);
        status = zl_registers_write(call->api->registers, write_part, call);
        if (status != ZL_OK)
                api__not_taken(call, status);
}
