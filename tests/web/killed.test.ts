// SPDX-License-Identifier: EUPL-1.2
// Goal: a tab that is killed at any moment, before a request leaves or before
// its answer is taken, has lost nothing and sends nothing twice.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { env } from 'node:process';
import test from 'node:test';

import { MemoryRows } from '../../client/web/src/rows.js';
import { Session } from '../../client/web/src/session.js';
import type { Ground } from '../../client/web/src/session.js';
import { FetchTransport } from '../../client/web/src/transport.js';
import type { Answer, Request, Transport } from
  '../../client/web/src/transport.js';
import type { Self } from '../../client/web/src/views.js';
import { bodyOf } from '../../client/web/src/writing.js';
import * as names from './names.js';
import { key, module } from './ground.js';

/** What this takes of tests/second/programs.mjs. */
interface Organisation {
  readonly origin: string;
  people(): void;
  assign(...deputies: string[]): void;
  invite(by: string, words: string[]): string;
  as(who: string, words: string[]): { signals: { id: string }[] };
  stop(): Promise<void>;
}

const { Organisation: programs } = await import(
  join(env['ZL_SOURCE'] ?? '', 'tests/second/programs.mjs')) as {
  Organisation: { found(): Promise<Organisation> };
};

/** Lets some requests through; at the next one the tab is gone, before it
 *  left or after. */
class Dying implements Transport {
  readonly dead: Promise<void>;
  asked = 0;
  readonly #through = new FetchTransport();
  readonly #lets: number;
  readonly #late: boolean;
  #die: () => void = () => undefined;

  constructor(lets: number, late: boolean) {
    this.#lets = lets;
    this.#late = late;
    this.dead = new Promise((done) => {
      this.#die = done;
    });
  }

  async send(request: Request, body: Uint8Array): Promise<Answer> {
    if (this.asked++ < this.#lets) {
      return this.#through.send(request, body);
    }
    if (this.#late) {
      await this.#through.send(request, body);
    }
    this.#die();
    return new Promise<Answer>(() => undefined);
  }
}

function ground(rows: MemoryRows, transport: Transport): Ground {
  return { module, rows, transport, clock: Date.now };
}

function note(session: Session): void {
  const club = names.ownClub(session, undefined);
  session.do({ do: 'seen',
    members: club.unseen.map(({ member }) => member) });
  session.do({ do: 'note', club: club.club },
    bodyOf({ text: 'Geen jas aan.' }, Date.now()));
}

const place = await programs.found();
test.after(() => place.stop());

test('killed at every request', async (parts) => {
  place.people();
  place.assign();
  place.as('petra', ['sync']);
  const code = place.invite('petra', ['--role', 'contact', '--name', 'Henk',
    '--club', 'SV Zuiderpark']);
  const rows = new MemoryRows();
  let sent = 0;

  /** Everything goes on with what was stored, and nothing waits then. */
  async function goOn(): Promise<number> {
    const transport = new Dying(1000, false);
    const session = await Session.open(ground(rows, transport), key);
    await session.sync();
    const { said } = session.do<Self>({ do: 'self' });
    assert.deepEqual([said.joined, said.outbox], [true, 0]);
    session.close();
    return transport.asked;
  }

  await parts.test('while joining', async () => {
    const transport = new Dying(2, true);
    const session = await Session.begin(ground(rows, transport), 'key-file',
      key);
    session.do({ do: 'join', origin: place.origin },
      new TextEncoder().encode(code));
    await session.loop();
    session.do({ do: 'accept' });
    await session.keep();
    await Promise.race([session.sync(), transport.dead]);
    assert.equal(transport.asked, 3);
    await goOn();
  });

  await parts.test('while sending a note', async () => {
    const session = await Session.open(
      ground(rows, new Dying(0, false)), key);
    note(session);
    await session.save();
    sent++;
    const requests = await goOn();
    assert.ok(requests >= 3, String(requests));
    for (let lets = 0; lets < requests; lets++) {
      for (const late of [false, true]) {
        const transport = new Dying(lets, late);
        const killed = await Session.open(ground(rows, transport), key);
        note(killed);
        await Promise.race([killed.sync(), transport.dead]);
        assert.equal(transport.asked, lets + 1);
        sent++;
        await goOn();
      }
    }
  });

  await parts.test('each note is there once', () => {
    place.as('samira', ['sync']);
    const { signals } = place.as('samira', ['list']);
    assert.equal(new Set(signals.map(({ id }) => id)).size, sent);
    assert.equal(signals.length, sent);
  });
});
