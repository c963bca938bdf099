# SPDX-License-Identifier: EUPL-1.2
"""Hello! What a suspicious client keeps of the server's record log: every
leaf it was ever shown. Receipts and lists are verified as docs/protocol.md,
5, says, and the whole log is hashed anew under each head.
"""

import struct

from nacl.signing import VerifyKey

from organisation import H, p

HEAD = 8 + 8 + 32 + 8 + 32 + 64


class Lie(Exception):
    """The server said or did what it must not."""


def insist(holds, *words):
    if not holds:
        raise Lie(" ".join(str(w) for w in words))


class Head:
    def __init__(self, data, organisation, log_key):
        insist(len(data) == HEAD, "a head of", len(data), "bytes")
        (self.time, self.statements, self.statement_root, self.records,
         self.record_root, signature) = struct.unpack(">QQ32sQ32s64s", data)
        VerifyKey(log_key).verify(
            p.signed_bytes("head", organisation, data[:-64]), signature)

    def of(self, log):
        if log == 1:
            return self.statements, self.statement_root
        return self.records, self.record_root


class Proof:
    """One entry's place, and the path from it to a root."""

    def __init__(self, data, at):
        (self.index, self.salt, self.time, self.statements,
         count) = struct.unpack_from(">Q32sQQB", data, at)
        at += 57
        self.path = [data[at + 32 * n:at + 32 * n + 32] for n in range(count)]
        self.end = at + 32 * count

    def leaf(self, log, hash_):
        return p.leaf(log, {"salt": self.salt, "time": self.time,
                            "statements": self.statements, "hash": hash_})

    def root(self, leaf, size):
        """RFC 9162, 2.1.3.2."""
        insist(self.index < size, "entry", self.index, "of", size)
        node, last, hash_ = self.index, size - 1, leaf
        for other in self.path:
            insist(last > 0, "the path is too long")
            if node & 1 or node == last:
                hash_ = H(b"\1", other, hash_)
                while not node & 1 and node:
                    node, last = node >> 1, last >> 1
            else:
                hash_ = H(b"\1", hash_, other)
            node, last = node >> 1, last >> 1
        insist(last == 0, "the path is too short")
        return hash_


class Tree:
    """The root of a growing list of leaves, from its whole subtrees."""

    def __init__(self):
        self.leaves, self.whole = [], []

    def add(self, leaf):
        self.leaves.append(leaf)
        size, hash_ = 1, leaf
        while self.whole and self.whole[-1][0] == size:
            hash_ = H(b"\1", self.whole.pop()[1], hash_)
            size *= 2
        self.whole.append((size, hash_))

    def root(self):
        if not self.whole:
            return H()
        hash_ = self.whole[-1][1]
        for _, left in reversed(self.whole[:-1]):
            hash_ = H(b"\1", left, hash_)
        return hash_


class Ledger:
    def __init__(self, organisation, log_key):
        self.organisation, self.log_key = organisation, log_key
        self.tree = Tree()
        self.at = {}
        self.largest = (0, 0)

    def _head(self, data):
        head = Head(data, self.organisation, self.log_key)
        self.largest = (max(self.largest[0], head.statements),
                        max(self.largest[1], head.records))
        return head

    def receipt(self, log, data, hash_):
        """Verifies a receipt for an entry; where it says that stands."""
        insist(data[:2] == bytes([1, log]), "no receipt of log", log)
        head = self._head(data[2:2 + HEAD])
        proof = Proof(data, 2 + HEAD)
        insist(proof.end == len(data), "bytes after the receipt")
        size, root = head.of(log)
        insist(proof.root(proof.leaf(log, hash_), size) == root,
               "the path does not lead to the root")
        return proof.index, proof.leaf(log, hash_)

    def bundle(self, data):
        """Takes in a list of records that leaves none out; where to ask
        from next, or None when that was all."""
        insist(data[:2] == b"\1\2", "no bundle of records")
        before = self.largest
        head = self._head(data[2:2 + HEAD])
        insist((head.statements, head.records) >= before
               and head.records >= before[1],
               "the log shrank from", before, "to",
               (head.statements, head.records))
        next_, count = struct.unpack_from(">QH", data, 2 + HEAD)
        at = 2 + HEAD + 10
        for _ in range(count):
            proof = Proof(data, at)
            size, = struct.unpack_from(">I", data, proof.end)
            item = data[proof.end + 4:proof.end + 4 + size]
            at = proof.end + 4 + size
            self._take(proof, item, head)
        insist(at == len(data), "bytes after the bundle")
        if next_ < head.records:
            return next_
        insist(len(self.tree.leaves) == head.records,
               "listed", len(self.tree.leaves), "of", head.records)
        insist(self.tree.root() == head.record_root,
               "the log is not what it was")
        return None

    def _take(self, proof, item, head):
        insist(proof.index == len(self.tree.leaves),
               "entry", proof.index, "where", len(self.tree.leaves), "was due")
        hash_ = H(item[:head_size(item)])
        insist(hash_ not in self.at, "listed twice:", hash_.hex())
        leaf = proof.leaf(2, hash_)
        insist(proof.root(leaf, head.records) == head.record_root,
               "a listed record's path does not lead to the root")
        self.at[hash_] = proof.index
        self.tree.add(leaf)


def head_size(item):
    """Where a record's head ends (docs/protocol.md, 3)."""
    at = 2 + 16 * 4 + 32 + 8 + 40 + 40
    for size in (16, 32, 48):
        at += 1 + item[at] * size
    return at + 32 + 4 + 32 + 32 + 64
