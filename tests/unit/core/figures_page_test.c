/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! The figures as a coordinator's client reads them, and what it takes
 * from no server. */
#include "figures_page.h"

#include <string.h>

#include "check.h"
#include "crypto.h"
#include "json.h"

#define NORTH "\"000102030405060708090a0b0c0d0e0f\""
#define SOUTH "\"f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff\""
#define QUARTER(name, clubs, notes, own) \
        "{\"v\":1,\"quarters\":[{\"quarter\":\"" name "\",\"clubs\":[" clubs \
        "],\"notes\":[" notes "],\"own_notes\":[" own "]}]}"

static void start(void)
{
        REQUIRE_OK(zl_crypto_start());
        REQUIRE_OK(zl_json_start());
}

static int read_text(const char *text, struct zl_figures_page **ret)
{
        return zl_figures_page_read(
            (struct zl_bytes){(const uint8_t *)text, strlen(text)}, ret);
}

static void a_page_is_read(void)
{
        struct zl_figures_page *page = NULL;
        const struct zl_figures_quarter *quarter = NULL;

        start();
        REQUIRE_OK(read_text(
            QUARTER("2026-Q3",
                "{\"districts\":[" NORTH "," SOUTH "],\"clubs\":7}",
                "{\"districts\":[" SOUTH "],\"notes\":10,\"within_term\":5},"
                "{\"districts\":[" NORTH "],\"notes\":5}",
                ""),
            &page));
        REQUIRE_UINT(page->count, 1);
        quarter = &page->quarters[0];
        CHECK_STR(quarter->name, "2026-Q3");
        REQUIRE_UINT(quarter->counts[ZL_FIGURES_CLUBS], 1);
        CHECK_UINT(quarter->lines[ZL_FIGURES_CLUBS][0].district_count, 2);
        CHECK_UINT(
            quarter->lines[ZL_FIGURES_CLUBS][0].districts[1].bytes[0], 0xf0);
        CHECK_UINT(quarter->lines[ZL_FIGURES_CLUBS][0].part, 0);
        REQUIRE_UINT(quarter->counts[ZL_FIGURES_NOTES], 2);
        CHECK_UINT(quarter->lines[ZL_FIGURES_NOTES][0].whole, 10);
        CHECK_UINT(quarter->lines[ZL_FIGURES_NOTES][0].part, 5);
        CHECK_UINT(quarter->counts[ZL_FIGURES_OWN_NOTES], 0);
        zl_figures_page_free(page);
        page = NULL;
        REQUIRE_OK(read_text("{\"v\":1,\"quarters\":[]}", &page));
        CHECK_UINT(page->count, 0);
        zl_figures_page_free(page);
        zl_figures_page_free(NULL);
}

/* Also what is well-formed, and says what must not be said. */
static void what_no_server_may_say_is_refused(void)
{
        static const char *const wrong[] = {
            "",
            "[]",
            "{\"v\":2,\"quarters\":[]}",
            "{\"v\":1,\"quarters\":[{}]}",
            "{\"v\":1,\"quarters\":[],\"total\":12}",
            QUARTER("2026-Q5", "", "", ""),
            QUARTER("2026-Q", "", "", ""),
            QUARTER("2026_Q1", "", "", ""),
            QUARTER("20260Q1", "", "", ""),
            QUARTER("2026-Q1", "", "{\"districts\":[],\"notes\":5}", ""),
            QUARTER("2026-Q1", "", "{\"notes\":5}", ""),
            QUARTER("2026-Q1", "", "{\"districts\":[\"00\"],\"notes\":5}", ""),
            QUARTER(
                "2026-Q1", "", "{\"districts\":[" NORTH "],\"notes\":4}", ""),
            QUARTER("2026-Q1", "",
                "{\"districts\":[" NORTH "],\"notes\":10,\"within_term\":4}",
                ""),
            QUARTER("2026-Q1", "",
                "{\"districts\":[" NORTH "],\"notes\":10,\"within_term\":6}",
                ""),
            QUARTER("2026-Q1", "",
                "{\"districts\":[" NORTH "],\"notes\":5,\"within_term\":10}",
                ""),
            QUARTER("2026-Q1",
                "{\"districts\":[" NORTH "],\"clubs\":10,\"within_term\":5}",
                "", ""),
            QUARTER("2026-Q1", "", "",
                "{\"districts\":[" NORTH "],\"notes\":10,\"within_term\":5}"),
        };

        start();
        for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
                struct zl_figures_page *page = NULL;

                CHECK_STATUS(read_text(wrong[i], &page), ZL_E_SERVER);
                if (page != NULL)
                        CHECK_STR(wrong[i], "refused");
                zl_figures_page_free(page);
        }
}

static const struct check_case cases[] = {
    CHECK_CASE(a_page_is_read),
    CHECK_CASE(what_no_server_may_say_is_refused),
};
CHECK_MAIN("figures_page", cases)
