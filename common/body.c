/* SPDX-License-Identifier: EUPL-1.2 */
/* What the bodies of all kinds have in common; docs/protocol.md, 3.2. */
#include "body_internal.h"

/* Whole numbers in JSON end where a double still counts by ones. */
static const uint64_t number_max = (UINT64_C(1) << 53) - 1;

int body__read(const void *data, size_t size, struct zl_json **ret_document,
    struct zl_json_reader *ret_reader, struct zl_time *ret_written)
{
        struct zl_json *document = NULL;
        struct zl_json_reader r = {0};
        int status = zl_json_parse(data, size, &document);

        if (status != ZL_OK)
                return status;
        r = zl_json_read(document);
        /* The version first: of another one nothing else is looked at. */
        if (zl_json_u64(&r, "v", 0, number_max) != 1)
                zl_json_fail(&r, "v", ZL_E_VERSION);
        ret_written->ms = zl_json_u64(&r, "written", 0, number_max);
        *ret_document = document;
        *ret_reader = r;
        return ZL_OK;
}

int body__choice(
    struct zl_json_reader *r, const char *name, const char *const *words)
{
        size_t choice = 0;

        if (!zl_json_has(r, name))
                return -1;
        choice = zl_json_choice(r, name, words);
        return r->status == ZL_OK ? (int)choice : -1;
}

const char *body__words(
    struct zl_json_reader *r, const char *name, size_t max_chars)
{
        const char *text = zl_json_text(r, name, ZL_TEXT_LINES, max_chars);

        if (text[0] == '\0')
                zl_json_fail(r, name, ZL_E_MALFORMED);
        return text;
}

void body__refuse(struct body__writer *w, const char *field)
{
        if (w->status != ZL_OK)
                return;
        w->status = ZL_E_MALFORMED;
        w->field = field;
}

struct body__writer body__write(struct zl_time written)
{
        struct body__writer w = {.json = zl_json_write()};

        zl_json_put_u64(w.json, "v", 1);
        if (written.ms > number_max)
                body__refuse(&w, "written");
        else
                zl_json_put_u64(w.json, "written", written.ms);
        return w;
}

void body__put_choice(struct body__writer *w, const char *name,
    const char *const *words, int choice)
{
        int count = 0;

        while (words[count] != NULL)
                count++;
        if (choice < -1 || choice >= count)
                body__refuse(w, name);
        else if (choice >= 0)
                zl_json_put_text(w->json, name, words[choice]);
}

int body__write_end(
    struct body__writer *w, struct zl_buf *buf, const char **ret_field)
{
        /* Always, since it frees; what was noted before is told first. */
        int status = zl_json_write_end(w->json, buf);

        *ret_field = w->field;
        return w->status != ZL_OK ? w->status : status;
}
