/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: a code survives being read out and typed, typing mistakes are seen,
 * and a packet opens for who has the code and for nobody else. */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "common/own_code.h"
#include "common/secret.h"
#include "fault_alloc.h"

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/* Sixteen symbols of value 0 to 15; their weighted sum is 1360 = 27 mod 31. */
static const char known_text[] = "0123-4567-89AB-CDEF-V";
static const uint8_t known_bits[] = {
    0x00, 0x44, 0x32, 0x14, 0xc7, 0x42, 0x54, 0xb6, 0x35, 0xcf};

static struct zl_code code_of(const uint8_t *bits, size_t size)
{
        struct zl_code code = {0};

        REQUIRE_OK(zl_secret_new(size, &code.bits));
        memcpy(zl_secret_bytes(code.bits), bits, size);
        return code;
}

static int parse(const char *text)
{
        struct zl_code code = {0};
        int status = zl_code_parse(text, &code);

        CHECK((status == ZL_OK) == (code.bits != NULL));
        zl_code_free(&code);
        return status;
}

static void a_known_code_has_its_known_text(void)
{
        struct zl_code code = code_of(known_bits, sizeof(known_bits));
        struct zl_code got = {0};
        char text[ZL_CODE_TEXT];

        zl_code_text(&code, text);
        CHECK_STR(text, known_text);
        REQUIRE_OK(zl_code_parse(known_text, &got));
        CHECK_BYTES(zl_secret_view(got.bits), zl_secret_size(got.bits),
            known_bits, sizeof(known_bits));
        zl_code_free(&got);
        zl_code_free(&code);
        zl_code_free(&code);
}

static void codes_survive_the_way_over_paper(void)
{
        static const size_t sizes[] = {ZL_CODE_TYPED_BYTES, ZL_CODE_LINK_BYTES};

        for (size_t i = 0; i < 1000; i++) {
                struct zl_code code = {0};
                struct zl_code got = {0};
                char text[ZL_CODE_TEXT];

                REQUIRE_OK(zl_code_new(sizes[i % 2], &code));
                zl_code_text(&code, text);
                CHECK_UINT(strlen(text), i % 2 == 0 ? 16 + 1 + 4 : 26 + 1);
                REQUIRE_OK(zl_code_parse(text, &got));
                CHECK_BYTES(zl_secret_view(got.bits), zl_secret_size(got.bits),
                    zl_secret_view(code.bits), zl_secret_size(code.bits));
                zl_code_free(&code);
                zl_code_free(&got);
        }
}

static void a_code_says_what_it_is_for(void)
{
        static const enum zl_code_kind kinds[] = {
            ZL_CODE_RECOVERY, ZL_CODE_DEVICE};

        for (size_t i = 0; i < 100; i++) {
                struct zl_own_code keys = {.signer = {.secret = NULL}};
                struct zl_code code = {0};
                struct zl_code got = {0};
                char text[ZL_CODE_TEXT];

                REQUIRE_OK(zl_own_code_new(kinds[i % 2], &code));
                zl_code_text(&code, text);
                CHECK_UINT(strlen(text), 26 + 1 + 6);
                CHECK_UINT(strspn(text, alphabet), 4);
                REQUIRE_OK(zl_code_parse(text, &got));
                CHECK_UINT(got.kind, kinds[i % 2]);
                CHECK_BYTES(zl_secret_view(got.bits), zl_secret_size(got.bits),
                    zl_secret_view(code.bits), zl_secret_size(code.bits));
                got.kind = ZL_CODE_INVITATION;
                CHECK_STATUS(zl_own_code_of(&got, &keys), ZL_E_CODE);
                zl_code_free(&code);
                zl_code_free(&got);
        }
}

static void people_write_as_they_like(void)
{
        CHECK_OK(parse("0123456789abcdefv"));
        CHECK_OK(parse("o123 4567 89ab cdef v"));
        CHECK_OK(parse("  O-I-2-3 4567--89AB CDEFv-- "));
        CHECK_OK(parse("Ol23-4567-89aB-CdEf-V"));
        CHECK_OK(parse("0L23-4567-89AB-CDEF-V"));
        CHECK_OK(parse("0i23-4567-89AB-CDEF-V"));
}

static void what_is_no_code_is_refused(void)
{
        static const char *const others[] = {"", "-", " ",
            "0123-4567-89AB-CDEF", "0123-4567-89AB-CDEF-VV",
            "0123-4567-89AB-CDEF-W", "U123-4567-89AB-CDEF-V",
            "0123_4567_89AB_CDEF_V", "0123-4567-89AB-CDEF-V\n",
            "0123-4567-89AB-CDEF-V.", "0123-4567-89AB-CDE\xc3\x89-V",
            "0123456789ABCDEF0123456789V0", "00000000000000000000000000000000",
            "https://example.nl/#0123456789ABCDEFV"};
        static char endless[5000];

        for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
                if (!CHECK_STATUS(parse(others[i]), ZL_E_CODE))
                        (void)printf("%s\n", others[i]);
        }
        memset(endless, '0', sizeof(endless) - 1);
        CHECK_STATUS(parse(endless), ZL_E_CODE);
}

/* 0 and Z have the same value modulo 31: the one pair the check misses. */
static bool is_alike(char a, char b)
{
        return (a == '0' && b == 'Z') || (a == 'Z' && b == '0');
}

static void check_mistakes(char *text)
{
        size_t last = strlen(text) - 1;

        for (size_t i = 0; i <= last; i++) {
                char genuine = text[i];

                for (size_t j = 0; genuine != '-' && j < 32; j++) {
                        text[i] = alphabet[j];
                        if (text[i] != genuine &&
                            (i == last || !is_alike(genuine, text[i])))
                                CHECK_STATUS(parse(text), ZL_E_CODE);
                }
                text[i] = genuine;
        }
        for (size_t i = 0; i < last; i++) {
                size_t next = text[i + 1] == '-' ? i + 2 : i + 1;
                char a = text[i];
                char b = text[next];

                if (a == '-' || a == b || (next != last && is_alike(a, b)))
                        continue;
                text[i] = b;
                text[next] = a;
                CHECK_STATUS(parse(text), ZL_E_CODE);
                text[i] = a;
                text[next] = b;
        }
}

static void every_single_mistake_is_seen(void)
{
        for (size_t i = 0; i < 40; i++) {
                struct zl_code code = {0};
                char text[ZL_CODE_TEXT];

                REQUIRE_OK(zl_code_new(
                    i % 2 == 0 ? ZL_CODE_TYPED_BYTES : ZL_CODE_LINK_BYTES,
                    &code));
                zl_code_text(&code, text);
                REQUIRE_OK(parse(text));
                check_mistakes(text);
                zl_code_free(&code);
        }
}

/* 26 symbols are 130 bits; the last two say of which kind it is. */
static void bits_left_over_are_the_kind(void)
{
        char text[] = "000000000000000000000000000";

        CHECK_OK(parse(text));
        for (size_t value = 1; value < 31; value++) {
                text[25] = alphabet[value];
                text[26] = alphabet[26 * value % 31];
                CHECK_STATUS(parse(text), value % 4 < 3 ? ZL_OK : ZL_E_CODE);
        }
}

/* The formulas of docs/protocol.md, 6, in libsodium's own calls. */
static void an_invitation_is_what_the_protocol_says(void)
{
        struct zl_code code = code_of(known_bits, sizeof(known_bits));
        struct zl_invitation invitation;
        struct zl_hash salt = zl_hash_of("zijlijn/1 invitation", 20);
        uint8_t master[32];
        uint8_t want[32];
        uint8_t key[32];
        uint8_t secret[64];

        REQUIRE_OK(zl_invitation_of(&code, &invitation));
        REQUIRE(
            crypto_pwhash(master, 32, (const char *)known_bits, 10, salt.bytes,
                3, 64 * 1024 * 1024, crypto_pwhash_ALG_ARGON2ID13) == 0);
        REQUIRE(
            crypto_kdf_derive_from_key(want, 16, 1, "zl-invit", master) == 0);
        CHECK_BYTES(invitation.lookup.bytes, 16, want, 16);
        REQUIRE(
            crypto_kdf_derive_from_key(want, 32, 2, "zl-invit", master) == 0);
        CHECK_BYTES(zl_secret_view(invitation.packet_key), 32, want, 32);
        REQUIRE(
            crypto_kdf_derive_from_key(want, 32, 3, "zl-invit", master) == 0);
        REQUIRE(crypto_sign_seed_keypair(key, secret, want) == 0);
        CHECK_BYTES(invitation.signer.key.bytes, 32, key, 32);
        zl_invitation_free(&invitation);
        zl_invitation_free(&invitation);
        zl_code_free(&code);
}

/* As one derived from a code, without the time that takes. */
static struct zl_invitation some_invitation(void)
{
        struct zl_invitation invitation = {.lookup = zl_random_id()};

        REQUIRE_OK(zl_secret_new(32, &invitation.packet_key));
        zl_random(zl_secret_bytes(invitation.packet_key), 32);
        REQUIRE_OK(zl_signer_new(&invitation.signer));
        return invitation;
}

static void some_packet(struct zl_packet *packet)
{
        *packet = (struct zl_packet){.origin = "https://zijlijn.example:8443"};
        packet->root.bytes[5] = 5;
        packet->item_count = 3;
        packet->items[0] = (struct zl_packet_item){
            ZL_PACKET_STATEMENT, {(const uint8_t *)"charter", 7}};
        packet->items[1] = (struct zl_packet_item){ZL_PACKET_CARD, {NULL, 0}};
        packet->items[2] = (struct zl_packet_item){
            ZL_PACKET_STATEMENT, {(const uint8_t *)"appointment", 11}};
}

static void a_packet_comes_back_as_it_was_locked(void)
{
        struct zl_invitation invitation = some_invitation();
        struct zl_packet packet;
        struct zl_packet got;
        struct zl_buf buf;

        zl_buf_init(&buf, ZL_PACKET_MAX);
        some_packet(&packet);
        REQUIRE_OK(zl_packet_lock(&invitation, &packet, &buf));
        REQUIRE_OK(zl_packet_unlock(&invitation, zl_buf_bytes(&buf), &got));
        CHECK_STR(got.origin, packet.origin);
        CHECK(zl_sign_key_equal(&got.root, &packet.root));
        REQUIRE_UINT(got.item_count, 3);
        for (size_t i = 0; i < 3; i++) {
                CHECK_INT(got.items[i].what, packet.items[i].what);
                CHECK_BYTES(got.items[i].bytes.data, got.items[i].bytes.size,
                    packet.items[i].bytes.data, packet.items[i].bytes.size);
        }
        zl_packet_done(&got);
        zl_packet_done(&got);
        zl_buf_free(&buf);
        zl_invitation_free(&invitation);
}

static void a_packet_opens_for_its_code_only(void)
{
        struct zl_invitation invitation = some_invitation();
        struct zl_invitation other = some_invitation();
        struct zl_packet packet;
        struct zl_packet got = {.item_count = 77};
        struct zl_buf buf;

        zl_buf_init(&buf, ZL_PACKET_MAX);
        some_packet(&packet);
        REQUIRE_OK(zl_packet_lock(&invitation, &packet, &buf));
        CHECK_STATUS(
            zl_packet_unlock(&other, zl_buf_bytes(&buf), &got), ZL_E_DECRYPT);
        for (size_t bit = 0; bit < 8 * buf.size; bit++) {
                buf.data[bit / 8] ^= (uint8_t)(1 << bit % 8);
                CHECK_STATUS(
                    zl_packet_unlock(&invitation, zl_buf_bytes(&buf), &got),
                    ZL_E_DECRYPT);
                buf.data[bit / 8] ^= (uint8_t)(1 << bit % 8);
        }
        for (size_t size = 0; size < buf.size; size++)
                CHECK_STATUS(zl_packet_unlock(&invitation,
                                 (struct zl_bytes){buf.data, size}, &got),
                    ZL_E_DECRYPT);
        /* Filed under another look-up id it does not open either. */
        invitation.lookup.bytes[0] ^= 1;
        CHECK_STATUS(zl_packet_unlock(&invitation, zl_buf_bytes(&buf), &got),
            ZL_E_DECRYPT);
        CHECK_UINT(got.item_count, 77);
        zl_buf_free(&buf);
        zl_invitation_free(&invitation);
        zl_invitation_free(&other);
}

/* Any plaintext, by somebody who has the code. */
static int unlock_crafted(const void *plain, size_t size)
{
        struct zl_invitation invitation = some_invitation();
        struct zl_packet got = {.item_count = 77};
        struct zl_buf buf;
        int status = ZL_OK;

        zl_buf_init(&buf, 2 * ZL_PACKET_MAX);
        REQUIRE_OK(
            zl_lock(invitation.packet_key, (struct zl_bytes){plain, size},
                (struct zl_bytes){invitation.lookup.bytes, ZL_ID_SIZE}, &buf));
        status = zl_packet_unlock(&invitation, zl_buf_bytes(&buf), &got);
        if (status == ZL_OK)
                zl_packet_done(&got);
        else
                CHECK_UINT(got.item_count, 77);
        zl_buf_free(&buf);
        zl_invitation_free(&invitation);
        return status;
}

static void a_packet_of_another_form_is_refused(void)
{
        enum { ORIGIN_AT = 1 + 32 + 4, COUNT_AT = ORIGIN_AT + 9 };
        uint8_t plain[200] = {1};
        size_t size = COUNT_AT + 2 + 1 + 4 + 5;
        uint8_t *large = calloc(1, ZL_PACKET_MAX);

        REQUIRE(large != NULL);
        plain[ORIGIN_AT - 1] = 9;
        memcpy(plain + ORIGIN_AT, "http://[a]", 9);
        plain[COUNT_AT + 1] = 1;
        plain[COUNT_AT + 2] = 2;
        plain[COUNT_AT + 6] = 5;
        REQUIRE_OK(unlock_crafted(plain, size));
        for (size_t cut = 0; cut < size; cut++)
                CHECK_STATUS(unlock_crafted(plain, cut), ZL_E_MALFORMED);
        CHECK_STATUS(unlock_crafted(plain, size + 1), ZL_E_MALFORMED);
        plain[0] = 2;
        CHECK_STATUS(unlock_crafted(plain, size), ZL_E_VERSION);
        plain[0] = 1;
        for (int c = 0; c < 256; c++) {
                plain[ORIGIN_AT + 3] = (uint8_t)c;
                CHECK_STATUS(unlock_crafted(plain, size),
                    c > ' ' && c <= '~' ? ZL_OK : ZL_E_MALFORMED);
        }
        plain[ORIGIN_AT + 3] = 'p';
        plain[COUNT_AT + 2] = 3;
        CHECK_STATUS(unlock_crafted(plain, size), ZL_E_MALFORMED);
        plain[COUNT_AT + 2] = 0;
        CHECK_STATUS(unlock_crafted(plain, size), ZL_E_MALFORMED);
        large[0] = 1;
        CHECK_STATUS(unlock_crafted(large, ZL_PACKET_MAX), ZL_E_MALFORMED);
        /* No origin at all. */
        CHECK_STATUS(unlock_crafted(large, 1 + 32 + 4 + 2), ZL_E_MALFORMED);
        free(large);
}

static void a_packet_holds_no_more_than_it_may(void)
{
        struct zl_invitation invitation = some_invitation();
        struct zl_packet packet;
        struct zl_packet got;
        char origin[ZL_ORIGIN_CHARS + 2];
        static uint8_t filler[ZL_PACKET_MAX];
        struct zl_buf buf;
        size_t fits = ZL_PACKET_MAX - ZL_LOCKER_OVERHEAD - 1 - 32 - 4 -
            ZL_ORIGIN_CHARS - 2 - ZL_PACKET_ITEMS_MAX * 5;

        memset(origin, 'o', sizeof(origin) - 1);
        origin[ZL_ORIGIN_CHARS] = '\0';
        some_packet(&packet);
        packet.origin = origin;
        packet.item_count = ZL_PACKET_ITEMS_MAX;
        for (size_t i = 0; i < ZL_PACKET_ITEMS_MAX; i++)
                packet.items[i] =
                    (struct zl_packet_item){ZL_PACKET_CARD, {filler, 0}};
        packet.items[7].bytes.size = fits;
        zl_buf_init(&buf, ZL_PACKET_MAX);
        REQUIRE_OK(zl_packet_lock(&invitation, &packet, &buf));
        CHECK_UINT(buf.size, ZL_PACKET_MAX);
        REQUIRE_OK(zl_packet_unlock(&invitation, zl_buf_bytes(&buf), &got));
        CHECK_STR(got.origin, origin);
        CHECK_UINT(got.items[7].bytes.size, fits);
        zl_packet_done(&got);
        zl_buf_reset(&buf);
        packet.items[7].bytes.size++;
        CHECK_STATUS(
            zl_packet_lock(&invitation, &packet, &buf), ZL_E_TOO_LARGE);
        packet.items[7].bytes.size = 0;
        packet.item_count++;
        CHECK_STATUS(
            zl_packet_lock(&invitation, &packet, &buf), ZL_E_TOO_LARGE);
        packet.item_count--;
        origin[ZL_ORIGIN_CHARS] = 'o';
        origin[ZL_ORIGIN_CHARS + 1] = '\0';
        CHECK_STATUS(
            zl_packet_lock(&invitation, &packet, &buf), ZL_E_TOO_LARGE);
        zl_buf_free(&buf);
        zl_invitation_free(&invitation);
}

static void no_memory_is_no_invitation(void)
{
        struct zl_code code = {0};
        struct zl_invitation invitation = {.packet_key = NULL};
        int status = ZL_OK;
        size_t n = 1;

        for (;; n++) {
                fault_alloc_fail_at(n);
                status = zl_code_parse(known_text, &code);
                if (!fault_alloc_stop())
                        break;
                CHECK_STATUS(status, ZL_E_MEMORY);
                CHECK(code.bits == NULL);
        }
        CHECK_OK(status);
        CHECK_UINT(n, 3);
        fault_alloc_fail_at(1);
        CHECK_STATUS(zl_code_new(10, &(struct zl_code){0}), ZL_E_MEMORY);
        CHECK(fault_alloc_stop());
        for (n = 1;; n++) {
                fault_alloc_fail_at(n);
                status = zl_invitation_of(&code, &invitation);
                if (!fault_alloc_stop())
                        break;
                CHECK_STATUS(status, ZL_E_MEMORY);
                CHECK(invitation.packet_key == NULL);
        }
        CHECK_OK(status);
        /* More where libsodium is linked in, and its own are counted. */
        CHECK(n >= 5);
        zl_invitation_free(&invitation);
        zl_code_free(&code);
}

static void no_memory_is_no_packet(void)
{
        struct zl_invitation invitation = some_invitation();
        struct zl_packet packet;
        struct zl_packet got;
        struct zl_buf buf;
        int status = ZL_OK;
        size_t n = 1;

        some_packet(&packet);
        zl_buf_init(&buf, ZL_PACKET_MAX);
        for (;; n++) {
                zl_buf_free(&buf);
                fault_alloc_fail_at(n);
                status = zl_packet_lock(&invitation, &packet, &buf);
                if (!fault_alloc_stop())
                        break;
                CHECK_STATUS(status, ZL_E_MEMORY);
        }
        CHECK_OK(status);
        CHECK(n > 2);
        for (n = 1;; n++) {
                fault_alloc_fail_at(n);
                status =
                    zl_packet_unlock(&invitation, zl_buf_bytes(&buf), &got);
                if (!fault_alloc_stop())
                        break;
                CHECK_STATUS(status, ZL_E_MEMORY);
        }
        REQUIRE_OK(status);
        CHECK(n > 1);
        zl_packet_done(&got);
        zl_buf_free(&buf);
        zl_invitation_free(&invitation);
}

static const struct check_case cases[] = {
    CHECK_CASE(a_known_code_has_its_known_text),
    CHECK_CASE(codes_survive_the_way_over_paper),
    CHECK_CASE(a_code_says_what_it_is_for),
    CHECK_CASE(people_write_as_they_like),
    CHECK_CASE(what_is_no_code_is_refused),
    CHECK_CASE(every_single_mistake_is_seen),
    CHECK_CASE(bits_left_over_are_the_kind),
    CHECK_CASE(an_invitation_is_what_the_protocol_says),
    CHECK_CASE(a_packet_comes_back_as_it_was_locked),
    CHECK_CASE(a_packet_opens_for_its_code_only),
    CHECK_CASE(a_packet_of_another_form_is_refused),
    CHECK_CASE(a_packet_holds_no_more_than_it_may),
    CHECK_CASE(no_memory_is_no_invitation),
    CHECK_CASE(no_memory_is_no_packet),
};

int main(int argc, char **argv)
{
        if (zl_crypto_start() != ZL_OK || zl_secret_start() != ZL_OK)
                return 1;
        return check_run(
            "invitation", cases, sizeof(cases) / sizeof(cases[0]), argc, argv);
}
