// SPDX-License-Identifier: EUPL-1.2
// A crowd: an organisation whose every key is ours, at a running zijlijnd,
// and what any of them may think of saying. What they say is drawn by a seed.

import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { createInterface } from 'node:readline';

import { H, Refused, hex, text, u64 } from './bytes.mjs';
import { Server } from './http.mjs';
import { parseReceipt, verifyReceipt } from './log.mjs';
import { Register } from './register.mjs';
import { sealer, signer } from './sodium.mjs';
import {
  clubsOf, makeStatement, organisationOf, proveDevice,
} from './statements.mjs';

const zijlijnd = join(env.ZL_BUILD, 'server/zijlijnd');
const DAY = 86400000;
const day = (n) => new Date(Date.now() + n * DAY).toISOString().slice(0, 10);

/** Chance by a seed: the same every time. */
class Chance {
  constructor(seed) {
    Object.assign(this, { seed, drawn: 0 });
  }

  bytes() {
    this.drawn += 1;
    return H(text(`${this.seed} `), u64(this.drawn));
  }

  below(n) {
    return this.bytes().readUInt32BE() % n;
  }

  /** True so many times in a hundred. */
  in100(n) {
    return this.below(100) < n;
  }

  pick(list) {
    return list[this.below(list.length)];
  }

  some(list, most) {
    const n = list.length === 0 ? 0 : this.below(most + 1);
    return [...new Set(Array.from({ length: n }, () => this.pick(list)))];
  }

  id() {
    return hex(this.bytes()).slice(0, 32);
  }
}

export class Crowd {
  /** Everybody there is at the beginning has joined. */
  static async gather(seed) {
    const crowd = new Crowd();
    Object.assign(crowd, {
      chance: new Chance(seed), keys: new Map(), people: [], absences: [],
      written: 0,
    });
    await crowd.start();
    await crowd.found();
    return crowd;
  }

  async start() {
    this.work = mkdtempSync(join(tmpdir(), 'zl-crowd-'));
    this.root = this.key();
    this.spare = this.key();
    const data = join(this.work, 'data');
    this.logKey = spawnSync(zijlijnd, ['--init', data],
      { encoding: 'utf8' }).stdout.trim();
    // one device says more here than any would in a day
    const file = join(this.work, 'zijlijnd.conf');
    writeFileSync(file, '[zijlijnd]\ndevice_writes = 0\n');
    const origin = 'http://127.0.0.1';
    this.process = spawn(zijlijnd, ['--config', file, '--data', data,
      '--root', this.root.key, '--origin', origin, '--listen',
      '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'ignore'] });
    for await (const line of createInterface(this.process.stdout)) {
      const port = line.match(/ready on .*:(\d+)/)?.[1];
      if (port) {
        this.server = new Server(`${origin}:${port}`);
        break;
      }
    }
    this.register = new Register(this.root.key, { whole: true });
    this.heads = []; // of the receipts
    this.organisation = organisationOf(this.root.key);
  }

  async stop() {
    if (this.process.exitCode === null) {
      const gone = new Promise((done) => this.process.once('exit', done));
      this.process.kill();
      await gone;
    }
    rmSync(this.work, { recursive: true });
  }

  key() {
    const pair = signer(this.chance.bytes());
    this.keys.set(pair.key, pair);
    return pair;
  }

  // Both judge.

  /**
   * Puts `bytes`, and asks `judge(position, time)` of ours; both take it, or
   * both refuse. Returns the receipt's proof, or null.
   */
  async both(what, path, bytes, log, hash, judge) {
    let proof = null;
    let refused = 'nothing';
    try {
      const receipt = parseReceipt(
        await this.server.ask('PUT', path, { body: bytes }),
      );
      this.heads.push(receipt.head);
      proof = verifyReceipt(receipt, log, this.organisation, this.logKey,
        hash);
    } catch (error) {
      if (!(error instanceof Refused)) {
        throw error;
      }
      refused = error.message;
    }
    let ours = 'nothing';
    try {
      judge(proof ?? {
        index: this.register.entries.length,
        statements: this.register.entries.length,
        time: Date.now(),
      });
    } catch (error) {
      if (!(error instanceof Refused)) {
        throw error;
      }
      ours = error.message;
    }
    if ((proof === null) !== (ours !== 'nothing')) {
      throw new Error(`${what}: the server refuses ${refused}, we ${ours}`);
    }
    return proof;
  }

  async state(type, pair, said) {
    const bytes = makeStatement(type, this.organisation, pair, said);
    const hash = hex(H(bytes));
    const what = `${type} by ${this.nameOf(pair.key)} ${JSON.stringify(said)}`;
    if (this.register.find(hash)) {
      return null;
    }
    const proof = await this.both(what, `/statements/${hash}`, bytes, 1, hash,
      ({ index, time }) => this.register.take(index, time, bytes));
    return proof && hash;
  }

  /** For whoever reads what went wrong. */
  nameOf(key) {
    const { now } = this.register;
    const known = now.devices.get(key) ?? now.invitations.get(key);
    return known
      ? `${now.members.get(known.member).role} ${known.member.slice(0, 8)}`
      : { [this.root.key]: 'root', [this.spare.key]: 'spare' }[key] ?? 'nobody';
  }

  // Who there is.

  get now() {
    return this.register.now;
  }

  deviceKeys() {
    return [...this.now.devices.values()];
  }

  /** The key of a device of this member, or else of anybody. */
  deviceOf(member) {
    const all = this.deviceKeys();
    const own = all.filter((device) => device.member === member);
    return this.keys.get(this.chance.pick(own.length > 0 ? own : all).key);
  }

  /** A member of one of these roles, usually. */
  one(...roles) {
    const all = [...this.now.members.values()];
    const wanted = all.filter(({ role }) => roles.includes(role));
    return this.chance.in100(85) ? this.chance.pick(wanted).id
      : this.chance.pick([...all.map(({ id }) => id), this.chance.id()]);
  }

  anybody() {
    return this.keys.get(this.chance.in100(20)
      ? this.chance.pick([...this.keys.keys()])
      : this.chance.pick(this.deviceKeys()).key);
  }

  likely(...roles) {
    return this.chance.in100(80) ? this.deviceOf(this.one(...roles))
      : this.anybody();
  }

  // What they say.

  charterSaid(number, previous, changes = {}) {
    return {
      v: 1, number, ...(previous ? { previous } : {}), name: 'Waterhoven',
      log_key: this.logKey, spare_root: this.spare.key,
      terms: { remind_days: 1, deputy_days: 2, coordinator_days: 3,
        answer_days: 5 },
      retention: { closed_days: 90, open_days: 365 },
      naming: 'known',
      roles: { contact: 'c', professional: 'p', account_holder: 'a',
        supporter: 's', coordinator: 'k' },
      districts: this.districts.map((id) => ({ id, name: 'D' })),
      teams: this.teams,
      signposts: [],
      ...changes,
    };
  }

  async found() {
    const { chance } = this;
    this.districts = [chance.id(), chance.id(), chance.id()];
    this.teams = [0, 0, 1, 1, 2].map((i) => ({
      id: chance.id(), district: this.districts[i], name: 'T',
      controller: 'C', privacy_contact: 'P', phone: '1',
    }));
    this.clubs = [chance.id(), chance.id(), chance.id()];
    this.charter = await this.state('charter', this.root,
      this.charterSaid(1));
    const first = await this.joins(this.root, 'coordinator', []);
    await this.joins(this.root, 'coordinator', []);
    for (const [i, club] of this.clubs.entries()) {
      await this.state('club', first, this.clubSaid(club,
        this.districts[i % 2]));
    }
    const supporter = await this.joins(first, 'supporter', []);
    await this.joins(first, 'supporter', [this.districts[0]]);
    for (const team of [0, 0, 0, 1, 2, 4]) {
      await this.joins(first, 'professional', [this.teams[team].id]);
    }
    for (const scope of [[0], [0], [0, 1]]) {
      await this.joins(supporter, 'contact', scope.map((i) => this.clubs[i]));
    }
    const team = this.teams[0].id;
    const [holder, ...deputies] = [...this.now.members.values()]
      .filter(({ appointment: { said } }) => said.scope[0] === team)
      .map(({ id }) => id);
    await this.state('assignment', first, this.assignmentSaid(this.clubs[0],
      holder, deputies.slice(0, 1)));
  }

  clubSaid(club, district) {
    this.written += 1;
    return { v: 1, written: this.written, club, kind: 'football', district,
      name: 'Club' };
  }

  assignmentSaid(club, holder, deputies) {
    this.written += 1;
    return { v: 1, written: this.written, club, account_holder: holder,
      deputies, phone: '1' };
  }

  async appoints(by, role, scope, changes = {}) {
    const invitation = this.key();
    const said = { v: 1, member: this.chance.id(), role, scope, from: day(-9),
      until: day(400), invitation: invitation.key, ...changes };
    const hash = await this.state('appointment', by, said);
    const person = { member: said.member, role, invitation, hash };
    if (hash) {
      this.people.push(person);
    }
    return hash && person;
  }

  async device(by, { member, hash }, pair = this.key()) {
    const proof = hex(proveDevice(this.organisation, member, pair));
    const stated = await this.state('device', by,
      { v: 1, member, appointment: hash, key: pair.key, proof });
    return stated && pair;
  }

  /** Appointed, with a device and, where they have one, a sealing key. */
  async joins(by, role, scope, changes) {
    const person = await this.appoints(by, role, scope, changes);
    const pair = person && await this.device(person.invitation, person);
    if (pair && ['professional', 'contact'].includes(role)) {
      await this.sealingKey(pair, person.member);
    }
    return pair;
  }

  sealingKey(pair, member) {
    return this.state('sealing-key', pair,
      { v: 1, member, key: sealer(this.chance.bytes()).key });
  }

  /** Somebody says something. */
  async says() {
    const { chance } = this;
    const acts = [this.saysClub, this.saysAppointment, this.saysAppointment,
      this.saysDevice, this.saysSealingKey, this.saysCard,
      this.saysAssignment, this.saysAssignment, this.saysAbsence,
      this.saysAbsence, this.saysEnd, this.saysRevocation, this.saysCharter];
    await chance.pick(acts).call(this);
  }

  async saysClub() {
    const { chance, clubs } = this;
    const odd = [chance.id(), this.districts[0], this.organisation,
      clubsOf(this.districts[1])];
    const club = chance.pick(chance.in100(80) ? clubs : odd);
    const district = chance.pick([...this.districts, ...this.districts,
      chance.id()]);
    await this.state('club', this.likely('coordinator', 'supporter'), {
      ...this.clubSaid(club, district),
      ...(chance.in100(15) ? { ended: chance.in100(95) } : {}),
    });
  }

  async saysAppointment() {
    const { chance } = this;
    const role = chance.pick(['coordinator', 'supporter', 'professional',
      'professional', 'contact', 'contact']);
    const scope = {
      coordinator: chance.in100(95) ? [] : [this.districts[0]],
      supporter: chance.some(this.districts, 2),
      professional: [chance.pick(this.teams).id],
      contact: chance.some(this.clubs, 2),
    }[role];
    const by = {
      coordinator: chance.pick([this.root, this.spare, this.anybody()]),
      contact: this.likely('supporter'),
    }[role] ?? this.likely('coordinator');
    await this.joins(by, role, scope, {
      member: chance.in100(60) ? chance.id() : this.one(role),
      from: day(chance.in100(90) ? -9 : 5),
      until: day(chance.in100(90) ? 400 : -5),
    });
  }

  async saysDevice() {
    const { chance } = this;
    const person = chance.pick(this.people);
    const by = chance.in100(40) ? person.invitation
      : this.deviceOf(person.member);
    const pair = chance.in100(80) ? this.key() : this.anybody();
    const other = chance.pick(this.people);
    await this.device(by, chance.in100(90) ? person
      : { member: person.member, hash: other.hash }, pair);
  }

  async saysSealingKey() {
    const { member } = this.chance.pick(this.people);
    await this.sealingKey(this.chance.in100(90) ? this.deviceOf(member)
      : this.anybody(), member);
  }

  async saysCard() {
    const { chance } = this;
    const by = chance.pick([this.root, this.spare, this.likely('coordinator'),
      this.likely('supporter'), this.anybody()]);
    await this.state('card', by, { v: 1, card: hex(chance.bytes()),
      member: this.one('supporter', 'professional', 'contact') });
  }

  async saysAssignment() {
    const { chance } = this;
    const holder = this.one('professional');
    const deputies = [this.one('professional'), this.one('professional')]
      .filter((id, i, all) => id !== holder && all.indexOf(id) === i);
    await this.state('assignment', this.likely('coordinator'),
      this.assignmentSaid(chance.in100(95) ? chance.pick(this.clubs)
        : chance.id(), holder, deputies));
  }

  /** Days that a midnight in between makes no difference to. */
  async saysAbsence() {
    const { chance } = this;
    const member = this.one('professional');
    const team = this.now.members.get(member)?.appointment.said.scope[0];
    const mates = [...this.now.members.values()].filter(({ id, appointment }) =>
      appointment.said.scope[0] === team && id !== member);
    const deputy = chance.in100(70) && mates.length > 0
      ? chance.pick(mates).id : this.one('professional');
    if (deputy === member) {
      return;
    }
    const [from, until] = chance.pick([[-9, -5], [-4, 4], [-4, 4], [5, 9]]);
    const absence = chance.in100(80) || this.absences.length === 0
      ? chance.id() : chance.pick(this.absences);
    this.written += 1;
    const said = { v: 1, written: this.written, member, absence,
      from: day(from), until: day(until), deputy };
    const by = chance.in100(90) ? this.deviceOf(member) : this.anybody();
    if (await this.state('absence', by, said)) {
      this.absences.push(absence);
    }
  }

  async saysEnd() {
    const { chance } = this;
    if (this.absences.length === 0) {
      return;
    }
    const absence = chance.pick(this.absences);
    const { member, deputy } = this.now.absences.get(absence)?.said ?? {};
    const by = chance.pick([this.deviceOf(member), this.deviceOf(deputy),
      this.anybody()]);
    this.written += 1;
    await this.state('absence', by, {
      v: 1, written: this.written,
      member: member ?? this.one('professional'),
      absence: chance.in100(95) ? absence : chance.id(),
    });
  }

  async saysRevocation() {
    const { chance } = this;
    if (chance.in100(40)) {
      return;
    }
    const subject = chance.in100(97)
      ? chance.pick([...this.now.subjects.keys()]) : hex(chance.bytes());
    const member = this.now.subjects.get(subject)?.member;
    const by = chance.pick([this.root, this.spare, this.deviceOf(member),
      this.likely('coordinator'), this.likely('supporter')]);
    const since = this.register.entries.length + 1 - chance.below(12);
    await this.state('revocation', by, { v: 1, subject,
      ...(chance.in100(60) ? { reason: 'left' }
        : { reason: 'compromised', since: Math.max(0, since) }) });
  }

  async saysCharter() {
    const { chance } = this;
    const teams = chance.in100(40) ? this.teams.slice(0, 3)
      : this.teams.map((team) => (chance.in100(97) ? team
        : { ...team, district: chance.pick(this.districts) }));
    const used = teams.map(({ district }) => district);
    const districts = this.districts.filter((id) => used.includes(id) ||
      chance.in100(50)).map((id) => ({ id, name: 'D' }));
    const number = this.now.charters.length + (chance.in100(90) ? 1 : 2);
    const said = this.charterSaid(number, this.charter, { teams, districts,
      spare_root: chance.in100(95) ? this.spare.key
        : chance.pick([...this.keys.keys()]) });
    const by = chance.pick([this.root, this.spare, this.anybody()]);
    const hash = await this.state('charter', by, said);
    if (hash) {
      this.charter = hash;
      this.spare = this.keys.get(said.spare_root);
    }
  }
}
