// SPDX-License-Identifier: EUPL-1.2
// libsodium from npm, where packaging/npm-install put it, and the few of its
// constructions that docs/protocol.md (1) names. Everything is a Buffer.

import { createRequire } from 'node:module';

import { H, must, text, unhex } from './bytes.mjs';

const npm = new URL('../../build/npm/', import.meta.url);
const sodium = createRequire(npm)('libsodium-wrappers-sumo');
await sodium.ready;

export const random = (size) => Buffer.from(sodium.randombytes_buf(size));

/** An Ed25519 pair from its 32 bytes of seed: {seed, secret, key (hex)}. */
export function signer(seed = random(32)) {
  const pair = sodium.crypto_sign_seed_keypair(seed);
  return {
    seed,
    secret: pair.privateKey,
    key: Buffer.from(pair.publicKey).toString('hex'),
  };
}

export const signRaw = (pair, bytes) =>
  Buffer.from(sodium.crypto_sign_detached(bytes, pair.secret));

export const verifyRaw = (key, bytes, signature) =>
  sodium.crypto_sign_verify_detached(signature, bytes, unhex(key, 32));

/** The bytes that are signed under a label (1.1). */
export function labelled(label, organisation, message) {
  return Buffer.concat([
    text(`zijlijn/1 ${label}\0`), unhex(organisation, 16), H(message),
  ]);
}

export const sign = (label, organisation, pair, message) =>
  signRaw(pair, labelled(label, organisation, message));

/** Refuses a signature that is not by `key`. */
export function verify(label, organisation, key, message, signature) {
  must(
    verifyRaw(key, labelled(label, organisation, message), signature),
    `a signature of ${label} does not verify`, 'signature-wrong',
  );
}

/** An X25519 pair for sealing: {secret, key (hex)}. */
export function sealer(secret = random(32)) {
  const key = Buffer.from(sodium.crypto_scalarmult_base(secret));
  return { secret, key: key.toString('hex') };
}

/** The X25519 pair of a seed. */
export const sealerOfSeed = (seed) =>
  sealer(Buffer.from(sodium.crypto_box_seed_keypair(seed).privateKey));

export const seal = (bytes, key) =>
  Buffer.from(sodium.crypto_box_seal(bytes, unhex(key, 32)));

/** What was sealed to `pair`; refused if it does not open. */
export function unseal(bytes, pair) {
  try {
    return Buffer.from(sodium.crypto_box_seal_open(
      bytes, unhex(pair.key, 32), pair.secret,
    ));
  } catch {
    return must(false, 'a seal does not open', 'unreadable');
  }
}

export const derive = (size, number, context, master) => Buffer.from(
  sodium.crypto_kdf_derive_from_key(size, number, context, master),
);

export const stretch = (bits, salt) => Buffer.from(sodium.crypto_pwhash(
  32, bits, salt, 3, 64 * 1024 * 1024, sodium.crypto_pwhash_ALG_ARGON2ID13,
));

/** 24 bytes of nonce and the ciphertext (XChaCha20-Poly1305). */
export function encrypt(plain, data, key, nonce = random(24)) {
  return Buffer.concat([
    nonce,
    sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(
      plain, data, null, nonce, key,
    ),
  ]);
}

/** What encrypt() made; refused if it is not that. */
export function decrypt(bytes, data, key) {
  try {
    return Buffer.from(sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
      null, bytes.subarray(24), data, bytes.subarray(0, 24), key,
    ));
  } catch {
    return must(false, 'what was encrypted does not open', 'unreadable');
  }
}
