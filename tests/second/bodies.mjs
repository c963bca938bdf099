// SPDX-License-Identifier: EUPL-1.2
// What is said in a record (docs/protocol.md, 3.2): the fields of each kind,
// strict, and the padding around them.

import { Reader, must, sized, text } from './bytes.mjs';
import {
  date, key, line, lines, list, moment, object, one, parse, versioned, whole,
} from './json.mjs';

const CLASSES = [4096, 16384, 131072];

/** The plaintext of a body: its JSON, then zeros up to a size class. */
export function pad(json) {
  const said = sized(text(json));
  const size = CLASSES.find((most) => said.length <= most);
  must(size !== undefined, 'too large', 'too-large');
  return Buffer.concat([said, Buffer.alloc(size - said.length)]);
}

/** The JSON in a plaintext; refused if the padding is not as it must be. */
export function unpad(plain) {
  const reader = new Reader(plain);
  const json = reader.sized(plain.length);
  const size = CLASSES.find((most) => json.length + 4 <= most);
  must(plain.length === size, 'not the smallest size', 'body-wrong');
  must(reader.bytes(size - reader.at).every((byte) => byte === 0),
    'padding that is not zero', 'body-wrong');
  return json;
}

const noted = versioned({
  written: moment,
  'seen_on?': date,
  'day_part?': one('morning', 'afternoon', 'evening', 'night'),
  'place?': one('training', 'match', 'camp', 'changing-room', 'online',
    'other'),
  'place_words?': line(200),
  'text?': lines(16000),
  'worry?': lines(4000),
  'seen_by?': lines(1000),
  'about?': lines(1000),
  'parents_know?': one('yes', 'no', 'ask-help', 'unsafe', 'unknown'),
  'parents_at?': line(200),
  'name_me?': one('yes', 'ask-first', 'rather-not'),
  'contact_at?': line(200),
  'came?': one('visit', 'phone', 'trainer', 'wijkagent', 'opbouwwerker',
    'jongerenwerker'),
});

function note(said, { naming, role }) {
  noted(said);
  must(said.text || said.contact_at, 'says nothing');
  must(said.place_words === undefined || said.place === 'other',
    'place_words without the place');
  must(said.parents_at === undefined || said.parents_know === 'ask-help',
    'parents_at without ask-help');
  must((said.came !== undefined) === (role === 'professional'),
    'how it came: professionals say it, contacts do not');
  const known = ['yes', 'ask-help', 'unsafe'].includes(said.parents_know);
  must(said.about === undefined || naming === 'allowed' ||
    (naming === 'known' && known), 'the child may not be named');
}

function assessment(said) {
  versioned({
    written: moment,
    text: lines(16000, 1),
    'step?': whole(1, 5),
    'report_needed?': one('yes', 'no'),
    'help_possible?': one('yes', 'no'),
  })(said);
  for (const asked of ['report_needed', 'help_possible']) {
    must((said[asked] !== undefined) === (said.step === 5), 'step 5 alone');
  }
}

const passing = (fields) => versioned({
  written: moment,
  ...fields,
  records: list(object({ record: key, key }), 512, (item) => item.record),
});

const CHECKS = {
  note,
  addendum: note,
  assessment,
  feedback: versioned({
    written: moment,
    state: one('received', 'taken-up', 'question', 'closed'),
    text: lines(4000, 1),
  }),
  'family-statement': versioned({
    written: moment, text: lines(16000, 1), 'from?': line(200),
  }),
  handover: passing({ 'text?': lines(4000) }),
  'step-out': passing({ 'text?': lines(4000) }),
  reseal: passing({}),
};

/** What a body says; `rules` = {naming, role of the author}. */
export function parseBody(kind, json, rules) {
  const said = parse(json);
  CHECKS[kind](said, rules);
  return said;
}
