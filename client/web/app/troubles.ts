// SPDX-License-Identifier: EUPL-1.2
// What went wrong, and what to do about it.

import { Failure, Status } from '../src/status.js';
import { _, N_ } from './words.js';

const sentences: Readonly<Record<number, string>> = {
  [Status.MEMORY]: N_('There is not enough memory. Close other apps and try ' +
    'again. What you wrote is kept.'),
  [Status.MALFORMED]: N_('Something here does not have the right form. Look ' +
    'at it again.'),
  [Status.VERSION]: N_('This was made by a newer version of Zijlijn. Close ' +
    'the app and open it again.'),
  [Status.TOO_LARGE]: N_('It is too long. Make it shorter and try again.'),
  [Status.SIGNATURE]: N_('Somebody altered something on the way. It is not ' +
    'used. Ring your supporter or coordinator.'),
  [Status.ORGANISATION]: N_('This belongs to another organisation. It is not ' +
    'used.'),
  [Status.CHAIN]: N_('This may be forged. It is not used. Ring your ' +
    'supporter or coordinator.'),
  [Status.EXPIRED]: N_('It is no longer valid. Ask who invited you for a new ' +
    'code.'),
  [Status.REVOKED]: N_('It does not count any more. Is that a mistake? Ring ' +
    'your supporter or coordinator.'),
  [Status.SCOPE]: N_('That is outside your own clubs.'),
  [Status.POLICY]: N_('Your role does not allow this. Nothing was sent.'),
  [Status.RECIPIENTS]: N_('Nobody can receive this now. Ring the district ' +
    'team.'),
  [Status.NOT_FOUND]: N_('That is not known here.'),
  [Status.DECRYPT]: N_('It cannot be opened: something was altered, or the ' +
    'code is another one.'),
  [Status.CODE]: N_('There is a typing mistake in the code. Compare it sign ' +
    'by sign.'),
  [Status.CODE_USED]: N_('Somebody used this code before. Was that not you? ' +
    'Ring who invited you at once.'),
  [Status.PASSPHRASE]: N_('That is not your password sentence. Try again.'),
  [Status.DAMAGED]: N_('What is stored on this device is damaged. Ask who ' +
    'invited you for a new code.'),
  [Status.CLOCK]: N_('The clock of this device is wrong. Set it right and ' +
    'try again. What you wrote is kept.'),
  [Status.LOG]: N_('The server contradicts itself. Nothing more is sent to ' +
    'it. Tell your coordinator.'),
  [Status.ROLLBACK]: N_('The server gives an older state than before. ' +
    'Nothing more is sent to it. Tell your coordinator.'),
  [Status.INCOMPLETE]: N_('The server holds something back, so nothing can ' +
    'be sent. Try again later.'),
  [Status.STATE]: N_('That is not possible now.'),
  [Status.BUSY]: N_('The server is busy. What you wrote is safe here and ' +
    'goes out by itself.'),
  [Status.STORAGE]: N_('This device could not store it, so nothing was sent. ' +
    'Make room and try again. What you wrote still stands here.'),
  [Status.NETWORK]: N_('There is no internet. What you wrote is safe here ' +
    'and goes out by itself.'),
  [Status.SERVER]: N_('The server answered what it should not. Nothing was ' +
    'lost. Try again later.'),
  [Status.USAGE]: N_('That is not the address of a server.'),
  [Status.ERASED]: N_('It was taken back or erased.'),
  [Status.OUTRUN]: N_('Something new came just before it. Look at that, and ' +
    'send again.'),
};

/** The sentence for whatever was thrown. */
export function troubleOf(thrown: unknown): string {
  const sentence = thrown instanceof Failure
    ? sentences[thrown.status]
    : undefined;
  return sentence !== undefined
    ? _(sentence)
    : _('Something went wrong. Close the app and open it again. What you ' +
      'wrote is kept.');
}

/** Is it only that the network is away? Then nothing is wrong. */
export function isAway(thrown: unknown): boolean {
  return thrown instanceof Failure &&
    (thrown.status === Status.NETWORK || thrown.status === Status.BUSY);
}
