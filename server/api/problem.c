/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! Every refusal there is, in two tables: what a problem says, and
 * which problem a failure is. */
#include "problem.h"

#include <assert.h>
#include <stdio.h>

#include "json.h"

static const struct zl_problem_row rows[ZL_PROBLEM_COUNT] = {
    [ZL_PROBLEM_MALFORMED] = {"malformed", 400, "Malformed",
        "Bytes, path or query do not have the form written down."},
    [ZL_PROBLEM_VERSION_UNKNOWN] = {"version-unknown", 400, "Version unknown",
        "This server does not know this version; it may be too old."},
    [ZL_PROBLEM_ORGANISATION_WRONG] = {"organisation-wrong", 400,
        "Another organisation",
        "This belongs to another organisation than this server's."},
    [ZL_PROBLEM_SIGNATURE_MISSING] = {"signature-missing", 401,
        "Signature missing", "This request must be signed by a device."},
    [ZL_PROBLEM_SIGNATURE_WRONG] = {"signature-wrong", 401, "Signature wrong",
        "A signature does not verify, or its key is not known here."},
    [ZL_PROBLEM_CLOCK_OFF] = {"clock-off", 401, "Clock off",
        "The request's time is too far from this server's: set the clock."},
    [ZL_PROBLEM_CHAIN_BROKEN] = {"chain-broken", 403, "Chain broken",
        "No valid chain leads from the signer to the root."},
    [ZL_PROBLEM_EXPIRED] = {"expired", 403, "Expired",
        "This is past its validity, or before it."},
    [ZL_PROBLEM_REVOKED] = {"revoked", 403, "Revoked",
        "The signer or what is spoken of was revoked."},
    [ZL_PROBLEM_OUT_OF_SCOPE] = {"out-of-scope", 403, "Out of scope",
        "This is outside the scope of who signed it."},
    [ZL_PROBLEM_NOT_ALLOWED] = {"not-allowed", 403, "Not allowed",
        "No row of the policy table allows it."},
    [ZL_PROBLEM_NOT_FOUND] = {"not-found", 404, "Not found",
        "Nothing is here under that name, or not for you."},
    [ZL_PROBLEM_METHOD_NOT_ALLOWED] = {"method-not-allowed", 405,
        "Method not allowed", "See Allow for what can be done here."},
    [ZL_PROBLEM_NOT_ACCEPTABLE] = {"not-acceptable", 406, "Not acceptable",
        "Accept excludes the one form in which this is given."},
    [ZL_PROBLEM_RECIPIENTS_CHANGED] = {"recipients-changed", 409,
        "Recipients changed",
        "The recipients are not those in force: sync, verify, seal anew."},
    [ZL_PROBLEM_SIGNAL_CHANGED] = {"signal-changed", 409, "Signal changed",
        "A record came that this one has to pass on: sync, seal anew."},
    [ZL_PROBLEM_ERASED] = {"erased", 410, "Erased",
        "It was taken back or erased; only the mark is left."},
    [ZL_PROBLEM_CONFLICT] = {"conflict", 409, "Conflict",
        "Something else is known under this id, key or number."},
    [ZL_PROBLEM_STATE] = {"state", 409, "Not in this state",
        "That is not possible in the signal's state."},
    [ZL_PROBLEM_INVITATION_USED] = {"invitation-used", 409, "Invitation used",
        "Somebody used this invitation before: ask for a new one, and tell."},
    [ZL_PROBLEM_LENGTH_REQUIRED] = {"length-required", 411, "Length required",
        "A body needs Content-Length; no transfer coding is taken."},
    [ZL_PROBLEM_CHANGED] = {"changed", 412, "Changed",
        "Somebody else changed this meanwhile: get it, look, and try again."},
    [ZL_PROBLEM_TOO_LARGE] = {"too-large", 413, "Too large",
        "This is over a limit of size or count."},
    [ZL_PROBLEM_UNSUPPORTED_MEDIA_TYPE] = {"unsupported-media-type", 415,
        "Unsupported media type",
        "A body is application/octet-stream; of the register, and a mail "
        "address, application/json."},
    [ZL_PROBLEM_PRECONDITION_REQUIRED] = {"precondition-required", 428,
        "Precondition required",
        "A change says with If-Match from which page it was made."},
    [ZL_PROBLEM_TOO_MANY] = {"too-many", 429, "Too many requests",
        "This device asks too often: try again after Retry-After."},
    [ZL_PROBLEM_BUSY] = {"busy", 503, "Busy",
        "Too much waits to be stored: try again after Retry-After."},
    [ZL_PROBLEM_STORAGE] = {"storage", 507, "Storage refused",
        "The disk refused; nothing was accepted."},
    [ZL_PROBLEM_INTERNAL] = {"internal", 500, "Internal error",
        "A defect of this server; nothing was accepted."},
};

static const struct {
        int status;
        enum zl_problem problem;
} problems[] = {
    {ZL_E_MALFORMED, ZL_PROBLEM_MALFORMED},
    {ZL_E_VERSION, ZL_PROBLEM_VERSION_UNKNOWN},
    {ZL_E_TOO_LARGE, ZL_PROBLEM_TOO_LARGE},
    {ZL_E_SIGNATURE, ZL_PROBLEM_SIGNATURE_WRONG},
    {ZL_E_ORGANISATION, ZL_PROBLEM_ORGANISATION_WRONG},
    {ZL_E_CHAIN, ZL_PROBLEM_CHAIN_BROKEN},
    {ZL_E_EXPIRED, ZL_PROBLEM_EXPIRED},
    {ZL_E_REVOKED, ZL_PROBLEM_REVOKED},
    {ZL_E_SCOPE, ZL_PROBLEM_OUT_OF_SCOPE},
    {ZL_E_POLICY, ZL_PROBLEM_NOT_ALLOWED},
    {ZL_E_RECIPIENTS, ZL_PROBLEM_RECIPIENTS_CHANGED},
    {ZL_E_OUTRUN, ZL_PROBLEM_SIGNAL_CHANGED},
    {ZL_E_CONFLICT, ZL_PROBLEM_CONFLICT},
    {ZL_E_ROLLBACK, ZL_PROBLEM_CONFLICT},
    {ZL_E_NOT_FOUND, ZL_PROBLEM_NOT_FOUND},
    {ZL_E_CODE_USED, ZL_PROBLEM_INVITATION_USED},
    {ZL_E_CLOCK, ZL_PROBLEM_CLOCK_OFF},
    {ZL_E_STATE, ZL_PROBLEM_STATE},
    {ZL_E_BUSY, ZL_PROBLEM_BUSY},
    {ZL_E_STORAGE, ZL_PROBLEM_STORAGE},
    {ZL_E_ERASED, ZL_PROBLEM_ERASED},
};

const struct zl_problem_row *zl_problem_row(enum zl_problem problem)
{
        assert((unsigned)problem < ZL_PROBLEM_COUNT);
        return &rows[problem];
}

enum zl_problem zl_problem_of(int status)
{
        assert(status != ZL_OK);
        for (size_t i = 0; i < sizeof(problems) / sizeof(problems[0]); i++) {
                if (problems[i].status == status)
                        return problems[i].problem;
        }
        return ZL_PROBLEM_INTERNAL;
}

int zl_problem_write(enum zl_problem problem,
    const struct zl_problem_more *more, struct zl_buf *buf)
{
        const struct zl_problem_row *row = zl_problem_row(problem);
        struct zl_json_writer *w = zl_json_write();
        char type[64];

        (void)snprintf(type, sizeof(type), "urn:zijlijn:problem:%s", row->name);
        zl_json_put_text(w, "type", type);
        zl_json_put_text(w, "title", row->title);
        zl_json_put_u64(w, "status", row->status);
        zl_json_put_text(
            w, "detail", more->detail != NULL ? more->detail : row->detail);
        if (more->has_statements)
                zl_json_put_u64(w, "statements", more->statements);
        if (more->has_time)
                zl_json_put_time(w, "server_time", more->time);
        return zl_json_write_end(w, buf);
}
