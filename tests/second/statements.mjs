// SPDX-License-Identifier: EUPL-1.2
// Statements, card documents, and who an organisation is (docs/protocol.md,
// 1.2 and 2): read, checked by themselves, and made.

import { readFileSync } from 'node:fs';

import {
  H, Reader, hex, must, sized, text, u8, unhex,
} from './bytes.mjs';
import {
  date, id, key, line, list, matching, moment, object, one, parse, signature,
  versioned, whole,
} from './json.mjs';
import { sign, verify } from './sodium.mjs';

export const organisationOf = (root) =>
  hex(H(text('zijlijn/1 organisation'), unhex(root, 32)).subarray(0, 16));

/** The id of the clubs of a district (2.9). */
export const clubsOf = (district) =>
  hex(H(text('zijlijn/1 clubs'), unhex(district, 16)).subarray(0, 16));

const wordList = new URL('../../schema/words-nl.txt', import.meta.url);

/** The six words of a root. */
export function wordsOf(root) {
  const list = readFileSync(wordList, 'utf8').split('\n')
    .filter((word) => /^[a-z]+$/.test(word));
  let bits = BigInt(`0x${hex(H(text('zijlijn/1 root'), unhex(root, 32)))}`);
  bits >>= 256n - 66n;
  return Array.from({ length: 6 }, (_, i) =>
    list[Number((bits >> BigInt(11 * (5 - i))) & 2047n)]).join(' ');
}

const role = one('coordinator', 'supporter', 'professional', 'contact');
const written = { written: moment };
const day = (text_) => Date.parse(`${text_}T00:00:00Z`) / 86400000;
const sameIds = (list_) => (item) => item[list_];

const charter = versioned({
  number: whole(1, Number.MAX_SAFE_INTEGER),
  'previous?': key,
  name: line(100),
  log_key: key,
  spare_root: key,
  terms: object({
    remind_days: whole(1, 30),
    deputy_days: whole(1, 30),
    coordinator_days: whole(1, 30),
    answer_days: whole(1, 60),
  }),
  retention: object({ closed_days: whole(1, 365), open_days: whole(1, 730) }),
  naming: one('never', 'known', 'allowed'),
  roles: object({
    contact: line(60),
    professional: line(60),
    account_holder: line(60),
    supporter: line(60),
    coordinator: line(60),
  }),
  districts: list(object({ id, name: line(100) }), 200, sameIds('id')),
  teams: list(object({
    id,
    district: id,
    name: line(100),
    controller: line(200),
    privacy_contact: line(200),
    phone: line(40),
  }), 200, sameIds('id')),
  signposts: list(object({
    'kind?': line(40), name: line(100), phone: line(40), when: line(200),
  }), 50, (item) => item),
});

const started = versioned({
  ...written, member: id, absence: id, from: date, until: date, deputy: id,
});
const ended = versioned({ ...written, member: id, absence: id });
const left = versioned({ subject: key, reason: one('left') });
const compromised = versioned({
  subject: key,
  reason: one('compromised'),
  since: whole(0, Number.MAX_SAFE_INTEGER),
});

const CHECKS = {
  charter(said) {
    charter(said);
    must((said.number === 1) === (said.previous === undefined),
      'the first charter alone has no charter before it');
    const districts = new Set(said.districts.map((district) => district.id));
    must(said.teams.every((team) => districts.has(team.district)),
      'a team without a district');
  },
  club: versioned({
    ...written,
    club: id,
    kind: matching(/^[a-z0-9-]{1,40}$/),
    district: id,
    name: line(100),
    'ended?': one(true),
  }),
  appointment(said) {
    versioned({
      member: id,
      role,
      scope: list(id, 100),
      from: date,
      until: date,
      invitation: key,
    })(said);
    must(said.from <= said.until, 'it ends before it begins');
    const size = said.scope.length;
    must({
      coordinator: size === 0,
      supporter: true,
      professional: size === 1,
      contact: size >= 1,
    }[said.role], 'no scope for that role');
  },
  card: versioned({ member: id, card: key }),
  device: versioned({
    member: id, appointment: key, key, proof: signature,
  }),
  'sealing-key': versioned({ member: id, key }),
  assignment(said) {
    versioned({
      ...written,
      club: id,
      account_holder: id,
      deputies: list(id, 8),
      phone: line(40),
    })(said);
    must(!said.deputies.includes(said.account_holder), 'its own deputy');
  },
  absence(said) {
    if (!Object.hasOwn(said, 'deputy')) {
      ended(said);
      return;
    }
    started(said);
    const length = day(said.until) - day(said.from);
    must(length >= 0 && length <= 366, 'not that long');
    must(said.deputy !== said.member, 'its own deputy');
  },
  revocation: (said) =>
    (said.reason === 'compromised' ? compromised : left)(said),
  directory(said) {
    const most = Number.MAX_SAFE_INTEGER;
    versioned({
      version: whole(1, most),
      'previous?': key,
      statements: whole(0, most),
      scopes: whole(0, most),
      root: key,
      expires: moment,
    })(said);
    must((said.version === 1) === (said.previous === undefined),
      'the first version alone has none before it');
  },
};
// in the order of their numbers, from 1
export const TYPES = Object.keys(CHECKS);

/** A statement, whole in itself and rightly signed; not yet judged. */
export function parseStatement(bytes, organisation) {
  const reader = new Reader(bytes);
  reader.version();
  const type = TYPES[reader.u8() - 1];
  must(type !== undefined, 'no such type');
  const statement = { type, organisation: reader.id(), signer: reader.key() };
  must(statement.organisation === organisation, 'of another organisation',
    'organisation-wrong');
  const payload = reader.sized(64 * 1024);
  statement.said = parse(payload);
  CHECKS[type](statement.said);
  const signed = reader.since(0);
  verify(type, organisation, statement.signer, signed, reader.bytes(64));
  reader.end();
  if (type === 'device') {
    const { member, key: device, proof } = statement.said;
    verifyDevice(organisation, member, device, unhex(proof, 64));
  }
  return { ...statement, bytes: reader.all, hash: hex(H(reader.all)) };
}

/** A statement of `payload` (an object, or its bytes as text). */
export function makeStatement(type, organisation, pair, payload) {
  const json = typeof payload === 'string' ? payload : JSON.stringify(payload);
  const signed = Buffer.concat([
    u8(1), u8(TYPES.indexOf(type) + 1), unhex(organisation, 16),
    unhex(pair.key, 32), sized(text(json)),
  ]);
  return Buffer.concat([signed, sign(type, organisation, pair, signed)]);
}

const proven = (member, device) =>
  Buffer.concat([unhex(member, 16), unhex(device, 32)]);

/** The proof that a device's key is the device's own (2.5). */
export const proveDevice = (organisation, member, pair) =>
  sign('device-proof', organisation, pair, proven(member, pair.key));

export const verifyDevice = (organisation, member, device, proof) =>
  verify('device-proof', organisation, device, proven(member, device), proof);

/** A card document (2.4); refused if it is not the one with this hash. */
export function parseCard(bytes, hash) {
  must(hex(H(bytes)) === hash, 'another card');
  const card = parse(bytes);
  versioned({
    member: id, salt: key, name: line(100), phone: line(40),
  })(card);
  return card;
}
