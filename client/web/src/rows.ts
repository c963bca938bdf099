// SPDX-License-Identifier: EUPL-1.2
// Where a shell keeps what the core gives it: one header, and rows that it can
// neither read nor alter unseen.

export interface Row {
  /** 16 bytes in hexadecimal. */
  readonly name: string;
  /** Empty: the row is to be deleted. */
  readonly value: Uint8Array;
}

export interface Rows {
  /** The header, or null as long as nothing was stored. */
  header(): Promise<Uint8Array | null>;
  /** All rows, in any order. */
  all(): Promise<Iterable<Row>>;
  /**
   * Store changes, all or none of them, and durably: what the core sends
   * next rests on it. The header comes with the first.
   */
  save(changes: readonly Row[], header: Uint8Array | null): Promise<void>;
}

/** Rows that live as long as the page: to look at an invitation, and for
 *  tests. */
export class MemoryRows implements Rows {
  #header: Uint8Array | null = null;
  readonly #rows = new Map<string, Uint8Array>();

  async header(): Promise<Uint8Array | null> {
    return this.#header;
  }

  async all(): Promise<Iterable<Row>> {
    return [...this.#rows].map(([name, value]) => ({ name, value }));
  }

  async save(changes: readonly Row[], header: Uint8Array | null):
  Promise<void> {
    this.#header = header ?? this.#header;
    for (const { name, value } of changes) {
      if (value.length > 0) {
        this.#rows.set(name, value);
      } else {
        this.#rows.delete(name);
      }
    }
  }
}
