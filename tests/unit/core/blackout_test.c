/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: what is blacked out is gone, however it was written; and what is
 * left says nothing about how long it was. */
#include "blackout.h"

#include <string.h>

#include "check.h"
#include "fold.h"

#define M ZL_BLACKOUT_MARK

/* A text without these words, which are separated by bars. */
static void becomes(const char *words, const char *text, const char *wanted)
{
        struct zl_blackout *blackout = NULL;
        struct zl_buf buf = {0};
        char line[256];
        char *rest = NULL;

        REQUIRE(strlen(words) < sizeof(line));
        memcpy(line, words, strlen(words) + 1);
        REQUIRE_OK(zl_blackout_new(&blackout));
        for (char *word = strtok_r(line, "|", &rest); word != NULL;
             word = strtok_r(NULL, "|", &rest))
                CHECK_OK(zl_blackout_add(blackout, word));
        zl_buf_init(&buf, 4096);
        CHECK_OK(zl_blackout_apply(blackout, text, &buf));
        CHECK_BYTES(buf.data, buf.size, wanted, strlen(wanted));
        zl_buf_free(&buf);
        zl_blackout_free(blackout);
}

static void names_go_however_they_are_written(void)
{
        becomes("Noor", "NOOR en noor.", M " en " M ".");
        becomes("Zoe", "Zoë, ZOE\xcc\x88, zoé!", M ", " M ", " M "!");
        becomes("zoë", "Zoe", M);
        becomes("Noor", "N\xe2\x80\x8boor, No\xc2\xado\xcc\x81r", M ", " M);
        becomes("Noor", "\xe2\x80\xaeNoor\xe2\x80\xac ging",
            "\xe2\x80\xae" M " ging");
        /* A mark of phoneticians, a tag, a filler, a circle around. */
        becomes("Noor",
            "No\xe1\xb7\x84or, No\xf3\xa0\x81\xa1or, "
            "No\xe3\x85\xa4or, No\xe2\x83\x9dor",
            M ", " M ", " M ", " M);
        becomes("Jan de Boer", "jan  de\nboer kwam", M " kwam");
        becomes("Ĳsbrand", "ijsbrand en IJSBRAND", M " en " M);
        becomes("ijs", "ĳs", M);
}

static void a_word_goes_as_a_whole(void)
{
        becomes("Noor", "Noortje's jas, noordenwind", M " jas, " M);
        becomes("trommel", "broodtrommels leeg", M " leeg");
        becomes("Bo", "Bo's bos, Bos, boos, Bo-Anne, jumbo",
            M " " M ", " M ", boos, " M "-Anne, jumbo");
        becomes("Jan", "januari, Jan, Sinterjan", "januari, " M ", Sinterjan");
        /* Two letters of two bytes each: rather too much than too little. */
        becomes("Ян", "Янка, зян", M ", " M);
        becomes("Tim", "tim2010, 06tim06, Timmen", M ", " M ", Timmen");
        becomes("12", "12 in 2012", M " in 2012");
        becomes("Bo", "«Bo…» ‘Bo’", "«" M "…» ‘" M "’");
}

static void nothing_tells_how_long_it_was(void)
{
        becomes("Bo|Maximiliaan", "Bo zag Maximiliaan", M " zag " M);
        becomes("Noor|Noortje", "Noortje", M);
        becomes("Noortje|Noor", "Noortje en Noor", M " en " M);
        becomes("", "niets", "niets");
        becomes("Noor", "", "");
}

static void telephone_numbers_go_however_they_are_written(void)
{
        becomes("0612345678", "Bel 06-12345678, of +31 6 1234 5678.",
            "Bel " M ", of +" M ".");
        becomes("+31 6 12 34 56 78", "06 1234 5678 na 6 uur", M " na 6 uur");
        becomes("0612345678", "0612345679 en 2026-11-24",
            "0612345679 en 2026-11-24");
        becomes("070 555 01 20", "(070) 555-0120", "(" M);
        /* Eight digits are the same at home and abroad, of Belgium too. */
        becomes("+32 2 123 45 67", "02 123 45 67", M);
        becomes("0612345678", "06 92345678", "06 92345678");
        /* Six are a number, fewer are a word. */
        becomes("123456", "12-34-56 en 12345", M " en 12345");
        becomes("2026", "20-26 en 2026", "20-26 en " M);
        becomes("12345678", "1234 - 5678, 1234 (-) 5678", M ", 1234 (-) 5678");
}

static void counts_tell_what_was_not_found(void)
{
        struct zl_blackout *blackout = NULL;
        struct zl_buf buf = {0};
        size_t found = 77;

        REQUIRE_OK(zl_blackout_new(&blackout));
        CHECK_OK(zl_blackout_add(blackout, " Noor "));
        CHECK_OK(zl_blackout_add(blackout, "noor"));
        CHECK_OK(zl_blackout_add(blackout, "Henk"));
        zl_buf_init(&buf, 4096);
        CHECK_OK(zl_blackout_apply(blackout, "Noor zag Noor", &buf));
        CHECK_STR(zl_blackout_at(blackout, 0, &found), " Noor ");
        CHECK_UINT(found, 2);
        CHECK_STR(zl_blackout_at(blackout, 1, &found), "Henk");
        CHECK_UINT(found, 0);
        CHECK(zl_blackout_at(blackout, 2, &found) == NULL);
        zl_buf_free(&buf);
        zl_blackout_free(blackout);
}

static void what_cannot_be_done_is_said(void)
{
        static char text[ZL_FOLD_MAX + 2];
        struct zl_blackout *blackout = NULL;
        struct zl_buf buf = {0};
        char name[16] = "naam000";

        REQUIRE_OK(zl_blackout_new(&blackout));
        CHECK_STATUS(zl_blackout_add(blackout, ""), ZL_E_USAGE);
        CHECK_STATUS(zl_blackout_add(blackout, "a"), ZL_E_USAGE);
        CHECK_STATUS(zl_blackout_add(blackout, " ... "), ZL_E_USAGE);
        memset(text, 'a', sizeof(text) - 1);
        CHECK_STATUS(zl_blackout_add(blackout, text), ZL_E_TOO_LARGE);
        zl_buf_init(&buf, 4);
        CHECK_STATUS(
            zl_blackout_apply(blackout, "vijf!", &buf), ZL_E_TOO_LARGE);
        CHECK_STATUS(zl_blackout_apply(blackout, text, &buf), ZL_E_TOO_LARGE);
        for (size_t i = 0; i < ZL_BLACKOUT_MAX; i++) {
                name[4] = (char)('a' + i / 26 % 26);
                name[5] = (char)('a' + i % 26);
                CHECK_OK(zl_blackout_add(blackout, name));
        }
        CHECK_STATUS(zl_blackout_add(blackout, "nog een"), ZL_E_TOO_LARGE);
        zl_buf_free(&buf);
        zl_blackout_free(blackout);
        zl_blackout_free(NULL);
}

static const struct check_case cases[] = {
    CHECK_CASE(names_go_however_they_are_written),
    CHECK_CASE(a_word_goes_as_a_whole),
    CHECK_CASE(nothing_tells_how_long_it_was),
    CHECK_CASE(telephone_numbers_go_however_they_are_written),
    CHECK_CASE(counts_tell_what_was_not_found),
    CHECK_CASE(what_cannot_be_done_is_said),
};
CHECK_MAIN("blackout", cases)
