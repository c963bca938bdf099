/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: what judges is found and what describes is left alone; nobody who
 * writes down what a child said is asked about it. */
#include <stdio.h>
#include <string.h>

#include "check.h"
#include "hints.h"
#include "hints_internal.h"

enum { ROOM = 16, BOTH = ZL_HINTS_NL | ZL_HINTS_EN };

/* What is found in a text, in Dutch and in English, with a bar between. */
static void finds(unsigned languages, const char *text, const char *wanted)
{
        struct zl_hint hints[ROOM];
        char found[512] = "";
        size_t count = zl_hints_find(text, languages, hints, ROOM);
        size_t at = 0;

        REQUIRE(count <= ROOM);
        for (size_t i = 0; i < count; i++) {
                int size = snprintf(found + at, sizeof(found) - at, "%s%.*s",
                    i > 0 ? "|" : "", (int)hints[i].size, text + hints[i].at);

                REQUIRE(size >= 0 && at + (size_t)size < sizeof(found));
                at += (size_t)size;
        }
        CHECK_STR(found, wanted);
}

static void dutch(const char *text, const char *wanted)
{
        finds(ZL_HINTS_NL, text, wanted);
}

static enum zl_hint_kind kind_of(const char *text)
{
        struct zl_hint hint = {.kind = ZL_HINT_KINDS};

        CHECK_UINT(zl_hints_find(text, BOTH, &hint, 1), 1);
        return hint.kind;
}

static void judging_words_are_found(void)
{
        dutch("Hij wordt thuis mishandeld.", "mishandeld");
        dutch("kindermishandeling", "kindermishandeling");
        dutch("Zijn vader is agressief en verslaafd aan drank",
            "agressief|verslaafd");
        dutch("Ze is depressief, of heeft een eetstoornis.",
            "depressief|eetstoornis");
        dutch("ADHD-kind met autistische trekken", "ADHD|autistische");
        dutch("Volgens mij komt hij altijd te laat", "Volgens mij|altijd");
        CHECK_INT(kind_of("mishandeld"), ZL_HINT_JUDGES);
        CHECK_INT(kind_of("autisme"), ZL_HINT_DIAGNOSIS);
        CHECK_INT(kind_of("ik denk dat"), ZL_HINT_CAUSE);
        CHECK_INT(kind_of("never"), ZL_HINT_OFTEN);
        CHECK_INT(kind_of("a knife"), ZL_HINT_CRISIS);
}

static void describing_words_are_not(void)
{
        dutch("Hij slaapt slecht en had een blauwe plek op zijn arm.", "");
        dutch("Al drie weken zonder jas; geen boterham bij zich.", "");
        dutch("Ze huilde en zei dat ze geslagen was.", "");
        dutch("Moeder is ziek, vader heeft twee banen.", "");
        dutch("Hij was boos, gooide een stoel om en liep weg.", "");
        dutch("De andere lui zagen het ook. Gek genoeg regende het.", "");
        dutch("Wij spelen tegen de bewijslast van vorige week", "");
        finds(BOTH, "He came three times without a coat and slept badly.", "");
}

static void only_whole_words_and_phrases(void)
{
        dutch("domheid, agressiefs, vermest, mest", "");
        dutch("Dat is volgens. Mij maakt het niet uit", "");
        dutch("volgens\n  mij", "volgens\n  mij");
        dutch("aan zijn lot-over", "aan zijn lot-over");
        dutch("brutaal", "brutaal");
        dutch("(brutaal)!", "brutaal");
}

static void capitals_and_accents_do_not_matter(void)
{
        dutch("MISHANDELD", "MISHANDELD");
        dutch("Suïcidaal en SUÏCIDE", "Suïcidaal|SUÏCIDE");
        dutch("sui\xcc\x88"
              "cide", /* the accent as a character of its own */
            "sui\xcc\x88"
            "cide");
        dutch("àltijd", "àltijd");
        dutch("trauma’s en aso's", "trauma’s|aso's");
}

static void what_is_quoted_is_left_alone(void)
{
        dutch("Hij zei \"mama is hysterisch\" en ging", "");
        dutch("Hij zei “mama is hysterisch” en ging", "");
        dutch("Hij zei „mama is hysterisch” en ging", "");
        dutch("Hij zei ”mama is hysterisch” en ging", "");
        dutch("Hij zei «mama is hysterisch» en ging", "");
        dutch("Hij zei ‘mama is hysterisch’ en ging", "");
        dutch("Hij zei ‘z’n moeder is hysterisch’ en ging", "");
        dutch("Hij zei 'z'n moeder is hysterisch' en ging", "");
        dutch("Hij zei: 'mama is altijd zo', agressief", "agressief");
        dutch("\"hysterisch\" en hysterisch", "hysterisch");
}

static void an_apostrophe_is_no_quotation(void)
{
        dutch("z'n moeder is hysterisch, zo'n type", "hysterisch");
        dutch("'s avonds is hij agressief, 's nachts niet", "agressief");
        dutch("’s avonds is hij agressief, ’s nachts niet", "agressief");
        dutch("'t is agressief, zegt 'm", "agressief");
        dutch("Hans' vader is agressief, Jans' moeder niet", "agressief");
        dutch("foto's van agressief gedrag, auto's", "agressief");
}

static void a_quotation_without_an_end_is_none(void)
{
        dutch("Hij zei \"mama is hysterisch", "hysterisch");
        dutch("Hij zei \"mama\n\nhysterisch\" was ze", "hysterisch");
}

static void a_crisis_is_seen_in_a_quotation_too(void)
{
        dutch("Hij zei: \"ik heb een mes\"", "mes");
        dutch("Ze durft niet naar huis.", "durft niet naar huis");
        finds(BOTH, "‘I am afraid to go home’", "afraid to go home");
        CHECK_INT(kind_of("zelfmoord"), ZL_HINT_CRISIS);
}

static void each_language_has_its_own(void)
{
        dutch("he is always aggressive", "");
        finds(ZL_HINTS_EN, "he is always aggressive", "always|aggressive");
        finds(ZL_HINTS_EN, "altijd", "");
        finds(BOTH, "altijd never", "altijd|never");
        finds(0, "altijd never", "");
}

static void more_than_fit_are_counted(void)
{
        struct zl_hint hint = {.size = 0};

        CHECK_UINT(zl_hints_find("altijd nooit", BOTH, &hint, 1), 2);
        CHECK_UINT(hint.size, strlen("altijd"));
        CHECK_UINT(zl_hints_find("altijd nooit", BOTH, NULL, 0), 2);
}

static void what_is_no_text_is_harmless(void)
{
        dutch("", "");
        dutch("\xff\xfe altijd \xe2\x80", "altijd");
        dutch("\xc3", "");
        dutch("mishandel\xf0\x9f", "mishandel");
        dutch("'", "");
        dutch("\"\xe2", "");
}

/* A phrase is found where it stands alone, so none hides behind another. */
static void each_phrase_of_the_lists_is_found(void)
{
        const struct hints__entry *lists[] = {hints__nl, hints__en};

        for (unsigned i = 0; i < 2; i++) {
                size_t count = 0;

                for (const struct hints__entry *it = lists[i];
                     it->phrase != NULL; it++, count++) {
                        char plain[128];
                        size_t size = 0;
                        struct zl_hint hint = {.kind = ZL_HINT_KINDS};

                        for (const char *c = it->phrase; *c != '\0'; c++)
                                if (*c != '*')
                                        plain[size++] = *c;
                        plain[size] = '\0';
                        CHECK_UINT(zl_hints_find(plain, i + 1, &hint, 1), 1);
                        CHECK_UINT(hint.size, size);
                        if (hint.size != size || hint.kind != it->kind)
                                CHECK_STR(it->phrase, "its own kind");
                }
                CHECK(count > 80);
        }
}

static const struct check_case cases[] = {
    CHECK_CASE(judging_words_are_found),
    CHECK_CASE(describing_words_are_not),
    CHECK_CASE(only_whole_words_and_phrases),
    CHECK_CASE(capitals_and_accents_do_not_matter),
    CHECK_CASE(what_is_quoted_is_left_alone),
    CHECK_CASE(an_apostrophe_is_no_quotation),
    CHECK_CASE(a_quotation_without_an_end_is_none),
    CHECK_CASE(a_crisis_is_seen_in_a_quotation_too),
    CHECK_CASE(each_language_has_its_own),
    CHECK_CASE(more_than_fit_are_counted),
    CHECK_CASE(what_is_no_text_is_harmless),
    CHECK_CASE(each_phrase_of_the_lists_is_found),
};
CHECK_MAIN("hints", cases)
