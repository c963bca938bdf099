/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_TESTS_LOOP_INTERNAL_H
#define ZL_TESTS_LOOP_INTERNAL_H

#include "loop_server.h"

/* Between the files of the server in memory. */

enum {
        ENTRIES_MAX = 512,
        DOCUMENTS_MAX = 128,
        PAGE = 16,
        LISTED_MAX = 64,
        ADDED_MAX = 64
};

/* A seal that a reader made for a newer key. */
struct added_seal {
        struct zl_id member;
        struct zl_sealing_key key;
        struct zl_seal seal;
};

/* One entry of a log. */
struct entry {
        uint8_t *bytes;
        size_t size;
        struct zl_hash hash;
        struct zl_proof proof; /* without path */
        struct zl_head first; /* the head it was receipted under */
        struct zl_record *record; /* of the record log */
        struct zl_id author;
        enum zl_role author_role;
        struct zl_id listed[LISTED_MAX]; /* whom it is listed to */
        size_t listed_count;
        bool given; /* its body, to somebody else */
        bool wiped; /* body and seals are gone */
        bool bad; /* an honest server would have refused it */
        struct added_seal added[ADDED_MAX];
        size_t added_count;
};

struct log {
        struct entry entries[ENTRIES_MAX];
        uint64_t size;
        enum zl_log id;
};

/* A card or packet. */
struct document {
        char path[128];
        uint8_t *bytes;
        size_t size;
};

struct loop {
        struct zl_signer log_key;
        struct zl_sign_key root;
        struct zl_id organisation;
        struct zl_directory *directory;
        struct log statements;
        struct log records;
        struct document documents[DOCUMENTS_MAX];
        size_t document_count;
        struct zl_time now;
        enum loop_lie lie;
};

/** Add to a log. @param loop the server. @param log which. @param bytes
 *  copied. @return the entry. */
struct entry *loop__append(
    struct loop *loop, struct log *log, struct zl_bytes bytes);

/** An entry by its hash, or NULL. @param log which log. @param hash it. */
struct entry *loop__find(struct log *log, const struct zl_hash *hash);

/** Refuse. @param loop the server. @param status why. @param answer receives
 *  the problem. @return of HTTP. */
int loop__problem(struct loop *loop, int status, struct zl_buf *answer);

/** Give a receipt. @param loop the server. @param log which log. @param entry
 *  of what. @param fresh is it new? @param answer receives it. @return of
 *  HTTP. */
int loop__give_receipt(struct loop *loop, struct log *log, struct entry *entry,
    bool fresh, struct zl_buf *answer);

/** Put one item into a bundle. @param loop the server. @param log which log.
 *  @param index of the item. @param item it. @param items the bundle's. */
void loop__put_item(struct loop *loop, struct log *log, uint64_t index,
    struct zl_bytes item, struct zl_buf *items);

/** Give a bundle. @param loop the server. @param log which log. @param next to
 *  ask from. @param count of items. @param items freed. @param answer receives
 *  it. @return of HTTP. */
int loop__give_bundle(struct loop *loop, struct log *log, uint64_t next,
    uint16_t count, struct zl_buf *items, struct zl_buf *answer);

/** Take a record. @param loop the server. @param body it. @param answer
 *  receives receipt or problem. @return of HTTP. */
int loop__put_record(
    struct loop *loop, struct zl_bytes body, struct zl_buf *answer);

/** Take a seal. @param loop the server. @param sender whose. @param text
 *  "{id}/seals/{key}". @param body the seal. @param answer receives a problem.
 *  @return of HTTP. */
int loop__put_seal(struct loop *loop, const struct zl_id *sender,
    const char *text, struct zl_bytes body, struct zl_buf *answer);

/** The list of records. @param loop the server. @param viewer who asks.
 *  @param after from where. @param answer receives it. @return of HTTP. */
int loop__get_records(struct loop *loop, const struct zl_id *viewer,
    uint64_t after, struct zl_buf *answer);

/** The list of one signal. @param loop the server. @param viewer who asks.
 *  @param text "{id}/records". @param after from where. @param answer receives
 *  it. @return of HTTP. */
int loop__get_signal(struct loop *loop, const struct zl_id *viewer,
    const char *text, uint64_t after, struct zl_buf *answer);

/* What somebody sees. */
struct sight {
        struct zl_sight sight;
        struct zl_id *ids; /* for free() */
};

/** What somebody sees by now. @param loop the server. @param viewer who. */
struct sight loop__sight(struct loop *loop, const struct zl_id *viewer);

/** A body. @param loop the server. @param viewer who asks. @param text
 *  "{id}/body". @param answer receives it. @return of HTTP. */
int loop__get_body(struct loop *loop, const struct zl_id *viewer,
    const char *text, struct zl_buf *answer);

#endif
