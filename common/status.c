/* SPDX-License-Identifier: EUPL-1.2 */
#include "status.h"

#include <stddef.h>

static const char *const texts[] = {
    "ok",
    "out of memory",
    "secret memory could not be locked",
    "the cryptographic library would not start",
    "malformed",
    "unknown version",
    "too large",
    "signature does not verify",
    "belongs to another organisation",
    "no valid chain to the root",
    "expired",
    "revoked",
    "outside the signer's scope",
    "not allowed by the policy",
    "recipients are not those in force",
    "other bytes are known under this id",
    "not found",
    "not sealed to us",
    "seal and commitment do not agree",
    "could not be decrypted",
    "invitation code mistyped",
    "invitation used already",
    "wrong passphrase or key file",
    "stored data is damaged",
    "clock differs too much",
    "the log contradicts itself",
    "older than what was seen before",
    "statements are missing",
    "not possible in this state",
    "busy",
    "storage refused",
    "no connection",
    "the server answered what it should not",
    "wrong usage",
    "the operating system refused",
    "taken back or erased",
    "the root is not here",
    "something came before it",
};

const char *zl_status_str(int status)
{
        if (status > 0 ||
            (size_t) - (long)status >= sizeof(texts) / sizeof(texts[0]))
                return "unknown status";
        return texts[-status];
}
