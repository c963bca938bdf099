/* SPDX-License-Identifier: EUPL-1.2 */
/* The body of a family statement: the family's own view, as it wants it
 * kept; docs/protocol.md, 3.2. */
#include "body_internal.h"

enum { TEXT_MAX_CHARS = 16000, FROM_MAX_CHARS = 200 };

static int parse(const void *data, size_t size,
    struct zl_family_statement *ret_statement, const char **ret_field)
{
        struct zl_family_statement family = {0};
        struct zl_json *document = NULL;
        struct zl_json_reader r = {0};
        int status = body__read(data, size, &document, &r, &family.written);

        if (status != ZL_OK)
                goto out;
        family.text = body__words(&r, "text", TEXT_MAX_CHARS);
        family.from =
            zl_json_text_optional(&r, "from", ZL_TEXT_LINE, FROM_MAX_CHARS);
        status = zl_json_end(&r);
        if (status != ZL_OK)
                goto out;
        family.document = document;
        document = NULL;
        *ret_statement = family;
out:
        if (ret_field != NULL)
                *ret_field = r.field;
        zl_json_free(document);
        return status;
}

int zl_family_statement_parse(const void *data, size_t size,
    struct zl_family_statement *ret_statement, const char **ret_field)
{
        if (size > ZL_BODY_JSON_MAX) {
                if (ret_field != NULL)
                        *ret_field = NULL;
                return ZL_E_TOO_LARGE;
        }
        return parse(data, size, ret_statement, ret_field);
}

int zl_family_statement_write(const struct zl_family_statement *statement,
    struct zl_buf *buf, const char **ret_field)
{
        struct body__writer w = body__write(statement->written);
        struct zl_family_statement again = {0};
        const char *field = NULL;
        struct zl_buf json;
        int status = ZL_OK;

        zl_json_put_text(w.json, "text", statement->text);
        zl_json_put_text(w.json, "from", statement->from);
        /* Room beyond what a body may have, so that reading it again names
         * the text that is too long.  What passes that always fits. */
        zl_buf_init(&json, ZL_JSON_MAX);
        status = body__write_end(&w, &json, &field);
        if (status == ZL_OK)
                status = parse(json.data, json.size, &again, &field);
        if (status == ZL_OK) {
                zl_put_bytes(buf, json.data, json.size);
                status = buf->status;
        }
        if (ret_field != NULL)
                *ret_field = field;
        zl_family_statement_done(&again);
        zl_buf_free(&json);
        return status;
}

void zl_family_statement_done(struct zl_family_statement *statement)
{
        zl_json_free(statement->document);
        *statement = (struct zl_family_statement){0};
}
