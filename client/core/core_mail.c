/* SPDX-License-Identifier: EUPL-1.2 */
/* Questions that are no part of a sync and go behind it: the own mail address,
 * and what needs a coordinator. */
#include "core_mail.h"

#include <stdlib.h>
#include <string.h>

#include "core_internal.h"
#include "json.h"

enum {
        WAITING_MAX = 1000,
        MEMBERS_MAX = 10000,
        MAIL_MAX = 4 * ZL_CORE_MAIL_CHARS + 64
};

void core__question_free(struct core__question *question)
{
        zl_buf_free(&question->body);
        zl_buf_free(&question->path);
        zl_buf_free(&question->answer);
        free(question->waiting);
        free(question->members);
        *question = (struct core__question){.kind = CORE__QUESTION_NONE};
}

int core__question_begin(struct zl_core *core, struct zl_time now,
    enum core__question_kind kind, size_t body_max)
{
        int status = core__act(core, now);

        if (status != ZL_OK)
                return status;
        core__question_free(&core->question);
        core->question.kind = kind;
        zl_buf_init(&core->question.body, body_max);
        zl_buf_init(&core->question.path, CORE__QUESTION_PATH);
        zl_buf_init(&core->question.answer, CORE__ANSWER_MAX);
        core__sync_begin(core);
        return ZL_OK;
}

int zl_core_ask_mail(struct zl_core *core, struct zl_time now, const char *mail)
{
        struct zl_json_writer *w = NULL;
        int status = mail != NULL && strlen(mail) > ZL_CORE_MAIL_CHARS
            ? ZL_E_TOO_LARGE
            : core__question_begin(core, now, CORE__QUESTION_MAIL, MAIL_MAX);

        if (status != ZL_OK || mail == NULL)
                return status;
        w = zl_json_write();
        zl_json_put_u64(w, "v", 1);
        zl_json_put_text(w, "mail", mail);
        status = zl_json_write_end(w, &core->question.body);
        if (status != ZL_OK)
                core__question_free(&core->question);
        return status;
}

int zl_core_ask_attention(struct zl_core *core, struct zl_time now)
{
        if (core->profile.joined && core->profile.role != ZL_ROLE_COORDINATOR)
                return ZL_E_POLICY;
        return core__question_begin(core, now, CORE__QUESTION_ATTENTION, 0);
}

int zl_core_mail(const struct zl_core *core, struct zl_mail_view *ret_view)
{
        if (core->question.kind != CORE__QUESTION_MAIL ||
            !core->question.answered)
                return ZL_E_NOT_FOUND;
        *ret_view = core->question.mail;
        return ZL_OK;
}

int zl_core_attention(
    const struct zl_core *core, struct zl_attention *ret_attention)
{
        const struct core__question *question = &core->question;

        if (question->kind != CORE__QUESTION_ATTENTION || !question->answered)
                return ZL_E_NOT_FOUND;
        *ret_attention = question->attention;
        ret_attention->waiting = question->waiting;
        ret_attention->members = question->members;
        return ZL_OK;
}

static void read_mail(struct zl_json_reader *r, struct zl_mail_view *ret)
{
        static const char *const states[] = {
            "none", "untried", "works", "refused", "unreachable", "off", NULL};
        const char *mail =
            zl_json_text(r, "mail", ZL_TEXT_LINES, ZL_CORE_MAIL_CHARS);
        const char *state = states[zl_json_choice(r, "state", states)];

        memcpy(ret->mail, mail, strlen(mail) + 1);
        memcpy(ret->state, state, strlen(state) + 1);
}

static void read_waiting(
    struct zl_json_reader *outer, struct core__question *question)
{
        const struct zl_json *array = NULL;
        size_t count = zl_json_array(outer, "waiting", WAITING_MAX, &array);

        question->waiting = calloc(count + 1, sizeof(*question->waiting));
        if (question->waiting == NULL)
                zl_json_fail(outer, "waiting", ZL_E_MEMORY);
        for (size_t i = 0; i < count && outer->status == ZL_OK; i++) {
                struct zl_attention_signal *it = &question->waiting[i];
                struct zl_json_reader r =
                    zl_json_read(zl_json_array_object(outer, array, i));

                it->has_team = zl_json_has(&r, "team");
                if (it->has_team)
                        zl_json_hex(&r, "team", it->team.bytes, ZL_ID_SIZE);
                it->since.ms = zl_json_u64(&r, "since", 0, (1ULL << 53) - 1);
                if (zl_json_end(&r) != ZL_OK)
                        zl_json_fail(outer, "waiting", ZL_E_MALFORMED);
        }
        question->attention.waiting_count = count;
}

static void read_members(
    struct zl_json_reader *outer, struct core__question *question)
{
        static const char *const states[] = {"refused", "unreachable", NULL};
        const struct zl_json *array = NULL;
        size_t count = zl_json_array(outer, "members", MEMBERS_MAX, &array);

        question->members = calloc(count + 1, sizeof(*question->members));
        if (question->members == NULL)
                zl_json_fail(outer, "members", ZL_E_MEMORY);
        for (size_t i = 0; i < count && outer->status == ZL_OK; i++) {
                struct zl_attention_member *it = &question->members[i];
                struct zl_json_reader r =
                    zl_json_read(zl_json_array_object(outer, array, i));

                zl_json_hex(&r, "member", it->member.bytes, ZL_ID_SIZE);
                it->refused = zl_json_choice(&r, "state", states) == 0;
                it->since.ms = zl_json_u64(&r, "since", 0, (1ULL << 53) - 1);
                if (zl_json_end(&r) != ZL_OK)
                        zl_json_fail(outer, "members", ZL_E_MALFORMED);
        }
        question->attention.member_count = count;
}

static void read_attention(
    struct zl_json_reader *r, struct core__question *question)
{
        static const char *const states[] = {"off", "works", "failing", NULL};
        struct zl_json_reader mail = zl_json_read(zl_json_object(r, "mail"));
        const char *state = states[zl_json_choice(&mail, "state", states)];

        question->attention.looked.ms =
            zl_json_u64(r, "looked", 0, (1ULL << 53) - 1);
        memcpy(question->attention.mail, state, strlen(state) + 1);
        question->attention.mail_since.ms =
            zl_json_u64(&mail, "since", 0, (1ULL << 53) - 1);
        read_members(&mail, question);
        if (zl_json_end(&mail) != ZL_OK)
                zl_json_fail(r, "mail", ZL_E_MALFORMED);
        read_waiting(r, question);
}

/* The server answers for itself alone: nothing rests on what it says. */
int core__question_answer(
    struct zl_core *core, int status, struct zl_bytes body)
{
        struct core__question *question = &core->question;
        struct core__problem problem;
        struct zl_json *json = NULL;
        struct zl_json_reader r;
        int result = ZL_OK;

        if (question->kind == CORE__QUESTION_REGISTER)
                return core__register_answer(core, status, body);
        if (status != 200) {
                core__problem_read(body, &problem);
                result = strcmp(problem.name, "malformed") == 0
                    ? ZL_E_MALFORMED
                    : core__refused(core, status, body);
                if (result != ZL_OK) /* else it is asked again */
                        question->kind = CORE__QUESTION_NONE;
                return result;
        }
        result = zl_json_parse(body.data, body.size, &json);
        if (result != ZL_OK)
                return result == ZL_E_MEMORY ? result : ZL_E_SERVER;
        r = zl_json_read(json);
        (void)zl_json_u64(&r, "v", 1, 1);
        if (question->kind == CORE__QUESTION_MAIL)
                read_mail(&r, &question->mail);
        else
                read_attention(&r, question);
        result = zl_json_end(&r);
        zl_json_free(json);
        if (result != ZL_OK)
                return result == ZL_E_MEMORY ? result : ZL_E_SERVER;
        question->answered = true;
        return ZL_OK;
}
