/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! Questions to the club register. The core signs them and brings the
 * answer back as it came; what a page says is read elsewhere (club_page.c). */
#include "core_register.h"

#include <assert.h>
#include <string.h>

#include "core_internal.h"

/* Parts of an import are at most 256 KiB; the largest answers are lists. */
enum { BODY_MAX = 256 * 1024 };

static void put_string(struct zl_buf *buf, const char *text)
{
        zl_put_text(buf, text);
        zl_put_u8(buf, 0);
}

int zl_core_ask_register(
    struct zl_core *core, struct zl_time now, const struct zl_register_ask *ask)
{
        struct core__question *question = &core->question;
        int status = ZL_OK;

        assert(strncmp(ask->path, "/v1/", 4) == 0);
        assert(ask->match == NULL || !ask->is_new);
        if (strlen(ask->path) >= CORE__QUESTION_PATH ||
            ask->body.size > BODY_MAX ||
            (ask->match != NULL && strlen(ask->match) >= CORE__ETAG))
                return ZL_E_TOO_LARGE;
        status =
            core__question_begin(core, now, CORE__QUESTION_REGISTER, BODY_MAX);
        if (status != ZL_OK)
                return status;
        question->method = strcmp(ask->method, "PUT") == 0 ? "PUT"
            : strcmp(ask->method, "DELETE") == 0           ? "DELETE"
                                                           : "GET";
        core->sync.at_once = ask->at_once;
        question->is_new = ask->is_new;
        if (ask->match != NULL)
                memcpy(question->match, ask->match, strlen(ask->match) + 1);
        zl_put_bytes(&question->body, ask->body.data, ask->body.size);
        put_string(&question->path, ask->path);
        status = question->body.status != ZL_OK ? question->body.status
                                                : question->path.status;
        if (status != ZL_OK)
                core__question_free(question);
        return status;
}

int zl_core_register(
    const struct zl_core *core, struct zl_register_answer *ret_answer)
{
        const struct core__question *question = &core->question;

        if (question->kind != CORE__QUESTION_REGISTER || !question->answered)
                return ZL_E_NOT_FOUND;
        *ret_answer = (struct zl_register_answer){
            .status = question->said,
            .detail = question->detail,
            .body = zl_buf_bytes(&question->answer),
            .etag = question->etag[0] != '\0' ? question->etag : NULL,
        };
        return ZL_OK;
}

/* Quotes around visible characters, and no other quote (RFC 9110, 8.8.3). */
static bool is_etag(const char *text)
{
        size_t size = strlen(text);

        if (size < 2 || size >= CORE__ETAG || text[0] != '"' ||
            text[size - 1] != '"')
                return false;
        for (size_t i = 1; i + 1 < size; i++) {
                if (text[i] <= 0x20 || text[i] > 0x7e || text[i] == '"')
                        return false;
        }
        return true;
}

void zl_core_answer_etag(struct zl_core *core, const char *etag)
{
        struct core__question *question = &core->question;

        question->etag[0] = '\0';
        if (etag != NULL && is_etag(etag))
                memcpy(question->etag, etag, strlen(etag) + 1);
}

/* What the register says of a question as such.  Everything else about a
 * refusal is the same for all questions. */
static bool read_said(const char *problem, int *ret)
{
        static const struct {
                const char *name;
                int status;
        } says[] = {
            {"changed", ZL_E_CONFLICT},
            {"precondition-required", ZL_E_USAGE},
            {"out-of-scope", ZL_E_SCOPE},
            {"not-allowed", ZL_E_POLICY},
            {"not-found", ZL_E_NOT_FOUND},
            {"malformed", ZL_E_MALFORMED},
            {"too-large", ZL_E_TOO_LARGE},
            {"state", ZL_E_STATE},
        };

        for (size_t i = 0; i < sizeof(says) / sizeof(says[0]); i++) {
                if (strcmp(problem, says[i].name) == 0) {
                        *ret = says[i].status;
                        return true;
                }
        }
        return false;
}

int core__register_answer(
    struct zl_core *core, int status, struct zl_bytes body)
{
        struct core__question *question = &core->question;
        struct core__problem problem;

        if (status == 200 || status == 204) {
                zl_put_bytes(&question->answer, body.data, body.size);
                if (question->answer.status != ZL_OK)
                        return question->answer.status == ZL_E_MEMORY
                            ? ZL_E_MEMORY
                            : ZL_E_SERVER;
                question->said = ZL_OK;
                question->answered = true;
                return ZL_OK;
        }
        core__problem_read(body, &problem);
        if (status < 400 || status >= 500 || !problem.known ||
            !read_said(problem.name, &question->said))
                return core__refused(core, status, body);
        memcpy(question->detail, problem.detail, sizeof(problem.detail));
        question->etag[0] = '\0';
        question->answered = true;
        return ZL_OK;
}
