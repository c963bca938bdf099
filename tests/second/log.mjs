// SPDX-License-Identifier: EUPL-1.2
// The logs (docs/protocol.md, 5): Merkle trees of RFC 9162, signed heads,
// receipts and bundles. Hashes are Buffers here.

import {
  H, Reader, must, sized, text, u16, u64, u8, unhex,
} from './bytes.mjs';
import { verify } from './sodium.mjs';

export const leafHash = (data) => H(u8(0), data);
const node = (left, right) => H(u8(1), left, right);
export const EMPTY = H(text(''));

/** The largest power of two that is smaller than n. */
function split(n) {
  let k = 1;
  while (k * 2 < n) {
    k *= 2;
  }
  return k;
}

/** The root over leaf hashes (RFC 9162, 2.1.1). */
export function rootOf(leaves) {
  if (leaves.length <= 1) {
    return leaves[0] ?? EMPTY;
  }
  const k = split(leaves.length);
  return node(rootOf(leaves.slice(0, k)), rootOf(leaves.slice(k)));
}

/** The path of a leaf to the root, nearest first (2.1.3.1). */
export function inclusion(index, leaves) {
  if (leaves.length <= 1) {
    return [];
  }
  const k = split(leaves.length);
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
  return index < k
    ? [...inclusion(index, left), rootOf(right)]
    : [...inclusion(index - k, right), rootOf(left)];
}

/** What a path makes of a leaf (2.1.3.2); refused if it does not fit. */
export function rootBy(index, size, leaf, path) {
  must(index < size, 'a leaf beyond the tree', 'proof-wrong');
  let [at, last, root] = [index, size - 1, leaf];
  for (const other of path) {
    must(last > 0, 'a path too long', 'proof-wrong');
    if (at % 2 === 1 || at === last) {
      root = node(other, root);
      while (at % 2 === 0 && at > 0) {
        [at, last] = [at / 2, Math.floor(last / 2)];
      }
    } else {
      root = node(root, other);
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  must(last === 0, 'a path too short', 'proof-wrong');
  return root;
}

function subProof(first, leaves, whole) {
  if (first === leaves.length) {
    return whole ? [] : [rootOf(leaves)];
  }
  const k = split(leaves.length);
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
  return first <= k
    ? [...subProof(first, left, whole), rootOf(right)]
    : [...subProof(first - k, right, false), rootOf(left)];
}

/** The proof that these leaves grew out of the first ones (2.1.4.1). */
export const consistency = (first, leaves) =>
  (first === 0 ? [] : subProof(first, leaves, true));

/** Refuses a proof that does not lead from one root to the other (2.1.4.2). */
export function verifyConsistency(first, firstRoot, second, secondRoot, path) {
  const fits = (holds) => must(holds, 'the log was not only added to',
    'log-forked');
  fits(first <= second);
  if (first === 0 || first === second) {
    fits(path.length === 0 &&
      firstRoot.equals(first === 0 ? EMPTY : secondRoot));
    return;
  }
  fits(path.length > 0);
  const isPower = Number.isInteger(Math.log2(first));
  const [start, ...rest] = isPower ? [firstRoot, ...path] : path;
  let [at, last] = [first - 1, second - 1];
  while (at % 2 === 1) {
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  let [old, now] = [start, start];
  for (const other of rest) {
    fits(last > 0);
    if (at % 2 === 1 || at === last) {
      [old, now] = [node(other, old), node(other, now)];
      while (at % 2 === 0 && at > 0) {
        [at, last] = [at / 2, Math.floor(last / 2)];
      }
    } else {
      now = node(now, other);
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  fits(last === 0 && old.equals(firstRoot) && now.equals(secondRoot));
}

/** The leaf hash of an entry {log, salt, time, statements, hash} (5.1). */
export const entryLeaf = (entry) => leafHash(H(
  entry.salt, u8(entry.log), u64(entry.time), u64(entry.statements),
  unhex(entry.hash, 32),
));

function readHead(reader) {
  const start = reader.at;
  const head = {
    time: reader.u64(),
    sizes: {}, roots: {},
  };
  for (const log of [1, 2]) {
    head.sizes[log] = reader.u64();
    head.roots[log] = Buffer.from(reader.bytes(32));
  }
  head.signed = Buffer.from(reader.since(start));
  head.signature = Buffer.from(reader.bytes(64));
  return head;
}

export function parseHead(bytes) {
  const reader = new Reader(bytes);
  const head = readHead(reader);
  reader.end();
  return head;
}

/** The bytes of a head, to be signed. */
export const headBytes = (head) => Buffer.concat([
  u64(head.time),
  u64(head.sizes[1]), head.roots[1], u64(head.sizes[2]), head.roots[2],
]);

export const verifyHead = (head, organisation, logKey) =>
  verify('head', organisation, logKey, head.signed, head.signature);

function readProof(reader) {
  return {
    index: reader.u64(),
    salt: Buffer.from(reader.bytes(32)),
    time: reader.u64(),
    statements: reader.u64(),
    path: reader.list(reader.u8(), (r) => Buffer.from(r.bytes(32))),
  };
}

/** Refuses unless the entry with this hash is in the tree of the head. */
export function verifyEntry(head, log, proof, hash) {
  const leaf = entryLeaf({ ...proof, log, hash });
  must(log === 2 || proof.statements === proof.index,
    'a statement at another position', 'proof-wrong');
  must(proof.statements <= head.sizes[1] && proof.time <= head.time,
    'an entry newer than its head', 'proof-wrong');
  must(rootBy(proof.index, head.sizes[log], leaf, proof.path)
    .equals(head.roots[log]), 'not in the log', 'proof-wrong');
}

function readLog(reader) {
  reader.version();
  const log = reader.u8();
  must(log === 1 || log === 2, 'a log that is none');
  return log;
}

export function parseReceipt(bytes) {
  const reader = new Reader(bytes);
  const receipt = { log: readLog(reader), head: readHead(reader) };
  receipt.proof = readProof(reader);
  reader.end();
  return receipt;
}

/** A receipt for `hash`, by this log key: {index, time, statements}. */
export function verifyReceipt(receipt, log, organisation, logKey, hash) {
  must(receipt.log === log, 'of the other log', 'proof-wrong');
  verifyHead(receipt.head, organisation, logKey);
  verifyEntry(receipt.head, log, receipt.proof, hash);
  return receipt.proof;
}

/** {log, head, next, items: [{proof, bytes}]}, not yet verified. */
export function parseBundle(bytes) {
  const reader = new Reader(bytes);
  const bundle = { log: readLog(reader), head: readHead(reader) };
  bundle.next = reader.u64();
  bundle.items = reader.list(reader.u16(), (r) => ({
    proof: readProof(r),
    bytes: Buffer.from(r.sized(256 * 1024)),
  }));
  reader.end();
  return bundle;
}

/** The answer of 7.14: the paths of both logs. */
export function parseConsistency(bytes) {
  const reader = new Reader(bytes);
  reader.version();
  const paths = {};
  for (const log of [1, 2]) {
    paths[log] = reader.list(reader.u8(), (r) => Buffer.from(r.bytes(32)));
  }
  reader.end();
  return paths;
}

/** The same, written. */
export const consistencyAnswer = (statements, records) => Buffer.concat([
  u8(1), u8(statements.length), ...statements, u8(records.length), ...records,
]);

/** A bundle or receipt written again, to be compared with what came. */
export function writeProof(proof) {
  return Buffer.concat([
    u64(proof.index), proof.salt, u64(proof.time), u64(proof.statements),
    u8(proof.path.length), ...proof.path,
  ]);
}

export const writeBundle = (bundle) => Buffer.concat([
  u8(1), u8(bundle.log), bundle.head.signed, bundle.head.signature,
  u64(bundle.next), u16(bundle.items.length),
  ...bundle.items.flatMap(({ proof, bytes }) =>
    [writeProof(proof), sized(bytes)]),
]);
