/* SPDX-License-Identifier: EUPL-1.2 */
/* What holds, and at which point it held (docs/protocol.md, 2.10). */
#include <stdlib.h>

#include "calendar.h"
#include "directory_internal.h"

int directory__state_new(struct directory__state **ret_state)
{
        struct directory__state *s = calloc(1, sizeof(*s));

        if (s == NULL)
                return ZL_E_MEMORY;
        directory__list_init(&s->voids, sizeof(bool));
        directory__list_init(&s->nodes, sizeof(struct directory__node));
        directory__list_init(&s->charters, sizeof(size_t));
        directory__list_init(&s->teams, sizeof(struct directory__team));
        directory__list_init(&s->members, sizeof(struct directory__member));
        directory__list_init(
            &s->invitations, sizeof(struct directory__invitation));
        directory__list_init(&s->devices, sizeof(struct directory__device));
        directory__list_init(&s->sealings, sizeof(struct directory__sealing));
        directory__list_init(&s->clubs, sizeof(struct directory__club));
        directory__list_init(&s->absences, sizeof(struct directory__absence));
        directory__table_init(&s->team_of);
        directory__table_init(&s->member_of);
        directory__table_init(&s->invitation_of);
        directory__table_init(&s->device_of);
        directory__table_init(&s->club_of);
        directory__table_init(&s->absence_of);
        s->claim = DIRECTORY__NONE;
        *ret_state = s;
        return ZL_OK;
}

void directory__state_free(struct directory__state *state)
{
        if (state == NULL)
                return;
        directory__list_free(&state->voids);
        directory__list_free(&state->nodes);
        directory__list_free(&state->charters);
        directory__list_free(&state->teams);
        directory__list_free(&state->members);
        directory__list_free(&state->invitations);
        directory__list_free(&state->devices);
        directory__list_free(&state->sealings);
        directory__list_free(&state->clubs);
        directory__list_free(&state->absences);
        directory__table_free(&state->team_of);
        directory__table_free(&state->member_of);
        directory__table_free(&state->invitation_of);
        directory__table_free(&state->device_of);
        directory__table_free(&state->club_of);
        directory__table_free(&state->absence_of);
        free(state);
}

struct directory__entry *directory__entry_at(
    const struct zl_directory *d, size_t i)
{
        return directory__list_at(&d->entries, i);
}

const struct zl_id *directory__member_of(
    const struct zl_directory *d, const struct zl_statement *statement)
{
        size_t subject = DIRECTORY__NONE;

        switch (statement->type) {
        case ZL_APPOINTMENT:
                return &statement->is.appointment.member;
        case ZL_CARD:
                return &statement->is.card.member;
        case ZL_DEVICE:
                return &statement->is.device.member;
        case ZL_SEALING_KEY:
                return &statement->is.sealing.member;
        case ZL_ABSENCE:
                return &statement->is.absence.member;
        case ZL_REVOCATION:
                subject = directory__table_get(&d->entry_of,
                    statement->is.revocation.subject.bytes, ZL_HASH_SIZE);
                if (subject == DIRECTORY__NONE)
                        return NULL;
                /* What is no revocation, so this turns back once. */
                statement = directory__entry_at(d, subject)->statement;
                return statement->type == ZL_REVOCATION
                    ? NULL
                    : directory__member_of(d, statement);
        case ZL_CHARTER:
        case ZL_CLUB:
        case ZL_ASSIGNMENT:
        case ZL_DIRECTORY:
                break;
        }
        return NULL;
}

static void *find(const struct directory__table *table,
    const struct directory__list *list, const uint8_t *key, size_t size)
{
        size_t i = directory__table_get(table, key, size);

        return i == DIRECTORY__NONE ? NULL : directory__list_at(list, i);
}

struct directory__member *directory__member(
    const struct directory__state *s, const struct zl_id *id)
{
        return find(&s->member_of, &s->members, id->bytes, sizeof(id->bytes));
}

struct directory__device *directory__device(
    const struct directory__state *s, const struct zl_sign_key *key)
{
        return find(&s->device_of, &s->devices, key->bytes, sizeof(key->bytes));
}

struct directory__club *directory__club(
    const struct directory__state *s, const struct zl_id *id)
{
        return find(&s->club_of, &s->clubs, id->bytes, sizeof(id->bytes));
}

struct directory__invitation *directory__invitation(
    const struct directory__state *s, const struct zl_sign_key *key)
{
        return find(
            &s->invitation_of, &s->invitations, key->bytes, sizeof(key->bytes));
}

const struct zl_statement *directory__charter_at(const struct zl_directory *d,
    const struct directory__state *s, uint64_t position)
{
        for (size_t i = s->charters.count; i > 0; i--) {
                const size_t *index = directory__list_at(&s->charters, i - 1);
                const struct directory__entry *entry =
                    directory__entry_at(d, *index);

                if (entry->at.position < position)
                        return entry->statement;
        }
        return NULL;
}

bool directory__is_root(const struct zl_directory *d,
    const struct directory__state *s, const struct zl_sign_key *key,
    uint64_t position)
{
        const struct zl_statement *charter =
            directory__charter_at(d, s, position);

        return zl_sign_key_equal(key, &d->root) ||
            (charter != NULL &&
                zl_sign_key_equal(key, &charter->is.charter.spare_root));
}

const struct zl_team *directory__team_in(
    const struct zl_charter *charter, const struct zl_id *id)
{
        for (size_t i = 0; charter != NULL && i < charter->team_count; i++) {
                if (zl_id_equal(&charter->teams[i].id, id))
                        return &charter->teams[i];
        }
        return NULL;
}

bool directory__district_in(
    const struct zl_charter *charter, const struct zl_id *id)
{
        for (size_t i = 0; charter != NULL && i < charter->district_count;
             i++) {
                if (zl_id_equal(&charter->districts[i].id, id))
                        return true;
        }
        return false;
}

size_t directory__node_add(
    struct directory__state *s, size_t entry, size_t older)
{
        struct directory__node node = {
            .entry = entry, .older = older, .ended = ZL_POSITION_END};

        return directory__list_add(&s->nodes, &node);
}

const struct directory__node *directory__node_at(const struct zl_directory *d,
    const struct directory__state *s, size_t newest, uint64_t position)
{
        while (newest != DIRECTORY__NONE) {
                const struct directory__node *node =
                    directory__list_at(&s->nodes, newest);

                if (directory__entry_at(d, node->entry)->at.position < position)
                        return node;
                newest = node->older;
        }
        return NULL;
}

const struct zl_statement *directory__node_statement(
    const struct zl_directory *d, const struct directory__node *node)
{
        return directory__entry_at(d, node->entry)->statement;
}

int directory__member_in_force(const struct zl_directory *d,
    const struct directory__state *s, const struct directory__member *member,
    struct zl_point at)
{
        const struct directory__node *node = NULL;
        const struct zl_appointment *appointment = NULL;
        uint32_t day = zl_time_day(at.time);

        if (member == NULL)
                return ZL_E_NOT_FOUND;
        node = directory__node_at(d, s, member->newest, at.position);
        if (node == NULL)
                return ZL_E_NOT_FOUND;
        if (node->ended < at.position)
                return ZL_E_REVOKED;
        appointment = &directory__node_statement(d, node)->is.appointment;
        if (day < appointment->from || day > appointment->until)
                return ZL_E_EXPIRED;
        return ZL_OK;
}

int directory__device_in_force(const struct zl_directory *d,
    const struct directory__state *s, const struct directory__device *device,
    struct zl_point at, bool writes)
{
        const struct directory__invitation *origin = NULL;

        if (device == NULL || device->is.position >= at.position)
                return ZL_E_CHAIN;
        origin = directory__list_at(&s->invitations, device->origin);
        if (origin->voided < at.position)
                return ZL_E_CODE_USED;
        if (device->is.ended < at.position)
                return ZL_E_REVOKED;
        if (writes && device->is.compromised != ZL_POSITION_END &&
            at.position >= device->is.compromised)
                return ZL_E_REVOKED;
        return directory__member_in_force(
            d, s, directory__member(s, &device->is.member), at);
}

bool directory__among(
    const struct zl_id *ids, size_t count, const struct zl_id *id)
{
        for (size_t i = 0; i < count; i++) {
                if (zl_id_equal(&ids[i], id))
                        return true;
        }
        return false;
}
