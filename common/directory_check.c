/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Would this statement be accepted?  First who signed it (the chain), then
 * whether the policy has a row for that, then the rules between statements
 * (docs/protocol.md, 2.1 to 2.11).
 *
 * Whoever holds every statement of the log knows that something unknown does
 * not exist.  A client holds its own scopes only; there something unknown may
 * stand in a gap.  So a few rules are looser while there are gaps; the server
 * has none.
 */
#include "calendar.h"
#include "directory_internal.h"

/* What is judged, and who said it. */
struct question {
        const struct zl_directory *d;
        const struct directory__state *s;
        const struct zl_statement *statement;
        struct zl_point at;
        size_t index;
        bool whole; /* every statement before it is here */
        const struct zl_charter *charter; /* NULL: none yet */
        enum zl_actor actor;
        const struct directory__member *signer; /* NULL: a root */
        const struct directory__invitation *invitation; /* if it signed */
};

/* Was it taken before by an earlier entry? */
static bool taken(const struct question *q,
    const struct directory__table *table, const uint8_t *key)
{
        size_t entry = directory__table_get(table, key, DIRECTORY__KEY_SIZE);

        return entry != DIRECTORY__NONE && entry < q->index;
}

_Static_assert(
    ZL_DEVICES_MAX *ZL_PERSONS_MAX <= ZL_RECIPIENTS_MAX, "seals fit");

static int key_is_free(const struct question *q, const struct zl_sign_key *key)
{
        if (zl_sign_key_equal(key, &q->d->root) ||
            taken(q, &q->d->signing, key->bytes))
                return ZL_E_CONFLICT;
        for (size_t i = 0; i < q->s->charters.count; i++) {
                const size_t *entry = directory__list_at(&q->s->charters, i);

                if (zl_sign_key_equal(key,
                        &directory__entry_at(q->d, *entry)
                             ->statement->is.charter.spare_root))
                        return ZL_E_CONFLICT;
        }
        return ZL_OK;
}

static int find_signer(struct question *q)
{
        const struct zl_sign_key *key = &q->statement->signer;
        const struct directory__device *device = NULL;
        int status = ZL_OK;

        if (directory__is_root(q->d, q->s, key, q->at.position)) {
                q->actor = ZL_ACTOR_ROOT;
                return ZL_OK;
        }
        q->invitation = directory__invitation(q->s, key);
        if (q->invitation != NULL) {
                q->actor = ZL_ACTOR_INVITATION;
                q->signer =
                    directory__list_at(&q->s->members, q->invitation->member);
                return ZL_OK;
        }
        device = directory__device(q->s, key);
        status = directory__device_in_force(q->d, q->s, device, q->at, true);
        if (status != ZL_OK)
                return status;
        q->signer = directory__member(q->s, &device->is.member);
        q->actor = zl_actor_of(q->signer->is.role);
        return ZL_OK;
}

static int allowed(
    const struct question *q, enum zl_act act, unsigned relations)
{
        if (zl_policy_allows(act, q->actor, relations, ZL_STATE_NONE))
                return ZL_OK;
        if (zl_policy_allows(
                act, q->actor, relations | ZL_REL_SCOPE, ZL_STATE_NONE))
                return ZL_E_SCOPE;
        return ZL_E_POLICY;
}

static unsigned self(const struct question *q, const struct zl_id *member)
{
        return q->signer != NULL && zl_id_equal(&q->signer->is.id, member)
            ? ZL_REL_SELF
            : 0;
}

/* A supporter without districts has them all. */
static bool covers(const struct question *q, const struct zl_id *district)
{
        const struct zl_member *m = &q->signer->is;

        return m->scope_count == 0 ||
            directory__among(m->scope, m->scope_count, district);
}

/* Is a member the signer's to appoint: of the root the coordinators, of a
 * supporter the contacts that have a club in the own districts? */
static unsigned member_in_scope(
    const struct question *q, const struct directory__member *member)
{
        if (q->actor == ZL_ACTOR_ROOT)
                return member->is.role == ZL_ROLE_COORDINATOR ? ZL_REL_SCOPE
                                                              : 0;
        if (q->actor != ZL_ACTOR_SUPPORTER ||
            member->is.role != ZL_ROLE_CONTACT)
                return 0;
        for (size_t i = 0; i < member->is.scope_count; i++) {
                const struct directory__club *club =
                    directory__club(q->s, &member->is.scope[i]);

                if (club == NULL ? !q->whole
                                 : covers(q, &club->is.club.district))
                        return ZL_REL_SCOPE;
        }
        return 0;
}

static int check_team(const struct question *q, const struct zl_team *team)
{
        size_t i =
            directory__table_get(&q->s->team_of, team->id.bytes, ZL_ID_SIZE);
        const struct directory__team *known = NULL;

        if (i == DIRECTORY__NONE)
                return ZL_OK;
        known = directory__list_at(&q->s->teams, i);
        return zl_id_equal(&known->district, &team->district) ? ZL_OK
                                                              : ZL_E_CONFLICT;
}

/* Scopes are told apart by id alone. */
static int check_districts(
    const struct question *q, const struct zl_charter *next)
{
        for (size_t i = 0; i < next->district_count; i++) {
                const struct zl_id *id = &next->districts[i].id;
                struct zl_id clubs = directory__clubs_of(id);

                if (directory__club(q->s, id) != NULL ||
                    directory__club(q->s, &clubs) != NULL ||
                    zl_id_equal(id, &q->d->organisation) ||
                    directory__clubs_in(next, id))
                        return ZL_E_CONFLICT;
        }
        return ZL_OK;
}

static int check_charter(struct question *q)
{
        const struct zl_charter *next = &q->statement->is.charter;
        const struct zl_statement *before =
            directory__charter_at(q->d, q->s, q->at.position);
        int status = find_signer(q);

        if (status == ZL_OK)
                status = allowed(q, ZL_ACT_CHARTER, 0);
        if (status != ZL_OK)
                return status;
        if (next->number != (before == NULL ? 1 : q->charter->number + 1) ||
            (before != NULL && !zl_hash_equal(&next->previous, &before->hash)))
                return ZL_E_ROLLBACK;
        /* A device's key must not become a root's. */
        if (taken(q, &q->d->signing, next->spare_root.bytes))
                return ZL_E_CONFLICT;
        for (size_t i = 0; i < next->team_count && status == ZL_OK; i++)
                status = check_team(q, &next->teams[i]);
        return status == ZL_OK ? check_districts(q, next) : status;
}

static int check_club(struct question *q)
{
        const struct zl_club *club = &q->statement->is.club;
        const struct directory__club *known =
            directory__club(q->s, &club->club);
        unsigned relations = 0;
        int status = find_signer(q);

        if (status != ZL_OK)
                return status;
        if (q->actor == ZL_ACTOR_SUPPORTER && covers(q, &club->district) &&
            (known == NULL || covers(q, &known->is.club.district)))
                relations = ZL_REL_SCOPE;
        status = allowed(q, ZL_ACT_CLUB, relations);
        if (status != ZL_OK)
                return status;
        if (!directory__district_in(q->charter, &club->district))
                return ZL_E_NOT_FOUND;
        if (directory__district_in(q->charter, &club->club) ||
            directory__clubs_in(q->charter, &club->club) ||
            zl_id_equal(&club->club, &q->d->organisation))
                return ZL_E_CONFLICT;
        return ZL_OK;
}

/* Are all clubs of the scope in the signer's districts? */
static bool clubs_in_scope(
    const struct question *q, const struct zl_appointment *a)
{
        for (size_t i = 0; i < a->scope_count; i++) {
                const struct directory__club *club =
                    directory__club(q->s, &a->scope[i]);

                if (club != NULL && !covers(q, &club->is.club.district))
                        return false;
        }
        return true;
}

static bool scope_exists(
    const struct question *q, const struct zl_appointment *a)
{
        for (size_t i = 0; i < a->scope_count; i++) {
                const struct zl_id *id = &a->scope[i];
                bool known = true;

                if (a->role == ZL_ROLE_SUPPORTER)
                        known = directory__district_in(q->charter, id);
                else if (a->role == ZL_ROLE_PROFESSIONAL)
                        known = directory__team_in(q->charter, id) != NULL;
                else
                        known = !q->whole || directory__club(q->s, id) != NULL;
                if (!known)
                        return false;
        }
        return true;
}

static int check_appointment(struct question *q)
{
        const struct zl_appointment *a = &q->statement->is.appointment;
        const struct directory__member *known =
            directory__member(q->s, &a->member);
        unsigned relations = 0;
        int status = find_signer(q);

        if (status != ZL_OK)
                return status;
        if (q->actor == ZL_ACTOR_SUPPORTER && a->role == ZL_ROLE_CONTACT &&
            clubs_in_scope(q, a) &&
            (known == NULL || member_in_scope(q, known) != 0))
                relations = ZL_REL_SCOPE;
        status = allowed(q, zl_act_appoint(a->role), relations);
        if (status != ZL_OK)
                return status;
        if (known != NULL && known->is.role != a->role)
                return ZL_E_CONFLICT;
        if (!scope_exists(q, a))
                return ZL_E_NOT_FOUND;
        return key_is_free(q, &a->invitation);
}

static int check_card(struct question *q)
{
        const struct directory__member *member =
            directory__member(q->s, &q->statement->is.card.member);
        int status = find_signer(q);

        if (status != ZL_OK)
                return status;
        if (member == NULL)
                return ZL_E_NOT_FOUND;
        return allowed(
            q, zl_act_appoint(member->is.role), member_in_scope(q, member));
}

/* May this invitation still make a device?  A second use is let through, so
 * that everybody sees it; a third tells nothing new. */
static int check_invitation(const struct question *q)
{
        const struct directory__invitation *invitation = q->invitation;
        const struct directory__entry *appointment =
            directory__entry_at(q->d, invitation->entry);
        const struct directory__node *newest =
            directory__list_at(&q->s->nodes, q->signer->newest);
        uint64_t end = appointment->at.time.ms + ZL_INVITATION_DAYS * ZL_MS_DAY;
        uint64_t compromised = directory__compromised(q->d, invitation->entry);

        if (!zl_hash_equal(&q->statement->is.device.appointment,
                &appointment->statement->hash))
                return ZL_E_CONFLICT;
        if (compromised != ZL_POSITION_END && q->at.position >= compromised)
                return ZL_E_REVOKED;
        if (invitation->uses == 0 && newest->entry != invitation->entry)
                return ZL_E_REVOKED;
        if (invitation->uses > 1)
                return ZL_E_CODE_USED;
        /* Who appoints a member anew must not be able to join as that member
         * with the new invitation: who lost all devices becomes a new one. */
        if (invitation->uses == 0 && q->signer->devices != DIRECTORY__NONE)
                return ZL_E_CONFLICT;
        if (q->at.time.ms > end)
                return ZL_E_EXPIRED;
        return directory__member_in_force(q->d, q->s, q->signer, q->at);
}

/* Each device in force has a seal in every record, and a record has room
 * for ZL_RECIPIENTS_MAX of ZL_PERSONS_MAX persons. */
static bool has_too_many(
    const struct question *q, const struct directory__member *member)
{
        size_t count = 0;

        for (size_t i = member->devices; i != DIRECTORY__NONE;) {
                const struct directory__device *device =
                    directory__list_at(&q->s->devices, i);

                if (device->is.ended == ZL_POSITION_END && !device->is.voided)
                        count++;
                i = device->next;
        }
        return count >= ZL_DEVICES_MAX;
}

static int check_device(struct question *q)
{
        const struct zl_device *device = &q->statement->is.device;
        size_t entry = directory__table_get(
            &q->d->entry_of, device->appointment.bytes, ZL_HASH_SIZE);
        const struct zl_statement *appointment = NULL;
        int status = find_signer(q);

        if (status == ZL_OK)
                status = allowed(q, ZL_ACT_DEVICE, self(q, &device->member));
        if (status == ZL_OK && q->invitation != NULL)
                status = check_invitation(q);
        if (status != ZL_OK)
                return status;
        if (entry == DIRECTORY__NONE || entry >= q->index)
                return ZL_E_NOT_FOUND;
        appointment = directory__entry_at(q->d, entry)->statement;
        if (appointment->type != ZL_APPOINTMENT ||
            !zl_id_equal(&appointment->is.appointment.member, &device->member))
                return ZL_E_NOT_FOUND;
        if (q->invitation == NULL && has_too_many(q, q->signer))
                return ZL_E_CONFLICT;
        return key_is_free(q, &device->key);
}

static int check_sealing(struct question *q)
{
        const struct zl_sealing *sealing = &q->statement->is.sealing;
        int status = find_signer(q);

        if (status == ZL_OK)
                status =
                    allowed(q, ZL_ACT_SEALING_KEY, self(q, &sealing->member));
        if (status != ZL_OK)
                return status;
        return taken(q, &q->d->sealing, sealing->key.bytes) ? ZL_E_CONFLICT
                                                            : ZL_OK;
}

static int check_person(const struct question *q, const struct zl_id *id,
    const struct zl_id *district)
{
        const struct directory__member *member = directory__member(q->s, id);
        const struct zl_team *team = NULL;

        /* Who left the district cannot be seen by its contacts any more. */
        if (member == NULL)
                return q->whole ? ZL_E_NOT_FOUND : ZL_OK;
        if (member->is.role != ZL_ROLE_PROFESSIONAL)
                return ZL_E_CONFLICT;
        team = directory__team_in(q->charter, &member->is.scope[0]);
        if (team == NULL || !zl_id_equal(&team->district, district))
                return ZL_E_CONFLICT;
        return directory__member_in_force(q->d, q->s, member, q->at);
}

static int check_assignment(struct question *q)
{
        const struct zl_assignment *a = &q->statement->is.assignment;
        const struct directory__club *club = directory__club(q->s, &a->club);
        int status = find_signer(q);

        if (status == ZL_OK)
                status = allowed(q, ZL_ACT_ASSIGN, 0);
        if (status != ZL_OK)
                return status;
        if (club == NULL)
                return ZL_E_NOT_FOUND;
        status = check_person(q, &a->account_holder, &club->is.club.district);
        for (size_t i = 0; i < a->deputy_count && status == ZL_OK; i++)
                status =
                    check_person(q, &a->deputies[i], &club->is.club.district);
        return status;
}

/* Of the deputy a reader with gaps may know nothing: one that left the
 * district since.  Who is not known receives nothing, so that neither the
 * absence nor its end changes who receives. */
static int check_absence(struct question *q)
{
        const struct zl_absence *a = &q->statement->is.absence;
        const struct zl_id *deputy = directory__absence_deputy(q->d, q->s, a);
        unsigned relations = 0;
        int status = find_signer(q);

        if (status == ZL_E_CHAIN && a->ended && !q->whole && deputy != NULL &&
            directory__member(q->s, deputy) == NULL)
                return ZL_OK;
        if (status != ZL_OK)
                return status;
        relations = self(q, &a->member);
        if (deputy != NULL && self(q, deputy) != 0)
                relations |= ZL_REL_DEPUTY;
        status = allowed(
            q, a->ended ? ZL_ACT_END_ABSENCE : ZL_ACT_ABSENCE, relations);
        if (status != ZL_OK)
                return status;
        return directory__absence_check(q->d, q->s, a, q->at, q->whole);
}

/* The member whose appointment or device is revoked; NULL if neither. */
static const struct directory__member *subject_of(
    const struct question *q, bool *ret_device)
{
        const struct zl_revocation *r = &q->statement->is.revocation;
        size_t entry = directory__table_get(
            &q->d->entry_of, r->subject.bytes, ZL_HASH_SIZE);
        const struct zl_statement *subject = NULL;
        const bool *is_void = NULL;

        if (entry == DIRECTORY__NONE || entry >= q->index)
                return NULL;
        is_void = directory__list_at(&q->s->voids, entry);
        subject = directory__entry_at(q->d, entry)->statement;
        *ret_device = subject->type == ZL_DEVICE;
        if (*is_void ||
            (subject->type != ZL_DEVICE && subject->type != ZL_APPOINTMENT))
                return NULL;
        return directory__member(q->s, directory__member_of(q->d, subject));
}

static int check_revocation(struct question *q)
{
        const struct zl_revocation *r = &q->statement->is.revocation;
        const struct directory__member *member = NULL;
        unsigned relations = 0;
        bool is_device = false;
        int status = find_signer(q);

        if (status != ZL_OK)
                return status;
        member = subject_of(q, &is_device);
        if (member == NULL)
                return ZL_E_NOT_FOUND;
        relations = member_in_scope(q, member);
        /* Of oneself: having left, or a device; not all one ever signed. */
        if (is_device || !r->compromised)
                relations |= self(q, &member->is.id);
        status = allowed(q, ZL_ACT_REVOKE, relations);
        if (status != ZL_OK)
                return status;
        if (r->compromised && r->since > q->at.position)
                return ZL_E_CONFLICT;
        return ZL_OK;
}

/* The one after the newest; with gaps, one further than the newest. */
static int check_version(
    const struct question *q, const struct zl_directory_claim *claim)
{
        const struct zl_statement *before = NULL;
        uint64_t version = 0;

        if (q->s->claim != DIRECTORY__NONE) {
                before = directory__entry_at(q->d, q->s->claim)->statement;
                version = before->is.directory.version;
        }
        if (claim->version <= version ||
            (q->whole && claim->version != version + 1))
                return ZL_E_ROLLBACK;
        if (before != NULL && claim->version == version + 1 &&
            !zl_hash_equal(&claim->previous, &before->hash))
                return ZL_E_ROLLBACK;
        return ZL_OK;
}

static int check_claim(struct question *q)
{
        const struct zl_directory_claim *claim = &q->statement->is.directory;
        /* The author's clock may be an hour ahead of the server's. */
        uint64_t latest =
            q->at.time.ms + ZL_DIRECTORY_DAYS * ZL_MS_DAY + ZL_MS_HOUR;
        int status = find_signer(q);

        if (status == ZL_OK)
                status = allowed(q, ZL_ACT_DIRECTORY, 0);
        if (status == ZL_OK)
                status = check_version(q, claim);
        if (status != ZL_OK)
                return status;
        if (claim->expires.ms <= q->at.time.ms)
                return ZL_E_EXPIRED;
        if (claim->statements > q->at.position ||
            claim->version > q->at.position || claim->expires.ms > latest)
                return ZL_E_CONFLICT;
        return ZL_OK;
}

int directory__judge(const struct zl_directory *d,
    const struct directory__state *s, const struct zl_statement *statement,
    struct zl_point at, size_t index)
{
        const struct zl_statement *charter =
            directory__charter_at(d, s, at.position);
        struct question q = {.d = d,
            .s = s,
            .statement = statement,
            .at = at,
            .index = index,
            .whole = index == at.position,
            .charter = charter == NULL ? NULL : &charter->is.charter};

        if (!zl_id_equal(&statement->organisation, &d->organisation))
                return ZL_E_ORGANISATION;
        if (taken(&q, &d->entry_of, statement->hash.bytes))
                return ZL_E_CONFLICT;
        switch (statement->type) {
        case ZL_CHARTER:
                return check_charter(&q);
        case ZL_CLUB:
                return check_club(&q);
        case ZL_APPOINTMENT:
                return check_appointment(&q);
        case ZL_CARD:
                return check_card(&q);
        case ZL_DEVICE:
                return check_device(&q);
        case ZL_SEALING_KEY:
                return check_sealing(&q);
        case ZL_ASSIGNMENT:
                return check_assignment(&q);
        case ZL_REVOCATION:
                return check_revocation(&q);
        case ZL_DIRECTORY:
                return check_claim(&q);
        case ZL_ABSENCE:
                return check_absence(&q);
        }
        return ZL_E_POLICY;
}
