// SPDX-License-Identifier: EUPL-1.2
// Bytes in and out (docs/protocol.md, 1): big-endian numbers, lengths before
// what they measure, SHA-256. A Reader refuses what is too short or too long.

import { createHash } from 'node:crypto';

/** What is not as written down; `type` is one of the problems of 7.2. */
export class Refused extends Error {
  constructor(type, why) {
    super(`${type}: ${why}`);
    this.type = type;
  }
}

/** Refuses with `type` unless `holds`. */
export function must(holds, why, type = 'malformed') {
  if (!holds) {
    throw new Refused(type, why);
  }
}

/** SHA-256 of all parts, one after the other. */
export function H(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) {
    hash.update(part);
  }
  return hash.digest();
}

export const hex = (bytes) => Buffer.from(bytes).toString('hex');

/** From lower-case hexadecimal digits, exactly `size` bytes if given. */
export function unhex(text, size) {
  must(/^([0-9a-f]{2})*$/.test(text), 'not lower-case hexadecimal');
  const bytes = Buffer.from(text, 'hex');
  must(size === undefined || bytes.length === size, 'another length');
  return bytes;
}

export const text = (string) => Buffer.from(string, 'utf8');
export const ZERO = Buffer.alloc(32);

function number(size, value) {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes.subarray(8 - size);
}
export const u8 = (value) => number(1, value);
export const u16 = (value) => number(2, value);
export const u32 = (value) => number(4, value);
export const u64 = (value) => number(8, value);
/** `var`: a length and that many bytes. */
export const sized = (bytes) => Buffer.concat([u32(bytes.length), bytes]);

/** Reads a form from its beginning; end() when it must be over. */
export class Reader {
  constructor(bytes) {
    this.all = Buffer.from(bytes);
    this.at = 0;
  }

  bytes(size) {
    must(this.at + size <= this.all.length, 'too short');
    this.at += size;
    return this.all.subarray(this.at - size, this.at);
  }

  u8() {
    return this.bytes(1)[0];
  }

  u16() {
    return this.bytes(2).readUInt16BE();
  }

  u32() {
    return this.bytes(4).readUInt32BE();
  }

  u64() {
    const value = this.bytes(8).readBigUInt64BE();
    must(value <= BigInt(Number.MAX_SAFE_INTEGER), 'a number beyond all use');
    return Number(value);
  }

  id() {
    return hex(this.bytes(16));
  }

  key() {
    return hex(this.bytes(32));
  }

  sized(most) {
    const size = this.u32();
    must(size <= most, 'too large', 'too-large');
    return this.bytes(size);
  }

  /** n times what `read` reads. */
  list(n, read) {
    return Array.from({ length: n }, () => read(this));
  }

  version() {
    must(this.u8() === 1, 'another version', 'version-unknown');
  }

  /** What was read since `start`. */
  since(start) {
    return this.all.subarray(start, this.at);
  }

  end() {
    must(this.at === this.all.length, 'more than there should be');
  }
}

/** A list that is in order, and in which nothing stands twice. */
export function inOrder(list, type) {
  for (let i = 1; i < list.length; i += 1) {
    must(list[i - 1] < list[i], 'not in order, or twice', type);
  }
}
