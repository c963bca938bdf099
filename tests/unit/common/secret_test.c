/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: secrets have room of their own in locked memory, and leave nothing
 * behind when they go. */
#include <stdio.h>
#include <string.h>

#include "check.h"
#include "common/crypto.h"
#include "common/secret.h"
#include "fault_alloc.h"

enum { MANY = ZL_SECRET_ARENA / 64 };

static void a_secret_begins_as_zeros_and_leaves_zeros(void)
{
        struct zl_secret *secret = NULL;
        const uint8_t *where = NULL;
        static const uint8_t zeros[100];

        REQUIRE_OK(zl_secret_new(100, &secret));
        CHECK_UINT(zl_secret_size(secret), 100);
        where = zl_secret_view(secret);
        CHECK_BYTES(where, 100, zeros, 100);
        memset(zl_secret_bytes(secret), 0xaa, 100);
        zl_secret_free(secret);
        /* The arena stays, so what was there can be looked at. */
        CHECK_BYTES(where, 100, zeros, 100);
        zl_secret_free(NULL);
}

static void secrets_do_not_overlap_and_room_is_used_again(void)
{
        static struct zl_secret *held[MANY];
        struct zl_secret *more = NULL;
        size_t count = 0;

        while (count < MANY && zl_secret_new(64, &held[count]) == ZL_OK) {
                memset(zl_secret_bytes(held[count]), (int)(count & 0xff), 64);
                count++;
        }
        CHECK(count > MANY - 64); /* the harness may hold a few */
        CHECK_STATUS(zl_secret_new(1, &more), ZL_E_MEMORY);
        for (size_t i = 0; i < count; i++)
                CHECK_UINT(zl_secret_view(held[i])[63], i & 0xff);
        zl_secret_free(held[3]);
        zl_secret_free(held[4]);
        CHECK_OK(zl_secret_new(128, &held[3]));
        held[4] = NULL;
        for (size_t i = 0; i < count; i++)
                zl_secret_free(held[i]);
        CHECK_OK(zl_secret_new(ZL_SECRET_MAX, &more));
        zl_secret_free(more);
}

static void without_memory_nothing_is_taken(void)
{
        struct zl_secret *secret = NULL;

        fault_alloc_fail_at(1);
        CHECK_STATUS(zl_secret_new(32, &secret), ZL_E_MEMORY);
        (void)fault_alloc_stop();
        CHECK(secret == NULL);
        REQUIRE_OK(zl_secret_new(32, &secret));
        zl_secret_free(secret);
}

/* RFC 8032, 7.1, test 2. */
static void a_seed_gives_the_known_key_and_comes_back(void)
{
        uint8_t seed[ZL_SEED_SIZE];
        uint8_t back[ZL_SEED_SIZE];
        struct zl_signer signer = {0};
        struct zl_signature signature;
        char text[2 * ZL_SIGNATURE_SIZE + 1];

        REQUIRE_OK(zl_hex_parse("4ccd089b28ff96da9db6c346ec114e0f"
                                "5b8a319f35aba624da8cf6ed4fb8a6fb",
            seed, sizeof(seed)));
        REQUIRE_OK(zl_signer_of_seed(seed, &signer));
        zl_hex_of(signer.key.bytes, ZL_SIGN_KEY_SIZE, text);
        CHECK_STR(text,
            "3d4017c3e843895a92b70aa74d1b7ebc"
            "9c982ccf2ec4968cc0cd55f12af4660c");
        zl_signer_seed(&signer, back);
        CHECK_BYTES(back, sizeof(back), seed, sizeof(seed));
        signature = zl_sign_bytes(&signer, "\x72", 1);
        zl_hex_of(signature.bytes, 32, text);
        CHECK_STR(text,
            "92a009a9f0d4cab8720e820b5f642540"
            "a2b27b5416503f8fb3762223ebdb69da");
        CHECK_OK(zl_verify_bytes(&signer.key, "\x72", 1, &signature));
        CHECK_STATUS(zl_verify_bytes(&signer.key, "\x73", 1, &signature),
            ZL_E_SIGNATURE);
        zl_signer_free(&signer);
        CHECK(signer.secret == NULL);
}

static void a_signature_holds_for_its_label_and_organisation_only(void)
{
        struct zl_signer signer = {0};
        struct zl_id here = zl_random_id();
        struct zl_id there = zl_random_id();
        struct zl_hash hash = zl_hash_of("abc", 3);
        struct zl_signature signature;

        REQUIRE_OK(zl_signer_new(&signer));
        signature = zl_sign(&signer, "card", &here, &hash);
        CHECK_OK(zl_verify(&signer.key, "card", &here, &hash, &signature));
        CHECK_STATUS(zl_verify(&signer.key, "club", &here, &hash, &signature),
            ZL_E_SIGNATURE);
        CHECK_STATUS(zl_verify(&signer.key, "card", &there, &hash, &signature),
            ZL_E_SIGNATURE);
        hash.bytes[0] ^= 1;
        CHECK_STATUS(zl_verify(&signer.key, "card", &here, &hash, &signature),
            ZL_E_SIGNATURE);
        zl_signer_free(&signer);
}

/* FIPS 180-4's example, in one piece and in several. */
static void hashes_are_sha256(void)
{
        struct zl_hash hash = zl_hash_of("abc", 3);
        struct zl_hasher hasher;
        struct zl_hash pieces;
        char text[ZL_HASH_TEXT];

        zl_hex_of(hash.bytes, ZL_HASH_SIZE, text);
        CHECK_STR(text,
            "ba7816bf8f01cfea414140de5dae2223"
            "b00361a396177a9cb410ff61f20015ad");
        zl_hasher_init(&hasher);
        zl_hasher_add(&hasher, "a", 1);
        zl_hasher_add(&hasher, NULL, 0);
        zl_hasher_add(&hasher, "bc", 2);
        pieces = zl_hasher_end(&hasher);
        CHECK(zl_hash_equal(&hash, &pieces));
}

/* What Python's hashlib says of it, in one piece and in several. */
static void sums_are_blake2b(void)
{
        struct zl_sum sum;
        struct zl_hash whole;
        struct zl_hash pieces;
        char text[ZL_HASH_TEXT];

        zl_sum_init(&sum);
        zl_sum_add(&sum, "abc", 3);
        whole = zl_sum_end(&sum);
        zl_hex_of(whole.bytes, ZL_HASH_SIZE, text);
        CHECK_STR(text,
            "bddd813c634239723171ef3fee98579b"
            "94964e3bb1cb3e427262c8c068d52319");
        zl_sum_init(&sum);
        zl_sum_add(&sum, "a", 1);
        zl_sum_add(&sum, NULL, 0);
        zl_sum_add(&sum, "bc", 2);
        pieces = zl_sum_end(&sum);
        CHECK(zl_hash_equal(&whole, &pieces));
}

static void the_libraries_start(void)
{
        REQUIRE_OK(zl_crypto_start());
        REQUIRE_OK(zl_secret_start());
}

static void the_arena_is_given_back(void)
{
        zl_secret_stop();
        zl_secret_stop(); /* and once more is harmless */
        REQUIRE_OK(zl_secret_start());
        zl_secret_stop();
}

static const struct check_case cases[] = {
    CHECK_CASE(the_libraries_start),
    CHECK_CASE(a_secret_begins_as_zeros_and_leaves_zeros),
    CHECK_CASE(secrets_do_not_overlap_and_room_is_used_again),
    CHECK_CASE(without_memory_nothing_is_taken),
    CHECK_CASE(a_seed_gives_the_known_key_and_comes_back),
    CHECK_CASE(a_signature_holds_for_its_label_and_organisation_only),
    CHECK_CASE(hashes_are_sha256),
    CHECK_CASE(sums_are_blake2b),
    CHECK_CASE(the_arena_is_given_back),
};

CHECK_MAIN("secret", cases)
