/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the charter that follows another: the whole of it is said anew,
 * and only the root or the spare root may.  What is known keeps its id, for
 * ever; a spare root that was used, or whose paper was lost, is replaced by a
 * fresh one, which counts from the charter that names it. */
#include <stdlib.h>

#include "core_internal.h"

static bool is_zero(const struct zl_id *id)
{
        static const struct zl_id zero;

        return zl_id_equal(id, &zero);
}

static int team_ids(const size_t *team_districts, struct zl_charter *charter)
{
        for (size_t i = 0; i < charter->team_count; i++) {
                struct zl_team *team = &charter->teams[i];

                if (is_zero(&team->id))
                        team->id = zl_random_id();
                if (team_districts == NULL)
                        continue;
                if (team_districts[i] >= charter->district_count)
                        return ZL_E_MALFORMED;
                team->district = charter->districts[team_districts[i]].id;
        }
        return ZL_OK;
}

int core__charter_ids(const struct zl_charter *from,
    const size_t *team_districts, struct zl_charter *ret)
{
        *ret = *from;
        ret->districts = NULL;
        ret->teams = NULL;
        if (from->district_count > ZL_DISTRICTS_MAX ||
            from->team_count > ZL_TEAMS_MAX)
                return ZL_E_TOO_LARGE;
        ret->districts =
            calloc(from->district_count + 1, sizeof(*ret->districts));
        ret->teams = calloc(from->team_count + 1, sizeof(*ret->teams));
        if (ret->districts == NULL || ret->teams == NULL)
                return ZL_E_MEMORY;
        for (size_t i = 0; i < from->district_count; i++) {
                ret->districts[i] = from->districts[i];
                if (is_zero(&ret->districts[i].id))
                        ret->districts[i].id = zl_random_id();
        }
        for (size_t i = 0; i < from->team_count; i++)
                ret->teams[i] = from->teams[i];
        return team_ids(team_districts, ret);
}

/* The newest charter, also one of ours that is still queued. */
static const struct zl_statement *newest_charter(
    const struct zl_directory *directory)
{
        for (size_t i = zl_directory_count(directory); i-- > 0;) {
                const struct zl_statement *statement =
                    zl_directory_statement(directory, i, NULL);

                if (statement->type == ZL_CHARTER)
                        return statement;
        }
        return NULL;
}

static int say_charter(struct zl_core *core,
    const struct zl_charter_change *change, const struct zl_sign_key *spare)
{
        static const struct zl_sign_key none;
        struct core__item proto = {.quiet = false};
        const struct zl_signer *root = NULL;
        const struct zl_statement *before = NULL;
        struct zl_charter charter = {.districts = NULL};
        struct zl_directory *working = NULL;
        int status = core__working(core, &working);

        if (status != ZL_OK)
                return status;
        root = core__root_here(core);
        before = newest_charter(working);
        if (root == NULL || before == NULL)
                return root == NULL ? ZL_E_ROOT : ZL_E_NOT_FOUND;
        status = core__charter_ids(
            change->charter, change->team_districts, &charter);
        charter.number = before->is.charter.number + 1;
        charter.has_previous = true;
        charter.previous = before->hash;
        charter.spare_root =
            spare == NULL ? before->is.charter.spare_root : *spare;
        if (zl_sign_key_equal(&charter.log_key, &none))
                charter.log_key = before->is.charter.log_key;
        if (status == ZL_OK)
                status = core__say_statement(
                    core, root, ZL_CHARTER, &charter, &proto, NULL, NULL);
        free(charter.districts);
        free(charter.teams);
        return status;
}

int zl_core_change_charter(struct zl_core *core, struct zl_time now,
    const struct zl_charter_change *change, struct zl_secret **ret_spare)
{
        struct zl_signer spare = {.secret = NULL};
        struct zl_secret *seed = NULL;
        int status = core__act(core, now);

        if (status != ZL_OK)
                return status;
        if (core->profile.role != ZL_ROLE_COORDINATOR)
                return ZL_E_POLICY;
        if (change->new_spare) {
                status = zl_signer_new(&spare);
                if (status == ZL_OK)
                        status = zl_secret_new(ZL_SEED_SIZE, &seed);
        }
        if (status == ZL_OK)
                status = say_charter(
                    core, change, change->new_spare ? &spare.key : NULL);
        if (status == ZL_OK) {
                if (seed != NULL)
                        zl_signer_seed(&spare, zl_secret_bytes(seed));
                *ret_spare = seed;
                seed = NULL;
        }
        zl_secret_free(seed);
        zl_signer_free(&spare);
        return core__acted(core, status);
}
