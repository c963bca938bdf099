/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to joining.  A code finds and opens a packet; the packet names a
 * root and carries the chain from it to whoever invited.  We verify that
 * chain, show the root's words, and make keys only when the person said that
 * they are right.  Until then nothing is stored. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "core_internal.h"
#include "core_restoring.h"
#include "words.h"

struct core__joining {
        struct zl_invitation invitation;
        char origin[ZL_ORIGIN_CHARS + 1]; /* where the packet is */
        bool fetched;
        struct zl_packet packet;
        struct zl_directory *directory; /* of the packet's statements */
        const struct zl_statement *appointment; /* borrowed from it */
        struct zl_card_document invited; /* member all zero: none */
        struct zl_card_document inviter;
};

static void joining_free(struct core__joining *joining)
{
        if (joining == NULL)
                return;
        zl_invitation_free(&joining->invitation);
        zl_packet_done(&joining->packet);
        zl_directory_free(joining->directory);
        zl_wipe(joining, sizeof(*joining));
        free(joining);
}

void core__join_free(struct zl_core *core)
{
        joining_free(core->joining);
        core->joining = NULL;
}

int zl_core_join(struct zl_core *core, struct zl_time now,
    const struct zl_code *code, const char *origin)
{
        struct core__joining *joining = NULL;
        int status = core__begin(core, now);

        if (status != ZL_OK)
                return status;
        if (core->profile.joined)
                return ZL_E_STATE;
        if (code->kind != ZL_CODE_INVITATION)
                return core__finish(core, core__recover(core, code, origin));
        if (!core__origin_fits(origin))
                return ZL_E_USAGE;
        joining = calloc(1, sizeof(*joining));
        if (joining == NULL)
                return core__finish(core, ZL_E_MEMORY);
        memcpy(joining->origin, origin, strlen(origin) + 1);
        status = zl_invitation_of(code, &joining->invitation);
        if (status == ZL_OK) {
                core__join_free(core);
                core__restore_free(core);
                core->joining = joining;
                joining = NULL;
        }
        joining_free(joining);
        return core__finish(core, status);
}

const struct zl_id *core__join_lookup(
    const struct zl_core *core, const char **ret_origin)
{
        if (core->joining == NULL || core->joining->fetched)
                return NULL;
        *ret_origin = core->joining->origin;
        return &core->joining->invitation.lookup;
}

/*
 * The packet has no log times.  A link whose signer is no longer in force
 * today was right when it was made; the sync that follows judges it by the
 * log.  Positions begin at 1: with a gap nobody takes the chain for all
 * there is.
 */
static int add_link(
    struct zl_core *core, struct core__joining *j, struct zl_statement *link)
{
        struct zl_point at = {1 + zl_directory_count(j->directory), {0}};
        const struct zl_device_entry *device =
            zl_directory_device(j->directory, &link->signer);
        const struct zl_member *signer = device == NULL
            ? NULL
            : zl_directory_member(j->directory, &device->member);
        int status = ZL_OK;

        at.time = core->state.now;
        status = zl_directory_add(j->directory, link, at);
        if (status != ZL_E_EXPIRED || signer == NULL)
                return status;
        at.time.ms = signer->from * ZL_MS_DAY;
        return zl_directory_add(j->directory, link, at);
}

static int add_statement(
    struct zl_core *core, struct core__joining *j, struct zl_bytes bytes)
{
        struct zl_id organisation = zl_organisation_of(&j->packet.root);
        struct zl_statement *statement = NULL;
        int status = zl_statement_parse(
            bytes.data, bytes.size, &organisation, &statement);

        if (status != ZL_OK)
                return status;
        status = add_link(core, j, statement);
        if (status != ZL_OK) {
                zl_statement_free(statement);
                return status;
        }
        /* The last one, and of this code. */
        j->appointment = statement->type == ZL_APPOINTMENT &&
                zl_sign_key_equal(&statement->is.appointment.invitation,
                    &j->invitation.signer.key)
            ? statement
            : NULL;
        return ZL_OK;
}

static int verify_statements(struct zl_core *core, struct core__joining *j)
{
        int status = zl_directory_new(&j->packet.root, &j->directory);

        for (size_t i = 0; i < j->packet.item_count && status == ZL_OK; i++) {
                const struct zl_packet_item *item = &j->packet.items[i];

                if (item->what == ZL_PACKET_STATEMENT)
                        status = add_statement(core, j, item->bytes);
        }
        if (status == ZL_OK &&
            (j->appointment == NULL ||
                zl_directory_charter(j->directory) == NULL))
                status = ZL_E_CHAIN;
        return status;
}

/* Only who knew the code made them; of others' names they say nothing. */
static int read_cards(struct core__joining *j)
{
        const struct zl_member *member = NULL;

        if (j->appointment == NULL)
                return ZL_E_CHAIN;
        member = zl_directory_member(
            j->directory, &j->appointment->is.appointment.member);
        if (member == NULL)
                return ZL_E_CHAIN;
        for (size_t i = 0; i < j->packet.item_count; i++) {
                const struct zl_packet_item *item = &j->packet.items[i];
                struct zl_card_document card;
                int status = ZL_OK;

                if (item->what != ZL_PACKET_CARD)
                        continue;
                status =
                    zl_card_parse(item->bytes.data, item->bytes.size, &card);
                if (status != ZL_OK)
                        return status;
                if (zl_id_equal(&card.member, &member->id))
                        j->invited = card;
                if (zl_id_equal(&card.member, &member->appointed_by))
                        j->inviter = card;
        }
        return ZL_OK;
}

int core__join_answer(struct zl_core *core, int status, struct zl_bytes body)
{
        struct core__joining *j = core->joining;
        struct core__problem problem;

        if (status != 200) {
                core__problem_read(body, &problem);
                if (strcmp(problem.name, "not-found") == 0)
                        return ZL_E_NOT_FOUND;
                if (strcmp(problem.name, "expired") == 0)
                        return ZL_E_EXPIRED;
                return core__refused(core, status, body);
        }
        status = zl_packet_unlock(&j->invitation, body, &j->packet);
        if (status != ZL_OK)
                return status;
        if (!core__origin_fits(j->packet.origin))
                status = ZL_E_MALFORMED;
        if (status == ZL_OK)
                status = verify_statements(core, j);
        if (status == ZL_OK)
                status = read_cards(j);
        if (status == ZL_OK)
                j->fetched = true;
        else
                core__join_free(core);
        return status;
}

int zl_core_offer(const struct zl_core *core, struct zl_offer *ret_offer)
{
        const struct core__joining *j = core->joining;
        const struct zl_charter *charter = NULL;
        const struct zl_appointment *a = NULL;
        const struct zl_club_entry *club = NULL;
        const struct zl_team *team = NULL;
        struct zl_offer offer = {.organisation = NULL};
        struct zl_hash hash;

        if (core->restoring != NULL)
                return core__restore_offer(core, ret_offer);
        if (j == NULL || !j->fetched)
                return ZL_E_STATE;
        charter = zl_directory_charter(j->directory);
        a = &j->appointment->is.appointment;
        hash = zl_root_words_hash(&j->packet.root);
        _Static_assert(sizeof(offer.words) >= ZL_WORDS_TEXT, "six words");
        zl_words_of_hash(hash.bytes, offer.words);
        offer.organisation = charter->name;
        offer.origin = j->packet.origin;
        offer.role = a->role;
        offer.role_name = core__role_word(charter, a->role);
        offer.name = j->invited.name;
        offer.invited_by = j->inviter.name;
        if (a->role == ZL_ROLE_CONTACT)
                club = zl_directory_club(j->directory, &a->scope[0]);
        if (a->role == ZL_ROLE_PROFESSIONAL)
                team = zl_directory_team(j->directory, &a->scope[0]);
        offer.club = club == NULL ? NULL : club->club.name;
        offer.team = team == NULL ? NULL : team->name;
        *ret_offer = offer;
        return ZL_OK;
}

int core__queue_own(struct zl_core *core, const struct zl_signer *signer,
    enum zl_statement_type type, const void *of)
{
        struct core__item proto = {.type = CORE__ITEM_STATEMENT,
            .state = CORE__WAITING,
            .quiet = true,
            .what = type,
            .id = core->profile.member};
        struct zl_statement *statement = NULL;
        int status = zl_statement_make(
            signer, &core->profile.organisation, type, of, &statement);

        if (status != ZL_OK)
                return status;
        proto.hash = statement->hash;
        status = core__queue(core, &proto, statement->bytes, NULL);
        zl_statement_free(statement);
        return status;
}

/* Not checked against a directory: ours begins with the next sync. */
int core__make_device(struct zl_core *core, const struct zl_signer *invitation)
{
        struct core__profile *p = &core->profile;
        struct zl_device device = {
            .member = p->member, .appointment = p->appointment};
        struct zl_sealing sealing = {.member = p->member};
        struct zl_sealing_pair pair = {.secret = NULL};
        int status = zl_signer_new(&core->device);

        if (status != ZL_OK)
                return status;
        device.key = core->device.key;
        device.proof =
            zl_device_proof(&core->device, &p->organisation, &p->member);
        status = core__queue_own(core, invitation, ZL_DEVICE, &device);
        if (status == ZL_OK)
                status = core__put_seed(core, CORE__DEVICE, &core->device);
        if (status == ZL_OK &&
            (p->role == ZL_ROLE_PROFESSIONAL || p->role == ZL_ROLE_CONTACT)) {
                status = zl_sealing_pair_new(&pair);
                sealing.key = pair.key;
                if (status == ZL_OK)
                        status = core__add_pair(core, &pair, core->state.now);
                if (status == ZL_OK)
                        status = core__queue_own(
                            core, &core->device, ZL_SEALING_KEY, &sealing);
                zl_sealing_pair_free(&pair);
        }
        core__working_drop(core);
        if (status == ZL_OK) {
                p->joined = true;
                status = core__put_profile(core);
        }
        return status;
}

static int keep_cards(struct zl_core *core, const struct core__joining *j)
{
        int status = ZL_OK;

        for (size_t i = 0; i < j->packet.item_count && status == ZL_OK; i++) {
                if (j->packet.items[i].what == ZL_PACKET_CARD)
                        status = core__add_card(core, j->packet.items[i].bytes);
        }
        return status;
}

int zl_core_join_accept(struct zl_core *core, struct zl_time now)
{
        struct core__joining *j = core->joining;
        const struct zl_charter *charter = NULL;
        int status = core__begin(core, now);

        if (status != ZL_OK)
                return status;
        if (core->restoring != NULL)
                return core__finish(core, core__restore_accept(core));
        if (j == NULL || !j->fetched || core->profile.joined)
                return ZL_E_STATE;
        charter = zl_directory_charter(j->directory);
        core->profile = (struct core__profile){.root = j->packet.root,
            .organisation = zl_organisation_of(&j->packet.root),
            .member = j->appointment->is.appointment.member,
            .role = j->appointment->is.appointment.role,
            .appointment = j->appointment->hash,
            .log_key = charter->log_key};
        memcpy(core->profile.origin, j->packet.origin,
            strlen(j->packet.origin) + 1);
        status = zl_directory_new(&j->packet.root, &core->directory);
        if (status == ZL_OK)
                status = keep_cards(core, j);
        if (status == ZL_OK)
                status = core__make_device(core, &j->invitation.signer);
        if (status == ZL_OK) {
                core__say(core, ZL_MSG_JOINED, charter->name,
                    zl_role_str(core->profile.role), NULL, NULL);
                core__join_free(core);
                core__sync_begin(core);
        } else {
                /* Half a member is none. */
                core->broken = status;
        }
        return core__finish(core, status);
}
