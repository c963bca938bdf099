// SPDX-License-Identifier: EUPL-1.2
// The commands of `zijlijn` that tests use, over the modules of the web app.
// Each gives what is printed besides the messages.

import type { Command } from '../../client/web/src/core.js';
import type { Session } from '../../client/web/src/session.js';
import { Failure, Status, statusOf } from '../../client/web/src/status.js';
import type { Offer, Person, Self, Signal, WholeSignal } from
  '../../client/web/src/views.js';
import { bodyOf } from '../../client/web/src/writing.js';
import type { Note } from '../../client/web/src/writing.js';
import * as names from './names.js';
import * as shown from './shown.js';
import { given } from './words.js';
import type { Words } from './words.js';

type Run = (session: Session, words: Words, now: number) => Promise<object>;

const usualDays = 730;
const dayMs = 86_400_000;

function self(session: Session): Self {
  return session.do<Self>({ do: 'self' }).said;
}

/** Get what is new before something is written; without a connection it goes
 *  on with what is known. */
async function refresh(session: Session): Promise<void> {
  try {
    await session.sync();
  } catch (thrown) {
    const status = statusOf(thrown);
    if (status !== Status.NETWORK && status !== Status.BUSY) {
      throw thrown;
    }
  }
}

/* ---- Joining ---- */

const join: Run = async (session, words) => {
  session.do({ do: 'join', origin: words.need('server') },
    new TextEncoder().encode(words.typed().trim()));
  await session.loop();
  const { said } = session.do<Offer>({ do: 'offer' });
  session.do({ do: 'accept' });
  await session.keep();
  await session.sync();
  return { organisation: said.organisation, words: said.words,
    role: said.role };
};

/* ---- Notes ---- */

function noteOf(words: Words): Note {
  return given({
    text: words.text('text-file'),
    contact_at: words.get('ring-me'),
    place: words.get('place'),
    parents_know: words.get('parents-know'),
    name_me: words.get('name-me'),
    came: words.get('came'),
  });
}

function tellOf(session: Session, unseen: readonly Person[]): void {
  session.do({ do: 'seen', members: unseen.map(({ member }) => member) });
}

const note: Run = async (session, words, now) => {
  await refresh(session);
  const club = names.ownClub(session, words.get('club'));
  const known = [club.account_holder, ...club.deputies]
    .filter((person) => person !== undefined);
  const leftOut = names.among(known, words.all('leave-out'));
  tellOf(session, club.unseen);
  const { said } = session.do<{ record: string }>(
    { do: 'note', club: club.club, left_out: leftOut },
    bodyOf(noteOf(words), now));
  let stopped: unknown;
  try {
    await session.sync();
  } catch (thrown) {
    stopped = thrown;
  }
  if (stopped !== undefined && statusOf(stopped) !== Status.NETWORK) {
    throw stopped;
  }
  const { records } = session.do<WholeSignal>(
    { do: 'signal', signal: said.record }).said;
  return { club: club.club, receivers: shown.receivers(club, leftOut),
    signal: said.record, progress: records[0]?.progress };
};

const add: Run = async (session, words, now) => {
  await refresh(session);
  const signal = names.signal(session, words.operand(1));
  const { said } = session.do<WholeSignal>({ do: 'signal', signal });
  tellOf(session, said.unseen);
  return write(session, { do: 'addendum', signal },
    bodyOf(noteOf(words), now));
};

/* ---- Acts on a signal ---- */

async function write(session: Session, command: Command, body?: Uint8Array):
Promise<object> {
  const { said } = session.do<{ record: string }>(command, body);
  await session.sync();
  return { record: said.record, signal: command['signal'] };
}

function act(make: (words: Words, now: number) => {
  command: Command;
  body?: Uint8Array;
}): Run {
  return async (session, words, now) => {
    await refresh(session);
    const signal = names.signal(session, words.operand(1));
    const { command, body } = make(words, now);
    return write(session, { ...command, signal }, body);
  };
}

function needText(words: Words): string {
  return words.text('text-file') ?? '';
}

const assess = act((words, now) => ({
  command: { do: 'assessment' },
  body: bodyOf(given({ text: needText(words), step: numberOf(words, 'step'),
    report_needed: words.get('report-needed') as 'yes' | 'no' | undefined,
    help_possible: words.get('help-possible') as 'yes' | 'no' | undefined,
  }), now),
}));

const answer = act((words, now) => ({
  command: { do: 'feedback' },
  body: bodyOf({ state: words.get('state') ?? 'received',
    text: needText(words) }, now),
}));

const family = act((words, now) => ({
  command: { do: 'family-statement' },
  body: bodyOf({ text: needText(words) }, now),
}));

const retract = act(() => ({ command: { do: 'retract' } }));

function mark(kind: string): Run {
  return act(() => ({ command: { do: 'mark', kind } }));
}

function numberOf(words: Words, option: string): number | undefined {
  const value = words.get(option);
  return value === undefined ? undefined : Number(value);
}

function passOn(kind: 'handover' | 'step-out' | 'reseal'): Run {
  return async (session, words) => {
    await refresh(session);
    const signal = names.signal(session, words.operand(1));
    const { said } = session.do<{ receivers: Person[] }>(
      { do: 'receivers', kind, signal });
    const to = names.among(said.receivers, words.all('to'));
    const text = new TextEncoder().encode(words.text('text-file') ?? '');
    return write(session, given({ do: kind, signal, to,
      with_me: kind === 'handover' ? words.has('with-me') : undefined }),
    text);
  };
}

const open: Run = async (session, words) => {
  await refresh(session);
  const signal = names.signal(session, words.operand(1));
  session.do({ do: 'open', signal });
  await session.loop();
  return { signal: shown.whole(session, signal) };
};

/* ---- Looking ---- */

const sync: Run = async (session) => {
  await session.sync();
  return { outbox: self(session).outbox };
};

const list: Run = async (session) => ({
  signals: session.do<{ signals: Signal[] }>({ do: 'signals' })
    .said.signals.map(shown.line),
});

const show: Run = async (session, words) => ({
  signal: shown.whole(session, names.signal(session, words.operand(1))),
});

const outbox: Run = async (session) => (
  { outbox: self(session).outbox, records: shown.outbox(session) });

const who: Run = async (session, words) => {
  const club = names.ownClub(session, words.words[1]);
  return { club: club.club, club_name: club.name, phone: club.phone,
    receivers: shown.receivers(club, []) };
};

/* ---- Organising ---- */

function scopeOf(session: Session, words: Words): string[] {
  const { districts, teams } = names.charter(session);
  return [
    ...words.all('club').map((typed) => names.club(session, typed).club),
    ...words.all('team').map((typed) => names.pick(
      teams.map(({ team, name }) => ({ id: team, name })), typed)),
    ...words.all('district').map((typed) => names.pick(
      districts.map(({ district, name }) => ({ id: district, name })),
      typed)),
  ];
}

const invite: Run = async (session, words, now) => {
  await refresh(session);
  const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
  const { said } = session.do<{ member: string; code: string }>({
    do: 'invite',
    role: words.need('role'),
    scope: scopeOf(session, words),
    name: words.need('name'),
    phone: words.need('phone'),
    from: day(now),
    until: day(now + usualDays * dayMs),
    link: words.has('link'),
  });
  await session.save();
  await session.sync();
  return said;
};

const assign: Run = async (session, words) => {
  await refresh(session);
  const professional = (typed: string): string =>
    names.member(session, typed, 'professional').member;
  const { club } = names.club(session, words.operand(1));
  session.do({
    do: 'assign',
    club,
    account_holder: professional(words.need('account-holder')),
    deputies: words.all('deputy').map(professional),
    phone: words.need('phone'),
  });
  await session.sync();
  return { club };
};

const clubAdd: Run = async (session, words) => {
  await refresh(session);
  const { said } = session.do<{ club: string }>({
    do: 'put-club',
    name: words.operand(2),
    kind: words.need('kind'),
    district: names.pick(names.charter(session).districts.map(
      ({ district, name }) => ({ id: district, name })),
    words.need('district')),
  });
  await session.sync();
  return said;
};

const revoke: Run = async (session, words) => {
  await refresh(session);
  if (!words.has('left')) {
    throw new Failure(Status.USAGE, '--left is needed');
  }
  const { appointment, member } = names.member(session, words.operand(1));
  session.do({ do: 'revoke', subject: appointment });
  await session.sync();
  return { member };
};

const runs: Readonly<Record<string, Run>> = {
  join, note, add, retract, sync, list, show, open, outbox, who, assess, answer,
  family, invite, assign, revoke,
  'club add': clubAdd,
  'handover': passOn('handover'),
  'step-out': passOn('step-out'),
  'reseal': passOn('reseal'),
  'close': mark('closing'),
  'reopen': mark('reopening'),
  'hold': mark('hold'),
  'erase': mark('erasure'),
};

export function find(words: Words): Run {
  const [first = '', second = ''] = words.words;
  const run = runs[`${first} ${second}`] ?? runs[first];
  if (run === undefined) {
    throw new Failure(Status.USAGE, `no such command: ${first}`);
  }
  return run;
}
