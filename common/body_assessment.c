/* SPDX-License-Identifier: EUPL-1.2 */
/* The body of an assessment, which only professionals write and read;
 * docs/protocol.md, 3.2. */
#include "body_internal.h"

enum { TEXT_MAX_CHARS = 16000 };

/* The steps of the meldcode; the last one decides. */
enum { STEP_FIRST = 1, STEP_LAST = 5 };

const char *const zl_yes_no[] = {"yes", "no", NULL};

static void read_fields(struct zl_json_reader *r, struct zl_assessment *a)
{
        bool decides = false;

        a->text = body__words(r, "text", TEXT_MAX_CHARS);
        a->step = -1;
        if (zl_json_has(r, "step"))
                a->step = (int)zl_json_u64(r, "step", STEP_FIRST, STEP_LAST);
        a->report_needed = body__choice(r, "report_needed", zl_yes_no);
        a->help_possible = body__choice(r, "help_possible", zl_yes_no);
        decides = a->step == STEP_LAST;
        if ((a->report_needed >= 0) != decides)
                zl_json_fail(r, "report_needed", ZL_E_MALFORMED);
        if ((a->help_possible >= 0) != decides)
                zl_json_fail(r, "help_possible", ZL_E_MALFORMED);
}

static int parse(const void *data, size_t size,
    struct zl_assessment *ret_assessment, const char **ret_field)
{
        struct zl_assessment assessment = {0};
        struct zl_json *document = NULL;
        struct zl_json_reader r = {0};
        int status = body__read(data, size, &document, &r, &assessment.written);

        if (status != ZL_OK)
                goto out;
        read_fields(&r, &assessment);
        status = zl_json_end(&r);
        if (status != ZL_OK)
                goto out;
        assessment.document = document;
        document = NULL;
        *ret_assessment = assessment;
out:
        if (ret_field != NULL)
                *ret_field = r.field;
        zl_json_free(document);
        return status;
}

int zl_assessment_parse(const void *data, size_t size,
    struct zl_assessment *ret_assessment, const char **ret_field)
{
        if (size > ZL_BODY_JSON_MAX) {
                if (ret_field != NULL)
                        *ret_field = NULL;
                return ZL_E_TOO_LARGE;
        }
        return parse(data, size, ret_assessment, ret_field);
}

static int write_fields(
    const struct zl_assessment *a, struct zl_buf *buf, const char **ret_field)
{
        struct body__writer w = body__write(a->written);

        zl_json_put_text(w.json, "text", a->text);
        if (a->step != -1 && (a->step < STEP_FIRST || a->step > STEP_LAST))
                body__refuse(&w, "step");
        else if (a->step != -1)
                zl_json_put_u64(w.json, "step", (uint64_t)a->step);
        body__put_choice(&w, "report_needed", zl_yes_no, a->report_needed);
        body__put_choice(&w, "help_possible", zl_yes_no, a->help_possible);
        return body__write_end(&w, buf, ret_field);
}

int zl_assessment_write(const struct zl_assessment *assessment,
    struct zl_buf *buf, const char **ret_field)
{
        struct zl_assessment again = {0};
        const char *field = NULL;
        struct zl_buf json;
        int status = ZL_OK;

        /* Room beyond what a body may have, so that reading it again names
         * the text that is too long.  What passes that always fits. */
        zl_buf_init(&json, ZL_JSON_MAX);
        status = write_fields(assessment, &json, &field);
        if (status == ZL_OK)
                status = parse(json.data, json.size, &again, &field);
        if (status == ZL_OK) {
                zl_put_bytes(buf, json.data, json.size);
                status = buf->status;
        }
        if (ret_field != NULL)
                *ret_field = field;
        zl_assessment_done(&again);
        zl_buf_free(&json);
        return status;
}

void zl_assessment_done(struct zl_assessment *assessment)
{
        zl_json_free(assessment->document);
        *assessment = (struct zl_assessment){
            .step = -1, .report_needed = -1, .help_possible = -1};
}
