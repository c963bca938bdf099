// SPDX-License-Identifier: EUPL-1.2
// Goal: nothing is sent before it was stored, nothing is stored before it was
// agreed to, and whatever fails in between is said.

import assert from 'node:assert/strict';
import test from 'node:test';

import { Core } from '../../client/web/src/core.js';
import { MemoryRows } from '../../client/web/src/rows.js';
import type { Row } from '../../client/web/src/rows.js';
import { Session } from '../../client/web/src/session.js';
import type { Ground } from '../../client/web/src/session.js';
import { Failure, Status } from '../../client/web/src/status.js';
import { key, module, now, Scripted } from './ground.js';

const origin = 'https://a.example';

function ground(rows: MemoryRows, transport: Scripted): Ground {
  return { module, rows, transport, clock: () => now };
}

function isFailure(status: number): (thrown: unknown) => boolean {
  return (thrown) => thrown instanceof Failure && thrown.status === status;
}

/** One of schema/vectors/invitation.json. */
function code(): Uint8Array {
  return new TextEncoder().encode('CXTC-BH7P-ER1M-EFDF-7');
}

const unknown = {
  http: 404,
  body: new TextEncoder().encode(JSON.stringify({
    type: 'urn:zijlijn:problem:not-found',
    title: 'not-found',
    status: 404,
  })),
};

/** Rows that cannot be written. */
class FullRows extends MemoryRows {
  override async save(): Promise<void> {
    throw new Failure(Status.STORAGE, 'no room');
  }
}

/** Says in which order things are done. */
class ToldRows extends MemoryRows {
  readonly saved: number[] = [];

  override async save(changes: readonly Row[], header: Uint8Array | null):
  Promise<void> {
    this.saved.push(changes.length);
    await super.save(changes, header);
  }
}

test('a profile is not there before it is kept', async () => {
  const rows = new ToldRows();
  const transport = new Scripted([unknown]);
  const session = await Session.begin(ground(rows, transport), 'key-file',
    key);
  session.do({ do: 'join', origin }, code());
  await assert.rejects(session.loop(), isFailure(Status.NOT_FOUND));
  assert.equal(transport.asked.length, 1);
  assert.match(transport.asked[0]?.path ?? '', /^\/v1\/invitations\//);
  assert.deepEqual(rows.saved, []);
  assert.equal(await rows.header(), null);
});

test('what is kept opens again, and with its own key only', async () => {
  const rows = new ToldRows();
  const here = ground(rows, new Scripted([]));
  await assert.rejects(Session.open(here, key), isFailure(Status.NOT_FOUND));
  assert.equal(await Session.lockOf(here), undefined);
  const session = await Session.begin(here, 'key-file', key);
  await session.keep();
  session.close();
  assert.equal(await Session.lockOf(here), 'key-file');
  await assert.rejects(Session.begin(here, 'key-file', key),
    isFailure(Status.STATE));
  await assert.rejects(Session.open(here, new Uint8Array(32)),
    isFailure(Status.PASSPHRASE));
  const again = await Session.open(here, key);
  assert.deepEqual(again.do({ do: 'self' }).said, { joined: false });
});

test('who does not get in leaves no key behind', async (t) => {
  const rows = new MemoryRows();
  const here = ground(rows, new Scripted([]));
  const session = await Session.begin(here, 'key-file', key);
  await session.keep();
  session.close();
  const stopped = t.mock.method(Core.prototype, 'stop').mock;
  await assert.rejects(Session.open(here, new Uint8Array(32)),
    isFailure(Status.PASSPHRASE));
  assert.equal(stopped.callCount(), 1);
  await rows.save([{ name: '0'.repeat(32), value: key }], null);
  await assert.rejects(Session.open(here, key), isFailure(Status.DAMAGED));
  assert.equal(stopped.callCount(), 2);
  await assert.rejects(
    Session.begin(ground(new MemoryRows(), new Scripted([])), 'key-file',
      new Uint8Array(5)),
    isFailure(Status.USAGE));
  assert.equal(stopped.callCount(), 3);
  await rows.save([], key);
  await assert.rejects(Session.lockOf(here), isFailure(Status.VERSION));
  assert.equal(stopped.callCount(), 4);
});

test('a passphrase opens it elsewhere, a key of a moment here', async () => {
  const rows = new MemoryRows();
  const here = ground(rows, new Scripted([]));
  const words = new TextEncoder().encode('vier gewone woorden');
  const session = await Session.begin(here, 'passphrase', words);
  await session.keep();
  session.close();
  const stored = await rows.header();
  const header = await Session.relocked(here, words, 'key-file', key);
  assert.deepEqual(await rows.header(), stored);
  const again = await Session.open(here, key, header);
  assert.deepEqual(again.do({ do: 'self' }).said, { joined: false });
  await assert.rejects(Session.open(here, key), isFailure(Status.PASSPHRASE));
  await assert.rejects(Session.open(here, words, header),
    isFailure(Status.PASSPHRASE));
  await assert.rejects(Session.relocked(here, key, 'key-file', key),
    isFailure(Status.PASSPHRASE));
  await assert.rejects(
    Session.relocked(here, words, 'key-file', new Uint8Array(5)),
    isFailure(Status.USAGE));
});

test('nothing is sent where nothing can be stored', async () => {
  const transport = new Scripted([unknown]);
  const session = await Session.begin(
    ground(new FullRows(), transport), 'key-file', key);
  await assert.rejects(session.keep(), isFailure(Status.STORAGE));
  session.do({ do: 'join', origin }, code());
  await assert.rejects(session.loop(), isFailure(Status.STORAGE));
  assert.equal(transport.asked.length, 0);
});

test('without an answer it can be asked again', async () => {
  const transport = new Scripted([
    new Failure(Status.NETWORK, 'no connection'), unknown]);
  const session = await Session.begin(
    ground(new MemoryRows(), transport), 'key-file', key);
  session.do({ do: 'join', origin }, code());
  await assert.rejects(session.loop(), isFailure(Status.NETWORK));
  session.do({ do: 'join', origin }, code());
  await assert.rejects(session.loop(), isFailure(Status.NOT_FOUND));
  assert.equal(transport.asked.length, 2);
});

