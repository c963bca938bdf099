/* SPDX-License-Identifier: EUPL-1.2 */
/*~ What coordinators and supporters state: clubs, appointments with their
 * invitations, assignments.  Each is checked as the server will
 * check it before it is queued. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core_internal.h"

int core__act(struct zl_core *core, struct zl_time now)
{
        int status = core__begin(core, now);

        if (status == ZL_OK && !core->profile.joined)
                status = ZL_E_STATE;
        return status;
}

int core__acted(struct zl_core *core, int status)
{
        if (status == ZL_OK)
                core__sync_begin(core);
        return core__finish(core, status);
}

static bool is_zero(const struct zl_id *id)
{
        static const struct zl_id zero;

        return zl_id_equal(id, &zero);
}

/* Which club a statement describes or assigns, and when it was written. */
static const struct zl_id *about_club(
    const struct zl_statement *statement, struct zl_time *ret_written)
{
        switch (statement->type) {
        case ZL_CLUB:
                *ret_written = statement->is.club.written;
                return &statement->is.club.club;
        case ZL_ASSIGNMENT:
                *ret_written = statement->is.assignment.written;
                return &statement->is.assignment.club;
        default:
                return NULL;
        }
}

/* When we say something of a club: now, but after what was said of it
 * before, so that saying the same again is a new statement. */
static struct zl_time when_said(
    const struct zl_core *core, struct zl_time now, const struct zl_id *club)
{
        const struct zl_directory *directory = core__shown(core);

        for (size_t i = 0; i < zl_directory_count(directory); i++) {
                struct zl_time written = {0};
                const struct zl_id *about = about_club(
                    zl_directory_statement(directory, i, NULL), &written);

                if (about != NULL && zl_id_equal(about, club) &&
                    written.ms >= now.ms)
                        now.ms = written.ms + 1;
        }
        return now;
}

int zl_core_put_club(struct zl_core *core, struct zl_time now,
    const struct zl_club *club, struct zl_id *ret_id)
{
        struct zl_club stated = *club;
        struct core__item proto = {.quiet = false};
        int status = core__act(core, now);

        if (status != ZL_OK)
                return status;
        if (is_zero(&stated.club))
                stated.club = zl_random_id();
        stated.written = when_said(core, now, &stated.club);
        proto.id = stated.club;
        status = core__say_statement(
            core, &core->device, ZL_CLUB, &stated, &proto, NULL, NULL);
        if (status == ZL_OK)
                *ret_id = stated.club;
        return core__acted(core, status);
}

int zl_core_assign(struct zl_core *core, struct zl_time now,
    const struct zl_assignment *assignment)
{
        struct core__item proto = {.id = assignment->club};
        struct zl_assignment stated = *assignment;
        int status = core__act(core, now);

        if (status != ZL_OK)
                return status;
        if (assignment->deputy_count > ZL_DEPUTIES_MAX)
                return ZL_E_MALFORMED;
        for (size_t i = 0; i < assignment->deputy_count; i++) {
                const struct zl_id *deputy = &assignment->deputies[i];

                if (zl_id_equal(deputy, &assignment->account_holder))
                        return ZL_E_CONFLICT;
                for (size_t j = 0; j < i; j++) {
                        if (zl_id_equal(deputy, &assignment->deputies[j]))
                                return ZL_E_CONFLICT;
                }
        }
        stated.written = when_said(core, now, &stated.club);
        status = core__say_statement(
            core, &core->device, ZL_ASSIGNMENT, &stated, &proto, NULL, NULL);
        /* Somebody's term may be over, too. */
        if (status == ZL_E_EXPIRED || status == ZL_E_REVOKED) {
                struct zl_point at = core__point(core);

                if (zl_directory_device_in_force(core__shown(core),
                        &core->device.key, at, NULL) == ZL_OK)
                        status = ZL_E_CONFLICT;
        }
        return core__acted(core, status);
}

/* ---- Inviting ---- */

/* A packet while it is put together. */
struct packing {
        const struct zl_directory *directory;
        struct zl_packet packet;
        bool taken[ZL_PACKET_ITEMS_MAX];
        bool full;
};

static void pack(
    struct packing *p, enum zl_packet_what what, struct zl_bytes bytes)
{
        for (size_t i = 0; i < p->packet.item_count; i++) {
                if (p->packet.items[i].bytes.data == bytes.data)
                        return;
        }
        if (p->packet.item_count == ZL_PACKET_ITEMS_MAX) {
                p->full = true;
                return;
        }
        p->packet.items[p->packet.item_count++] =
            (struct zl_packet_item){what, bytes};
}

/* Who stands between the root and the invitation: keys whose origin is
 * wanted, and the members they are of, with all their appointments. */
enum { CHAIN_MAX = 64 };

struct chain {
        struct zl_sign_key keys[CHAIN_MAX];
        size_t key_count;
        struct zl_id members[CHAIN_MAX];
        size_t member_count;
        bool full;
};

static bool wants_key(const struct chain *chain, const struct zl_sign_key *key)
{
        for (size_t i = 0; i < chain->key_count; i++) {
                if (zl_sign_key_equal(&chain->keys[i], key))
                        return true;
        }
        return false;
}

static void want_key(struct chain *chain, const struct zl_sign_key *key)
{
        if (wants_key(chain, key))
                return;
        if (chain->key_count == CHAIN_MAX)
                chain->full = true;
        else
                chain->keys[chain->key_count++] = *key;
}

static bool wants_member(const struct chain *chain, const struct zl_id *member)
{
        for (size_t i = 0; i < chain->member_count; i++) {
                if (zl_id_equal(&chain->members[i], member))
                        return true;
        }
        return false;
}

static void want_member(struct chain *chain, const struct zl_id *member)
{
        if (wants_member(chain, member))
                return;
        if (chain->member_count == CHAIN_MAX)
                chain->full = true;
        else
                chain->members[chain->member_count++] = *member;
}

static bool is_club_of(const struct zl_statement *statement,
    const struct zl_appointment *appointment)
{
        if (appointment->role != ZL_ROLE_CONTACT)
                return false;
        for (size_t i = 0; i < appointment->scope_count; i++) {
                if (zl_id_equal(
                        &appointment->scope[i], &statement->is.club.club))
                        return true;
        }
        return false;
}

static bool belongs(struct chain *chain, const struct zl_statement *statement,
    const struct zl_appointment *appointment)
{
        switch (statement->type) {
        case ZL_CHARTER:
                return true;
        case ZL_CLUB:
                return is_club_of(statement, appointment);
        case ZL_APPOINTMENT:
                return wants_member(chain, &statement->is.appointment.member);
        case ZL_DEVICE:
                if (!wants_key(chain, &statement->is.device.key))
                        return false;
                want_member(chain, &statement->is.device.member);
                return true;
        default:
                return false;
        }
}

/* Marks what belongs into the packet.  A chain is three links long, and an
 * appointment may stand before or behind the device it is of. */
static bool choose(const struct zl_directory *directory,
    const struct zl_statement *appointment, bool *chosen)
{
        struct chain chain = {.full = false};

        want_key(&chain, &appointment->signer);
        for (unsigned pass = 0; pass < 4; pass++) {
                for (size_t i = zl_directory_count(directory); i-- > 0;) {
                        const struct zl_statement *statement =
                            zl_directory_statement(directory, i, NULL);

                        chosen[i] = belongs(
                            &chain, statement, &appointment->is.appointment);
                        if (chosen[i])
                                want_key(&chain, &statement->signer);
                }
        }
        return !chain.full;
}

static int pack_statements(
    struct packing *p, const struct zl_statement *appointment)
{
        size_t count = zl_directory_count(p->directory);
        bool *chosen = calloc(count, sizeof(*chosen));

        if (chosen == NULL)
                return ZL_E_MEMORY;
        p->full = !choose(p->directory, appointment, chosen);
        for (size_t i = 0; i < count; i++) {
                const struct zl_statement *statement =
                    zl_directory_statement(p->directory, i, NULL);

                if (chosen[i] && statement != appointment)
                        pack(p, ZL_PACKET_STATEMENT, statement->bytes);
        }
        free(chosen);
        pack(p, ZL_PACKET_STATEMENT, appointment->bytes);
        return p->full ? ZL_E_TOO_LARGE : ZL_OK;
}

/* The inviter's own card, written anew: the packet vouches for it. */
static int write_own_card(const struct zl_core *core, struct zl_buf *buf)
{
        for (size_t i = core->card_count; i-- > 0;) {
                if (zl_id_equal(
                        &core->cards[i].document.member, &core->profile.member))
                        return zl_card_write(&core->cards[i].document, buf);
        }
        return ZL_OK;
}

const struct zl_statement *core__find_statement(
    const struct zl_directory *directory, const struct zl_hash *hash,
    struct zl_point *ret_at)
{
        for (size_t i = zl_directory_count(directory); i-- > 0;) {
                const struct zl_statement *statement =
                    zl_directory_statement(directory, i, ret_at);

                if (zl_hash_equal(&statement->hash, hash))
                        return statement;
        }
        return NULL;
}

static int queue_packet(struct zl_core *core,
    const struct zl_invitation *invitation, const struct zl_hash *appointment,
    struct zl_bytes card, const struct core__item *resting)
{
        struct packing *p = calloc(1, sizeof(*p));
        struct core__item proto = *resting;
        struct zl_buf own;
        struct zl_buf locked;
        int status = ZL_E_MEMORY;

        zl_buf_init(&own, ZL_CARD_MAX);
        zl_buf_init(&locked, ZL_PACKET_MAX);
        if (p == NULL)
                goto out;
        p->directory = core->working;
        p->packet.root = core->profile.root;
        p->packet.origin = core->profile.origin;
        status = pack_statements(
            p, core__find_statement(core->working, appointment, NULL));
        if (status == ZL_OK)
                status = write_own_card(core, &own);
        if (status != ZL_OK)
                goto out;
        if (own.size > 0)
                pack(p, ZL_PACKET_CARD, zl_buf_bytes(&own));
        pack(p, ZL_PACKET_CARD, card);
        status = p->full ? ZL_E_TOO_LARGE
                         : zl_packet_lock(invitation, &p->packet, &locked);
        if (status != ZL_OK)
                goto out;
        proto.type = CORE__ITEM_PACKET;
        proto.state = CORE__WAITING;
        proto.id = invitation->lookup;
        proto.quiet = false;
        status = core__queue(core, &proto, zl_buf_bytes(&locked), NULL);
out:
        zl_buf_free(&own);
        zl_buf_free(&locked);
        free(p);
        return status;
}

/* The card statement, and the document it names. */
static int queue_card(struct zl_core *core, const struct zl_signer *signer,
    const struct zl_card_document *document, struct zl_bytes bytes,
    const struct core__item *resting)
{
        struct core__item proto = *resting;
        struct zl_card card = {.member = document->member,
            .card = zl_hash_of(bytes.data, bytes.size)};
        int status = core__say_statement(
            core, signer, ZL_CARD, &card, &proto, NULL, NULL);

        if (status != ZL_OK)
                return status;
        proto.type = CORE__ITEM_CARD;
        proto.state = CORE__WAITING;
        proto.hash = card.card;
        return core__queue(core, &proto, bytes, NULL);
}

static int make_document(const struct zl_id *member, const char *name,
    const char *phone, struct zl_card_document *document, struct zl_buf *buf)
{
        size_t name_size = strlen(name);
        size_t phone_size = strlen(phone);

        if (name_size >= sizeof(document->name) ||
            phone_size >= sizeof(document->phone))
                return ZL_E_TOO_LARGE;
        *document = (struct zl_card_document){.member = *member};
        zl_random(document->salt, sizeof(document->salt));
        memcpy(document->name, name, name_size + 1);
        memcpy(document->phone, phone, phone_size + 1);
        return zl_card_write(document, buf);
}

int core__make_card(struct zl_core *core, const struct zl_signer *signer,
    const char *name, const char *phone)
{
        struct zl_card_document document;
        struct core__item proto = {.quiet = true, .id = core->profile.member};
        struct zl_buf buf;
        int status = ZL_OK;

        zl_buf_init(&buf, ZL_CARD_MAX);
        status =
            make_document(&core->profile.member, name, phone, &document, &buf);
        if (status == ZL_OK)
                status = queue_card(
                    core, signer, &document, zl_buf_bytes(&buf), &proto);
        if (status == ZL_OK)
                status = core__add_card(core, zl_buf_bytes(&buf));
        zl_wipe(&document, sizeof(document));
        zl_buf_free(&buf);
        return status;
}

/* Everything an invitation is, once its code was stretched. */
static int invite(struct zl_core *core, const struct zl_invite *who,
    const struct zl_invitation *invitation, struct zl_appointment *appointment)
{
        const struct zl_signer *signer = who->role == ZL_ROLE_COORDINATOR
            ? core__root_here(core)
            : &core->device;
        struct core__item proto = {.id = appointment->member};
        struct zl_card_document document;
        struct zl_hash hash;
        struct zl_buf card;
        int status = ZL_OK;

        if (signer == NULL)
                return ZL_E_ROOT;
        zl_buf_init(&card, ZL_CARD_MAX);
        /* What could fail for its form is made first. */
        status = make_document(
            &appointment->member, who->name, who->phone, &document, &card);
        if (status == ZL_OK)
                status = core__say_statement(core, signer, ZL_APPOINTMENT,
                    appointment, &proto, &hash, &proto.rests_on);
        if (status == ZL_OK) {
                proto.quiet = true;
                status = queue_card(
                    core, signer, &document, zl_buf_bytes(&card), &proto);
        }
        if (status == ZL_OK)
                status = queue_packet(
                    core, invitation, &hash, zl_buf_bytes(&card), &proto);
        if (status == ZL_OK)
                status = core__add_card(core, zl_buf_bytes(&card));
        zl_wipe(&document, sizeof(document));
        zl_buf_free(&card);
        return status;
}

/* What was queued for nothing. */
int core__take_back(struct zl_core *core, uint64_t first)
{
        int status = ZL_OK;

        core__working_drop(core);
        while (status == ZL_OK && core->item_count > 0 &&
            core->items[core->item_count - 1]->number >= first)
                status =
                    core__item_drop(core, core->items[core->item_count - 1]);
        return status;
}

int zl_core_invite(struct zl_core *core, struct zl_time now,
    const struct zl_invite *who, struct zl_id *ret_member,
    struct zl_code *ret_code)
{
        struct zl_invitation invitation = {.packet_key = NULL};
        struct zl_code code = {.bits = NULL};
        struct zl_appointment appointment = {.member = zl_random_id(),
            .role = who->role,
            .scope_count = who->scope_count,
            .from = who->from,
            .until = who->until};
        uint64_t first = core->state.next_item;
        int status = core__act(core, now);

        if (status != ZL_OK)
                return status;
        if (who->scope_count > ZL_SCOPE_MAX)
                return ZL_E_TOO_LARGE;
        if (who->role == ZL_ROLE_COORDINATOR &&
            core->profile.role != ZL_ROLE_COORDINATOR)
                return ZL_E_POLICY;
        appointment.scope =
            calloc(who->scope_count + 1, sizeof(*appointment.scope));
        if (appointment.scope == NULL) {
                status = ZL_E_MEMORY;
                goto out;
        }
        if (who->scope_count > 0)
                memcpy(appointment.scope, who->scope,
                    who->scope_count * sizeof(*who->scope));
        status = zl_code_new(
            who->link ? ZL_CODE_LINK_BYTES : ZL_CODE_TYPED_BYTES, &code);
        if (status == ZL_OK)
                status = zl_invitation_of(&code, &invitation);
        if (status != ZL_OK)
                goto out;
        appointment.invitation = invitation.signer.key;
        status = invite(core, who, &invitation, &appointment);
        if (status == ZL_OK) {
                *ret_member = appointment.member;
                *ret_code = code;
                code.bits = NULL;
        } else if (status != ZL_E_MEMORY &&
            core__take_back(core, first) != ZL_OK) {
                status = ZL_E_MEMORY;
        }
out:
        zl_code_free(&code);
        zl_invitation_free(&invitation);
        free(appointment.scope);
        return core__acted(core, status);
}
