/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_TESTS_LIVE_WORLD_H
#define ZL_TESTS_LIVE_WORLD_H

#include "record.h"
#include "server.h"

/*
 * A server that runs, on loopback and a folder of its own, with a small
 * organisation founded over HTTP; and just enough of a client to ask it.
 */

enum live_person {
        LIVE_COORDINATOR,
        LIVE_SUPPORTER,
        LIVE_HOLDER,
        LIVE_DEPUTY,
        LIVE_CONTACT,
        LIVE_OUTSIDER, /* of the other district; live_join_elsewhere() */
        LIVE_PERSONS
};

struct live {
        char folder[64];
        char data[80];
        struct zl_config config;
        struct zl_server *server;
        uint16_t port; /* of a server that was started elsewhere, or 0 */
        struct zl_sign_key log_key;
        struct zl_signer root;
        struct zl_signer devices[LIVE_PERSONS];
        struct zl_id members[LIVE_PERSONS];
        struct zl_sealing_key sealing[LIVE_PERSONS];
        struct zl_hash appointments[LIVE_PERSONS];
        struct zl_id organisation;
        struct zl_id district;
        struct zl_id team;
        struct zl_id club;
        struct zl_id elsewhere; /* the other district */
        struct zl_id team_elsewhere;
        long skew; /* seconds added to the clock of signed requests */
        struct zl_id tag; /* organisation that signed requests name */
};

/* What came back. */
struct live_answer {
        int status; /* 0: none came */
        char headers[4096];
        struct zl_buf body;
};

/** Start libraries, make keys, ids, folder, log key. Nothing runs yet.
 *  @return free it with live_free(). */
struct live *live_new(void);

/** Stop the server, remove the folder, free. @param live NULL is allowed. */
void live_free(struct live *live);

/** Start the server. @param live not running. */
void live_start(struct live *live);

/** Stop the server. @param live running. */
void live_stop(struct live *live);

/** A connection to the server. @param live running. @return the socket, -1
 *  when nobody listens any more. */
int live_connect(const struct live *live);

/**
 * Send bytes as they are and read what comes until the end.
 *
 * @param live  running.
 * @param text  the request's head and what is to follow.
 * @param size  how many bytes.
 * @param ret   free with live_done().
 */
void live_raw(const struct live *live, const void *text, size_t size,
    struct live_answer *ret);

/**
 * Ask.
 *
 * @param live     running.
 * @param method   GET, PUT, ...
 * @param target   path and query.
 * @param headers  more header lines, each with its CR LF; or NULL.
 * @param body     NULL, 0: none.
 * @param ret      free with live_done().
 */
void live_ask(const struct live *live, const char *method, const char *target,
    const char *headers, struct zl_bytes body, struct live_answer *ret);

/**
 * Ask, signed by somebody's device.
 *
 * @param live    running.
 * @param who     signs.
 * @param method  GET, PUT, ...
 * @param target  path and query.
 * @param body    NULL, 0: none.
 * @param ret     free with live_done().
 */
void live_ask_signed(const struct live *live, const struct zl_signer *who,
    const char *method, const char *target, struct zl_bytes body,
    struct live_answer *ret);

/**
 * Send a signed GET and do not wait for the answer.
 *
 * @param live    running.
 * @param who     signs.
 * @param target  path and query.
 * @return the socket, for live_receive().
 */
int live_send_signed(
    const struct live *live, const struct zl_signer *who, const char *target);

/** Read what comes until the end, and close. @param fd the socket, or -1.
 *  @param ret free with live_done(). */
void live_receive(int fd, struct live_answer *ret);

/** Free an answer. @param answer all zero is allowed. */
void live_done(struct live_answer *answer);

/** Is it this problem, with all that every answer carries?
 *  @param answer it. @param status of HTTP. @param name the problem's. */
void live_check_problem(
    const struct live_answer *answer, int status, const char *name);

/** The value of a header. @param answer it. @param name with its colon.
 *  @return NULL if it is not there; else up to the line's end, in a buffer
 *  that the next call uses again. */
const char *live_header(const struct live_answer *answer, const char *name);

/**
 * Make and PUT a statement.
 *
 * @param live    running.
 * @param signer  who signs.
 * @param type    which type.
 * @param of      its structure.
 * @param ret     receives its hash; NULL is allowed.
 * @return the HTTP status.
 */
int live_say(const struct live *live, const struct zl_signer *signer,
    enum zl_statement_type type, const void *of, struct zl_hash *ret);

/** A charter naming a log key. @param live it. @param log_key the key.
 *  @return the HTTP status. */
int live_say_charter(
    const struct live *live, const struct zl_sign_key *log_key);

/** Found the organisation: all persons, one club, all assigned.
 *  @param live running. */
void live_found(struct live *live);

/** A professional joins the team of the other district.  @param live
 *  founded. */
void live_join_elsewhere(struct live *live);

/** Start and found. @return as live_new(). */
struct live *live_founded(void);

/**
 * The head that somebody who lists the records now has seen.
 *
 * @param live  founded.
 * @param who   lists.
 * @param ret   receives it.
 */
void live_see(
    const struct live *live, enum live_person who, struct zl_seen_head *ret);

/**
 * A record as a client would make it; of a handover or step-out the author has
 * just listed everything.
 *
 * @param live     founded.
 * @param kind     its kind.
 * @param author   who writes.
 * @param signal   of which signal; NULL: opens one.
 * @param follows  record hash or NULL.
 * @param to       persons, LIVE_PERSONS ends the list.
 * @param ret_id   receives its id.
 * @param ret      receives the bytes; free with zl_buf_free().
 */
void live_record(const struct live *live, enum zl_kind kind,
    enum live_person author, const struct zl_id *signal,
    const struct zl_hash *follows, const enum live_person *to,
    struct zl_id *ret_id, struct zl_buf *ret);

/** A note of the contact to all. @param live founded. @param ret_id its id.
 *  @param ret receives the bytes; free them. */
void live_note(
    const struct live *live, struct zl_id *ret_id, struct zl_buf *ret);

/** PUT a record. @param live founded. @param id its id. @param bytes it.
 *  @param ret free with live_done(). */
void live_put_record(const struct live *live, const struct zl_id *id,
    const struct zl_buf *bytes, struct live_answer *ret);

#endif
