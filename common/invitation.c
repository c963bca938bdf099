/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Invitation codes: what a person types or a link carries, and the keys that
 * come of it; docs/protocol.md, 6.  Symbols and bits of a code are as secret
 * as any key, so they stay in secret memory.
 */
#include "invitation.h"

#include <assert.h>
#include <string.h>

enum {
        SYMBOL_BITS = 5,
        CHECK_MODULUS = 31,
        TYPED_SYMBOLS = 16,
        LINK_SYMBOLS = 26,
        GROUP = 4, /* what is to be typed stands in groups of four */
        LOOKUP_ID = 1,
        PACKET_KEY = 2,
        SIGNING_SEED = 3
};

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
static const char purpose[] = "zl-invit";

_Static_assert(sizeof(alphabet) - 1 == 1 << SYMBOL_BITS, "base32");
_Static_assert(
    LINK_SYMBOLS + LINK_SYMBOLS / GROUP + 2 <= ZL_CODE_TEXT, "text of a code");

static size_t symbols_of(size_t size)
{
        return (8 * size + SYMBOL_BITS - 1) / SYMBOL_BITS;
}

/*
 * Weighted by position, so that a wrong symbol and two swapped neighbours
 * both show; all but 0 for Z or the reverse, which are the same modulo 31.
 */
static uint8_t check_of(const uint8_t *values, size_t count)
{
        size_t sum = 0;

        for (size_t i = 0; i < count; i++)
                sum += (i + 1) * values[i];
        return (uint8_t)(sum % CHECK_MODULUS);
}

int zl_code_new(size_t size, struct zl_code *ret_code)
{
        struct zl_code code = {0};
        int status = ZL_OK;

        assert(size == ZL_CODE_TYPED_BYTES || size == ZL_CODE_LINK_BYTES);
        status = zl_secret_new(size, &code.bits);
        if (status != ZL_OK)
                return status;
        zl_random(zl_secret_bytes(code.bits), size);
        *ret_code = code;
        return ZL_OK;
}

void zl_code_free(struct zl_code *code)
{
        zl_secret_free(code->bits);
        *code = (struct zl_code){0};
}

/* The value of a character as people write it; -1: none. */
static int value_of(char c)
{
        const char *at = NULL;

        if (c >= 'a' && c <= 'z')
                c = (char)(c - 'a' + 'A');
        if (c == 'O')
                c = '0';
        if (c == 'I' || c == 'L')
                c = '1';
        at = c == '\0' ? NULL : strchr(alphabet, c);
        return at == NULL ? -1 : (int)(at - alphabet);
}

/* How many symbols there are, the check symbol too; 0 when one is none. */
static size_t read_symbols(
    const char *text, uint8_t values[static LINK_SYMBOLS + 1])
{
        size_t count = 0;

        for (; *text != '\0'; text++) {
                int value = value_of(*text);

                if (*text == '-' || *text == ' ')
                        continue;
                if (value < 0 || count > LINK_SYMBOLS)
                        return 0;
                values[count++] = (uint8_t)value;
        }
        return count;
}

/* Packs symbols to bytes. @return the bits left over. */
static unsigned pack(
    const uint8_t *values, size_t count, uint8_t *ret, size_t size)
{
        unsigned bits = 0;
        unsigned held = 0;
        size_t at = 0;

        for (size_t i = 0; i < count; i++) {
                held = (held << SYMBOL_BITS | values[i]) & 0xfff;
                bits += SYMBOL_BITS;
                if (bits < 8)
                        continue;
                bits -= 8;
                assert(at < size);
                ret[at++] = (uint8_t)(held >> bits);
        }
        assert(at == size);
        return held & ((1U << bits) - 1);
}

int zl_code_parse(const char *text, struct zl_code *ret_code)
{
        struct zl_secret *symbols = NULL;
        struct zl_code code = {0};
        uint8_t *values = NULL;
        size_t count = 0;
        size_t size = 0;
        unsigned kind = 0;
        int status = zl_secret_new(LINK_SYMBOLS + 1, &symbols);

        if (status != ZL_OK)
                return status;
        values = zl_secret_bytes(symbols);
        count = read_symbols(text, values);
        status = ZL_E_CODE;
        if (count == TYPED_SYMBOLS + 1)
                size = ZL_CODE_TYPED_BYTES;
        else if (count == LINK_SYMBOLS + 1)
                size = ZL_CODE_LINK_BYTES;
        else
                goto out;
        if (check_of(values, count - 1) != values[count - 1])
                goto out;
        status = zl_secret_new(size, &code.bits);
        if (status != ZL_OK)
                goto out;
        kind = pack(values, count - 1, zl_secret_bytes(code.bits), size);
        if (kind > ZL_CODE_DEVICE) {
                status = ZL_E_CODE;
                goto out;
        }
        code.kind = (enum zl_code_kind)kind;
        *ret_code = code;
        code.bits = NULL;
out:
        zl_code_free(&code);
        zl_secret_free(symbols);
        return status;
}

/* The symbol that starts at bit 5i; bits past the end are zero. */
static uint8_t symbol_at(const uint8_t *bytes, size_t size, size_t i)
{
        size_t bit = i * SYMBOL_BITS;
        unsigned pair = (unsigned)bytes[bit / 8] << 8;

        if (bit / 8 + 1 < size)
                pair |= bytes[bit / 8 + 1];
        return (uint8_t)(pair >> (16 - SYMBOL_BITS - bit % 8) & 31);
}

void zl_code_text(const struct zl_code *code, char ret[static ZL_CODE_TEXT])
{
        const uint8_t *bytes = zl_secret_view(code->bits);
        size_t size = zl_secret_size(code->bits);
        size_t count = symbols_of(size);
        bool grouped =
            size == ZL_CODE_TYPED_BYTES || code->kind != ZL_CODE_INVITATION;
        size_t sum = 0;
        size_t at = 0;

        for (size_t i = 0; i < count; i++) {
                uint8_t value = symbol_at(bytes, size, i);

                if (i == LINK_SYMBOLS - 1)
                        value |= (uint8_t)code->kind;
                sum += (i + 1) * value;
                ret[at++] = alphabet[value];
                if (grouped && i % GROUP == GROUP - 1)
                        ret[at++] = '-';
        }
        ret[at++] = alphabet[sum % CHECK_MODULUS];
        ret[at] = '\0';
        assert(at < ZL_CODE_TEXT);
}

/* Fixed salt: nobody guesses a code of 80 bits twice as fast for it. */
static struct zl_stretch code_stretch(void)
{
        static const char text[] = "zijlijn/1 invitation";
        struct zl_hash hash = zl_hash_of(text, sizeof(text) - 1);
        struct zl_stretch stretch = {.passes = 3, .memory_kib = 64 * 1024};

        memcpy(stretch.salt, hash.bytes, sizeof(stretch.salt));
        return stretch;
}

static int derive_signer(
    const struct zl_secret *master, struct zl_signer *ret_signer)
{
        struct zl_secret *seed = NULL;
        int status = zl_secret_new(ZL_SEED_SIZE, &seed);

        if (status != ZL_OK)
                return status;
        zl_derive(
            master, purpose, SIGNING_SEED, zl_secret_bytes(seed), ZL_SEED_SIZE);
        status = zl_signer_of_seed(zl_secret_view(seed), ret_signer);
        zl_secret_free(seed);
        return status;
}

int zl_invitation_of(
    const struct zl_code *code, struct zl_invitation *ret_invitation)
{
        const struct zl_stretch stretch = code_stretch();
        struct zl_invitation invitation = {.packet_key = NULL};
        struct zl_secret *master = NULL;
        int status = zl_stretch_key(
            code->bits, zl_secret_size(code->bits), &stretch, &master);

        if (status != ZL_OK)
                goto out;
        zl_derive(master, purpose, LOOKUP_ID, invitation.lookup.bytes,
            sizeof(invitation.lookup.bytes));
        status = zl_secret_new(ZL_LOCKER_KEY_SIZE, &invitation.packet_key);
        if (status != ZL_OK)
                goto out;
        zl_derive(master, purpose, PACKET_KEY,
            zl_secret_bytes(invitation.packet_key), ZL_LOCKER_KEY_SIZE);
        status = derive_signer(master, &invitation.signer);
        if (status != ZL_OK)
                goto out;
        *ret_invitation = invitation;
        invitation = (struct zl_invitation){.packet_key = NULL};
out:
        zl_invitation_free(&invitation);
        zl_secret_free(master);
        return status;
}

void zl_invitation_free(struct zl_invitation *invitation)
{
        zl_secret_free(invitation->packet_key);
        zl_signer_free(&invitation->signer);
        *invitation = (struct zl_invitation){.packet_key = NULL};
}
