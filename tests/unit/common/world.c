/* SPDX-License-Identifier: EUPL-1.2 */
#include "world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "common/calendar.h"
#include "samples.h"

int world_say(struct world *w, const struct zl_signer *signer,
    enum zl_statement_type type, const void *of)
{
        struct zl_statement *statement = NULL;
        struct zl_hash hash;
        int status = ZL_OK;

        REQUIRE_OK(zl_statement_make(signer,
            zl_directory_organisation(w->directory), type, of, &statement));
        hash = statement->hash;
        status = zl_directory_check(w->directory, statement, w->at);
        CHECK_STATUS(zl_directory_add(w->directory, statement, w->at), status);
        if (status != ZL_OK) {
                zl_statement_free(statement);
                return status;
        }
        w->last = hash;
        w->at.position++;
        w->at.time.ms += ZL_MS_MINUTE;
        return ZL_OK;
}

int world_appoint(struct world *w, const struct zl_signer *signer,
    struct person *p, enum zl_role role, const char *scope)
{
        struct zl_id ids[ZL_SCOPE_MAX];
        struct zl_appointment a = {.member = p->id,
            .role = role,
            .scope = ids,
            .scope_count = strlen(scope),
            .from = zl_time_day(w->at.time) - 1,
            .until = zl_time_day(w->at.time) + 365};
        struct zl_signer invitation;
        int status = ZL_OK;

        REQUIRE(a.scope_count <= ZL_SCOPE_MAX);
        for (size_t i = 0; i < a.scope_count; i++)
                ids[i] = sample_id((uint8_t)scope[i]);
        REQUIRE_OK(zl_signer_new(&invitation));
        a.invitation = invitation.key;
        status = world_say(w, signer, ZL_APPOINTMENT, &a);
        if (status != ZL_OK) {
                zl_signer_free(&invitation);
                return status;
        }
        zl_signer_free(&p->invitation);
        p->invitation = invitation;
        p->appointment = w->last;
        return ZL_OK;
}

int world_device(struct world *w, const struct zl_signer *by,
    const struct person *p, const struct zl_signer *device)
{
        struct zl_device of = {.member = p->id,
            .appointment = p->appointment,
            .key = device->key,
            .proof = zl_device_proof(
                device, zl_directory_organisation(w->directory), &p->id)};

        return world_say(w, by, ZL_DEVICE, &of);
}

int world_join(struct world *w, struct person *p)
{
        struct zl_signer device;
        int status = ZL_OK;

        REQUIRE_OK(zl_signer_new(&device));
        status = world_device(w, &p->invitation, p, &device);
        if (status != ZL_OK) {
                zl_signer_free(&device);
                return status;
        }
        zl_signer_free(&p->device);
        p->device = device;
        p->device_hash = w->last;
        return ZL_OK;
}

int world_seal(struct world *w, struct person *p)
{
        struct zl_sealing of = {.member = p->id};
        int status = ZL_OK;

        zl_random(of.key.bytes, sizeof(of.key.bytes));
        status = world_say(w, &p->device, ZL_SEALING_KEY, &of);
        if (status == ZL_OK)
                p->sealing = of.key;
        return status;
}

int world_club(struct world *w, const struct zl_signer *signer, uint8_t club,
    uint8_t district)
{
        char name[40]; /* tells which of them holds */
        struct zl_club of = {.written = w->at.time,
            .club = sample_id(club),
            .kind = "football",
            .district = sample_id(district),
            .name = name};

        (void)snprintf(
            name, sizeof(name), "vv De Linde %u", (unsigned)w->at.position);

        return world_say(w, signer, ZL_CLUB, &of);
}

int world_assign(struct world *w, const struct zl_signer *signer, uint8_t club,
    const struct person *holder, const struct person *deputy)
{
        struct zl_assignment of = {.written = w->at.time,
            .club = sample_id(club),
            .account_holder = holder->id,
            .phone = "0123 45 67 89"};

        if (deputy != NULL)
                of.deputies[of.deputy_count++] = deputy->id;
        return world_say(w, signer, ZL_ASSIGNMENT, &of);
}

int world_absent(struct world *w, const struct zl_signer *signer,
    const struct person *member, uint8_t absence, int from, int until,
    const struct person *deputy)
{
        int64_t today = zl_time_day(w->at.time);
        struct zl_absence of = {.written = w->at.time,
            .member = member->id,
            .absence = sample_id(absence),
            .ended = until < from};

        if (!of.ended) {
                of.from = (uint32_t)(today + from);
                of.until = (uint32_t)(today + until);
                of.deputy = deputy->id;
        }
        return world_say(w, signer, ZL_ABSENCE, &of);
}

int world_left(struct world *w, const struct zl_signer *signer,
    const struct zl_hash *subject)
{
        struct zl_revocation of = {.subject = *subject};

        return world_say(w, signer, ZL_REVOCATION, &of);
}

int world_compromised(struct world *w, const struct zl_signer *signer,
    const struct zl_hash *subject, uint64_t since)
{
        struct zl_revocation of = {
            .subject = *subject, .compromised = true, .since = since};

        return world_say(w, signer, ZL_REVOCATION, &of);
}

int world_publish(struct world *w, const struct zl_signer *signer,
    uint64_t version, const struct zl_hash *previous)
{
        struct zl_directory_claim of = {.version = version,
            .has_previous = version > 1,
            .statements = w->at.position,
            .scopes = 5,
            .expires = {w->at.time.ms + 14 * ZL_MS_DAY}};

        if (previous != NULL)
                of.previous = *previous;
        return world_say(w, signer, ZL_DIRECTORY, &of);
}

struct world *world_bare(void)
{
        struct zl_charter charter = sample_charter();
        struct world *w = calloc(1, sizeof(*w));

        samples_start();
        REQUIRE(w != NULL);
        w->at.time.ms = 1795458419123;
        REQUIRE_OK(zl_signer_new(&w->root));
        REQUIRE_OK(zl_signer_new(&w->spare));
        REQUIRE_OK(zl_directory_new(&w->root.key, &w->directory));
        for (size_t i = 0; i < 2; i++) {
                charter.districts[i].id = sample_id((uint8_t)(NORTH + i));
                charter.teams[i].id = sample_id((uint8_t)(TEAM_NORTH + i));
                charter.teams[i].district = charter.districts[i].id;
        }
        charter.spare_root = w->spare.key;
        REQUIRE_OK(world_say(w, &w->root, ZL_CHARTER, &charter));
        w->charter = w->last;
        return w;
}

static void join(struct world *w, const struct zl_signer *by, struct person *p,
    uint8_t id, enum zl_role role, const char *scope)
{
        p->id = sample_id(id);
        REQUIRE_OK(world_appoint(w, by, p, role, scope));
        REQUIRE_OK(world_join(w, p));
}

struct world *world_new(void)
{
        struct world *w = world_bare();
        const struct zl_signer *coordinator = &w->coordinator.device;

        join(w, &w->root, &w->coordinator, 0x41, ZL_ROLE_COORDINATOR, "");
        join(w, coordinator, &w->supporter, 0x42, ZL_ROLE_SUPPORTER, "\x11");
        join(w, coordinator, &w->everywhere, 0x43, ZL_ROLE_SUPPORTER, "");
        join(w, coordinator, &w->holder, 0x44, ZL_ROLE_PROFESSIONAL, "\x21");
        join(w, coordinator, &w->deputy, 0x45, ZL_ROLE_PROFESSIONAL, "\x21");
        join(w, coordinator, &w->southern, 0x46, ZL_ROLE_PROFESSIONAL, "\x22");
        REQUIRE_OK(world_seal(w, &w->holder));
        REQUIRE_OK(world_seal(w, &w->deputy));
        REQUIRE_OK(world_seal(w, &w->southern));
        REQUIRE_OK(world_club(w, coordinator, CLUB_NORTH, NORTH));
        REQUIRE_OK(world_club(w, coordinator, CLUB_SOUTH, SOUTH));
        REQUIRE_OK(
            world_assign(w, coordinator, CLUB_NORTH, &w->holder, &w->deputy));
        join(w, &w->supporter.device, &w->contact, 0x47, ZL_ROLE_CONTACT,
            "\x31");
        REQUIRE_OK(world_seal(w, &w->contact));
        return w;
}

void person_free(struct person *p)
{
        zl_signer_free(&p->invitation);
        zl_signer_free(&p->device);
}

void world_free(struct world *w)
{
        zl_directory_free(w->directory);
        zl_signer_free(&w->root);
        zl_signer_free(&w->spare);
        person_free(&w->coordinator);
        person_free(&w->supporter);
        person_free(&w->everywhere);
        person_free(&w->holder);
        person_free(&w->deputy);
        person_free(&w->southern);
        person_free(&w->contact);
        free(w);
}
