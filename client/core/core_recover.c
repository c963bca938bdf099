/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to recovering: every other device is gone, or this is one more,
 * and there is a code of one's own (docs/protocol.md, 6.1).  The charters are
 * verified to their root, as when restoring; then the statements are asked
 * for as the device that the code is, and say whose it is.  When the person
 * says that the words are right, fresh keys are stated, signed by the code. */
#include <stdlib.h>
#include <string.h>

#include "core_codes.h"
#include "core_restoring.h"
#include "words.h"

struct core__recovering {
        struct zl_own_code own;
        enum zl_code_kind kind;
        struct zl_directory *directory; /* of all that the server shows */
        uint64_t next;
        bool found; /* the next three are known */
        struct zl_id member;
        enum zl_role role;
        struct zl_hash appointment;
        struct zl_sign_key lost[ZL_DEVICES_MAX];
        size_t lost_count;
};

void core__recovering_free(struct core__recovering *recovering)
{
        if (recovering == NULL)
                return;
        zl_own_code_free(&recovering->own);
        zl_directory_free(recovering->directory);
        free(recovering);
}

int core__recover(
    struct zl_core *core, const struct zl_code *code, const char *origin)
{
        struct core__restoring *r = NULL;
        struct core__recovering *recovering = NULL;
        int status = ZL_E_MEMORY;

        if (!core__origin_fits(origin))
                return ZL_E_USAGE;
        recovering = calloc(1, sizeof(*recovering));
        r = calloc(1, sizeof(*r));
        if (recovering != NULL && r != NULL)
                status = zl_own_code_of(code, &recovering->own);
        if (status != ZL_OK) {
                core__recovering_free(recovering);
                free(r);
                return status;
        }
        recovering->kind = code->kind;
        memcpy(r->origin, origin, strlen(origin) + 1);
        r->recovering = recovering;
        core__join_free(core);
        core__restore_free(core);
        core->restoring = r;
        return ZL_OK;
}

/* ---- Whose it is ---- */

const struct zl_signer *core__recover_wants(const struct zl_core *core,
    const char **ret_origin, struct zl_id *ret_organisation,
    uint64_t *ret_after)
{
        const struct core__restoring *r = core->restoring;

        if (r == NULL || r->recovering == NULL || !r->fetched ||
            r->recovering->found)
                return NULL;
        *ret_origin = r->origin;
        *ret_organisation = zl_organisation_of(&r->root);
        *ret_after = r->recovering->next;
        return &r->recovering->own.signer;
}

static int take_statement(struct core__recovering *recovering,
    const struct zl_id *organisation, struct zl_bundle *bundle)
{
        struct zl_statement *statement = NULL;
        struct zl_proof proof;
        struct zl_bytes item;
        int status = zl_bundle_next(bundle, &proof, &item);

        if (status != ZL_OK || proof.index < recovering->next ||
            proof.index >= bundle->next)
                return ZL_E_SERVER;
        status =
            zl_statement_parse(item.data, item.size, organisation, &statement);
        if (status == ZL_OK)
                status = zl_proof_verify(
                    ZL_LOG_STATEMENTS, &bundle->head, &proof, &statement->hash);
        if (status == ZL_OK)
                status = zl_directory_add(recovering->directory, statement,
                    (struct zl_point){proof.index, proof.time});
        if (status != ZL_OK) {
                zl_statement_free(statement);
                return status == ZL_E_MEMORY || status == ZL_E_VERSION
                    ? status
                    : ZL_E_CHAIN;
        }
        recovering->next = proof.index + 1;
        return ZL_OK;
}

/* A code that was used, or is of somebody who left, is none any more. */
static int find_member(struct core__recovering *recovering, struct zl_point at)
{
        const struct zl_device_entry *device = NULL;
        const struct zl_member *member = NULL;
        int status = zl_directory_device_in_force(
            recovering->directory, &recovering->own.signer.key, at, &device);

        if (status != ZL_OK)
                return status == ZL_E_CHAIN ? ZL_E_NOT_FOUND : status;
        member = zl_directory_member(recovering->directory, &device->member);
        if (member == NULL)
                return ZL_E_CHAIN;
        recovering->member = member->id;
        recovering->role = member->role;
        recovering->appointment = member->appointment;
        recovering->found = true;
        return ZL_OK;
}

static int take_statements(struct zl_core *core, struct zl_bytes body)
{
        struct core__restoring *r = core->restoring;
        struct core__recovering *recovering = r->recovering;
        struct zl_id organisation = zl_organisation_of(&r->root);
        struct zl_bundle bundle;
        uint64_t after = recovering->next;
        int status = zl_bundle_read(body.data, body.size, &bundle);

        if (status != ZL_OK)
                return status == ZL_E_VERSION ? status : ZL_E_SERVER;
        if (zl_head_verify(&bundle.head,
                &zl_directory_charter(r->directory)->log_key,
                &organisation) != ZL_OK)
                return ZL_E_LOG;
        if (bundle.log != ZL_LOG_STATEMENTS ||
            bundle.next > bundle.head.statements || bundle.next < after ||
            (bundle.next == after && bundle.next < bundle.head.statements))
                return ZL_E_SERVER;
        if (recovering->directory == NULL)
                status = zl_directory_new(&r->root, &recovering->directory);
        for (uint16_t i = 0; i < bundle.count && status == ZL_OK; i++)
                status = take_statement(recovering, &organisation, &bundle);
        if (status == ZL_OK && zl_reader_end(&bundle.items) != ZL_OK)
                status = ZL_E_SERVER;
        if (status != ZL_OK)
                return status;
        recovering->next = bundle.next;
        if (bundle.next < bundle.head.statements)
                return ZL_OK;
        return find_member(
            recovering, (struct zl_point){ZL_POSITION_END, core->state.now});
}

int core__recover_answer(struct zl_core *core, int status, struct zl_bytes body)
{
        struct core__problem problem;

        if (status == 200) {
                status = take_statements(core, body);
        } else {
                core__problem_read(body, &problem);
                /* A key that nobody stated here. */
                if (strcmp(problem.name, "signature-wrong") == 0)
                        status = ZL_E_NOT_FOUND;
                else if (strcmp(problem.name, "revoked") == 0)
                        status = ZL_E_REVOKED;
                else if (strcmp(problem.name, "expired") == 0)
                        status = ZL_E_EXPIRED;
                else
                        status = core__refused(core, status, body);
        }
        if (status != ZL_OK)
                core__restore_free(core);
        return status;
}

int core__recover_offer(const struct zl_core *core, struct zl_offer *ret_offer)
{
        const struct core__restoring *r = core->restoring;
        const struct zl_charter *charter = NULL;
        struct zl_offer offer = {.organisation = NULL};
        struct zl_hash hash;

        if (!r->fetched || !r->recovering->found)
                return ZL_E_STATE;
        charter = zl_directory_charter(r->directory);
        hash = zl_root_words_hash(&r->root);
        zl_words_of_hash(hash.bytes, offer.words);
        offer.organisation = charter->name;
        offer.origin = r->origin;
        offer.role = r->recovering->role;
        offer.role_name = core__role_word(charter, offer.role);
        offer.name = "";
        offer.invited_by = "";
        offer.own_code = r->recovering->kind;
        *ret_offer = offer;
        return ZL_OK;
}

const struct zl_directory *core__recover_directory(const struct zl_core *core,
    struct zl_id *ret_member, struct zl_sign_key *ret_key)
{
        const struct core__restoring *r = core->restoring;

        if (r == NULL || r->recovering == NULL || !r->recovering->found)
                return NULL;
        *ret_member = r->recovering->member;
        *ret_key = r->recovering->own.signer.key;
        return r->recovering->directory;
}

/* ---- Going on as that person ---- */

int zl_core_lost(struct zl_core *core, const struct zl_sign_key *key)
{
        struct core__recovering *recovering =
            core->restoring == NULL ? NULL : core->restoring->recovering;
        struct zl_device_view devices[ZL_DEVICES_MAX];
        size_t count = 0;

        if (recovering == NULL || !recovering->found)
                return ZL_E_STATE;
        count = zl_core_devices(core, core->state.now, devices);
        for (size_t i = 0; i < recovering->lost_count; i++) {
                if (zl_sign_key_equal(&recovering->lost[i], key))
                        return ZL_OK;
        }
        for (size_t i = 0; i < count; i++) {
                if (devices[i].what == ZL_DEVICE_USED ||
                    !zl_sign_key_equal(&devices[i].key, key))
                        continue;
                recovering->lost[recovering->lost_count++] = *key;
                return ZL_OK;
        }
        return ZL_E_NOT_FOUND;
}

/* They go first: a place comes free, and whoever has them is shut out. */
static int end_lost(
    struct zl_core *core, const struct core__recovering *recovering)
{
        int status = ZL_OK;

        for (size_t i = 0; i < recovering->lost_count && status == ZL_OK; i++) {
                const struct zl_device_entry *device = zl_directory_device(
                    recovering->directory, &recovering->lost[i]);
                struct zl_revocation revocation = {
                    .subject = device->statement};

                status = core__queue_own(
                    core, &recovering->own.signer, ZL_REVOCATION, &revocation);
        }
        return status;
}

static int keep_code(struct zl_core *core, struct core__recovering *recovering)
{
        struct core__code code = {.kind = recovering->kind,
            .used = true,
            .key = recovering->own.signer.key,
            .sealing = recovering->own.sealing.key,
            .made = core->state.now};
        int status = core__add_code_row(core, &code);

        /* Older than any key of ours: it is wiped when it is not needed. */
        if (status == ZL_OK && recovering->role == ZL_ROLE_PROFESSIONAL)
                status = core__add_pair(
                    core, &recovering->own.sealing, (struct zl_time){1});
        return status;
}

int core__recover_accept(struct zl_core *core)
{
        struct core__restoring *r = core->restoring;
        struct core__recovering *recovering = r->recovering;
        struct zl_device_view devices[ZL_DEVICES_MAX];
        const struct zl_charter *charter = zl_directory_charter(r->directory);
        size_t count = zl_core_devices(core, core->state.now, devices);
        int status = ZL_OK;

        if (!recovering->found)
                return ZL_E_STATE;
        if (count - recovering->lost_count >= ZL_DEVICES_MAX)
                return ZL_E_TOO_LARGE;
        core->profile = (struct core__profile){.root = r->root,
            .organisation = zl_organisation_of(&r->root),
            .member = recovering->member,
            .role = recovering->role,
            .appointment = recovering->appointment,
            .log_key = charter->log_key};
        memcpy(core->profile.origin, r->origin, strlen(r->origin) + 1);
        core__say(core, ZL_MSG_JOINED, charter->name,
            zl_role_str(core->profile.role), NULL, NULL);
        status = zl_directory_new(&r->root, &core->directory);
        if (status == ZL_OK)
                status = end_lost(core, recovering);
        if (status == ZL_OK)
                status = core__make_device(core, &recovering->own.signer);
        if (status == ZL_OK)
                status = keep_code(core, recovering);
        if (status == ZL_OK) {
                core__restore_free(core);
                core__sync_begin(core);
        } else {
                /* Half a member is none. */
                core->broken = status;
        }
        return status;
}
