// SPDX-License-Identifier: EUPL-1.2
// Goal: the WebAssembly build asks its host for random bytes and nothing
// else, and computes exactly what the native build computes.
// Usage: node doors.test.mjs doors.wasm doors

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import test from 'node:test';

import { compile, start, textAt } from './host.mjs';

const [, , wasmPath, nativePath] = process.argv;

// Lines that must be there, letter for letter, from published vectors.
const published = [
  // FIPS 180-4, the example "abc"
  'sha256-abc ' +
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  // RFC 8032, 7.1, TEST 2
  'ed25519-key ' +
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
  'ed25519-test-2 ' +
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da' +
    '085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  // by @noble/hashes, @noble/ciphers and @noble/curves, which share no code
  // with libsodium; the inputs stand in doors_envelope.c
  'argon2id ' +
    '9d1365c6aef6863c954928f5c2f394efe53bd8e9797850943d0a054e2efbb5b5',
  'derived ' +
    '06e11bbb566cd2eaca259b41ed6b4ba83e76cc056c2993cc89e795afa29645f2',
  'x25519 ' +
    '8f40c5adb68f25624ae5b214ea767a6ec94d829d3d7b5e1ad1ba6f3e2138285f',
  'unlocked-foreign yes',
];

// What must be refused; every other status must be 0.
const refused = ['json-twice', 'json-cut', 'json-latin1', 'json-deep',
  'unlock-other-row', 'unlock-altered', 'unseal-other', 'code-mistyped'];

// What must have been done, or the run ended early somewhere.
const done = ['base64-back', 'labelled-verified', 'secret-filled', 'json',
  'unlock', 'seal', 'open', 'record-words', 'invitation',
  'invitation-signer'];

const module = await compile(wasmPath);
const native = execFileSync(nativePath, { encoding: 'utf8' });

test('the module imports random bytes and nothing else', () => {
  assert.deepEqual(WebAssembly.Module.imports(module), [
    { module: 'zijlijn', name: 'random', kind: 'function' },
  ]);
});

test('the module exports what its host needs and nothing else', () => {
  const names = WebAssembly.Module.exports(module).map((e) => e.name).sort();
  assert.deepEqual(names,
    ['_initialize', 'doors_run', 'free', 'malloc', 'memory']);
});

test('module and program give the same answers, twice', async () => {
  const exports = await start(module);
  assert.equal(textAt(exports, exports.doors_run()), native);
  const again = await start(module);
  assert.equal(textAt(again, again.doors_run()), native);
});

test('the answers are those of the published vectors', () => {
  const lines = native.split('\n');
  for (const line of published) {
    assert.ok(lines.includes(line), `missing: ${line}`);
  }
});

test('every act succeeded or was refused, as it should be', () => {
  const lines = native.split('\n').filter((line) => line !== '');
  assert.equal(lines.at(-1), 'end');
  assert.deepEqual(lines.filter((line) => / no$/.test(line)), []);
  const statuses = lines.filter((line) => / -?\d{1,2}$/.test(line));
  const failed = statuses.filter((line) => !line.endsWith(' 0'))
    .map((line) => line.split(' ')[0]);
  assert.deepEqual(failed.sort(), [...refused].sort());
  for (const name of done) {
    assert.ok(lines.some((line) => line.startsWith(`${name} `)),
      `${name} is missing`);
  }
});

test('a host without randomness cannot start the module', async () => {
  await assert.rejects(WebAssembly.instantiate(module, {}));
});

test('a host whose randomness throws stops the module', async () => {
  const instance = await WebAssembly.instantiate(module, {
    zijlijn: { random: () => { throw new Error('none left'); } },
  });
  instance.exports._initialize();
  assert.throws(() => instance.exports.doors_run(), /none left/);
});
