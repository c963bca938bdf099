// SPDX-License-Identifier: EUPL-1.2
// What was typed: the words of `zijlijn`, as far as tests use them.

import { readFileSync } from 'node:fs';

import { Failure, Status } from '../../client/web/src/status.js';

const flags = new Set(['json', 'yes', 'left', 'with-me', 'link']);

export class Words {
  readonly words: string[] = [];
  /** Standard input. */
  readonly typed: () => string;
  readonly #options = new Map<string, string[]>();

  constructor(given: readonly string[], typed: () => string) {
    this.typed = typed;
    for (let i = 0; i < given.length; i++) {
      const word = given[i] ?? '';
      if (!word.startsWith('--')) {
        this.words.push(word);
        continue;
      }
      const name = word.slice(2);
      const value = flags.has(name) ? '' : given[++i];
      if (value === undefined) {
        throw new Failure(Status.USAGE, `${word} needs a value`);
      }
      this.#options.set(name, [...this.all(name), value]);
    }
  }

  all(name: string): string[] {
    return this.#options.get(name) ?? [];
  }

  get(name: string): string | undefined {
    return this.all(name)[0];
  }

  has(name: string): boolean {
    return this.#options.has(name);
  }

  need(name: string): string {
    const value = this.get(name);
    if (value === undefined) {
      throw new Failure(Status.USAGE, `--${name} is needed`);
    }
    return value;
  }

  operand(at: number): string {
    const word = this.words[at];
    if (word === undefined) {
      throw new Failure(Status.USAGE, 'something is missing');
    }
    return word;
  }

  /** The text of a file that an option names; '-' is standard input. */
  text(option: string): string | undefined {
    const path = this.get(option);
    if (path === undefined) {
      return undefined;
    }
    const text = path === '-' ? this.typed() : readFileSync(path, 'utf8');
    return text.trimEnd();
  }
}

/** The fields that were given, and no others. */
export function given<T extends object>(fields: T):
{ [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields)
    .filter(([, value]) => value !== undefined)) as never;
}
