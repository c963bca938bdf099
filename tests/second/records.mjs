// SPDX-License-Identifier: EUPL-1.2
// Records (docs/protocol.md, 3 and 3.1): read, checked by themselves, sealed
// and opened. Who may write what is in signals.mjs.

import {
  H, Reader, ZERO, hex, inOrder, must, u32, u64, u8, unhex,
} from './bytes.mjs';
import { pad, unpad } from './bodies.mjs';
import {
  decrypt, derive, encrypt, random, seal, sign, unseal, verify,
} from './sodium.mjs';

export const KINDS = ['note', 'addendum', 'retraction', 'acknowledgement',
  'unreadable', 'assessment', 'feedback', 'family-statement', 'handover',
  'step-out', 'reseal', 'closing', 'reopening', 'hold', 'erasure'];
const STATUSES = ['retraction', 'acknowledgement', 'unreadable', 'closing',
  'reopening', 'hold', 'erasure'];
const HOUR = 3600000;
const EMPTY = H(Buffer.alloc(0));
const SIZES = [4096, 16384, 131072].map((size) => 24 + size + 16);

/** A new record id: UUIDv7, its time rounded down to the hour. */
export function newId(now = Date.now()) {
  const bytes = Buffer.concat([
    u64(Math.floor(now / HOUR) * HOUR).subarray(2), random(10),
  ]);
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  return hex(bytes);
}

function checkId(id) {
  must(/^.{12}7.{3}[89ab]/.test(id), 'no UUIDv7');
  must(parseInt(id.slice(0, 12), 16) % HOUR === 0, 'not a whole hour');
}

function readContext(reader) {
  reader.version();
  const context = {
    kind: KINDS[reader.u8() - 1],
    organisation: reader.id(),
    id: reader.id(),
    signal: reader.id(),
    club: reader.id(),
    author: reader.key(),
    directory: reader.u64(),
    head: { sizes: {}, roots: {} },
  };
  must(context.kind !== undefined, 'no such kind');
  for (const log of [1, 2]) {
    context.head.sizes[log] = reader.u64();
    context.head.roots[log] = Buffer.from(reader.bytes(32));
  }
  context.leftOut = reader.list(reader.u8(), (r) => r.id());
  context.follows = reader.list(reader.u8(), (r) => r.key());
  context.recipients = reader.list(reader.u8(), (r) => ({
    member: r.id(), key: r.key(),
  }));
  return context;
}

function checkContext(context) {
  const { kind, follows, leftOut, recipients } = context;
  checkId(context.id);
  must((kind === 'note') === (context.id === context.signal),
    'a note, and only a note, opens a signal');
  must(leftOut.length <= 8 && (kind === 'note' || leftOut.length === 0),
    'left out where that cannot be');
  must(follows.length <= 16 && new Set(follows).size === follows.length,
    'follows too many, or one twice');
  must((kind === 'note') === (follows.length === 0), 'what does it follow?');
  must(!['acknowledgement', 'unreadable'].includes(kind) ||
    follows.length === 1, 'it follows exactly one');
  inOrder(leftOut);
  must(recipients.length <= 128, 'too many recipients');
  inOrder(recipients.map(({ member, key }) => member + key));
  must(STATUSES.includes(kind) === (recipients.length === 0),
    'a status has no recipients; everything else has');
}

function checkBody(record) {
  const { kind, commitment, bodySize, bodyHash, sealsHash } = record;
  if (STATUSES.includes(kind)) {
    must(commitment.equals(ZERO) && bodySize === 0 &&
      bodyHash.equals(EMPTY) && sealsHash.equals(EMPTY),
    'a status with a body');
  } else {
    must(SIZES.includes(bodySize), 'no size class');
  }
}

function readSeal(reader) {
  const there = reader.u8();
  must(there <= 1, 'neither a seal nor its hash');
  return there === 1
    ? { seal: Buffer.from(reader.bytes(96)) }
    : { hash: Buffer.from(reader.bytes(32)) };
}

const sealHash = ({ seal: bytes, hash }) => (bytes ? H(bytes) : hash);

/** A record, rightly signed; `listed`: as in a bundle, without its body. */
export function parseRecord(bytes, organisation, { listed = false } = {}) {
  const reader = new Reader(bytes);
  const record = readContext(reader);
  must(record.organisation === organisation, 'of another organisation',
    'organisation-wrong');
  checkContext(record);
  record.context = Buffer.from(reader.since(0));
  record.commitment = Buffer.from(reader.bytes(32));
  record.bodySize = reader.u32();
  record.bodyHash = Buffer.from(reader.bytes(32));
  record.sealsHash = Buffer.from(reader.bytes(32));
  checkBody(record);
  const signed = reader.since(0);
  verify('record', organisation, record.author, signed, reader.bytes(64));
  record.hash = hex(H(reader.since(0)));
  record.seals = record.recipients.map(() => readSeal(reader));
  must(H(...record.seals.map(sealHash)).equals(record.sealsHash),
    'other seals than were signed');
  if (listed) {
    record.own = reader.list(reader.u8(), (r) => ({
      key: r.key(), seal: Buffer.from(r.bytes(96)),
    }));
    inOrder(record.own.map(({ key }) => key));
  } else {
    must(record.seals.every(({ seal: there }) => there), 'a seal is not there');
    record.body = Buffer.from(reader.bytes(record.bodySize));
    checkFetched(record, record.body);
  }
  reader.end();
  record.bytes = reader.all;
  return record;
}

/** Refuses a body that is not the one the author signed. */
export const checkFetched = (record, body) =>
  must(H(body).equals(record.bodyHash), 'another body', 'body-wrong');

export const bodyKey = (contentKey) => derive(32, 1, 'zl-recrd', contentKey);
export const commitmentOf = (contentKey) =>
  derive(32, 2, 'zl-recrd', contentKey);

/** The content key in a seal, after comparing id and commitment (3.1). */
export function openSeal(record, bytes, pair) {
  const plain = unseal(bytes, pair);
  must(plain.length === 48 && hex(plain.subarray(0, 16)) === record.id,
    'a seal of something else', 'unreadable');
  const contentKey = plain.subarray(16);
  must(commitmentOf(contentKey).equals(record.commitment),
    'another key than was signed', 'unreadable');
  return contentKey;
}

/** The seal for one of these pairs, {pair, bytes}, if there is one. */
export function sealFor(record, pairs) {
  const all = [
    ...record.recipients.map(({ key }, i) => ({ key, ...record.seals[i] })),
    ...(record.own ?? []),
  ];
  return all.filter(({ seal: bytes }) => bytes)
    .map(({ key, seal: bytes }) =>
      ({ bytes, pair: pairs.find((pair) => pair.key === key) }))
    .find(({ pair }) => pair);
}

/** The content key of a record that was sealed to one of these pairs. */
export function contentKeyOf(record, pairs) {
  const ours = sealFor(record, pairs);
  must(ours, 'nothing is sealed to us', 'not-ours');
  return openSeal(record, ours.bytes, ours.pair);
}

/** The JSON of a body, by its content key. */
export const openBody = (record, body, contentKey) =>
  unpad(decrypt(body, record.context, bodyKey(contentKey)));

/** The bytes of a context: what readContext reads. */
export function writeContext(context) {
  const { head, leftOut = [], follows = [], recipients = [] } = context;
  return Buffer.concat([
    u8(1), u8(KINDS.indexOf(context.kind) + 1),
    unhex(context.organisation, 16), unhex(context.id, 16),
    unhex(context.signal, 16), unhex(context.club, 16),
    unhex(context.author, 32), u64(context.directory),
    u64(head.sizes[1]), head.roots[1], u64(head.sizes[2]), head.roots[2],
    u8(leftOut.length), ...leftOut.map((id) => unhex(id, 16)),
    u8(follows.length), ...follows.map((hash) => unhex(hash, 32)),
    u8(recipients.length), ...recipients.flatMap(({ member, key }) =>
      [unhex(member, 16), unhex(key, 32)]),
  ]);
}

/** A body encrypted; with a nonce given it comes out the same again. */
export const closeBody = (context, json, contentKey, nonce) =>
  encrypt(pad(json), context, bodyKey(contentKey), nonce);

/** A record's head, signed. */
export function signHead(pair, organisation, parts) {
  const { context, commitment = ZERO, body = Buffer.alloc(0), seals = [] } =
    parts;
  const signed = Buffer.concat([
    context, commitment, u32(body.length), H(body),
    H(...seals.map((one) => H(one))),
  ]);
  return Buffer.concat([signed, sign('record', organisation, pair, signed)]);
}

/** A whole record: {bytes, hash, contentKey}; without `json` a status. */
export function makeRecord(pair, described, json) {
  const context = writeContext({ ...described, author: pair.key });
  const parts = { context };
  let contentKey;
  if (json !== undefined) {
    contentKey = random(32);
    parts.commitment = commitmentOf(contentKey);
    parts.body = closeBody(context, json, contentKey);
    const inside = Buffer.concat([unhex(described.id, 16), contentKey]);
    parts.seals = described.recipients.map(({ key }) => seal(inside, key));
  }
  const head = signHead(pair, described.organisation, parts);
  const bytes = Buffer.concat([
    head, ...(parts.seals ?? []).flatMap((one) => [u8(1), one]),
    parts.body ?? Buffer.alloc(0),
  ]);
  return { bytes, hash: hex(H(head)), contentKey };
}
