/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the import: all parts are put over what is kept, one club after
 * another, in one group. What comes of it is told field by field; a dry run is
 * the same and is undone. */
#include "take.h"

#include <assert.h>
#include <stdio.h>

#include "json.h"
#include "merge.h"

enum { ANSWER_REST = 512 /* of an answer, for all but the entries */ };

struct counts {
        uint64_t added;
        uint64_t changed;
        uint64_t same;
};

struct importing {
        struct zl_register *reg;
        const struct zl_import_asking *asking;
        const struct zl_import_judge *judge;
        struct zl_import_refusal *refusal;
        struct counts clubs;
        struct counts people;
        uint64_t entries; /* so far, told or not */
        bool full; /* the answer has no room for more */
        uint64_t next;
        struct zl_buf told; /* entries, with commas between them */
        /* the club at hand */
        bool tells; /* it has an entry, as far as it goes */
        struct zl_json_writer *entry;
        bool is_new;
        unsigned fields;
        bool has_people; /* that are new or changed */
};

/* ---- What is told ---- */

static void count(struct counts *counts, bool is_new, bool changed)
{
        if (is_new)
                counts->added++;
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
        if (g->full || g->entries < g->asking->after)
                return;
        g->tells = true;
        g->entry = zl_json_write();
        zl_json_put_hex(g->entry, "club", club->bytes, ZL_ID_SIZE);
        zl_json_put_bool(g->entry, "new", g->is_new);
        put_fields(
            g->entry, g->fields, zl_merge_club_fields, ZL_MERGE_CLUB_FIELDS);
        zl_json_open_array(g->entry, "people");
}

static int add_entry(struct importing *g, struct zl_bytes entry)
{
        if (g->told.size + entry.size + 1 >
            ZL_IMPORT_ANSWER_MAX - ANSWER_REST) {
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

        zl_buf_init(&nowhere, ZL_IMPORT_ANSWER_MAX);
        if (g->tells) {
                zl_json_close(g->entry);
                (void)!zl_json_write_end(g->entry, &nowhere);
        }
        g->tells = false;
        zl_buf_free(&nowhere);
}

static int end_entry(struct importing *g)
{
        bool is_told = g->is_new || g->fields != 0 || g->has_people;
        bool was_begun = g->tells;
        struct zl_buf entry;
        int status = ZL_OK;

        zl_buf_init(&entry, ZL_IMPORT_ANSWER_MAX);
        if (was_begun) {
                zl_json_close(g->entry);
                status = zl_json_write_end(g->entry, &entry);
                g->tells = false;
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
        zl_json_put_u64(w, "new", counts->added);
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

static int take_club(void *context, const struct zl_register_club *said)
{
        static const struct zl_register_club nothing;
        struct zl_register_club empty = nothing;
        struct importing *g = context;
        struct zl_register_club kept;
        bool stated = false;
        int status = g->judge->club(g->judge->context, &said->id, &stated);

        if (status == ZL_E_SCOPE)
                g->refusal->wrong =
                    "not stated, or not in one of your districts";
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

static int take_person(void *context, const struct zl_register_person *said)
{
        struct importing *g = context;
        struct zl_register_person kept = {.vog_seen = 0};
        unsigned fields = 0;
        int status = g->judge->person(g->judge->context, said);
        int found;

        if (status == ZL_E_MALFORMED)
                g->refusal->wrong = "not a contact of this club";
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
        if (g->tells) {
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

/* All parts, over what is kept. */
static int take_parts(struct importing *g)
{
        const struct zl_part_walker walker = {.context = g,
            .club = take_club,
            .person = take_person,
            .club_end = take_club_end};
        struct zl_import_part part = g->asking->part;
        struct zl_buf bytes;
        int status = ZL_OK;

        zl_buf_init(&bytes, ZL_IMPORT_PART_MAX);
        for (; status == ZL_OK && part.number < g->asking->parts;
             part.number++) {
                zl_buf_reset(&bytes);
                *g->refusal = (struct zl_import_refusal){.part = part.number,
                    .wrong = "missing, or older than a day"};
                status = zl_import_part(g->reg, &part, g->asking->now, &bytes);
                if (status != ZL_OK)
                        break;
                g->refusal->wrong = "not of the form written down";
                status = zl_part_walk(
                    zl_buf_bytes(&bytes), &walker, &g->refusal->place);
        }
        zl_buf_free(&bytes);
        return status;
}

/* The answer is written before it is durable: nothing can fail later. */
static int take(struct importing *g, struct zl_buf *answer)
{
        int status = take_parts(g);

        if (status == ZL_OK)
                status = write_answer(g, answer);
        if (status != ZL_OK)
                return status;
        if (g->asking->dry_run) {
                zl_register_rollback(g->reg);
                return ZL_OK;
        }
        status = zl_import_drop(g->reg, &g->asking->part);
        return status == ZL_OK ? zl_register_commit(g->reg) : status;
}

int zl_import_take(struct zl_register *reg,
    const struct zl_import_asking *asking, const struct zl_import_judge *judge,
    struct zl_buf *answer, struct zl_import_refusal *ret_refusal)
{
        struct zl_import_refusal refusal = {.wrong = NULL};
        struct importing g = {
            .reg = reg, .asking = asking, .judge = judge, .refusal = &refusal};
        int status = ZL_OK;

        zl_buf_init(&g.told, ZL_IMPORT_ANSWER_MAX);
        status = take(&g, answer);
        if (status != ZL_OK) {
                zl_register_rollback(reg);
                *ret_refusal = refusal;
        }
        drop_entry(&g);
        zl_buf_free(&g.told);
        return status;
}
