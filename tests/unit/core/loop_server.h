/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_TESTS_LOOP_SERVER_H
#define ZL_TESTS_LOOP_SERVER_H

#include "core.h"

/*
 * A server in memory that answers the core's requests by the rules of
 * docs/protocol.md, with the real directory, judgement and logs; and that
 * can be told to lie.
 */
struct loop;

/* What it lies about, in its next answer of that kind or in all. */
enum loop_lie {
        LOOP_HONEST,
        LOOP_SWAP_KEY, /* a sealing key in a statement is another one */
        LOOP_GARBAGE, /* answers are noise */
        LOOP_TRUNCATE, /* bundles end early */
        LOOP_OTHER_ROOT, /* a head of the same size with another root */
        LOOP_WITHHOLD, /* the newest device statement is not given */
        LOOP_WITHHOLD_OLD, /* neither is any assignment */
        LOOP_WITHHOLD_CLUB, /* a whole club is hidden: the newest one */
        LOOP_OTHER_BODY, /* bodies are altered */
        LOOP_OTHER_RECORD, /* a seal in a list is altered */
        LOOP_LOSE_RECEIPT, /* receipts are of something else */
        LOOP_HIDE_NOTES, /* notes are not listed */
        LOOP_NO_SEALS, /* seals for newer keys are refused */
        LOOP_OTHER_PERSONS, /* recipients always changed meanwhile */
        LOOP_OUTRUN, /* something always came just before */
        LOOP_CARELESS, /* whoever was listed a record gets all of it */
        LOOP_OTHER_PROOF, /* proofs in lists are of something else */
        LOOP_TWICE, /* the first of a list is there twice */
        LOOP_BACKWARDS, /* lists are in the wrong order */
        LOOP_FUTURE, /* heads are of an hour from now */
        LOOP_HIDE_ELSEWHERE, /* nothing is shown but one's own scopes */
        LOOP_REVOKED, /* 403 revoked, to everybody */
        LOOP_BUSY, /* 503 */
        LOOP_TOO_MANY, /* 429 */
        LOOP_HTML /* a proxy's page */
};

/** Start with a fresh log key. @return free with loop_free(). */
struct loop *loop_new(void);

/** Another one that knows the same. @param loop has no records yet. @return
 *  free with loop_free(). */
struct loop *loop_copy(const struct loop *loop);

/** Free it. @param loop NULL is allowed. */
void loop_free(struct loop *loop);

/** The key its heads are signed with. @param loop it. */
struct zl_sign_key loop_log_key(const struct loop *loop);

/** The administrator pins the root. @param loop not started. @param root the
 *  root. */
void loop_start(struct loop *loop, const struct zl_sign_key *root);

/** Its clock. @param loop it. @param now the time. */
void loop_time(struct loop *loop, struct zl_time now);

/** From now on it lies. @param loop it. @param lie how. */
void loop_lies(struct loop *loop, enum loop_lie lie);

/** Forget what came last, as from an old backup. @param loop it. @param
 *  statements how many to keep. @param records how many to keep. */
void loop_roll_back(struct loop *loop, uint64_t statements, uint64_t records);

/** Change the past: another salt for an entry of the statement log, or, when
 *  done again, the one it had. @param loop it. @param index which entry. */
void loop_rewrite(struct loop *loop, uint64_t index);

/** From now on it signs with a fresh log key. @param loop it. */
void loop_change_key(struct loop *loop);

/** It has the card or packet no more. @param loop it. @param path begin of
 *  the paths. */
void loop_lose(struct loop *loop, const char *path);

/** Take any record, as no honest server would: whatever its author is or may
 *  do, it gets its place in the log. @param loop it. @param record its bytes,
 *  with the body. @param to whom it is listed to. @param count how many.
 *  @param ret_hash receives the record hash; NULL allowed. @return what an
 * honest server would have said. */
int loop_take(struct loop *loop, struct zl_bytes record, const struct zl_id *to,
    size_t count, struct zl_hash *ret_hash);

/** Was the body of a record given to anybody but its author, or did anybody
 *  say how it went with it? @param loop it. @param hash of the record. */
bool loop_was_used(struct loop *loop, const struct zl_hash *hash);

/** How many statements it has. @param loop it. */
uint64_t loop_statements(const struct loop *loop);

/** How many records it has. @param loop it. */
uint64_t loop_records(const struct loop *loop);

/** What it knows. @param loop it. @return borrowed. */
const struct zl_directory *loop_directory(const struct loop *loop);

/**
 * Add a statement as if somebody had sent it.
 *
 * @param loop    it.
 * @param signer  who says it.
 * @param type    which type.
 * @param of      its structure.
 * @return what zl_directory_add() says.
 */
int loop_say(struct loop *loop, const struct zl_signer *signer,
    enum zl_statement_type type, const void *of);

/**
 * Answer a request.
 *
 * @param loop     it.
 * @param request  the request.
 * @param answer   receives the body.
 * @return the HTTP status.
 */
int loop_ask(
    struct loop *loop, const struct zl_request *request, struct zl_buf *answer);

#endif
