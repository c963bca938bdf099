/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: lights turn on the day they should and not the day before or after,
 * also around leap days, the turn of a year and summer time; and to-dos come
 * in the order of what matters. */
#include "register/lights.h"

#include <string.h>

#include "calendar.h"
#include "check.h"

static uint32_t day_of(const char *text)
{
        uint32_t day = 0;

        REQUIRE_OK(zl_date_parse(text, &day));
        return day;
}

/* A club that lacks nothing on 2027-01-01, nor for long after. */
static const struct zl_contact_facts *sound_contact(void)
{
        static struct zl_contact_facts contact;

        contact = (struct zl_contact_facts){
            .until = day_of("2030-12-31"),
            .vog_seen = day_of("2026-12-01"),
            .trained_until = day_of("2030-12-31"),
        };
        return &contact;
}

static struct zl_club_facts sound(void)
{
        return (struct zl_club_facts){
            .contacts = sound_contact(),
            .contact_count = 1,
            .has_deputy = true,
            .code_of_conduct = day_of("2020-01-01"),
            .trainers_trained = day_of("2026-12-01"),
            .visited = day_of("2026-12-01"),
        };
}

static void check_light(const struct zl_club_facts *facts, const char *today,
    enum zl_requirement which, enum zl_light_colour colour, const char *reason,
    const char *on)
{
        struct zl_light lights[ZL_REQUIREMENTS];
        const struct zl_light *got = &lights[which];

        zl_lights_of(facts, day_of(today), lights);
        CHECK_STR(
            zl_light_colour_str(got->colour), zl_light_colour_str(colour));
        CHECK_STR(got->reason != NULL ? got->reason : "",
            reason != NULL ? reason : "");
        CHECK_UINT(got->on, on != NULL ? day_of(on) : 0);
}

static void years_end_on_the_same_day(void)
{
        static const struct {
                const char *from;
                unsigned years;
                const char *to;
        } known[] = {
            {"2024-02-29", 1, "2025-02-28"},
            {"2024-02-29", 3, "2027-02-28"},
            {"2024-02-29", 4, "2028-02-29"},
            {"2096-02-29", 4, "2100-02-28"},
            {"2024-02-28", 3, "2027-02-28"},
            {"2025-02-28", 3, "2028-02-28"},
            {"2025-03-01", 3, "2028-03-01"},
            {"2026-12-31", 3, "2029-12-31"},
            {"2027-01-01", 1, "2028-01-01"},
            {"9999-01-01", 1, "9999-12-31"},
        };

        for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
                CHECK_UINT(
                    zl_years_after(day_of(known[i].from), known[i].years),
                    day_of(known[i].to));
}

static void a_sound_club_is_green(void)
{
        struct zl_club_facts facts = sound();
        struct zl_light lights[ZL_REQUIREMENTS];
        struct zl_to_do to_dos[ZL_TO_DOS_MAX];

        zl_lights_of(&facts, day_of("2027-01-01"), lights);
        for (int i = 0; i < ZL_REQUIREMENTS; i++)
                CHECK_INT(lights[i].colour, ZL_LIGHT_GREEN);
        CHECK_UINT(zl_to_dos_of(&facts, day_of("2027-01-01"), to_dos), 0);
}

static void a_contact_leaves(void)
{
        struct zl_contact_facts two[] = {*sound_contact(), *sound_contact()};
        struct zl_club_facts facts = sound();

        /* the last day is 2027-04-30, so it is red from 1 May */
        two[0].until = day_of("2027-04-30");
        facts.contacts = two;
        check_light(&facts, "2027-03-05", ZL_REQUIRE_CONTACT, ZL_LIGHT_GREEN,
            NULL, "2027-05-01");
        check_light(&facts, "2027-03-06", ZL_REQUIRE_CONTACT, ZL_LIGHT_AMBER,
            "ends", "2027-05-01");
        check_light(&facts, "2027-04-30", ZL_REQUIRE_CONTACT, ZL_LIGHT_AMBER,
            "ends", "2027-05-01");
        /* another one stays */
        facts.contact_count = 2;
        check_light(&facts, "2027-04-30", ZL_REQUIRE_CONTACT, ZL_LIGHT_GREEN,
            NULL, "2031-01-01");
        facts.contact_count = 0;
        facts.vacant_since = day_of("2027-05-01");
        check_light(&facts, "2027-05-01", ZL_REQUIRE_CONTACT, ZL_LIGHT_RED,
            "vacant", "2027-05-01");
        facts.is_invited = true;
        facts.invited_until = day_of("2027-05-15");
        check_light(&facts, "2027-05-14", ZL_REQUIRE_CONTACT, ZL_LIGHT_AMBER,
            "invited", "2027-05-15");
        check_light(&facts, "2027-05-15", ZL_REQUIRE_CONTACT, ZL_LIGHT_RED,
            "vacant", "2027-05-01");
        /* without anybody there is nobody to ask papers of */
        check_light(
            &facts, "2027-05-15", ZL_REQUIRE_VOG, ZL_LIGHT_OUT, NULL, NULL);
        check_light(&facts, "2027-05-15", ZL_REQUIRE_TRAINING, ZL_LIGHT_OUT,
            NULL, NULL);
}

static void papers_run_out(void)
{
        struct zl_contact_facts two[] = {*sound_contact(), *sound_contact()};
        struct zl_club_facts facts = sound();

        facts.contacts = two;
        /* seen on a leap day: over on 28 February, 8 weeks after 3 January */
        two[0].vog_seen = day_of("2024-02-29");
        check_light(&facts, "2027-01-02", ZL_REQUIRE_VOG, ZL_LIGHT_GREEN, NULL,
            "2027-02-28");
        check_light(&facts, "2027-01-03", ZL_REQUIRE_VOG, ZL_LIGHT_AMBER,
            "ends", "2027-02-28");
        check_light(&facts, "2027-02-27", ZL_REQUIRE_VOG, ZL_LIGHT_AMBER,
            "ends", "2027-02-28");
        check_light(&facts, "2027-02-28", ZL_REQUIRE_VOG, ZL_LIGHT_RED,
            "expired", "2027-02-28");
        /* of two contacts the worst counts, and nothing is worse than none */
        two[1].vog_seen = 0;
        check_light(&facts, "2027-02-28", ZL_REQUIRE_VOG, ZL_LIGHT_RED,
            "expired", "2027-02-28");
        facts.contact_count = 2;
        check_light(&facts, "2027-02-28", ZL_REQUIRE_VOG, ZL_LIGHT_RED,
            "missing", NULL);
        /* the last day of a training is New Year's Eve */
        two[0].trained_until = day_of("2027-12-31");
        check_light(&facts, "2027-12-31", ZL_REQUIRE_TRAINING, ZL_LIGHT_AMBER,
            "ends", "2028-01-01");
        check_light(&facts, "2028-01-01", ZL_REQUIRE_TRAINING, ZL_LIGHT_RED,
            "expired", "2028-01-01");
        facts.trainers_trained = day_of("2024-02-29");
        check_light(&facts, "2027-02-27", ZL_REQUIRE_TRAINERS, ZL_LIGHT_GREEN,
            NULL, "2027-02-28");
        check_light(&facts, "2027-02-28", ZL_REQUIRE_TRAINERS, ZL_LIGHT_AMBER,
            "expired", "2027-02-28");
        facts.trainers_trained = 0;
        facts.code_of_conduct = 0;
        check_light(&facts, "2027-02-28", ZL_REQUIRE_TRAINERS, ZL_LIGHT_AMBER,
            "missing", NULL);
        check_light(&facts, "2027-02-28", ZL_REQUIRE_CODE_OF_CONDUCT,
            ZL_LIGHT_AMBER, "missing", NULL);
}

/* In 2027 the clock goes forward on 28 March and back on 31 October; days are
 * days all the same, however many hours they have. */
static void visits_come_due(void)
{
        struct zl_club_facts facts = sound();

        facts.visited = day_of("2027-03-15");
        facts.visit_days = 28;
        check_light(&facts, "2027-03-28", ZL_REQUIRE_VISIT, ZL_LIGHT_GREEN,
            NULL, "2027-04-12");
        check_light(&facts, "2027-03-29", ZL_REQUIRE_VISIT, ZL_LIGHT_AMBER,
            "due", "2027-04-12");
        facts.visit_planned = day_of("2027-04-10");
        check_light(&facts, "2027-04-10", ZL_REQUIRE_VISIT, ZL_LIGHT_GREEN,
            NULL, "2027-04-12");
        check_light(&facts, "2027-04-11", ZL_REQUIRE_VISIT, ZL_LIGHT_AMBER,
            "due", "2027-04-12");
        check_light(&facts, "2027-04-12", ZL_REQUIRE_VISIT, ZL_LIGHT_RED,
            "overdue", "2027-04-12");
        facts.visited = day_of("2027-10-25");
        facts.visit_days = 7;
        check_light(&facts, "2027-10-31", ZL_REQUIRE_VISIT, ZL_LIGHT_AMBER,
            "due", "2027-11-01");
        check_light(&facts, "2027-11-01", ZL_REQUIRE_VISIT, ZL_LIGHT_RED,
            "overdue", "2027-11-01");
        /* a year without a rhythm, from a leap day */
        facts.visit_days = 0;
        facts.visited = day_of("2028-02-29");
        check_light(&facts, "2029-02-27", ZL_REQUIRE_VISIT, ZL_LIGHT_AMBER,
            "due", "2029-02-28");
        check_light(&facts, "2029-02-28", ZL_REQUIRE_VISIT, ZL_LIGHT_RED,
            "overdue", "2029-02-28");
        facts.visited = 0;
        check_light(&facts, "2029-02-28", ZL_REQUIRE_VISIT, ZL_LIGHT_RED,
            "overdue", NULL);
}

static void a_need_waits(void)
{
        struct zl_club_facts facts = sound();

        facts.need_since = day_of("2026-12-10");
        check_light(&facts, "2026-12-10", ZL_REQUIRE_NEED, ZL_LIGHT_AMBER,
            "open", "2027-01-09");
        check_light(&facts, "2027-01-08", ZL_REQUIRE_NEED, ZL_LIGHT_AMBER,
            "open", "2027-01-09");
        check_light(&facts, "2027-01-09", ZL_REQUIRE_NEED, ZL_LIGHT_RED,
            "unanswered", "2027-01-09");
}

static void somebody_is_reached_or_not(void)
{
        struct zl_club_facts facts = sound();

        facts.has_deputy = false;
        check_light(&facts, "2027-01-01", ZL_REQUIRE_ACCOUNT_HOLDER,
            ZL_LIGHT_AMBER, "no-deputy", NULL);
        facts.has_nobody = true;
        check_light(&facts, "2027-01-01", ZL_REQUIRE_ACCOUNT_HOLDER,
            ZL_LIGHT_RED, "nobody", NULL);
}

static void check_to_do(const struct zl_to_do *got, const char *what,
    const char *reason, enum zl_urgency urgency)
{
        CHECK_STR(got->what, what);
        CHECK_STR(got->reason, reason);
        CHECK_STR(zl_urgency_str(got->urgency), zl_urgency_str(urgency));
}

static void what_matters_most_comes_first(void)
{
        struct zl_contact_facts contact = *sound_contact();
        struct zl_club_facts facts = {.vacant_since = 0,
            .has_nobody = true,
            .is_invited = true,
            .invited_until = day_of("2027-01-10"),
            .need_since = day_of("2026-11-01"),
            .visited = day_of("2025-01-01")};
        struct zl_to_do all[ZL_TO_DOS_MAX];
        uint32_t today = day_of("2027-01-10");

        REQUIRE_UINT(zl_to_dos_of(&facts, today, all), 7);
        check_to_do(&all[0], "contact", "vacant", ZL_URGENT_NOW);
        check_to_do(&all[1], "visit", "overdue", ZL_URGENT_NOW);
        check_to_do(&all[2], "need", "unanswered", ZL_URGENT_NOW);
        check_to_do(&all[3], "account-holder", "nobody", ZL_URGENT_NOW);
        check_to_do(&all[4], "invitation", "expired", ZL_URGENT_NOW);
        check_to_do(&all[5], "code-of-conduct", "missing", ZL_URGENT_8_WEEKS);
        check_to_do(&all[6], "trainers", "missing", ZL_URGENT_8_WEEKS);

        /* while the invitation can be used, it is that alone */
        today--;
        REQUIRE_UINT(zl_to_dos_of(&facts, today, all), 6);
        check_to_do(&all[0], "visit", "overdue", ZL_URGENT_NOW);
        check_to_do(&all[3], "invitation", "unused", ZL_URGENT_2_WEEKS);

        facts = sound();
        facts.contacts = &contact;
        contact.until = today + 14;
        contact.vog_seen = day_of("2024-01-24");
        contact.trained_until = today + 12;
        REQUIRE_UINT(zl_to_dos_of(&facts, today, all), 3);
        check_to_do(&all[0], "contact", "ends", ZL_URGENT_8_WEEKS);
        check_to_do(&all[1], "training", "ends", ZL_URGENT_2_WEEKS);
        check_to_do(&all[2], "vog", "ends", ZL_URGENT_8_WEEKS);
        today++;
        REQUIRE_UINT(zl_to_dos_of(&facts, today, all), 3);
        check_to_do(&all[0], "contact", "ends", ZL_URGENT_2_WEEKS);
        check_to_do(&all[2], "vog", "ends", ZL_URGENT_2_WEEKS);
}

static const struct check_case cases[] = {
    CHECK_CASE(years_end_on_the_same_day),
    CHECK_CASE(a_sound_club_is_green),
    CHECK_CASE(a_contact_leaves),
    CHECK_CASE(papers_run_out),
    CHECK_CASE(visits_come_due),
    CHECK_CASE(a_need_waits),
    CHECK_CASE(somebody_is_reached_or_not),
    CHECK_CASE(what_matters_most_comes_first),
};
CHECK_MAIN("lights", cases)
