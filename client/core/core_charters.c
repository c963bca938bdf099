/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to a log key that we do not know.  Only a later charter can name
 * one; so the charters are asked for, each has to follow the one before, signed
 * by the root or by the spare root that the one before named, and the newest
 * one's key counts from then on (docs/protocol.md, 5.2 and 7.15). */
#include <stdlib.h>
#include <string.h>

#include "core_internal.h"

/* The newest charter so far, as much as the next one is held against. */
struct newest {
        uint64_t number;
        struct zl_hash hash;
        struct zl_sign_key spare;
        struct zl_sign_key log_key;
};

static struct newest newest_known(const struct zl_core *core)
{
        struct newest newest = {.number = 0};

        for (size_t i = zl_directory_count(core->directory); i-- > 0;) {
                const struct zl_statement *statement =
                    zl_directory_statement(core->directory, i, NULL);

                if (statement->type != ZL_CHARTER)
                        continue;
                newest.number = statement->is.charter.number;
                newest.hash = statement->hash;
                newest.spare = statement->is.charter.spare_root;
                newest.log_key = statement->is.charter.log_key;
                break;
        }
        return newest;
}

bool core__wants_charters(const struct zl_core *core, uint64_t *ret_after)
{
        const struct core__held *held = &core->sync.watch.held;

        if (held->ask == 0 || !held->for_charters)
                return false;
        *ret_after = newest_known(core).number;
        return true;
}

/* Does this charter follow? */
static bool follows(const struct zl_core *core, const struct newest *newest,
    const struct zl_statement *statement)
{
        const struct zl_charter *charter = &statement->is.charter;

        if (statement->type != ZL_CHARTER ||
            charter->number != newest->number + 1)
                return false;
        if (newest->number > 0 &&
            (!charter->has_previous ||
                !zl_hash_equal(&charter->previous, &newest->hash)))
                return false;
        return zl_sign_key_equal(&statement->signer, &core->profile.root) ||
            (newest->number > 0 &&
                zl_sign_key_equal(&statement->signer, &newest->spare));
}

/* One charter of the bundle. */
static int take_charter(
    const struct zl_core *core, struct zl_bundle *bundle, struct newest *newest)
{
        struct zl_statement *statement = NULL;
        struct zl_proof proof;
        struct zl_bytes item;
        int status = zl_bundle_next(bundle, &proof, &item);

        if (status == ZL_OK)
                status = zl_statement_parse(item.data, item.size,
                    &core->profile.organisation, &statement);
        if (status == ZL_OK &&
            (!follows(core, newest, statement) ||
                zl_proof_verify(ZL_LOG_STATEMENTS, &bundle->head, &proof,
                    &statement->hash) != ZL_OK))
                status = ZL_E_CHAIN;
        if (status == ZL_OK) {
                newest->number = statement->is.charter.number;
                newest->hash = statement->hash;
                newest->spare = statement->is.charter.spare_root;
                newest->log_key = statement->is.charter.log_key;
        }
        zl_statement_free(statement);
        return status == ZL_OK || status == ZL_E_MEMORY ? status : ZL_E_LOG;
}

static int take_all(
    const struct zl_core *core, struct zl_bytes body, struct newest *newest)
{
        struct zl_bundle bundle;
        int status = zl_bundle_read(body.data, body.size, &bundle);

        if (status != ZL_OK || bundle.log != ZL_LOG_STATEMENTS)
                return ZL_E_LOG;
        for (uint16_t i = 0; i < bundle.count && status == ZL_OK; i++)
                status = take_charter(core, &bundle, newest);
        if (status == ZL_OK && zl_reader_end(&bundle.items) != ZL_OK)
                status = ZL_E_LOG;
        /* The log that has the charter is signed by the key it names. */
        if (status == ZL_OK)
                status = zl_head_verify(&bundle.head, &newest->log_key,
                    &core->profile.organisation);
        return status;
}

int core__charters_answer(struct zl_core *core, int status,
    struct zl_bytes body, struct core__held *ret)
{
        struct core__watch *watch = &core->sync.watch;
        struct newest newest = newest_known(core);
        uint64_t known = newest.number;

        ret->ask = 0;
        if (status != 200)
                return core__refused(core, status, body);
        watch->charters = true;
        status = take_all(core, body, &newest);
        if (status == ZL_E_MEMORY)
                return status;
        if (status == ZL_OK && newest.number > known) {
                core->state.charter = newest.number;
                core->state.log_key = newest.log_key;
                core->dirty = true;
                core__say(core, ZL_MSG_LOG_KEY_NEW, NULL, NULL, NULL, NULL);
        }
        /* If that did not help, taking it says what is wrong. */
        *ret = watch->held;
        watch->held = (struct core__held){.ask = 0};
        return ZL_OK;
}
