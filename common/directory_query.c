/* SPDX-License-Identifier: EUPL-1.2 */
/* What the directory answers when asked. */
#include <assert.h>
#include <string.h>

#include "directory_internal.h"

size_t zl_directory_count(const struct zl_directory *directory)
{
        return directory->entries.count;
}

const struct zl_statement *zl_directory_statement(
    const struct zl_directory *directory, size_t index,
    struct zl_point *ret_point)
{
        const struct directory__entry *entry =
            directory__entry_at(directory, index);

        if (ret_point != NULL)
                *ret_point = entry->at;
        return entry->statement;
}

bool zl_directory_is_void(const struct zl_directory *directory, size_t index)
{
        const bool *is_void =
            directory__list_at(&directory->state->voids, index);

        return *is_void;
}

size_t zl_directory_absence_count(const struct zl_directory *directory)
{
        return directory->state->absences.count;
}

const struct zl_absence *zl_directory_absence_at(
    const struct zl_directory *directory, size_t index)
{
        const struct directory__state *s = directory->state;
        const struct directory__absence *absence =
            directory__list_at(&s->absences, index);
        const struct directory__node *newest =
            directory__list_at(&s->nodes, absence->newest);

        return &directory__node_statement(directory, newest)->is.absence;
}

const struct zl_charter *zl_directory_charter(
    const struct zl_directory *directory)
{
        const struct zl_statement *statement =
            directory__charter_at(directory, directory->state, ZL_POSITION_END);

        return statement == NULL ? NULL : &statement->is.charter;
}

const struct zl_team *zl_directory_team(
    const struct zl_directory *directory, const struct zl_id *id)
{
        return directory__team_in(zl_directory_charter(directory), id);
}

const struct zl_member *zl_directory_member(
    const struct zl_directory *directory, const struct zl_id *id)
{
        const struct directory__member *member =
            directory__member(directory->state, id);

        return member == NULL ? NULL : &member->is;
}

size_t zl_directory_member_count(const struct zl_directory *directory)
{
        return directory->state->members.count;
}

const struct zl_member *zl_directory_member_at(
    const struct zl_directory *directory, size_t index)
{
        const struct directory__member *member =
            directory__list_at(&directory->state->members, index);

        return &member->is;
}

size_t zl_directory_member_number(
    const struct zl_directory *directory, const struct zl_id *id)
{
        return directory__table_get(
            &directory->state->member_of, id->bytes, ZL_ID_SIZE);
}

bool zl_directory_has_joined(const struct zl_directory *directory,
    const struct zl_id *id, struct zl_point at)
{
        const struct directory__state *s = directory->state;
        const struct directory__member *member = directory__member(s, id);
        size_t i = member == NULL ? DIRECTORY__NONE : member->devices;

        while (i != DIRECTORY__NONE) {
                const struct directory__device *device =
                    directory__list_at(&s->devices, i);

                if (directory__device_in_force(
                        directory, s, device, at, true) == ZL_OK)
                        return true;
                i = device->next;
        }
        return false;
}

bool zl_directory_ever_joined(
    const struct zl_directory *directory, const struct zl_id *id)
{
        const struct directory__member *member =
            directory__member(directory->state, id);

        return member != NULL && member->devices != DIRECTORY__NONE;
}

struct zl_point zl_directory_appointed(
    const struct zl_directory *directory, const struct zl_id *id)
{
        const struct directory__state *s = directory->state;
        const struct directory__member *member = directory__member(s, id);
        const struct directory__node *newest = NULL;

        if (member == NULL)
                return (struct zl_point){0};
        newest = directory__list_at(&s->nodes, member->newest);
        return directory__entry_at(directory, newest->entry)->at;
}

const struct zl_id *zl_directory_about(
    const struct zl_directory *directory, const struct zl_statement *statement)
{
        return directory__member_of(directory, statement);
}

const struct zl_device_entry *zl_directory_device(
    const struct zl_directory *directory, const struct zl_sign_key *key)
{
        const struct directory__device *device =
            directory__device(directory->state, key);

        return device == NULL ? NULL : &device->is;
}

size_t zl_directory_device_count(const struct zl_directory *directory)
{
        return directory->state->devices.count;
}

const struct zl_device_entry *zl_directory_device_at(
    const struct zl_directory *directory, size_t index)
{
        const struct directory__device *device =
            directory__list_at(&directory->state->devices, index);

        return &device->is;
}

const struct zl_club_entry *zl_directory_club(
    const struct zl_directory *directory, const struct zl_id *id)
{
        const struct directory__club *club =
            directory__club(directory->state, id);

        return club == NULL ? NULL : &club->is;
}

size_t zl_directory_club_number(
    const struct zl_directory *directory, const struct zl_id *id)
{
        return directory__table_get(
            &directory->state->club_of, id->bytes, ZL_ID_SIZE);
}

size_t zl_directory_club_count(const struct zl_directory *directory)
{
        return directory->state->clubs.count;
}

const struct zl_club_entry *zl_directory_club_at(
    const struct zl_directory *directory, size_t index)
{
        const struct directory__club *club =
            directory__list_at(&directory->state->clubs, index);

        return &club->is;
}

int zl_directory_member_in_force(const struct zl_directory *directory,
    const struct zl_id *id, struct zl_point at)
{
        return directory__member_in_force(directory, directory->state,
            directory__member(directory->state, id), at);
}

int zl_directory_device_in_force(const struct zl_directory *directory,
    const struct zl_sign_key *key, struct zl_point at,
    const struct zl_device_entry **ret_device)
{
        const struct directory__device *device =
            directory__device(directory->state, key);
        int status = directory__device_in_force(
            directory, directory->state, device, at, true);

        if (status == ZL_OK && ret_device != NULL)
                *ret_device = &device->is;
        return status;
}

/* The sealing key a device had before a position, or NULL. */
static const struct zl_sealing_entry *sealing_at(
    const struct directory__state *s, const struct directory__device *device,
    uint64_t position)
{
        for (size_t i = device->sealing; i != DIRECTORY__NONE;) {
                const struct directory__sealing *sealing =
                    directory__list_at(&s->sealings, i);

                if (sealing->is.position < position)
                        return &sealing->is;
                i = sealing->older;
        }
        return NULL;
}

/* Put in its place by key; what does not fit is left out. */
static size_t insert(struct zl_sealing_entry *ret, size_t count, size_t max,
    const struct zl_sealing_entry *entry)
{
        size_t i = count;

        if (count == max)
                return count;
        while (i > 0 &&
            memcmp(ret[i - 1].key.bytes, entry->key.bytes,
                sizeof(entry->key.bytes)) > 0) {
                ret[i] = ret[i - 1];
                i--;
        }
        ret[i] = *entry;
        return count + 1;
}

size_t zl_directory_sealing_keys(const struct zl_directory *directory,
    const struct zl_id *member, struct zl_point at,
    struct zl_sealing_entry *ret, size_t max)
{
        const struct directory__state *s = directory->state;
        const struct directory__member *known = directory__member(s, member);
        size_t count = 0;

        for (size_t i = known == NULL ? DIRECTORY__NONE : known->devices;
             i != DIRECTORY__NONE;) {
                const struct directory__device *device =
                    directory__list_at(&s->devices, i);
                const struct zl_sealing_entry *sealing =
                    sealing_at(s, device, at.position);

                if (sealing != NULL &&
                    directory__device_in_force(
                        directory, s, device, at, false) == ZL_OK)
                        count = insert(ret, count, max, sealing);
                i = device->next;
        }
        return count;
}

/* The district a club was in, or NULL. */
static const struct zl_id *district_of(const struct zl_directory *d,
    const struct directory__club *club, struct zl_point at)
{
        const struct directory__node *node = club == NULL
            ? NULL
            : directory__node_at(d, d->state, club->newest, at.position);

        return node == NULL
            ? NULL
            : &directory__node_statement(d, node)->is.club.district;
}

/* The district of somebody to whom can be sealed at a point: a professional
 * in force, of a team of the charter, with a sealing key; NULL: none. */
static const struct zl_id *reachable_in(
    const struct zl_directory *d, const struct zl_id *id, struct zl_point at)
{
        const struct directory__state *s = d->state;
        const struct directory__member *member = directory__member(s, id);
        const struct zl_statement *charter =
            directory__charter_at(d, s, at.position);
        const struct directory__node *node = NULL;
        const struct zl_team *team = NULL;
        struct zl_sealing_entry key;

        if (directory__member_in_force(d, s, member, at) != ZL_OK ||
            member->is.role != ZL_ROLE_PROFESSIONAL || charter == NULL)
                return NULL;
        node = directory__node_at(d, s, member->newest, at.position);
        team = directory__team_in(&charter->is.charter,
            &directory__node_statement(d, node)->is.appointment.scope[0]);
        return team != NULL && zl_directory_sealing_keys(d, id, at, &key, 1) > 0
            ? &team->district
            : NULL;
}

/* Does this person receive notes of a club in this district? */
static bool receives(const struct zl_directory *d, const struct zl_id *id,
    const struct zl_id *district, struct zl_point at)
{
        const struct zl_id *own = reachable_in(d, id, at);

        return own != NULL && zl_id_equal(own, district);
}

/* In its place by id among the deputies by absence, unless there already. */
static void add_deputy(
    struct zl_routing *routing, size_t assigned, const struct zl_id *id)
{
        size_t i = routing->deputy_count;

        if (directory__among(routing->deputies, routing->deputy_count, id) ||
            (routing->has_account_holder &&
                zl_id_equal(id, &routing->account_holder)))
                return;
        assert(i < sizeof(routing->deputies) / sizeof(routing->deputies[0]));
        while (i > assigned &&
            memcmp(routing->deputies[i - 1].bytes, id->bytes, ZL_ID_SIZE) > 0) {
                routing->deputies[i] = routing->deputies[i - 1];
                i--;
        }
        routing->deputies[i] = *id;
        routing->deputy_count++;
}

/* Who stands in for those that are assigned; not for each other, so that
 * what comes of it does not depend on the order. */
static void add_stand_ins(const struct zl_directory *d, struct zl_point at,
    const struct zl_id *district, struct zl_routing *routing)
{
        size_t assigned = routing->deputy_count;

        for (size_t i = 0; i <= assigned; i++) {
                const struct zl_id *person = i < assigned
                    ? &routing->deputies[i]
                    : &routing->account_holder;
                const struct zl_absence *absence = NULL;

                if (i == assigned && !routing->has_account_holder)
                        break;
                absence = zl_directory_absence_of(d, person, at);
                if (absence != NULL &&
                    directory__same_team(
                        d, d->state, person, &absence->deputy, at.position) &&
                    receives(d, &absence->deputy, district, at))
                        add_deputy(routing, assigned, &absence->deputy);
        }
}

bool zl_directory_may_receive(const struct zl_directory *directory,
    const struct zl_id *member, struct zl_point at)
{
        return reachable_in(directory, member, at) != NULL;
}

int zl_directory_routing(const struct zl_directory *directory,
    const struct zl_id *club, struct zl_point at,
    struct zl_routing *ret_routing)
{
        const struct directory__state *s = directory->state;
        const struct directory__club *known = directory__club(s, club);
        const struct directory__node *node = NULL;
        const struct zl_assignment *a = NULL;
        const struct zl_id *district = district_of(directory, known, at);
        struct zl_routing routing = {.deputy_count = 0};

        if (district == NULL)
                return ZL_E_NOT_FOUND;
        node = directory__node_at(directory, s, known->assignment, at.position);
        if (node != NULL) {
                a = &directory__node_statement(directory, node)->is.assignment;
                routing.phone = a->phone;
                routing.account_holder = a->account_holder;
                routing.has_account_holder =
                    receives(directory, &a->account_holder, district, at);
        }
        for (size_t i = 0; a != NULL && i < a->deputy_count; i++) {
                if (receives(directory, &a->deputies[i], district, at))
                        routing.deputies[routing.deputy_count++] =
                            a->deputies[i];
        }
        add_stand_ins(directory, at, district, &routing);
        *ret_routing = routing;
        return ZL_OK;
}

unsigned zl_directory_club_relation(const struct zl_directory *directory,
    const struct zl_id *member, const struct zl_id *club, struct zl_point at)
{
        const struct directory__state *s = directory->state;
        const struct directory__member *person = directory__member(s, member);
        const struct directory__club *known = directory__club(s, club);
        const struct directory__node *node = NULL;
        unsigned relations = 0;

        if (person != NULL && person->is.role == ZL_ROLE_CONTACT)
                node = directory__node_at(
                    directory, s, person->newest, at.position);
        if (node != NULL) {
                const struct zl_appointment *a =
                    &directory__node_statement(directory, node)->is.appointment;

                if (directory__among(a->scope, a->scope_count, club))
                        relations |= ZL_REL_OF_CLUB;
        }
        node = known == NULL
            ? NULL
            : directory__node_at(directory, s, known->assignment, at.position);
        if (node != NULL) {
                const struct zl_assignment *a =
                    &directory__node_statement(directory, node)->is.assignment;

                if (zl_id_equal(&a->account_holder, member) ||
                    directory__among(a->deputies, a->deputy_count, member))
                        relations |= ZL_REL_ASSIGNED;
        }
        return relations;
}

struct zl_claim_view zl_directory_claim(const struct zl_directory *directory)
{
        const struct directory__entry *entry = NULL;

        if (directory->state->claim == DIRECTORY__NONE)
                return (struct zl_claim_view){.claim = NULL};
        entry = directory__entry_at(directory, directory->state->claim);
        assert(entry->statement->type == ZL_DIRECTORY);
        return (struct zl_claim_view){.claim = &entry->statement->is.directory,
            .hash = entry->statement->hash,
            .position = entry->at.position};
}
