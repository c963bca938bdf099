/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_STATUS_H
#define ZL_STATUS_H

/* A function so marked answers with a status that must be looked at. */
#define ZL_CHECKED __attribute__((warn_unused_result))

/*
 * The one status of the whole project: 0 is success, anything below is a
 * failure that a caller can expect and act on.  Results go out through
 * ret_* pointers, which stay untouched on failure.
 */
enum zl_status {
        ZL_OK = 0,
        ZL_E_MEMORY = -1, /* no memory left */
        ZL_E_LOCK = -2, /* secret memory could not be locked */
        ZL_E_RANDOM = -3, /* the cryptographic library would not start */
        ZL_E_MALFORMED = -4, /* bytes that do not have the form written down */
        ZL_E_VERSION = -5, /* a version this program does not know */
        ZL_E_TOO_LARGE = -6, /* over a limit of size or count */
        ZL_E_SIGNATURE = -7, /* a signature that does not verify */
        ZL_E_ORGANISATION = -8, /* belongs to another organisation */
        ZL_E_CHAIN = -9, /* no valid chain to the organisation's root */
        ZL_E_EXPIRED = -10, /* past its validity */
        ZL_E_REVOKED = -11, /* its signer or subject was revoked */
        ZL_E_SCOPE = -12, /* outside the scope of who signed it */
        ZL_E_POLICY = -13, /* the policy table has no row that allows it */
        ZL_E_RECIPIENTS = -14, /* recipients are not those in force */
        ZL_E_CONFLICT = -15, /* other bytes are known under this id */
        ZL_E_NOT_FOUND = -16, /* not known here, or not for the one who asks */
        ZL_E_NOT_FOR_US = -17, /* no seal that we can open */
        ZL_E_COMMITMENT = -18, /* seal and commitment do not agree */
        ZL_E_DECRYPT = -19, /* ciphertext was altered, or the wrong key */
        ZL_E_CODE = -20, /* an invitation code with a typing mistake */
        ZL_E_CODE_USED = -21, /* an invitation that was used already */
        ZL_E_PASSPHRASE = -22, /* wrong passphrase or key file */
        ZL_E_DAMAGED = -23, /* stored rows that are damaged */
        ZL_E_CLOCK = -24, /* this machine's clock differs too much */
        ZL_E_LOG = -25, /* the log contradicts itself or its key */
        ZL_E_ROLLBACK = -26, /* older than what was seen before */
        ZL_E_INCOMPLETE = -27, /* statements are missing or withheld */
        ZL_E_STATE = -28, /* not possible in this state */
        ZL_E_BUSY = -29, /* the queue is full, or another one has it */
        ZL_E_STORAGE = -30, /* disk or database refused */
        ZL_E_NETWORK = -31, /* no connection, or it broke */
        ZL_E_SERVER = -32, /* the server answered what it should not */
        ZL_E_USAGE = -33, /* arguments that make no sense */
        ZL_E_SYSTEM = -34, /* the operating system refused something */
        ZL_E_ERASED = -35, /* taken back or erased: only the mark is left */
        ZL_E_ROOT = -36, /* only a root may say it, and none is here */
        ZL_E_OUTRUN = -37 /* something came that it had to know of */
};

/**
 * Say what a status means, in English, for logs and tests.  Users see the
 * message catalogue of their shell instead.
 *
 * @param status  any value; an unknown one gives "unknown status".
 * @return a constant string, never NULL.
 */
const char *zl_status_str(int status);

#endif
