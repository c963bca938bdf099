// SPDX-License-Identifier: EUPL-1.2
// Lights and to-dos in words: never by colour alone.

import { html } from 'lit-html';
import type { TemplateResult } from 'lit-html';

import type { Light, Requirement, ToDo } from '../src/register.js';
import { _, N_, dayOf } from './words.js';

const requirements: Readonly<Record<Requirement, string>> = {
  contact: N_('Contact'),
  'account-holder': N_('Account holder'),
  vog: N_('Certificate of conduct (VOG)'),
  training: N_('Training of the contact'),
  'code-of-conduct': N_('Code of conduct'),
  trainers: N_('Training of the trainers'),
  visit: N_('Visit'),
  need: N_('Needs'),
};

const reasons: Readonly<Record<string, string>> = {
  vacant: N_('nobody'),
  ends: N_('ends soon'),
  invited: N_('invited, has not joined yet'),
  nobody: N_('nobody receives its notes'),
  'no-deputy': N_('no deputy'),
  missing: N_('not seen yet'),
  expired: N_('over'),
  overdue: N_('too long ago'),
  due: N_('soon'),
  unanswered: N_('without an answer for a month'),
  open: N_('open'),
  unused: N_('not used yet'),
};

const signs = { green: '●', amber: '▲', red: '■' } as const;

export function requirementOf(requirement: Requirement): string {
  return _(requirements[requirement]);
}

function reasonOf(reason: string | undefined): string {
  const words = reason === undefined ? N_('in order') : reasons[reason];
  return words === undefined ? '' : _(words);
}

export function lightOf(light: Light): TemplateResult {
  return html`<li class="light ${light.colour}">
    <span aria-hidden="true">${signs[light.colour]}</span>
    ${requirementOf(light.requirement)}: ${reasonOf(light.reason)}${
      light.on !== undefined && light.reason !== undefined
        ? `, ${dayOf(light.on)}` : ''}</li>`;
}

/** How many of each colour, as signs with numbers. */
export function countsOf(lights: readonly Light[]): TemplateResult {
  const count = (colour: Light['colour']): number =>
    lights.filter((light) => light.colour === colour).length;
  return html`<span class="light red">${signs.red} ${count('red')}</span>
    <span class="light amber">${signs.amber} ${count('amber')}</span>
    <span class="light green">${signs.green} ${count('green')}</span>`;
}

const steps: Readonly<Record<string, string>> = {
  contact: N_('Find a contact and invite that person'),
  ends: N_('Ask whether the contact stays'),
  'account-holder': N_('Ask the coordinator to assign somebody'),
  vog: N_('Look at the certificate and write down the date'),
  training: N_('Plan the training and write down until when it holds'),
  'code-of-conduct': N_('Help the board with a code of conduct'),
  trainers: N_('Plan a training for the trainers'),
  visit: N_('Ring, or plan a visit'),
  need: N_('Answer the club'),
  invitation: N_('Ring, or make a new code'),
};

/** What there is to do, and the next step. */
export function toDoOf(toDo: ToDo): TemplateResult {
  const what = toDo.what === 'invitation' ? _('Invitation')
    : requirementOf(toDo.what);
  const step = toDo.what === 'contact' && toDo.reason === 'ends'
    ? steps['ends'] : steps[toDo.what];
  return html`<span class="light ${toDo.urgency === 'now' ? 'red' : 'amber'}"
    >${toDo.urgency === 'now' ? signs.red : signs.amber} ${what}: ${
      reasonOf(toDo.reason)}${toDo.on !== undefined
      ? `, ${dayOf(toDo.on)}` : ''}</span>
    <span>→ ${step === undefined ? '' : _(step)}</span>`;
}
