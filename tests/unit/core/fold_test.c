/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: who looks for a name finds it however it was typed, and nothing that
 * only looks like it; and what is found is known to the byte. */
#include <string.h>

#include "check.h"
#include "fold.h"

static void becomes(const char *text, const char *wanted)
{
        struct zl_folded folded;

        REQUIRE_OK(zl_fold(text, &folded));
        CHECK_BYTES(folded.text.data, folded.text.size, wanted, strlen(wanted));
        CHECK_UINT(folded.from[folded.text.size], strlen(text));
        zl_folded_free(&folded);
}

/* Where a text is found first, in bytes as they were written; -1: nowhere. */
static long finds(const char *text, const char *wanted)
{
        struct zl_folded in;
        struct zl_folded what;
        long found = -1;
        size_t at = 0;

        REQUIRE_OK(zl_fold(text, &in));
        REQUIRE_OK(zl_fold(wanted, &what));
        at = zl_folded_find(&in, &what, 0);
        if (at < in.text.size)
                found = (long)in.from[at];
        zl_folded_free(&in);
        zl_folded_free(&what);
        return found;
}

static void capitals_and_accents_do_not_matter(void)
{
        becomes("Zoë ÉÉN", "zoe een");
        becomes("ZOE\xcc\x88", "zoe"); /* the accent as a character */
        becomes("Đặng Nguyễn", "dang nguyen");
        becomes("Şükrü İnönü ışık", "sukru inonu isik");
        becomes("Łukasz Żółć, Ŀ ŀ", "lukasz zolc, l l");
        becomes("STRAẞE Straße", "strasse strasse");
        becomes("Ærø Þór Œuvre Ĳsbrand ĳs", "aero thor oeuvre ijsbrand ijs");
        becomes("Ħ Ŋ Ŧ ĸ", "h n t \xc4\xb8");
}

static void other_scripts_have_capitals_too(void)
{
        becomes("ФЁДОР Й", "федор и");
        becomes("фёдор и\xcc\x86", "федор и");
        becomes("ΑΩ", "αω");
        becomes("مُحَمَّد أحمد", "محمد احمد");
        becomes("中文", "中文");
}

static void what_is_not_seen_is_not_there(void)
{
        becomes("No\xc2\xad"
                "or",
            "noor");
        becomes("N\xe2\x80\x8bo\xe2\x80\x8do\xef\xbb\xbfr", "noor");
        becomes("\xe2\x80\xaeNoor\xe2\x80\xac", "noor");
        becomes("N\xe2\x81\xa6oor\xe2\x81\xa9", "noor");
}

static void white_space_and_signs_are_of_one_kind(void)
{
        becomes("lege\n\t broodtrommel", "lege broodtrommel");
        becomes("lege\xc2\xa0"
                "trommel",
            "lege trommel");
        becomes("Noor’s ‘jas’ “au” – ‑", "noor's 'jas' \"au\" - -");
        becomes("Noor… €2 ☂ 😀", "noor. .2 . .");
        becomes("Ｎｏｏｒ", "noor");
}

static void what_is_found_is_known_to_the_byte(void)
{
        CHECK_INT(finds("ZOË en Noor", "noor"), 8);
        CHECK_INT(finds("een Zoë", "ZOE"), 4);
        CHECK_INT(finds("lege\nbroodtrommel", "lege brood"), 0);
        CHECK_INT(finds("broodtrommel", "trommel"), 5);
        CHECK_INT(finds("Noor", "Noord"), -1);
        CHECK_INT(finds("", "Noor"), -1);
        CHECK_INT(finds("Noor", ""), -1);
        CHECK_INT(finds("Sam", "sa\xcc\x81m"), 0);
}

static void what_is_no_text_is_passed_over(void)
{
        becomes("a\xff"
                "b\xc3",
            "ab");
        becomes("a\xe2\x80", "a");
}

static void words_have_ends(void)
{
        struct zl_folded folded;
        /* an apostrophe between letters is part of a word */
        REQUIRE_OK(zl_fold("Bo's… Zoë ' Łódź9", &folded));
        for (size_t i = 0; i < 4; i++)
                CHECK(zl_folded_in_word(&folded, i));
        CHECK(!zl_folded_in_word(&folded, 4)); /* the dots */
        CHECK(!zl_folded_in_word(&folded, 10)); /* the lone apostrophe */
        CHECK(zl_folded_in_word(&folded, folded.text.size - 1));
        zl_folded_free(&folded);
}

static void a_text_has_a_largest_size(void)
{
        static char text[ZL_FOLD_MAX + 2];
        struct zl_folded folded;

        memset(text, 'a', sizeof(text) - 1);
        CHECK_STATUS(zl_fold(text, &folded), ZL_E_TOO_LARGE);
        zl_folded_free(&folded);
        text[ZL_FOLD_MAX] = '\0';
        CHECK_OK(zl_fold(text, &folded));
        CHECK_UINT(folded.text.size, ZL_FOLD_MAX);
        zl_folded_free(&folded);
}

static const struct check_case cases[] = {
    CHECK_CASE(capitals_and_accents_do_not_matter),
    CHECK_CASE(other_scripts_have_capitals_too),
    CHECK_CASE(what_is_not_seen_is_not_there),
    CHECK_CASE(white_space_and_signs_are_of_one_kind),
    CHECK_CASE(what_is_found_is_known_to_the_byte),
    CHECK_CASE(what_is_no_text_is_passed_over),
    CHECK_CASE(words_have_ends),
    CHECK_CASE(a_text_has_a_largest_size),
};
CHECK_MAIN("fold", cases)
