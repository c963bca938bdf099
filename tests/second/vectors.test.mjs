// SPDX-License-Identifier: EUPL-1.2
// Every vector of schema/vectors, by docs/protocol.md: what is derived comes
// out byte for byte, what is signed or proven verifies, and with one bit
// changed it does not.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

import { H, hex, text, unhex } from './bytes.mjs';
import { parseBody } from './bodies.mjs';
import { signature } from './http.mjs';
import {
  keysOf, makePacket, openPacket, ownKeysOf, parseCode, printCode, readCode,
} from './invitation.mjs';
import {
  consistency, consistencyAnswer, entryLeaf, headBytes, parseBundle,
  parseConsistency, parseHead, parseReceipt, rootOf, verifyConsistency,
  verifyEntry, verifyHead, verifyReceipt, writeBundle,
} from './log.mjs';
import {
  bodyKey, checkFetched, closeBody, commitmentOf, contentKeyOf, openBody,
  openSeal, parseRecord, signHead, writeContext,
} from './records.mjs';
import {
  Register, directoryPath, directoryRoot, verifyScope,
} from './register.mjs';
import { Signal } from './signals.mjs';
import { labelled, sealer, sign, signer, verify } from './sodium.mjs';
import {
  makeStatement, organisationOf, parseCard, parseStatement, proveDevice,
  verifyDevice, wordsOf,
} from './statements.mjs';

const folder = new URL('../../schema/vectors/', import.meta.url);
const read = (name) => JSON.parse(readFileSync(new URL(name, folder)));
const vectorsOf = (name) => read(`${name}.json`).vectors;
const statementVectors = vectorsOf('statement');
const { root } = statementVectors[0];

/** With one bit of one byte changed, in a few places, `check` must refuse. */
function noticed(bytes, check) {
  for (const part of bytes.length === 0 ? [] : [0, 0.31, 0.62, 0.93]) {
    const other = Buffer.from(bytes);
    other[Math.floor(part * other.length)] ^= 1;
    assert.throws(() => check(other), `byte ${part} of ${bytes.length}`);
  }
}

function registerOf(vectors, upTo = Infinity) {
  const register = new Register(vectors[0].root ?? root, { whole: true });
  vectors.slice(0, upTo).forEach(({ time, bytes }, position) =>
    register.take(position, time, unhex(bytes)));
  return register;
}

const CHECKS = {
  hash({ message, hash }) {
    assert.equal(hex(H(text(message))), hash);
  },

  organisation(vector) {
    assert.equal(organisationOf(vector.root), vector.organisation);
    assert.equal(wordsOf(vector.root), vector.words);
    assert.equal(hex(H(text('zijlijn/1 root'), unhex(vector.root))),
      vector.words_hash);
  },

  signature(vector) {
    const { seed, key, label, organisation } = vector;
    const pair = signer(unhex(seed));
    const message = unhex(vector.message);
    assert.equal(pair.key, key);
    assert.equal(hex(labelled(label, organisation, message)), vector.signed);
    const signed = sign(label, organisation, pair, message);
    assert.equal(hex(signed), vector.signature);
    verify(label, organisation, key, message, signed);
    noticed(signed, (other) =>
      verify(label, organisation, key, message, other));
    noticed(message, (other) =>
      verify(label, organisation, key, other, signed));
  },

  'device-proof'(vector) {
    const { organisation, member } = vector;
    const pair = signer(unhex(vector.seed));
    assert.equal(pair.key, vector.key);
    const proof = proveDevice(organisation, member, pair);
    assert.equal(hex(proof), vector.proof);
    verifyDevice(organisation, member, pair.key, proof);
    noticed(proof, (other) =>
      verifyDevice(organisation, member, pair.key, other));
  },

  statement(vector) {
    const organisation = organisationOf(vector.root);
    const pair = signer(unhex(vector.seed));
    const bytes = makeStatement(vector.type, organisation, pair,
      vector.payload);
    assert.equal(hex(bytes), vector.bytes);
    const statement = parseStatement(bytes, organisation);
    assert.equal(statement.hash, vector.hash);
    assert.equal(statement.signer, pair.key);
    noticed(bytes, (other) => parseStatement(other, organisation));
  },

  card({ document, hash }) {
    parseCard(text(document), hash);
    noticed(text(document), (other) => parseCard(other, hash));
  },

  directory({ statements, leaves, root: expected }) {
    const own = registerOf(statementVectors).leaves(statements);
    assert.deepEqual(own, leaves);
    assert.equal(directoryRoot(own), expected);
    const directory = { scopes: own.length, root: expected };
    own.forEach((leaf, i) => {
      const path = directoryPath(i, own);
      verifyScope(directory, leaf, i, path);
      const other = { ...leaf, hash: hex(H(unhex(leaf.hash))) };
      assert.throws(() => verifyScope(directory, other, i, path));
    });
  },

  leaf(vector) {
    const entry = { ...vector, salt: unhex(vector.salt) };
    assert.equal(hex(entryLeaf(entry)), vector.leaf);
  },

  head(vector) {
    const head = parseHead(unhex(vector.bytes));
    assert.equal(head.time, vector.time);
    assert.deepEqual(head.sizes, { 1: vector.statements, 2: vector.records });
    assert.equal(hex(head.roots[1]), vector.statement_root);
    assert.equal(hex(head.roots[2]), vector.record_root);
    const pair = signer(unhex(vector.seed));
    const made = Buffer.concat([headBytes(head),
      sign('head', vector.organisation, pair, headBytes(head))]);
    assert.equal(hex(made), vector.bytes);
    const check = (bytes) => verifyHead(parseHead(bytes),
      vector.organisation, vector.log_key);
    check(made);
    noticed(made, check);
  },

  receipt(vector) {
    const { log, organisation, log_key: logKey, index, hash } = vector;
    const check = (bytes, of = hash) => verifyReceipt(parseReceipt(bytes), log,
      organisation, logKey, of);
    const bytes = unhex(vector.bytes);
    assert.equal(check(bytes).index, index);
    noticed(bytes, check);
    noticed(unhex(hash), (other) => check(bytes, hex(other)));
  },

  bundle(vector) {
    const { organisation, log_key: logKey, log } = vector;
    const check = (bytes) => {
      const bundle = parseBundle(bytes);
      assert.equal(bundle.log, log);
      verifyHead(bundle.head, organisation, logKey);
      return { bundle, items: bundle.items.map(({ proof, bytes: item }) => {
        const { hash } = log === 1 ? parseStatement(item, organisation)
          : parseRecord(item, organisation, { listed: true });
        verifyEntry(bundle.head, log, proof, hash);
        return { index: proof.index, hash };
      }) };
    };
    const bytes = unhex(vector.bytes);
    const { bundle, items } = check(bytes);
    assert.equal(bundle.next, vector.next);
    assert.deepEqual(items, vector.items);
    assert.equal(hex(writeBundle(bundle)), vector.bytes);
    if (items.length > 0) {
      noticed(bytes, check);
    }
  },

  consistency(vector) {
    const leaves = vector.leaves.map((leaf) => unhex(leaf));
    const { first, second } = vector;
    const roots = [first, second].map((n) => rootOf(leaves.slice(0, n)));
    assert.equal(hex(roots[0]), vector.first_root);
    assert.equal(hex(roots[1]), vector.second_root);
    const path = consistency(first, leaves.slice(0, second));
    assert.deepEqual(path.map(hex), vector.path);
    const answer = unhex(vector.answer);
    assert.deepEqual(parseConsistency(answer)[1].map(hex), vector.path);
    assert.equal(hex(consistencyAnswer(path, path)), vector.answer);
    verifyConsistency(first, roots[0], second, roots[1], path);
    if (path.length > 0) {
      noticed(Buffer.concat(path), (other) => verifyConsistency(first,
        roots[0], second, roots[1],
        path.map((_, i) => other.subarray(32 * i, 32 * i + 32))));
    }
    if (first > 0) {
      noticed(roots[1], (other) =>
        verifyConsistency(first, roots[0], second, other, path));
    }
  },

  invitation(vector) {
    const bits = parseCode(vector.text);
    assert.equal(hex(bits), vector.bits);
    assert.equal(printCode(bits), vector.text);
    assert.equal(hex(parseCode(vector.text.toLowerCase()
      .replace(/0/g, 'o').replace(/1/g, 'l'))), vector.bits);
    const keys = keysOf(bits);
    assert.equal(keys.lookUp, vector.look_up);
    assert.equal(hex(keys.packetKey), vector.packet_key);
    assert.equal(hex(keys.signingSeed), vector.signing_seed);
    assert.throws(() => parseCode(vector.text.replace('7', '8')));
  },

  'own-code': (vector) => {
    const code = readCode(vector.text);
    assert.equal(code.kind, vector.kind);
    assert.equal(hex(code.bits), vector.bits);
    assert.equal(printCode(code.bits, code.kind), vector.text);
    assert.throws(() => parseCode(vector.text));
    const { signing, sealing } = ownKeysOf(code);
    assert.equal(hex(signing.seed), vector.signing_seed);
    assert.equal(signing.key, vector.signing_key);
    assert.equal(hex(sealing.secret), vector.sealing_secret);
    assert.equal(sealing.key, vector.sealing_key);
  },

  packet(vector) {
    const keys = keysOf(parseCode(vector.code));
    const packet = unhex(vector.packet);
    const opened = openPacket(packet, keys);
    assert.equal(opened.root, vector.root);
    assert.equal(opened.origin, vector.origin);
    const items = [
      ...opened.statements.map((bytes) => ({ what: 1, bytes })),
      ...opened.cards.map((bytes) => ({ what: 2, bytes })),
    ];
    const hashes = new Map(items.map((item) => [hex(H(item.bytes)), item]));
    const inOrder = vector.items.map(({ what, hash }) => {
      assert.equal(hashes.get(hash).what, what);
      return hashes.get(hash);
    });
    assert.equal(inOrder.length, items.length);
    assert.equal(hex(makePacket(vector.root, vector.origin, inOrder, keys,
      packet.subarray(0, 24))), vector.packet);
    noticed(packet, (other) => openPacket(other, keys));
  },

  'http-signature'(vector) {
    const made = signature(signer(unhex(vector.seed)), vector.organisation,
      vector.method, vector.target_uri, vector.created,
      vector.body === undefined ? undefined : unhex(vector.body));
    assert.equal(made.base, vector.base);
    assert.equal(made.headers['signature-input'], vector.signature_input);
    assert.equal(made.headers.signature, vector.signature);
    assert.equal(made.headers['content-digest'], vector.content_digest);
  },

  record(vector) {
    const { organisation } = vector;
    const pair = signer(unhex(vector.seed));
    const bytes = unhex(vector.record);
    const record = parseRecord(bytes, organisation);
    assert.equal(record.kind, vector.kind);
    assert.equal(record.hash, vector.hash);
    assert.equal(hex(writeContext(record)), vector.context);
    const parts = { context: unhex(vector.context) };
    if (vector.json !== undefined) {
      const contentKey = unhex(vector.content_key);
      assert.equal(hex(bodyKey(contentKey)), vector.body_key);
      assert.equal(hex(commitmentOf(contentKey)), vector.commitment);
      const world = registerOf(statementVectors).at(vector.statements);
      const { role } = world.signer(pair.key, vector.statements, vector.time);
      Object.assign(parts, sealedParts(vector, record,
        { role, naming: world.charter.naming }));
    }
    const head = signHead(pair, organisation, parts);
    assert.equal(hex(head), vector.record.slice(0, 2 * head.length));
    noticed(bytes, (other) => parseRecord(other, organisation));
  },

  listed(vector) {
    const { organisation } = vector;
    const check = (bytes) =>
      parseRecord(bytes, organisation, { listed: true });
    const bytes = unhex(vector.listed);
    const record = check(bytes);
    assert.equal(record.hash, vector.hash);
    const pairs = vector.secrets.map((secret) => sealer(unhex(secret)));
    assert.equal(record.own.length, pairs.length);
    for (const pair of pairs) {
      assert.equal(hex(contentKeyOf(record, [pair])), vector.content_key);
    }
    const dropped = sealer(unhex(vector.dropped));
    assert.ok(record.recipients.some(({ key }) => key === dropped.key));
    assert.throws(() => contentKeyOf(record, [dropped]), { type: 'not-ours' });
    const body = unhex(vector.body);
    checkFetched(record, body);
    assert.equal(openBody(record, body, unhex(vector.content_key)).toString(),
      vector.json);
    noticed(body, (other) => checkFetched(record, other));
    noticed(bytes.subarray(0, -2 * (32 + 96) - 1), (other) => check(
      Buffer.concat([other, bytes.subarray(other.length)]),
    ));
  },

  signal(vector) {
    const register = registerOf(
      vector.statements.map((entry) => ({ ...entry, root: vector.root })),
    );
    const signals = new Map();
    const bodies = new Map();
    for (const [index, entry] of vector.records.entries()) {
      const { statements, time, writer } = entry;
      const record = parseRecord(unhex(entry.record), register.organisation);
      const signal = signals.get(record.signal) ?? new Signal(record);
      signals.set(record.signal, signal);
      const worlds = {
        world: register.at(statements),
        then: register.at(statements, statements),
      };
      const judged = signal.take({ record, index, time, statements }, worlds);
      assert.equal(judged.by, writer);
      if (entry.json !== undefined) {
        sealedParts(entry, record, judged);
        bodies.set(signal, (bodies.get(signal) ?? 0) + 1);
      }
      assert.deepEqual({
        state: signal.state,
        held: signal.held,
        author: signal.author,
        holders: signal.holders,
        holders_now: signal.holdersAt({ ...worlds, time }),
        left_out: signal.leftOut,
        stepped_out: signal.stepped,
        bodies: bodies.get(signal),
      }, entry.after, `after ${index}, a ${record.kind}`);
    }
  },

  change(vector) {
    const { statements } = vector;
    const register = registerOf(
      statements.map((entry) => ({ ...entry, root: vector.root })),
    );
    for (const head of vector.heads) {
      const charter = register.below(head.statements)
        .filter(({ statement }) => statement.type === 'charter').at(-1);
      assert.equal(charter.statement.said.log_key, head.log_key);
      const parsed = parseHead(unhex(head.bytes));
      assert.equal(parsed.sizes[1], head.statements);
      verifyHead(parsed, register.organisation, head.log_key);
    }
    assert.deepEqual(register.leaves(statements.length), vector.leaves);
    for (const asked of vector.routing) {
      const world = register.at(asked.statements, asked.statements);
      assert.deepEqual(world.recipients(asked.club, asked.time),
        asked.recipients, `when ${asked.statements} count at ${asked.time}`);
    }
  },
};

/** What a sealed record's head is made of, by the vector's content key. */
function sealedParts(vector, record, rules) {
  const contentKey = unhex(vector.content_key);
  const body = closeBody(record.context, vector.json, contentKey,
    record.body.subarray(0, 24));
  assert.ok(body.equals(record.body));
  assert.equal(openBody(record, body, contentKey).toString(), vector.json);
  parseBody(record.kind, text(vector.json), rules);
  vector.recipients.forEach(({ member, secret }, i) => {
    const pair = sealer(unhex(secret));
    assert.deepEqual(record.recipients[i], { member, key: pair.key });
    assert.equal(hex(contentKeyOf(record, [pair])), vector.content_key);
    noticed(record.seals[i].seal, (other) => openSeal(record, other, pair));
  });
  noticed(body, (other) => openBody(record, other, contentKey));
  return {
    commitment: commitmentOf(contentKey),
    body,
    seals: record.seals.map(({ seal }) => seal),
  };
}

const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
for (const file of files) {
  const name = file.replace('.json', '');
  test(`vectors of ${name}`, async (whole) => {
    assert.ok(CHECKS[name], `nothing here knows ${file}`);
    const vectors = vectorsOf(name);
    assert.ok(vectors.length > 0);
    for (const [i, vector] of vectors.entries()) {
      await whole.test(`${i}`, () => CHECKS[name](vector));
    }
  });
}

test('a whole organisation, statement by statement', () => {
  const register = registerOf(statementVectors);
  assert.equal(register.entries.length, statementVectors.length);
  // each needs the ones before it
  const without = new Register(root, { whole: true });
  const [charter, , device] = statementVectors;
  without.take(0, charter.time, unhex(charter.bytes));
  assert.throws(() => without.take(1, device.time, unhex(device.bytes)),
    { type: 'chain-broken' });
});
