// SPDX-License-Identifier: EUPL-1.2
// The statements somebody holds, in log order, and what they make at any
// point (docs/protocol.md, 2.8 to 2.10): revocations that work back, the
// scopes, and the tree that a directory names.

import { H, hex, must, unhex } from './bytes.mjs';
import { inclusion, leafHash, rootBy, rootOf } from './log.mjs';
import { clubsOf, organisationOf, parseStatement } from './statements.mjs';
import { World } from './world.mjs';

export class Register {
  /** `whole`: this is to hold every statement, not those of some scopes. */
  constructor(root, { whole = false } = {}) {
    Object.assign(this, { root, whole, entries: [] });
    this.organisation = organisationOf(root);
    this.now = this.world([], []);
  }

  world(entries, standing) {
    const world = new World(this.root, this.whole, (key, position) =>
      standing.some((revocation) => this.hits(revocation, key, position)));
    world.organisation = this.organisation;
    for (const entry of entries) {
      try {
        world.take(entry);
      } catch (error) {
        // void: something later made it so; a directory stays (2.8)
        must(standing.length > 0, error.message, error.type);
        const { statement: { type, said, hash }, position } = entry;
        if (type === 'directory') {
          world.directory = { said, hash, position };
        }
      }
    }
    return world;
  }

  /** Takes the statement at the next position held; refuses a wrong one. */
  take(position, time, bytes) {
    const statement = parseStatement(bytes, this.organisation);
    const last = this.entries.at(-1);
    must(!last || (position > last.position && time >= last.time),
      'not in log order', 'proof-wrong');
    must(!this.whole || position === this.entries.length,
      'a statement is missing', 'withheld');
    must(!this.entries.some((entry) => entry.statement.hash ===
      statement.hash), 'known already', 'conflict');
    const entry = { position, time, statement };
    this.now.take(entry);
    this.entries.push(entry);
    if (statement.said.reason === 'compromised') {
      this.now = this.at(position + 1);
    }
    return statement;
  }

  below(position) {
    return this.entries.filter((entry) => entry.position < position);
  }

  /**
   * When so many statements count, with the revocations known when `known`
   * counted: what happened since is judged by those known now, what was
   * right then by those of then.
   */
  at(position, known = Infinity) {
    return this.world(this.below(position), this.standing(known));
  }

  find(hash) {
    return this.entries.find(({ statement }) => statement.hash === hash);
  }

  /** The statement that a key came from. */
  origin(key) {
    return this.entries.find(({ statement: { type, said } }) =>
      (type === 'device' && said.key === key) ||
      (type === 'appointment' && said.invitation === key));
  }

  /** Does this revocation make void what the key signed there? */
  hits(revocation, key, position) {
    const { said } = revocation.statement;
    if (position < said.since) {
      return false;
    }
    const subject = this.find(said.subject).statement;
    if (subject.type === 'device') {
      return subject.said.key === key;
    }
    // a membership: each key the member had before the revocation
    const origin = this.origin(key);
    return origin?.statement.said.member === subject.said.member &&
      origin.position < revocation.position;
  }

  /** Revocations as compromised that stand, of those below `known`. */
  standing(known) {
    const standing = [];
    const revoked = this.below(known).filter(({ statement }) =>
      statement.said.reason === 'compromised').reverse();
    for (const entry of revoked) {
      let at = entry;
      let stands = true;
      while (at && stands) {
        const { statement: { signer }, position } = at;
        stands = !standing.some((newer) =>
          this.hits(newer, signer, position));
        at = this.origin(signer);
      }
      if (stands) {
        standing.push(entry);
      }
    }
    return standing;
  }

  // Scopes (2.9).

  /** The scopes that each statement below `statements` belongs to. */
  scopes(statements) {
    const entries = this.below(statements);
    const said = (type) => entries.map(({ statement }) => statement)
      .filter((statement) => statement.type === type)
      .map((statement) => statement.said);
    const charter = said('charter').at(-1);
    const teams = new Map(charter.teams.map(({ id, district }) =>
      [id, district]));
    const newest = new Map(said('appointment')
      .map((appointment) => [appointment.member, appointment]));
    const ofMember = (member) => {
      const { role, scope } = newest.get(member);
      return {
        professional: [teams.get(scope[0])], contact: scope,
      }[role] ?? [this.organisation];
    };
    const found = new Map(charter.districts.flatMap(({ id }) =>
      [[id, []], [clubsOf(id), []]]));
    found.set(this.organisation, []);
    said('club').forEach(({ club }) => found.set(club, []));
    const district = new Map();
    for (const { statement } of entries) {
      for (const scope of this.scopesOf(statement, ofMember, district)) {
        found.get(scope)?.push(statement.hash);
      }
    }
    return found;
  }

  scopesOf({ type, said }, ofMember, district) {
    const before = district.get(said.club);
    switch (type) {
      case 'charter':
        return [this.organisation];
      case 'club':
        district.set(said.club, said.district);
        return new Set([said.club, clubsOf(said.district),
          ...(before ? [clubsOf(before)] : [])]);
      case 'assignment':
        return [said.club];
      case 'directory':
        return [];
      case 'revocation':
        return ofMember(this.find(said.subject).statement.said.member);
      case 'sealing-key':
        return this.roleOf(said.member) === 'contact'
          ? [] : ofMember(said.member);
      default:
        return ofMember(said.member);
    }
  }

  roleOf(member) {
    return this.entries.find(({ statement: { type, said } }) =>
      type === 'appointment' && said.member === member).statement.said.role;
  }

  /** The leaves of the directory's tree: [{scope, hash (hex)}], in order. */
  leaves(statements) {
    return [...this.scopes(statements)].map(([scope, hashes]) => ({
      scope, hash: hex(H(...hashes.map((hash) => unhex(hash)))),
    })).sort((a, b) => (a.scope < b.scope ? -1 : 1));
  }
}

const leafOf = ({ scope, hash }) =>
  leafHash(Buffer.concat([unhex(scope, 16), unhex(hash, 32)]));

export const directoryRoot = (leaves) => hex(rootOf(leaves.map(leafOf)));

export const directoryPath = (index, leaves) =>
  inclusion(index, leaves.map(leafOf));

/** Refuses a scope that is not in the tree a directory names. */
export function verifyScope(directory, leaf, index, path) {
  const root = rootBy(index, directory.scopes, leafOf(leaf), path);
  must(hex(root) === directory.root, 'statements are withheld', 'withheld');
}
