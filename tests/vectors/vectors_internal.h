/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_TESTS_VECTORS_INTERNAL_H
#define ZL_TESTS_VECTORS_INTERNAL_H

#include "common/crypto.h"
#include "common/json.h"
#include "common/record.h"

/* One vector while it is checked. What is wrong first, sticks. */
struct vector {
        struct zl_json_reader r;
        const char *wrong; /* constant string, NULL: nothing */
        void *owned[8];
        size_t owned_count;
};

/** What checks one vector. @param v the vector. */
typedef void vector_check(struct vector *v);

vector_check vector__hash, vector__organisation, vector__signature,
    vector__device_proof, vector__card, vector__invitation, vector__own_code,
    vector__request, vector__statement, vector__leaf, vector__head,
    vector__receipt, vector__bundle, vector__directory, vector__record,
    vector__packet, vector__change, vector__consistency, vector__signal,
    vector__listed;

/**
 * A complete subtree of leaves that are all there; a zl_merkle_fetch.
 *
 * @param context   the leaves' hashes.
 * @param level     of the subtree.
 * @param index     which.
 * @param ret_hash  receives its root.
 * @return ZL_OK.
 */
int vector__fetch(
    void *context, unsigned level, uint64_t index, struct zl_hash *ret_hash);

/** Note that something is wrong. @param v the vector. @param what constant
 *  string. */
void vector__wrong(struct vector *v, const char *what);

/** It must be so. @param v the vector. @param what constant string.
 *  @param held whether it is. */
void vector__must(struct vector *v, const char *what, bool held);

/** It must be ZL_OK. @param v the vector. @param what constant string.
 *  @param status what was answered. @return whether it is. */
bool vector__ok(struct vector *v, const char *what, int status);

/** Read any text. @param v the vector. @param name the field.
 *  @return borrowed. */
const char *vector__text(struct vector *v, const char *name);

/** Read bytes of any length. @param v the vector, which owns them.
 *  @param name the field. */
struct zl_bytes vector__bytes(struct vector *v, const char *name);

/** The field must be these bytes. @param v the vector. @param name the
 *  field. @param data the bytes. @param size how many. */
void vector__same(
    struct vector *v, const char *name, const void *data, size_t size);

/** The field must be this text. @param v the vector. @param name the field.
 *  @param text the text. */
void vector__same_text(struct vector *v, const char *name, const char *text);

/** One recipient opens seal and body. @param v the vector. @param record
 *  with its body. @param content_key what the seal must hold. @param json what
 *  the body must say. @param reader `member` and `secret`. */
void vector__reader(struct vector *v, const struct zl_record *record,
    const struct zl_secret *content_key, const char *json,
    const struct zl_json *reader);

/** Read a seed and make its signer. @param v the vector. @param ret_signer
 *  zl_signer_free() it. */
void vector__signer(struct vector *v, struct zl_signer *ret_signer);

#endif
