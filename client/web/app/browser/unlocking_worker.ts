// SPDX-License-Identifier: EUPL-1.2
// The worker of unlocking.ts: one job, and it is dropped.

import { MemoryRows } from '../../src/rows.js';
import { Session } from '../../src/session.js';
import { Failure, Status } from '../../src/status.js';
import type { Done, Job } from './unlocking.js';

async function work(job: Job): Promise<Done> {
  const rows = new MemoryRows();
  await rows.save([], job.header);
  try {
    return { header: await Session.relocked(
      { module: job.module, rows, clock: Date.now },
      job.secret, job.lock, job.fresh) };
  } catch (thrown) {
    return thrown instanceof Failure
      ? { status: thrown.status, text: thrown.message }
      : { status: Status.MEMORY, text: 'no memory' };
  } finally {
    job.secret.fill(0);
    job.fresh.fill(0);
  }
}

self.onmessage = async ({ data }: MessageEvent<Job>): Promise<void> => {
  self.postMessage(await work(data));
};
