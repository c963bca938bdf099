/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to a town that is not there: as many clubs as one likes, with
 * contacts who come and go, people with prefixes, visits long ago and planned,
 * and needs that wait. */
#include "town.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "calendar.h"

enum { NAME = 64, DISTRICTS_MAX = 100 };

static const char *const kinds[] = {"football", "hockey", "gymnastics",
    "scouting", "music", "playground", "korfball"};
static const char *const clubs[] = {"vv De Linde", "SV Zuid", "HC 't Hoekje",
    "Scouting IJsvogels", "Muziekvereniging Één", "Speeltuin Ümran",
    "korfbalvereniging Ons Genoegen", "Turnvereniging Łódź",
    "ijsclub De Vrijheid", "Åland '98"};
static const char *const givens[] = {"Anouk", "Bram", "Chaïma", "Daan", "Élise",
    "Fatma", "Gijs", "Hülya", "Imran", "Joke", "Karin", "Łukasz", "Mohammed",
    "Noor", "Øyvind", "Priya", "Sjoerd", "Şebnem", "Tess", "Yara"};
static const char *const prefixes[] = {
    "", "", "", "van", "de", "van den", "van der", "el", "'t"};
static const char *const families[] = {"Jansen", "de Wit", "Bakker", "Çelik",
    "Dijkstra", "Essaïdi", "IJzerman", "Ijssel", "Heuvel", "Łukasik", "Meer",
    "Öztürk", "Ouali", "Visser", "Smit", "Žukauskas", "Ünal", "Groot", "Berg",
    "Ali"};

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

/* By lot, the same for the same question (splitmix64). */
static uint64_t draw(const struct town *town, unsigned what, uint64_t number)
{
        uint64_t z = town->seed + ((uint64_t)what << 40) + number;

        z = (z + 0x9e3779b97f4a7c15u) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        return z ^ (z >> 31);
}

static uint64_t below(
    const struct town *town, unsigned what, uint64_t number, uint64_t most)
{
        return draw(town, what, number) % most;
}

/* What is drawn. */
enum {
        FOR_CLUB,
        FOR_RHYTHM,
        FOR_RULES,
        FOR_NAME,
        FOR_PREFIX,
        FOR_VOG,
        FOR_TRAINING,
        FOR_VISIT,
        FOR_DONE,
        FOR_NEED,
        FOR_SINCE,
        FOR_UNTIL,
        FOR_FATE,
        FOR_DEPUTY
};

struct town town_of(unsigned many, unsigned contacts, struct zl_time now)
{
        return (struct town){.seed = 1,
            .now = now,
            .districts = many < 1000 ? 4 : DISTRICTS_MAX,
            .professionals = 5,
            .clubs = many,
            .contacts = contacts,
            .people = many * 6 / 5,
            .visits = many * 4,
            .needs = many / 3};
}

static struct zl_hash secret_of(const char *name)
{
        struct zl_hasher h;

        zl_hasher_init(&h);
        zl_hasher_add(&h, "zijlijn faults ", 15);
        zl_hasher_add(&h, name, strlen(name));
        return zl_hasher_end(&h);
}

struct zl_id town_id(const char *name)
{
        struct zl_hash hash = secret_of(name);
        struct zl_id id;

        memcpy(id.bytes, hash.bytes, sizeof(id.bytes));
        return id;
}

int town_signer(const char *name, struct zl_signer *ret_signer)
{
        struct zl_hash hash = secret_of(name);

        return zl_signer_of_seed(hash.bytes, ret_signer);
}

__attribute__((format(printf, 2, 3))) static const char *named(
    char ret[static NAME], const char *form, ...)
{
        va_list args;

        va_start(args, form);
        (void)vsnprintf(ret, NAME, form, args);
        va_end(args);
        return ret;
}

/* --- statements --- */

struct stating {
        const struct town *town;
        struct zl_id organisation;
        town_visit *visit;
        void *context;
        unsigned phase;
        struct zl_hash last; /* of the newest statement */
};

static int say(struct stating *s, const char *by, enum zl_statement_type type,
    const void *of)
{
        struct zl_statement *statement = NULL;
        struct zl_signer signer;
        int status = town_signer(by, &signer);

        if (status != ZL_OK)
                return status;
        status =
            zl_statement_make(&signer, &s->organisation, type, of, &statement);
        zl_signer_free(&signer);
        if (status != ZL_OK)
                return status;
        s->last = statement->hash;
        status = s->visit(s->context, s->phase, &statement);
        zl_statement_free(statement);
        return status;
}

static int say_charter(struct stating *s)
{
        struct zl_district districts[DISTRICTS_MAX];
        struct zl_team teams[DISTRICTS_MAX];
        char texts[DISTRICTS_MAX][NAME];
        struct zl_charter charter = {.number = 1,
            .name = "Gemeente Lindeveen",
            .log_key = s->town->log_key,
            .terms = {2, 3, 4, 10},
            .retention = {90, 365},
            .naming = ZL_NAMING_KNOWN,
            .roles = {"contactpersoon", "sociaal werker",
                "accounthouder wijkteam", "verenigingsondersteuner",
                "coördinator"},
            .districts = districts,
            .district_count = s->town->districts,
            .teams = teams,
            .team_count = s->town->districts};
        struct zl_signer spare;
        char name[NAME];
        int status = town_signer("spare root", &spare);

        if (status != ZL_OK)
                return status;
        charter.spare_root = spare.key;
        zl_signer_free(&spare);
        for (unsigned i = 0; i < s->town->districts; i++) {
                districts[i].id = town_id(named(name, "district %u", i));
                districts[i].name = named(texts[i], "Wijk %u", i);
                teams[i] = (struct zl_team){town_id(named(name, "team %u", i)),
                    districts[i].id, texts[i], "Gemeente Lindeveen",
                    "privacy@lindeveen.example", "0123 45 67 89"};
        }
        return say(s, "root", ZL_CHARTER, &charter);
}

/* Somebody who came so many days ago and stays so many more. */
static int say_member(struct stating *s, const char *by, const char *who,
    enum zl_role role, struct zl_id *scope, unsigned ago, int stays)
{
        uint32_t today = zl_time_day(s->town->now);
        struct zl_appointment of = {.member = town_id(who),
            .role = role,
            .scope = scope,
            .scope_count = scope != NULL,
            .from = today - ago,
            .until = (uint32_t)((int)today + stays)};
        struct zl_signer invitation;
        char name[NAME];
        int status =
            town_signer(named(name, "invitation of %s", who), &invitation);

        if (status != ZL_OK)
                return status;
        of.invitation = invitation.key;
        zl_signer_free(&invitation);
        return say(s, by, ZL_APPOINTMENT, &of);
}

/* The appointment's hash follows from who said what, so it is made again. */
static int keep_hash(
    void *context, unsigned phase, struct zl_statement **statement)
{
        (void)context;
        (void)phase;
        (void)statement;
        return ZL_OK;
}

static int say_device(
    struct stating *s, const char *who, const struct zl_hash *appointment)
{
        char name[NAME];
        struct zl_device of = {
            .member = town_id(who), .appointment = *appointment};
        struct zl_signer device;
        int status = town_signer(named(name, "device of %s", who), &device);

        if (status != ZL_OK)
                return status;
        of.key = device.key;
        of.proof = zl_device_proof(&device, &s->organisation, &of.member);
        zl_signer_free(&device);
        return say(s, named(name, "invitation of %s", who), ZL_DEVICE, &of);
}

static int say_sealing(struct stating *s, const char *who)
{
        char name[NAME];
        struct zl_hash box = secret_of(named(name, "box of %s", who));
        struct zl_sealing of = {.member = town_id(who)};

        memcpy(of.key.bytes, box.bytes, sizeof(of.key.bytes));
        return say(s, named(name, "device of %s", who), ZL_SEALING_KEY, &of);
}

/* One of a kind of people. */
struct somebody {
        char who[NAME];
        char by[NAME];
        enum zl_role role;
        struct zl_id scope;
        bool has_scope;
        unsigned ago;
        int stays;
        bool joins;
        bool leaves;
};

typedef struct somebody person_of(const struct town *town, unsigned number);

static struct somebody coordinator_of(const struct town *town, unsigned number)
{
        (void)town;
        (void)number;
        return (struct somebody){.who = "coordinator",
            .by = "root",
            .role = ZL_ROLE_COORDINATOR,
            .ago = 700,
            .stays = 700,
            .joins = true};
}

/* Number 0 has all districts; the others one each. */
static struct somebody supporter_of(const struct town *town, unsigned number)
{
        struct somebody one = {.by = "device of coordinator",
            .role = ZL_ROLE_SUPPORTER,
            .has_scope = number > 0,
            .ago = 700,
            .stays = 700,
            .joins = true};
        char name[NAME];

        (void)town;
        (void)named(one.who, "supporter %u", number);
        one.scope = town_id(named(name, "district %u", number - 1));
        return one;
}

static struct somebody professional_of(const struct town *town, unsigned number)
{
        struct somebody one = {.by = "device of coordinator",
            .role = ZL_ROLE_PROFESSIONAL,
            .has_scope = true,
            .ago = 500,
            .stays = 300,
            .joins = true};
        char name[NAME];

        (void)named(one.who, "professional %u", number);
        one.scope =
            town_id(named(name, "team %u", number / town->professionals));
        return one;
}

static unsigned club_of_contact(const struct town *town, unsigned number)
{
        return (unsigned)(((uint64_t)number * 2 + number / 7) % town->clubs);
}

static struct somebody contact_of(const struct town *town, unsigned number)
{
        uint64_t fate = below(town, FOR_FATE, number, 40);
        struct somebody one = {.role = ZL_ROLE_CONTACT,
            .has_scope = true,
            .ago = 30,
            .joins = fate > 2,
            .leaves = fate == 3};
        unsigned club = club_of_contact(town, number);
        char name[NAME];

        one.stays = fate < 2 ? 365 : (int)below(town, FOR_UNTIL, number, 700);
        (void)named(one.who, "contact %u", number);
        (void)named(
            one.by, "device of supporter %u", 1 + club % town->districts);
        one.scope = town_id(named(name, "club %u", club));
        return one;
}

static int say_people(
    struct stating *s, unsigned count, person_of *of, unsigned step)
{
        struct stating silent = *s;
        int status = ZL_OK;

        silent.visit = keep_hash;
        for (unsigned i = 0; status == ZL_OK && i < count; i++) {
                struct somebody one = of(s->town, i);
                struct zl_id *scope = one.has_scope ? &one.scope : NULL;
                struct stating *how = step == 0 ? s : &silent;

                if (step > 0 && !one.joins)
                        continue;
                status = say_member(
                    how, one.by, one.who, one.role, scope, one.ago, one.stays);
                if (status == ZL_OK && step == 1)
                        status = say_device(s, one.who, &silent.last);
                if (status == ZL_OK && step == 2)
                        status = say_sealing(s, one.who);
                if (status == ZL_OK && step == 3 && one.leaves) {
                        struct zl_revocation left = {.subject = silent.last};

                        status = say(s, one.by, ZL_REVOCATION, &left);
                }
        }
        s->phase++;
        return status;
}

static int say_clubs(struct stating *s)
{
        const struct town *town = s->town;
        int status = ZL_OK;

        for (unsigned i = 0; status == ZL_OK && i < town->clubs; i++) {
                char name[NAME];
                char text[NAME];
                struct zl_club of = {.written = town->now,
                    .club = town_id(named(name, "club %u", i)),
                    .kind = kinds[i % COUNT(kinds)],
                    .district = town_id(
                        named(name, "district %u", i % town->districts))};

                of.name = named(text, "%s %u",
                    clubs[below(town, FOR_CLUB, i, COUNT(clubs))], i / 3);
                status = say(s,
                    named(name, "device of supporter %u",
                        1 + i % town->districts),
                    ZL_CLUB, &of);
        }
        s->phase++;
        return status;
}

/* One in fifty clubs is nobody's. */
static int say_assignments(struct stating *s)
{
        const struct town *town = s->town;
        int status = ZL_OK;

        for (unsigned i = 0; status == ZL_OK && i < town->clubs; i++) {
                unsigned first = i % town->districts * town->professionals;
                unsigned own = i / town->districts % town->professionals;
                char name[NAME];
                struct zl_assignment of = {.written = town->now,
                    .club = town_id(named(name, "club %u", i)),
                    .account_holder =
                        town_id(named(name, "professional %u", first + own)),
                    .phone = "0123 45 67 89"};

                if (i % 50 == 49)
                        continue;
                if (below(town, FOR_DEPUTY, i, 10) > 0)
                        of.deputies[of.deputy_count++] =
                            town_id(named(name, "professional %u",
                                first + (own + 1) % town->professionals));
                status = say(s, "device of coordinator", ZL_ASSIGNMENT, &of);
        }
        s->phase++;
        return status;
}

int town_state(const struct town *town, town_visit *visit, void *context)
{
        unsigned professionals = town->districts * town->professionals;
        struct stating s = {.town = town, .visit = visit, .context = context};
        struct zl_signer root;
        int status = town_signer("root", &root);

        if (status != ZL_OK)
                return status;
        s.organisation = zl_organisation_of(&root.key);
        zl_signer_free(&root);
        status = say_charter(&s);
        s.phase++;
        for (unsigned step = 0; status == ZL_OK && step < 2; step++)
                status = say_people(&s, 1, coordinator_of, step);
        for (unsigned step = 0; status == ZL_OK && step < 2; step++)
                status =
                    say_people(&s, 1 + town->districts, supporter_of, step);
        for (unsigned step = 0; status == ZL_OK && step < 3; step++)
                status = say_people(&s, professionals, professional_of, step);
        if (status == ZL_OK)
                status = say_clubs(&s);
        if (status == ZL_OK)
                status = say_assignments(&s);
        for (unsigned step = 0; status == ZL_OK && step < 4; step++)
                status = say_people(&s, town->contacts, contact_of, step);
        return status;
}

/* --- the register --- */

static void set(char *ret, const char *text)
{
        memcpy(ret, text, strlen(text) + 1);
}

static int write_clubs(const struct town *town, struct zl_register *reg)
{
        uint32_t today = zl_time_day(town->now);
        int status = ZL_OK;

        for (unsigned i = 0; status == ZL_OK && i < town->clubs; i++) {
                char name[NAME];
                struct zl_register_club club = {
                    .id = town_id(named(name, "club %u", i)),
                    .has_youth_members = true,
                    .youth_members = (uint32_t)below(town, FOR_CLUB, i, 900)};
                uint64_t rhythm = below(town, FOR_RHYTHM, i, 4);
                uint64_t rules = below(town, FOR_RULES, i, 4);

                set(club.address, named(name, "Sportlaan %u", i));
                set(club.website, named(name, "https://club%u.example", i));
                club.visit_days = rhythm == 0 ? 0 : (uint32_t)rhythm * 90;
                if (rules > 0)
                        club.code_of_conduct = today - 100;
                if (rules > 1)
                        club.trainers_trained = today -
                            (uint32_t)below(town, FOR_TRAINING, i, 1500);
                status = zl_register_put_club(reg, &club);
        }
        return status;
}

/* The first ones are the contacts themselves. */
static int write_people(const struct town *town, struct zl_register *reg)
{
        uint32_t today = zl_time_day(town->now);
        int status = ZL_OK;

        for (unsigned i = 0; status == ZL_OK && i < town->people; i++) {
                bool is_contact = i < town->contacts;
                unsigned at =
                    is_contact ? club_of_contact(town, i) : i % town->clubs;
                char name[NAME];
                struct zl_register_person person = {
                    .club = town_id(named(name, "club %u", at)),
                    .id = town_id(named(name, "person %u", i)),
                    .post = is_contact ? ZL_POST_CONTACT
                                       : (enum zl_post)(1 + i % 4)};

                set(person.given, givens[i % COUNT(givens)]);
                set(person.prefix,
                    prefixes[below(town, FOR_PREFIX, i, COUNT(prefixes))]);
                set(person.family,
                    families[below(town, FOR_NAME, i, COUNT(families))]);
                set(person.phone, named(name, "06 12%06u", i));
                set(person.mail, named(name, "person%u@club.example", i));
                if (is_contact)
                        person.member = town_id(named(name, "contact %u", i));
                if (below(town, FOR_VOG, i, 5) > 0)
                        person.vog_seen =
                            today - (uint32_t)below(town, FOR_VOG, i, 1200);
                if (below(town, FOR_TRAINING, i, 5) > 0)
                        person.trained_until = today - 100 +
                            (uint32_t)below(town, FOR_TRAINING, i, 900);
                status = zl_register_put_person(reg, &person);
        }
        return status;
}

static int write_visits(const struct town *town, struct zl_register *reg)
{
        uint32_t today = zl_time_day(town->now);
        int status = ZL_OK;

        for (unsigned i = 0; status == ZL_OK && i < town->visits; i++) {
                unsigned at = i % town->clubs;
                uint32_t days = (uint32_t)below(town, FOR_VISIT, i, 800);
                char name[NAME];
                struct zl_register_visit visit = {
                    .club = town_id(named(name, "club %u", at)),
                    .id = town_id(named(name, "visit %u", i)),
                    .done = below(town, FOR_DONE, i, 8) > 0,
                    .by = town_id(
                        named(name, "supporter %u", 1 + at % town->districts)),
                    .how = i % 3,
                    .about = i % 5};

                visit.on = visit.done ? today - days : today + days / 8;
                if (i % 3 == 0)
                        set(visit.note, "Koffie met het bestuur; kantine open");
                status = zl_register_put_visit(reg, &visit);
        }
        return status;
}

static int write_needs(const struct town *town, struct zl_register *reg)
{
        uint32_t today = zl_time_day(town->now);
        int status = ZL_OK;

        for (unsigned i = 0; status == ZL_OK && i < town->needs; i++) {
                char name[NAME];
                struct zl_register_need need = {
                    .club = town_id(named(name, "club %u",
                        (unsigned)below(town, FOR_NEED, i, town->clubs))),
                    .id = town_id(named(name, "need %u", i)),
                    .what = i % 7,
                    .asked = i % 2 == 0,
                    .status = (enum zl_need_status)(i % 3),
                    .since = today - (uint32_t)below(town, FOR_SINCE, i, 60)};

                status = zl_register_put_need(reg, &need);
        }
        return status;
}

int town_write(const struct town *town, struct zl_register *reg)
{
        int status = zl_register_begin(reg);

        if (status != ZL_OK)
                return status;
        status = write_clubs(town, reg);
        if (status == ZL_OK)
                status = write_people(town, reg);
        if (status == ZL_OK)
                status = write_visits(town, reg);
        if (status == ZL_OK)
                status = write_needs(town, reg);
        if (status == ZL_OK)
                return zl_register_commit(reg);
        zl_register_rollback(reg);
        return status;
}
