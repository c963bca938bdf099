/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: roots and paths are those of RFC 9162, for every size up to 130 and
 * every leaf and every smaller tree, held against the RFC's own recursive
 * definitions written out here; and a path that was altered in any way proves
 * nothing. */
#include <string.h>

#include "check.h"
#include "common/crypto.h"
#include "common/log_consistency.h"
#include "common/merkle.h"

enum { LEAVES = 130 };

struct leaves {
        struct zl_hash hashes[LEAVES];
        uint64_t size;
        bool asked_outside;
};

static struct leaves some_leaves(uint64_t size)
{
        struct leaves leaves = {.size = size};

        for (uint64_t i = 0; i < size; i++) {
                uint8_t data[2] = {(uint8_t)i, (uint8_t)(i >> 8)};

                leaves.hashes[i] = zl_merkle_leaf(data, sizeof(data));
        }
        return leaves;
}

/* The largest power of two below n. */
static uint64_t split(uint64_t n)
{
        uint64_t k = 1;

        while (2 * k < n)
                k *= 2;
        return k;
}

/* MTH of RFC 9162, 2.1.1, as it stands there. */
static struct zl_hash naive_root(const struct zl_hash *leaves, uint64_t n)
{
        struct zl_hash left;
        struct zl_hash right;

        if (n == 0)
                return zl_hash_of("", 0);
        if (n == 1)
                return leaves[0];
        left = naive_root(leaves, split(n));
        right = naive_root(leaves + split(n), n - split(n));
        return zl_merkle_node(&left, &right);
}

/* PATH of RFC 9162, 2.1.3.1, as it stands there. */
static void naive_path(
    const struct zl_hash *leaves, uint64_t m, uint64_t n, struct zl_path *path)
{
        uint64_t k = split(n);

        if (n == 1)
                return;
        if (m < k) {
                naive_path(leaves, m, k, path);
                path->hashes[path->count++] = naive_root(leaves + k, n - k);
        } else {
                naive_path(leaves + k, m - k, n - k, path);
                path->hashes[path->count++] = naive_root(leaves, k);
        }
}

/* SUBPROOF of RFC 9162, 2.1.4.1, as it stands there. */
static void naive_proof(const struct zl_hash *leaves, uint64_t m, uint64_t n,
    bool whole, struct zl_consistency *path)
{
        uint64_t k = split(n);

        if (m == n) {
                if (!whole)
                        path->hashes[path->count++] = naive_root(leaves, n);
        } else if (m <= k) {
                naive_proof(leaves, m, k, whole, path);
                path->hashes[path->count++] = naive_root(leaves + k, n - k);
        } else {
                naive_proof(leaves + k, m - k, n - k, false, path);
                path->hashes[path->count++] = naive_root(leaves, k);
        }
}

static int fetch(
    void *context, unsigned level, uint64_t index, struct zl_hash *ret_hash)
{
        struct leaves *leaves = context;

        if (level > 7 || (index + 1) << level > leaves->size) {
                leaves->asked_outside = true;
                return ZL_E_NOT_FOUND;
        }
        *ret_hash =
            naive_root(leaves->hashes + (index << level), UINT64_C(1) << level);
        return ZL_OK;
}

static void check_hash(struct zl_hash got, const char *want)
{
        char text[ZL_HASH_TEXT];

        zl_hex_of(got.bytes, sizeof(got.bytes), text);
        CHECK_STR(text, want);
}

static void the_empty_tree_has_the_hash_of_nothing(void)
{
        struct zl_hash root;

        check_hash(zl_merkle_empty(),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        CHECK_OK(zl_merkle_root(fetch, NULL, 0, &root));
        check_hash(root,
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

/* The inputs that implementations of Certificate Transparency share. */
static void known_trees_have_their_known_roots(void)
{
        static const struct {
                const char *data;
                size_t size;
        } inputs[] = {{"", 0}, {"\0", 1}, {"\x10", 1}, {"\x20\x21", 2},
            {"\x30\x31", 2}, {"\x40\x41\x42\x43", 4},
            {"\x50\x51\x52\x53\x54\x55\x56\x57", 8},
            {"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
                16}};
        static const char *const roots[] = {
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        };
        struct leaves leaves = {.size = 0};
        struct zl_hash root;

        for (size_t i = 0; i < 8; i++) {
                leaves.hashes[i] =
                    zl_merkle_leaf(inputs[i].data, inputs[i].size);
                leaves.size++;
                REQUIRE_OK(zl_merkle_root(fetch, &leaves, leaves.size, &root));
                check_hash(root, roots[i]);
        }
}

static void roots_and_paths_are_those_of_the_rfc(void)
{
        for (uint64_t size = 1; size <= LEAVES; size++) {
                struct leaves leaves = some_leaves(size);
                struct zl_hash want = naive_root(leaves.hashes, size);
                struct zl_hash root;

                REQUIRE_OK(zl_merkle_root(fetch, &leaves, size, &root));
                REQUIRE(zl_hash_equal(&root, &want));
                for (uint64_t i = 0; i < size; i++) {
                        struct zl_path naive = {.count = 0};
                        struct zl_path path;

                        naive_path(leaves.hashes, i, size, &naive);
                        REQUIRE_OK(
                            zl_merkle_path(fetch, &leaves, i, size, &path));
                        REQUIRE_BYTES(path.hashes,
                            path.count * sizeof(path.hashes[0]), naive.hashes,
                            naive.count * sizeof(naive.hashes[0]));
                        REQUIRE_OK(zl_merkle_verify(
                            &leaves.hashes[i], i, size, &path, &root));
                }
                REQUIRE(!leaves.asked_outside);
        }
}

/* Anything else that could be claimed with a genuine path. */
static void check_refused(const struct leaves *leaves, uint64_t index,
    struct zl_path path, const struct zl_hash *root)
{
        const struct zl_hash *leaf = &leaves->hashes[index];
        struct zl_hash other = *root;

        for (uint64_t i = 0; i < leaves->size + 2; i++) {
                if (i != index)
                        CHECK_STATUS(zl_merkle_verify(
                                         leaf, i, leaves->size, &path, root),
                            ZL_E_LOG);
        }
        other.bytes[31] ^= 1;
        CHECK_STATUS(zl_merkle_verify(leaf, index, leaves->size, &path, &other),
            ZL_E_LOG);
        CHECK_STATUS(zl_merkle_verify(&other, index, leaves->size, &path, root),
            ZL_E_LOG);
        for (uint8_t i = 0; i < path.count; i++) {
                path.hashes[i].bytes[i] ^= 0x40;
                CHECK_STATUS(
                    zl_merkle_verify(leaf, index, leaves->size, &path, root),
                    ZL_E_LOG);
                path.hashes[i].bytes[i] ^= 0x40;
        }
        path.hashes[path.count] = other;
        path.count++;
        CHECK_STATUS(
            zl_merkle_verify(leaf, index, leaves->size, &path, root), ZL_E_LOG);
        if (path.count < 2)
                return;
        path.count = (uint8_t)(path.count - 2);
        CHECK_STATUS(
            zl_merkle_verify(leaf, index, leaves->size, &path, root), ZL_E_LOG);
}

static void altered_paths_are_refused(void)
{
        for (uint64_t size = 1; size <= 33; size++) {
                struct leaves leaves = some_leaves(size);
                struct zl_hash root = naive_root(leaves.hashes, size);

                for (uint64_t i = 0; i < size; i++) {
                        struct zl_path path = {.count = 0};

                        naive_path(leaves.hashes, i, size, &path);
                        check_refused(&leaves, i, path, &root);
                }
        }
}

static void a_path_for_no_tree_is_refused(void)
{
        struct zl_path path = {.count = 0};
        struct zl_hash root = zl_merkle_empty();

        CHECK_STATUS(zl_merkle_verify(&root, 0, 0, &path, &root), ZL_E_LOG);
        path.count = ZL_PATH_MAX + 1;
        CHECK_STATUS(zl_merkle_verify(&root, 0, 1, &path, &root), ZL_E_LOG);
}

/* The roots of every size, reckoned once. */
static void roots_of(
    const struct leaves *leaves, struct zl_hash roots[static LEAVES + 1])
{
        for (uint64_t size = 0; size <= LEAVES; size++)
                roots[size] = naive_root(leaves->hashes, size);
}

static void consistency_is_that_of_the_rfc(void)
{
        struct leaves leaves = some_leaves(LEAVES);
        struct zl_hash roots[LEAVES + 1];

        roots_of(&leaves, roots);
        for (uint64_t n = 0; n <= LEAVES; n++) {
                leaves.size = n;
                for (uint64_t m = 0; m <= n; m++) {
                        struct zl_consistency naive = {.count = 0};
                        struct zl_consistency path = {.count = 99};

                        if (m > 0)
                                naive_proof(leaves.hashes, m, n, true, &naive);
                        REQUIRE_OK(
                            zl_merkle_consistency(fetch, &leaves, m, n, &path));
                        REQUIRE_BYTES(path.hashes,
                            path.count * sizeof(path.hashes[0]), naive.hashes,
                            naive.count * sizeof(naive.hashes[0]));
                        REQUIRE_OK(zl_merkle_consistent(
                            m, &roots[m], n, &roots[n], &path));
                }
        }
        CHECK(!leaves.asked_outside);
}

static void check_inconsistent(uint64_t m, const struct zl_hash *first,
    uint64_t n, const struct zl_hash *second, const struct zl_consistency *path)
{
        REQUIRE_STATUS(
            zl_merkle_consistent(m, first, n, second, path), ZL_E_LOG);
}

/* Each hash altered, one too many, one too few, other roots. */
static void check_altered(uint64_t m, const struct zl_hash *first, uint64_t n,
    const struct zl_hash *second, struct zl_consistency path)
{
        struct zl_hash other = *first;

        other.bytes[0] ^= 1;
        check_inconsistent(m, &other, n, second, &path);
        other = *second;
        other.bytes[31] ^= 0x80;
        if (m > 0)
                check_inconsistent(m, first, n, &other, &path);
        for (uint8_t i = 0; i < path.count; i++) {
                path.hashes[i].bytes[i] ^= 4;
                check_inconsistent(m, first, n, second, &path);
                path.hashes[i].bytes[i] ^= 4;
        }
        path.hashes[path.count++] = other;
        check_inconsistent(m, first, n, second, &path);
        path.count--;
        if (path.count == 0)
                return;
        path.count--;
        check_inconsistent(m, first, n, second, &path);
        path.count = 0;
        check_inconsistent(m, first, n, second, &path);
}

static void altered_consistency_is_refused(void)
{
        struct leaves leaves = some_leaves(LEAVES);
        struct zl_hash roots[LEAVES + 1];

        roots_of(&leaves, roots);
        for (uint64_t n = 0; n <= LEAVES; n++) {
                for (uint64_t m = 0; m <= n; m++) {
                        struct zl_consistency path = {.count = 0};

                        REQUIRE_OK(
                            zl_merkle_consistency(fetch, &leaves, m, n, &path));
                        check_altered(m, &roots[m], n, &roots[n], path);
                        if (m == 0 || m == n)
                                continue;
                        check_inconsistent(n, &roots[m], m, &roots[n], &path);
                        check_inconsistent(n, &roots[n], m, &roots[m], &path);
                        check_inconsistent(m, &roots[n], n, &roots[m], &path);
                }
        }
}

/* Genuine hashes for other sizes: the same path must not serve them. */
static void consistency_of_other_sizes_is_refused(void)
{
        enum { SMALL = 20 };
        struct leaves leaves = some_leaves(LEAVES);
        struct zl_hash roots[LEAVES + 1];

        roots_of(&leaves, roots);
        for (uint64_t n = 1; n <= SMALL; n++) {
                for (uint64_t m = 1; m < n; m++) {
                        struct zl_consistency path = {.count = 0};

                        REQUIRE_OK(
                            zl_merkle_consistency(fetch, &leaves, m, n, &path));
                        for (uint64_t i = 1; i <= SMALL; i++) {
                                if (i != m)
                                        check_inconsistent(
                                            m, &roots[i], n, &roots[n], &path);
                                if (i != n)
                                        check_inconsistent(
                                            m, &roots[m], n, &roots[i], &path);
                        }
                        for (uint64_t i = m + 1; i <= SMALL; i++) {
                                struct zl_hash wrong = roots[i];

                                wrong.bytes[5] ^= 2;
                                check_inconsistent(
                                    m, &roots[m], i, &wrong, &path);
                        }
                }
        }
}

static void the_answer_about_consistency_is_read_as_written(void)
{
        struct leaves leaves = some_leaves(LEAVES);
        struct zl_log_consistency of;
        struct zl_log_consistency read = {.statements.count = 77};
        struct zl_buf buf;

        REQUIRE_OK(
            zl_merkle_consistency(fetch, &leaves, 7, 130, &of.statements));
        REQUIRE_OK(zl_merkle_consistency(fetch, &leaves, 0, 9, &of.records));
        zl_buf_init(&buf, 10000);
        zl_log_consistency_write(&of, &buf);
        REQUIRE_OK(buf.status);
        REQUIRE_UINT(buf.size, 3 + 32u * of.statements.count);
        CHECK_UINT(buf.data[1], of.statements.count);
        for (size_t size = 0; size < buf.size; size++)
                CHECK_STATUS(zl_log_consistency_read(buf.data, size, &read),
                    ZL_E_MALFORMED);
        CHECK_UINT(read.statements.count, 77);
        CHECK_OK(zl_log_consistency_read(buf.data, buf.size, &read));
        CHECK_BYTES(read.statements.hashes, 32u * read.statements.count,
            of.statements.hashes, 32u * of.statements.count);
        CHECK_UINT(read.records.count, 0);
        buf.data[0] = 2;
        CHECK_STATUS(
            zl_log_consistency_read(buf.data, buf.size, &read), ZL_E_VERSION);
        zl_put_u8(&buf, 0);
        buf.data[0] = 1;
        CHECK_STATUS(
            zl_log_consistency_read(buf.data, buf.size, &read), ZL_E_MALFORMED);
        buf.data[1] = ZL_PATH_MAX + 2;
        CHECK_STATUS(
            zl_log_consistency_read(buf.data, buf.size, &read), ZL_E_MALFORMED);
        zl_buf_free(&buf);
}

static int refuse(
    void *context, unsigned level, uint64_t index, struct zl_hash *ret_hash)
{
        unsigned *left = context;

        (void)level;
        (void)index;
        *ret_hash = zl_merkle_empty();
        return (*left)-- == 0 ? ZL_E_STORAGE : ZL_OK;
}

static void a_failing_fetch_ends_it_and_leaves_the_result(void)
{
        const struct zl_hash zeros = {{0}};
        struct zl_hash root = zeros;
        struct zl_path path = {.count = 77};

        for (unsigned n = 0; n < 3; n++) {
                unsigned left = n;

                CHECK_STATUS(
                    zl_merkle_root(refuse, &left, 7, &root), ZL_E_STORAGE);
                left = n;
                CHECK_STATUS(
                    zl_merkle_path(refuse, &left, 2, 7, &path), ZL_E_STORAGE);
        }
        CHECK(zl_hash_equal(&root, &zeros));
        CHECK_UINT(path.count, 77);
        for (unsigned n = 0; n < 4; n++) {
                struct zl_consistency both = {.count = 77};
                unsigned left = n;

                CHECK_STATUS(zl_merkle_consistency(refuse, &left, 3, 7, &both),
                    ZL_E_STORAGE);
                CHECK_UINT(both.count, 77);
        }
}

static void appending_finishes_what_the_last_bits_say(void)
{
        CHECK_UINT(zl_merkle_finished(0), 1);
        CHECK_UINT(zl_merkle_finished(1), 2);
        CHECK_UINT(zl_merkle_finished(4), 1);
        CHECK_UINT(zl_merkle_finished(5), 2);
        CHECK_UINT(zl_merkle_finished(7), 4);
        CHECK_UINT(zl_merkle_finished(UINT64_MAX / 2), 64);
        CHECK_UINT(zl_merkle_finished(UINT64_MAX - 1), 1);
}

static const struct check_case cases[] = {
    CHECK_CASE(the_empty_tree_has_the_hash_of_nothing),
    CHECK_CASE(known_trees_have_their_known_roots),
    CHECK_CASE(roots_and_paths_are_those_of_the_rfc),
    CHECK_CASE(altered_paths_are_refused),
    CHECK_CASE(a_path_for_no_tree_is_refused),
    CHECK_CASE(consistency_is_that_of_the_rfc),
    CHECK_CASE(altered_consistency_is_refused),
    CHECK_CASE(consistency_of_other_sizes_is_refused),
    CHECK_CASE(the_answer_about_consistency_is_read_as_written),
    CHECK_CASE(a_failing_fetch_ends_it_and_leaves_the_result),
    CHECK_CASE(appending_finishes_what_the_last_bits_say),
};

CHECK_MAIN("merkle", cases)
