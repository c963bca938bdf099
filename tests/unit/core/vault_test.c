/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: a vault opens with its own secret only, and whatever is altered in
 * what a shell stores is noticed. */
#include <string.h>

#include "check.h"
#include "crypto.h"
#include "vault.h"

static struct zl_secret *secret_of(const char *text)
{
        struct zl_secret *secret = NULL;

        REQUIRE_OK(zl_secret_new(strlen(text), &secret));
        memcpy(zl_secret_bytes(secret), text, strlen(text));
        return secret;
}

static const char file_a[] = "0123456789abcdef0123456789abcdef";
static const char file_b[] = "0123456789abcdef0123456789abcdeX";

static struct zl_vault *vault_of(struct zl_buf *header)
{
        struct zl_secret *secret = secret_of(file_a);
        struct zl_vault *vault = NULL;

        zl_buf_init(header, 256);
        REQUIRE_OK(
            zl_vault_new(ZL_LOCK_KEY_FILE, secret, 0, 0, header, &vault));
        zl_secret_free(secret);
        return vault;
}

static int unlock(struct zl_bytes header, enum zl_lock lock, const char *text)
{
        struct zl_secret *secret = secret_of(text);
        struct zl_vault *vault = NULL;
        int status = zl_vault_unlock(header, lock, secret, &vault);

        CHECK((vault != NULL) == (status == ZL_OK));
        zl_vault_free(vault);
        zl_secret_free(secret);
        return status;
}

static void a_passphrase_opens_its_vault_only(void)
{
        struct zl_secret *secret = secret_of("vier gewone woorden");
        struct zl_vault *vault = NULL;
        enum zl_lock lock = ZL_LOCK_KEY_FILE;
        struct zl_buf header;

        zl_buf_init(&header, 256);
        REQUIRE_OK(
            zl_vault_new(ZL_LOCK_PASSPHRASE, secret, 0, 0, &header, &vault));
        CHECK_UINT(header.size, 98);
        CHECK_OK(zl_vault_lock_of(zl_buf_bytes(&header), &lock));
        CHECK_INT(lock, ZL_LOCK_PASSPHRASE);
        CHECK_OK(unlock(
            zl_buf_bytes(&header), ZL_LOCK_PASSPHRASE, "vier gewone woorden"));
        CHECK_STATUS(unlock(zl_buf_bytes(&header), ZL_LOCK_PASSPHRASE,
                         "vier gewone woordem"),
            ZL_E_PASSPHRASE);
        CHECK_STATUS(unlock(zl_buf_bytes(&header), ZL_LOCK_KEY_FILE, file_a),
            ZL_E_PASSPHRASE);
        zl_vault_free(vault);
        zl_secret_free(secret);
        zl_buf_free(&header);
}

static void a_key_file_opens_its_vault_only(void)
{
        struct zl_buf header;
        struct zl_vault *vault = vault_of(&header);

        CHECK_OK(unlock(zl_buf_bytes(&header), ZL_LOCK_KEY_FILE, file_a));
        CHECK_STATUS(unlock(zl_buf_bytes(&header), ZL_LOCK_KEY_FILE, file_b),
            ZL_E_PASSPHRASE);
        CHECK_STATUS(unlock(zl_buf_bytes(&header), ZL_LOCK_KEY_FILE, "short"),
            ZL_E_PASSPHRASE);
        CHECK_STATUS(unlock(zl_buf_bytes(&header), ZL_LOCK_PASSPHRASE, file_a),
            ZL_E_PASSPHRASE);
        zl_vault_free(vault);
        zl_buf_free(&header);
}

/* Another secret opens the same rows; the old header is what it was. */
static void another_secret_opens_the_same_rows(void)
{
        static const uint8_t key[] = "key";
        struct zl_secret *file = secret_of(file_a);
        struct zl_secret *words = secret_of("vier gewone woorden");
        struct zl_vault_secret from = {.lock = ZL_LOCK_KEY_FILE};
        struct zl_vault_secret to = {.lock = ZL_LOCK_PASSPHRASE};
        struct zl_buf header;
        struct zl_buf other;
        struct zl_buf value;
        struct zl_buf plain;
        struct zl_vault *vault = vault_of(&header);
        struct zl_vault *again = NULL;
        struct zl_row row;
        struct zl_bytes ret_key;
        struct zl_bytes ret_plain = {NULL, 0};
        uint8_t kind = 0;

        zl_buf_init(&other, 256);
        zl_buf_init(&value, 1024);
        zl_buf_init(&plain, 1024);
        REQUIRE_OK(zl_vault_lock_row(vault, 7, (struct zl_bytes){key, 3},
            (struct zl_bytes){key, 2}, row.name, &value));
        row.value = zl_buf_bytes(&value);
        from.secret = file;
        to.secret = words;
        REQUIRE_OK(zl_vault_relock(zl_buf_bytes(&header), &from, &to, &other));
        CHECK_STATUS(unlock(zl_buf_bytes(&other), ZL_LOCK_KEY_FILE, file_a),
            ZL_E_PASSPHRASE);
        CHECK_OK(unlock(zl_buf_bytes(&header), ZL_LOCK_KEY_FILE, file_a));
        REQUIRE_OK(zl_vault_unlock(
            zl_buf_bytes(&other), ZL_LOCK_PASSPHRASE, words, &again));
        REQUIRE_OK(zl_vault_unlock_row(
            again, &row, &plain, &kind, &ret_key, &ret_plain));
        CHECK_UINT(kind, 7);
        CHECK_UINT(ret_plain.size, 2);
        zl_buf_reset(&other);
        from.secret = words;
        CHECK_STATUS(zl_vault_relock(zl_buf_bytes(&header), &from, &to, &other),
            ZL_E_PASSPHRASE);
        from.secret = file;
        to.passes = 1;
        CHECK_STATUS(zl_vault_relock(zl_buf_bytes(&header), &from, &to, &other),
            ZL_E_USAGE);
        CHECK_UINT(other.size, 0);
        zl_vault_free(again);
        zl_vault_free(vault);
        zl_secret_free(file);
        zl_secret_free(words);
        zl_buf_free(&header);
        zl_buf_free(&other);
        zl_buf_free(&value);
        zl_buf_free(&plain);
}

static void costs_are_bounded(void)
{
        static const struct {
                uint32_t passes;
                uint32_t memory;
        } bad[] = {{2, 64 * 1024}, {3, 64 * 1024 - 1}, {33, 64 * 1024},
            {3, 4 * 1024 * 1024 + 1}};
        struct zl_secret *secret = secret_of("vier gewone woorden");
        struct zl_secret *small = secret_of("no key file");
        struct zl_vault *vault = NULL;
        struct zl_buf header;

        zl_buf_init(&header, 256);
        for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
                CHECK_STATUS(zl_vault_new(ZL_LOCK_PASSPHRASE, secret,
                                 bad[i].passes, bad[i].memory, &header, &vault),
                    ZL_E_USAGE);
        CHECK_STATUS(
            zl_vault_new(ZL_LOCK_KEY_FILE, small, 0, 0, &header, &vault),
            ZL_E_USAGE);
        CHECK(vault == NULL);
        CHECK_UINT(header.size, 0);
        zl_secret_free(secret);
        zl_secret_free(small);
        zl_buf_free(&header);
}

/* Every byte of a header counts: none may be changed and still open it. */
static void a_damaged_header_opens_nothing(void)
{
        struct zl_buf header;
        struct zl_vault *vault = vault_of(&header);
        enum zl_lock lock = ZL_LOCK_KEY_FILE;

        for (size_t i = 0; i < header.size; i++) {
                int status = ZL_OK;

                header.data[i] ^= 0x40;
                status =
                    unlock(zl_buf_bytes(&header), ZL_LOCK_KEY_FILE, file_a);
                if (i == 0)
                        CHECK_STATUS(status, ZL_E_VERSION);
                else if (i == 1 || (i >= 18 && i < 26))
                        CHECK_STATUS(status, ZL_E_DAMAGED);
                else
                        CHECK_STATUS(status, ZL_E_PASSPHRASE);
                header.data[i] ^= 0x40;
        }
        for (size_t size = 1; size < header.size; size++)
                CHECK_STATUS(zl_vault_lock_of(
                                 (struct zl_bytes){header.data, size}, &lock),
                    ZL_E_DAMAGED);
        zl_vault_free(vault);
        zl_buf_free(&header);
}

/* A stored cost that would freeze the machine is damage, not patience. */
static void a_header_cannot_ask_for_a_years_work(void)
{
        struct zl_secret *secret = secret_of("vier gewone woorden");
        struct zl_vault *vault = NULL;
        struct zl_buf header;

        zl_buf_init(&header, 256);
        REQUIRE_OK(zl_vault_new(
            ZL_LOCK_PASSPHRASE, secret, 3, 65536, &header, &vault));
        header.data[18] = 0xff;
        CHECK_STATUS(unlock(zl_buf_bytes(&header), ZL_LOCK_PASSPHRASE,
                         "vier gewone woorden"),
            ZL_E_DAMAGED);
        header.data[18] = 0;
        header.data[21] = 2;
        CHECK_STATUS(unlock(zl_buf_bytes(&header), ZL_LOCK_PASSPHRASE,
                         "vier gewone woorden"),
            ZL_E_DAMAGED);
        zl_vault_free(vault);
        zl_secret_free(secret);
        zl_buf_free(&header);
}

struct stored {
        struct zl_row row;
        struct zl_buf value;
};

static void lock_row(const struct zl_vault *vault, uint8_t kind,
    const char *key, const char *plain, struct stored *ret)
{
        zl_buf_init(&ret->value, 1024);
        REQUIRE_OK(zl_vault_lock_row(vault, kind,
            (struct zl_bytes){(const uint8_t *)key, strlen(key)},
            (struct zl_bytes){(const uint8_t *)plain, strlen(plain)},
            ret->row.name, &ret->value));
        ret->row.value = zl_buf_bytes(&ret->value);
}

static int open_row(const struct zl_vault *vault, const struct zl_row *row)
{
        struct zl_bytes key;
        struct zl_bytes plain;
        struct zl_buf buf;
        uint8_t kind = 0;
        int status = ZL_OK;

        zl_buf_init(&buf, 1024);
        status = zl_vault_unlock_row(vault, row, &buf, &kind, &key, &plain);
        zl_buf_free(&buf);
        return status;
}

static void a_row_comes_back(void)
{
        struct zl_buf header;
        struct zl_vault *vault = vault_of(&header);
        uint8_t name[ZL_ROW_NAME_SIZE];
        struct stored stored;
        struct zl_bytes key;
        struct zl_bytes plain;
        struct zl_buf buf;
        uint8_t kind = 0;

        lock_row(vault, 7, "which", "what", &stored);
        zl_buf_init(&buf, 1024);
        REQUIRE_OK(
            zl_vault_unlock_row(vault, &stored.row, &buf, &kind, &key, &plain));
        CHECK_UINT(kind, 7);
        CHECK_BYTES(key.data, key.size, "which", 5);
        CHECK_BYTES(plain.data, plain.size, "what", 4);
        zl_vault_name(
            vault, 7, (struct zl_bytes){(const uint8_t *)"which", 5}, name);
        CHECK_BYTES(name, sizeof(name), stored.row.name, sizeof(name));
        zl_vault_name(
            vault, 8, (struct zl_bytes){(const uint8_t *)"which", 5}, name);
        CHECK(memcmp(name, stored.row.name, sizeof(name)) != 0);
        zl_buf_free(&buf);
        zl_buf_free(&stored.value);
        zl_vault_free(vault);
        zl_buf_free(&header);
}

static void an_altered_row_is_noticed(void)
{
        struct zl_buf header;
        struct zl_vault *vault = vault_of(&header);
        struct stored stored;

        lock_row(vault, 7, "which", "what", &stored);
        for (size_t i = 0; i < stored.value.size; i++) {
                stored.value.data[i] ^= 1;
                CHECK_STATUS(open_row(vault, &stored.row), ZL_E_DAMAGED);
                stored.value.data[i] ^= 1;
        }
        for (size_t size = 0; size < stored.value.size; size++) {
                stored.row.value.size = size;
                CHECK_STATUS(open_row(vault, &stored.row), ZL_E_DAMAGED);
        }
        stored.row.value.size = stored.value.size;
        CHECK_OK(open_row(vault, &stored.row));
        zl_buf_free(&stored.value);
        zl_vault_free(vault);
        zl_buf_free(&header);
}

static void swapped_rows_are_noticed(void)
{
        struct zl_buf header;
        struct zl_buf other_header;
        struct zl_vault *vault = vault_of(&header);
        struct zl_vault *other = vault_of(&other_header);
        struct stored a;
        struct stored b;
        struct zl_bytes value;

        lock_row(vault, 7, "a", "what", &a);
        lock_row(vault, 7, "b", "what", &b);
        value = a.row.value;
        a.row.value = b.row.value;
        b.row.value = value;
        CHECK_STATUS(open_row(vault, &a.row), ZL_E_DAMAGED);
        CHECK_STATUS(open_row(vault, &b.row), ZL_E_DAMAGED);
        CHECK_STATUS(open_row(other, &b.row), ZL_E_DAMAGED);
        zl_buf_free(&a.value);
        zl_buf_free(&b.value);
        zl_vault_free(vault);
        zl_vault_free(other);
        zl_buf_free(&header);
        zl_buf_free(&other_header);
}

static const struct check_case cases[] = {
    CHECK_CASE(a_passphrase_opens_its_vault_only),
    CHECK_CASE(a_key_file_opens_its_vault_only),
    CHECK_CASE(another_secret_opens_the_same_rows),
    CHECK_CASE(costs_are_bounded),
    CHECK_CASE(a_damaged_header_opens_nothing),
    CHECK_CASE(a_header_cannot_ask_for_a_years_work),
    CHECK_CASE(a_row_comes_back),
    CHECK_CASE(an_altered_row_is_noticed),
    CHECK_CASE(swapped_rows_are_noticed),
};

int main(int argc, char **argv)
{
        if (zl_crypto_start() != ZL_OK || zl_secret_start() != ZL_OK)
                return 1;
        return check_run(
            "vault", cases, sizeof(cases) / sizeof(cases[0]), argc, argv);
}
