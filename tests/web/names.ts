// SPDX-License-Identifier: EUPL-1.2
// From what is typed to an id: the whole name, else the end of the id, else
// the beginning of a name.

import type { Session } from '../../client/web/src/session.js';
import { Failure, Status } from '../../client/web/src/status.js';
import type { Charter, Club, Member, Person, Signal } from
  '../../client/web/src/views.js';

interface Named {
  readonly id: string;
  readonly name: string | undefined;
}

export function pick(choices: readonly Named[], typed: string): string {
  const fits = [
    choices.filter(({ name }) => name === typed),
    choices.filter(({ id }) => typed.length >= 4 && id.endsWith(typed)),
    choices.filter(({ name }) => name?.startsWith(typed)),
  ].find((found) => found.length > 0) ?? [];
  const [one, ...more] = fits;
  if (one === undefined) {
    throw new Failure(Status.NOT_FOUND, `nothing fits "${typed}"`);
  }
  if (more.length > 0) {
    throw new Failure(Status.CONFLICT, `more than one fits "${typed}"`);
  }
  return one.id;
}

export function clubs(session: Session): readonly Club[] {
  return session.do<{ clubs: Club[] }>({ do: 'clubs' }).said.clubs;
}

export function club(session: Session, typed: string): Club {
  const all = clubs(session);
  const id = pick(all.map((it) => ({ id: it.club, name: it.name })), typed);
  return all.find((it) => it.club === id) as Club;
}

/** The club meant when none was named. */
export function ownClub(session: Session, typed: string | undefined): Club {
  if (typed !== undefined) {
    return club(session, typed);
  }
  const [one, ...more] = clubs(session).filter(({ ours }) => ours);
  if (one === undefined || more.length > 0) {
    throw new Failure(Status.USAGE, 'which club?');
  }
  return one;
}

export function people(session: Session): readonly Member[] {
  return session.do<{ people: Member[] }>({ do: 'people' }).said.people;
}

export function member(session: Session, typed: string, role?: string):
Member {
  const all = people(session)
    .filter((it) => role === undefined || it.role === role);
  const id = pick(all.map((it) => ({ id: it.member, name: it.name })), typed);
  return all.find((it) => it.member === id) as Member;
}

export function among(persons: readonly Person[], typed: readonly string[]):
string[] {
  return typed.map((word) => pick(persons.map((it) => (
    { id: it.member, name: it.name })), word));
}

export function charter(session: Session): Charter {
  return session.do<Charter>({ do: 'charter' }).said;
}

export function signal(session: Session, typed: string): string {
  const { said } = session.do<{ signals: Signal[] }>({ do: 'signals' });
  return pick(said.signals.map(({ id }) => ({ id, name: undefined })), typed);
}
