/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! GET /v1/directory: the paths by which a member's scopes are leaves
 * of the newest directory's tree. It needs no disk, but hashing; so a
 * reader's thread does it. */
#include <stdlib.h>
#include <string.h>

#include "api_internal.h"
#include "scope_tree.h"

static int compare_leaf(const void *key, const void *leaf)
{
        return memcmp(((const struct zl_id *)key)->bytes,
            ((const struct zl_scope_leaf *)leaf)->scope.bytes, ZL_ID_SIZE);
}

struct leaves {
        struct zl_scope_leaf *all;
        size_t count;
        struct zl_scope_tree *tree;
};

static int write_path(
    const struct leaves *leaves, const struct zl_id *scope, struct zl_buf *buf)
{
        const struct zl_scope_leaf *leaf = bsearch(scope, leaves->all,
            leaves->count, sizeof(*leaves->all), compare_leaf);
        struct zl_path path;
        size_t index = 0;
        int status = ZL_OK;

        /* A club younger than the directory is no leaf of it. */
        if (leaf == NULL)
                return ZL_E_NOT_FOUND;
        index = (size_t)(leaf - leaves->all);
        status = zl_scope_tree_path(leaves->tree, index, &path);
        if (status != ZL_OK)
                return status;
        zl_put_bytes(buf, scope->bytes, ZL_ID_SIZE);
        zl_put_u32(buf, (uint32_t)index);
        zl_put_u8(buf, path.count);
        for (size_t i = 0; i < path.count; i++)
                zl_put_bytes(buf, path.hashes[i].bytes, ZL_HASH_SIZE);
        return buf->status;
}

static int write_scopes(const struct leaves *leaves, const struct zl_id *scopes,
    size_t count, struct zl_buf *paths, uint16_t *ret_count)
{
        uint16_t written = 0;

        for (size_t i = 0; i < count && written < UINT16_MAX; i++) {
                int status = write_path(leaves, &scopes[i], paths);

                if (status == ZL_OK)
                        written++;
                else if (status != ZL_E_NOT_FOUND)
                        return status;
        }
        *ret_count = written;
        return ZL_OK;
}

static int write_paths(const struct zl_call *call,
    const struct zl_directory *directory, uint64_t statements,
    struct zl_buf *paths, uint16_t *ret_count)
{
        struct leaves leaves = {0};
        struct zl_id *scopes = NULL;
        size_t count = 0;
        int status =
            zl_directory_scopes_of(directory, &call->member, &scopes, &count);

        if (status == ZL_OK)
                status = zl_directory_scopes(
                    directory, statements, &leaves.all, &leaves.count);
        if (status == ZL_OK)
                status =
                    zl_scope_tree_new(leaves.all, leaves.count, &leaves.tree);
        if (status == ZL_OK)
                status = write_scopes(&leaves, scopes, count, paths, ret_count);
        zl_scope_tree_free(leaves.tree);
        free(leaves.all);
        free(scopes);
        return status;
}

static int write_directory(const struct zl_call *call,
    const struct zl_directory *directory, struct zl_buf *buf)
{
        struct zl_claim_view claim = zl_directory_claim(directory);
        struct zl_buf paths;
        uint16_t count = 0;
        int status = ZL_OK;

        if (claim.claim == NULL)
                return ZL_E_NOT_FOUND;
        zl_buf_init(&paths, ZL_BUNDLE_MAX);
        /* Who holds all scopes reckons the tree without help. */
        if (call->role == ZL_ROLE_PROFESSIONAL || call->role == ZL_ROLE_CONTACT)
                status = write_paths(
                    call, directory, claim.claim->statements, &paths, &count);
        if (status == ZL_OK) {
                zl_put_u8(buf, 1);
                zl_put_bytes(buf, claim.hash.bytes, ZL_HASH_SIZE);
                zl_put_u16(buf, count);
                zl_put_bytes(buf, paths.data, paths.size);
                status = buf->status;
        }
        zl_buf_free(&paths);
        return status;
}

static void read_directory(struct zl_store *store, void *context)
{
        struct zl_call *call = context;
        const struct zl_directory *directory =
            zl_shared_read(call->api->shared);
        struct zl_buf buf;
        int status = ZL_E_STORAGE;

        (void)store;
        zl_buf_init(&buf, ZL_BUNDLE_MAX);
        if (directory != NULL)
                status = write_directory(call, directory, &buf);
        zl_shared_read_end(call->api->shared);
        if (status == ZL_OK)
                api__answer(call, 200, zl_buf_bytes(&buf));
        else
                api__refuse_status(call, status);
        zl_buf_free(&buf);
        api__done(call);
}

void api__get_directory(struct zl_call *call)
{
        api__read(call, read_directory);
}
