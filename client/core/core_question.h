/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CORE_QUESTION_H
#define ZL_CORE_QUESTION_H

#include "bytes.h"
#include "core_mail.h"
#include "message.h"

/* What is asked besides a sync, behind it (core_mail.c, core_register.c). */
enum core__question_kind {
        CORE__QUESTION_NONE,
        CORE__QUESTION_MAIL,
        CORE__QUESTION_ATTENTION,
        CORE__QUESTION_REGISTER
};

enum {
        CORE__ETAG = 128,
        CORE__QUESTION_PATH = 512,
        CORE__ANSWER_MAX = 4 * 1024 * 1024
};

struct core__question {
        enum core__question_kind kind;
        bool answered;
        struct zl_buf body; /* to put; empty: only ask */
        struct zl_mail_view mail;
        struct zl_attention attention; /* without its lists */
        struct zl_attention_signal *waiting;
        struct zl_attention_member *members;
        /* to the register */
        const char *method;
        struct zl_buf path; /* with a NUL */
        char match[CORE__ETAG]; /* "": none */
        bool is_new;
        int said; /* of the question as such */
        char detail[ZL_MSG_ARG_CHARS + 1];
        char etag[CORE__ETAG]; /* "": none */
        struct zl_buf answer;
};

/** Begin to ask. @param core the core. @param now the clock. @param kind what
 *  about. @param body_max most bytes of what is put.
 *  @return ZL_OK, ZL_E_STATE (not joined) or what broke the core. */
int core__question_begin(struct zl_core *core, struct zl_time now,
    enum core__question_kind kind, size_t body_max) ZL_CHECKED;

/** Forget a question and its answer. @param question it; empty afterwards. */
void core__question_free(struct core__question *question);

/** The answer to it. @param core the core. @param status of HTTP. @param body
 *  the answer. @return as zl_core_answer(). */
int core__question_answer(
    struct zl_core *core, int status, struct zl_bytes body) ZL_CHECKED;

/** The answer of the register. @param core the core. @param status of HTTP.
 *  @param body the answer. @return as zl_core_answer(). */
int core__register_answer(
    struct zl_core *core, int status, struct zl_bytes body) ZL_CHECKED;

#endif
