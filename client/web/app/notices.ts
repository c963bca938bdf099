// SPDX-License-Identifier: EUPL-1.2
// What the core has to say (client/core/message.h), in sentences. What a
// screen shows anyway is not said twice.

import type { Message } from '../src/session.js';
import { _, N_ } from './words.js';

const sentences: Readonly<Record<string, string>> = {
  'invitation-twice': N_('The invitation of %1 was used twice. Ring %1 and ' +
    'who sent it; a new one is needed.'),
  'code-redeemed': N_('A new device came in with your code. Was that not ' +
    'you? Ring your coordinator.'),
  'strange-device': N_('There is a device in your name that is not known ' +
    'here. Did you not add one? Ring your supporter or coordinator at once.'),
  'statement-refused': N_('The server gave something that is not right. ' +
    'Nothing is sent. Tell your coordinator.'),
  'statements-missing': N_('The server holds something back. Nothing is sent ' +
    'until that is solved. Tell your coordinator.'),
  'directory-expired': N_('The list of who receives what is old. In doubt? ' +
    'Ring %2.'),
  'directory-rollback': N_('The server offered an old list. Nothing is sent. ' +
    'Tell your coordinator.'),
  'log-contradicts': N_('The server contradicts itself. Nothing is sent. ' +
    'Tell your coordinator.'),
  'log-forked': N_('The server showed %1 something else than you. Ring each ' +
    'other, and tell your coordinator.'),
  'device-void': N_('The invitation of %1 was used twice. Nothing goes to ' +
    '%1 until there is a new one.'),
  'new-recipient': N_('New: %1 now receives the notes of %2.'),
  refused: N_('The server did not take it. Ring the district team.'),
  'ask-new-recipients': N_('A note waits for you: it would now also go to ' +
    '%2.'),
  'not-sent-ring': N_('A note has not been sent. You did nothing wrong. Ring ' +
    'the district team: %2.'),
  'sent-after-all': N_('A note was sent after all: an earlier copy arrived.'),
  'clock-off': N_('The clock of this device is wrong. Set it right.'),
  'new-signal': N_('There is a new signal from %3, %2.'),
  'new-record': N_('There is something new from %3.'),
  acknowledged: N_('%2 has opened your note.'),
  'record-refused': N_('Something arrived that is not right. It is not ' +
    'shown. Tell your coordinator.'),
  'seal-refused': N_('Something is for you but cannot be opened. Ring who ' +
    'wrote it.'),
  unreadable: N_('%3 could not open what you wrote. Ring %3 now, and tell it ' +
    'by phone.'),
  'handed-over': N_('A signal is now with %3 (by %4).'),
  'handed-to-us': N_('A signal is with you now (by %3).'),
  'key-refused': N_('Part of what %2 passed on does not fit. Ring %2.'),
  'no-longer-held': N_('You no longer hold a signal. What was here of it is ' +
    'wiped.'),
  'member-left': N_('Your membership has ended. Is that a mistake? Ring your ' +
    'supporter or coordinator.'),
  ended: N_('Your membership has ended.'),
  assigned: N_('Your clubs changed: %1.'),
  'new-holder': N_('%1 is now the account holder of %2.'),
  'stands-in': N_('%1 is away from %2 until %3, and you stand in.'),
  appointed: N_('Your appointment changed; it holds until %1.'),
  'person-joined': N_('%1 has joined.'),
  renamed: N_('%1 is now called %2. Did you not expect that? Ring first.'),
};

export interface Notice {
  readonly text: string;
  /** The next screen shows it: it need not be put away by hand. */
  readonly passing: boolean;
}

const passing = new Set(['new-signal', 'new-record', 'acknowledged',
  'handed-to-us', 'person-joined']);

/** A sentence, or nothing where a screen tells it. */
export function noticeOf(message: Message): Notice | undefined {
  const sentence = sentences[message.id];
  return sentence === undefined ? undefined : {
    text: _(sentence, ...message.arguments),
    passing: passing.has(message.id),
  };
}
