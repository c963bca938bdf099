# SPDX-License-Identifier: EUPL-1.2
"""docs/protocol.md written a second time, in Python, from the text alone:
what bytes are hashed, signed, sealed and sent. Nothing here calls our C.
"""

import base64
import hashlib
import json
import struct

from nacl import bindings
from nacl.signing import SigningKey

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SIZE_CLASSES = (4096, 16384, 131072)
TYPES = {"charter": 1, "club": 2, "appointment": 3, "card": 4, "device": 5,
         "sealing-key": 6, "assignment": 7, "absence": 8, "revocation": 9,
         "directory": 10}
KINDS = {"note": 1, "addendum": 2, "retraction": 3, "acknowledgement": 4,
         "unreadable": 5, "assessment": 6, "feedback": 7,
         "family-statement": 8, "handover": 9, "step-out": 10, "reseal": 11,
         "closing": 12, "reopening": 13, "hold": 14, "erasure": 15}


def H(*pieces):
    return hashlib.sha256(b"".join(pieces)).digest()


def var(data):
    return struct.pack(">I", len(data)) + data


def u64(number):
    return struct.pack(">Q", number)


def compact(document):
    return json.dumps(document, ensure_ascii=False,
                      separators=(",", ":")).encode()


# --- 1.1 and 1.2 ---

def key_of(seed):
    return bytes(SigningKey(seed).verify_key)


def signed_bytes(label, organisation, message):
    return (b"zijlijn/1 " + label.encode() + b"\0" + organisation
            + H(message))


def sign(seed, label, organisation, message):
    return SigningKey(seed).sign(
        signed_bytes(label, organisation, message)).signature


def organisation_of(root):
    return H(b"zijlijn/1 organisation", root)[:16]


def words_hash(root):
    return H(b"zijlijn/1 root", root)


def words_of(hash_, word_list):
    bits = int.from_bytes(hash_, "big")
    return " ".join(word_list[bits >> (256 - 11 * (n + 1)) & 2047]
                    for n in range(6))


# --- 2 ---

def statement(seed, organisation, type_, payload):
    message = (bytes([1, TYPES[type_]]) + organisation + key_of(seed)
               + var(payload))
    return message + sign(seed, type_, organisation, message)


def device_proof(seed, organisation, member):
    return sign(seed, "device-proof", organisation, member + key_of(seed))


# --- 5.1 ---

def tree_root(leaves):
    """Merkle Tree Hash of RFC 9162, 2.1.1, of leaf hashes."""
    if not leaves:
        return H()
    if len(leaves) == 1:
        return leaves[0]
    half = split(len(leaves))
    return H(b"\1", tree_root(leaves[:half]), tree_root(leaves[half:]))


def consistency(first, leaves, whole=True):
    """PROOF and SUBPROOF of RFC 9162, 2.1.4.1, of leaf hashes."""
    if first == 0:
        return []
    if first == len(leaves):
        return [] if whole else [tree_root(leaves)]
    half = split(len(leaves))
    if first <= half:
        return (consistency(first, leaves[:half], whole)
                + [tree_root(leaves[half:])])
    return (consistency(first - half, leaves[half:], False)
            + [tree_root(leaves[:half])])


def tree_path(index, leaves):
    """PATH of RFC 9162, 2.1.3.1."""
    if len(leaves) == 1:
        return []
    half = split(len(leaves))
    if index < half:
        return tree_path(index, leaves[:half]) + [tree_root(leaves[half:])]
    return (tree_path(index - half, leaves[half:])
            + [tree_root(leaves[:half])])


def split(count):
    half = 1
    while half * 2 < count:
        half *= 2
    return half


def leaf(log, entry):
    data = H(entry["salt"], bytes([log]), u64(entry["time"]),
             u64(entry["statements"]), entry["hash"])
    return H(b"\0", data)


# --- 3 ---

def kdf(key, number, context, size=32):
    """crypto_kdf of libsodium is BLAKE2b with the number as salt and the
    context as personalisation."""
    return hashlib.blake2b(b"", digest_size=size, key=key,
                           salt=struct.pack("<Q", number).ljust(16, b"\0"),
                           person=context.ljust(16, b"\0")).digest()


def counted(items):
    return bytes([len(items)]) + b"".join(items)


def context(c):
    return (bytes([1, KINDS[c["kind"]]]) + c["organisation"] + c["id"]
            + c["signal"] + c["club"] + c["author"] + u64(c["directory"])
            + u64(c["seen"][0]) + c["seen"][1]
            + u64(c["seen"][2]) + c["seen"][3]
            + counted(sorted(c["left_out"])) + counted(c["previous"])
            + counted(sorted(member + key
                             for member, key in c["recipients"])))


def pad(text):
    plain = var(text)
    size = min(s for s in SIZE_CLASSES if s >= len(plain))
    return plain.ljust(size, b"\0")


def lock(key, nonce, plain, data):
    return nonce + bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(
        plain, data, nonce, key)


def box_public(secret):
    return bindings.crypto_scalarmult_base(secret)


def seal(ephemeral, key, plain):
    """crypto_box_seal, with the sender's key given instead of random."""
    sender = box_public(ephemeral)
    nonce = hashlib.blake2b(sender + key, digest_size=24).digest()
    return sender + bindings.crypto_box(plain, nonce, key, ephemeral)


def record(seed, c, commitment, seals, body):
    message = (context(c) + commitment + struct.pack(">I", len(body))
               + H(body) + H(*(H(s) for s in seals)))
    head = message + sign(seed, "record", c["organisation"], message)
    return head, head + b"".join(b"\1" + s for s in seals) + body


# --- 5.2 ---

def head(seed, organisation, time, statements, records):
    """statements and records: the leaf hashes of the two logs."""
    message = (u64(time) + u64(len(statements)) + tree_root(statements)
               + u64(len(records)) + tree_root(records))
    return message + sign(seed, "head", organisation, message)


def proof(index, entry, leaves):
    path = tree_path(index, leaves)
    return (u64(index) + entry["salt"] + u64(entry["time"])
            + u64(entry["statements"]) + counted(path))


def receipt(log, head_, proof_):
    return bytes([1, log]) + head_ + proof_


def bundle(log, head_, next_, items):
    return (bytes([1, log]) + head_ + u64(next_)
            + struct.pack(">H", len(items))
            + b"".join(p + var(item) for p, item in items))


# --- 6 ---

def code_text(bits, kind=0):
    count = (len(bits) * 8 + 4) // 5
    number = int.from_bytes(bits, "big") << (count * 5 - len(bits) * 8) | kind
    values = [number >> 5 * (count - 1 - n) & 31 for n in range(count)]
    check = sum((n + 1) * v for n, v in enumerate(values)) % 31
    text = "".join(ALPHABET[v] for v in values + [check])
    if len(bits) == 16 and kind == 0:
        return text
    return "-".join(text[n:n + 4] for n in range(0, len(text), 4))


def invitation(bits):
    """look-up id, packet key, signing seed."""
    master = bindings.crypto_pwhash_alg(
        32, bits, H(b"zijlijn/1 invitation")[:16], 3, 64 * 1024 * 1024,
        bindings.crypto_pwhash_ALG_ARGON2ID13)
    return (kdf(master, 1, b"zl-invit", 16), kdf(master, 2, b"zl-invit"),
            kdf(master, 3, b"zl-invit"))


# --- 6.1 ---

def own_code(bits):
    """The seeds of a code of one's own: signing, sealing."""
    master = bindings.crypto_pwhash_alg(
        32, bits, H(b"zijlijn/1 own code")[:16], 3, 64 * 1024 * 1024,
        bindings.crypto_pwhash_ALG_ARGON2ID13)
    return kdf(master, 1, b"zl-owncd"), kdf(master, 2, b"zl-owncd")


def packet_plain(root, origin, items):
    return (b"\1" + root + var(origin.encode())
            + struct.pack(">H", len(items))
            + b"".join(bytes([what]) + var(data) for what, data in items))


# --- 7.1 ---

def b64(data):
    return base64.b64encode(data).decode()


def request(seed, organisation, method, uri, created, body):
    covered = '"@method" "@target-uri"'
    base = f'"@method": {method}\n"@target-uri": {uri}\n'
    digest = None
    if body is not None:
        covered += ' "content-digest"'
        digest = f"sha-256=:{b64(H(body))}:"
        base += f'"content-digest": {digest}\n'
    params = (f'({covered});created={created};keyid="{key_of(seed).hex()}"'
              f';tag="zijlijn-1-{organisation.hex()}"')
    base += f'"@signature-params": {params}'
    signature = SigningKey(seed).sign(base.encode()).signature
    return digest, base, f"zl={params}", f"zl=:{b64(signature)}:"
