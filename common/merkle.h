/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_MERKLE_H
#define ZL_MERKLE_H

#include "bytes.h"

/*
 * Merkle trees of RFC 9162, section 2.1, with SHA-256.  No storage: whoever
 * keeps the nodes gives a function that fetches them.
 */

enum { ZL_PATH_MAX = 64 };

/* An inclusion path, from the leaf's sibling upwards. */
struct zl_path {
        uint8_t count;
        struct zl_hash hashes[ZL_PATH_MAX];
};

/**
 * Hash of a leaf: H(0x00 || data).
 *
 * @param data  the leaf's data.
 * @param size  how many bytes.
 */
struct zl_hash zl_merkle_leaf(const void *data, size_t size);

/** Hash of a node: H(0x01 || left || right). @param left,right children. */
struct zl_hash zl_merkle_node(
    const struct zl_hash *left, const struct zl_hash *right);

/** Root of the tree without leaves. */
struct zl_hash zl_merkle_empty(void);

/**
 * Fetches the root of the complete subtree of 2^level leaves that starts at
 * leaf index * 2^level.
 *
 * @param context   what the caller passed along.
 * @param level     0 for leaf hashes.
 * @param index     which subtree of that level.
 * @param ret_hash  receives its root.
 * @return ZL_OK, or a status that ends the reckoning.
 */
typedef int zl_merkle_fetch(
    void *context, unsigned level, uint64_t index, struct zl_hash *ret_hash);

/**
 * Root of the tree of the first `size` leaves (RFC 9162, 2.1.1).
 *
 * @param fetch     gives complete subtrees within `size`.
 * @param context   for fetch.
 * @param size      number of leaves.
 * @param ret_root  receives the root.
 * @return ZL_OK, or what fetch said.
 */
int zl_merkle_root(zl_merkle_fetch *fetch, void *context, uint64_t size,
    struct zl_hash *ret_root) ZL_CHECKED;

/**
 * Inclusion path of a leaf (RFC 9162, 2.1.3.1).
 *
 * @param fetch     gives complete subtrees within `size`.
 * @param context   for fetch.
 * @param index     the leaf, below size.
 * @param size      number of leaves.
 * @param ret_path  receives the path.
 * @return ZL_OK, or what fetch said.
 */
int zl_merkle_path(zl_merkle_fetch *fetch, void *context, uint64_t index,
    uint64_t size, struct zl_path *ret_path) ZL_CHECKED;

/**
 * Verify an inclusion path (RFC 9162, 2.1.3.2).
 *
 * @param leaf   the leaf's hash.
 * @param index  its index.
 * @param size   number of leaves.
 * @param path   the path.
 * @param root   root of that tree.
 * @return ZL_OK or ZL_E_LOG.
 */
int zl_merkle_verify(const struct zl_hash *leaf, uint64_t index, uint64_t size,
    const struct zl_path *path, const struct zl_hash *root) ZL_CHECKED;

/* A consistency path. */
struct zl_consistency {
        uint8_t count;
        struct zl_hash hashes[ZL_PATH_MAX + 1];
};

/**
 * Consistency path between two sizes of a tree (RFC 9162, 2.1.4.1).
 *
 * @param fetch    gives complete subtrees within `second`.
 * @param context  for fetch.
 * @param first    the smaller size; 0 or equal to second: an empty path.
 * @param second   the larger size.
 * @param ret_path receives the path.
 * @return ZL_OK, or what fetch said.
 */
int zl_merkle_consistency(zl_merkle_fetch *fetch, void *context, uint64_t first,
    uint64_t second, struct zl_consistency *ret_path) ZL_CHECKED;

/**
 * Verify a consistency path (RFC 9162, 2.1.4.2).
 *
 * @param first        the smaller size.
 * @param first_root   its root.
 * @param second       the larger size.
 * @param second_root  its root.
 * @param path         the path.
 * @return ZL_OK or ZL_E_LOG.
 */
int zl_merkle_consistent(uint64_t first, const struct zl_hash *first_root,
    uint64_t second, const struct zl_hash *second_root,
    const struct zl_consistency *path) ZL_CHECKED;

/**
 * The complete subtrees that appending leaf `index` finishes, leaf first:
 * with index 5 these are (0,5) and (1,2); with 7 (0,7) (1,3) (2,1) (3,0).
 *
 * @param index  the leaf appended.
 * @return how many levels, 1 to 64: level l has subtree index >> l.
 */
unsigned zl_merkle_finished(uint64_t index);

#endif
