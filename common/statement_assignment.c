/* SPDX-License-Identifier: EUPL-1.2 */
/* The payload of an assignment (docs/protocol.md, 2.7). */
#include "statement_internal.h"

static void read(struct statement__in *in, struct zl_statement *ret)
{
        struct zl_assignment *a = &ret->is.assignment;
        struct zl_json_reader *r = in->r;
        const struct zl_json *array = NULL;
        size_t count = 0;

        a->written.ms = zl_json_u64(r, "written", 0, STATEMENT__NUMBER_MAX);
        zl_json_hex(r, "club", a->club.bytes, ZL_ID_SIZE);
        zl_json_hex(r, "account_holder", a->account_holder.bytes, ZL_ID_SIZE);
        count = zl_json_array(r, "deputies", ZL_DEPUTIES_MAX, &array);
        for (size_t i = 0; i < count; i++) {
                zl_json_array_hex(
                    r, array, i, a->deputies[i].bytes, ZL_ID_SIZE);
                if (zl_id_equal(&a->deputies[i], &a->account_holder))
                        zl_json_fail(r, "deputies", ZL_E_MALFORMED);
        }
        a->deputy_count = count;
        if (statement__twice(a->deputies, count, sizeof(a->deputies[0])))
                zl_json_fail(r, "deputies", ZL_E_MALFORMED);
        a->phone = statement__line(in, r, "phone", ZL_PHONE_CHARS);
}

static int write(struct zl_json_writer *w, const void *of)
{
        const struct zl_assignment *a = of;

        if (a->deputy_count > ZL_DEPUTIES_MAX)
                return ZL_E_TOO_LARGE;
        if (a->written.ms > STATEMENT__NUMBER_MAX)
                return ZL_E_MALFORMED;
        zl_json_put_u64(w, "written", a->written.ms);
        zl_json_put_hex(w, "club", a->club.bytes, ZL_ID_SIZE);
        zl_json_put_hex(
            w, "account_holder", a->account_holder.bytes, ZL_ID_SIZE);
        zl_json_open_array(w, "deputies");
        for (size_t i = 0; i < a->deputy_count; i++)
                zl_json_put_hex(w, NULL, a->deputies[i].bytes, ZL_ID_SIZE);
        zl_json_close(w);
        zl_json_put_text(w, "phone", a->phone);
        return ZL_OK;
}

const struct statement__form statement__assignment = {
    .word = "assignment",
    .has_texts = true,
    .read = read,
    .write = write,
};
