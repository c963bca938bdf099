// SPDX-License-Identifier: EUPL-1.2
// Goal: whatever anybody says, zijlijnd and we take the same and refuse the
// same: statements drawn by a seed, right and wrong ones, and after every few
// of them a directory, whose root the server reckons, too; and records.

import assert from 'node:assert/strict';
import { argv } from 'node:process';
import { test } from 'node:test';

import { Crowd } from './crowd.mjs';
import { directoryRoot } from './register.mjs';
import { Talk } from './talk.mjs';

const seeds = argv.length > 2 ? argv.slice(2) : ['1', '2', '3', '4'];

/** A coordinator states the next directory; false if there is none left. */
async function attest(crowd) {
  const { register, now } = crowd;
  const statements = register.entries.length;
  const by = crowd.deviceKeys().find(({ key }) =>
    now.signer(key, statements, Date.now())?.role === 'coordinator');
  if (!by) {
    return false;
  }
  const leaves = register.leaves(statements);
  const stated = await crowd.state('directory', crowd.keys.get(by.key), {
    v: 1,
    version: (now.directory?.said.version ?? 0) + 1,
    ...(now.directory ? { previous: now.directory.hash } : {}),
    statements,
    scopes: leaves.length,
    root: directoryRoot(leaves),
    expires: Date.now() + 86400000,
  });
  assert.ok(stated, 'the server reckons another directory');
  return true;
}

for (const seed of seeds) {
  test(`a crowd that writes anything, seed ${seed}`, async () => {
    const crowd = await Crowd.gather(`${seed} writes`);
    const talk = new Talk(crowd);
    try {
      for (let n = 0; n < 150; n += 1) {
        await talk.writes();
        if (n % 15 === 14) {
          await crowd.says();
        }
      }
      assert.ok(talk.taken > 15, `only ${talk.taken} records were taken`);
    } finally {
      await crowd.stop();
    }
  });

  test(`a crowd that says anything, seed ${seed}`, async () => {
    const crowd = await Crowd.gather(seed);
    try {
      for (let n = 0; n < 25 && await attest(crowd); n += 1) {
        for (let said = 0; said < 8; said += 1) {
          await crowd.says();
        }
      }
    } finally {
      await crowd.stop();
    }
  });
}
