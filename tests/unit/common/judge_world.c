/* SPDX-License-Identifier: EUPL-1.2 */
#include "judge_world.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "samples.h"

enum {
        FROM = 20780, /* 2026-11-23 */
        UNTIL = 21100,
        FIRST_ID = 0x50,
        FIRST_SEALING = 0x70,
        FIRST_INVITATION = 0x90,
        FIRST_DEVICE = 0xb0
};

static const enum zl_role roles[PERSONS] = {
    [COORDINATOR] = ZL_ROLE_COORDINATOR,
    [SUPPORTER] = ZL_ROLE_SUPPORTER,
    [HOLDER] = ZL_ROLE_PROFESSIONAL,
    [DEPUTY] = ZL_ROLE_PROFESSIONAL,
    [OTHER_DEPUTY] = ZL_ROLE_PROFESSIONAL,
    [STRANGER] = ZL_ROLE_PROFESSIONAL,
    [CONTACT] = ZL_ROLE_CONTACT,
    [OTHER_CONTACT] = ZL_ROLE_CONTACT,
    [SECOND_CONTACT] = ZL_ROLE_CONTACT,
    [OTHER_DISTRICT] = ZL_ROLE_PROFESSIONAL,
};

struct zl_id world_id(enum person p)
{
        return sample_id((uint8_t)(FIRST_ID + p));
}

static struct zl_sealing_key sealing_key(uint8_t n)
{
        struct zl_sealing_key key;

        memset(key.bytes, n, sizeof(key.bytes));
        return key;
}

struct zl_sealing_key world_key(enum person p)
{
        return sealing_key((uint8_t)(FIRST_SEALING + p));
}

static struct zl_time time_at(uint64_t position)
{
        return (struct zl_time){
            (uint64_t)FROM * 24 * 3600 * 1000 + 1000 * position};
}

struct zl_point world_now(const struct world *w)
{
        return (struct zl_point){w->position, time_at(w->position + 60)};
}

struct zl_hash world_say(struct world *w, const struct zl_signer *signer,
    enum zl_statement_type type, const void *of)
{
        struct zl_statement *statement = NULL;
        struct zl_point at = {w->position, time_at(w->position)};
        struct zl_hash hash;

        REQUIRE_OK(
            zl_statement_make(signer, &w->organisation, type, of, &statement));
        hash = statement->hash;
        REQUIRE_OK(zl_directory_add(w->directory, statement, at));
        w->position++;
        return hash;
}

static void say_sealing_key(struct world *w, const struct zl_signer *device,
    enum person p, const struct zl_sealing_key *key)
{
        struct zl_sealing sealing = {.member = world_id(p), .key = *key};

        (void)world_say(w, device, ZL_SEALING_KEY, &sealing);
}

static void join(struct world *w, enum person p, const struct zl_signer *by,
    struct zl_id scope)
{
        struct zl_signer invitation =
            sample_signer((uint8_t)(FIRST_INVITATION + p));
        struct zl_appointment appointment = {.member = world_id(p),
            .role = roles[p],
            .scope = &scope,
            .scope_count = p == COORDINATOR ? 0 : 1,
            .from = FROM,
            .until = UNTIL,
            .invitation = invitation.key};
        struct zl_device device = {.member = world_id(p)};
        struct zl_sealing_key key = world_key(p);

        w->appointments[p] = world_say(w, by, ZL_APPOINTMENT, &appointment);
        w->devices[p] = sample_signer((uint8_t)(FIRST_DEVICE + p));
        device.appointment = w->appointments[p];
        device.key = w->devices[p].key;
        device.proof =
            zl_device_proof(&w->devices[p], &w->organisation, &device.member);
        (void)world_say(w, &invitation, ZL_DEVICE, &device);
        if (roles[p] == ZL_ROLE_PROFESSIONAL || roles[p] == ZL_ROLE_CONTACT)
                say_sealing_key(w, &w->devices[p], p, &key);
        zl_signer_free(&invitation);
}

static void say_club(struct world *w, struct zl_id id, struct zl_id district)
{
        struct zl_club club = {.written = time_at(w->position),
            .club = id,
            .kind = "football",
            .district = district,
            .name = "vv De Linde"};

        (void)world_say(w, &w->devices[SUPPORTER], ZL_CLUB, &club);
}

static void assign(
    struct world *w, struct zl_id club, enum person holder, bool with_deputies)
{
        struct zl_assignment assignment = {.written = time_at(w->position),
            .club = club,
            .account_holder = world_id(holder),
            .deputies = {world_id(DEPUTY), world_id(OTHER_DEPUTY)},
            .deputy_count = with_deputies ? 2 : 0,
            .phone = "0123 45 67 89"};

        (void)world_say(
            w, &w->devices[COORDINATOR], ZL_ASSIGNMENT, &assignment);
}

void world_start(struct world *w)
{
        struct zl_charter charter = sample_charter();
        struct zl_id district = charter.districts[0].id;
        struct zl_id team = charter.teams[0].id;
        const struct zl_signer *coordinator = &w->devices[COORDINATOR];
        const struct zl_signer *supporter = &w->devices[SUPPORTER];

        *w = (struct world){.root = sample_signer(1)};
        w->organisation = zl_organisation_of(&w->root.key);
        w->club = sample_id(0x31);
        w->other_club = sample_id(0x32);
        REQUIRE_OK(zl_directory_new(&w->root.key, &w->directory));
        (void)world_say(w, &w->root, ZL_CHARTER, &charter);
        join(w, COORDINATOR, &w->root, district);
        join(w, SUPPORTER, coordinator, district);
        say_club(w, w->club, district);
        say_club(w, w->other_club, district);
        for (enum person p = HOLDER; p <= STRANGER; p++)
                join(w, p, coordinator, team);
        assign(w, w->club, HOLDER, true);
        assign(w, w->other_club, HOLDER, false);
        join(w, CONTACT, supporter, w->club);
        join(w, OTHER_CONTACT, supporter, w->other_club);
        join(w, SECOND_CONTACT, supporter, w->club);
        join(w, OTHER_DISTRICT, coordinator, charter.teams[1].id);
}

void world_end(struct world *w)
{
        zl_directory_free(w->directory);
        zl_signer_free(&w->root);
        for (size_t p = 0; p < PERSONS; p++)
                zl_signer_free(&w->devices[p]);
}

void world_assign_to(struct world *w, enum person p)
{
        assign(w, w->club, p, false);
}

void world_revoke(struct world *w, enum person p)
{
        struct zl_revocation revocation = {.subject = w->appointments[p]};
        enum person by = roles[p] == ZL_ROLE_CONTACT ? SUPPORTER : COORDINATOR;

        (void)world_say(w, &w->devices[by], ZL_REVOCATION, &revocation);
}

void world_new_key(struct world *w, enum person p, uint8_t n)
{
        struct zl_sealing_key key = sealing_key(n);

        say_sealing_key(w, &w->devices[p], p, &key);
}

void world_second_device(struct world *w, enum person p, uint8_t n)
{
        struct zl_signer second = sample_signer(n);
        struct zl_sealing_key key = sealing_key(n);
        struct zl_device device = {.member = world_id(p),
            .appointment = w->appointments[p],
            .key = second.key};

        device.proof =
            zl_device_proof(&second, &w->organisation, &device.member);
        (void)world_say(w, &w->devices[p], ZL_DEVICE, &device);
        say_sealing_key(w, &second, p, &key);
        zl_signer_free(&second);
}

void world_seal_to(struct zl_record *record, const struct zl_id *member,
    const struct zl_sealing_key *key)
{
        struct zl_context *c = &record->context;

        REQUIRE(c->recipient_count < ZL_RECIPIENTS_MAX);
        c->recipients[c->recipient_count++] =
            (struct zl_recipient){*member, *key};
        REQUIRE_OK(zl_context_sort(c));
}

struct zl_record *world_record(const struct world *w, enum person author,
    enum zl_kind kind, const enum person *to, size_t count)
{
        struct zl_record *record = calloc(1, sizeof(*record));

        REQUIRE(record != NULL);
        record->context.kind = kind;
        record->context.organisation = w->organisation;
        record->context.signal = sample_id(1);
        record->context.id = sample_id(kind == ZL_NOTE ? 1 : 2);
        record->context.club = w->club;
        record->context.author = w->devices[author].key;
        memset(record->hash.bytes, (int)kind, ZL_HASH_SIZE);
        if (kind != ZL_NOTE) {
                record->context.previous_count = 1;
                memset(
                    record->context.previous[0].bytes, ZL_NOTE, ZL_HASH_SIZE);
        }
        for (size_t i = 0; i < count; i++) {
                struct zl_id member = world_id(to[i]);
                struct zl_sealing_key key = world_key(to[i]);

                world_seal_to(record, &member, &key);
        }
        return record;
}
