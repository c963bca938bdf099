/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: what is locked opens under the same key and additional data only,
 * and passphrases are stretched as they say, within bounds. */
#include <sodium.h>
#include <string.h>

#include "check.h"
#include "common/locker.h"
#include "fault_alloc.h"

static const struct zl_bytes label = {(const uint8_t *)"row 7", 5};

static struct zl_secret *key_of(uint8_t fill)
{
        struct zl_secret *key = NULL;

        REQUIRE_OK(zl_secret_new(ZL_LOCKER_KEY_SIZE, &key));
        memset(zl_secret_bytes(key), fill, ZL_LOCKER_KEY_SIZE);
        return key;
}

static void what_was_locked_opens(void)
{
        static const size_t sizes[] = {0, 1, 63, 64, 65, 5000};
        static uint8_t plain[5000];
        struct zl_secret *key = key_of(1);

        zl_random(plain, sizeof(plain));
        for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
                struct zl_bytes in = {plain, sizes[i]};
                struct zl_buf locked;
                struct zl_buf out;

                zl_buf_init(&locked, 6000);
                zl_buf_init(&out, 10000);
                CHECK_OK(zl_lock(key, in, label, &locked));
                CHECK_UINT(locked.size, sizes[i] + ZL_LOCKER_OVERHEAD);
                CHECK_OK(zl_unlock(key, zl_buf_bytes(&locked), label, &out));
                CHECK_BYTES(out.data, out.size, plain, sizes[i]);
                /* Both append: what stood there stays. */
                CHECK_OK(zl_unlock(key, zl_buf_bytes(&locked), label, &out));
                CHECK_UINT(out.size, 2 * sizes[i]);
                zl_buf_free(&locked);
                zl_buf_free(&out);
        }
        zl_secret_free(key);
}

/* The other way round: libsodium's own combined call made it. */
static void the_form_is_nonce_then_ciphertext(void)
{
        struct zl_secret *key = key_of(2);
        uint8_t made[24 + 4 + 16] = {9, 8, 7};
        struct zl_buf out;

        zl_buf_init(&out, 100);
        REQUIRE(crypto_aead_xchacha20poly1305_ietf_encrypt(made + 24, NULL,
                    (const uint8_t *)"note", 4, label.data, label.size, NULL,
                    made, zl_secret_view(key)) == 0);
        CHECK_OK(
            zl_unlock(key, (struct zl_bytes){made, sizeof(made)}, label, &out));
        CHECK_BYTES(out.data, out.size, "note", 4);
        zl_buf_free(&out);
        zl_secret_free(key);
}

static void anything_altered_does_not_open(void)
{
        struct zl_secret *key = key_of(3);
        struct zl_secret *other = key_of(4);
        struct zl_bytes wrong = {label.data, label.size - 1};
        struct zl_buf locked;
        struct zl_buf out;

        zl_buf_init(&locked, 1000);
        zl_buf_init(&out, 1000);
        zl_put_text(&out, "before");
        REQUIRE_OK(zl_lock(key, label, label, &locked));
        for (size_t bit = 0; bit < 8 * locked.size; bit++) {
                locked.data[bit / 8] ^= (uint8_t)(1 << bit % 8);
                CHECK_STATUS(zl_unlock(key, zl_buf_bytes(&locked), label, &out),
                    ZL_E_DECRYPT);
                locked.data[bit / 8] ^= (uint8_t)(1 << bit % 8);
        }
        for (size_t size = 0; size < locked.size; size++)
                CHECK_STATUS(
                    zl_unlock(
                        key, (struct zl_bytes){locked.data, size}, label, &out),
                    ZL_E_DECRYPT);
        CHECK_STATUS(
            zl_unlock(key, zl_buf_bytes(&locked), wrong, &out), ZL_E_DECRYPT);
        CHECK_STATUS(
            zl_unlock(other, zl_buf_bytes(&locked), label, &out), ZL_E_DECRYPT);
        CHECK_BYTES(out.data, out.size, "before", 6);
        zl_buf_free(&locked);
        zl_buf_free(&out);
        zl_secret_free(key);
        zl_secret_free(other);
}

static void a_nonce_is_never_the_same(void)
{
        struct zl_secret *key = key_of(5);
        struct zl_buf a;
        struct zl_buf b;

        zl_buf_init(&a, 1000);
        zl_buf_init(&b, 1000);
        REQUIRE_OK(zl_lock(key, label, label, &a));
        REQUIRE_OK(zl_lock(key, label, label, &b));
        CHECK(memcmp(a.data, b.data, 24) != 0);
        zl_buf_free(&a);
        zl_buf_free(&b);
        zl_secret_free(key);
}

static void full_buffers_and_no_memory_say_so(void)
{
        struct zl_secret *key = key_of(6);
        struct zl_buf locked;
        struct zl_buf out;

        zl_buf_init(&locked, 44);
        CHECK_STATUS(zl_lock(key, label, label, &locked), ZL_E_TOO_LARGE);
        zl_buf_free(&locked);
        zl_buf_init(&locked, 45);
        fault_alloc_fail_at(1);
        CHECK_STATUS(zl_lock(key, label, label, &locked), ZL_E_MEMORY);
        CHECK(fault_alloc_stop());
        zl_buf_reset(&locked);
        REQUIRE_OK(zl_lock(key, label, label, &locked));
        zl_buf_init(&out, 4);
        CHECK_STATUS(
            zl_unlock(key, zl_buf_bytes(&locked), label, &out), ZL_E_TOO_LARGE);
        zl_buf_init(&out, 5);
        fault_alloc_fail_at(1);
        CHECK_STATUS(
            zl_unlock(key, zl_buf_bytes(&locked), label, &out), ZL_E_MEMORY);
        CHECK(fault_alloc_stop());
        zl_buf_free(&locked);
        zl_buf_free(&out);
        zl_secret_free(key);
}

static void keys_are_derived_as_libsodium_does(void)
{
        struct zl_secret *key = key_of(7);
        uint8_t want[32];
        uint8_t got[32];

        REQUIRE(crypto_kdf_derive_from_key(
                    want, 32, 2, "zl-recrd", zl_secret_view(key)) == 0);
        zl_derive(key, "zl-recrd", 2, got, sizeof(got));
        CHECK_BYTES(got, 32, want, 32);
        zl_derive(key, "zl-recrd", 1, got, sizeof(got));
        CHECK(memcmp(got, want, 32) != 0);
        zl_secret_free(key);
}

static void stretching_has_bounds(void)
{
        static const struct zl_stretch outside[] = {
            {{0}, ZL_STRETCH_PASSES_MIN - 1, ZL_STRETCH_KIB_MIN},
            {{0}, ZL_STRETCH_PASSES_MAX + 1, ZL_STRETCH_KIB_MIN},
            {{0}, ZL_STRETCH_PASSES_MIN, ZL_STRETCH_KIB_MIN - 1},
            {{0}, ZL_STRETCH_PASSES_MIN, ZL_STRETCH_KIB_MAX + 1}, {{0}, 0, 0},
            {{0}, UINT32_MAX, UINT32_MAX}};
        struct zl_secret *input = key_of(8);
        struct zl_secret *key = NULL;

        for (size_t i = 0; i < sizeof(outside) / sizeof(outside[0]); i++)
                CHECK_STATUS(
                    zl_stretch_key(input, 32, &outside[i], &key), ZL_E_DAMAGED);
        CHECK(key == NULL);
        zl_secret_free(input);
}

static void stretching_is_argon2id_of_what_was_said(void)
{
        struct zl_stretch stretch = {{1, 2, 3}, 3, 64 * 1024};
        struct zl_secret *input = key_of('p');
        struct zl_secret *key = NULL;
        uint8_t want[32];

        REQUIRE(crypto_pwhash(want, 32, "pppp", 4, stretch.salt, 3,
                    64 * 1024 * 1024, crypto_pwhash_ALG_ARGON2ID13) == 0);
        REQUIRE_OK(zl_stretch_key(input, 4, &stretch, &key));
        CHECK_BYTES(zl_secret_view(key), zl_secret_size(key), want, 32);
        zl_secret_free(key);
        key = NULL;
        fault_alloc_fail_at(1);
        CHECK_STATUS(zl_stretch_key(input, 4, &stretch, &key), ZL_E_MEMORY);
        CHECK(fault_alloc_stop());
        CHECK(key == NULL);
        zl_secret_free(input);
}

static const struct check_case cases[] = {
    CHECK_CASE(what_was_locked_opens),
    CHECK_CASE(the_form_is_nonce_then_ciphertext),
    CHECK_CASE(anything_altered_does_not_open),
    CHECK_CASE(a_nonce_is_never_the_same),
    CHECK_CASE(full_buffers_and_no_memory_say_so),
    CHECK_CASE(keys_are_derived_as_libsodium_does),
    CHECK_CASE(stretching_has_bounds),
    CHECK_CASE(stretching_is_argon2id_of_what_was_said),
};

int main(int argc, char **argv)
{
        if (zl_crypto_start() != ZL_OK || zl_secret_start() != ZL_OK)
                return 1;
        return check_run(
            "locker", cases, sizeof(cases) / sizeof(cases[0]), argc, argv);
}
