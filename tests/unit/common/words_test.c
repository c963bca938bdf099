/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: two people who read six words to each other compare the same 66 bits,
 * by the list that is published. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "common/words.h"
#include "common/words_internal.h"

enum { SHORTEST = 4, BITS = ZL_WORDS_COUNT * WORDS__BITS };

static void set_bit(uint8_t hash[static 32], unsigned bit)
{
        hash[bit / 8] |= (uint8_t)(0x80U >> bit % 8);
}

static void a_word_has_4_to_8_letters_a_to_z(void)
{
        for (unsigned i = 0; i < WORDS__SIZE; i++) {
                REQUIRE(words__list[i][0] != '\0');

                size_t length = strlen(words__list[i]);

                CHECK(length >= SHORTEST && length <= ZL_WORDS_LONGEST);
                CHECK_UINT(strspn(words__list[i], "abcdefghijklmnopqrstuvwxyz"),
                    length);
        }
}

static void the_list_is_sorted_and_has_no_word_twice(void)
{
        for (unsigned i = 1; i < WORDS__SIZE; i++)
                CHECK(strcmp(words__list[i - 1], words__list[i]) < 0);
}

/* Does one letter changed, or left out of the longer, make a into b? */
static bool is_one_letter_off(const char *a, const char *b)
{
        size_t a_length = strlen(a);
        size_t b_length = strlen(b);
        size_t same = 0;

        if (a_length < b_length)
                return is_one_letter_off(b, a);
        while (same < b_length && a[same] == b[same])
                same++;
        if (a_length == b_length)
                return strcmp(a + same + 1, b + same + 1) == 0;
        return a_length == b_length + 1 && strcmp(a + same + 1, b + same) == 0;
}

static void no_two_words_are_one_letter_apart(void)
{
        CHECK(is_one_letter_off("kaas", "kaars"));
        CHECK(is_one_letter_off("maan", "baan"));
        CHECK(is_one_letter_off("zand", "zandt"));
        CHECK(!is_one_letter_off("kaas", "koets"));
        for (unsigned i = 0; i < WORDS__SIZE; i++)
                for (unsigned j = i + 1; j < WORDS__SIZE; j++)
                        if (is_one_letter_off(words__list[i], words__list[j]))
                                CHECK_STR(words__list[i], words__list[j]);
}

/* The list as text, one word a line. */
static char *list_text(size_t *ret_size)
{
        char *text = calloc(WORDS__SIZE, ZL_WORDS_LONGEST + 2);
        size_t size = 0;

        REQUIRE(text != NULL);
        for (unsigned i = 0; i < WORDS__SIZE; i++)
                size += (size_t)snprintf(
                    text + size, ZL_WORDS_LONGEST + 2, "%s\n", words__list[i]);
        *ret_size = size;
        return text;
}

static void the_published_list_is_the_same_byte_for_byte(void)
{
        size_t want_size;
        char *want = list_text(&want_size);
        /* room for one byte too many, so that a longer file is seen */
        char *got = malloc(want_size + 1);
        FILE *file = fopen(WORDS_NL, "rb");

        CHECK(got != NULL && file != NULL);
        if (got != NULL && file != NULL)
                CHECK_BYTES(
                    got, fread(got, 1, want_size + 1, file), want, want_size);
        if (file != NULL)
                fclose(file);
        free(got);
        free(want);
}

static void a_known_hash_gives_known_words(void)
{
        /* SHA-256 of "abc", FIPS 180-4; its words worked out apart */
        static const uint8_t abc[32] = {0xba, 0x78, 0x16, 0xbf, 0x8f, 0x01,
            0xcf, 0xea, 0x41, 0x41, 0x40, 0xde, 0x5d, 0xae, 0x22, 0x23, 0xb0,
            0x03, 0x61, 0xa3, 0x96, 0x17, 0x7a, 0x9c, 0xb4, 0x10, 0xff, 0x61,
            0xf2, 0x00, 0x15, 0xad};
        char text[ZL_WORDS_TEXT];

        zl_words_of_hash(abc, text);
        CHECK_STR(text, "servet spaarpot robijn bouwwerk boter zeeland");
}

static void all_zeros_give_the_first_word_and_all_ones_the_last(void)
{
        uint8_t hash[32] = {0};
        char text[ZL_WORDS_TEXT];

        zl_words_of_hash(hash, text);
        CHECK_STR(text, "aalbes aalbes aalbes aalbes aalbes aalbes");
        memset(hash, 0xff, sizeof(hash));
        zl_words_of_hash(hash, text);
        CHECK_STR(
            text, "zwemvest zwemvest zwemvest zwemvest zwemvest zwemvest");
        CHECK_UINT(strlen(text), ZL_WORDS_TEXT - 1);
}

/* One bit of the hash, and what the text must then be. */
static void check_bit(unsigned bit)
{
        uint8_t hash[32] = {0};
        char text[ZL_WORDS_TEXT];
        char want[ZL_WORDS_TEXT];
        size_t size = 0;

        for (unsigned i = 0; i < ZL_WORDS_COUNT; i++) {
                unsigned index =
                    bit / WORDS__BITS == i ? 1024U >> bit % WORDS__BITS : 0;

                size += (size_t)snprintf(want + size, sizeof(want) - size,
                    "%s%s", i > 0 ? " " : "", words__list[index]);
        }
        set_bit(hash, bit);
        zl_words_of_hash(hash, text);
        CHECK_STR(text, want);
}

static void every_bit_of_the_66_has_its_own_place(void)
{
        for (unsigned bit = 0; bit < BITS; bit++)
                check_bit(bit);
}

static void bits_behind_the_66_do_not_count(void)
{
        uint8_t hash[32] = {0};
        char text[ZL_WORDS_TEXT];

        for (unsigned bit = BITS; bit < 8 * sizeof(hash); bit++)
                set_bit(hash, bit);
        zl_words_of_hash(hash, text);
        CHECK_STR(text, "aalbes aalbes aalbes aalbes aalbes aalbes");
}

static const struct check_case cases[] = {
    CHECK_CASE(a_word_has_4_to_8_letters_a_to_z),
    CHECK_CASE(the_list_is_sorted_and_has_no_word_twice),
    CHECK_CASE(no_two_words_are_one_letter_apart),
    CHECK_CASE(the_published_list_is_the_same_byte_for_byte),
    CHECK_CASE(a_known_hash_gives_known_words),
    CHECK_CASE(all_zeros_give_the_first_word_and_all_ones_the_last),
    CHECK_CASE(every_bit_of_the_66_has_its_own_place),
    CHECK_CASE(bits_behind_the_66_do_not_count),
};
CHECK_MAIN("words", cases)
