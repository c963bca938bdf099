/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_HTTPSIG_H
#define ZL_HTTPSIG_H

#include "crypto.h"

/*
 * HTTP message signatures (RFC 9421) in the one profile of docs/protocol.md,
 * 7.1, and Content-Digest (RFC 9530).
 */

enum {
        ZL_HTTPSIG_WINDOW_S = 300,
        ZL_HTTPSIG_INPUT_TEXT = 320, /* Signature-Input with its NUL */
        ZL_HTTPSIG_SIGNATURE_TEXT = 96,
        ZL_CONTENT_DIGEST_TEXT = 64
};

/* The parts of a request that its signature covers. */
struct zl_request_parts {
        const char *method; /* "GET", "PUT" */
        const char *target_uri; /* origin, path and query */
        const char *digest; /* Content-Digest value; NULL without body */
};

/* One covered component of a signature base: name and value. */
struct zl_component {
        const char *name; /* without quotes: "@method", "date" */
        const char *value;
};

/**
 * Build a signature base (RFC 9421, 2.5).
 *
 * @param components  what is covered, in order.
 * @param count       how many.
 * @param params      the signature's parameters from the parenthesis on.
 * @param buf         receives the base, without line feed at its end.  Its
 *                    status becomes ZL_E_MALFORMED when a value holds a line
 *                    feed or carriage return, ZL_E_TOO_LARGE or ZL_E_MEMORY
 *                    as with every zl_put_...().
 */
void zl_signature_base(const struct zl_component *components, size_t count,
    const char *params, struct zl_buf *buf);

/**
 * Content-Digest of a body: "sha-256=:...:".
 *
 * @param body  the bytes.
 * @param ret   receives the value.
 */
void zl_content_digest(
    struct zl_bytes body, char ret[static ZL_CONTENT_DIGEST_TEXT]);

/**
 * Sign a request.
 *
 * @param signer         the device.
 * @param organisation   goes into the tag.
 * @param parts          what is covered.
 * @param created        seconds since 1970.
 * @param ret_input      receives the value of Signature-Input.
 * @param ret_signature  receives the value of Signature.
 * @return ZL_OK, ZL_E_MALFORMED (a part holds a line feed or carriage return),
 *         ZL_E_TOO_LARGE (a signature base over 16 KiB) or ZL_E_MEMORY.
 */
int zl_request_sign(const struct zl_signer *signer,
    const struct zl_id *organisation, const struct zl_request_parts *parts,
    uint64_t created, char ret_input[static ZL_HTTPSIG_INPUT_TEXT],
    char ret_signature[static ZL_HTTPSIG_SIGNATURE_TEXT]) ZL_CHECKED;

/**
 * Verify a request's signature.  Only the exact profile is accepted.
 *
 * @param organisation  what the tag must name.
 * @param parts         what must be covered.
 * @param input         value of Signature-Input.
 * @param signature     value of Signature.
 * @param now           seconds since 1970.
 * @param ret_key       receives the key that signed; whether it is somebody,
 *                      the directory says.
 * @return ZL_OK, ZL_E_MALFORMED, ZL_E_ORGANISATION, ZL_E_CLOCK,
 *         ZL_E_SIGNATURE or ZL_E_MEMORY.
 */
int zl_request_verify(const struct zl_id *organisation,
    const struct zl_request_parts *parts, const char *input,
    const char *signature, uint64_t now,
    struct zl_sign_key *ret_key) ZL_CHECKED;

#endif
