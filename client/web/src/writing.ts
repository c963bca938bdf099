// SPDX-License-Identifier: EUPL-1.2
// What is written, in the form that docs/protocol.md (3.2) gives it. The
// core checks it, and writes its own time into it.

export interface Note {
  readonly seen_on?: string;
  readonly day_part?: string;
  readonly place?: string;
  readonly place_words?: string;
  readonly text?: string;
  readonly worry?: string;
  readonly seen_by?: string;
  readonly about?: string;
  readonly parents_know?: string;
  readonly parents_at?: string;
  readonly name_me?: string;
  readonly contact_at?: string;
  readonly came?: string;
}

export interface Assessment {
  readonly text: string;
  readonly step?: number;
  readonly report_needed?: 'yes' | 'no';
  readonly help_possible?: 'yes' | 'no';
}

export interface Feedback {
  readonly state: string;
  readonly text: string;
}

export interface FamilyStatement {
  readonly text: string;
  readonly from?: string;
}

/** The bytes that go beside the command. */
export function bodyOf(
  written: Note | Assessment | Feedback | FamilyStatement, now: number):
Uint8Array {
  return new TextEncoder().encode(
    JSON.stringify({ v: 1, written: now, ...written }));
}
