/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to inviting: an appointment, a card, and the packet that whoever
 * has the code opens.  A code that was lost, or lay about for too long, is
 * made anew for the same person, and the old one is void by that. */
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "core_internal.h"

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

/* The newest card that is here of somebody, written anew: the packet vouches
 * for it. Nothing where there is none. */
static int write_card_of(
    const struct zl_core *core, const struct zl_id *member, struct zl_buf *buf)
{
        for (size_t i = core->card_count; i-- > 0;) {
                if (zl_id_equal(&core->cards[i].document.member, member))
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
                status = write_card_of(core, &core->profile.member, &own);
        if (status != ZL_OK)
                goto out;
        if (own.size > 0)
                pack(p, ZL_PACKET_CARD, zl_buf_bytes(&own));
        if (card.size > 0)
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

/* A fresh code, and what is stretched from it. */
static int make_code(
    bool link, struct zl_code *ret_code, struct zl_invitation *ret)
{
        int status = zl_code_new(
            link ? ZL_CODE_LINK_BYTES : ZL_CODE_TYPED_BYTES, ret_code);

        return status == ZL_OK ? zl_invitation_of(ret_code, ret) : status;
}

static int copy_scope(
    const struct zl_id *scope, size_t count, struct zl_appointment *appointment)
{
        appointment->scope = calloc(count + 1, sizeof(*scope));
        if (appointment->scope == NULL)
                return ZL_E_MEMORY;
        if (count > 0)
                memcpy(appointment->scope, scope, count * sizeof(*scope));
        appointment->scope_count = count;
        return ZL_OK;
}

int zl_core_invite(struct zl_core *core, struct zl_time now,
    const struct zl_invite *who, struct zl_id *ret_member,
    struct zl_code *ret_code)
{
        struct zl_invitation invitation = {.packet_key = NULL};
        struct zl_code code = {.bits = NULL};
        struct zl_appointment appointment = {.member = zl_random_id(),
            .role = who->role,
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
        status = copy_scope(who->scope, who->scope_count, &appointment);
        if (status == ZL_OK)
                status = make_code(who->link, &code, &invitation);
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

/* ---- The same person again ---- */

static int invite_again(struct zl_core *core, const struct zl_signer *signer,
    const struct zl_invitation *invitation,
    const struct zl_appointment *appointment)
{
        struct core__item proto = {.id = appointment->member};
        struct zl_hash hash;
        struct zl_buf card;
        int status = ZL_OK;

        zl_buf_init(&card, ZL_CARD_MAX);
        status = write_card_of(core, &appointment->member, &card);
        if (status == ZL_OK)
                status = core__say_statement(core, signer, ZL_APPOINTMENT,
                    appointment, &proto, &hash, &proto.rests_on);
        proto.quiet = true;
        if (status == ZL_OK)
                status = queue_packet(
                    core, invitation, &hash, zl_buf_bytes(&card), &proto);
        zl_buf_free(&card);
        return status;
}

int zl_core_renew(struct zl_core *core, struct zl_time now,
    const struct zl_id *member, uint32_t until, bool link,
    struct zl_code *ret_code)
{
        struct zl_invitation invitation = {.packet_key = NULL};
        struct zl_code code = {.bits = NULL};
        struct zl_appointment appointment = {
            .member = *member, .from = zl_time_day(now), .until = until};
        const struct zl_signer *signer = &core->device;
        const struct zl_member *known = NULL;
        struct zl_directory *working = NULL;
        uint64_t first = core->state.next_item;
        int status = core__act(core, now);

        if (status == ZL_OK)
                status = core__working(core, &working);
        if (status != ZL_OK)
                return core__finish(core, status);
        known = zl_directory_member(working, member);
        if (known == NULL)
                return ZL_E_NOT_FOUND;
        if (zl_directory_ever_joined(working, member))
                return ZL_E_CODE_USED;
        if (known->role == ZL_ROLE_COORDINATOR)
                signer = core__root_here(core);
        if (signer == NULL)
                return ZL_E_ROOT;
        appointment.role = known->role;
        if (known->from > appointment.from)
                appointment.from = known->from;
        status = copy_scope(known->scope, known->scope_count, &appointment);
        if (status == ZL_OK)
                status = make_code(link, &code, &invitation);
        if (status != ZL_OK)
                goto out;
        appointment.invitation = invitation.signer.key;
        status = invite_again(core, signer, &invitation, &appointment);
        if (status == ZL_OK) {
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
