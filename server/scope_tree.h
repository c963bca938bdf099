/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_SCOPE_TREE_H
#define ZL_SCOPE_TREE_H

#include "directory.h"
#include "merkle.h"

/* The tree over a directory's scopes (docs/protocol.md, 2.9). */
struct zl_scope_tree;

/**
 * Hash the leaves and all complete subtrees above them.
 *
 * @param leaves    sorted, as zl_directory_scopes() gives them.
 * @param count     how many.
 * @param ret_tree  free with zl_scope_tree_free().
 * @return ZL_OK or ZL_E_MEMORY.
 */
int zl_scope_tree_new(const struct zl_scope_leaf *leaves, size_t count,
    struct zl_scope_tree **ret_tree) ZL_CHECKED;

/** Free it. @param tree NULL is allowed. */
void zl_scope_tree_free(struct zl_scope_tree *tree);

/**
 * Inclusion path of a leaf.
 *
 * @param tree      the tree.
 * @param index     the leaf.
 * @param ret_path  receives the path.
 * @return ZL_OK.
 */
int zl_scope_tree_path(const struct zl_scope_tree *tree, size_t index,
    struct zl_path *ret_path) ZL_CHECKED;

/**
 * Root of the tree over these leaves.
 *
 * @param leaves    sorted.
 * @param count     how many.
 * @param ret_root  receives it.
 * @return ZL_OK or ZL_E_MEMORY.
 */
int zl_scope_tree_root(const struct zl_scope_leaf *leaves, size_t count,
    struct zl_hash *ret_root) ZL_CHECKED;

#endif
