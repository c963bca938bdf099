/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: what stands in the register is read as it is meant: the last day that
 * something holds, the command that comes next, and no name of a club that a
 * shell would read anything into. */
#include "club_text.h"

#include <string.h>

#include "check.h"

static void check_next(enum zl_role role, const char *club, unsigned what,
    unsigned reason, const char *wanted)
{
        const struct zl_club_to_do to_do = {.what = what, .reason = reason};
        struct zl_buf buf;

        zl_buf_init(&buf, 4096);
        club_text__next(role, club, &to_do, &buf);
        CHECK_STR(club_text__of(&buf), wanted);
        zl_buf_free(&buf);
}

static void every_to_do_has_its_command(void)
{
        check_next(ZL_ROLE_SUPPORTER, "A b", ZL_CLUB_CONTACT, ZL_CLUB_VACANT,
            "zijlijn invite --club 'A b' --name NAME --phone NUMBER");
        check_next(ZL_ROLE_SUPPORTER, "A b", ZL_CLUB_CONTACT, ZL_CLUB_ENDS,
            "zijlijn appoint NAME --until DATE");
        check_next(ZL_ROLE_SUPPORTER, "A b", ZL_CLUB_INVITATION, ZL_CLUB_UNUSED,
            "zijlijn invitation renew NAME");
        check_next(ZL_ROLE_SUPPORTER, "A b", ZL_CLUB_NEED, ZL_CLUB_OPEN,
            "zijlijn need take 'A b'");
        check_next(ZL_ROLE_PROFESSIONAL, "A b", ZL_CLUB_NEED, ZL_CLUB_OPEN,
            "for the club's supporter");
        check_next(ZL_ROLE_PROFESSIONAL, "A b", ZL_CLUB_VISIT, ZL_CLUB_OVERDUE,
            "zijlijn visit plan 'A b' DATE");
        for (unsigned what = 0; what <= ZL_CLUB_INVITATION; what++) {
                const struct zl_club_to_do to_do = {
                    .what = what, .reason = ZL_CLUB_MISSING};
                struct zl_buf buf;

                zl_buf_init(&buf, 4096);
                club_text__next(ZL_ROLE_SUPPORTER, "A", &to_do, &buf);
                CHECK(strncmp(club_text__of(&buf), "zijlijn ", 8) == 0);
                zl_buf_free(&buf);
        }
}

static void a_shell_reads_nothing_into_a_name(void)
{
        check_next(ZL_ROLE_SUPPORTER, "'t Hof \"$(id)\" `id` \\", ZL_CLUB_NEED,
            ZL_CLUB_OPEN, "zijlijn need take ''\\''t Hof \"$(id)\" `id` \\'");
}

static void check_light(const struct zl_club_light *light, const char *wanted)
{
        struct zl_buf buf;

        zl_buf_init(&buf, 4096);
        club_text__light(light, &buf);
        CHECK_STR(club_text__of(&buf), wanted);
        zl_buf_free(&buf);
}

/* On its day a light turns: the day before is the last that it holds. */
static void lights_say_which_day(void)
{
        const struct zl_club_light holds = {
            ZL_CLUB_VOG, ZL_CLUB_GREEN, ZL_CLUB_FINE, 19782 + 1};
        const struct zl_club_light year = {
            ZL_CLUB_VISIT, ZL_CLUB_GREEN, ZL_CLUB_FINE, 20454};
        const struct zl_club_light over = {
            ZL_CLUB_TRAINING, ZL_CLUB_RED, ZL_CLUB_EXPIRED, 20454};
        const struct zl_club_light never = {
            ZL_CLUB_VISIT, ZL_CLUB_RED, ZL_CLUB_OVERDUE, 0};
        const struct zl_club_light plain = {
            ZL_CLUB_NEED, ZL_CLUB_GREEN, ZL_CLUB_FINE, 0};
        const struct zl_club_light last = {
            ZL_CLUB_NEED, ZL_CLUB_AMBER, ZL_CLUB_OPEN, UINT32_MAX};

        check_light(&holds, "✓ green  VOG: until 2024-02-29");
        check_light(&year, "✓ green  visit: until 2025-12-31");
        check_light(
            &over, "✗ red    training of the contact: over since 2026-01-01");
        check_light(&never, "✗ red    visit: none yet");
        check_light(&plain, "✓ green  need");
        check_light(
            &last, "▲ amber  need: waits for an answer, until 9999-12-31");
}

/* Whatever reason a server gives a light, there is a sentence for it. */
static void every_reason_has_a_sentence(void)
{
        for (unsigned reason = 0; reason < ZL_CLUB_FINE; reason++) {
                for (uint32_t on = 0; on < 2; on++) {
                        struct zl_buf buf;

                        zl_buf_init(&buf, 4096);
                        club_text__reason(reason, on, &buf);
                        CHECK(buf.size > 0);
                        CHECK(strchr(club_text__of(&buf), '%') == NULL);
                        zl_buf_free(&buf);
                }
        }
}

static const struct check_case cases[] = {
    CHECK_CASE(every_to_do_has_its_command),
    CHECK_CASE(a_shell_reads_nothing_into_a_name),
    CHECK_CASE(lights_say_which_day),
    CHECK_CASE(every_reason_has_a_sentence),
};
CHECK_MAIN("cli_club_text", cases)
