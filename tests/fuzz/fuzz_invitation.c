/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Hello! Invitations. First line "code": the rest is a code as it is typed.
 * First line "packet": the rest is what lies in a packet, which is locked with
 * the right key. First line "locked": the rest is the packet itself.
 */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "invitation.h"

static void parse_code(const uint8_t *data, size_t size)
{
        char *text = fuzz_text(data, size);
        char once[ZL_CODE_TEXT];
        char twice[ZL_CODE_TEXT];
        struct zl_code code = {NULL};

        if (zl_code_parse(text, &code) == ZL_OK) {
                zl_code_text(&code, once);
                zl_code_free(&code);
                INSIST(zl_code_parse(once, &code) == ZL_OK);
                zl_code_text(&code, twice);
                INSIST(strcmp(once, twice) == 0);
        }
        zl_code_free(&code);
        free(text);
}

/* Made once: it takes long on purpose. */
static const struct zl_invitation *invitation(void)
{
        static struct zl_invitation made;
        struct zl_code code = {NULL};

        if (made.packet_key != NULL)
                return &made;
        INSIST(zl_code_parse("CXTC-BH7P-ER1M-EFDF-7", &code) == ZL_OK);
        INSIST(zl_invitation_of(&code, &made) == ZL_OK);
        zl_code_free(&code);
        return &made;
}

static void unlock(const uint8_t *data, size_t size)
{
        uint8_t *copy = fuzz_copy(data, size);
        struct zl_packet packet = {.origin = NULL};
        struct zl_buf again;

        if (zl_packet_unlock(invitation(), (struct zl_bytes){copy, size},
                &packet) == ZL_OK) {
                zl_buf_init(&again, ZL_PACKET_MAX);
                INSIST(zl_packet_lock(invitation(), &packet, &again) == ZL_OK);
                INSIST(again.size == size);
                zl_buf_free(&again);
                zl_packet_done(&packet);
        }
        free(copy);
}

static void unlock_plain(const uint8_t *data, size_t size)
{
        struct zl_bytes lookup = {
            invitation()->lookup.bytes, sizeof(invitation()->lookup.bytes)};
        struct zl_buf locked;

        zl_buf_init(&locked, 2 * 1024 * 1024);
        INSIST(zl_lock(invitation()->packet_key, (struct zl_bytes){data, size},
                   lookup, &locked) == ZL_OK);
        unlock(locked.data, locked.size);
        zl_buf_free(&locked);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        char word[32];

        fuzz_start();
        fuzz_line(&data, &size, word);
        if (strcmp(word, "code") == 0)
                parse_code(data, size);
        if (strcmp(word, "packet") == 0)
                unlock_plain(data, size);
        if (strcmp(word, "locked") == 0)
                unlock(data, size);
        return 0;
}
