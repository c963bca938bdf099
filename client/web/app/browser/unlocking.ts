// SPDX-License-Identifier: EUPL-1.2
// Passphrases are worked on in a worker that is dropped afterwards: what that
// takes, 64 MiB, a module never gives back.

import { Failure } from '../../src/status.js';
import type { Lock } from '../../src/session.js';
import { ownScript } from './trusted.js';

declare const WORKER_FILE: string;

export interface Job {
  readonly module: WebAssembly.Module;
  readonly header: Uint8Array;
  readonly secret: Uint8Array;
  readonly lock: Lock;
  readonly fresh: Uint8Array;
}

export type Done =
  { readonly header: Uint8Array } |
  { readonly status: number; readonly text: string };

/** Another header for the same profile, as Session.relocked() makes it. The
 *  secrets stay the caller's to wipe. */
export async function relocked(job: Job): Promise<Uint8Array> {
  const worker = new Worker(ownScript(WORKER_FILE), { type: 'module' });
  try {
    const done = await new Promise<Done>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<Done>): void => resolve(data);
      worker.onerror = (): void => reject(new Error('the worker stopped'));
      worker.postMessage(job);
    });
    if ('status' in done) {
      throw new Failure(done.status, done.text);
    }
    return done.header;
  } finally {
    worker.terminate();
  }
}
