// SPDX-License-Identifier: EUPL-1.2
// Somebody who takes part (docs/protocol.md, 2.9, 4, 5.2, 6 and 7): joins with
// a code, verifies whatever the server says, writes, opens. All in memory.

import {
  H, Reader, ZERO, hex, must, unhex,
} from './bytes.mjs';
import { parseBody } from './bodies.mjs';
import { keysOf, openPacket, parseCode } from './invitation.mjs';
import {
  parseBundle, parseConsistency, parseReceipt, verifyConsistency, verifyEntry,
  verifyHead,
} from './log.mjs';
import {
  checkFetched, commitmentOf, contentKeyOf, makeRecord, newId, openBody,
  parseRecord, sealFor,
} from './records.mjs';
import { Register, verifyScope } from './register.mjs';
import { Signal } from './signals.mjs';
import { seal, sealer, signer } from './sodium.mjs';
import {
  clubsOf, makeStatement, organisationOf, parseCard, proveDevice, wordsOf,
} from './statements.mjs';

// what a context says before there was any head
const NOTHING = { sizes: { 1: 0, 2: 0 }, roots: { 1: ZERO, 2: ZERO } };

export class Client {
  constructor(server, root) {
    Object.assign(this, { server, root, organisation: organisationOf(root) });
    this.pair = signer();
    this.sealing = [];
    this.head = null;
    this.charters = [];
    this.signals = new Map();
    this.opened = new Map();
    this.compared = new Set();
    this.extra = new Set(); // scopes seen besides our own
    this.next = { 1: 0, 2: 0 };
    this.register = new Register(root);
  }

  // Joining (6).

  /**
   * Joins with a typed code. `confirm` gets {words, by, role} and says whether
   * these are the words that the person was given.
   */
  static async join(server, code, confirm) {
    const keys = keysOf(parseCode(code));
    const packet = openPacket(
      await server.ask('GET', `/invitations/${keys.lookUp}`), keys,
    );
    must(packet.origin === server.origin, 'the packet of another server');
    const client = new Client(server, packet.root);
    const chain = new Register(packet.root);
    packet.statements.forEach((bytes, i) =>
      chain.take(i, Date.now(), bytes));
    const invitation = signer(keys.signingSeed);
    const appointment = chain.entries.at(-1).statement;
    must(appointment.type === 'appointment' &&
      appointment.said.invitation === invitation.key,
    'the packet of another invitation', 'chain-broken');
    const inviter = chain.now.devices.get(appointment.signer);
    const cards = packet.cards.map((bytes) => parseCard(bytes, hex(H(bytes))));
    must(await confirm({
      words: wordsOf(packet.root),
      role: appointment.said.role,
      by: cards.find(({ member }) => member === inviter?.member)?.name,
    }), 'other words', 'not-joined');
    client.charters = chain.now.charters;
    await client.appear(appointment, invitation);
    return client;
  }

  /** States device and sealing key, and fetches what there is. */
  async appear({ said, hash }, invitation) {
    Object.assign(this, { member: said.member, role: said.role });
    const proof = proveDevice(this.organisation, this.member, this.pair);
    await this.state('device', invitation, {
      v: 1, member: this.member, appointment: hash, key: this.pair.key,
      proof: hex(proof),
    });
    await this.newSealingKey();
    await this.sync();
  }

  async newSealingKey() {
    this.sealing.push(sealer());
    await this.state('sealing-key', this.pair, {
      v: 1, member: this.member, key: this.sealing.at(-1).key,
    });
  }

  /** Puts a statement, and verifies the receipt of it. */
  async state(type, pair, said) {
    const bytes = makeStatement(type, this.organisation, pair, said);
    const hash = hex(H(bytes));
    const receipt = parseReceipt(
      await this.server.ask('PUT', `/statements/${hash}`, { body: bytes }),
    );
    await this.verifyReceipt(receipt, 1, hash);
    return hash;
  }

  ask(path, method = 'GET', body = undefined) {
    const as = { pair: this.pair, organisation: this.organisation };
    return this.server.ask(method, path, { as, body });
  }

  /** A new sealing key, and seals to it of all that was sealed to us (3.4). */
  async renew() {
    const records = [...this.signals.values()]
      .filter(({ gone }) => !gone)
      .flatMap((signal) => [...signal.records.values()])
      .map(({ record }) => record)
      .filter((record) => sealFor(record, this.sealing));
    const keys = records.map((record) => contentKeyOf(record, this.sealing));
    await this.newSealingKey();
    const now = this.sealing.at(-1);
    await this.sync();
    for (const [i, { id }] of records.entries()) {
      const inside = Buffer.concat([unhex(id, 16), keys[i]]);
      await this.ask(`/records/${id}/seals/${now.key}`, 'PUT',
        seal(inside, now.key));
    }
    this.sealing = [now];
    this.signals.clear();
    this.next[2] = 0;
    await this.sync();
  }

  // Heads (5.2).

  get logKey() {
    return this.charters.at(-1).said.log_key;
  }

  /** Refuses a head by another key than the newest charter's. */
  async verifySigned(head) {
    try {
      verifyHead(head, this.organisation, this.logKey);
    } catch {
      await this.fetchCharters();
      verifyHead(head, this.organisation, this.logKey);
    }
  }

  async fetchCharters() {
    const known = this.charters.length;
    const bundle = parseBundle(
      await this.server.ask('GET', `/charters?after=${known}`),
    );
    const chain = new Register(this.root);
    this.charters.forEach(({ bytes }, i) => chain.take(i, 0, bytes));
    bundle.items.forEach(({ proof, bytes }, i) =>
      chain.take(known + i, proof.time, bytes));
    verifyHead(bundle.head, this.organisation,
      chain.now.charters.at(-1).said.log_key);
    for (const { proof, bytes } of bundle.items) {
      verifyEntry(bundle.head, 1, proof, hex(H(bytes)));
    }
    this.charters = chain.now.charters;
  }

  /** Takes a head if the logs were only added to since the last one. */
  async takeHead(head) {
    await this.verifySigned(head);
    const last = this.head;
    if (last) {
      must([1, 2].every((log) => head.sizes[log] >= last.sizes[log]) &&
        head.time >= last.time, 'the log went back', 'log-forked');
      await this.compare(last, head);
    }
    this.head = head;
  }

  /** Refuses unless the logs grew from one head to the other. */
  async compare(from, to) {
    const same = [1, 2].every((log) => from.sizes[log] === to.sizes[log]);
    const paths = same ? { 1: [], 2: [] } : parseConsistency(await this.ask(
      `/consistency?fromStatements=${from.sizes[1]}` +
      `&fromRecords=${from.sizes[2]}&toStatements=${to.sizes[1]}` +
      `&toRecords=${to.sizes[2]}`,
    ));
    for (const log of [1, 2]) {
      verifyConsistency(from.sizes[log], from.roots[log], to.sizes[log],
        to.roots[log], paths[log]);
    }
  }

  /** Holds the head in a record's context against ours. */
  async compareAuthors(record) {
    const { head } = record;
    const name = [1, 2].map((log) =>
      head.sizes[log] + hex(head.roots[log])).join();
    const none = head.sizes[1] === 0 && head.sizes[2] === 0;
    if (!none && !this.compared.has(name)) {
      await this.compare(head, this.head);
      this.compared.add(name);
    }
  }

  async verifyReceipt(receipt, log, hash) {
    must(receipt.log === log, 'of the other log', 'proof-wrong');
    const newer = !this.head || [1, 2].every((one) =>
      receipt.head.sizes[one] >= this.head.sizes[one]);
    if (!newer) {
      await this.verifySigned(receipt.head);
      await this.compare(receipt.head, this.head);
    } else if (this.joined) {
      await this.takeHead(receipt.head);
    } else {
      // nothing may be asked before the device is known
      await this.verifySigned(receipt.head);
    }
    verifyEntry(receipt.head, log, receipt.proof, hash);
    return receipt.proof;
  }

  // What is new.

  async sync() {
    await this.fetchStatements();
    this.joined = true;
    await this.checkDirectory();
    await this.fetchRecords('/records', 2);
  }

  async fetchStatements() {
    for (;;) {
      const bundle = parseBundle(
        await this.ask(`/statements?after=${this.next[1]}`),
      );
      must(bundle.log === 1, 'of the other log');
      await this.takeHead(bundle.head);
      for (const { proof, bytes } of bundle.items) {
        verifyEntry(bundle.head, 1, proof, hex(H(bytes)));
        this.register.take(proof.index, proof.time, bytes);
      }
      must(bundle.next >= this.next[1], 'goes back');
      this.next[1] = bundle.next;
      this.charters = this.register.now.charters;
      if (bundle.next === bundle.head.sizes[1]) {
        return;
      }
      must(bundle.items.length > 0, 'nothing, and not the end');
    }
  }

  /** The scopes that this member holds whole (7.4), below a position. */
  ownScopes(statements) {
    const world = this.register.at(statements);
    const member = world.members.get(this.member);
    const clubs = (wanted) => [...world.clubs].filter(wanted)
      .map(([club]) => club);
    if (this.role === 'contact') {
      const own = new Set(member.appointment.said.scope);
      const ours = clubs(([club]) => own.has(club));
      return [this.organisation, ...ours,
        ...new Set(ours.map((club) => world.clubs.get(club)))];
    }
    const { district } = world.team(member);
    return [this.organisation, ...world.charter.districts.map(({ id }) => id),
      clubsOf(district), ...clubs(([, of]) => of === district)];
  }

  /** Compares what we hold with the newest directory (2.9). */
  async checkDirectory(again = true) {
    const { directory } = this.register.now;
    if (!directory) {
      return;
    }
    const reader = new Reader(await this.ask('/directory'));
    reader.version();
    must(reader.key() === directory.hash, 'another directory', 'withheld');
    const given = new Map(reader.list(reader.u16(), (r) => [r.id(), {
      index: r.u32(), path: r.list(r.u8(), (path) => path.bytes(32)),
    }]));
    reader.end();
    const { said } = directory;
    const leaves = new Map(this.register.leaves(said.statements)
      .map((leaf) => [leaf.scope, leaf]));
    try {
      const own = this.ownScopes(said.statements);
      const extra = [...given.keys()].filter((scope) => !own.includes(scope));
      must(!again || extra.every((scope) => this.extra.has(scope)),
        'something came into sight', 'withheld');
      this.extra = new Set(extra);
      for (const scope of [...own, ...extra]) {
        const proof = given.get(scope);
        must(proof && leaves.has(scope), 'no proof of a scope', 'withheld');
        verifyScope(said, leaves.get(scope), proof.index, proof.path);
      }
    } catch (error) {
      must(again, error.message, 'withheld');
      this.next[1] = 0;
      this.register = new Register(this.root);
      await this.fetchStatements();
      await this.checkDirectory(false);
    }
  }

  async fetchRecords(path) {
    let after = path === '/records' ? this.next[2] : 0;
    for (;;) {
      const bundle = parseBundle(await this.ask(`${path}?after=${after}`));
      must(bundle.log === 2, 'of the other log');
      await this.takeHead(bundle.head);
      if (this.next[1] < bundle.head.sizes[1]) {
        await this.fetchStatements();
      }
      for (const { proof, bytes } of bundle.items) {
        const record = parseRecord(bytes, this.organisation, { listed: true });
        verifyEntry(bundle.head, 2, proof, record.hash);
        await this.takeRecord(record, proof);
      }
      must(bundle.next >= after, 'goes back');
      after = bundle.next;
      if (path === '/records') {
        this.next[2] = after;
      }
      if (after === bundle.head.sizes[2] || bundle.items.length === 0) {
        return;
      }
    }
  }

  async takeRecord(record, { index, time, statements }) {
    const known = this.signals.get(record.signal);
    if (known?.records.has(record.hash)) {
      return;
    }
    if (!known && record.kind !== 'note') {
      // we came to hold it later: the rest is there, from the note on
      await this.fetchRecords(`/signals/${record.signal}/records`);
      return;
    }
    await this.compareAuthors(record);
    const signal = known ?? new Signal(record);
    signal.take({ record, index, time, statements }, {
      world: this.register.at(statements),
      then: this.register.at(statements, statements),
      blind: (id) => this.role === 'contact' && id !== this.member,
    });
    this.signals.set(record.signal, signal);
    if (sealFor(record, this.sealing)) {
      contentKeyOf(record, this.sealing);
    }
  }

  // Writing.

  point() {
    const time = Date.now();
    return { then: this.register.now, time, blind: () => false };
  }

  /** Makes, puts and keeps a record; `said` is the body, if there is one. */
  async write(kind, { signal, club, said, leftOut, follows, persons, id }) {
    const { then, time } = this.point();
    const described = {
      kind,
      organisation: this.organisation,
      id: id ?? newId(time),
      club,
      directory: then.directory?.said.version ?? 0,
      head: this.head ?? NOTHING,
      leftOut: [...(leftOut ?? [])].sort(),
      follows,
      recipients: [...new Set(persons)].sort().flatMap((member) =>
        then.sealingKeys(member, time).map((key) => ({ member, key }))),
    };
    described.signal = signal ?? described.id;
    const json = said && JSON.stringify({ v: 1, written: time, ...said });
    const made = makeRecord(this.pair, described, json);
    const receipt = await this.put(described.id, made.bytes);
    const proof = await this.verifyReceipt(receipt, 2, made.hash);
    if (json) {
      this.opened.set(made.hash, {
        contentKey: made.contentKey, said: JSON.parse(json),
      });
    }
    await this.sync();
    return { ...described, ...made, proof };
  }

  async put(id, bytes) {
    return parseReceipt(
      await this.server.ask('PUT', `/records/${id}`, { body: bytes }),
    );
  }

  /** A note about a club; it opens a signal. */
  async note(club, said, leftOut = []) {
    const { then, time } = this.point();
    const persons = then.recipients(club, time)
      .filter((id) => !leftOut.includes(id));
    must(persons.length > 0, 'nobody receives it', 'recipients-changed');
    return this.write('note', {
      club, said, leftOut, persons: [...persons, this.member],
    });
  }

  /** Something about a signal, to whom the table says or to `persons`. */
  async add(kind, signal, said, { persons, follows } = {}) {
    const point = this.point();
    const to = persons ?? signal.wanted(kind, this.member, point, (id) =>
      point.then.sealingKeys(id, point.time).length > 0) ?? [];
    return this.write(kind, {
      signal: signal.id,
      club: signal.club,
      said,
      follows: follows ?? signal.newest(kind),
      persons: to,
    });
  }

  /** Handover or step-out: with the keys of all that was opened. */
  async pass(kind, signal, persons, words) {
    const records = [...signal.records.keys()]
      .filter((hash) => this.opened.has(hash))
      .map((hash) => ({
        record: hash, key: hex(this.opened.get(hash).contentKey),
      }));
    return this.add(kind, signal, { text: words, records }, { persons });
  }

  // Opening.

  /** The key of a record: from its seal, or from who passed it on. */
  keyOf(entry, signal) {
    const { record } = entry;
    try {
      return contentKeyOf(record, this.sealing);
    } catch (error) {
      const passed = [...signal.records.keys()]
        .flatMap((hash) => this.opened.get(hash)?.said.records ?? [])
        .find((item) => item.record === record.hash);
      must(passed && commitmentOf(unhex(passed.key, 32))
        .equals(record.commitment), error.message, error.type);
      return unhex(passed.key, 32);
    }
  }

  /** Opens a record that was not opened yet, and says so to its author. */
  async open(hash) {
    const signal = [...this.signals.values()]
      .find(({ records }) => records.has(hash));
    const entry = signal.records.get(hash);
    const { record } = entry;
    if (!this.opened.has(hash)) {
      const contentKey = this.keyOf(entry, signal);
      const body = await this.ask(`/records/${record.id}/body`);
      checkFetched(record, body);
      const said = parseBody(record.kind,
        openBody(record, body, contentKey), entry);
      this.opened.set(hash, { contentKey, said });
      if (entry.by !== this.member && this.answers(entry, signal)) {
        await this.add('acknowledgement', signal, undefined,
          { follows: [hash] });
      }
    }
    return this.opened.get(hash).said;
  }

  /** A holder, or a contact to whom it was sealed, acknowledges (3.3). */
  answers({ record }, signal) {
    return this.role === 'contact'
      ? record.recipients.some(({ member }) => member === this.member)
      : signal.holdersAt(this.point()).includes(this.member);
  }

  /** The name and phone of a member, verified by the hash in the log. */
  async card(member) {
    const { card } = this.register.now.members.get(member);
    return parseCard(await this.ask(`/cards/${card}`), card);
  }
}
