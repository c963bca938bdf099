// SPDX-License-Identifier: EUPL-1.2
// The statuses of common/status.h, by their names there. A test compares the
// two lists.

export const Status = {
  OK: 0,
  MEMORY: -1,
  LOCK: -2,
  RANDOM: -3,
  MALFORMED: -4,
  VERSION: -5,
  TOO_LARGE: -6,
  SIGNATURE: -7,
  ORGANISATION: -8,
  CHAIN: -9,
  EXPIRED: -10,
  REVOKED: -11,
  SCOPE: -12,
  POLICY: -13,
  RECIPIENTS: -14,
  CONFLICT: -15,
  NOT_FOUND: -16,
  NOT_FOR_US: -17,
  COMMITMENT: -18,
  DECRYPT: -19,
  CODE: -20,
  CODE_USED: -21,
  PASSPHRASE: -22,
  DAMAGED: -23,
  CLOCK: -24,
  LOG: -25,
  ROLLBACK: -26,
  INCOMPLETE: -27,
  STATE: -28,
  BUSY: -29,
  STORAGE: -30,
  NETWORK: -31,
  SERVER: -32,
  USAGE: -33,
  SYSTEM: -34,
  ERASED: -35,
  ROOT: -36,
  OUTRUN: -37,
} as const;

/** A command that failed. What it says is for tools, and in English: people
 *  are told in their own language, by the status. */
export class Failure extends Error {
  readonly status: number;
  /** Which field of the command or of what was written is wrong. */
  readonly field: string | undefined;

  constructor(status: number, text: string, field?: string) {
    super(text);
    this.status = status;
    this.field = field;
  }
}

/** The status of whatever was thrown; what is no Failure is a fault of ours,
 *  and goes on. */
export function statusOf(thrown: unknown): number {
  if (thrown instanceof Failure) {
    return thrown.status;
  }
  throw thrown;
}
