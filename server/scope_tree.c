/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the tree of scopes. It is small and made when asked for: one
 * array holds the leaves' hashes, then those of each level above. */
#include "scope_tree.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct zl_scope_tree {
        struct zl_hash *nodes; /* level after level */
        size_t count; /* leaves */
};

/* Where a level begins: below it are count, count / 2, ... nodes. */
static size_t level_start(size_t count, unsigned level)
{
        size_t start = 0;

        for (unsigned i = 0; i < level; i++)
                start += count >> i;
        return start;
}

static struct zl_hash leaf_hash(const struct zl_scope_leaf *leaf)
{
        uint8_t data[ZL_ID_SIZE + ZL_HASH_SIZE];

        memcpy(data, leaf->scope.bytes, ZL_ID_SIZE);
        memcpy(data + ZL_ID_SIZE, leaf->hash.bytes, ZL_HASH_SIZE);
        return zl_merkle_leaf(data, sizeof(data));
}

static void hash_levels(struct zl_scope_tree *tree)
{
        for (unsigned level = 1; tree->count >> level > 0; level++) {
                const struct zl_hash *below =
                    tree->nodes + level_start(tree->count, level - 1);
                struct zl_hash *here =
                    tree->nodes + level_start(tree->count, level);

                for (size_t i = 0; i < tree->count >> level; i++)
                        here[i] =
                            zl_merkle_node(&below[2 * i], &below[2 * i + 1]);
        }
}

int zl_scope_tree_new(const struct zl_scope_leaf *leaves, size_t count,
    struct zl_scope_tree **ret_tree)
{
        struct zl_scope_tree *tree = calloc(1, sizeof(*tree));

        if (tree == NULL)
                return ZL_E_MEMORY;
        tree->count = count;
        tree->nodes = calloc(2 * count + 1, sizeof(*tree->nodes));
        if (tree->nodes == NULL) {
                free(tree);
                return ZL_E_MEMORY;
        }
        for (size_t i = 0; i < count; i++)
                tree->nodes[i] = leaf_hash(&leaves[i]);
        hash_levels(tree);
        *ret_tree = tree;
        return ZL_OK;
}

void zl_scope_tree_free(struct zl_scope_tree *tree)
{
        if (tree == NULL)
                return;
        free(tree->nodes);
        free(tree);
}

/* Read only, behind zl_merkle_fetch's plain pointer. */
struct view {
        const struct zl_scope_tree *tree;
};

static int fetch(
    void *context, unsigned level, uint64_t index, struct zl_hash *ret_hash)
{
        const struct zl_scope_tree *tree = ((struct view *)context)->tree;

        assert(index < tree->count >> level);
        *ret_hash = tree->nodes[level_start(tree->count, level) + index];
        return ZL_OK;
}

int zl_scope_tree_path(
    const struct zl_scope_tree *tree, size_t index, struct zl_path *ret_path)
{
        struct view view = {tree};

        return zl_merkle_path(fetch, &view, index, tree->count, ret_path);
}

int zl_scope_tree_root(
    const struct zl_scope_leaf *leaves, size_t count, struct zl_hash *ret_root)
{
        struct zl_scope_tree *tree = NULL;
        struct view view = {NULL};
        int status = zl_scope_tree_new(leaves, count, &tree);

        if (status != ZL_OK)
                return status;
        view.tree = tree;
        status = zl_merkle_root(fetch, &view, count, ret_root);
        zl_scope_tree_free(tree);
        return status;
}
