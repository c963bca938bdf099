/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! The attack on the figures (docs/protocol.md, 11): of every small
 * organisation there can be, all that is published is taken, and all that
 * could have led to it. Who knows the rule, every number of every quarter and
 * district, and puts them together, must not find out any number under five.
 * Rules that look as good are attacked in the same way, and give way. */
#include "figures/figures.h"

#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "check.h"
#include "terms.h"

enum { DISTRICTS_MAX = 4, SAID_MAX = DISTRICTS_MAX + 1, FEW = 5, OPEN = 3 };

/* A number that is published, with the districts it is of. */
struct said {
        unsigned districts; /* bits */
        uint32_t whole;
        uint32_t part; /* 0: left out */
};

typedef size_t rule(
    const struct zl_figures_row *rows, size_t count, struct said *ret);

/* ---- The rule, and rules that leak ---- */

static size_t real(
    const struct zl_figures_row *rows, size_t count, struct said *ret)
{
        struct zl_figures_entry entries[DISTRICTS_MAX];
        size_t said = zl_figures_merge(rows, count, entries);

        for (size_t i = 0; i < said; i++)
                ret[i] = (struct said){
                    ((1U << entries[i].count) - 1) << entries[i].first,
                    entries[i].whole, entries[i].part};
        return said;
}

static void add(struct said *said, const struct zl_figures_row *rows, size_t i)
{
        said->districts |= 1U << i;
        said->whole += rows[i].whole;
        said->part += rows[i].part;
}

static void hide_part(struct said *said, bool of_rest)
{
        if (said->part < FEW || (of_rest && said->whole - said->part < FEW))
                said->part = 0;
}

/* All small ones together; if these are too few, the smallest of the others
 * with them. */
static size_t small_together(
    const struct zl_figures_row *rows, size_t count, struct said *ret)
{
        struct said small = {.districts = 0};
        size_t said = 0;

        for (size_t i = 0; i < count; i++) {
                if (rows[i].whole < FEW)
                        add(&small, rows, i);
        }
        while (small.districts != 0 && small.whole < FEW) {
                size_t least = count;

                for (size_t i = 0; i < count; i++) {
                        if ((small.districts & 1U << i) == 0 &&
                            (least == count ||
                                rows[i].whole < rows[least].whole))
                                least = i;
                }
                if (least == count)
                        return 0;
                add(&small, rows, least);
        }
        if (small.districts != 0) {
                hide_part(&small, true);
                ret[said++] = small;
        }
        for (size_t i = 0; i < count; i++) {
                if ((small.districts & 1U << i) != 0)
                        continue;
                ret[said] = (struct said){.districts = 0};
                add(&ret[said], rows, i);
                hide_part(&ret[said++], true);
        }
        return said;
}

/* As the rule, but what remains of an entry may be few. */
static size_t rest_unseen(
    const struct zl_figures_row *rows, size_t count, struct said *ret)
{
        size_t said = real(rows, count, ret);

        for (size_t k = 0; k < said; k++) {
                unsigned of = ret[k].districts;

                ret[k] = (struct said){.districts = 0};
                for (size_t i = 0; i < count; i++) {
                        if ((of & 1U << i) != 0)
                                add(&ret[k], rows, i);
                }
                hide_part(&ret[k], false);
        }
        return said;
}

/* Small ones left out, and a total. */
static size_t with_total(
    const struct zl_figures_row *rows, size_t count, struct said *ret)
{
        struct said total = {.districts = 0};
        size_t said = 0;

        for (size_t i = 0; i < count; i++) {
                add(&total, rows, i);
                if (rows[i].whole < FEW)
                        continue;
                ret[said] = (struct said){.districts = 0};
                add(&ret[said], rows, i);
                hide_part(&ret[said++], true);
        }
        if (total.whole >= FEW) {
                hide_part(&total, true);
                ret[said++] = total;
        }
        return said;
}

/* ---- The attack ---- */

/* All organisations of so many districts and quarters, with 0 to max in each,
 * and any part of these. */
struct universe {
        size_t districts;
        size_t quarters;
        uint32_t max;
        bool parts;
};

struct outcome {
        uint64_t said; /* hash over all that is published */
        uint32_t number; /* of the organisation */
};

struct attack {
        struct universe of;
        rule *rule;
        struct zl_figures_row *choices; /* what one district can have */
        size_t choice_count;
        struct outcome *outcomes;
        size_t count;
        bool few_said; /* a number under five was published */
        unsigned least; /* values that a number under five can have */
};

static size_t slots_of(const struct attack *a)
{
        return a->of.districts * a->of.quarters;
}

/* Organisation by number: quarter by quarter, district by district. */
static void fill(
    const struct attack *a, size_t number, struct zl_figures_row *ret)
{
        for (size_t i = 0; i < slots_of(a); i++) {
                ret[i] = a->choices[number % a->choice_count];
                number /= a->choice_count;
        }
}

static uint64_t mix(uint64_t hash, uint64_t v)
{
        for (int i = 0; i < 8; i++, v >>= 8)
                hash = (hash ^ (v & 0xff)) * UINT64_C(0x100000001b3);
        return hash;
}

/* What is published of all quarters.  False: somebody who published it could
 * have more in one district than there is here. */
static bool publish(struct attack *a, size_t number, uint64_t *ret_said)
{
        struct zl_figures_row rows[DISTRICTS_MAX];
        struct said said[SAID_MAX];
        uint64_t hash = UINT64_C(0xcbf29ce484222325);

        fill(a, number, rows);
        for (size_t q = 0; q < a->of.quarters; q++) {
                size_t count =
                    a->rule(rows + q * a->of.districts, a->of.districts, said);

                hash = mix(hash, count);
                for (size_t i = 0; i < count; i++) {
                        uint32_t part = said[i].part;
                        uint32_t rest = said[i].whole - part;

                        if (said[i].whole > a->of.max)
                                return false;
                        hash = mix(hash, said[i].districts);
                        hash = mix(hash, said[i].whole);
                        hash = mix(hash, part);
                        a->few_said = a->few_said || said[i].whole < FEW ||
                            (part != 0 && (part < FEW || rest < FEW));
                }
        }
        *ret_said = hash;
        return true;
}

/* The sum over some districts and quarters: of the whole, the part, the
 * rest. */
static uint32_t sum(const struct zl_figures_row *rows, unsigned of, int what)
{
        uint32_t sum = 0;

        for (size_t i = 0; of >> i != 0; i++) {
                if ((of & 1U << i) == 0)
                        continue;
                sum += what == 1 ? rows[i].part : rows[i].whole;
                sum -= what == 2 ? rows[i].part : 0;
        }
        return sum;
}

static unsigned bits_in(uint64_t v)
{
        unsigned count = 0;

        for (; v != 0; v &= v - 1)
                count++;
        return count;
}

/* These organisations published the same.  Which values can each number have,
 * of any districts and quarters together, that may be under five? */
static void look_at(struct attack *a, const struct outcome *same, size_t count)
{
        enum { WHATS = 3 };
        uint64_t values[1U << DISTRICTS_MAX][WHATS] = {{0}};
        struct zl_figures_row rows[DISTRICTS_MAX];
        unsigned all = 1U << slots_of(a);

        for (size_t i = 0; i < count; i++) {
                fill(a, same[i].number, rows);
                for (unsigned of = 1; of < all; of++) {
                        for (int what = 0; what < WHATS; what++)
                                values[of][what] |= UINT64_C(1)
                                    << sum(rows, of, what);
                }
        }
        for (unsigned of = 1; of < all; of++) {
                for (int what = 0; what < (a->of.parts ? WHATS : 1); what++) {
                        unsigned can = bits_in(values[of][what]);

                        if ((values[of][what] & ((1U << FEW) - 1)) != 0 &&
                            can < a->least)
                                a->least = can;
                }
        }
}

static int compare(const void *one, const void *other)
{
        uint64_t a = ((const struct outcome *)one)->said;
        uint64_t b = ((const struct outcome *)other)->said;

        return a < b ? -1 : a > b;
}

static void choose(struct attack *a)
{
        uint32_t max = a->of.max;

        a->choices =
            calloc((size_t)(max + 1) * (max + 2) / 2, sizeof(*a->choices));
        REQUIRE(a->choices != NULL);
        for (uint32_t whole = 0; whole <= max; whole++) {
                for (uint32_t part = 0; part <= (a->of.parts ? whole : 0);
                     part++)
                        a->choices[a->choice_count++] =
                            (struct zl_figures_row){whole, part};
        }
}

/* How many values are open at least of what is under five; 0: a number under
 * five was published. */
static unsigned attack(struct universe of, rule *publishing)
{
        struct attack a = {.of = of, .rule = publishing, .least = UINT32_MAX};
        size_t all = 1;
        size_t end = 0;

        choose(&a);
        for (size_t i = 0; i < slots_of(&a); i++)
                all *= a.choice_count;
        a.outcomes = calloc(all, sizeof(*a.outcomes));
        REQUIRE(a.outcomes != NULL);
        for (size_t i = 0; i < all; i++) {
                a.outcomes[a.count].number = (uint32_t)i;
                a.count += publish(&a, i, &a.outcomes[a.count].said) ? 1 : 0;
        }
        qsort(a.outcomes, a.count, sizeof(*a.outcomes), compare);
        for (size_t i = 0; i < a.count; i = end) {
                for (end = i; end < a.count &&
                     a.outcomes[end].said == a.outcomes[i].said;)
                        end++;
                look_at(&a, &a.outcomes[i], end - i);
        }
        REQUIRE(a.count > 0);
        free(a.outcomes);
        free(a.choices);
        return a.few_said ? 0 : a.least;
}

static const struct universe one_district = {1, 1, 30, true};
static const struct universe two_districts = {2, 1, 12, true};
static const struct universe three_districts = {3, 1, 10, true};
static const struct universe four_districts = {4, 1, 9, false};
static const struct universe two_quarters = {2, 2, 9, false};
static const struct universe four_quarters = {1, 4, 7, false};

static void nothing_under_five_is_found_out(void)
{
        CHECK_UINT(attack(one_district, real), FEW);
        CHECK_UINT(attack(two_districts, real), FEW);
        CHECK_UINT(attack(three_districts, real), FEW);
        CHECK_UINT(attack(four_districts, real), FEW);
}

static void other_quarters_help_nobody(void)
{
        CHECK_UINT(attack(two_quarters, real), FEW);
        CHECK_UINT(attack(four_quarters, real), FEW);
}

/* Or the attack would be no attack. */
static void rules_that_leak_are_seen(void)
{
        CHECK(attack(three_districts, small_together) < OPEN);
        CHECK(attack(four_districts, small_together) < OPEN);
        CHECK(attack(one_district, rest_unseen) < OPEN);
        CHECK(attack(two_districts, with_total) < OPEN);
        CHECK(attack(four_districts, with_total) < OPEN);
}

/* ---- By example ---- */

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static void check_entry(
    const struct zl_figures_entry *got, struct zl_figures_entry want)
{
        CHECK_UINT(got->first, want.first);
        CHECK_UINT(got->count, want.count);
        CHECK_UINT(got->whole, want.whole);
        CHECK_UINT(got->part, want.part);
}

static void districts_side_by_side_are_put_together(void)
{
        static const struct zl_figures_row rows[] = {
            {12, 7}, {2, 1}, {0, 0}, {3, 3}, {10, 5}, {6, 3}, {4, 2}};
        struct zl_figures_entry got[COUNT(rows)];

        REQUIRE_UINT(zl_figures_merge(rows, COUNT(rows), got), 4);
        check_entry(&got[0], (struct zl_figures_entry){0, 1, 12, 7});
        check_entry(&got[1], (struct zl_figures_entry){1, 3, 5, 0});
        check_entry(&got[2], (struct zl_figures_entry){4, 1, 10, 5});
        /* What is over, with the last, and its part weighed anew. */
        check_entry(&got[3], (struct zl_figures_entry){5, 2, 10, 5});
}

static void too_few_altogether_is_nothing(void)
{
        static const struct zl_figures_row rows[] = {{2, 2}, {2, 0}};
        struct zl_figures_entry got[COUNT(rows)];

        CHECK_UINT(zl_figures_merge(rows, COUNT(rows), got), 0);
        CHECK_UINT(zl_figures_merge(rows, 0, got), 0);
}

static void check_quarter(
    const char *day, const char *quarter, const char *begins)
{
        char text[ZL_QUARTER_TEXT];
        char first[ZL_DATE_TEXT];
        uint32_t on = 0;

        REQUIRE_OK(zl_date_parse(day, &on));
        zl_quarter_text(zl_quarter_of(on), text);
        CHECK_STR(text, quarter);
        zl_date_of(zl_quarter_begins(zl_quarter_of(on)), first);
        CHECK_STR(first, begins);
}

static void quarters_have_their_days(void)
{
        check_quarter("1970-01-01", "1970-Q1", "1970-01-01");
        check_quarter("2026-03-31", "2026-Q1", "2026-01-01");
        check_quarter("2028-04-01", "2028-Q2", "2028-04-01");
        check_quarter("2026-09-30", "2026-Q3", "2026-07-01");
        check_quarter("2026-12-31", "2026-Q4", "2026-10-01");
        check_quarter("9999-12-31", "9999-Q4", "9999-10-01");
}

/* The longest term a charter can have, from the last day of each. */
static void every_first_term_is_over_by_then(void)
{
        for (uint32_t quarter = 4 * 2026; quarter < 4 * 2036; quarter++) {
                uint32_t end = zl_quarter_begins(quarter + 1);
                struct zl_time last = {end * ZL_MS_DAY - 1};

                CHECK(zl_terms_over_day(30, last) <= end + ZL_FIGURES_DAYS);
        }
}

static const struct check_case cases[] = {
    CHECK_CASE(nothing_under_five_is_found_out),
    CHECK_CASE(other_quarters_help_nobody),
    CHECK_CASE(rules_that_leak_are_seen),
    CHECK_CASE(districts_side_by_side_are_put_together),
    CHECK_CASE(too_few_altogether_is_nothing),
    CHECK_CASE(quarters_have_their_days),
    CHECK_CASE(every_first_term_is_over_by_then),
};
CHECK_MAIN("figures", cases)
