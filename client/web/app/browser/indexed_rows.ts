// SPDX-License-Identifier: EUPL-1.2
// Rows in the browser's database. What save() promises is kept by strict
// durability: a request leaves only when the disk has what it rests on.

import { Failure, Status } from '../../src/status.js';
import type { Row, Rows } from '../../src/rows.js';

const headerKey = 'header';

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = (): void => resolve(request.result);
    request.onerror = (): void => reject(request.error);
  });
}

function failed(thrown: unknown): Failure {
  return new Failure(Status.STORAGE, String(thrown));
}

export class IndexedRows implements Rows {
  readonly #database: IDBDatabase;

  private constructor(database: IDBDatabase) {
    this.#database = database;
  }

  /** @throws Failure STORAGE: the browser keeps nothing here. */
  static async open(name: string): Promise<IndexedRows> {
    try {
      const request = indexedDB.open(name, 1);
      request.onupgradeneeded = (): void => {
        request.result.createObjectStore('profile');
        request.result.createObjectStore('rows');
      };
      return new IndexedRows(await done(request));
    } catch (thrown) {
      throw failed(thrown);
    }
  }

  async header(): Promise<Uint8Array | null> {
    try {
      const store = this.#database.transaction('profile')
        .objectStore('profile');
      return await done<Uint8Array | undefined>(store.get(headerKey)) ?? null;
    } catch (thrown) {
      throw failed(thrown);
    }
  }

  async all(): Promise<Iterable<Row>> {
    try {
      const store = this.#database.transaction('rows').objectStore('rows');
      const [names, values] = await Promise.all([
        done(store.getAllKeys()), done<Uint8Array[]>(store.getAll())]);
      return names.map((name, at) => (
        { name: String(name), value: values[at] ?? new Uint8Array(0) }));
    } catch (thrown) {
      throw failed(thrown);
    }
  }

  async save(changes: readonly Row[], header: Uint8Array | null):
  Promise<void> {
    try {
      const whole = this.#database.transaction(['profile', 'rows'],
        'readwrite', { durability: 'strict' });
      const ended = new Promise<void>((resolve, reject) => {
        whole.oncomplete = (): void => resolve();
        whole.onabort = (): void => reject(whole.error);
      });
      if (header !== null) {
        whole.objectStore('profile').put(header, headerKey);
      }
      const rows = whole.objectStore('rows');
      for (const { name, value } of changes) {
        if (value.length > 0) {
          rows.put(value, name);
        } else {
          rows.delete(name);
        }
      }
      await ended;
    } catch (thrown) {
      throw failed(thrown);
    }
  }
}
