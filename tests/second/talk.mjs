// SPDX-License-Identifier: EUPL-1.2
// What a crowd may write about signals: records of every kind, by whoever and
// to whomever, drawn by the crowd's seed.

import { KINDS, makeRecord, newId, parseRecord } from './records.mjs';
import { Signal } from './signals.mjs';

const NONE = { sizes: { 1: 0, 2: 0 },
  roots: { 1: Buffer.alloc(32), 2: Buffer.alloc(32) } };
const STATUSES = ['retraction', 'acknowledgement', 'unreadable', 'closing',
  'reopening', 'hold', 'erasure'];
const EARLY = ['acknowledgement', 'acknowledgement', 'feedback', 'addendum',
  'unreadable', 'step-out', 'retraction', 'reseal'];
const LATER = ['assessment', 'assessment', 'feedback', 'family-statement',
  'handover', 'handover', 'step-out', 'reseal', 'reseal', 'closing',
  'reopening', 'hold', 'addendum', 'acknowledgement'];

export class Talk {
  constructor(crowd) {
    Object.assign(this, { crowd, signals: [], written: 0, taken: 0 });
  }

  point() {
    return { then: this.crowd.now, time: Date.now(), blind: () => false };
  }

  /** Mostly the newest; of what passes a signal on it decides. */
  head() {
    const { chance, heads } = this.crowd;
    return chance.in100(85) ? heads.at(-1) ?? NONE
      : chance.pick([NONE, ...heads.slice(-6)]);
  }

  /** Somebody writes something; both take it, or both refuse. */
  async writes() {
    const { chance } = this.crowd;
    if (this.signals.length === 0 || chance.in100(15)) {
      await this.writesNote();
      return;
    }
    const signal = chance.pick(this.signals.slice(-6));
    const kind = chance.pick(chance.in100(10) ? KINDS.slice(1)
      : signal.state === 'waiting' ? EARLY : LATER);
    await this.writesAbout(signal, kind);
  }

  async writesNote() {
    const { crowd, crowd: { chance } } = this;
    const { then, time } = this.point();
    const club = chance.pick(crowd.clubs);
    const contacts = [...then.members.values()].filter((member) =>
      member.role === 'contact' &&
      member.appointment.said.scope.includes(club));
    const by = contacts.length > 0 && chance.in100(60)
      ? chance.pick(contacts).id : this.crowd.one('contact', 'professional');
    const all = then.recipients(club, time);
    const leftOut = chance.in100(70) ? [] : chance.some(all, 1);
    const persons = [...all.filter((id) => !leftOut.includes(id)), by];
    const id = newId();
    await this.puts('note', by, { id, signal: id, club, follows: [],
      leftOut: leftOut.sort(), persons: this.blurred(persons) });
  }

  /** Now and then one too few, or one too many. */
  blurred(persons) {
    const { chance } = this.crowd;
    const less = chance.in100(92) ? persons
      : persons.filter((id, i) => i !== chance.below(persons.length));
    return chance.in100(92) ? less
      : [...less, this.crowd.one('contact', 'professional', 'supporter')];
  }

  async writesAbout(signal, kind) {
    const { chance } = this.crowd;
    const point = this.point();
    const { then, time } = point;
    const held = signal.holdersAt(point);
    const by = {
      addendum: signal.author, retraction: signal.author,
      reseal: chance.pick([signal.author, ...held]),
    }[kind] ?? (held.length > 0 && chance.in100(85) ? chance.pick(held)
      : this.crowd.one('professional', 'contact'));
    const sealable = (id) => then.sealingKeys(id, time).length > 0;
    const persons = signal.wanted(kind, by, point, sealable) ??
      this.receivers(signal, kind, by, point);
    await this.puts(kind, by, {
      id: newId(), signal: signal.id, club: signal.club, leftOut: [],
      follows: [chance.in100(50) ? signal.first.record.hash
        : chance.pick([...signal.records.keys()])],
      persons: this.blurred(persons),
    });
  }

  /** Whom something is passed on to. */
  receivers(signal, kind, by, point) {
    const { chance } = this.crowd;
    const { then, time } = point;
    const all = [...then.members.values()];
    const colleagues = all.map(({ id }) => id).filter((id) =>
      then.worksIn(then.clubs.get(signal.club), id, time));
    if (kind === 'reseal') {
      const contacts = all.filter((member) => member.role === 'contact' &&
        member.appointment.said.scope.includes(signal.club));
      return by === signal.author ? signal.routed(point)
        : chance.pick([signal.holdersAt(point).slice(0, 1),
          [chance.pick([...contacts.map(({ id }) => id), by])]]);
    }
    return ['handover', 'step-out'].includes(kind)
      ? chance.some([...colleagues, ...colleagues, signal.author], 3)
        .filter((id) => kind === 'handover' || id !== by ||
          chance.in100(10))
      : [];
  }

  async puts(kind, by, { persons, ...described }) {
    const { crowd, crowd: { chance, now, register } } = this;
    const { organisation } = crowd;
    const { time } = this.point();
    const recipients = STATUSES.includes(kind) ? []
      : [...new Set(persons)].sort().flatMap((member) =>
        now.sealingKeys(member, time).map((key) => ({ member, key })));
    const pair = chance.in100(95) ? crowd.deviceOf(by) : crowd.anybody();
    this.written += 1;
    const made = makeRecord(pair, { kind, organisation, directory: 0,
      head: this.head(), recipients, ...described },
    STATUSES.includes(kind) ? undefined : '{"v":1}');
    const signal = this.signals.find(({ id }) => id === described.signal);
    let judged = signal;
    const what = `${kind} by ${crowd.nameOf(pair.key)} of a signal that is ` +
      `${signal?.state}, holders ${signal?.holders}, author ` +
      `${signal?.author}, to ${[...new Set(persons)]}, without ` +
      `${described.leftOut}`;
    const proof = await crowd.both(what, `/records/${described.id}`,
      made.bytes, 2, made.hash, ({ index, time: at, statements }) => {
        const record = parseRecord(made.bytes, organisation);
        judged ??= new Signal(record);
        judged.take({ record, index, time: at, statements }, {
          world: register.now, then: register.now, whole: true,
        });
      });
    this.taken += proof ? 1 : 0;
    if (proof && !signal) {
      this.signals.push(judged);
    }
  }
}
