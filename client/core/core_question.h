/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CORE_QUESTION_H
#define ZL_CORE_QUESTION_H

#include "bytes.h"
#include "core_mail.h"

/* What is asked besides a sync, behind it (core_mail.c). */
enum core__question_kind {
        CORE__QUESTION_NONE,
        CORE__QUESTION_MAIL,
        CORE__QUESTION_ATTENTION
};

struct core__question {
        enum core__question_kind kind;
        bool answered;
        struct zl_buf body; /* to put; empty: only ask */
        struct zl_mail_view mail;
        struct zl_attention attention; /* without its lists */
        struct zl_attention_signal *waiting;
        struct zl_attention_member *members;
};

/** Forget a question and its answer. @param question it; empty afterwards. */
void core__question_free(struct core__question *question);

/** The answer to it. @param core the core. @param status of HTTP. @param body
 *  the answer. @return as zl_core_answer(). */
int core__question_answer(
    struct zl_core *core, int status, struct zl_bytes body) ZL_CHECKED;

#endif
