/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_API_INTERNAL_H
#define ZL_API_INTERNAL_H

#include "access.h"
#include "api.h"
#include "problem.h"
#include "store/mail.h"

struct api_scopes;

struct zl_api {
        char *origin;
        struct zl_shared *shared;
        struct zl_committer *committer;
        struct zl_readers *readers;
        struct zl_registers *registers;
        struct zl_limits *limits;
        struct zl_waiters *waiters;
        struct api_scopes *scopes;
};

/* One request on its way through the api; kept with the request. */
struct zl_call {
        struct zl_api *api;
        struct zl_request *request;
        const struct zl_route *route; /* NULL: none */
        struct zl_hash hash; /* from the path */
        struct zl_sealing_key key; /* from the path */
        struct zl_id id; /* from the path */
        struct zl_id item; /* from the path, below that id */
        unsigned part; /* likewise, of an import */
        uint64_t after; /* from the query */
        struct {
                uint64_t statements;
                uint64_t records;
        } from, to; /* from the query */
        uint64_t wait_s; /* from the query; 0: not to wait */
        uint64_t wait_until_ms; /* of zl_clock_steady() */
        struct zl_sign_key device; /* who asks, of a signed request */
        struct zl_id member; /* whose device that is */
        uint64_t until; /* position it was revoked at, or END */
        enum zl_role role;
        struct zl_buf body; /* an answer that waits to leave */
        char mail[ZL_MAIL_MAX + 1]; /* an address that was left */
        struct api_register *reg; /* of a route of the register; freed
                                     with the call */
        bool any_origin; /* the answer is for every page */
};

/**
 * Take the call's path and query apart, as its route has them.
 *
 * @param call  route and request are read; what stands in them is set.
 * @return ZL_OK or ZL_E_MALFORMED.
 */
int api__parse_target(struct zl_call *call) ZL_CHECKED;

/**
 * Does a path have the shape of a route?
 *
 * @param pattern  the route's.
 * @param path     as sent.
 */
bool api__path_fits(const char *pattern, const char *path);

/**
 * May an answer of this type be sent, as Accept says (RFC 9110, 12.5.1)?
 *
 * @param accept  the header's value; NULL: anything.
 * @param type    the media type.
 */
bool api__accepts(const char *accept, const char *type);

/**
 * Verify the request's signature, and find who sent it.  A device that was
 * revoked, or whose member was, may still ask for the statements up to that
 * one, and for what ties their log to the one it knows: else nobody could
 * believe it.
 *
 * @param call      device, member and role are set.
 * @param ret_more  receives what the problem says beyond its row.
 * @return ZL_OK; as zl_request_verify(), ZL_E_REVOKED, ZL_E_EXPIRED,
 *         ZL_E_CODE_USED or ZL_E_POLICY.
 */
int api__find_sender(
    struct zl_call *call, struct zl_problem_more *ret_more) ZL_CHECKED;

/**
 * May this device ask, or write, once more?  If not, the call is refused.
 *
 * @param call  the call.
 * @param key   the device's, its signature verified.
 * @return whether to go on.
 */
bool api__is_within_limits(
    struct zl_call *call, const struct zl_sign_key *key) ZL_CHECKED;

/**
 * Who asks, and that it is now.
 *
 * @param call  signed.
 */
struct zl_asking api__asking(const struct zl_call *call);

/**
 * Answer.
 *
 * @param call    the call.
 * @param status  of HTTP.
 * @param body    what; its type is the route's.
 */
void api__answer(struct zl_call *call, unsigned status, struct zl_bytes body);

/**
 * As api__answer(), with an ETag.
 *
 * @param call    the call.
 * @param status  of HTTP.
 * @param body    what; its type is the route's.
 * @param etag    with its quotes; NULL: none.
 */
void api__answer_tagged(struct zl_call *call, unsigned status,
    struct zl_bytes body, const char *etag);

/**
 * Refuse.
 *
 * @param call     the call.
 * @param problem  why.
 * @param more     more about it; NULL: nothing.
 */
void api__refuse(struct zl_call *call, enum zl_problem problem,
    const struct zl_problem_more *more);

/** Refuse by a status. @param call the call. @param status the failure. */
void api__refuse_status(struct zl_call *call, int status);

/**
 * Refuse what the form of a PUT shows already.
 *
 * @param call    the call.
 * @param detail  constant: what does not fit.
 */
void api__refuse_malformed(struct zl_call *call, const char *detail);

/**
 * Give the call to a reader's thread; held meanwhile.
 *
 * @param call     the call.
 * @param reading  its context is the call; must end with api__done().
 */
void api__read(struct zl_call *call, zl_reading *reading);

/**
 * Answer with what was written, or refuse; and let go of the call.
 *
 * @param call    held.
 * @param status  how writing it went.
 * @param buf     what was written; freed.
 */
void api__answer_done(struct zl_call *call, int status, struct zl_buf *buf);

/**
 * Writes an answer that needs the directory.
 *
 * @param store      a reading store.
 * @param call       who asks, and what.
 * @param directory  that nobody changes meanwhile.
 * @param buf        receives it.
 * @return ZL_OK, or why the call is refused.
 */
typedef int api_writing(struct zl_store *store, const struct zl_call *call,
    const struct zl_directory *directory, struct zl_buf *buf);

/**
 * Write an answer with the directory at hand, answer, and let go.
 *
 * @param store  a reading store.
 * @param call   held.
 * @param max    bytes of the answer at most.
 * @param write  writes it.
 */
void api__read_directory(struct zl_store *store, struct zl_call *call,
    size_t max, api_writing *write);

/**
 * A call that was given to a reader found nothing: let it wait for news.
 * Afterwards it is somebody else's.
 *
 * @param call  held, with wait_s.
 * @param mark  from before it looked.
 * @return ZL_OK: it waits; ZL_E_EXPIRED: it has waited long enough, answer it;
 *         ZL_E_STATE: look again; ZL_E_BUSY.
 */
int api__wait(struct zl_call *call, uint64_t mark) ZL_CHECKED;

/**
 * A call whose time is over: if it waits for news, answer with what there is.
 *
 * @param call  the call.
 * @return false: it waits for something else.
 */
bool api__wait_ends(struct zl_call *call) ZL_CHECKED;

/** Let go of a call that was given away. @param call the call. */
void api__done(struct zl_call *call);

/**
 * Hold a call that the committer is given.
 *
 * @param call  the call.
 */
void api__hold(struct zl_call *call);

/**
 * The committer would not take it: refuse, and let go.
 *
 * @param call    the call, held.
 * @param status  what the committer said.
 */
void api__not_taken(struct zl_call *call, int status);

/** What the committer tells: answers and lets go.  @param context the call.
 *  @param outcome how it went. */
void api__told(void *context, const struct zl_outcome *outcome);

/** GET /v1/health. @param call the call. */
void api__get_health(struct zl_call *call);
/** GET /v1/openapi.json. @param call the call. */
void api__get_openapi(struct zl_call *call);
/** PUT /v1/statements/{hash}. @param call the call. */
void api__put_statement(struct zl_call *call);
/** GET /v1/statements. @param call the call. */
void api__get_statements(struct zl_call *call);
/** PUT /v1/cards/{hash}. @param call the call. */
void api__put_card(struct zl_call *call);
/** GET /v1/cards/{hash}. @param call the call. */
void api__get_card(struct zl_call *call);
/** GET /v1/charters. @param call the call. */
void api__get_charters(struct zl_call *call);
/** GET /v1/consistency. @param call the call. */
void api__get_consistency(struct zl_call *call);
/** GET /v1/directory. @param call the call. */
void api__get_directory(struct zl_call *call);
/** PUT /v1/invitations/{id}. @param call the call. */
void api__put_invitation(struct zl_call *call);
/** GET /v1/invitations/{id}. @param call the call. */
void api__get_invitation(struct zl_call *call);
/** PUT /v1/records/{id}. @param call the call. */
void api__put_record(struct zl_call *call);
/** GET /v1/records. @param call the call. */
void api__get_records(struct zl_call *call);
/** The reading of it, once more; a zl_reading. @param store a reading store.
 *  @param context the call, held. */
void api__read_records(struct zl_store *store, void *context);
/** GET /v1/records/{id}/body. @param call the call. */
void api__get_body(struct zl_call *call);
/** GET /v1/signals/{id}/records. @param call the call. */
void api__get_signal(struct zl_call *call);
/** PUT /v1/records/{id}/seals/{key}. @param call the call. */
void api__put_seal(struct zl_call *call);

/** PUT /v1/mail-address. @param call the call. */
void api__put_mail_address(struct zl_call *call);
/** GET /v1/mail-address. @param call the call. */
void api__get_mail_address(struct zl_call *call);
/** GET /v1/attention. @param call the call. */
void api__get_attention(struct zl_call *call);
/** GET /v1/figures. @param call the call. */
void api__get_figures(struct zl_call *call);

/** GET /v1/register/clubs/{id}. @param call the call. */
void api__get_club(struct zl_call *call);
/** GET of a list of the register, or of the overview. @param call the
 *  call. */
void api__get_list(struct zl_call *call);
/** PUT of a club, or of a person, visit or need of one. @param call the
 *  call. */
void api__put_register(struct zl_call *call);
/** DELETE of a person, visit or need. @param call the call. */
void api__drop_register(struct zl_call *call);
/** GET /v1/register/persons/{id}. @param call the call. */
void api__get_own_data(struct zl_call *call);
/** DELETE /v1/register/persons/{id}. @param call the call. */
void api__drop_own_data(struct zl_call *call);
/** PUT /v1/register/imports/{id}/{part}. @param call the call. */
void api__put_import_part(struct zl_call *call);
/** PUT /v1/register/imports/{id}. @param call the call. */
void api__put_import(struct zl_call *call);

/**
 * Answer with a mail address, as 7.17 has it.
 *
 * @param call     the call.
 * @param address  "": none.
 * @param state    how it went with it.
 */
void api__answer_mail_address(
    struct zl_call *call, const char *address, enum zl_mail_state state);

/* schema/openapi.yaml as JSON; made by the build. */
extern const uint8_t api__openapi[];
extern const size_t api__openapi_size;

/** Make room for the newest directory's tree. @param ret_scopes free with
 *  api__scopes_free(). @return ZL_OK or ZL_E_MEMORY. */
int api__scopes_new(struct api_scopes **ret_scopes) ZL_CHECKED;

/** Free it. @param scopes NULL is allowed. */
void api__scopes_free(struct api_scopes *scopes);

/**
 * Where a scope stands in the newest directory's tree; made when it is a new
 * one, and kept.
 *
 * @param scopes     from any thread.
 * @param directory  that nobody changes meanwhile.
 * @param scope      which scope.
 * @param ret_index  receives its leaf.
 * @param ret_path   receives the leaf's path.
 * @return ZL_OK, ZL_E_NOT_FOUND (no leaf of it) or ZL_E_MEMORY.
 */
int api__scopes_path(struct api_scopes *scopes,
    const struct zl_directory *directory, const struct zl_id *scope,
    uint32_t *ret_index, struct zl_path *ret_path) ZL_CHECKED;

/* Items gathered for a bundle, under one head. */
struct api_bundle {
        enum zl_log log;
        struct zl_head head;
        uint64_t size; /* of the log under the head */
        uint64_t next;
        struct api_item *items;
        size_t count;
        size_t room;
        size_t bytes; /* that it takes on the wire */
};

/**
 * Begin under the newest head.
 *
 * @param store       a reading store.
 * @param log         which log.
 * @param ret_bundle  free with api__bundle_free().
 * @return ZL_OK, ZL_E_NOT_FOUND (no head yet) or what the store says.
 */
int api__bundle_begin(struct zl_store *store, enum zl_log log,
    struct api_bundle *ret_bundle) ZL_CHECKED;

/**
 * Is there room for one more?  If not, `next` is set to it.
 *
 * @param bundle  the bundle.
 * @param index   where the item stands.
 * @param size    its bytes.
 * @return false when the bundle ends before it.
 */
bool api__bundle_fits(struct api_bundle *bundle, uint64_t index, size_t size);

/**
 * Add an item.
 *
 * @param bundle  the bundle.
 * @param proof   without its path.
 * @param bytes   copied.
 * @return ZL_OK or ZL_E_MEMORY.
 */
int api__bundle_add(struct api_bundle *bundle, const struct zl_proof *proof,
    struct zl_bytes bytes) ZL_CHECKED;

/**
 * Add the record that a walk is at; a zl_record_visit().
 *
 * @param context  the bundle.
 * @param record   the record.
 * @return as api__bundle_ended() wants it.
 */
int api__bundle_record(void *context, const struct zl_stored_record *record);

/**
 * How a walk with api__bundle_record() went.
 *
 * @param status  what it said.
 * @return ZL_OK, also when the bundle was full before its end.
 */
int api__bundle_ended(int status) ZL_CHECKED;

/**
 * Write it, with the paths.
 *
 * @param bundle  the bundle.
 * @param store   a reading store.
 * @param buf     receives it.
 * @return ZL_OK or what the store says.
 */
int api__bundle_write(struct api_bundle *bundle, struct zl_store *store,
    struct zl_buf *buf) ZL_CHECKED;

/** Free what it gathered. @param bundle the bundle. */
void api__bundle_free(struct api_bundle *bundle);

#endif
