// SPDX-License-Identifier: EUPL-1.2
// Goal: the door refuses what it does not know, survives what makes no sense,
// and leaves no secret behind in the module's memory.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { env } from 'node:process';
import test from 'node:test';

import { Core } from '../../client/web/src/core.js';
import type { Command } from '../../client/web/src/core.js';
import { Failure, Status } from '../../client/web/src/status.js';
import { bodyOf } from '../../client/web/src/writing.js';
import { holds, key, module, now } from './ground.js';

const clock = (): number => now;
const text = (words: string): Uint8Array => new TextEncoder().encode(words);

function statusOf(core: Core, command: Command, bytes?: Uint8Array): number {
  try {
    core.do(command, bytes);
    return Status.OK;
  } catch (thrown) {
    assert.ok(thrown instanceof Failure, String(thrown));
    assert.ok(thrown.message.length > 0);
    return thrown.status;
  }
}

async function fresh(): Promise<Core> {
  const core = await Core.start(module, clock);
  core.do({ do: 'new', lock: 'key-file' }, key);
  core.do({ do: 'loaded' });
  return core;
}

test('the module asks for random bytes and nothing else', () => {
  assert.deepEqual(WebAssembly.Module.imports(module),
    [{ module: 'zijlijn', name: 'random', kind: 'function' }]);
});

test('the statuses are those of common/status.h', () => {
  const header = readFileSync(
    join(env['ZL_SOURCE'] ?? '', 'common/status.h'), 'utf8');
  const there = [...header.matchAll(/ZL_(?:E_)?(\w+) = (-?\d+)/g)]
    .map(([, name, value]) => [name, Number(value)]);
  assert.ok(there.length > 30);
  assert.deepEqual(Object.entries(Status), there);
});

test('what it does not know is refused', async () => {
  const core = await fresh();
  assert.equal(statusOf(core, { do: 'assess-everything' }), Status.USAGE);
  assert.equal(statusOf(core, { do: 'self', more: 1 }), Status.MALFORMED);
  assert.equal(statusOf(core, { do: 'open' }), Status.MALFORMED);
  assert.equal(statusOf(core, { do: 'open', signal: 'x' }), Status.MALFORMED);
  assert.equal(statusOf(core, { do: 'answer', http: 99 }), Status.MALFORMED);
  try {
    core.do({ do: 'open', signal: 'x' });
  } catch (thrown) {
    assert.equal((thrown as Failure).field, 'signal');
  }
});

test('nothing works before it is unlocked, or twice', async () => {
  const core = await Core.start(module, clock);
  for (const command of ['self', 'sync', 'changes', 'next', 'close']) {
    assert.equal(statusOf(core, { do: command }), Status.STATE, command);
  }
  core.do({ do: 'new', lock: 'key-file' }, key);
  assert.equal(statusOf(core, { do: 'new', lock: 'key-file' }, key),
    Status.STATE);
  core.do({ do: 'close' });
  assert.equal(statusOf(core, { do: 'self' }), Status.STATE);
});

test('who has not joined can do nothing', async () => {
  const core = await fresh();
  const id = '0'.repeat(32);
  const commands: Command[] = [
    { do: 'sync' }, { do: 'wait', seconds: 1 }, { do: 'clubs' },
    { do: 'people' }, { do: 'charter' }, { do: 'offer' }, { do: 'accept' },
    { do: 'put-club', kind: 'music', district: id, name: 'Harmonie' },
    { do: 'assign', club: id, account_holder: id, phone: '112' },
    { do: 'mark', signal: id, kind: 'closing' },
    { do: 'absence', from: '2026-12-01', until: '2026-12-02', deputy: id },
    { do: 'retract', signal: id }, { do: 'signal', signal: id },
    { do: 'open', signal: id }, { do: 'body', record: id },
    { do: 'send-anyway', record: id }, { do: 'withdraw', record: id },
  ];
  for (const command of commands) {
    assert.notEqual(statusOf(core, command), Status.OK, command.do);
  }
  assert.deepEqual(core.do({ do: 'self' }).said, { joined: false });
  assert.deepEqual(core.do({ do: 'signals' }).said, { signals: [] });
  assert.deepEqual(core.do({ do: 'next' }).said, {});
});

test('a wrong code, key, header or row is said to be so', async () => {
  const core = await Core.start(module, clock);
  const { bytes: header } = core.do({ do: 'new', lock: 'key-file' }, key);
  assert.equal(statusOf(core, { do: 'join', origin: 'https://a.example' },
    text('ABCD-EFGH')), Status.CODE);
  assert.equal(statusOf(core, { do: 'load', name: '00'.repeat(16) },
    text('not a row')), Status.DAMAGED);
  const other = await Core.start(module, clock);
  const both = (secret: Uint8Array): Uint8Array =>
    Buffer.concat([header, secret]);
  const unlock = { do: 'unlock', header_size: header.length };
  assert.equal(statusOf(other, unlock, both(new Uint8Array(32))),
    Status.PASSPHRASE);
  assert.equal(statusOf(other, unlock, header), Status.USAGE);
  assert.equal(statusOf(other, { do: 'unlock', header_size: 999 }, header),
    Status.MALFORMED);
  assert.equal(statusOf(other, { do: 'lock' }, text('?')), Status.VERSION);
  assert.equal(statusOf(other, { do: 'lock' }, header.slice(0, 9)),
    Status.DAMAGED);
  assert.deepEqual(other.do({ do: 'lock' }, header).said,
    { lock: 'key-file' });
  assert.equal(statusOf(other, unlock, both(key)), Status.OK);
});

test('hints come by the byte', async () => {
  const core = await fresh();
  const words = 'Één keer gezien. Hij wordt mishandeld.';
  const { said } = core.do<{ hints: { at: number; size: number }[] }>(
    { do: 'hints', languages: 1 }, text(words));
  const [hint] = said.hints;
  assert.ok(hint !== undefined);
  assert.match(new TextDecoder().decode(
    text(words).slice(hint.at, hint.at + hint.size)), /mishandeld/);
});

test('no secret is left in the memory', async () => {
  let memory: WebAssembly.Memory | undefined;
  const instantiate = WebAssembly.instantiate;
  WebAssembly.instantiate = (async (...given: never[]) => {
    const made: unknown = await Reflect.apply(instantiate, WebAssembly, given);
    memory = (made as WebAssembly.Instance).exports['memory'] as
      WebAssembly.Memory;
    return made;
  }) as typeof WebAssembly.instantiate;
  const core = await Core.start(module, clock);
  WebAssembly.instantiate = instantiate;
  const all = (): Uint8Array =>
    new Uint8Array((memory as WebAssembly.Memory).buffer);
  const passphrase = text('een zin die niemand raadt, en nog wat');
  core.do({ do: 'new', lock: 'passphrase' }, passphrase);
  assert.ok(!holds(all(), passphrase), 'the passphrase is still there');
  const noted = 'Hij had het koud, zei hij.';
  assert.notEqual(statusOf(core, { do: 'note', club: '0'.repeat(32) },
    bodyOf({ text: noted }, now)), Status.OK);
  core.do({ do: 'hints', languages: 3 }, text(noted));
  assert.ok(!holds(all(), text(noted)), 'what was written is still there');
  core.stop();
  assert.ok(!holds(all(), passphrase));
});
