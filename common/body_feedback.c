/* SPDX-License-Identifier: EUPL-1.2 */
/* The body of a feedback: what a professional tells the contact, never the
 * assessment; docs/protocol.md, 3.2. */
#include "body_internal.h"

enum { TEXT_MAX_CHARS = 4000 };

const char *const zl_feedback_states[] = {
    "received", "taken-up", "question", "closed", NULL};

static int parse(const void *data, size_t size,
    struct zl_feedback *ret_feedback, const char **ret_field)
{
        struct zl_feedback feedback = {0};
        struct zl_json *document = NULL;
        struct zl_json_reader r = {0};
        int status = body__read(data, size, &document, &r, &feedback.written);

        if (status != ZL_OK)
                goto out;
        feedback.state = (int)zl_json_choice(&r, "state", zl_feedback_states);
        feedback.text = body__words(&r, "text", TEXT_MAX_CHARS);
        status = zl_json_end(&r);
        if (status != ZL_OK)
                goto out;
        feedback.document = document;
        document = NULL;
        *ret_feedback = feedback;
out:
        if (ret_field != NULL)
                *ret_field = r.field;
        zl_json_free(document);
        return status;
}

int zl_feedback_parse(const void *data, size_t size,
    struct zl_feedback *ret_feedback, const char **ret_field)
{
        if (size > ZL_BODY_JSON_MAX) {
                if (ret_field != NULL)
                        *ret_field = NULL;
                return ZL_E_TOO_LARGE;
        }
        return parse(data, size, ret_feedback, ret_field);
}

int zl_feedback_write(const struct zl_feedback *feedback, struct zl_buf *buf,
    const char **ret_field)
{
        struct body__writer w = body__write(feedback->written);
        struct zl_feedback again = {0};
        const char *field = NULL;
        struct zl_buf json;
        int status = ZL_OK;

        body__put_choice(&w, "state", zl_feedback_states, feedback->state);
        zl_json_put_text(w.json, "text", feedback->text);
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
        zl_feedback_done(&again);
        zl_buf_free(&json);
        return status;
}

void zl_feedback_done(struct zl_feedback *feedback)
{
        zl_json_free(feedback->document);
        *feedback = (struct zl_feedback){.state = -1};
}
