// SPDX-License-Identifier: EUPL-1.2
// The JSON of docs/protocol.md (1): one object, no key twice, at most 8 deep,
// whole numbers only; and objects of which every field is written down.

import { must } from './bytes.mjs';

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/gu;

/** What JSON.parse does not look at: keys, depth, numbers, half characters. */
function look(source) {
  const open = [];
  let before = '';
  for (const [token] of source.matchAll(TOKEN)) {
    const inside = open.at(-1);
    if (token === '{' || token === '[') {
      open.push(token === '{' ? new Set() : null);
      must(open.length <= 8, 'too deep');
    } else if (token === '}' || token === ']') {
      open.pop();
    } else if (token[0] === '"') {
      const string = JSON.parse(token);
      must(string.isWellFormed?.() ?? !/\p{Cs}/u.test(string), 'no text');
      if (inside && (before === '{' || before === ',')) {
        must(!inside.has(string), `twice: ${string}`);
        inside.add(string);
      }
    } else if (!/^([,:]|true)$/.test(token)) {
      must(/^\d+$/.test(token), `not a whole number: ${token}`);
      must(Number(token) <= Number.MAX_SAFE_INTEGER, 'too large a number');
    }
    before = token;
  }
}

/** The object that `bytes` are; refused if they are anything else. */
export function parse(bytes) {
  must(bytes.length <= 256 * 1024, 'too large', 'too-large');
  let source;
  let object;
  try {
    source = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
      .decode(bytes);
    object = JSON.parse(source);
  } catch {
    must(false, 'no JSON');
  }
  must(source.trimStart()[0] === '{', 'no object');
  look(source);
  return object;
}

// A check takes a value and refuses it, or not. These make checks.

const text = (most, least, control) => (value) => {
  must(typeof value === 'string', 'no text');
  const length = [...value].length;
  must(length >= least && length <= most, 'a text too short or too long');
  must(!control.test(value), 'a control character');
};
/* eslint-disable no-control-regex */
export const line = (most) => text(most, 1, /[\0-\x1f\x7f]/u);
export const lines = (most, least = 0) =>
  text(most, least, /[\0-\x08\x0b-\x1f\x7f]/u);

export const matching = (pattern) => (value) =>
  must(typeof value === 'string' && pattern.test(value), `not ${pattern}`);
export const id = matching(/^[0-9a-f]{32}$/);
export const key = matching(/^[0-9a-f]{64}$/);
export const signature = matching(/^[0-9a-f]{128}$/);

export const whole = (least, most) => (value) =>
  must(Number.isInteger(value) && value >= least && value <= most,
    `not from ${least} to ${most}`);
export const moment = whole(0, Number.MAX_SAFE_INTEGER);

export function date(value) {
  matching(/^\d{4}-\d\d-\d\d$/)(value);
  const day = new Date(`${value}T00:00:00Z`);
  must(!Number.isNaN(day.getTime()) &&
    day.toISOString().slice(0, 10) === value, 'no such day');
}

export const one = (...of) => (value) =>
  must(of.includes(value), `none of ${of}`);

export const list = (check, most, by = (item) => item) => (value) => {
  must(Array.isArray(value) && value.length <= most, 'no list, or too long');
  value.forEach(check);
  must(new Set(value.map(by)).size === value.length, 'twice in a list');
};

/** An object of these fields; an optional one is written 'name?'. */
export const object = (fields) => {
  const checks = new Map(Object.entries(fields)
    .map(([name, check]) => [name.replace('?', ''), check]));
  const needed = Object.keys(fields).filter((name) => !name.endsWith('?'));
  return (value) => {
    must(value !== null && typeof value === 'object' && !Array.isArray(value),
      'no object');
    for (const name of Object.keys(value)) {
      must(checks.has(name), `an unknown field: ${name}`);
    }
    for (const name of needed) {
      must(Object.hasOwn(value, name), `no ${name}`);
    }
    for (const [name, check] of checks) {
      if (Object.hasOwn(value, name)) {
        check(value[name]);
      }
    }
  };
};

/** The same with "v":1 in front; another version is refused as that. */
export const versioned = (fields) => {
  const check = object({ v: whole(1, 1), ...fields });
  return (value) => {
    must(value.v === undefined || !Number.isInteger(value.v) || value.v === 1,
      'another version', 'version-unknown');
    check(value);
  };
};
