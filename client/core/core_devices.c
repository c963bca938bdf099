/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the devices of one's own.  A code is a device that sleeps: we
 * state it, remember which it is, and end it when its time is over, when
 * another takes its place, or when it has brought us here and all that was
 * sealed to it is sealed to us (docs/protocol.md, 6.1). */
#include <assert.h>
#include <string.h>

#include "calendar.h"
#include "core_codes.h"
#include "core_restoring.h"
#include "own_code.h"

/* ---- Codes we know ---- */

const struct core__code *core__code(
    const struct zl_core *core, const struct zl_sign_key *key)
{
        for (size_t i = 0; i < core->code_count; i++) {
                if (zl_sign_key_equal(&core->codes[i].key, key))
                        return &core->codes[i];
        }
        return NULL;
}

int core__add_code_row(struct zl_core *core, const struct core__code *code)
{
        int status = core__put_code(core, code);

        if (status == ZL_OK)
                status = core__grow(
                    &core->codes, core->code_count, sizeof(*core->codes));
        if (status == ZL_OK)
                core->codes[core->code_count++] = *code;
        return status;
}

static int drop_code(struct zl_core *core, size_t at)
{
        struct core__code *code = &core->codes[at];
        int status =
            core__delete(core, CORE__CODE, code->key.bytes, ZL_SIGN_KEY_SIZE);

        if (status != ZL_OK)
                return status;
        core->code_count--;
        memmove(code, code + 1, (core->code_count - at) * sizeof(*code));
        return ZL_OK;
}

bool core__waits_for_code(
    const struct zl_core *core, const struct zl_sealing_key *key)
{
        for (size_t i = 0; i < core->code_count; i++) {
                if (core->codes[i].used &&
                    zl_sealing_key_equal(&core->codes[i].sealing, key))
                        return true;
        }
        return false;
}

/* ---- Which there are ---- */

static enum zl_device_what what_of(
    const struct zl_core *core, const struct zl_sign_key *key)
{
        const struct core__code *code = core__code(core, key);

        if (zl_sign_key_equal(key, &core->device.key))
                return ZL_DEVICE_HERE;
        if (code == NULL)
                return ZL_DEVICE_OTHER;
        if (code->used)
                return ZL_DEVICE_USED;
        return code->kind == ZL_CODE_RECOVERY ? ZL_DEVICE_RECOVERY
                                              : ZL_DEVICE_CODE;
}

/* Who signed what a code came in by; all zero where there is none. */
static struct zl_sign_key maker_of(
    const struct zl_directory *directory, const struct zl_sign_key *code)
{
        const struct zl_device_entry *device =
            zl_directory_device(directory, code);
        const struct zl_statement *statement = device == NULL
            ? NULL
            : core__find_statement(directory, &device->statement, NULL);

        return statement != NULL ? statement->signer
                                 : (struct zl_sign_key){{0}};
}

size_t zl_core_devices(const struct zl_core *core, struct zl_time now,
    struct zl_device_view ret[static ZL_DEVICES_MAX])
{
        struct zl_point at = {ZL_POSITION_END, now};
        struct zl_id member = core->profile.member;
        struct zl_sign_key used = {{0}};
        const struct zl_directory *directory =
            core__recover_directory(core, &member, &used);
        bool recovers = directory != NULL;
        struct zl_sign_key maker = {{0}};
        size_t count = 0;

        if (recovers)
                maker = maker_of(directory, &used);
        else
                directory = core__shown(core);
        for (size_t i = 0; directory != NULL && count < ZL_DEVICES_MAX &&
             i < zl_directory_device_count(directory);
             i++) {
                const struct zl_device_entry *device =
                    zl_directory_device_at(directory, i);
                struct zl_point stated = {0, now};

                if (!zl_id_equal(&device->member, &member) ||
                    zl_directory_device_in_force(
                        directory, &device->key, at, NULL) != ZL_OK)
                        continue;
                (void)core__find_statement(
                    directory, &device->statement, &stated);
                ret[count++] = (struct zl_device_view){
                    .what = !recovers ? what_of(core, &device->key)
                        : zl_sign_key_equal(&device->key, &used)
                        ? ZL_DEVICE_USED
                        : ZL_DEVICE_OTHER,
                    .key = device->key,
                    .statement = device->statement,
                    .since = stated.time,
                    .invited = device->by_invitation,
                    .made_code = zl_sign_key_equal(&device->key, &maker),
                    .queued = !recovers &&
                        zl_directory_device(core->directory, &device->key) ==
                            NULL,
                };
        }
        return count;
}

/* ---- Making a code ---- */

int zl_core_may_add_code(
    struct zl_core *core, struct zl_time now, enum zl_code_kind kind)
{
        struct zl_device_view devices[ZL_DEVICES_MAX];
        struct zl_directory *working = NULL;
        size_t count = 0;
        int status = core__act(core, now);

        if (status == ZL_OK && core->profile.role == ZL_ROLE_CONTACT)
                status = ZL_E_POLICY;
        if (status == ZL_OK)
                status = core__working(core, &working);
        if (status == ZL_OK)
                status = zl_directory_device_in_force(
                    working, &core->device.key, core__point(core), NULL);
        if (status != ZL_OK)
                return core__finish(core, status);
        count = zl_core_devices(core, now, devices);
        for (size_t i = 0, all = count; i < all; i++) {
                if (devices[i].what == ZL_DEVICE_USED ||
                    (devices[i].what == ZL_DEVICE_RECOVERY &&
                        kind == ZL_CODE_RECOVERY))
                        count--;
        }
        /* One for the code, and one for what comes of it. */
        return count + 2 > ZL_DEVICES_MAX ? ZL_E_TOO_LARGE : ZL_OK;
}

static int say_device(struct zl_core *core, const struct zl_own_code *own,
    struct core__item *proto)
{
        const struct core__profile *p = &core->profile;
        const struct zl_member *member =
            zl_directory_member(core->directory, &p->member);
        struct zl_device device = {.member = p->member,
            .appointment =
                member != NULL ? member->appointment : p->appointment,
            .key = own->signer.key};
        struct zl_sealing sealing = {
            .member = p->member, .key = own->sealing.key};
        uint64_t number = 0;
        int status = ZL_OK;

        device.proof =
            zl_device_proof(&own->signer, &p->organisation, &p->member);
        status = core__say_statement(
            core, &core->device, ZL_DEVICE, &device, proto, NULL, &number);
        proto->rests_on = number;
        if (status == ZL_OK && p->role == ZL_ROLE_PROFESSIONAL)
                status = core__say_statement(core, &own->signer, ZL_SEALING_KEY,
                    &sealing, proto, NULL, NULL);
        return status;
}

static int end_device(struct zl_core *core, const struct zl_sign_key *key,
    const struct core__item *proto)
{
        const struct zl_device_entry *device =
            zl_directory_device(core__shown(core), key);
        struct zl_revocation revocation = {.compromised = false};

        if (device == NULL)
                return ZL_OK;
        revocation.subject = device->statement;
        return core__say_statement(
            core, &core->device, ZL_REVOCATION, &revocation, proto, NULL, NULL);
}

/* The new one is there before the old one goes. */
static int end_older(struct zl_core *core, const struct core__item *proto)
{
        int status = ZL_OK;

        for (size_t i = 0; i < core->code_count && status == ZL_OK; i++) {
                const struct core__code *code = &core->codes[i];

                if (code->kind != ZL_CODE_RECOVERY || code->used)
                        continue;
                status = end_device(core, &code->key, proto);
                if (status == ZL_E_REVOKED || status == ZL_E_CONFLICT)
                        status = ZL_OK; /* it has ended before */
        }
        return status;
}

static int add_code(
    struct zl_core *core, const struct zl_own_code *own, enum zl_code_kind kind)
{
        struct core__item proto = {.quiet = true, .id = core->profile.member};
        struct core__code code = {.kind = kind,
            .key = own->signer.key,
            .sealing = own->sealing.key,
            .made = core->state.now};
        int status = say_device(core, own, &proto);

        if (status == ZL_OK && kind == ZL_CODE_RECOVERY)
                status = end_older(core, &proto);
        return status == ZL_OK ? core__add_code_row(core, &code) : status;
}

int zl_core_add_code(
    struct zl_core *core, struct zl_time now, const struct zl_code *code)
{
        struct zl_own_code own = {.signer = {.secret = NULL}};
        uint64_t first = core->state.next_item;
        int status = zl_core_may_add_code(core, now, code->kind);

        if (status == ZL_OK)
                status = zl_own_code_of(code, &own);
        if (status != ZL_OK)
                return core__finish(core, status);
        status = add_code(core, &own, code->kind);
        zl_own_code_free(&own);
        if (status != ZL_OK && status != ZL_E_MEMORY) {
                int taken_back = core__take_back(core, first);

                if (taken_back != ZL_OK)
                        status = taken_back;
        }
        return core__acted(core, status);
}

/* ---- Taking one back ---- */

/* The statement of its device, while that has not reached the server. */
static struct core__item *item_of_device(
    const struct zl_core *core, const struct zl_device_entry *device)
{
        for (size_t i = 0; device != NULL && i < core->item_count; i++) {
                if (core->items[i]->type == CORE__ITEM_STATEMENT &&
                    zl_hash_equal(&core->items[i]->hash, &device->statement))
                        return core->items[i];
        }
        return NULL;
}

static int drop_with_resting(struct zl_core *core, struct core__item *item)
{
        uint64_t number = item->number;
        int status = ZL_OK;

        core__working_drop(core);
        for (size_t i = core->item_count; i-- > 0 && status == ZL_OK;) {
                item = core->items[i];
                if (item->number == number || item->rests_on == number)
                        status = core__item_drop(core, item);
        }
        return status;
}

/* Perhaps it reached the server and only the answer did not come: it is
 * remembered as one whose day is over, and ended when the log shows it. */
static int withdraw(struct zl_core *core, const struct zl_sign_key *key)
{
        struct zl_directory *working = NULL;
        struct core__item *item = NULL;
        struct core__code *code = NULL;
        int status = core__working(core, &working);

        for (size_t i = 0; i < core->code_count; i++) {
                if (zl_sign_key_equal(&core->codes[i].key, key))
                        code = &core->codes[i];
        }
        if (status != ZL_OK || code == NULL)
                return status == ZL_OK ? ZL_E_NOT_FOUND : status;
        item = item_of_device(core, zl_directory_device(working, key));
        if (item != NULL)
                status = drop_with_resting(core, item);
        code->made.ms = 0;
        return status == ZL_OK ? core__put_code(core, code) : status;
}

int zl_core_withdraw_code(
    struct zl_core *core, struct zl_time now, const struct zl_code *code)
{
        struct zl_own_code own = {.signer = {.secret = NULL}};
        int status = core__act(core, now);

        if (status == ZL_OK && code->kind != ZL_CODE_DEVICE)
                status = ZL_E_CODE;
        if (status == ZL_OK)
                status = zl_own_code_of(code, &own);
        if (status == ZL_OK)
                status = withdraw(core, &own.signer.key);
        zl_own_code_free(&own);
        return core__finish(core, status);
}

/* ---- Ending one ---- */

static bool is_ended(const struct zl_core *core, const struct zl_sign_key *key)
{
        const struct zl_device_entry *device =
            zl_directory_device(core->directory, key);

        return device != NULL && device->ended != ZL_POSITION_END;
}

static bool is_stated(const struct zl_core *core, const struct zl_sign_key *key)
{
        return zl_directory_device_in_force(
                   core->directory, key, core__point(core), NULL) == ZL_OK;
}

/* Is what was to be said of it on its way already? */
static bool is_ending(const struct zl_core *core, const struct zl_sign_key *key)
{
        const struct zl_device_entry *device =
            zl_directory_device(core__shown(core), key);

        return device != NULL && device->ended != ZL_POSITION_END;
}

/* Used: all it opened is sealed to us.  A device code: its day is over. */
static bool is_over(const struct zl_core *core, const struct core__code *code)
{
        if (code->used)
                return core->profile.role != ZL_ROLE_PROFESSIONAL ||
                    core__all_sealed(core);
        return code->kind == ZL_CODE_DEVICE &&
            core->state.now.ms > code->made.ms + ZL_MS_DAY;
}

int core__settle_codes(struct zl_core *core)
{
        struct core__item proto = {.quiet = true, .id = core->profile.member};
        int status = ZL_OK;

        for (size_t i = 0; i < core->code_count && status == ZL_OK;) {
                const struct core__code *code = &core->codes[i];
                struct zl_directory *working = NULL;

                if (is_ended(core, &code->key)) {
                        status = drop_code(core, i);
                        continue;
                }
                i++;
                if (!is_over(core, code) || !is_stated(core, &code->key) ||
                    !is_stated(core, &core->device.key))
                        continue;
                status = core__working(core, &working);
                if (status != ZL_OK || is_ending(core, &code->key))
                        continue;
                status = end_device(core, &code->key, &proto);
                /* Who may not say so any more leaves it. */
                if (status != ZL_E_MEMORY)
                        status = ZL_OK;
        }
        return status;
}

void core__look_at_device(
    struct zl_core *core, const struct zl_statement *statement)
{
        const struct zl_device *device = &statement->is.device;
        const struct core__code *code = NULL;
        bool came_by_code = false;

        if (statement->type != ZL_DEVICE ||
            !zl_id_equal(&device->member, &core->profile.member) ||
            zl_sign_key_equal(&device->key, &core->device.key) ||
            zl_directory_device(core->directory, &device->key) != NULL ||
            core__code(core, &device->key) != NULL)
                return;
        /* Whoever came by a code was shown what there is. */
        for (size_t i = 0; i < core->code_count; i++)
                came_by_code = came_by_code || core->codes[i].used;
        if (!core->state.met && came_by_code)
                return;
        code = core__code(core, &statement->signer);
        if (code == NULL || code->used)
                core__say(core, ZL_MSG_STRANGE_DEVICE, NULL, NULL, NULL, NULL);
        else
                core__say(core, ZL_MSG_CODE_REDEEMED,
                    code->kind == ZL_CODE_RECOVERY ? "recovery" : "device",
                    NULL, NULL, NULL);
}

/* ---- When it is over ---- */

enum zl_over zl_core_over(const struct zl_core *core)
{
        struct zl_point at = {ZL_POSITION_END, core->state.now};

        if (!core->profile.joined || core->state.forked || !core->state.good)
                return ZL_OVER_NONE;
        if (zl_directory_member_in_force(
                core->directory, &core->profile.member, at) == ZL_E_REVOKED)
                return ZL_OVER_MEMBER;
        return is_ended(core, &core->device.key) ? ZL_OVER_DEVICE
                                                 : ZL_OVER_NONE;
}
