/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the club register's door: questions go out with the requests, and
 * an answer is passed on only when it is exactly what was asked for. */
#include "club_lists.h"
#include "club_page.h"
#include "web_internal.h"

static const char *const methods[] = {"GET", "PUT", "DELETE", NULL};

/* The bytes are the JSON of a PUT. */
static int run_register(struct web__call *call)
{
        struct zl_register_ask ask = {
            .method = methods[zl_json_choice(&call->in, "method", methods)],
            .path = web__line(call, "path"),
            .body = call->bytes,
            .match = web__line(call, "match"),
            .is_new = zl_json_bool(&call->in, "is_new"),
            .at_once = zl_json_bool(&call->in, "at_once"),
        };
        int status = zl_json_end(&call->in);

        if (status == ZL_OK && ask.path == NULL)
                status = ZL_E_MALFORMED;
        return status == ZL_OK
            ? zl_core_ask_register(call->core, call->now, &ask)
            : status;
}

static int check_page(struct zl_bytes body, const struct zl_id *club)
{
        struct zl_club_page page = {.club = *club};
        int status = zl_club_page_read(body, club, &page);

        if (status == ZL_OK)
                zl_club_page_free(&page);
        return status;
}

static int check_list(
    struct zl_bytes body, enum zl_club_list_kind kind, uint64_t after)
{
        struct zl_club_list list = {.next = 0};
        int status = zl_club_list_read(body, kind, after, &list);

        if (status == ZL_OK)
                zl_club_list_free(&list);
        return status;
}

/* What was answered, in the bytes; a status of the question's own fails. */
static int run_registered(struct web__call *call)
{
        static const char *const whats[] = {
            "clubs", "to-dos", "people", "overview", "own", "page", NULL};
        size_t what = zl_json_choice(&call->in, "what", whats);
        struct zl_id club = {{0}};
        uint64_t after = 0;
        struct zl_register_answer answer = {.status = ZL_OK};
        int status = ZL_OK;

        if (zl_json_has(&call->in, "club"))
                club = web__id(call, "club");
        if (zl_json_has(&call->in, "after"))
                after = zl_json_u64(&call->in, "after", 0, UINT32_MAX);
        status = zl_json_end(&call->in);
        if (status == ZL_OK)
                status = zl_core_register(call->core, &answer);
        if (status == ZL_OK)
                status = answer.status;
        if (status == ZL_OK)
                status = what > ZL_CLUB_LIST_OWN
                    ? check_page(answer.body, &club)
                    : check_list(
                          answer.body, (enum zl_club_list_kind)what, after);
        if (status != ZL_OK)
                return status;
        zl_json_put_text(call->out, "etag", answer.etag);
        zl_put_bytes(call->ret_bytes, answer.body.data, answer.body.size);
        return call->ret_bytes->status;
}

const struct web__command web__registering[] = {
    {"register", run_register, false},
    {"registered", run_registered, false},
    {NULL, NULL, false},
};
