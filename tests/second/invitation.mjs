// SPDX-License-Identifier: EUPL-1.2
// Invitations (docs/protocol.md, 6): from the code somebody types to the keys,
// and the packet that waits for them.

import {
  H, Reader, hex, must, text, u16, u8, sized, unhex,
} from './bytes.mjs';
import {
  decrypt, derive, encrypt, sealerOfSeed, signer, stretch,
} from './sodium.mjs';

const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const check = (values) =>
  values.reduce((sum, value, i) => sum + (i + 1) * value, 0) % 31;

export const KINDS = ['invitation', 'recovery', 'device'];

/** {bits, kind} of a code: its 10 or 16 bytes, and what it is for (6.1). */
export function readCode(typed) {
  const symbols = typed.replace(/^.*#/, '').replace(/[- ]/g, '').toUpperCase()
    .replace(/O/g, '0').replace(/[IL]/g, '1');
  const values = [...symbols].map((symbol) => SYMBOLS.indexOf(symbol));
  must(!values.includes(-1), 'no symbol of a code');
  must([17, 27].includes(values.length), 'not as long as a code');
  const last = values.pop();
  must(last === check(values), 'mistyped');
  const bits = values.map((value) => value.toString(2).padStart(5, '0'))
    .join('');
  const size = Math.floor(bits.length / 8);
  const kind = KINDS[parseInt(bits.slice(size * 8) || '0', 2)];
  must(kind, 'a code of no kind');
  return {
    kind,
    bits: Buffer.from(bits.slice(0, size * 8).match(/.{8}/g)
      .map((byte) => parseInt(byte, 2))),
  };
}

/** The bytes of an invitation's code, as typed or of a link. */
export function parseCode(typed) {
  const { bits, kind } = readCode(typed);
  must(kind === 'invitation', 'a code of one\'s own');
  return bits;
}

/** The code of 10 or 16 bytes; what is to be typed in groups of four. */
export function printCode(bytes, kind = 'invitation') {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0'))
    .join('');
  const values = bits.match(/.{1,5}/g)
    .map((five) => parseInt(five.padEnd(5, '0'), 2));
  values.push(values.pop() | KINDS.indexOf(kind));
  const code = [...values, check(values)].map((value) => SYMBOLS[value])
    .join('');
  return bytes.length === 10 || kind !== 'invitation'
    ? code.match(/.{1,4}/g).join('-') : code;
}

/** {signing, sealing}: the keys of the device that a code of one's own is. */
export function ownKeysOf({ bits }) {
  const master = stretch(bits, H(text('zijlijn/1 own code')).subarray(0, 16));
  return {
    signing: signer(derive(32, 1, 'zl-owncd', master)),
    sealing: sealerOfSeed(derive(32, 2, 'zl-owncd', master)),
  };
}

/** {lookUp (hex), packetKey, signingSeed} of a code's bytes. */
export function keysOf(code) {
  const salt = H(text('zijlijn/1 invitation')).subarray(0, 16);
  const master = stretch(code, salt);
  return {
    lookUp: hex(derive(16, 1, 'zl-invit', master)),
    packetKey: derive(32, 2, 'zl-invit', master),
    signingSeed: derive(32, 3, 'zl-invit', master),
  };
}

/** {root, origin, statements, cards}: what the inviter put in a packet. */
export function openPacket(packet, { lookUp, packetKey }) {
  const plain = decrypt(packet, unhex(lookUp, 16), packetKey);
  const reader = new Reader(plain);
  reader.version();
  const opened = {
    root: reader.key(),
    origin: reader.sized(2048).toString('utf8'),
    statements: [],
    cards: [],
  };
  for (let n = reader.u16(); n > 0; n -= 1) {
    const what = reader.u8();
    must(what === 1 || what === 2, 'neither a statement nor a card');
    (what === 1 ? opened.statements : opened.cards)
      .push(Buffer.from(reader.sized(66 * 1024)));
  }
  reader.end();
  return opened;
}

/** The packet with these items: [{what, bytes}]. */
export function makePacket(root, origin, items, { lookUp, packetKey }, nonce) {
  const plain = Buffer.concat([
    u8(1), unhex(root, 32), sized(text(origin)), u16(items.length),
    ...items.flatMap(({ what, bytes }) => [u8(what), sized(bytes)]),
  ]);
  return encrypt(plain, unhex(lookUp, 16), packetKey, nonce);
}
