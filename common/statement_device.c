/* SPDX-License-Identifier: EUPL-1.2 */
/* The payload of a device (docs/protocol.md, 2.5) and the proof in it. */
#include "statement_internal.h"

static const char proof_label[] = "device-proof";

static struct zl_hash proof_hash(
    const struct zl_id *member, const struct zl_sign_key *key)
{
        struct zl_hasher h;

        zl_hasher_init(&h);
        zl_hasher_add(&h, member->bytes, sizeof(member->bytes));
        zl_hasher_add(&h, key->bytes, sizeof(key->bytes));
        return zl_hasher_end(&h);
}

struct zl_signature zl_device_proof(const struct zl_signer *device,
    const struct zl_id *organisation, const struct zl_id *member)
{
        struct zl_hash hash = proof_hash(member, &device->key);

        return zl_sign(device, proof_label, organisation, &hash);
}

static void read(struct statement__in *in, struct zl_statement *ret)
{
        struct zl_device *device = &ret->is.device;
        struct zl_json_reader *r = in->r;

        zl_json_hex(r, "member", device->member.bytes, ZL_ID_SIZE);
        zl_json_hex(r, "appointment", device->appointment.bytes, ZL_HASH_SIZE);
        zl_json_hex(r, "key", device->key.bytes, ZL_SIGN_KEY_SIZE);
        zl_json_hex(r, "proof", device->proof.bytes, ZL_SIGNATURE_SIZE);
}

static int write(struct zl_json_writer *w, const void *of)
{
        const struct zl_device *device = of;

        zl_json_put_hex(w, "member", device->member.bytes, ZL_ID_SIZE);
        zl_json_put_hex(
            w, "appointment", device->appointment.bytes, ZL_HASH_SIZE);
        zl_json_put_hex(w, "key", device->key.bytes, ZL_SIGN_KEY_SIZE);
        zl_json_put_hex(w, "proof", device->proof.bytes, ZL_SIGNATURE_SIZE);
        return ZL_OK;
}

static int check(const struct zl_statement *statement)
{
        const struct zl_device *device = &statement->is.device;
        struct zl_hash hash = proof_hash(&device->member, &device->key);

        return zl_verify(&device->key, proof_label, &statement->organisation,
            &hash, &device->proof);
}

const struct statement__form statement__device = {
    .word = "device",
    .read = read,
    .write = write,
    .check = check,
};
