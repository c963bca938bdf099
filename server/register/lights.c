/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the lights: which club stands alone, and what runs out. They
 * serve the supporter, who relieves clubs; nobody is measured by them. */
#include "lights.h"

#include <assert.h>
#include <string.h>

#include "calendar.h"

enum {
        SOON_DAYS = 8 * 7, /* before something runs out */
        NEXT_DAYS = 2 * 7,
        NEED_DAYS = 30, /* a need stays unanswered no longer */
        VOG_YEARS = 3,
        TRAINERS_YEARS = 3,
        RHYTHM_YEARS = 1 /* without a rhythm of its own */
};

static const char *const requirement_words[ZL_REQUIREMENTS] = {"contact",
    "account-holder", "vog", "training", "code-of-conduct", "trainers", "visit",
    "need"};
static const char *const colour_words[] = {"out", "green", "amber", "red"};
static const char *const urgency_words[] = {"now", "2-weeks", "8-weeks"};

const char *zl_requirement_str(enum zl_requirement requirement)
{
        assert((unsigned)requirement < ZL_REQUIREMENTS);
        return requirement_words[requirement];
}

const char *zl_light_colour_str(enum zl_light_colour colour)
{
        assert((unsigned)colour <= ZL_LIGHT_RED);
        return colour_words[colour];
}

const char *zl_urgency_str(enum zl_urgency urgency)
{
        assert((unsigned)urgency <= ZL_URGENT_8_WEEKS);
        return urgency_words[urgency];
}

static uint32_t days_after(uint32_t day, uint32_t count)
{
        return day > ZL_DAY_MAX - count ? ZL_DAY_MAX : day + count;
}

uint32_t zl_years_after(uint32_t day, unsigned years)
{
        char text[ZL_DATE_TEXT];
        unsigned year = 0;

        assert(years < 1000);
        zl_date_of(day < ZL_DAY_MAX ? day : ZL_DAY_MAX, text);
        for (int i = 0; i < 4; i++)
                year = year * 10 + (unsigned)(text[i] - '0');
        year += years;
        if (year > 9999)
                return ZL_DAY_MAX;
        for (int i = 3; i >= 0; i--) {
                text[i] = (char)('0' + year % 10);
                year /= 10;
        }
        if (zl_date_parse(text, &day) != ZL_OK) {
                text[9] = '8'; /* 29 February */
                if (zl_date_parse(text, &day) != ZL_OK)
                        return ZL_DAY_MAX;
        }
        return day;
}

static struct zl_light light(
    enum zl_light_colour colour, const char *reason, uint32_t on)
{
        return (struct zl_light){reason, colour, on};
}

/* What holds until a day comes, and is told before. */
static struct zl_light runs_out(uint32_t over, uint32_t day, uint32_t before,
    const char *soon, const char *late)
{
        if (day >= over)
                return light(ZL_LIGHT_RED, late, over);
        if (over - day <= before)
                return light(ZL_LIGHT_AMBER, soon, over);
        return light(ZL_LIGHT_GREEN, NULL, over);
}

static struct zl_light contact(const struct zl_club_facts *facts, uint32_t day)
{
        uint32_t until = 0;

        for (size_t i = 0; i < facts->contact_count; i++) {
                if (facts->contacts[i].until > until)
                        until = facts->contacts[i].until;
        }
        if (facts->contact_count > 0)
                return runs_out(
                    days_after(until, 1), day, SOON_DAYS, "ends", "ends");
        if (facts->is_invited && day < facts->invited_until)
                return light(ZL_LIGHT_AMBER, "invited", facts->invited_until);
        return light(ZL_LIGHT_RED, "vacant", facts->vacant_since);
}

static struct zl_light account_holder(const struct zl_club_facts *facts)
{
        if (facts->has_nobody)
                return light(ZL_LIGHT_RED, "nobody", 0);
        if (!facts->has_deputy)
                return light(ZL_LIGHT_AMBER, "no-deputy", 0);
        return light(ZL_LIGHT_GREEN, NULL, 0);
}

/* Of two, the one that asks for more; of the same colour the one that turned,
 * or turns, first. What is missing has no day and comes before. */
static bool is_worse(const struct zl_light *a, const struct zl_light *b)
{
        if (a->colour != b->colour)
                return a->colour > b->colour;
        return a->on < b->on;
}

/* One of each contact's papers: the worst of all. */
static struct zl_light papers(const struct zl_club_facts *facts, uint32_t day,
    uint32_t (*over_of)(const struct zl_contact_facts *contact))
{
        struct zl_light worst = light(ZL_LIGHT_OUT, NULL, 0);

        for (size_t i = 0; i < facts->contact_count; i++) {
                uint32_t over = over_of(&facts->contacts[i]);
                struct zl_light one = light(ZL_LIGHT_RED, "missing", 0);

                if (over != 0)
                        one = runs_out(over, day, SOON_DAYS, "ends", "expired");
                if (is_worse(&one, &worst))
                        worst = one;
        }
        return worst;
}

static uint32_t vog_over(const struct zl_contact_facts *contact)
{
        return contact->vog_seen != 0
            ? zl_years_after(contact->vog_seen, VOG_YEARS)
            : 0;
}

static uint32_t training_over(const struct zl_contact_facts *contact)
{
        return contact->trained_until != 0
            ? days_after(contact->trained_until, 1)
            : 0;
}

static struct zl_light trainers(const struct zl_club_facts *facts, uint32_t day)
{
        uint32_t over;

        if (facts->trainers_trained == 0)
                return light(ZL_LIGHT_AMBER, "missing", 0);
        over = zl_years_after(facts->trainers_trained, TRAINERS_YEARS);
        return day >= over ? light(ZL_LIGHT_AMBER, "expired", over)
                           : light(ZL_LIGHT_GREEN, NULL, over);
}

static struct zl_light visit(const struct zl_club_facts *facts, uint32_t day)
{
        struct zl_light due;
        uint32_t over;

        if (facts->visited == 0)
                return light(ZL_LIGHT_RED, "overdue", 0);
        over = facts->visit_days != 0
            ? days_after(facts->visited, facts->visit_days)
            : zl_years_after(facts->visited, RHYTHM_YEARS);
        due = runs_out(over, day, NEXT_DAYS, "due", "overdue");
        if (due.colour == ZL_LIGHT_AMBER && facts->visit_planned >= day)
                due = light(ZL_LIGHT_GREEN, NULL, over);
        return due;
}

static struct zl_light need(const struct zl_club_facts *facts, uint32_t day)
{
        if (facts->need_since == 0)
                return light(ZL_LIGHT_GREEN, NULL, 0);
        return runs_out(days_after(facts->need_since, NEED_DAYS), day,
            ZL_DAY_MAX, "open", "unanswered");
}

void zl_lights_of(const struct zl_club_facts *facts, uint32_t day,
    struct zl_light ret[static ZL_REQUIREMENTS])
{
        ret[ZL_REQUIRE_CONTACT] = contact(facts, day);
        ret[ZL_REQUIRE_ACCOUNT_HOLDER] = account_holder(facts);
        ret[ZL_REQUIRE_VOG] = papers(facts, day, vog_over);
        ret[ZL_REQUIRE_TRAINING] = papers(facts, day, training_over);
        ret[ZL_REQUIRE_CODE_OF_CONDUCT] = facts->code_of_conduct != 0
            ? light(ZL_LIGHT_GREEN, NULL, 0)
            : light(ZL_LIGHT_AMBER, "missing", 0);
        ret[ZL_REQUIRE_TRAINERS] = trainers(facts, day);
        ret[ZL_REQUIRE_VISIT] = visit(facts, day);
        ret[ZL_REQUIRE_NEED] = need(facts, day);
}

/* What matters most first; whatever has no line of its own comes last. */
static const struct {
        enum zl_requirement requirement;
        enum zl_light_colour colour;
        unsigned rank;
} ranks[] = {
    {ZL_REQUIRE_CONTACT, ZL_LIGHT_RED, 1},
    {ZL_REQUIRE_CONTACT, ZL_LIGHT_AMBER, 2},
    {ZL_REQUIRE_VOG, ZL_LIGHT_RED, 3},
    {ZL_REQUIRE_VOG, ZL_LIGHT_AMBER, 3},
    {ZL_REQUIRE_TRAINING, ZL_LIGHT_RED, 3},
    {ZL_REQUIRE_TRAINING, ZL_LIGHT_AMBER, 3},
    {ZL_REQUIRE_VISIT, ZL_LIGHT_RED, 4},
    {ZL_REQUIRE_NEED, ZL_LIGHT_RED, 5},
    {ZL_REQUIRE_ACCOUNT_HOLDER, ZL_LIGHT_RED, 6},
    {ZL_REQUIRE_ACCOUNT_HOLDER, ZL_LIGHT_AMBER, 6},
};

enum { RANK_INVITATION = 7, RANK_REST = 8 };

static unsigned rank_of(
    enum zl_requirement requirement, enum zl_light_colour colour)
{
        for (size_t i = 0; i < sizeof(ranks) / sizeof(ranks[0]); i++) {
                if (ranks[i].requirement == requirement &&
                    ranks[i].colour == colour)
                        return ranks[i].rank;
        }
        return RANK_REST;
}

static enum zl_urgency urgency_of(const struct zl_light *light, uint32_t day)
{
        if (light->on == 0)
                return light->colour == ZL_LIGHT_RED ? ZL_URGENT_NOW
                                                     : ZL_URGENT_8_WEEKS;
        if (light->on <= day)
                return ZL_URGENT_NOW;
        return light->on - day <= NEXT_DAYS ? ZL_URGENT_2_WEEKS
                                            : ZL_URGENT_8_WEEKS;
}

static struct zl_to_do to_do(
    const char *what, unsigned rank, const struct zl_light *light, uint32_t day)
{
        return (struct zl_to_do){
            what, light->reason, rank, urgency_of(light, day), light->on};
}

/* Whoever has not joined is told apart from the post, which may be filled. */
static struct zl_light invitation(
    const struct zl_club_facts *facts, uint32_t day)
{
        if (day < facts->invited_until)
                return light(ZL_LIGHT_AMBER, "unused", facts->invited_until);
        return light(ZL_LIGHT_RED, "expired", facts->invited_until);
}

int zl_to_do_weigh(const struct zl_to_do *a, const struct zl_to_do *b)
{
        if (a->rank != b->rank)
                return a->rank < b->rank ? -1 : 1;
        if (a->urgency != b->urgency)
                return a->urgency < b->urgency ? -1 : 1;
        if (a->on != b->on)
                return a->on < b->on ? -1 : 1;
        return 0;
}

int zl_to_do_compare(const struct zl_to_do *a, const struct zl_to_do *b)
{
        int weighed = zl_to_do_weigh(a, b);

        return weighed != 0 ? weighed : strcmp(a->what, b->what);
}

size_t zl_to_dos_of(const struct zl_club_facts *facts, uint32_t day,
    struct zl_to_do ret[static ZL_TO_DOS_MAX])
{
        struct zl_light lights[ZL_REQUIREMENTS];
        struct zl_light unused;
        struct zl_to_do next;
        size_t count = 0;

        zl_lights_of(facts, day, lights);
        for (unsigned i = 0; i < ZL_REQUIREMENTS; i++) {
                if (lights[i].colour < ZL_LIGHT_AMBER ||
                    (i == ZL_REQUIRE_CONTACT && facts->contact_count == 0 &&
                        lights[i].colour == ZL_LIGHT_AMBER))
                        continue; /* the latter is the invitation's */
                ret[count++] = to_do(requirement_words[i],
                    rank_of((enum zl_requirement)i, lights[i].colour),
                    &lights[i], day);
        }
        if (facts->is_invited) {
                unused = invitation(facts, day);
                ret[count++] =
                    to_do("invitation", RANK_INVITATION, &unused, day);
        }
        /* Few, and nearly in order. */
        for (size_t i = 1; i < count; i++) {
                size_t at = i;

                next = ret[i];
                for (; at > 0 && zl_to_do_compare(&next, &ret[at - 1]) < 0;
                     at--)
                        ret[at] = ret[at - 1];
                ret[at] = next;
        }
        return count;
}
