// SPDX-License-Identifier: EUPL-1.2
// What screens ask of the session about clubs and people.

import type { App } from './app.js';
import type { Charter, Club, Person } from '../src/views.js';
import { nameOf } from './parts.js';
import { _, namesOf } from './words.js';

export function charterOf(app: App): Charter | undefined {
  try {
    return app.session.do<Charter>({ do: 'charter' }).said;
  } catch {
    return undefined;
  }
}

/** The own clubs that have not ended. */
export function ownClubs(app: App): Club[] {
  try {
    return app.session.do<{ clubs: Club[] }>({ do: 'clubs' }).said.clubs
      .filter(({ ours, ended }) => ours && !ended);
  } catch {
    return [];
  }
}

export function receiversOf(club: Club): Person[] {
  return [club.account_holder, ...club.deputies]
    .filter((person) => person !== undefined);
}

/** "Samira, accounthouder wijkteam; in absence Joris". */
export function goesTo(app: App, club: Club,
  leftOut: ReadonlySet<string>): string {
  const holder = club.account_holder;
  const roles = charterOf(app)?.roles;
  const deputies = club.deputies.filter(({ member }) => !leftOut.has(member))
    .map(nameOf);
  if (holder === undefined || leftOut.has(holder.member)) {
    return namesOf(deputies);
  }
  const first = `${nameOf(holder)}, ${
    roles?.account_holder ?? _('account holder')}`;
  return deputies.length === 0 ? first
    : _('%1; and as deputy: %2', first, namesOf(deputies));
}
