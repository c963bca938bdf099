/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Merkle trees of RFC 9162, reckoned from complete subtrees.  A tree of any
 * size is a row of complete subtrees, one for each bit of its size, the
 * largest first; so nothing but their roots is ever fetched.
 */
#include "merkle.h"

#include <assert.h>

#include "crypto.h"

struct zl_hash zl_merkle_leaf(const void *data, size_t size)
{
        static const uint8_t prefix = 0;
        struct zl_hasher h;

        zl_hasher_init(&h);
        zl_hasher_add(&h, &prefix, sizeof(prefix));
        zl_hasher_add(&h, data, size);
        return zl_hasher_end(&h);
}

struct zl_hash zl_merkle_node(
    const struct zl_hash *left, const struct zl_hash *right)
{
        static const uint8_t prefix = 1;
        struct zl_hasher h;

        zl_hasher_init(&h);
        zl_hasher_add(&h, &prefix, sizeof(prefix));
        zl_hasher_add(&h, left->bytes, sizeof(left->bytes));
        zl_hasher_add(&h, right->bytes, sizeof(right->bytes));
        return zl_hasher_end(&h);
}

struct zl_hash zl_merkle_empty(void)
{
        return zl_hash_of(NULL, 0);
}

/*
 * Root of `count` leaves from `start`, which is a multiple of a power of two
 * that is at least `count`: then every complete subtree of the range is one
 * of the whole tree.  From the smallest, the last, to the largest.
 */
static int range_root(zl_merkle_fetch *fetch, void *context, uint64_t start,
    uint64_t count, struct zl_hash *ret_root)
{
        struct zl_hash root;
        struct zl_hash left;
        bool begun = false;
        int status = ZL_OK;

        assert(count > 0);
        for (unsigned level = 0; level < 64 && count >> level > 0; level++) {
                if ((count >> level & 1) == 0)
                        continue;
                status = fetch(context, level,
                    (start >> level) + (count >> level) - 1, &left);
                if (status != ZL_OK)
                        return status;
                root = begun ? zl_merkle_node(&left, &root) : left;
                begun = true;
        }
        *ret_root = root;
        return ZL_OK;
}

int zl_merkle_root(zl_merkle_fetch *fetch, void *context, uint64_t size,
    struct zl_hash *ret_root)
{
        if (size == 0) {
                *ret_root = zl_merkle_empty();
                return ZL_OK;
        }
        return range_root(fetch, context, 0, size, ret_root);
}

/*
 * Level by level upwards: the sibling is complete, or it is the ragged right
 * edge, or there is none because the leaf is on that edge itself.
 */
int zl_merkle_path(zl_merkle_fetch *fetch, void *context, uint64_t index,
    uint64_t size, struct zl_path *ret_path)
{
        struct zl_path path = {.count = 0};
        uint64_t last = size - 1;
        int status = ZL_OK;

        assert(index < size);
        for (unsigned level = 0; last >> level > 0; level++) {
                uint64_t sibling = index >> level ^ 1;

                if (sibling > last >> level)
                        continue;
                if (sibling < last >> level)
                        status = fetch(
                            context, level, sibling, &path.hashes[path.count]);
                else
                        status = range_root(fetch, context, sibling << level,
                            size - (sibling << level),
                            &path.hashes[path.count]);
                if (status != ZL_OK)
                        return status;
                path.count++;
        }
        *ret_path = path;
        return ZL_OK;
}

/* fn and sn are the names of RFC 9162, 2.1.3.2, whose steps these are. */
int zl_merkle_verify(const struct zl_hash *leaf, uint64_t index, uint64_t size,
    const struct zl_path *path, const struct zl_hash *root)
{
        struct zl_hash r = *leaf;
        uint64_t fn = index;
        uint64_t sn = size - 1;

        if (index >= size || path->count > ZL_PATH_MAX)
                return ZL_E_LOG;
        for (uint8_t i = 0; i < path->count; i++) {
                if (sn == 0)
                        return ZL_E_LOG;
                if ((fn & 1) == 1 || fn == sn) {
                        r = zl_merkle_node(&path->hashes[i], &r);
                        while ((fn & 1) == 0 && fn != 0) {
                                fn >>= 1;
                                sn >>= 1;
                        }
                } else {
                        r = zl_merkle_node(&r, &path->hashes[i]);
                }
                fn >>= 1;
                sn >>= 1;
        }
        return sn == 0 && zl_hash_equal(&r, root) ? ZL_OK : ZL_E_LOG;
}

unsigned zl_merkle_finished(uint64_t index)
{
        unsigned levels = 1;

        assert(index < UINT64_MAX);
        while ((index & 1) == 1) {
                index >>= 1;
                levels++;
        }
        return levels;
}
