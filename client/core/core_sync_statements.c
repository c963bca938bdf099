/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Statements as the server gives them, believed in nothing: signature, chain
 * to the pinned root, place in the log under a signed head.  The first that
 * fails stops the sync, and nothing is sealed until all is well again. */
#include <stdlib.h>
#include <string.h>

#include "core_codes.h"

/* Where statements go: the directory, or a fresh one from position 0. */
struct target {
        struct zl_directory *directory;
        uint64_t *next;
        struct zl_time *time;
        bool fresh;
};

static struct target target_of(struct zl_core *core)
{
        if (core->sync.fresh != NULL)
                return (struct target){
                    core->sync.fresh, &core->sync.next, &core->sync.time, true};
        return (struct target){core->directory, &core->state.next_statement,
            &core->state.statement_time, false};
}

static int refuse(
    struct zl_core *core, const struct zl_statement *statement, int status)
{
        struct zl_claim_view claim = zl_directory_claim(core->directory);
        char known[24];
        char offered[24];

        if (status == ZL_E_MEMORY)
                return status;
        core->state.good = false;
        core->dirty = true;
        if (statement != NULL && statement->type == ZL_DIRECTORY &&
            status == ZL_E_ROLLBACK) {
                core__number(
                    claim.claim == NULL ? 0 : claim.claim->version, known);
                core__number(statement->is.directory.version, offered);
                core__say(core, ZL_MSG_DIRECTORY_ROLLBACK, known, offered, NULL,
                    NULL);
                return ZL_E_ROLLBACK;
        }
        core__say(core, ZL_MSG_STATEMENT_REFUSED,
            statement == NULL ? "unknown"
                              : zl_statement_type_str(statement->type),
            zl_status_str(status), NULL, NULL);
        return status == ZL_E_VERSION ? status : ZL_E_CHAIN;
}

/* Who came into sight since may have stated something new before we asked for
 * what they stated earlier: then all is asked for, once.  Who holds every
 * scope has seen all of them begin. */
static bool may_ask_anew(const struct zl_core *core, const struct target *to)
{
        return !to->fresh && !core->sync.refetched && !core__holds_all(core);
}

static bool asks_anew(const struct zl_core *core, const struct target *to)
{
        return !to->fresh && core->sync.fresh != NULL;
}

static int take_statement(struct zl_core *core, const struct target *target,
    const struct zl_bundle *bundle, const struct zl_proof *proof,
    struct zl_bytes item)
{
        struct zl_point at = {proof->index, proof->time};
        struct zl_statement *statement = NULL;
        int status = ZL_OK;

        if (proof->index < *target->next || proof->index >= bundle->next ||
            proof->time.ms < target->time->ms)
                return ZL_E_SERVER;
        status = zl_statement_parse(
            item.data, item.size, &core->profile.organisation, &statement);
        if (status == ZL_OK &&
            zl_proof_verify(ZL_LOG_STATEMENTS, &bundle->head, proof,
                &statement->hash) != ZL_OK) {
                core__say(
                    core, ZL_MSG_LOG_CONTRADICTS, "proof", NULL, NULL, NULL);
                zl_statement_free(statement);
                core->state.good = false;
                core->dirty = true;
                return ZL_E_LOG;
        }
        if (status == ZL_OK)
                status = zl_directory_check(target->directory, statement, at);
        if (status == ZL_E_CHAIN && may_ask_anew(core, target)) {
                zl_statement_free(statement);
                return core__ask_anew(core);
        }
        if (status != ZL_OK) {
                status = refuse(core, statement, status);
                zl_statement_free(statement);
                return status;
        }
        core__look_at_device(core, statement);
        status =
            target->fresh ? ZL_OK : core__put_statement(core, statement, at);
        if (status == ZL_OK)
                status = zl_directory_add(target->directory, statement, at);
        if (status != ZL_OK) {
                zl_statement_free(statement);
                return status;
        }
        *target->next = proof->index + 1;
        *target->time = proof->time;
        return ZL_OK;
}

/* Is this key of a device that was void before? */
static bool was_void(
    const struct zl_sign_key *keys, size_t count, const struct zl_sign_key *key)
{
        for (size_t i = 0; i < count; i++) {
                if (zl_sign_key_equal(&keys[i], key))
                        return true;
        }
        return false;
}

static int list_void(const struct zl_directory *directory,
    struct zl_sign_key **ret_keys, size_t *ret_count)
{
        size_t all = zl_directory_device_count(directory);
        struct zl_sign_key *keys = calloc(all + 1, sizeof(*keys));
        size_t count = 0;

        if (keys == NULL)
                return ZL_E_MEMORY;
        for (size_t i = 0; i < all; i++) {
                const struct zl_device_entry *device =
                    zl_directory_device_at(directory, i);

                if (device->voided)
                        keys[count++] = device->key;
        }
        *ret_keys = keys;
        *ret_count = count;
        return ZL_OK;
}

/* Whoever was voided since is told of, and ourselves above all. */
static void say_void(struct zl_core *core, const struct zl_directory *directory,
    const struct zl_sign_key *keys, size_t count)
{
        size_t all = zl_directory_device_count(directory);

        for (size_t i = 0; i < all; i++) {
                const struct zl_device_entry *device =
                    zl_directory_device_at(directory, i);

                if (!device->voided || was_void(keys, count, &device->key))
                        continue;
                core__say(core,
                    zl_id_equal(&device->member, &core->profile.member)
                        ? ZL_MSG_INVITATION_TWICE
                        : ZL_MSG_DEVICE_VOID,
                    core__name_of(core, &device->member), NULL, NULL, NULL);
        }
}

static int take_all(
    struct zl_core *core, struct zl_bundle *bundle, const struct target *target)
{
        int status = ZL_OK;

        for (uint16_t i = 0; i < bundle->count && status == ZL_OK; i++) {
                struct zl_proof proof;
                struct zl_bytes item;

                if (zl_bundle_next(bundle, &proof, &item) != ZL_OK)
                        return ZL_E_SERVER;
                status = take_statement(core, target, bundle, &proof, item);
                if (asks_anew(core, target))
                        return status;
        }
        if (status == ZL_OK && zl_reader_end(&bundle->items) != ZL_OK)
                status = ZL_E_SERVER;
        return status;
}

int core__statements_answer(struct zl_core *core, struct zl_bytes body)
{
        struct target target = target_of(core);
        struct zl_sign_key *keys = NULL;
        size_t count = 0;
        struct zl_bundle bundle;
        uint64_t after = *target.next;
        int status = zl_bundle_read(body.data, body.size, &bundle);

        if (status != ZL_OK)
                return status == ZL_E_VERSION ? status : ZL_E_SERVER;
        if (bundle.log != ZL_LOG_STATEMENTS)
                return ZL_E_SERVER;
        status = core__take_head(core, core__log_key(core), &bundle.head, true);
        /* It must come nearer to the end, or be there. */
        if (status == ZL_OK &&
            (bundle.next > bundle.head.statements || bundle.next < after ||
                (bundle.next == after && bundle.next < bundle.head.statements)))
                status = ZL_E_SERVER;
        if (status == ZL_OK)
                status = list_void(core->directory, &keys, &count);
        if (status == ZL_OK)
                core__news_begin(core);
        if (status == ZL_OK)
                status = take_all(core, &bundle, &target);
        /* A fresh directory is compared once it is whole. */
        if (keys != NULL && status != ZL_E_MEMORY &&
            (!target.fresh || bundle.next == bundle.head.statements))
                say_void(core, target.directory, keys, count);
        free(keys);
        core->dirty = true;
        if (status != ZL_OK || asks_anew(core, &target))
                return status;
        *target.next = bundle.next;
        core__working_drop(core);
        if (bundle.next < bundle.head.statements)
                return ZL_OK;
        core->sync.statements = true;
        /* There is nothing more to ask for. */
        if (zl_core_over(core) != ZL_OVER_NONE) {
                core__say(core, ZL_MSG_ENDED,
                    zl_core_over(core) == ZL_OVER_MEMBER ? "member" : "device",
                    NULL, NULL, NULL);
                return ZL_E_REVOKED;
        }
        return core__statements_done(core);
}
