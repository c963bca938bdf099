// SPDX-License-Identifier: EUPL-1.2
// Runs a test program built as WebAssembly; its exit status is ours.
// Usage: node run.mjs PROGRAM.wasm [ARGUMENT...]
//
// A test prints and reads files, so it gets what WASI has; random bytes come
// from where the shipped modules get theirs.

import { WASI } from 'node:wasi';
import { argv, env, exit } from 'node:process';

import { compile, randomInto } from './host.mjs';

const wasi = new WASI({
  version: 'preview1',
  args: argv.slice(2),
  env: { ZL_SOURCE: env.ZL_SOURCE ?? '' },
  preopens: { '/': '/' },
  returnOnExit: true,
});
const host = { memory: null };
const random = randomInto(host);
const instance = await WebAssembly.instantiate(await compile(argv[2]), {
  wasi_snapshot_preview1: wasi.wasiImport,
  zijlijn: { random },
});
host.memory = instance.exports.memory;
exit(wasi.start(instance));
