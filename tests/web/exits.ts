// SPDX-License-Identifier: EUPL-1.2
// The exit codes of `zijlijn`, so that one test judges both: a copy of what
// client/cli/text.c says about statuses and messages.

import { Status } from '../../client/web/src/status.js';

export const Exit = {
  DONE: 0,
  REFUSED: 1,
  USAGE: 2,
  PASSPHRASE: 3,
  DAMAGED: 4,
  LATER: 5,
  CLOCK: 6,
  DISTRUST: 7,
  SYSTEM: 8,
} as const;

const byStatus = new Map<number, number>([
  [Status.OK, Exit.DONE],
  [Status.PASSPHRASE, Exit.PASSPHRASE],
  [Status.DAMAGED, Exit.DAMAGED],
  [Status.CLOCK, Exit.CLOCK],
  [Status.USAGE, Exit.USAGE],
  ...[Status.BUSY, Status.NETWORK].map((s) => [s, Exit.LATER] as const),
  ...[Status.MEMORY, Status.LOCK, Status.RANDOM, Status.STORAGE,
    Status.SYSTEM].map((s) => [s, Exit.SYSTEM] as const),
  ...[Status.SIGNATURE, Status.ORGANISATION, Status.CHAIN,
    Status.COMMITMENT, Status.DECRYPT, Status.LOG, Status.ROLLBACK,
    Status.INCOMPLETE, Status.SERVER].map((s) => [s, Exit.DISTRUST] as const),
]);

const byMessage = new Map<string, number>([
  ...['invitation-twice', 'refused', 'ask-new-recipients', 'unreadable',
    'member-left'].map((m) => [m, Exit.REFUSED] as const),
  ...['strange-device', 'statement-refused', 'statements-missing',
    'directory-rollback', 'log-contradicts', 'log-forked', 'record-refused',
    'seal-refused', 'key-refused'].map((m) => [m, Exit.DISTRUST] as const),
  ...['not-sent-ring', 'busy', 'record-waits'].map(
    (m) => [m, Exit.LATER] as const),
  ['clock-off', Exit.CLOCK],
]);

// What says more stands later.
const weights: readonly number[] = [Exit.DONE, Exit.LATER, Exit.REFUSED,
  Exit.USAGE, Exit.PASSPHRASE, Exit.CLOCK, Exit.SYSTEM, Exit.DAMAGED,
  Exit.DISTRUST];

export function exitOf(status: number): number {
  return byStatus.get(status) ?? Exit.REFUSED;
}

export function exitOfMessage(id: string): number {
  return byMessage.get(id) ?? Exit.DONE;
}

export function worse(a: number, b: number): number {
  return weights.indexOf(b) > weights.indexOf(a) ? b : a;
}
