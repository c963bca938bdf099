// SPDX-License-Identifier: EUPL-1.2
// The client core as a module, behind its one function (door/web.h). Whatever
// goes in is copied into the module's memory and wiped there; what comes out
// is copied, and wiped there too.

import { Failure, Status } from './status.js';

/** What can stand in a command. */
export type Value = string | number | boolean | readonly string[] | undefined;

/** A command without its clock: `do` names it (client/web/README.md). */
export interface Command {
  readonly do: string;
  readonly [field: string]: Value;
}

/** What a command gave. */
export interface Result<Said> {
  readonly said: Said;
  readonly bytes: Uint8Array;
}

/** The clock, in milliseconds since 1970. */
export type Clock = () => number;

interface Exports {
  readonly memory: WebAssembly.Memory;
  malloc(size: number): number;
  free(address: number): void;
  _initialize(): void;
  zl_web_start(): number;
  zl_web_stop(): void;
  zl_web_do(command: number, size: number, bytes: number,
    bytesSize: number): number;
  zl_web_said(): number;
  zl_web_said_size(): number;
  zl_web_bytes(): number;
  zl_web_bytes_size(): number;
  zl_web_forget(): void;
}

// getRandomValues gives no more than this at a time
const mostRandom = 65536;
const nothing = new Uint8Array(0);

export class Core {
  readonly #exports: Exports;
  readonly #clock: Clock;
  #broken = false;

  private constructor(exports: Exports, clock: Clock) {
    this.#exports = exports;
    this.#clock = clock;
  }

  /** A fresh instance: one profile. Random bytes are all it gets. */
  static async start(module: WebAssembly.Module, clock: Clock): Promise<Core> {
    let memory: WebAssembly.Memory | undefined;
    const random = (where: number, size: number): void => {
      if (memory === undefined) {
        throw new Error('random bytes before there is memory');
      }
      const bytes = new Uint8Array(memory.buffer, where >>> 0, size >>> 0);
      for (let at = 0; at < bytes.length; at += mostRandom) {
        crypto.getRandomValues(bytes.subarray(at, at + mostRandom));
      }
    };
    const instance =
      await WebAssembly.instantiate(module, { zijlijn: { random } });
    const exports = instance.exports as unknown as Exports;
    memory = exports.memory;
    exports._initialize();
    const status = exports.zl_web_start();
    if (status !== Status.OK) {
      throw new Failure(status, 'the core does not start');
    }
    return new Core(exports, clock);
  }

  /** Do something. The bytes beside the command are the caller's to wipe. */
  do<Said = object>(command: Command, bytes: Uint8Array = nothing):
  Result<Said> {
    if (this.#broken) {
      throw new Failure(Status.MEMORY, 'the module stopped before');
    }
    const text = new TextEncoder().encode(
      JSON.stringify({ ...command, now: this.#clock() }));
    try {
      return this.#call<Said>(text, bytes);
    } catch (thrown) {
      // A trap: a broken assertion, or no memory. What is in there is lost,
      // what was stored is not.
      if (thrown instanceof WebAssembly.RuntimeError) {
        this.#broken = true;
      }
      throw thrown;
    }
  }

  #call<Said>(command: Uint8Array, bytes: Uint8Array): Result<Said> {
    const core = this.#exports;
    const at = this.#put(command);
    const beside = this.#put(bytes);
    const status =
      core.zl_web_do(at, command.length, beside, bytes.length);
    core.free(at);
    core.free(beside);
    const said = this.#take(core.zl_web_said(), core.zl_web_said_size());
    const out = this.#take(core.zl_web_bytes(), core.zl_web_bytes_size());
    core.zl_web_forget();
    const parsed: unknown = said.length > 0
      ? JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(said))
      : {};
    if (status !== Status.OK) {
      const why = parsed as { text?: string; field?: string };
      throw new Failure(status, why.text ?? 'failed', why.field);
    }
    return { said: parsed as Said, bytes: out };
  }

  /** Wipe and end. */
  stop(): void {
    if (!this.#broken) {
      this.#exports.zl_web_stop();
    }
    this.#broken = true;
  }

  #put(bytes: Uint8Array): number {
    const at = this.#exports.malloc(bytes.length + 1);
    if (at === 0) {
      throw new Failure(Status.MEMORY, 'no memory left');
    }
    new Uint8Array(this.#exports.memory.buffer, at >>> 0, bytes.length)
      .set(bytes);
    return at;
  }

  #take(at: number, size: number): Uint8Array {
    return new Uint8Array(this.#exports.memory.buffer, at >>> 0, size >>> 0)
      .slice();
  }
}
