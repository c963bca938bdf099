/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! Imports: a town's clubs in parts that the register takes, all of
 * them or none. */
#include "club_import.h"

#include <stdlib.h>
#include <string.h>

#include "club_internal.h"

enum { CHANGES_MAX = 4096, NUMBER_MAX = 10000000 };

const char *const zl_club_fields[] = {"address", "website", "youth_members",
    "extra_support", "visit_days", "code_of_conduct", "trainers_trained",
    "given", "prefix", "family", "post", "member", "phone", "mail", "vog_seen",
    "trained_until", NULL};

static const char end[] = "]}";

/* ---- Writing ---- */

static bool says_details(const struct zl_club_details *details)
{
        return details->address[0] != '\0' || details->website[0] != '\0' ||
            details->has_youth_members || details->extra_support[0] != '\0' ||
            details->visit_days != 0 || details->code_of_conduct != 0 ||
            details->trainers_trained != 0;
}

bool zl_club_import_says(const struct zl_club_import *import)
{
        return says_details(&import->details) || import->person_count > 0;
}

void zl_club_part_begin(struct zl_buf *buf)
{
        zl_buf_init(buf, ZL_CLUB_PART_MAX);
        zl_put_text(buf, "{\"v\":1,\"clubs\":[");
}

/* An element of an array is no document of its own, and has no "v". */
static int write_club(const struct zl_club_import *import, struct zl_buf *buf)
{
        struct zl_json_writer *w = zl_json_write();

        zl_json_put_hex(w, "club", import->club.bytes, ZL_ID_SIZE);
        if (says_details(&import->details)) {
                zl_json_open_object(w, "details");
                club__put_details(w, &import->details);
                zl_json_close(w);
        }
        if (import->person_count > 0)
                zl_json_open_array(w, "people");
        for (size_t i = 0; i < import->person_count; i++) {
                zl_json_open_object(w, NULL);
                zl_json_put_hex(
                    w, "id", import->people[i].id.bytes, ZL_ID_SIZE);
                club__put_person(w, &import->people[i]);
                zl_json_close(w);
        }
        if (import->person_count > 0)
                zl_json_close(w);
        return zl_json_write_end(w, buf);
}

int zl_club_part_add(struct zl_buf *buf, const struct zl_club_import *import)
{
        bool first = buf->size > 0 && buf->data[buf->size - 1] == '[';
        struct zl_buf one;
        int status = ZL_OK;

        zl_buf_init(&one, ZL_CLUB_BODY_MAX);
        status = write_club(import, &one);
        if (status == ZL_OK &&
            buf->size + one.size + sizeof(",") + sizeof(end) > buf->max)
                status = ZL_E_TOO_LARGE;
        if (status == ZL_OK) {
                zl_put_text(buf, first ? "" : ",");
                zl_put_bytes(buf, one.data, one.size);
                status = buf->status;
        }
        zl_buf_free(&one);
        return status;
}

int zl_club_part_end(struct zl_buf *buf)
{
        zl_put_text(buf, end);
        return buf->status;
}

int zl_club_import_write(
    size_t parts, bool dry_run, uint64_t after, struct zl_buf *buf)
{
        struct zl_json_writer *w = zl_json_write();

        zl_json_put_u64(w, "v", 1);
        zl_json_put_u64(w, "parts", parts);
        zl_json_put_bool(w, "dry_run", dry_run);
        if (after > 0)
                zl_json_put_u64(w, "after", after);
        return zl_json_write_end(w, buf);
}

/* ---- Reading ---- */

static unsigned read_fields(struct zl_json_reader *r)
{
        const struct zl_json *array = NULL;
        size_t count = zl_json_array(r, "fields", 32, &array);
        unsigned fields = 0;

        for (size_t i = 0; i < count && r->status == ZL_OK; i++)
                fields |= 1U
                    << zl_json_array_choice(r, array, i, zl_club_fields);
        return fields;
}

static void read_person(struct zl_json_reader *r, void *ret)
{
        struct zl_club_changed_person *person = ret;

        club__id(r, "id", &person->id);
        person->is_new = zl_json_bool(r, "new");
        person->fields = read_fields(r);
}

static void read_change(struct zl_json_reader *r, void *ret)
{
        static const struct club__array people = {"people",
            ZL_CLUB_IMPORT_PEOPLE, sizeof(struct zl_club_changed_person),
            read_person};
        struct zl_club_changed *change = ret;
        struct zl_club_changed_person *read = NULL;

        club__id(r, "club", &change->club);
        change->is_new = zl_json_bool(r, "new");
        change->fields = read_fields(r);
        read = club__read_array(r, &people, &change->person_count);
        if (read != NULL && change->person_count > 0)
                memcpy(
                    change->people, read, change->person_count * sizeof(*read));
        free(read);
}

static void read_counts(struct zl_json_reader *outer, const char *name,
    struct zl_club_counts_of *ret)
{
        struct zl_json_reader r = zl_json_read(zl_json_object(outer, name));

        ret->added = (uint32_t)zl_json_u64(&r, "new", 0, NUMBER_MAX);
        ret->changed = (uint32_t)zl_json_u64(&r, "changed", 0, NUMBER_MAX);
        ret->same = (uint32_t)zl_json_u64(&r, "same", 0, NUMBER_MAX);
        if (zl_json_end(&r) != ZL_OK)
                zl_json_fail(outer, name, r.status);
}

int zl_club_changes_read(struct zl_bytes body, struct zl_club_changes *ret)
{
        static const struct club__array array = {"changes", CHANGES_MAX,
            sizeof(struct zl_club_changed), read_change};
        struct zl_club_changes changes = {.count = 0};
        struct zl_json *json = NULL;
        struct zl_json_reader r;
        int status = zl_json_parse(body.data, body.size, &json);

        if (status != ZL_OK)
                return status;
        r = zl_json_read(json);
        (void)zl_json_u64(&r, "v", 1, 1);
        read_counts(&r, "clubs", &changes.clubs);
        read_counts(&r, "people", &changes.people);
        changes.changes = club__read_array(&r, &array, &changes.count);
        if (zl_json_has(&r, "next"))
                changes.next = zl_json_u64(&r, "next", 1, NUMBER_MAX);
        status = zl_json_end(&r);
        zl_json_free(json);
        if (status == ZL_OK)
                *ret = changes;
        else
                free(changes.changes);
        return status;
}
