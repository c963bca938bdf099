// SPDX-License-Identifier: EUPL-1.2
// From the words of machines to those of people.

import { _, N_ } from './words.js';

const labels: Readonly<Record<string, string>> = {
  // when and where
  morning: N_('in the morning'),
  afternoon: N_('in the afternoon'),
  evening: N_('in the evening'),
  night: N_('at night'),
  training: N_('at training'),
  match: N_('at a match'),
  camp: N_('at camp'),
  'changing-room': N_('in the changing room'),
  online: N_('online'),
  other: N_('somewhere else'),
  // the family
  yes: N_('yes'),
  no: N_('no'),
  'ask-help': N_('they ask for help themselves'),
  unsafe: N_('telling them does not seem safe'),
  unknown: N_('I do not know'),
  'ask-first': N_('yes, but ask me first'),
  'rather-not': N_('rather not'),
  // how a note came to a professional
  visit: N_('during a visit'),
  phone: N_('by phone'),
  trainer: N_('from a trainer'),
  wijkagent: N_('from the neighbourhood police officer'),
  opbouwwerker: N_('from the community worker'),
  jongerenwerker: N_('from the youth worker'),
  // how far an answer says it is
  received: N_('received and read'),
  'taken-up': N_('taken up'),
  question: N_('a question'),
  closed: N_('closed'),
  // records
  note: N_('note'),
  acknowledgement: N_('opened'),
  assessment: N_('assessment'),
  feedback: N_('answer'),
  addendum: N_('addition'),
  retraction: N_('taken back'),
  unreadable: N_('not readable'),
  'family-statement': N_('words of the family'),
  handover: N_('handover'),
  'step-out': N_('stepped out'),
  reseal: N_('sealed again'),
  closing: N_('closing'),
  reopening: N_('reopening'),
  hold: N_('kept longer'),
  erasure: N_('erased'),
  // roles, where there is no charter to name them
  contact: N_('contact'),
  professional: N_('professional'),
  supporter: N_('supporter'),
  coordinator: N_('coordinator'),
};

/** The reader's word for it. */
export function labelOf(word: string): string {
  const label = labels[word];
  return label === undefined ? word : _(label);
}
