/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CORE_DEVICES_H
#define ZL_CORE_DEVICES_H

#include "directory.h"
#include "invitation.h"

struct zl_core; /* core.h */

/*
 * The devices of one's own: which there are, codes that make another one
 * (docs/protocol.md, 6.1), and how one of them is gone.
 *
 * A code is made with zl_own_code_new(), shown, and only then stated with
 * zl_core_add_code().  Whoever has it begins with zl_core_join() on a new
 * computer, where zl_core_offer() says so; zl_core_lost() names the devices
 * that are gone, and zl_core_join_accept() goes on as that person.  What was
 * sealed to the code is sealed for the new device's key during the syncs that
 * follow, and then the code is worth nothing any more.
 */

/* What a device is, as far as we know. */
enum zl_device_what {
        ZL_DEVICE_OTHER, /* a computer, or a code that was made elsewhere */
        ZL_DEVICE_HERE,
        ZL_DEVICE_RECOVERY, /* a recovery code made here */
        ZL_DEVICE_CODE, /* a device code made here */
        ZL_DEVICE_USED /* the code we came by; it is ended by itself */
};

/* A device of one's own that is in force. */
struct zl_device_view {
        enum zl_device_what what;
        struct zl_sign_key key;
        struct zl_hash statement;
        struct zl_time since;
        bool invited; /* it came in by the invitation: a computer */
        bool made_code; /* the code that is being redeemed was made there */
        bool queued; /* not in the log yet */
};

/**
 * The devices of one's own in force, oldest first.  While a code of one's own
 * is being redeemed: those of its member, as the server says.
 *
 * @param core  joined, or joining.
 * @param now   the clock.
 * @param ret   room for ZL_DEVICES_MAX.
 * @return how many there are.
 */
size_t zl_core_devices(const struct zl_core *core, struct zl_time now,
    struct zl_device_view ret[static ZL_DEVICES_MAX]);

/**
 * May a code be made?  A place is kept free for the device that it makes.
 *
 * @param core  joined.
 * @param now   the clock.
 * @param kind  ZL_CODE_RECOVERY (which takes the place of one that was made
 *              here) or ZL_CODE_DEVICE.
 * @return ZL_OK, ZL_E_POLICY (a contact is invited anew), ZL_E_TOO_LARGE (too
 *         many devices), ZL_E_REVOKED or ZL_E_EXPIRED (we are not in force),
 *         ZL_E_STATE or ZL_E_MEMORY.
 */
int zl_core_may_add_code(struct zl_core *core, struct zl_time now,
    enum zl_code_kind kind) ZL_CHECKED;

/**
 * State the device of a code.  A recovery code ends the one made here before.
 *
 * @param core  joined.
 * @param now   the clock.
 * @param code  of zl_own_code_new(); the caller keeps it.
 * @return as zl_core_may_add_code(), or ZL_E_CODE (an invitation's).
 */
int zl_core_add_code(struct zl_core *core, struct zl_time now,
    const struct zl_code *code) ZL_CHECKED;

/**
 * Take a device code back that nobody was shown, because it could not be
 * brought to the server.  What waits to be sent of it goes out no more; what
 * did reach the server is ended by itself in a later sync.
 *
 * @param core  joined; not in the middle of a sync.
 * @param now   the clock.
 * @param code  as given to zl_core_add_code().
 * @return ZL_OK, ZL_E_NOT_FOUND (it was not stated here), ZL_E_CODE (no
 *         device code), ZL_E_STATE or ZL_E_MEMORY.
 */
int zl_core_withdraw_code(struct zl_core *core, struct zl_time now,
    const struct zl_code *code) ZL_CHECKED;

/**
 * A device of the member whose code is being redeemed is gone: it is ended as
 * soon as the offer is accepted, before anything else.
 *
 * @param core  joining with a code of one's own.
 * @param key   the device's; not the code's own.
 * @return ZL_OK, ZL_E_NOT_FOUND or ZL_E_STATE.
 */
int zl_core_lost(
    struct zl_core *core, const struct zl_sign_key *key) ZL_CHECKED;

/* Why nothing may be kept here any more. */
enum zl_over {
        ZL_OVER_NONE,
        ZL_OVER_MEMBER, /* the membership was ended */
        ZL_OVER_DEVICE /* this device was */
};

/**
 * Has it been verified that the membership, or this device, was revoked?
 * Never said on dates that are over, on a server's word alone, or while the
 * log is not to be trusted.
 *
 * @param core  joined.
 */
enum zl_over zl_core_over(const struct zl_core *core);

#endif
