/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: every club gets a poster that says whom to tell, with a contact, with
 * several and with none; and who is invited gets a sheet that has the code
 * only if it was asked for. */
#include "poster.h"

#include <stdio.h>
#include <string.h>

#include "check.h"
#include "files.h"
#include "handout.h"

static const struct poster usual = {.club = "SV <Zuid> & Park",
    .organisation = "Wijkteams",
    .date = "2026-11-24",
    .contact_word = "contactpersoon",
    .holder_word = "accounthouder",
    .contacts = {{"Henk", "06 12345678"}, {"Iris", "06 22222222"},
        {"Bo", "na vijven"}},
    .contact_count = 1,
    .holder = "Samira",
    .team = "Team Zuid",
    .phone = "070 555 01 20",
    .supporter = {"Petra", "06 33333333"}};

static struct zl_buf svg;

/* A page of client/paper/, to fill in. */
static const char *template(const char *name)
{
        static struct zl_buf buf;
        char path[1024];

        (void)snprintf(path, sizeof(path), PAPER "/%s", name);
        zl_buf_free(&buf);
        REQUIRE_OK(files__text(path, 64 * 1024, &buf));
        return (const char *)buf.data;
}

static void draw(const struct poster *poster)
{
        REQUIRE_OK(poster__draw(template("poster.svg"), poster, &svg));
        zl_put_u8(&svg, 0);
        REQUIRE_OK(svg.status);
}

/* Without the marks around what others wrote. */
static bool has(const char *text)
{
        static char plain[256 * 1024];
        size_t used = 0;

        for (const char *at = (const char *)svg.data; *at != '\0'; at++) {
                if (strncmp(at, "\xe2\x81\xa8", 3) == 0 ||
                    strncmp(at, "\xe2\x81\xa9", 3) == 0)
                        at += 2;
                else if (strncmp(at, "\xc2\xa0", 2) == 0) {
                        plain[used++] = ' ';
                        at++;
                } else
                        plain[used++] = *at;
        }
        plain[used] = '\0';
        return strstr(plain, text) != NULL;
}

static size_t count(const char *text)
{
        size_t found = 0;

        for (const char *at = (const char *)svg.data;
             (at = strstr(at, text)) != NULL; at++)
                found++;
        return found;
}

static void one_contact_is_large_with_a_code(void)
{
        draw(&usual);
        CHECK(has(">Our contactpersoon<"));
        CHECK(has("font-size=\"11.00\">Henk<"));
        CHECK(has(">06 12345678<"));
        CHECK(has(">Tell Henk<"));
        CHECK(has(">Samira is the accounthouder of our club<"));
        CHECK(has("Is it about the contact or the board? Then ring"));
        CHECK(has("070 555 01 20.<"));
        CHECK(has(">112<"));
        CHECK(has(">0800-2000<"));
        CHECK(has(">0900-2025590<"));
        CHECK(has(">SV &lt;Zuid&gt; &amp; Park<"));
        CHECK_UINT(count("<path"), 1);
        CHECK(!has("Iris"));
        CHECK(!has("{"));
        CHECK(!has("<!--"));
        zl_buf_free(&svg);
}

static void each_of_several_has_a_code_of_its_own(void)
{
        struct poster poster = usual;

        poster.contact_count = 2;
        draw(&poster);
        CHECK(has(">Henk<"));
        CHECK(has(">Iris<"));
        CHECK(has(">Tell one of our contacts<"));
        CHECK_UINT(count("<path"), 2);
        zl_buf_free(&svg);
        /* What is no number stands there, without a code. */
        poster.contact_count = 3;
        draw(&poster);
        CHECK(has(">na vijven<"));
        CHECK_UINT(count("<path"), 2);
        zl_buf_free(&svg);
}

static void without_a_contact_it_says_who_to_ring(void)
{
        struct poster poster = usual;

        poster.contact_count = 0;
        draw(&poster);
        CHECK(has(">We are looking for a contactpersoon<"));
        CHECK(has("Ring Petra: 06 33333333."));
        CHECK(has(">Until then, ring:<"));
        CHECK(has(">Samira<"));
        CHECK(has(">070 555 01 20<"));
        CHECK(has(">Ring Samira<"));
        CHECK(has("Is it about the board? Then ring Samira: 070 555 01 20."));
        CHECK(!has("Henk"));
        CHECK_UINT(count("<path"), 1);
        zl_buf_free(&svg);
        poster.supporter.name = NULL;
        draw(&poster);
        CHECK(has("Tell the board."));
        zl_buf_free(&svg);
}

static void without_an_account_holder_it_names_the_team(void)
{
        struct poster poster = usual;

        poster.holder = NULL;
        draw(&poster);
        CHECK(has(">There for our club: Team Zuid<"));
        CHECK(has("Then ring Team"));
        zl_buf_free(&svg);
        poster.contact_count = 0;
        poster.team = NULL;
        poster.phone = NULL;
        draw(&poster);
        CHECK(has(">There for our club: Wijkteams<"));
        CHECK(has(">Ask Wijkteams who to tell<"));
        CHECK(has("Is it about the board? Then ask Wijkteams who to tell."));
        CHECK_UINT(count("<path"), 0);
        zl_buf_free(&svg);
}

static void the_post_of_this_kind_of_club_comes_first(void)
{
        struct poster poster = usual;

        poster.post.phone = "033 496 09 11";
        poster.post.name = "Scouting Nederland";
        poster.post.when = "zorgen";
        draw(&poster);
        CHECK(has(">033 496 09 11<"));
        CHECK(has("Scouting Nederland<"));
        CHECK(!has("0900-2025590"));
        zl_buf_free(&svg);
}

/* ---- The sheets of an invitation ---- */

static const struct handout invited = {.role = ZL_ROLE_CONTACT,
    .role_word = "contactpersoon",
    .holder_word = "accounthouder",
    .name = "Henk & Co",
    .organisation = "Wijkteams",
    .server = "https://zijlijn.example.nl",
    .words = "een twee drie vier vijf zes",
    .until = "2026-12-08",
    .date = "2026-11-24",
    .by = "Petra",
    .by_phone = "06 33333333",
    .code = "ABCD-EFGH"};

static void the_code_is_there_only_if_it_was_asked_for(void)
{
        struct handout handout = invited;

        REQUIRE_OK(
            handout__first_steps(template("first-steps.svg"), &handout, &svg));
        zl_put_u8(&svg, 0);
        CHECK(has(">ABCD-EFGH<"));
        CHECK(has(">This sheet is for Henk &amp; Co alone<"));
        CHECK(has(">zijlijn join --server https://zijlijn.example.nl<"));
        CHECK(has(">een twee drie vier vijf zes<"));
        CHECK(has("Ring Petra: 06 33333333."));
        CHECK(has("112"));
        zl_buf_free(&svg);
        handout.code = NULL;
        handout.link = true;
        handout.by_phone = NULL;
        REQUIRE_OK(
            handout__first_steps(template("first-steps.svg"), &handout, &svg));
        zl_put_u8(&svg, 0);
        CHECK(!has("ABCD"));
        CHECK(has("Petra tells you what to write here."));
        CHECK(has(">zijlijn join<"));
        CHECK(!has("--server"));
        zl_buf_free(&svg);
}

static void the_agreement_says_where_worries_go(void)
{
        REQUIRE_OK(handout__agreement(
            template("agreement.svg"), &invited, "SV \"Zuid\"", &svg));
        zl_put_u8(&svg, 0);
        CHECK(has(">SV &quot;Zuid&quot;<"));
        CHECK(has("Worries about home go to the team, and not to the board"));
        CHECK(has("VOG"));
        CHECK(has(">Henk &amp; Co<"));
        CHECK(has(">Signature<"));
        CHECK(!has("ABCD"));
        CHECK(!has("een twee"));
        zl_buf_free(&svg);
}

static const struct check_case cases[] = {
    CHECK_CASE(one_contact_is_large_with_a_code),
    CHECK_CASE(each_of_several_has_a_code_of_its_own),
    CHECK_CASE(without_a_contact_it_says_who_to_ring),
    CHECK_CASE(without_an_account_holder_it_names_the_team),
    CHECK_CASE(the_post_of_this_kind_of_club_comes_first),
    CHECK_CASE(the_code_is_there_only_if_it_was_asked_for),
    CHECK_CASE(the_agreement_says_where_worries_go),
};
CHECK_MAIN("poster", cases)
