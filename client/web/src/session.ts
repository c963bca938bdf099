// SPDX-License-Identifier: EUPL-1.2
// A profile that is open: its core, its rows and its server, and the one loop
// between them. Its order is what makes a killed tab harmless: store, say so,
// only then send.

import { Core } from './core.js';
import type { Clock, Command, Result } from './core.js';
import type { Row, Rows } from './rows.js';
import { Failure, Status } from './status.js';
import type { Answer, Request, Transport } from './transport.js';

/** What the core has to say to a person, who is told in words elsewhere. */
export interface Message {
  readonly id: string;
  readonly arguments: readonly string[];
}

export type Lock = 'passphrase' | 'key-file';

/** What a session stands on. */
export interface Ground {
  readonly module: WebAssembly.Module;
  readonly rows: Rows;
  readonly transport: Transport;
  readonly clock: Clock;
}

const mostWaitS = 30;

export class Session {
  readonly #core: Core;
  readonly #ground: Ground;
  #header: Uint8Array | null;
  #held: Row[] | null = null;
  #messages: Message[] = [];

  private constructor(core: Core, ground: Ground, header: Uint8Array | null) {
    this.#core = core;
    this.#ground = ground;
    this.#header = header;
  }

  /**
   * A fresh profile. Nothing of it is stored before keep(), so that an
   * invitation can be looked at and left.
   *
   * @param secret the passphrase's UTF-8, or 32 bytes; the caller wipes it.
   */
  static async begin(ground: Ground, lock: Lock, secret: Uint8Array):
  Promise<Session> {
    if (await ground.rows.header() !== null) {
      throw new Failure(Status.STATE, 'somebody has joined here already');
    }
    return started(ground, async (core) => {
      const { bytes } = core.do({ do: 'new', lock }, secret);
      core.do({ do: 'loaded' });
      const session = new Session(core, ground, bytes);
      session.#held = [];
      return session;
    });
  }

  /** What opens the profile here; undefined: there is none. */
  static async lockOf(ground: Ground): Promise<Lock | undefined> {
    const header = await ground.rows.header();
    if (header === null) {
      return undefined;
    }
    return started(ground, async (core) => {
      const { said } = core.do<{ lock: Lock }>({ do: 'lock' }, header);
      core.stop();
      return said.lock;
    });
  }

  /**
   * Open the profile that is stored.
   *
   * @param secret the passphrase's UTF-8, or 32 bytes; the caller wipes it.
   * @param other another header of this profile, from relocked(): the secret
   *   is of that.
   */
  static async open(ground: Ground, secret: Uint8Array, other?: Uint8Array):
  Promise<Session> {
    const header = other ?? await storedHeader(ground);
    return started(ground, async (core) => {
      const both = joined(header, secret);
      try {
        core.do({ do: 'unlock', header_size: header.length }, both);
      } finally {
        both.fill(0);
      }
      for (const row of await ground.rows.all()) {
        core.do({ do: 'load', name: row.name }, row.value);
      }
      core.do({ do: 'loaded' });
      return new Session(core, ground, null);
    });
  }

  /**
   * Another header for the profile that is stored, which stays as it is.
   * For a passphrase this takes 64 MiB that an instance never gives back: let
   * a worker do it that is dropped afterwards, to a key of 32 random bytes,
   * and open() with these. To change the passphrase, save the header.
   *
   * @param secret what opens the stored one.
   * @param fresh what is to open the other one.
   */
  static async relocked(ground: Omit<Ground, 'transport'>,
    secret: Uint8Array, lock: Lock, fresh: Uint8Array): Promise<Uint8Array> {
    const header = await storedHeader(ground);
    const core = await Core.start(ground.module, ground.clock);
    const all = joined(header, secret, fresh);
    try {
      return core.do({ do: 'relock', lock, header_size: header.length,
        secret_size: secret.length }, all).bytes;
    } finally {
      all.fill(0);
      core.stop();
    }
  }

  /** Do something; what it changed is stored by save() or loop(). */
  do<Said = object>(command: Command, bytes?: Uint8Array): Result<Said> {
    return this.#core.do<Said>(command, bytes);
  }

  /** The fresh profile's header, as long as it is not stored. */
  get header(): Uint8Array {
    if (this.#header === null) {
      throw new Failure(Status.STATE, 'it is stored');
    }
    return this.#header;
  }

  /**
   * Store what was held back, and from now on whatever changes.
   *
   * @param other the header to store instead, made of this profile's.
   */
  async keep(other?: Uint8Array): Promise<void> {
    const held = this.#held ?? [];
    this.#held = null;
    this.#header = other ?? this.#header;
    await this.#store(held);
    await this.save();
  }

  /** Store what changed, and send nothing. */
  async save(): Promise<void> {
    const { said, bytes } = this.#core.do<{
      rows: { name: string; size: number }[];
    }>({ do: 'changes' });
    let at = 0;
    const changes = said.rows.map(({ name, size }): Row => {
      at += size;
      return { name, value: bytes.slice(at - size, at) };
    });
    if (this.#held !== null) {
      this.#held.push(...changes);
    } else {
      await this.#store(changes);
    }
    this.#core.do({ do: 'saved' });
  }

  async #store(changes: readonly Row[]): Promise<void> {
    if (changes.length > 0 || this.#header !== null) {
      await this.#ground.rows.save(changes, this.#header);
      this.#header = null;
    }
  }

  /**
   * Save, send and take answers until there is nothing more to do, exactly
   * as core.h says.
   *
   * @throws Failure what stopped it; everything is stored either way, unless
   *   it was the storing.
   */
  async loop(): Promise<void> {
    let stopped: unknown;
    try {
      do {
        await this.save();
      } while (await this.#exchange());
    } catch (thrown) {
      stopped = thrown;
    }
    if (!(stopped instanceof Failure) || stopped.status !== Status.STORAGE) {
      await this.#end(stopped);
    }
    if (stopped !== undefined) {
      throw stopped;
    }
  }

  /** What the last answer, or its absence, changed; and what it says. */
  async #end(stopped: unknown): Promise<void> {
    try {
      await this.save();
      this.#messages.push(...this.#core.do<{ messages: Message[] }>(
        { do: 'messages' }).said.messages);
    } catch (thrown) {
      throw stopped ?? thrown;
    }
  }

  /** One request and its answer; false: there is nothing more to ask. */
  async #exchange(): Promise<boolean> {
    const { said, bytes } =
      this.#core.do<Partial<Request>>({ do: 'next' });
    if (said.method === undefined) {
      return false;
    }
    const { http, etag, body } = await this.#send(said as Request, bytes);
    this.#core.do({ do: 'answer', http, etag }, body);
    return true;
  }

  async #send(request: Request, body: Uint8Array): Promise<Answer> {
    try {
      if (request.wait_s > mostWaitS) {
        throw new Failure(Status.BUSY, 'the server is busy');
      }
      if (request.wait_s > 0) {
        await new Promise((done) => {
          setTimeout(done, request.wait_s * 1000);
        });
      }
      return await this.#ground.transport.send(request, body);
    } catch (thrown) {
      this.#core.do({ do: 'no-answer' });
      throw thrown;
    }
  }

  /** Send what waits, fetch what is new. */
  async sync(): Promise<void> {
    this.#core.do({ do: 'sync' });
    await this.loop();
  }

  /** What there is to be told, once. */
  messages(): Message[] {
    const told = this.#messages;
    this.#messages = [];
    return told;
  }

  /** Wipe all that is not stored, and end. */
  close(): void {
    this.#core.stop();
  }
}

/** A fresh core; where what it does first fails, its secrets are not left to
 *  lie until the browser needs the room. */
async function started<T>({ module, clock }: Pick<Ground, 'module' | 'clock'>,
  first: (core: Core) => Promise<T>): Promise<T> {
  const core = await Core.start(module, clock);
  try {
    return await first(core);
  } catch (thrown) {
    core.stop();
    throw thrown;
  }
}

async function storedHeader({ rows }: Pick<Ground, 'rows'>):
Promise<Uint8Array> {
  const header = await rows.header();
  if (header === null) {
    throw new Failure(Status.NOT_FOUND, 'nobody has joined here');
  }
  return header;
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole =
    new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
