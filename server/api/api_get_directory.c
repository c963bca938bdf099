/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! GET /v1/directory: the paths by which the scopes that a member
 * sees are leaves of the newest directory's tree. */
#include <stdlib.h>

#include "api_internal.h"
#include "sight.h"

static int write_path(const struct zl_call *call,
    const struct zl_directory *directory, const struct zl_id *scope,
    struct zl_buf *buf)
{
        struct zl_path path;
        uint32_t index = 0;
        int status = api__scopes_path(
            call->api->scopes, directory, scope, &index, &path);

        if (status != ZL_OK)
                return status;
        zl_put_bytes(buf, scope->bytes, ZL_ID_SIZE);
        zl_put_u32(buf, index);
        zl_put_u8(buf, path.count);
        for (size_t i = 0; i < path.count; i++)
                zl_put_bytes(buf, path.hashes[i].bytes, ZL_HASH_SIZE);
        return buf->status;
}

static int write_paths(struct zl_store *store, const struct zl_call *call,
    const struct zl_directory *directory, struct zl_buf *paths,
    uint16_t *ret_count)
{
        struct zl_asking asking = api__asking(call);
        struct zl_sight sight = {.extra = NULL};
        struct zl_id *scopes = NULL;
        size_t count = 0;
        uint16_t written = 0;
        int status = zl_sight_find(store, directory, &asking, &sight);

        if (status == ZL_OK)
                status =
                    zl_directory_scopes_of(directory, &sight, &scopes, &count);
        for (size_t i = 0; status == ZL_OK && i < count; i++) {
                if (written == UINT16_MAX)
                        break;
                status = write_path(call, directory, &scopes[i], paths);
                if (status == ZL_OK)
                        written++;
                /* A club younger than the directory is no leaf of it. */
                if (status == ZL_E_NOT_FOUND)
                        status = ZL_OK;
        }
        free(scopes);
        zl_sight_free(&sight);
        if (status == ZL_OK)
                *ret_count = written;
        return status;
}

static int write_directory(struct zl_store *store, const struct zl_call *call,
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
                status = write_paths(store, call, directory, &paths, &count);
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
        api__read_directory(store, context, ZL_BUNDLE_MAX, write_directory);
}

void api__get_directory(struct zl_call *call)
{
        api__read(call, read_directory);
}
