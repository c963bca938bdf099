// SPDX-License-Identifier: EUPL-1.2
// What is printed, in the form of `zijlijn --json`.

import type { Session } from '../../client/web/src/session.js';
import type { Club, Person, Signal, SignalRecord, WholeSignal } from
  '../../client/web/src/views.js';

function nameOf(person: Person): { member: string; name: string } {
  return { member: person.member, name: person.name ?? person.is ?? '' };
}

export function line(signal: Signal): object {
  return {
    ...signal,
    acknowledged_by: signal.acknowledged_by?.member,
    holders: signal.holders.map(nameOf),
  };
}

function bodyOf(session: Session, record: SignalRecord): unknown {
  if (!record.has_body) {
    return undefined;
  }
  const { bytes } = session.do({ do: 'body', record: record.id });
  return JSON.parse(new TextDecoder().decode(bytes));
}

export function whole(session: Session, id: string): object {
  const { said } = session.do<WholeSignal>({ do: 'signal', signal: id });
  return {
    ...line(said),
    records: said.records.map((record) => ({
      ...record,
      author: record.author.member,
      author_name: record.author.name,
      body: bodyOf(session, record),
    })),
  };
}

/** What waits to be sent. */
export function outbox(session: Session): object[] {
  const { said } = session.do<{ signals: Signal[] }>({ do: 'signals' });
  return said.signals.flatMap((signal) =>
    session.do<WholeSignal>({ do: 'signal', signal: signal.id }).said.records
      .filter(({ ours, progress }) => ours &&
        ['queued', 'asking', 'failed'].includes(progress))
      .map(({ id, kind, progress }) => (
        { id, signal: signal.id, kind, progress })));
}

export function receivers(club: Club, leftOut: readonly string[]): object[] {
  const all = club.account_holder === undefined
    ? club.deputies : [club.account_holder, ...club.deputies];
  return all.map((person) => (
    { ...nameOf(person), left_out: leftOut.includes(person.member) }));
}
