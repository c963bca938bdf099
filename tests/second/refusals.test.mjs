// SPDX-License-Identifier: EUPL-1.2
// What must be refused, by readers alone: statements by somebody without the
// right, heads and logs that are not what they were, records and bodies that
// nobody may write. The people are those of schema/vectors.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { H, hex, text, u64, unhex } from './bytes.mjs';
import { pad, parseBody, unpad } from './bodies.mjs';
import { Client } from './client.mjs';
import { Server } from './http.mjs';
import { parse } from './json.mjs';
import {
  consistency, consistencyAnswer, headBytes, parseHead, rootOf,
} from './log.mjs';
import { makeRecord, newId, openSeal, parseRecord } from './records.mjs';
import { Register } from './register.mjs';
import { Signal } from './signals.mjs';
import { sealer, sign, signer } from './sodium.mjs';
import { makeStatement } from './statements.mjs';

const vectors = (name) => JSON.parse(readFileSync(
  new URL(`../../schema/vectors/${name}.json`, import.meta.url),
)).vectors;
const STATEMENTS = vectors('statement');
const RECORDS = vectors('record');
const LOG = signer(unhex(vectors('head')[0].seed));

/** The register after so many statements. */
function register(upTo) {
  const made = new Register(STATEMENTS[0].root, { whole: true });
  STATEMENTS.slice(0, upTo).forEach(({ time, bytes }, position) =>
    made.take(position, time, unhex(bytes)));
  return made;
}

const saidBy = (position) => JSON.parse(STATEMENTS[position].payload);
const position = (type, part) => STATEMENTS.findIndex((vector) =>
  vector.type === type && vector.payload.includes(part));
const device = (member) =>
  saidBy(STATEMENTS.findIndex(({ type, payload }) =>
    type === 'device' && JSON.parse(payload).member === member)).key;
/** The key pair of a device, by a seed that signs somewhere. */
const pairs = [...STATEMENTS, ...RECORDS, ...vectors('device-proof')]
  .map(({ seed }) => signer(unhex(seed)));
const pairOf = (key) => pairs.find((pair) => pair.key === key);

const ROOT = pairOf(STATEMENTS[0].root);
const role = (name) => saidBy(position('appointment', name)).member;
const COORDINATOR = pairOf(device(role('"coordinator"')));
const SUPPORTER = pairOf(device(role('"supporter"')));
const PROFESSIONAL = pairOf(device(role('"professional"')));
const CONTACT = pairOf(device(role('"contact"')));
// before the first directory, everybody has joined
const COUNT = position('directory', '"version":1');

const change = (type, part, changes) =>
  ({ ...saidBy(position(type, part)), ...changes });
const fresh = (n) => hex(H(text(`fresh ${n}`)));
const newMember = (n) => fresh(n).slice(0, 32);

const STATEMENT_CASES = [
  ['a sealing key that somebody else puts in the place', 'chain-broken',
    'sealing-key', CONTACT,
    change('sealing-key', role('"professional"'), { key: fresh(1) })],
  ['a coordinator by a coordinator', 'chain-broken', 'appointment',
    COORDINATOR, change('appointment', '"coordinator"',
      { member: newMember(2), invitation: fresh(2) })],
  ['a professional by a supporter', 'not-allowed', 'appointment', SUPPORTER,
    change('appointment', '"professional"',
      { member: newMember(3), invitation: fresh(3) })],
  ['a contact by a coordinator', 'not-allowed', 'appointment', COORDINATOR,
    change('appointment', '"contact"',
      { member: newMember(4), invitation: fresh(4) })],
  ['a contact of a club that is not there', 'out-of-scope', 'appointment',
    SUPPORTER, change('appointment', '"contact"',
      { member: newMember(5), invitation: fresh(5), scope: [newMember(6)] })],
  ['a contact who becomes a professional', 'conflict', 'appointment',
    COORDINATOR, change('appointment', '"professional"',
      { member: role('"contact"'), invitation: fresh(7) })],
  ['a device by the device of somebody else', 'signature-wrong', 'device',
    CONTACT, change('device', role('"professional"'), { key: fresh(8) })],
  ['an assignment by a professional', 'not-allowed', 'assignment',
    PROFESSIONAL, change('assignment', 'deputies', { written: 1 })],
  ['an assignment of a contact', 'out-of-scope', 'assignment', COORDINATOR,
    change('assignment', 'deputies',
      { deputies: [role('"contact"')] })],
  ['a club in another district by a supporter', 'out-of-scope', 'club',
    SUPPORTER, change('club', 'football',
      { district: saidBy(0).districts.at(-1).id, club: newMember(9) })],
  ['a charter by the spare root of itself', 'chain-broken', 'charter',
    signer(H(text('spare'))), { ...saidBy(0), number: 2,
      previous: STATEMENTS[0].hash,
      spare_root: signer(H(text('spare'))).key }],
  ['a revocation of the professional by the contact', 'not-allowed',
    'revocation', CONTACT, { v: 1, reason: 'left',
      subject: STATEMENTS[position('appointment', '"professional"')].hash }],
  ['a directory that runs ahead', 'conflict', 'directory', SUPPORTER,
    { ...saidBy(COUNT), statements: COUNT + 1 }],
  ['a directory version left out', 'conflict', 'directory', SUPPORTER,
    { ...saidBy(COUNT), version: 2, previous: fresh(10) }],
  ['a statement with one field more', 'malformed', 'club', SUPPORTER,
    change('club', 'football', { urgent: 1 })],
  ['a club that did not end', 'malformed', 'club', SUPPORTER,
    change('club', 'football', { ended: false })],
  ['a statement of another version', 'version-unknown', 'club', SUPPORTER,
    change('club', 'football', { v: 2 })],
];

test('statements by somebody without the right', async (whole) => {
  const known = register(COUNT);
  const { time } = STATEMENTS[COUNT];
  for (const [name, type, kind, pair, said] of STATEMENT_CASES) {
    await whole.test(name, () => {
      const bytes = makeStatement(kind, known.organisation, pair, said);
      assert.throws(() => known.take(COUNT, time, bytes), { type });
    });
  }
  await whole.test('and the right one is taken', () => {
    known.take(COUNT, time, unhex(STATEMENTS[COUNT].bytes));
  });
});

test('an invitation that is used twice voids both devices', () => {
  const known = register(COUNT);
  const { time } = STATEMENTS[COUNT];
  const at = position('device', role('"contact"'));
  const invitation = signer(unhex(STATEMENTS[at].seed));
  const state = (n) => {
    const pair = signer(H(text(`thief ${n}`)));
    const member = role('"contact"');
    const proof = sign('device-proof', known.organisation, pair,
      Buffer.concat([unhex(member), unhex(pair.key)]));
    return makeStatement('device', known.organisation, invitation,
      { ...saidBy(at), key: pair.key, proof: hex(proof) });
  };
  assert.ok(known.now.signer(CONTACT.key, COUNT, time));
  known.take(COUNT, time, state(1));
  assert.equal(known.now.signer(CONTACT.key, COUNT + 1, time), null);
  assert.deepEqual(known.now.devicesOf(role('"contact"')), []);
  assert.throws(() => known.take(COUNT + 1, time, state(2)),
    { type: 'invitation-used' });
});

test('what a compromised supporter did since is void', () => {
  const known = register(COUNT);
  const { time } = STATEMENTS[COUNT];
  const made = position('appointment', '"contact"');
  const member = role('"contact"');
  known.take(COUNT, time, makeStatement('revocation', known.organisation,
    COORDINATOR, { v: 1, reason: 'compromised', since: made,
      subject: STATEMENTS[position('appointment', '"supporter"')].hash }));
  assert.equal(known.now.members.get(member), undefined);
  assert.equal(known.at(COUNT).signer(CONTACT.key, COUNT, time), null);
  // what others sealed to it before was sealed rightly
  const then = known.at(COUNT, COUNT);
  assert.equal(then.sealingKeys(member, time).length, 1);
});

// A server that shows what we let it show.

/** A client that knows the charter; `path` answers for consistency. */
function reader(path) {
  const server = new Server('https://zijlijn.example', async () =>
    new Response(consistencyAnswer(path, []),
      { headers: { 'api-version': '1.0.0' } }));
  const client = new Client(server, STATEMENTS[0].root);
  client.charters = register(1).now.charters;
  return client;
}

function headOf(leaves, pair = LOG, time = 1) {
  const signed = headBytes({
    time,
    sizes: { 1: leaves.length, 2: 0 },
    roots: { 1: rootOf(leaves), 2: rootOf([]) },
  });
  const { organisation } = vectors('head')[0];
  return parseHead(Buffer.concat([signed,
    sign('head', organisation, pair, signed)]));
}

const LEAVES = Array.from({ length: 7 }, (_, n) => H(u64(n)));

test('a log that was only added to', async (whole) => {
  const forked = LEAVES.map((leaf, n) => (n === 2 ? H(leaf) : leaf));
  const honest = consistency(4, LEAVES);
  const after = async (path, head) => {
    const client = reader(path);
    await client.takeHead(headOf(LEAVES.slice(0, 4)));
    await client.takeHead(head);
  };
  await whole.test('is taken', () => after(honest, headOf(LEAVES)));
  const refused = {
    'and another past, with the honest proof': [honest, headOf(forked)],
    'and another past, with its own proof':
      [consistency(4, forked), headOf(forked)],
    'and fewer entries': [[], headOf(LEAVES.slice(0, 3))],
    'and the same size with another root':
      [[], headOf(forked.slice(0, 4))],
    'and a proof of nothing': [[], headOf(LEAVES)],
    'and an earlier time': [honest, headOf(LEAVES, LOG, 0)],
  };
  for (const [name, [path, head]] of Object.entries(refused)) {
    await whole.test(name, () =>
      assert.rejects(after(path, head), { type: 'log-forked' }));
  }
  await whole.test('but not signed by the log key', async () => {
    const client = reader([]);
    const none = () => Promise.reject(new Error('no other charter'));
    client.fetchCharters = none;
    await assert.rejects(client.takeHead(headOf(LEAVES, CONTACT)),
      /no other charter/);
    client.fetchCharters = () => Promise.resolve();
    await assert.rejects(client.takeHead(headOf(LEAVES, CONTACT)),
      { type: 'signature-wrong' });
    assert.equal(client.head, null);
  });
});

// Records.

const [NOTE] = RECORDS;

/** The signal of the first note, so far; and its point. */
function signalOf(count) {
  const known = register(STATEMENTS.length);
  let signal;
  RECORDS.slice(0, count).forEach((vector, index) => {
    const { time, statements } = vector;
    const record = parseRecord(unhex(vector.record), known.organisation);
    signal ??= new Signal(record);
    signal.take({ record, index, time, statements },
      { world: known.at(statements), then: known.at(statements, statements) });
  });
  return { signal, known };
}

const recipientsOf = (vector) =>
  parseRecord(unhex(vector.record), vector.organisation).recipients;
const ASSESSMENT = { v: 1, written: 1, text: 'Dit is verwaarlozing.' };

/** Somebody writes a record of a kind about the first signal. */
function write({ signal, known }, pair, kind, changes = {}, said = ASSESSMENT) {
  const id = kind === 'note' ? signal.id : newId();
  const made = makeRecord(pair, {
    kind,
    organisation: known.organisation,
    id,
    signal: signal.id,
    club: signal.club,
    directory: 1,
    head: parseHead(unhex(vectors('head')[0].bytes)),
    follows: kind === 'note' ? [] : [NOTE.hash],
    recipients: recipientsOf(RECORDS[2]),
    ...changes,
  }, said ? JSON.stringify(said) : undefined);
  const record = parseRecord(made.bytes, known.organisation);
  const { time, statements } = RECORDS[2];
  return signal.take({ record, index: 9, time, statements }, {
    world: known.at(statements), then: known.at(statements, statements),
  });
}

const none = [{ recipients: [] }, null];
const RECORD_CASES = [
  ['an assessment by a contact', 2, 'not-allowed', CONTACT, 'assessment'],
  ['an assessment by a supporter', 2, 'not-allowed', SUPPORTER, 'assessment'],
  ['an assessment by nobody known', 2, 'chain-broken',
    signer(H(text('nobody'))), 'assessment'],
  ['an assessment before anybody acknowledged', 1, 'not-allowed',
    PROFESSIONAL, 'assessment'],
  ['an assessment that a contact receives', 2, 'recipients-changed',
    PROFESSIONAL, 'assessment', { recipients: recipientsOf(NOTE) }],
  ['an assessment to a key of nobody', 2, 'recipients-changed', PROFESSIONAL,
    'assessment', { recipients: recipientsOf(RECORDS[2])
      .map(({ member }, i) => ({ member, key: sealer(H(u64(i))).key })) }],
  ['a closing by a contact', 2, 'not-allowed', CONTACT, 'closing', ...none],
  ['an acknowledgement of one\'s own', 1, 'not-allowed', CONTACT,
    'acknowledgement', ...none],
  ['an acknowledgement by a coordinator', 1, 'not-allowed', COORDINATOR,
    'acknowledgement', ...none],
  ['a retraction of what was opened', 2, 'not-allowed', CONTACT,
    'retraction', ...none],
  ['a retraction by a professional', 1, 'not-allowed', PROFESSIONAL,
    'retraction', ...none],
  ['a reopening of what is open', 2, 'not-allowed', PROFESSIONAL,
    'reopening', ...none],
  ['a handover to a contact', 2, 'recipients-changed', PROFESSIONAL,
    'handover', { recipients: recipientsOf(NOTE) }],
  ['a record of another club', 2, 'malformed', PROFESSIONAL, 'closing',
    { recipients: [], club: newMember(11) }, null],
  ['a status with recipients', 2, 'malformed', PROFESSIONAL, 'closing'],
  ['an assessment without recipients', 2, 'malformed', PROFESSIONAL,
    'assessment', { recipients: [] }],
];

test('records that nobody may write', async (whole) => {
  for (const [name, count, type, ...rest] of RECORD_CASES) {
    await whole.test(name, () =>
      assert.throws(() => write(signalOf(count), ...rest), { type }));
  }
  await whole.test('and one that somebody may', () => {
    const taken = write(signalOf(2), PROFESSIONAL, 'assessment');
    assert.equal(taken.role, 'professional');
  });
});

test('a seal of another record, or of another key', () => {
  const first = parseRecord(unhex(NOTE.record), NOTE.organisation);
  const other = parseRecord(unhex(RECORDS[2].record), NOTE.organisation);
  const [{ secret }] = NOTE.recipients;
  const pair = sealer(unhex(secret));
  openSeal(first, first.seals[0].seal, pair);
  for (const wrong of [
    [other, first.seals[0].seal, pair],
    [first, first.seals[0].seal, sealer()],
    [{ ...first, commitment: other.commitment }, first.seals[0].seal, pair],
  ]) {
    assert.throws(() => openSeal(...wrong), { type: 'unreadable' });
  }
});

// Bodies.

const rules = { role: 'contact', naming: 'known' };
const body = (said, by = rules) =>
  parseBody('note', text(JSON.stringify({ v: 1, written: 1, ...said })), by);

test('bodies that say what they must not', () => {
  body({ text: 'x', about: 'Sem', parents_know: 'yes' });
  for (const said of [
    { text: 'x', step: 2 }, { text: 'x', severity: 'high' }, { text: '' }, {},
    { text: 'x', about: 'Sem' }, { text: 'x', came: 'phone' },
    { text: 'x', about: 'Sem', parents_know: 'no' },
    { text: 'x', place_words: 'kantine' }, { text: 'x', parents_at: 'thuis' },
    { text: 'x', seen_on: '2026-02-29' }, { text: 'x\u0000' },
    { text: 'x'.repeat(16001) }, { text: 'x', contact_at: 'a\nb' },
  ]) {
    assert.throws(() => body(said), { type: 'malformed' },
      JSON.stringify(said));
  }
  assert.throws(() => body({ text: 'x', about: 'Sem', parents_know: 'yes' },
    { ...rules, naming: 'never' }), { type: 'malformed' });
  assert.throws(() => body({ text: 'x' }, { ...rules, role: 'professional' }));
});

test('JSON that is not as written down', () => {
  parse(text('{"a":[{"b":"\\u00e9\\n"},9007199254740991]}'));
  const deep = (n) => `${'{"a":'.repeat(n)}1${'}'.repeat(n)}`;
  parse(text(deep(8)));
  for (const json of [
    '[]', '1', '', '{"a":1,"a":1}', '{"a":1,"\\u0061":1}', '{"a":-1}',
    '{"a":1.0}', '{"a":1e3}', '{"a":9007199254740992}', '{"a":01}',
    '{"a":"\\ud800"}', '{"a":1} x', '{"a":1,}', deep(9), '\ufeff{"a":1}',
  ]) {
    assert.throws(() => parse(text(json)), { type: 'malformed' }, json);
  }
  assert.throws(() => parse(Buffer.from('{"a":"\xff"}', 'latin1')));
});

test('padding that is not the least, or not zero', () => {
  const plain = pad('{"v":1}');
  assert.equal(unpad(plain).toString(), '{"v":1}');
  const dirty = Buffer.from(plain);
  dirty[4000] = 1;
  const large = Buffer.concat([plain, Buffer.alloc(16384 - plain.length)]);
  for (const wrong of [dirty, large]) {
    assert.throws(() => unpad(wrong), { type: 'body-wrong' });
  }
});
