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
];

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

test('every act succeeded, to the last', () => {
  const lines = native.split('\n').filter((line) => line !== '');
  assert.equal(lines.at(-1), 'end');
  assert.deepEqual(lines.filter((line) => / no$/.test(line)), []);
  for (const name of ['crypto-start', 'secret-start', 'json-start',
    'json-read', 'json-write']) {
    assert.ok(lines.includes(`${name} 0`), `${name} failed`);
  }
  for (const name of ['json-twice', 'json-cut', 'json-latin1',
    'json-deep']) {
    const line = lines.find((l) => l.startsWith(`${name} `));
    assert.match(line ?? '', / -\d+$/, `${name} was not refused`);
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
