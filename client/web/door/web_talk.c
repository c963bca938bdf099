/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the talk between core, storage and server, in the order that
 * core.h asks for: changes, saved, next, answer; and what is to be shown. */
#include "web_internal.h"

/* The rows' values are the result's bytes, one behind the other; of a row to
 * delete there are none. */
static int run_changes(struct web__call *call)
{
        const struct zl_row *rows = NULL;
        size_t count = 0;
        int status = zl_json_end(&call->in);

        if (status != ZL_OK)
                return status;
        rows = zl_core_changes(call->core, &count);
        zl_json_open_array(call->out, "rows");
        for (size_t i = 0; i < count; i++) {
                zl_json_open_object(call->out, NULL);
                zl_json_put_hex(
                    call->out, "name", rows[i].name, sizeof(rows[i].name));
                zl_json_put_u64(call->out, "size", rows[i].value.size);
                zl_json_close(call->out);
                zl_put_bytes(
                    call->ret_bytes, rows[i].value.data, rows[i].value.size);
        }
        zl_json_close(call->out);
        return ZL_OK;
}

static int run_saved(struct web__call *call)
{
        int status = zl_json_end(&call->in);

        if (status == ZL_OK)
                zl_core_saved(call->core);
        return status;
}

static int run_messages(struct web__call *call)
{
        struct zl_message message;
        int status = zl_json_end(&call->in);

        if (status != ZL_OK)
                return status;
        zl_json_open_array(call->out, "messages");
        while (zl_core_next_message(call->core, &message)) {
                zl_json_open_object(call->out, NULL);
                zl_json_put_text(call->out, "id", zl_message_str(message.id));
                zl_json_open_array(call->out, "arguments");
                for (size_t i = 0; i < ZL_MSG_ARGS; i++)
                        zl_json_put_text(call->out, NULL, message.args[i]);
                zl_json_close(call->out);
                zl_json_close(call->out);
        }
        zl_json_close(call->out);
        return ZL_OK;
}

static int run_sync(struct web__call *call)
{
        int status = zl_json_end(&call->in);

        return status == ZL_OK ? zl_core_sync(call->core, call->now) : status;
}

static int run_wait(struct web__call *call)
{
        unsigned seconds =
            (unsigned)zl_json_u64(&call->in, "seconds", 1, ZL_CORE_WAIT_MAX);
        int status = zl_json_end(&call->in);

        return status == ZL_OK ? zl_core_wait(call->core, call->now, seconds)
                               : status;
}

/* Without anything to ask there is no "method"; the bytes are the body. */
static int run_next(struct web__call *call)
{
        struct zl_request request = {0};
        int status = zl_json_end(&call->in);

        if (status == ZL_OK)
                status = zl_core_next_request(call->core, call->now, &request);
        if (status == ZL_E_NOT_FOUND)
                return ZL_OK;
        if (status != ZL_OK)
                return status;
        zl_json_put_text(call->out, "method", request.method);
        zl_json_put_text(call->out, "origin", request.origin);
        zl_json_put_text(call->out, "path", request.path);
        zl_json_put_bool(call->out, "is_json", request.is_json);
        zl_json_put_text(call->out, "if_match", request.if_match);
        zl_json_put_text(call->out, "if_none_match", request.if_none_match);
        zl_json_put_text(call->out, "content_digest", request.content_digest);
        zl_json_put_text(call->out, "signature_input", request.signature_input);
        zl_json_put_text(call->out, "signature", request.signature);
        zl_json_put_u64(call->out, "wait_s", request.wait_s);
        zl_put_bytes(call->ret_bytes, request.body.data, request.body.size);
        return ZL_OK;
}

/* The bytes are the answer's body. */
static int run_answer(struct web__call *call)
{
        int http = (int)zl_json_u64(&call->in, "http", 100, 999);
        const char *etag = web__line(call, "etag");
        int status = zl_json_end(&call->in);

        if (status != ZL_OK)
                return status;
        zl_core_answer_etag(call->core, etag);
        return zl_core_answer(call->core, call->now, http, call->bytes);
}

static int run_no_answer(struct web__call *call)
{
        int status = zl_json_end(&call->in);

        if (status == ZL_OK)
                zl_core_no_answer(call->core);
        return status;
}

const struct web__command web__talking[] = {
    {"changes", run_changes, false},
    {"saved", run_saved, false},
    {"messages", run_messages, false},
    {"sync", run_sync, false},
    {"wait", run_wait, false},
    {"next", run_next, false},
    {"answer", run_answer, false},
    {"no-answer", run_no_answer, false},
    {NULL, NULL, false},
};
