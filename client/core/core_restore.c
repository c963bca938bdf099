/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to beginning again.  Every coordinator's device is gone, and there
 * is a root file, or a spare root on paper.  The charters are asked for, which
 * anybody may see; their chain is verified to the root the file names, and the
 * six words are shown, as when joining.  Then the root appoints a new
 * coordinator, us, and the organisation goes on. */
#include <stdlib.h>
#include <string.h>

#include "core_internal.h"
#include "core_restoring.h"
#include "root_file.h"
#include "words.h"

static void restoring_free(struct core__restoring *r)
{
        if (r == NULL)
                return;
        zl_signer_free(&r->signer);
        zl_directory_free(r->directory);
        core__recovering_free(r->recovering);
        zl_wipe(r, sizeof(*r));
        free(r);
}

void core__restore_free(struct zl_core *core)
{
        restoring_free(core->restoring);
        core->restoring = NULL;
}

/* Name and phone have to fit on a card: found out before anything is said. */
static int take_who(
    struct zl_card_document *ret, const struct zl_restoring *who)
{
        size_t name = strlen(who->name);
        size_t phone = strlen(who->phone);
        struct zl_buf card;
        int status = ZL_OK;

        if (name >= sizeof(ret->name) || phone >= sizeof(ret->phone))
                return ZL_E_TOO_LARGE;
        memcpy(ret->name, who->name, name + 1);
        memcpy(ret->phone, who->phone, phone + 1);
        zl_buf_init(&card, ZL_CARD_MAX);
        status = zl_card_write(ret, &card);
        zl_buf_free(&card);
        return status;
}

/* Takes the signer over on success.  Without a root the server names it. */
static int begin(struct zl_core *core, struct zl_signer *signer,
    const struct zl_sign_key *root, const char *origin,
    const struct zl_restoring *who)
{
        struct core__restoring *r = NULL;
        int status = ZL_OK;

        if (!core__origin_fits(origin))
                return ZL_E_USAGE;
        r = calloc(1, sizeof(*r));
        if (r == NULL)
                return ZL_E_MEMORY;
        status = take_who(&r->who, who);
        if (status != ZL_OK) {
                restoring_free(r);
                return status;
        }
        memcpy(r->origin, origin, strlen(origin) + 1);
        r->has_root = root != NULL;
        if (root != NULL)
                r->root = *root;
        r->signer = *signer;
        *signer = (struct zl_signer){.secret = NULL};
        core__join_free(core);
        core__restore_free(core);
        core->restoring = r;
        return ZL_OK;
}

static int may_begin(struct zl_core *core, struct zl_time now)
{
        int status = core__begin(core, now);

        return status == ZL_OK && core->profile.joined ? ZL_E_STATE : status;
}

int zl_core_restore(struct zl_core *core, struct zl_time now,
    struct zl_bytes file, const struct zl_secret *passphrase,
    const char *origin, const struct zl_restoring *who)
{
        struct zl_signer signer = {.secret = NULL};
        struct zl_root_file read;
        int status = may_begin(core, now);

        if (status == ZL_OK)
                status = zl_root_file_read(file, &read);
        if (status == ZL_OK)
                status = zl_root_file_open(&read, passphrase, &signer);
        if (status == ZL_OK)
                status = begin(core, &signer, &read.root,
                    origin == NULL ? read.origin : origin, who);
        zl_signer_free(&signer);
        return core__finish(core, status);
}

int zl_core_restore_seed(struct zl_core *core, struct zl_time now,
    const struct zl_secret *seed, const char *origin,
    const struct zl_restoring *who)
{
        struct zl_signer signer = {.secret = NULL};
        int status = may_begin(core, now);

        if (status == ZL_OK && zl_secret_size(seed) != ZL_SEED_SIZE)
                status = ZL_E_MALFORMED;
        if (status == ZL_OK)
                status = zl_signer_of_seed(zl_secret_view(seed), &signer);
        if (status == ZL_OK)
                status = begin(core, &signer, NULL, origin, who);
        zl_signer_free(&signer);
        return core__finish(core, status);
}

/* ---- The charters ---- */

bool core__restore_wants(
    const struct zl_core *core, const char **ret_origin, uint64_t *ret_after)
{
        if (core->restoring == NULL || core->restoring->fetched)
                return false;
        *ret_origin = core->restoring->origin;
        *ret_after = core->restoring->after;
        return true;
}

/* Of a seed on paper nobody knows the root: it is who signed charter 1, and
 * the person has to say that its words are right. */
static int find_root(struct core__restoring *r, struct zl_bytes charter)
{
        struct zl_reader reader = zl_reader_of(charter.data, charter.size);

        if (!r->has_root) {
                (void)zl_read_view(&reader, 2 + ZL_ID_SIZE);
                zl_read_bytes(&reader, r->root.bytes, ZL_SIGN_KEY_SIZE);
                if (reader.status != ZL_OK)
                        return ZL_E_CHAIN;
                r->has_root = true;
        }
        return r->directory != NULL ? ZL_OK
                                    : zl_directory_new(&r->root, &r->directory);
}

/* Where it stands in the log, the sync that follows verifies. */
static int take_charter(struct core__restoring *r, struct zl_bundle *bundle)
{
        struct zl_statement *statement = NULL;
        struct zl_proof proof;
        struct zl_bytes item;
        int status = zl_bundle_next(bundle, &proof, &item);

        if (status != ZL_OK)
                return ZL_E_SERVER;
        status = find_root(r, item);
        if (status == ZL_OK)
                status = zl_statement_parse(item.data, item.size,
                    zl_directory_organisation(r->directory), &statement);
        if (status == ZL_OK && statement->type != ZL_CHARTER)
                status = ZL_E_CHAIN;
        if (status == ZL_OK)
                status = zl_directory_add(r->directory, statement,
                    (struct zl_point){proof.index, proof.time});
        if (status != ZL_OK) {
                zl_statement_free(statement);
                return status == ZL_E_MEMORY || status == ZL_E_VERSION
                    ? status
                    : ZL_E_CHAIN;
        }
        return ZL_OK;
}

/* All charters are here: the newest one names the key of the log, and must
 * know the root that we have. */
static int charters_done(
    struct core__restoring *r, const struct zl_bundle *bundle)
{
        const struct zl_charter *charter =
            r->directory == NULL ? NULL : zl_directory_charter(r->directory);

        if (charter == NULL)
                return ZL_E_CHAIN;
        if (r->recovering == NULL &&
            !core__stands_for_root(r->directory, &r->root, &r->signer.key))
                return ZL_E_REVOKED;
        if (zl_head_verify(&bundle->head, &charter->log_key,
                zl_directory_organisation(r->directory)) != ZL_OK)
                return ZL_E_LOG;
        r->fetched = true;
        return ZL_OK;
}

static int take_charters(struct core__restoring *r, struct zl_bytes body)
{
        struct zl_bundle bundle;
        int status = zl_bundle_read(body.data, body.size, &bundle);

        if (status != ZL_OK)
                return status == ZL_E_VERSION ? status : ZL_E_SERVER;
        if (bundle.log != ZL_LOG_STATEMENTS)
                return ZL_E_SERVER;
        for (uint16_t i = 0; i < bundle.count && status == ZL_OK; i++)
                status = take_charter(r, &bundle);
        if (status == ZL_OK && zl_reader_end(&bundle.items) != ZL_OK)
                status = ZL_E_SERVER;
        if (status != ZL_OK)
                return status;
        if (bundle.count == 0)
                return charters_done(r, &bundle);
        r->after = zl_directory_charter(r->directory)->number;
        return ZL_OK;
}

int core__restore_answer(struct zl_core *core, int status, struct zl_bytes body)
{
        struct core__problem problem;

        if (status != 200) {
                core__problem_read(body, &problem);
                if (strcmp(problem.name, "not-found") == 0)
                        return ZL_E_NOT_FOUND;
                return core__refused(core, status, body);
        }
        status = take_charters(core->restoring, body);
        if (status != ZL_OK)
                core__restore_free(core);
        return status;
}

int core__restore_offer(const struct zl_core *core, struct zl_offer *ret_offer)
{
        const struct core__restoring *r = core->restoring;
        const struct zl_charter *charter = NULL;
        struct zl_offer offer = {.organisation = NULL};
        struct zl_hash hash;

        if (r->recovering != NULL)
                return core__recover_offer(core, ret_offer);
        if (!r->fetched)
                return ZL_E_STATE;
        charter = zl_directory_charter(r->directory);
        hash = zl_root_words_hash(&r->root);
        zl_words_of_hash(hash.bytes, offer.words);
        offer.organisation = charter->name;
        offer.origin = r->origin;
        offer.role = ZL_ROLE_COORDINATOR;
        offer.role_name = charter->roles.coordinator;
        offer.name = r->who.name;
        offer.invited_by = "";
        *ret_offer = offer;
        return ZL_OK;
}

int core__restore_accept(struct zl_core *core)
{
        struct core__restoring *r = core->restoring;
        const struct zl_charter *charter = NULL;
        int status = ZL_OK;

        if (!r->fetched || core->profile.joined)
                return ZL_E_STATE;
        if (r->recovering != NULL)
                return core__recover_accept(core);
        charter = zl_directory_charter(r->directory);
        core->profile = (struct core__profile){.root = r->root,
            .organisation = zl_organisation_of(&r->root),
            .member = zl_random_id(),
            .role = ZL_ROLE_COORDINATOR,
            .log_key = charter->log_key};
        memcpy(core->profile.origin, r->origin, strlen(r->origin) + 1);
        core__say(core, ZL_MSG_JOINED, charter->name,
            zl_role_str(core->profile.role), NULL, NULL);
        status = zl_directory_new(&r->root, &core->directory);
        if (status == ZL_OK) {
                /* Charters alone show what the server will say to us. */
                core->working = r->directory;
                r->directory = NULL;
                status = core__become_coordinator(
                    core, &r->signer, r->who.name, r->who.phone);
        }
        if (status == ZL_OK) {
                core__restore_free(core);
                core__sync_begin(core);
        } else {
                /* Half a member is none. */
                core->broken = status;
        }
        return status;
}
