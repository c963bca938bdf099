/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: the one document that holds a person's name is read in one form
 * only, and nothing is written that would not be read. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "fault_alloc.h"
#include "samples.h"

static struct zl_card_document sample(void)
{
        struct zl_card_document card = {.member = sample_id(2),
            .name = "Samira el \"Khatib\"",
            .phone = "06 12 34 56 78"};

        samples_start();
        memset(card.salt, 3, sizeof(card.salt));
        return card;
}

static void a_card_comes_back_as_it_was_written(void)
{
        struct zl_card_document card = sample();
        struct zl_card_document again = {0};
        struct zl_buf buf;

        zl_buf_init(&buf, ZL_CARD_MAX);
        REQUIRE_OK(zl_card_write(&card, &buf));
        REQUIRE_OK(zl_card_parse(buf.data, buf.size, &again));
        CHECK(zl_id_equal(&again.member, &card.member));
        CHECK_BYTES(again.salt, 32, card.salt, 32);
        CHECK_STR(again.name, card.name);
        CHECK_STR(again.phone, card.phone);
        for (size_t size = 0; size < buf.size; size++) {
                uint8_t *cut = malloc(size + (size == 0));

                REQUIRE(cut != NULL);
                memcpy(cut, buf.data, size);
                CHECK_STATUS(zl_card_parse(cut, size, &again), ZL_E_MALFORMED);
                free(cut);
        }
        zl_buf_free(&buf);
}

static void the_longest_name_fits(void)
{
        struct zl_card_document card = sample();
        struct zl_card_document again;
        struct zl_buf buf;

        for (size_t i = 0; i < ZL_NAME_CHARS; i++)
                memcpy(card.name + 4 * i, "\xf0\x9f\x8f\x90", 4);
        for (size_t i = 0; i < ZL_PHONE_CHARS; i++)
                memcpy(card.phone + 4 * i, "\xf0\x9f\x8f\x90", 4);
        card.name[4 * ZL_NAME_CHARS] = '\0';
        card.phone[4 * ZL_PHONE_CHARS] = '\0';
        zl_buf_init(&buf, ZL_CARD_MAX);
        REQUIRE_OK(zl_card_write(&card, &buf));
        REQUIRE_OK(zl_card_parse(buf.data, buf.size, &again));
        CHECK_STR(again.name, card.name);
        CHECK_STR(again.phone, card.phone);
        zl_buf_free(&buf);
}

static void what_would_not_be_read_is_not_written(void)
{
        struct zl_card_document card = sample();
        struct zl_buf buf;

        zl_buf_init(&buf, ZL_CARD_MAX);
        card.name[0] = '\0';
        CHECK_STATUS(zl_card_write(&card, &buf), ZL_E_MALFORMED);
        memset(card.name, 'a', sizeof(card.name));
        CHECK_STATUS(zl_card_write(&card, &buf), ZL_E_MALFORMED);
        card.name[ZL_NAME_CHARS + 1] = '\0';
        CHECK_STATUS(zl_card_write(&card, &buf), ZL_E_TOO_LARGE);
        card = sample();
        card.phone[3] = '\n';
        CHECK_STATUS(zl_card_write(&card, &buf), ZL_E_MALFORMED);
        CHECK_UINT(buf.size, 0);
        zl_buf_free(&buf);
}

static void other_forms_are_refused(void)
{
        struct zl_card_document card = sample();
        char text[ZL_CARD_MAX + 1];
        const char *const bad[] = {"{\"v\":1}", "[]", "{}",
            "{\"v\":2,\"member\":\"02020202020202020202020202020202\","
            "\"salt\":\"%.64s\",\"name\":\"a\",\"phone\":\"1\"}",
            "{\"v\":1,\"member\":\"02020202020202020202020202020202\","
            "\"salt\":\"00\",\"name\":\"a\",\"phone\":\"1\"}"};

        for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
                CHECK_STATUS(zl_card_parse((const uint8_t *)bad[i],
                                 strlen(bad[i]), &card),
                    ZL_E_MALFORMED);
        memset(text, ' ', sizeof(text));
        CHECK_STATUS(zl_card_parse((const uint8_t *)text, sizeof(text), &card),
            ZL_E_TOO_LARGE);
        CHECK_STR(card.phone, "06 12 34 56 78");
}

static void every_allocation_may_fail(void)
{
        struct zl_card_document card = sample();
        int status = ZL_OK;

        for (size_t n = 1;; n++) {
                struct zl_buf buf;

                zl_buf_init(&buf, ZL_CARD_MAX);
                fault_alloc_fail_at(n);
                status = zl_card_write(&card, &buf);
                if (!fault_alloc_stop()) {
                        zl_buf_free(&buf);
                        break;
                }
                CHECK_STATUS(status, ZL_E_MEMORY);
                CHECK_UINT(buf.size, 0);
                zl_buf_free(&buf);
        }
        CHECK_OK(status);
}

static const struct check_case cases[] = {
    CHECK_CASE(a_card_comes_back_as_it_was_written),
    CHECK_CASE(the_longest_name_fits),
    CHECK_CASE(what_would_not_be_read_is_not_written),
    CHECK_CASE(other_forms_are_refused),
    CHECK_CASE(every_allocation_may_fail),
};

CHECK_MAIN("card", cases)
