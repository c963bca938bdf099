// SPDX-License-Identifier: EUPL-1.2
// Signals (docs/protocol.md, 3.3): who may write what, by the policy table as
// it stands in the text, and what each record makes of its signal.

import { readFileSync } from 'node:fs';

import { must } from './bytes.mjs';

const protocol = new URL('../../docs/protocol.md', import.meta.url);
const TABLE = readFileSync(protocol, 'utf8')
  .match(/policy:begin[^]*policy:end/)[0].split('\n')
  .map((row) => row.split('|').slice(1, -1).map((cell) => cell.trim()))
  .filter((row) => row.length === 4)
  .map(([act, who, relation, states]) =>
    ({ act, who, relation, states: states.split(', ') }));

const ACTS = {
  note: 'note', addendum: 'addendum', retraction: 'retract',
  acknowledgement: 'acknowledge', unreadable: 'unreadable',
  assessment: 'assess', feedback: 'feedback',
  'family-statement': 'family-statement', handover: 'handover',
  'step-out': 'step-out', reseal: 'reseal', closing: 'close',
  reopening: 'reopen', hold: 'hold', erasure: 'erase',
};
const ANSWERS = ['acknowledgement', 'unreadable'];
const PASSING = ['handover', 'step-out', 'reseal'];

const same = (a, b) => [...new Set(a)].sort().join() ===
  [...new Set(b)].sort().join();

/** Kinds whose existence a contact is not to learn of. */
export const hidden = (kind) =>
  ['assessment', 'family-statement'].includes(kind);

export class Signal {
  /** Of this note; `take` judges it, too. */
  constructor(record) {
    Object.assign(this, {
      id: record.signal, club: record.club, leftOut: record.leftOut,
      state: 'none', held: false, author: null, holders: [], stepped: [],
      records: new Map(),
    });
  }

  /**
   * Judges {index, time, statements, record} as the next of this signal, by
   * {world, then}: what is known now and what was known at its point (2.10);
   * blind(member): whose sealing keys the reader is not shown (7.4); whole:
   * it knows all records, as the server does.
   */
  take(entry, { world, then, blind = () => false, whole = false }) {
    const { record, time, statements } = entry;
    const by = world.signer(record.author, statements, time);
    must(by, 'an author who is not in force', 'chain-broken');
    const point = { then, time, blind };
    must(!this.gone, 'taken back or erased', 'erased');
    must(record.club === this.club, 'of another club');
    this.followed(entry);
    const relations = this.relations(entry, by, point);
    must(TABLE.some(({ act, who, relation, states }) =>
      act === ACTS[record.kind] && who === by.role &&
      relations.includes(relation) && states.includes(this.state)),
    `a ${by.role} (${relations}) writes a ${record.kind} when ${this.state}`,
    'not-allowed');
    this.checkRecipients(entry, by, point);
    if (whole) {
      this.checkContext(record);
    }
    const judged = { ...entry, by: by.id, role: by.role,
      naming: world.charter.naming };
    this.records.set(record.hash, judged);
    this.apply(judged, then);
    return judged;
  }

  followed({ record, index }) {
    for (const hash of record.follows) {
      const before = this.records.get(hash);
      must(!ANSWERS.includes(record.kind) || before, 'follows the unknown');
      must(!before || before.index < index, 'follows what came later');
    }
  }

  /** What it says of other records, for who knows all of these. */
  checkContext(record) {
    const { kind } = record;
    const secret = (one) => hidden(one.kind) ||
      hidden(this.about(one)?.record.kind);
    for (const hash of ANSWERS.includes(kind) ? [] : record.follows) {
      const before = this.records.get(hash);
      must(before, 'follows what is no record of it', 'not-found');
      must(hidden(kind) || this.first.role !== 'contact' ||
        !secret(before.record), 'names what the club must not learn of',
      'not-allowed');
    }
    const bodies = [...this.records.values()]
      .filter((before) => before.record.bodySize > 0);
    must(!['handover', 'step-out'].includes(kind) ||
      record.head.sizes[2] > bodies.at(-1).index,
    'something came that it does not pass on', 'signal-changed');
  }

  /** The record that an acknowledgement is about. */
  about(record) {
    return ANSWERS.includes(record.kind)
      ? this.records.get(record.follows[0]) : undefined;
  }

  relations({ record }, by, point) {
    if (record.kind === 'note') {
      const assigned = point.then.assigned(this.club, point.time);
      return by.role === 'contact'
        ? by.appointment.said.scope.includes(this.club) ? ['of the club'] : []
        : assigned.includes(by.id) ? ['assigned to the club'] : [];
    }
    const about = this.about(record);
    must(!about || (about.by !== by.id && about.record.bodySize > 0),
      'one\'s own, or nothing to open', 'not-allowed');
    const receives = about?.record.recipients
      .some(({ member }) => member === by.id) ?? false;
    return [
      ...(by.id === this.author ? ['author'] : []),
      ...(this.holdersAt(point).includes(by.id) ? ['holder'] : []),
      ...(receives ? ['recipient'] : []),
    ];
  }

  barred(id) {
    return this.leftOut.includes(id) || this.stepped.includes(id);
  }

  routed({ then, time }) {
    return then.recipients(this.club, time).filter((id) => !this.barred(id));
  }

  /** The holders at a point: those by the records, or the club's. */
  holdersAt(point) {
    const inForce = this.holders.filter((id) =>
      point.then.member(id, point.time));
    return inForce.length > 0 ? this.holders : this.routed(point);
  }

  /** Whom a record of this kind goes to, where the table names them. */
  wanted(kind, author, point, sealable) {
    const holders = this.holdersAt(point).filter(sealable);
    switch (kind) {
      case 'note':
        return [...this.routed(point), ...[author].filter(sealable)];
      case 'addendum':
        return [...holders, ...[author].filter(sealable)];
      case 'feedback':
        return [...holders, ...[this.author].filter(sealable)];
      case 'assessment':
      case 'family-statement':
        return holders;
      default:
        return null;
    }
  }

  checkRecipients({ record }, by, point) {
    const { kind } = record;
    const persons = [...new Set(record.recipients.map(({ member }) => member))];
    const wrong = (holds, why) => must(holds, why, 'recipients-changed');
    if (kind === 'note') {
      must(by.role === 'contact' || record.leftOut.length === 0,
        'only a contact leaves somebody out', 'not-allowed');
      must(!point.then.ended.has(this.club), 'of a club that ended', 'state');
      wrong(by.role !== 'contact' || this.routed(point).length > 0,
        'one must stay');
    }
    const keys = (id) => point.then.sealingKeys(id, point.time);
    // contacts are not shown each other's sealing keys
    const unseen = (id) => point.blind(id) && persons.includes(id);
    const sealable = (id) => unseen(id) || keys(id).length > 0;
    const wanted = this.wanted(kind, by.id, point, sealable);
    if (wanted) {
      wrong(kind === 'note' || this.holdersAt(point).some(sealable),
        'no holder receives it');
      wrong(same(persons, wanted), 'not those who receive it');
    } else if (PASSING.includes(kind)) {
      this.checkPassing(kind, persons, by, point);
    }
    wrong(record.recipients.every(({ member, key }) =>
      unseen(member) || keys(member).includes(key)),
    'a key that is not in force');
  }

  checkPassing(kind, persons, by, { then, time }) {
    const wrong = (holds, why) => must(holds, why, 'recipients-changed');
    if (kind !== 'reseal') {
      wrong(persons.every((id) => then.works(id, time) && !this.barred(id)),
        'not professionals of a team');
      wrong(kind !== 'step-out' || !persons.includes(by.id), 'stepped out');
    } else if (by.id === this.author && by.role === 'contact') {
      must(this.state === 'waiting' || !this.holders.some((id) =>
        this.hasRead(id) && then.member(id, time)), 'somebody read it',
      'state');
      wrong(same(persons, this.routed({ then, time })), 'not the club\'s');
    } else {
      const held = this.holdersAt({ then, time });
      wrong(persons.every((id) => held.includes(id)) ||
        this.replaces(persons, { then, time }),
      'neither holders nor a contact in the author\'s place');
    }
  }

  /** Did this professional acknowledge the note? */
  hasRead(id) {
    return [...this.records.values()].some(({ record, by, role }) =>
      record.kind === 'acknowledgement' && by === id &&
      role === 'professional' && record.follows[0] === this.first.record.hash);
  }

  /** May this one contact of the club take the author's place? */
  replaces(persons, { then, time }) {
    const contact = persons.length === 1 && then.member(persons[0], time);
    return contact && contact.role === 'contact' &&
      contact.appointment.said.scope.includes(this.club) &&
      then.members.get(this.author)?.role === 'contact' &&
      !then.member(this.author, time);
  }

  /** What the record makes of the signal. */
  apply({ record, by, role }, then) {
    const persons = [...new Set(record.recipients.map(({ member }) => member))];
    const professionals = persons.filter((id) =>
      then.members.get(id)?.role === 'professional');
    if (['hold', 'closing', 'reopening'].includes(record.kind)) {
      this.held = record.kind === 'hold';
    }
    switch (record.kind) {
      case 'note':
        this.author = by;
        this.holders = professionals;
        this.state = role === 'professional' ? 'acknowledged' : 'waiting';
        break;
      case 'acknowledgement':
        if (role === 'professional' && this.state === 'waiting' &&
          record.follows[0] === this.first.record.hash) {
          this.state = 'acknowledged';
        }
        break;
      case 'handover':
        this.holders = professionals;
        break;
      case 'step-out':
        this.holders = professionals;
        this.stepped.push(by);
        break;
      case 'reseal':
        if (professionals.length === 0) {
          this.author = persons[0];
        } else if (by === this.author) {
          this.holders = [...new Set([...this.holders, ...professionals])];
        }
        break;
      default:
        this.state = {
          retraction: 'retracted', closing: 'closed', erasure: 'erased',
          reopening: 'acknowledged',
        }[record.kind] ?? this.state;
    }
  }

  /** Only the marks are left. */
  get gone() {
    return ['retracted', 'erased'].includes(this.state);
  }

  get first() {
    return this.records.values().next().value;
  }

  /** What a new record follows: the note, and the newest all may see. */
  newest(kind) {
    const seen = [...this.records.values()].filter(({ record }) =>
      hidden(kind) || !(hidden(record.kind) ||
        hidden(this.about(record)?.record.kind)));
    return [...new Set([this.first, seen.at(-1)]
      .map(({ record }) => record.hash))];
  }
}
