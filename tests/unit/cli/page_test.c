/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: whatever somebody is called, a page says it in letters that stay
 * within their place, and nothing of it is taken for the page itself. */
#include "page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "markup.h"
#include "measure.h"
#include "phone.h"
#include "qr.h"

/* ---- Filling in ---- */

static const char *const place =
    "<text x=\"20\" y=\"40\" font-size=\"10\" data-width=\"100\" "
    "data-height=\"27\">{name}</text>";

static int fill(const char *template, const char *name, struct zl_buf *svg)
{
        struct page page;
        int status = ZL_OK;

        page__begin(&page);
        if (name != NULL)
                page__put(&page, "name", name);
        status = page__write(&page, template, svg);
        zl_put_u8(svg, 0);
        page__free(&page);
        return status;
}

static void becomes(const char *template, const char *name, const char *wanted)
{
        struct zl_buf svg = {0};

        CHECK_OK(fill(template, name, &svg));
        CHECK_STR((const char *)svg.data, wanted);
        zl_buf_free(&svg);
}

static void fails(const char *template, const char *name, int wanted)
{
        struct zl_buf svg = {0};

        CHECK_STATUS(fill(template, name, &svg), wanted);
        zl_buf_free(&svg);
}

static void a_key_becomes_its_value(void)
{
        becomes("<a b=\"{name}\">{name} { name }</a>", "Zoë",
            "<a b=\"Zoë\">Zoë { name }</a>");
        becomes("{name}", "{name}", "{name}");
        becomes("{name}", "", "");
}

static void markup_in_a_value_is_only_letters(void)
{
        becomes("<a b=\"{name}\"/>{name}", "\"/><b>&'",
            "<a b=\"&quot;/&gt;&lt;b&gt;&amp;&#39;\"/>"
            "&quot;/&gt;&lt;b&gt;&amp;&#39;");
        becomes("{name}",
            "a\xef\xbf\xbf"
            "b",
            "a\xef\xbf\xbd"
            "b");
}

static void a_part_is_there_if_its_key_is(void)
{
        static const char part[] = "1<!-- if name -->2{name}<!-- end -->3";

        becomes(part, "x", "12x3");
        becomes(part, NULL, "13");
        becomes("1<!-- words about <it> -->2", NULL, "12");
        fails("<!-- if name -->2", NULL, ZL_E_MALFORMED);
        fails("<!-- if nobody --><!-- if name --><!-- end -->", "x",
            ZL_E_MALFORMED);
        fails("<!-- if name", "x", ZL_E_MALFORMED);
}

static void a_key_without_a_value_is_no_page(void)
{
        fails("{nmae}", "x", ZL_E_NOT_FOUND);
}

static void too_many_values_are_no_page(void)
{
        struct page page;
        struct zl_buf svg = {0};

        page__begin(&page);
        for (size_t i = 0; i <= PAGE_VALUES; i++)
                page__say(&page, "name", "%zu", i);
        CHECK_STATUS(page__write(&page, "", &svg), ZL_E_TOO_LARGE);
        zl_buf_free(&svg);
        page__free(&page);
}

/* ---- Lines ---- */

/* The text between the tags, a bar between lines; and the smallest size. */
static void set(const char *name, char *ret, size_t room, double *ret_size)
{
        struct zl_buf svg = {0};
        const char *at = NULL;
        size_t used = 0;

        *ret_size = 0;
        REQUIRE_OK(fill(place, name, &svg));
        at = (const char *)svg.data;
        while ((at = strstr(at, "<tspan ")) != NULL) {
                const char *size = strstr(at, "font-size=\"");
                const char *text = strchr(at, '>') + 1;
                const char *end = strchr(text, '<');

                *ret_size = strtod(size + strlen("font-size=\""), NULL);
                used += (size_t)snprintf(ret + used, room - used, "%s%.*s",
                    used > 0 ? "|" : "", (int)(end - text), text);
                at = end;
        }
        zl_buf_free(&svg);
}

static void what_fits_keeps_its_size(void)
{
        char text[256] = "";
        double size = 0;

        set("Zoë van Dam", text, sizeof(text), &size);
        CHECK_STR(text, "Zoë van Dam");
        CHECK_INT(size * 100, 1000);
        set("Zoë van Dam-de Haan uit Zuid", text, sizeof(text), &size);
        CHECK_STR(text, "Zoë van Dam-de|Haan uit Zuid");
        CHECK_INT(size * 100, 1000);
}

static void a_long_name_is_smaller_and_whole(void)
{
        char name[4 * 100 + 1] = "";
        char text[4 * 100 + 64] = "";
        char *bar = NULL;
        double size = 0;

        for (size_t i = 0; i < 80; i++)
                name[i] = "Anna-Mar "[i % 9];
        set(name, text, sizeof(text), &size);
        while ((bar = strchr(text, '|')) != NULL)
                *bar = ' ';
        CHECK_STR(text, name);
        CHECK(size < 10);
        CHECK(size > 4);
}

static void a_word_without_end_is_broken_and_then_cut(void)
{
        char name[801];
        char text[900] = "";
        double size = 0;

        memset(name, 'W', sizeof(name) - 1);
        name[40] = '\0';
        set(name, text, sizeof(text), &size);
        CHECK_STR(text, name);
        name[40] = 'W';
        name[sizeof(name) - 1] = '\0';
        set(name, text, sizeof(text), &size);
        CHECK(strstr(text, "\xe2\x80\xa6") != NULL);
        CHECK(strlen(text) < strlen(name));
}

/* e and an acute; a family of three, tied together. */
#define ACCENT "e\xcc\x81"
#define FAMILY \
        "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91" \
        "\xa7"

static void a_letter_is_never_taken_apart(void)
{
        bool broken = false;

        CHECK_UINT(measure__width(ACCENT, strlen(ACCENT), true),
            measure__width("e", 1, true));
        CHECK_UINT(measure__line(ACCENT ACCENT, 70, true, &broken), 3);
        CHECK(broken);
        CHECK_UINT(
            measure__line(FAMILY FAMILY, 10, true, &broken), strlen(FAMILY));
        broken = false;
        CHECK_UINT(measure__line("a b", 200, true, &broken), 3);
        CHECK_UINT(measure__line("aaa b", 230, true, &broken), 3);
        CHECK(!broken);
        CHECK_UINT(measure__line("", 100, true, &broken), 0);
}

static void a_damaged_text_is_measured_to_its_end(void)
{
        bool broken = false;

        CHECK_UINT(measure__line("\xf0\x9f", 1000, true, &broken), 2);
        CHECK_UINT(measure__line("\xff\x80\xc3", 1000, true, &broken), 3);
}

/* ---- What others wrote ---- */

static void a_quoted_text_turns_nothing_else(void)
{
        char quoted[PAGE_QUOTE];

        page__quote("Bo", quoted);
        CHECK_STR(quoted,
            "\xe2\x81\xa8"
            "Bo\xe2\x81\xa9");
        page__quote("\xe2\x80\xae"
                    "Bo\x1b\n\xe2\x81\xa9",
            quoted);
        CHECK_STR(quoted,
            "\xe2\x81\xa8\\xe2\\x80\\xae"
            "Bo\\x1b\\x0a\\xe2\\x81\\xa9\xe2\x81\xa9");
        page__quote_phone("06 12", quoted);
        CHECK_STR(quoted,
            "\xe2\x81\xa8"
            "06\xc2\xa0"
            "12\xe2\x81\xa9");
}

/* ---- Telephone numbers and their codes ---- */

static void rings(const char *phone, const char *wanted)
{
        char uri[PHONE_URI];

        if (wanted == NULL) {
                CHECK(!phone__uri(phone, uri));
        } else {
                CHECK(phone__uri(phone, uri));
                CHECK_STR(uri, wanted);
        }
}

static void a_number_is_rung_as_it_is_dialled(void)
{
        rings("0612345678", "tel:0612345678");
        rings(" 070 - 555.01 20 ", "tel:0705550120");
        rings("+31 (0)6-1234 5678", "tel:+31612345678");
        rings("+31612345678", "tel:+31612345678");
        rings("(070) 555 01 20", "tel:0705550120");
        rings("112", "tel:112");
        rings("+316123456789012", "tel:+316123456789012");
}

static void what_is_no_number_is_not_rung(void)
{
        rings("", NULL);
        rings("12", NULL);
        rings("06-12345678 / 070 555 01 20", NULL);
        rings("06 1234 5678 (na vijven)", NULL);
        rings("06+12345678", NULL);
        rings("0612345678;ext=1", NULL);
        rings("+3161234567890123", NULL);
        rings("\xd9\xa0\xd9\xa6\xd9\xa1", NULL);
}

static void a_code_has_its_margin(void)
{
        struct zl_buf path = {0};
        char longest[202];
        unsigned side = 0;

        zl_buf_init(&path, PAGE_MAX);
        REQUIRE_OK(qr__draw("tel:0612345678", &path, &side));
        CHECK_UINT(side, 21 + 8);
        /* The corner's mark: seven wide, behind a margin of four. */
        CHECK(strncmp((const char *)path.data, "M4 4h7v1h-7z", 12) == 0);
        memset(longest, '1', sizeof(longest) - 1);
        longest[201] = '\0';
        CHECK_STATUS(qr__draw(longest, &path, &side), ZL_E_TOO_LARGE);
        zl_buf_free(&path);
}

static const struct check_case cases[] = {
    CHECK_CASE(a_key_becomes_its_value),
    CHECK_CASE(markup_in_a_value_is_only_letters),
    CHECK_CASE(a_part_is_there_if_its_key_is),
    CHECK_CASE(a_key_without_a_value_is_no_page),
    CHECK_CASE(too_many_values_are_no_page),
    CHECK_CASE(what_fits_keeps_its_size),
    CHECK_CASE(a_long_name_is_smaller_and_whole),
    CHECK_CASE(a_word_without_end_is_broken_and_then_cut),
    CHECK_CASE(a_letter_is_never_taken_apart),
    CHECK_CASE(a_damaged_text_is_measured_to_its_end),
    CHECK_CASE(a_quoted_text_turns_nothing_else),
    CHECK_CASE(a_number_is_rung_as_it_is_dialled),
    CHECK_CASE(what_is_no_number_is_not_rung),
    CHECK_CASE(a_code_has_its_margin),
};
CHECK_MAIN("page", cases)
