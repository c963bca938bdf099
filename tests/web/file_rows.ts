// SPDX-License-Identifier: EUPL-1.2
// A profile in a folder, for tests: one JSON file that is replaced whole, as a
// browser's database would be changed by one transaction.

import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';

import type { Row, Rows } from '../../client/web/src/rows.js';

/** rows.json: the header and the values in base64, by name. */
interface Kept {
  header: string;
  rows: Record<string, string>;
}

export class FileRows implements Rows {
  readonly #home: string;
  #kept: Kept | undefined;

  constructor(home: string) {
    this.#home = home;
  }

  async header(): Promise<Uint8Array | null> {
    const kept = await this.#read();
    return kept === undefined ? null : Buffer.from(kept.header, 'base64');
  }

  async all(): Promise<Iterable<Row>> {
    const rows = (await this.#read())?.rows ?? {};
    return Object.entries(rows).map(([name, value]) => (
      { name, value: Buffer.from(value, 'base64') }));
  }

  async save(changes: readonly Row[], header: Uint8Array | null):
  Promise<void> {
    const kept = await this.#read() ?? { header: '', rows: {} };
    if (header !== null) {
      kept.header = Buffer.from(header).toString('base64');
    }
    for (const { name, value } of changes) {
      if (value.length > 0) {
        kept.rows[name] = Buffer.from(value).toString('base64');
      } else {
        delete kept.rows[name];
      }
    }
    this.#kept = kept;
    await this.#write(kept);
  }

  #path(): string {
    return join(this.#home, 'rows.json');
  }

  async #read(): Promise<Kept | undefined> {
    if (this.#kept !== undefined) {
      return this.#kept;
    }
    try {
      this.#kept = JSON.parse(await readFile(this.#path(), 'utf8')) as Kept;
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') {
        throw thrown;
      }
    }
    return this.#kept;
  }

  async #write(kept: Kept): Promise<void> {
    await mkdir(this.#home, { recursive: true, mode: 0o700 });
    const fresh = await open(`${this.#path()}.new`, 'w', 0o600);
    await fresh.writeFile(JSON.stringify(kept));
    await fresh.sync();
    await fresh.close();
    await rename(`${this.#path()}.new`, this.#path());
  }
}
