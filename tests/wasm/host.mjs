// SPDX-License-Identifier: EUPL-1.2
// The whole of what a module of ours gets from its host: random bytes. No
// WASI, no file, no clock. Works with Node 18 and newer.

import { webcrypto } from 'node:crypto';
import { readFile } from 'node:fs/promises';

// getRandomValues gives no more than this at a time
const most = 65536;

/** Compiles a module file. */
export async function compile(path) {
  return WebAssembly.compile(await readFile(path));
}

/** The import zijlijn.random for the memory that `host` will have. */
export function randomInto(host) {
  return (where, size) => {
    const bytes = new Uint8Array(host.memory.buffer, where >>> 0, size >>> 0);
    for (let at = 0; at < bytes.length; at += most) {
      webcrypto.getRandomValues(bytes.subarray(at, at + most));
    }
  };
}

/** Starts a compiled module; returns its exports. */
export async function start(module) {
  const host = { memory: null };
  const random = randomInto(host);
  const instance =
    await WebAssembly.instantiate(module, { zijlijn: { random } });
  host.memory = instance.exports.memory;
  instance.exports._initialize();
  return instance.exports;
}

/** The NUL-terminated text at an address in a module's memory. */
export function textAt(exports, address) {
  const bytes = new Uint8Array(exports.memory.buffer, address >>> 0);
  const end = bytes.indexOf(0);
  if (end < 0) {
    throw new Error('the text has no end');
  }
  return new TextDecoder('utf-8', { fatal: true })
    .decode(bytes.subarray(0, end));
}
