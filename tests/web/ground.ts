// SPDX-License-Identifier: EUPL-1.2
// What the tests of the modules stand on.

import { readFileSync } from 'node:fs';
import { env } from 'node:process';

import type { Answer, Request, Transport } from
  '../../client/web/src/transport.js';

export const module = new WebAssembly.Module(
  readFileSync(env['ZL_CORE'] ?? ''));

export const now = Date.UTC(2026, 10, 24, 9);

export const key = new Uint8Array(32).fill(7);

/** Answers what it is told to, and keeps what was asked. */
export class Scripted implements Transport {
  readonly asked: Request[] = [];
  readonly #answers: (Answer | Error)[];

  constructor(answers: (Answer | Error)[]) {
    this.#answers = answers;
  }

  async send(request: Request): Promise<Answer> {
    this.asked.push(request);
    const answer = this.#answers.shift();
    if (answer === undefined) {
      throw new Error('asked too often');
    }
    if (answer instanceof Error) {
      throw answer;
    }
    return answer;
  }
}

/** Is this anywhere in those bytes? */
export function holds(bytes: Uint8Array, wanted: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    .includes(Buffer.from(wanted));
}
