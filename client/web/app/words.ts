// SPDX-License-Identifier: EUPL-1.2
// What people read. Sentences stand in the screens in English, between the
// brackets of _(), and their translations in client/words, where those of the
// command line are too. %1 to %9 are the arguments.

declare const WORDS_FILES: Readonly<Record<string, string>>;

type Catalogue = Readonly<Record<string, string | readonly string[]>>;

let catalogue: Catalogue = {};
let spoken = 'en';

/** The languages there are. */
export const languages = ['nl', 'en'] as const;

/** What the device asks for, as far as we speak it; Dutch is the first. */
export function preferred(): string {
  return navigator.language.startsWith('en') ? 'en' : 'nl';
}

/** Speak it from now on. Without its file the sentences stay English. */
export async function speak(language: string): Promise<void> {
  const file = WORDS_FILES[language];
  try {
    catalogue = file === undefined
      ? {}
      : await (await fetch(file)).json() as Catalogue;
    spoken = language;
  } catch {
    catalogue = {};
    spoken = 'en';
  }
  document.documentElement.lang = spoken;
}

export function language(): string {
  return spoken;
}

function filled(text: string, given: readonly (string | number)[]): string {
  return text.replace(/%([1-9])/g,
    (_whole, number: string) => String(given[Number(number) - 1] ?? ''));
}

/** A sentence. */
export function _(text: string, ...given: (string | number)[]): string {
  const said = catalogue[text];
  return filled(typeof said === 'string' ? said : text, given);
}

/** A sentence for one or more; the number is %1. */
export function P_(one: string, more: string, count: number,
  ...given: (string | number)[]): string {
  const said = catalogue[one];
  const forms = Array.isArray(said) ? said as readonly string[] : [one, more];
  return filled((count === 1 ? forms[0] : forms[1]) ?? more,
    [count, ...given]);
}

/** Only marks a sentence that is translated where it is said. */
export function N_(text: string): string {
  return text;
}

/* ---- Moments, as the reader's own language writes them ---- */

/** Today as YYYY-MM-DD, where the reader is. */
export function today(): string {
  const now = new Date();
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-` +
    two(now.getDate());
}

/** A day, from a moment or YYYY-MM-DD. */
export function dayOf(when: string): string {
  const date = when.length === 10 ? new Date(`${when}T12:00`) : new Date(when);
  return new Intl.DateTimeFormat(spoken,
    { weekday: 'long', day: 'numeric', month: 'long' }).format(date);
}

/** A moment: the day and the time. */
export function momentOf(when: string): string {
  return new Intl.DateTimeFormat(spoken, { day: 'numeric', month: 'long',
    hour: '2-digit', minute: '2-digit' }).format(new Date(when));
}

/** Names, with "and" before the last. */
export function namesOf(names: readonly string[]): string {
  return new Intl.ListFormat(spoken, { type: 'conjunction' }).format(names);
}
