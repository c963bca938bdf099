/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The body of a handover, a step-out or a reseal, which holds the content
 * keys of a signal; docs/protocol.md, 3.2.  They are too many for the arena
 * of secrets: they stand on the heap for as long as they are read, and are
 * wiped there, as is every document and buffer they came through.
 */
#include <stdlib.h>

#include "body_internal.h"
#include "crypto.h"

enum { TEXT_MAX_CHARS = 4000 };

static void free_records(struct zl_passed *records, size_t count)
{
        if (records == NULL)
                return;
        zl_wipe(records, count * sizeof(*records));
        free(records);
}

void zl_passing_done(struct zl_passing *passing)
{
        free_records(passing->records, passing->record_count);
        zl_json_free(passing->document);
        *passing = (struct zl_passing){0};
}

static bool is_known(const struct zl_passed *records, size_t index)
{
        for (size_t i = 0; i < index; i++) {
                if (zl_hash_equal(&records[i].record, &records[index].record))
                        return true;
        }
        return false;
}

static void read_passed(struct zl_json_reader *r, const struct zl_json *array,
    size_t index, struct zl_passed *records)
{
        struct zl_json_reader entry =
            zl_json_read(zl_json_array_object(r, array, index));

        zl_json_hex(&entry, "record", records[index].record.bytes,
            sizeof(records[index].record.bytes));
        zl_json_hex(
            &entry, "key", records[index].key, sizeof(records[index].key));
        if (zl_json_end(&entry) != ZL_OK)
                zl_json_fail(r, "records", entry.status);
        else if (is_known(records, index))
                zl_json_fail(r, "records", ZL_E_MALFORMED);
}

static void read_records(struct zl_json_reader *r, struct zl_passing *passing)
{
        const struct zl_json *array = NULL;
        size_t count = zl_json_array(r, "records", ZL_PASSED_MAX, &array);

        if (count == 0)
                return;
        passing->records = calloc(count, sizeof(*passing->records));
        if (passing->records == NULL) {
                zl_json_fail(r, "records", ZL_E_MEMORY);
                return;
        }
        passing->record_count = count;
        for (size_t i = 0; i < count && r->status == ZL_OK; i++)
                read_passed(r, array, i, passing->records);
}

static int parse(const void *data, size_t size, bool with_text,
    struct zl_passing *ret_passing, const char **ret_field)
{
        struct zl_passing passing = {0};
        struct zl_json *document = NULL;
        struct zl_json_reader r = {0};
        int status = body__read(data, size, &document, &r, &passing.written);

        if (status != ZL_OK)
                goto out;
        passing.document = document;
        if (with_text)
                passing.text = zl_json_text_optional(
                    &r, "text", ZL_TEXT_LINES, TEXT_MAX_CHARS);
        read_records(&r, &passing);
        status = zl_json_end(&r);
        if (status != ZL_OK)
                goto out;
        *ret_passing = passing;
        passing = (struct zl_passing){0};
out:
        if (ret_field != NULL)
                *ret_field = r.field;
        zl_passing_done(&passing);
        return status;
}

int zl_passing_parse(const void *data, size_t size, bool with_text,
    struct zl_passing *ret_passing, const char **ret_field)
{
        if (size > ZL_BODY_JSON_MAX) {
                if (ret_field != NULL)
                        *ret_field = NULL;
                return ZL_E_TOO_LARGE;
        }
        return parse(data, size, with_text, ret_passing, ret_field);
}

static int write_fields(const struct zl_passing *passing, bool with_text,
    struct zl_buf *buf, const char **ret_field)
{
        struct body__writer w = body__write(passing->written);

        if (passing->text != NULL && !with_text)
                body__refuse(&w, "text");
        zl_json_put_text(w.json, "text", passing->text);
        zl_json_open_array(w.json, "records");
        for (size_t i = 0; i < passing->record_count; i++) {
                const struct zl_passed *passed = &passing->records[i];

                zl_json_open_object(w.json, NULL);
                zl_json_put_hex(w.json, "record", passed->record.bytes,
                    sizeof(passed->record.bytes));
                zl_json_put_hex(
                    w.json, "key", passed->key, sizeof(passed->key));
                zl_json_close(w.json);
        }
        zl_json_close(w.json);
        return body__write_end(&w, buf, ret_field);
}

int zl_passing_write(const struct zl_passing *passing, bool with_text,
    struct zl_buf *buf, const char **ret_field)
{
        struct zl_passing again = {0};
        const char *field = NULL;
        struct zl_buf json;
        int status = ZL_OK;

        /* Room beyond what a body may have, so that reading it again names
         * the text that is too long.  What passes that always fits. */
        zl_buf_init(&json, ZL_JSON_MAX);
        status = write_fields(passing, with_text, &json, &field);
        if (status == ZL_OK)
                status = parse(json.data, json.size, with_text, &again, &field);
        if (status == ZL_OK) {
                zl_put_bytes(buf, json.data, json.size);
                status = buf->status;
        }
        if (ret_field != NULL)
                *ret_field = field;
        zl_passing_done(&again);
        zl_buf_free(&json);
        return status;
}
