/* SPDX-License-Identifier: EUPL-1.2 */
/* What a statement changes, once it was judged right.  Room is reserved
 * before, so that nothing here can fail halfway. */
#include "directory_internal.h"

int directory__reserve(
    struct directory__state *s, const struct zl_statement *statement)
{
        size_t teams = statement->type == ZL_CHARTER
            ? statement->is.charter.team_count
            : 0;
        struct directory__list *lists[] = {&s->voids, &s->nodes, &s->charters,
            &s->members, &s->invitations, &s->devices, &s->sealings, &s->clubs,
            &s->absences};
        struct directory__table *tables[] = {&s->member_of, &s->invitation_of,
            &s->device_of, &s->club_of, &s->absence_of};
        int status = directory__list_reserve(&s->teams, teams);

        if (status == ZL_OK)
                status = directory__table_reserve(&s->team_of, teams);
        for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
                if (status == ZL_OK)
                        status = directory__list_reserve(lists[i], 1);
        }
        for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
                if (status == ZL_OK)
                        status = directory__table_reserve(tables[i], 1);
        }
        return status;
}

static void apply_charter(
    const struct zl_directory *d, struct directory__state *s, size_t index)
{
        const struct zl_charter *charter =
            &directory__entry_at(d, index)->statement->is.charter;

        (void)directory__list_add(&s->charters, &index);
        for (size_t i = 0; i < charter->team_count; i++) {
                const struct zl_team *team = &charter->teams[i];
                struct directory__team kept = {team->district};

                if (directory__table_get(&s->team_of, team->id.bytes,
                        ZL_ID_SIZE) != DIRECTORY__NONE)
                        continue;
                directory__table_set(&s->team_of, team->id.bytes, ZL_ID_SIZE,
                    directory__list_add(&s->teams, &kept));
        }
}

static void apply_club(
    const struct zl_directory *d, struct directory__state *s, size_t index)
{
        const struct directory__entry *entry = directory__entry_at(d, index);
        const struct zl_club *club = &entry->statement->is.club;
        struct directory__club *known = directory__club(s, &club->club);

        if (known == NULL) {
                struct directory__club fresh = {
                    .is = {.position = entry->at.position},
                    .newest = DIRECTORY__NONE,
                    .assignment = DIRECTORY__NONE};
                size_t i = directory__list_add(&s->clubs, &fresh);

                directory__table_set(
                    &s->club_of, club->club.bytes, ZL_ID_SIZE, i);
                known = directory__list_at(&s->clubs, i);
        }
        known->is.club = *club;
        known->newest = directory__node_add(s, index, known->newest);
}

/* The member's id of the device that signed; zero when it was the root. */
static struct zl_id signer_of(
    const struct directory__state *s, const struct zl_statement *statement)
{
        const struct directory__device *device =
            directory__device(s, &statement->signer);

        return device == NULL ? (struct zl_id){{0}} : device->is.member;
}

static void apply_appointment(
    const struct zl_directory *d, struct directory__state *s, size_t index)
{
        const struct directory__entry *entry = directory__entry_at(d, index);
        const struct zl_appointment *a = &entry->statement->is.appointment;
        struct directory__member *member = directory__member(s, &a->member);
        struct directory__invitation invitation = {
            .entry = index, .voided = ZL_POSITION_END};

        if (member == NULL) {
                struct directory__member fresh = {
                    .is = {.id = a->member, .position = entry->at.position},
                    .newest = DIRECTORY__NONE,
                    .devices = DIRECTORY__NONE,
                    .absences = DIRECTORY__NONE};
                size_t i = directory__list_add(&s->members, &fresh);

                directory__table_set(
                    &s->member_of, a->member.bytes, ZL_ID_SIZE, i);
                member = directory__list_at(&s->members, i);
        }
        member->is.role = a->role;
        member->is.scope = a->scope;
        member->is.scope_count = a->scope_count;
        member->is.from = a->from;
        member->is.until = a->until;
        member->is.ended = ZL_POSITION_END;
        member->is.appointment = entry->statement->hash;
        member->is.appointed_by = signer_of(s, entry->statement);
        member->newest = directory__node_add(s, index, member->newest);
        invitation.member =
            directory__table_get(&s->member_of, a->member.bytes, ZL_ID_SIZE);
        directory__table_set(&s->invitation_of, a->invitation.bytes,
            ZL_SIGN_KEY_SIZE,
            directory__list_add(&s->invitations, &invitation));
}

static void apply_card(
    const struct zl_directory *d, struct directory__state *s, size_t index)
{
        const struct zl_card *card =
            &directory__entry_at(d, index)->statement->is.card;
        struct directory__member *member = directory__member(s, &card->member);

        member->is.has_card = true;
        member->is.card = card->card;
}

/* A second use voids all devices whose chain began with the invitation: the
 * thief may have made another device in between. */
static void use_invitation(struct directory__state *s,
    struct directory__invitation *invitation, size_t number, uint64_t position)
{
        const struct directory__member *member =
            directory__list_at(&s->members, invitation->member);

        invitation->uses++;
        if (invitation->uses != 2)
                return;
        invitation->voided = position;
        for (size_t i = member->devices; i != DIRECTORY__NONE;) {
                struct directory__device *device =
                    directory__list_at(&s->devices, i);

                if (device->origin == number)
                        device->is.voided = true;
                i = device->next;
        }
}

static void apply_device(
    const struct zl_directory *d, struct directory__state *s, size_t index)
{
        const struct directory__entry *entry = directory__entry_at(d, index);
        const struct zl_statement *statement = entry->statement;
        struct directory__member *member =
            directory__member(s, &statement->is.device.member);
        size_t origin = directory__table_get(
            &s->invitation_of, statement->signer.bytes, ZL_SIGN_KEY_SIZE);
        struct directory__device device = {
            .is = {.key = statement->is.device.key,
                .member = statement->is.device.member,
                .statement = statement->hash,
                .position = entry->at.position,
                .ended = ZL_POSITION_END,
                .by_invitation = origin != DIRECTORY__NONE,
                .compromised = directory__compromised(d, index)},
            .entry = index,
            .next = member->devices,
            .sealing = DIRECTORY__NONE};
        size_t i = 0;

        if (origin == DIRECTORY__NONE)
                device.origin =
                    directory__device(s, &statement->signer)->origin;
        else
                device.origin = origin;
        i = directory__list_add(&s->devices, &device);
        directory__table_set(
            &s->device_of, device.is.key.bytes, ZL_SIGN_KEY_SIZE, i);
        member->devices = i;
        if (origin != DIRECTORY__NONE)
                use_invitation(s, directory__list_at(&s->invitations, origin),
                    origin, entry->at.position);
}

static void apply_sealing(
    const struct zl_directory *d, struct directory__state *s, size_t index)
{
        const struct directory__entry *entry = directory__entry_at(d, index);
        const struct zl_statement *statement = entry->statement;
        struct directory__device *device =
            directory__device(s, &statement->signer);
        struct directory__sealing sealing = {
            .is = {.key = statement->is.sealing.key,
                .device = statement->signer,
                .member = statement->is.sealing.member,
                .position = entry->at.position,
                .ended = ZL_POSITION_END},
            .older = device->sealing};

        if (device->sealing != DIRECTORY__NONE) {
                struct directory__sealing *before =
                    directory__list_at(&s->sealings, device->sealing);

                before->is.ended = entry->at.position;
        }
        device->sealing = directory__list_add(&s->sealings, &sealing);
}

static void apply_assignment(
    const struct zl_directory *d, struct directory__state *s, size_t index)
{
        const struct zl_assignment *a =
            &directory__entry_at(d, index)->statement->is.assignment;
        struct directory__club *club = directory__club(s, &a->club);

        club->assignment = directory__node_add(s, index, club->assignment);
}

/* Its marks are the directory's; here only that it ends.  The subject may be
 * void by now, when a mark that lives is applied anew. */
static void apply_revocation(
    const struct zl_directory *d, struct directory__state *s, size_t index)
{
        const struct directory__entry *entry = directory__entry_at(d, index);
        const struct zl_revocation *r = &entry->statement->is.revocation;
        size_t i =
            directory__table_get(&d->entry_of, r->subject.bytes, ZL_HASH_SIZE);
        const struct directory__entry *subject = directory__entry_at(d, i);
        const bool *is_void = directory__list_at(&s->voids, i);
        struct directory__member *member = NULL;
        struct directory__device *device = NULL;
        struct directory__node *node = NULL;

        if (*is_void)
                return;
        if (subject->statement->type == ZL_DEVICE) {
                device =
                    directory__device(s, &subject->statement->is.device.key);
                if (device->is.ended == ZL_POSITION_END)
                        device->is.ended = entry->at.position;
                return;
        }
        member =
            directory__member(s, &subject->statement->is.appointment.member);
        node = directory__list_at(&s->nodes, member->newest);
        if (node->ended == ZL_POSITION_END)
                node->ended = entry->at.position;
        member->is.ended = node->ended;
}

void directory__apply(
    const struct zl_directory *d, struct directory__state *s, size_t index)
{
        switch (directory__entry_at(d, index)->statement->type) {
        case ZL_CHARTER:
                apply_charter(d, s, index);
                break;
        case ZL_CLUB:
                apply_club(d, s, index);
                break;
        case ZL_APPOINTMENT:
                apply_appointment(d, s, index);
                break;
        case ZL_CARD:
                apply_card(d, s, index);
                break;
        case ZL_DEVICE:
                apply_device(d, s, index);
                break;
        case ZL_SEALING_KEY:
                apply_sealing(d, s, index);
                break;
        case ZL_ASSIGNMENT:
                apply_assignment(d, s, index);
                break;
        case ZL_REVOCATION:
                apply_revocation(d, s, index);
                break;
        case ZL_DIRECTORY:
                s->claim = index;
                break;
        case ZL_ABSENCE:
                directory__absence_apply(d, s, index);
                break;
        }
}
