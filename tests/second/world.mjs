// SPDX-License-Identifier: EUPL-1.2
// An organisation as it is once so many statements count (docs/protocol.md,
// 2.3 to 2.12): each statement is judged by those before it, and refused or
// taken.

import { must } from './bytes.mjs';
import { clubsOf } from './statements.mjs';

const DAY = 86400000;

/** The day, in UTC, of a moment: YYYY-MM-DD. */
export const dayOf = (time) => new Date(time).toISOString().slice(0, 10);

const broken = (holds, why) => must(holds, why, 'chain-broken');
const within = (holds, why) => must(holds, why, 'out-of-scope');
const agrees = (holds, why) => must(holds, why, 'conflict');
const allowed = (holds, why) => must(holds, why, 'not-allowed');

const sameTeam = (...members) =>
  members.every(({ role }) => role === 'professional') &&
  new Set(members.map((one) => one.appointment.said.scope[0])).size === 1;

export class World {
  /**
   * `root` is pinned; `whole`: every statement is here, not some scopes only.
   * `voided(key, position)`: what that key signs there is void (2.8).
   */
  constructor(root, whole, voided = () => false) {
    Object.assign(this, { root, whole, voided });
    this.charters = [];
    this.roots = new Set([root]);
    this.teams = new Map();
    this.districts = new Set();
    this.clubs = new Map();
    this.ended = new Set();
    this.members = new Map();
    this.devices = new Map();
    this.invitations = new Map();
    this.subjects = new Map();
    this.assignments = new Map();
    this.absences = new Map();
    this.directory = null;
  }

  get charter() {
    return this.charters.at(-1)?.said;
  }

  // Who is in force.

  member(id, time) {
    const member = this.members.get(id);
    if (!member || member.ended) {
      return null;
    }
    const { from, until } = member.appointment.said;
    const day = dayOf(time);
    return from <= day && day <= until ? member : null;
  }

  /** The member whose device in force has this key, or null. */
  signer(key, position, time) {
    const device = this.devices.get(key);
    return device && !device.ended && !this.voided(key, position)
      ? this.member(device.member, time) : null;
  }

  devicesOf(id) {
    return [...this.devices.values()]
      .filter((device) => device.member === id && !device.ended);
  }

  /** The sealing keys in force of a member, in order. */
  sealingKeys(id, time) {
    return this.member(id, time)
      ? this.devicesOf(id).map((device) => device.sealing)
        .filter((key) => key).sort() : [];
  }

  team(member) {
    const id = member.appointment.said.scope[0];
    return member.role === 'professional'
      ? this.charter.teams.find((team) => team.id === id) : undefined;
  }

  /** The member, if a professional in force of any team. */
  works(id, time) {
    const member = this.member(id, time);
    return member && this.team(member) ? member : null;
  }

  /** The member, if a professional in force of a team in this district. */
  worksIn(district, id, time) {
    const member = this.member(id, time);
    return member && this.team(member)?.district === district ? member : null;
  }

  /** Is a district in the scope of this supporter (none written: all)? */
  covers(supporter, district) {
    const { scope } = supporter.appointment.said;
    return scope.length === 0 || scope.includes(district);
  }

  /** Of which one club at least is of the supporter's districts. */
  reaches(supporter, contact) {
    return contact.appointment.said.scope.some((id) =>
      this.clubs.has(id) && this.covers(supporter, this.clubs.get(id)));
  }

  /** Account holder and deputies of a club, each while of its district. */
  assigned(club, time) {
    const { account_holder: holder, deputies = [] } =
      this.assignments.get(club) ?? {};
    return [holder, ...deputies].filter((id) =>
      this.worksIn(this.clubs.get(club), id, time));
  }

  /** Persons who receive what a club's contact notes (2.12), in order. */
  recipients(club, time) {
    const receives = (id) => this.sealingKeys(id, time).length > 0;
    const named = this.assigned(club, time).filter(receives);
    const standIns = named.map((id) => this.standIn(id, time))
      .filter((id) => id && receives(id));
    return [...new Set([...named, ...standIns])].sort();
  }

  /** The deputy of whoever is absent that day, of the same team. */
  standIn(id, time) {
    const day = dayOf(time);
    const absence = [...this.absences.values()].find(({ said, over }) =>
      said.member === id && !over && said.from <= day && day <= said.until);
    const deputy = absence && this.member(absence.said.deputy, time);
    return deputy && sameTeam(deputy, this.members.get(id))
      ? deputy.id : null;
  }

  // What a statement does.

  /** Judges {position, time, statement}; refuses it, or lets it count. */
  take(entry) {
    const { type, signer, said } = entry.statement;
    const first = this.charters.length === 0;
    must(first === (type === 'charter' && said.number === 1),
      'the first statement is the first charter', 'chain-broken');
    broken(!this.voided(signer, entry.position), 'signed by a void key');
    this[`take_${type.replace('-', '_')}`]({
      ...entry, ...entry.statement,
      by: this.signer(signer, entry.position, entry.time),
      isRoot: signer === this.root || signer === this.charter?.spare_root,
    });
  }

  take_charter({ said, signer, hash, bytes }) {
    const before = this.charters.at(-1);
    broken(signer === this.root ||
      (before && signer === before.said.spare_root), 'not by the root');
    agrees(said.number === (before?.said.number ?? 0) + 1 &&
      said.previous === before?.hash, 'not the next charter');
    allowed(!this.invitations.has(said.spare_root) &&
      !this.devices.has(said.spare_root), 'a spare root of somebody else');
    for (const team of said.teams) {
      agrees((this.teams.get(team.id) ?? team.district) === team.district,
        'a team of another district');
      this.teams.set(team.id, team.district);
    }
    for (const { id } of said.districts) {
      this.notTaken(id, this.clubs);
      this.districts.add(id);
    }
    this.roots.add(said.spare_root);
    this.charters.push({ said, hash, bytes });
  }

  /** No club and district share an id, with each other or with a scope. */
  notTaken(id, others) {
    const scopes = [...this.districts].map(clubsOf);
    agrees(!others.has(id) && id !== this.organisation &&
      !scopes.includes(id), 'an id of something else');
  }

  take_club({ said, by }) {
    broken(by, 'signed by nobody in force');
    allowed(['coordinator', 'supporter'].includes(by.role), 'not theirs');
    this.notTaken(said.club, this.districts);
    const old = this.clubs.get(said.club) ?? said.district;
    within(this.charter.districts.some(({ id }) => id === said.district),
      'no such district');
    within(by.role === 'coordinator' ||
      (this.covers(by, said.district) && this.covers(by, old)),
    'of another district');
    this.clubs.set(said.club, said.district);
    this.ended[said.ended ? 'add' : 'delete'](said.club);
  }

  /** May the signer appoint somebody of this role (2.3)? */
  mayAppoint(role, { by, isRoot }) {
    if (role === 'coordinator') {
      broken(isRoot, 'a coordinator is appointed by the root');
      return;
    }
    broken(by, 'signed by nobody in force');
    allowed(by.role === (role === 'contact' ? 'supporter' : 'coordinator'),
      `a ${by.role} appoints no ${role}`);
  }

  take_appointment(entry) {
    const { said, hash, by } = entry;
    this.mayAppoint(said.role, entry);
    const before = this.members.get(said.member);
    agrees(!before || before.role === said.role, 'had another role');
    agrees(!this.roots.has(said.invitation) &&
      !this.devices.has(said.invitation) &&
      !this.invitations.has(said.invitation), 'a key that is taken');
    this.checkScope(said, by);
    within(!before || said.role !== 'contact' || this.reaches(by, before),
      'somebody else\'s contact');
    const member = before ?? { id: said.member, role: said.role, joined: null };
    Object.assign(member, { appointment: { said, hash }, ended: false });
    this.members.set(said.member, member);
    this.subjects.set(hash, { member: said.member });
    this.invitations.set(said.invitation, {
      member: said.member, appointment: hash, time: entry.time, uses: 0,
    });
  }

  checkScope(said, by) {
    const known = (list, id) => list.some((item) => item.id === id);
    for (const id of said.scope) {
      if (said.role === 'supporter') {
        within(known(this.charter.districts, id), 'no such district');
      } else if (said.role === 'professional') {
        within(known(this.charter.teams, id), 'no such team');
      } else if (this.whole || this.clubs.has(id)) {
        within(this.clubs.has(id) && this.covers(by, this.clubs.get(id)),
          'a club of another district');
      }
    }
  }

  take_card(entry) {
    const member = this.members.get(entry.said.member);
    must(member, 'of nobody', 'not-found');
    this.mayAppoint(member.role, entry);
    within(member.role !== 'contact' || this.reaches(entry.by, member),
      'somebody else\'s contact');
    member.card = entry.said.card;
  }

  take_device(entry) {
    const { said, signer, by, hash } = entry;
    const member = this.member(said.member, entry.time);
    must(member, 'a device of nobody in force', 'chain-broken');
    must(this.subjects.get(said.appointment)?.member === said.member,
      'of another appointment', 'not-found');
    agrees(!this.roots.has(said.key) && !this.devices.has(said.key) &&
      !this.invitations.has(said.key), 'a key that is taken');
    agrees(this.devicesOf(member.id).length < 6, 'six devices already');
    let invitation = signer;
    if (this.invitations.has(signer)) {
      this.useInvitation(entry, member);
    } else {
      broken(by === member, 'not by a device of that member');
      invitation = this.devices.get(signer).invitation;
    }
    const { uses } = this.invitations.get(invitation);
    this.devices.set(said.key, {
      key: said.key, member: member.id, invitation, hash, ended: uses > 1,
    });
    this.subjects.set(hash, { member: member.id, device: said.key });
  }

  useInvitation({ said, signer, time }, member) {
    const invitation = this.invitations.get(signer);
    broken(invitation.appointment === said.appointment &&
      invitation.member === member.id, 'an invitation of something else');
    must(time <= invitation.time + 14 * DAY, 'an old invitation', 'expired');
    must(invitation.uses < 2, 'used, and used again', 'invitation-used');
    must(member.joined === signer || (member.joined === null &&
      member.appointment.hash === said.appointment),
    'joined already, or appointed anew', 'invitation-used');
    invitation.uses += 1;
    member.joined = signer;
    if (invitation.uses === 2) {
      for (const device of this.devices.values()) {
        device.ended ||= device.invitation === signer;
      }
    }
  }

  take_sealing_key({ said, signer, by }) {
    broken(by?.id === said.member, 'not by a device of that member');
    allowed(['professional', 'contact'].includes(by.role),
      'nobody seals to it');
    this.devices.get(signer).sealing = said.key;
  }

  take_assignment({ said, by, time }) {
    broken(by, 'signed by nobody in force');
    allowed(by.role === 'coordinator', 'not by a coordinator');
    const district = this.clubs.get(said.club);
    must(district, 'no such club', 'not-found');
    for (const id of [said.account_holder, ...said.deputies]) {
      within(this.worksIn(district, id, time) ||
        (!this.whole && !this.members.has(id)), 'not of the district');
    }
    this.assignments.set(said.club, said);
  }

  take_absence({ said, by, signer, time }) {
    const before = this.absences.get(said.absence);
    agrees(!before || before.said.member === said.member, 'of somebody else');
    if (said.deputy === undefined) {
      must(before, 'no such absence', 'not-found');
      const deputy = before.said.deputy;
      const unknown = !this.whole && !this.devices.has(signer) &&
        !this.members.has(deputy);
      broken(by || unknown, 'signed by nobody in force');
      allowed(unknown || [said.member, deputy].includes(by.id), 'not theirs');
      before.over = true;
      return;
    }
    broken(by?.id === said.member, 'not by a device of that member');
    allowed(by.role === 'professional', 'not by a professional');
    const deputy = this.member(said.deputy, time);
    within((deputy && sameTeam(deputy, by)) ||
      (!this.whole && !this.members.has(said.deputy)),
    'a deputy of another team');
    this.checkAbsences(said, dayOf(time));
    this.absences.set(said.absence, { said, over: false });
  }

  checkAbsences(said, today) {
    const others = [...this.absences.values()].filter((other) =>
      other.said.member === said.member && !other.over &&
      other.said.absence !== said.absence);
    agrees(others.every((other) => said.until < other.said.from ||
      other.said.until < said.from), 'absent already');
    agrees(others.filter((other) => other.said.until >= today).length < 16,
      'too many absences');
  }

  take_revocation({ said, by, isRoot, position }) {
    const subject = this.subjects.get(said.subject);
    must(subject, 'of nothing known', 'not-found');
    const member = this.members.get(subject.member);
    broken(by || isRoot, 'signed by nobody in force');
    const self = by === member &&
      (said.reason === 'left' || subject.device !== undefined);
    allowed(self || by?.role === 'coordinator' ||
      (isRoot && member.role === 'coordinator') ||
      (by?.role === 'supporter' && member.role === 'contact' &&
        this.reaches(by, member)), 'not theirs to revoke');
    agrees(said.reason === 'left' || said.since <= position, 'since later');
    if (subject.device !== undefined) {
      this.devices.get(subject.device).ended = true;
      return;
    }
    member.ended = true;
    if (said.reason === 'compromised') {
      for (const device of this.devicesOf(member.id)) {
        device.ended = true;
      }
    }
  }

  take_directory({ said, by, hash, position, time }) {
    broken(by, 'signed by nobody in force');
    allowed(['coordinator', 'supporter'].includes(by.role), 'not theirs');
    const before = this.directory?.said.version ?? 0;
    agrees(said.version === before + 1
      ? said.previous === this.directory?.hash
      : !this.whole && said.version > before, 'not the next version');
    agrees(said.statements <= position && said.version <= position,
      'ahead of the log');
    agrees(said.expires > time && said.expires <= time + 14 * DAY + 3600000,
      'not valid that long');
    this.directory = { said, hash, position };
  }
}
