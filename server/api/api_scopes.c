/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! The tree of the newest directory, hashed once for all who ask. What
 * a directory says never changes, so its statement's hash is all there is to
 * compare; whoever comes first after a new one makes the tree anew, and the
 * others wait for it, since they need the same. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "api_internal.h"
#include "scope_tree.h"

struct api_scopes {
        pthread_mutex_t lock;
        struct zl_hash of; /* the directory statement */
        struct zl_scope_leaf *leaves;
        size_t count;
        struct zl_scope_tree *tree; /* NULL: none yet */
};

int api__scopes_new(struct api_scopes **ret_scopes)
{
        struct api_scopes *scopes = calloc(1, sizeof(*scopes));

        if (scopes == NULL || pthread_mutex_init(&scopes->lock, NULL) != 0) {
                free(scopes);
                return ZL_E_MEMORY;
        }
        *ret_scopes = scopes;
        return ZL_OK;
}

static void forget(struct api_scopes *scopes)
{
        zl_scope_tree_free(scopes->tree);
        scopes->tree = NULL;
        free(scopes->leaves);
        scopes->leaves = NULL;
        scopes->count = 0;
}

void api__scopes_free(struct api_scopes *scopes)
{
        if (scopes == NULL)
                return;
        forget(scopes);
        (void)pthread_mutex_destroy(&scopes->lock);
        free(scopes);
}

static int renew(struct api_scopes *scopes,
    const struct zl_directory *directory, const struct zl_claim_view *claim)
{
        int status = ZL_OK;

        if (scopes->tree != NULL && zl_hash_equal(&scopes->of, &claim->hash))
                return ZL_OK;
        forget(scopes);
        status = zl_directory_scopes(directory, claim->claim->statements,
            &scopes->leaves, &scopes->count);
        if (status == ZL_OK)
                status = zl_scope_tree_new(
                    scopes->leaves, scopes->count, &scopes->tree);
        if (status == ZL_OK)
                scopes->of = claim->hash;
        return status;
}

static int compare_leaf(const void *key, const void *leaf)
{
        return memcmp(((const struct zl_id *)key)->bytes,
            ((const struct zl_scope_leaf *)leaf)->scope.bytes, ZL_ID_SIZE);
}

static int find(const struct api_scopes *scopes, const struct zl_id *scope,
    uint32_t *ret_index, struct zl_path *ret_path)
{
        const struct zl_scope_leaf *leaf = NULL;

        if (scopes->count > 0)
                leaf = bsearch(scope, scopes->leaves, scopes->count,
                    sizeof(*scopes->leaves), compare_leaf);
        if (leaf == NULL)
                return ZL_E_NOT_FOUND;
        *ret_index = (uint32_t)(leaf - scopes->leaves);
        return zl_scope_tree_path(scopes->tree, *ret_index, ret_path);
}

int api__scopes_path(struct api_scopes *scopes,
    const struct zl_directory *directory, const struct zl_id *scope,
    uint32_t *ret_index, struct zl_path *ret_path)
{
        struct zl_claim_view claim = zl_directory_claim(directory);
        int status = ZL_OK;

        if (claim.claim == NULL)
                return ZL_E_NOT_FOUND;
        pthread_mutex_lock(&scopes->lock);
        status = renew(scopes, directory, &claim);
        if (status == ZL_OK)
                status = find(scopes, scope, ret_index, ret_path);
        pthread_mutex_unlock(&scopes->lock);
        return status;
}
