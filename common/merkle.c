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

/* Where a path is put. */
struct climb {
        struct zl_hash *hashes;
        uint8_t count;
};

/*
 * Level by level upwards from the node over leaf `index`: the sibling is
 * complete, or it is the ragged right edge, or there is none because the node
 * is on that edge itself.
 */
static int climb(zl_merkle_fetch *fetch, void *context, unsigned level,
    uint64_t index, uint64_t size, struct climb *path)
{
        uint64_t last = size - 1;
        int status = ZL_OK;

        assert(index < size);
        for (; last >> level > 0; level++) {
                uint64_t sibling = index >> level ^ 1;
                struct zl_hash *ret = &path->hashes[path->count];

                if (sibling > last >> level)
                        continue;
                if (sibling < last >> level)
                        status = fetch(context, level, sibling, ret);
                else
                        status = range_root(fetch, context, sibling << level,
                            size - (sibling << level), ret);
                if (status != ZL_OK)
                        return status;
                path->count++;
        }
        return ZL_OK;
}

int zl_merkle_path(zl_merkle_fetch *fetch, void *context, uint64_t index,
    uint64_t size, struct zl_path *ret_path)
{
        struct zl_path path;
        struct climb up = {.hashes = path.hashes};
        int status = climb(fetch, context, 0, index, size, &up);

        if (status != ZL_OK)
                return status;
        path.count = up.count;
        *ret_path = path;
        return ZL_OK;
}

/* The last complete subtree of the smaller tree is a node of the larger one
 * as well; what lies beside the way up from it makes both roots.  When it is
 * the whole smaller tree, its hash is known already. */
int zl_merkle_consistency(zl_merkle_fetch *fetch, void *context, uint64_t first,
    uint64_t second, struct zl_consistency *ret_path)
{
        struct zl_consistency path = {.count = 0};
        struct climb up = {.hashes = path.hashes};
        unsigned level = 0;
        int status = ZL_OK;

        assert(first <= second);
        if (first == 0 || first == second) {
                *ret_path = path;
                return ZL_OK;
        }
        while ((first >> level & 1) == 0)
                level++;
        if (first >> level > 1)
                status = fetch(context, level, (first >> level) - 1,
                    &up.hashes[up.count++]);
        if (status == ZL_OK)
                status = climb(fetch, context, level, first - 1, second, &up);
        if (status != ZL_OK)
                return status;
        path.count = up.count;
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

/* Both roots at once while climbing; fn and sn as in RFC 9162, 2.1.4.2. */
static int climb_both(uint64_t fn, uint64_t sn, const struct zl_hash *hashes,
    uint8_t count, struct zl_hash *fr, struct zl_hash *sr)
{
        for (uint8_t i = 0; i < count; i++) {
                if (sn == 0)
                        return ZL_E_LOG;
                if ((fn & 1) == 1 || fn == sn) {
                        *fr = zl_merkle_node(&hashes[i], fr);
                        *sr = zl_merkle_node(&hashes[i], sr);
                        while ((fn & 1) == 0 && fn != 0) {
                                fn >>= 1;
                                sn >>= 1;
                        }
                } else {
                        *sr = zl_merkle_node(sr, &hashes[i]);
                }
                fn >>= 1;
                sn >>= 1;
        }
        return sn == 0 ? ZL_OK : ZL_E_LOG;
}

int zl_merkle_consistent(uint64_t first, const struct zl_hash *first_root,
    uint64_t second, const struct zl_hash *second_root,
    const struct zl_consistency *path)
{
        struct zl_hash empty = zl_merkle_empty();
        bool power_of_two = (first & (first - 1)) == 0;
        uint64_t fn = first - 1;
        uint64_t sn = second - 1;
        uint8_t used = power_of_two ? 0 : 1;
        struct zl_hash fr;
        struct zl_hash sr;

        if (first > second || path->count > ZL_PATH_MAX + 1)
                return ZL_E_LOG;
        if (first == 0 || first == second) {
                if (path->count != 0 ||
                    (first == 0 && !zl_hash_equal(first_root, &empty)) ||
                    (first == second &&
                        !zl_hash_equal(first_root, second_root)))
                        return ZL_E_LOG;
                return ZL_OK;
        }
        if (path->count == 0)
                return ZL_E_LOG;
        while ((fn & 1) == 1) {
                fn >>= 1;
                sn >>= 1;
        }
        fr = power_of_two ? *first_root : path->hashes[0];
        sr = fr;
        if (climb_both(fn, sn, path->hashes + used,
                (uint8_t)(path->count - used), &fr, &sr) != ZL_OK)
                return ZL_E_LOG;
        return zl_hash_equal(&fr, first_root) && zl_hash_equal(&sr, second_root)
            ? ZL_OK
            : ZL_E_LOG;
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
