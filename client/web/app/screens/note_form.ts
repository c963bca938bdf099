// SPDX-License-Identifier: EUPL-1.2
// The questions of a note: what was seen or heard, never what it means. All
// but the first may stay empty; so may the first, for who wants to be rung.

import { html, nothing } from 'lit-html';
import type { TemplateResult } from 'lit-html';

import type { Charter } from '../../src/views.js';
import type { Note } from '../../src/writing.js';
import type { App } from '../app.js';
import { labelOf } from '../labels.js';
import { area, choice, line, ring } from '../parts.js';
import { _, dayOf, today } from '../words.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] | undefined };
export type Typed = Mutable<Note>;

const alarming = new RegExp([
  'mes(sen)?', 'zelfmoord', 'su[iï]cid', 'niet meer leven', 'dood wil',
  'bang (om )?naar huis', 'niet naar huis durf', 'verkracht', 'wurg', 'pistool',
  'knife', 'suicid', 'kill (him|her|them)self', 'afraid to go home', 'raped',
].map((word) => `\\b${word}`).join('|'), 'iu');

/** Does the text hold words beside which an emergency number belongs? Looked
 *  at here, stored nowhere. */
export function isAlarming(text: string | undefined): boolean {
  return alarming.test(text ?? '');
}

interface Hint {
  readonly kind: string;
  readonly at: number;
  readonly size: number;
}

const advice: Readonly<Record<string, () => string>> = {
  judging: () => _('What did you see, exactly? What did the child say, ' +
    'literally?'),
};

/** Beside the text, where it judges instead of describes. Never in the way. */
export function hintsBeside(app: App, text: string | undefined):
TemplateResult | typeof nothing {
  const bytes = new TextEncoder().encode(text ?? '');
  if (bytes.length === 0) {
    return nothing;
  }
  const { hints } = app.session.do<{ hints: Hint[] }>(
    { do: 'hints', languages: 3 }, bytes).said;
  const shown = [...new Set(hints.map(({ at, size }) =>
    new TextDecoder().decode(bytes.slice(at, at + size))))].slice(0, 3);
  return html`<div class="hints" aria-live="polite">
    ${shown.map((quoted) => html`<p class="nl-paragraph">“${quoted}”: ${
      advice['judging']?.()}</p>`)}
    ${isAlarming(text) ? html`<p class="nl-paragraph alarm">${
      _('Is somebody in danger now? Ring first:')} ${ring('112')}. ${
      _('Advice, day and night:')} ${ring('0800-2000')}. ${
      _('Thoughts of suicide:')} ${ring('113')}.</p>` : nothing}</div>`;
}

export interface Asked {
  readonly typed: Typed;
  readonly charter: Charter | undefined;
  /** A professional writes down what somebody told. */
  readonly professional: boolean;
  /** Something was typed or chosen; choices are drawn anew. */
  readonly changed: (redraw: boolean) => void;
  readonly wrong: string | undefined;
  readonly answerer: string;
}

function mayName({ typed, charter }: Asked): boolean {
  return charter?.naming === 'allowed' ||
    (charter?.naming === 'known' &&
      ['yes', 'ask-help', 'unsafe'].includes(typed.parents_know ?? ''));
}

/** The first question: always there. */
function whatWasSeen(app: App, asked: Asked): TemplateResult {
  const { typed, changed, wrong } = asked;
  return html`
    ${area({ id: 'text', label: _('What did you see or hear?'),
      hint: _('What was said, literally? You need not know what it means: ' +
        '%1 looks at that. You cannot do this wrong.', asked.answerer),
      value: typed.text ?? '', most: 16000, wrong,
      changed: (value) => {
        typed.text = value;
        changed(false);
      } }, 7)}
    ${hintsBeside(app, typed.text)}`;
}

function whenAndWhere({ typed, changed }: Asked): TemplateResult {
  return html`
    <div class="field"><label for="day">${_('Which day was it?')}</label>
      <input id="day" type="date" max=${today()}
        .value=${typed.seen_on ?? ''} @change=${(event: Event): void => {
          typed.seen_on = (event.target as HTMLInputElement).value || undefined;
          changed(true);
        }}></div>
    ${choice({ name: 'day_part', label: _('Which part of the day?'),
      words: ['morning', 'afternoon', 'evening', 'night'],
      chosen: typed.day_part, changed: (word) => {
        typed.day_part = word;
        changed(true);
      } })}
    ${choice({ name: 'place', label: _('Where?'), words: ['training', 'match',
      'camp', 'changing-room', 'online', 'other'], chosen: typed.place,
    changed: (word) => {
      typed.place = word;
      typed.place_words = word === 'other' ? typed.place_words : undefined;
      changed(true);
    } })}
    ${typed.place === 'other' ? line({ id: 'place_words',
      label: _('Where was that?'), value: typed.place_words ?? '', most: 200,
      changed: (value) => {
        typed.place_words = value;
        changed(false);
      } }, 'text', { spell: true }) : nothing}`;
}

function family(asked: Asked): TemplateResult {
  const { typed, changed } = asked;
  return html`
    ${choice({ name: 'parents', label: _('Do the parents know this?'),
      words: ['yes', 'no', 'ask-help', 'unsafe', 'unknown'],
      chosen: typed.parents_know, changed: (word) => {
        typed.parents_know = word;
        if (word !== 'ask-help') {
          typed.parents_at = undefined;
        }
        if (!mayName(asked)) {
          typed.about = undefined;
        }
        changed(true);
      } })}
    ${typed.parents_know === 'ask-help' ? line({ id: 'parents_at',
      label: _('Where can they be reached?'), value: typed.parents_at ?? '',
      most: 200, changed: (value) => {
        typed.parents_at = value;
        changed(false);
      } }) : nothing}
    ${mayName(asked) ? line({ id: 'about', label: _('Whom is it about?'),
      hint: _('You need not say.'), value: typed.about ?? '', most: 1000,
      changed: (value) => {
        typed.about = value;
        changed(false);
      } }) : nothing}`;
}

function yourself({ typed, changed, professional }: Asked): TemplateResult {
  return html`
    ${professional ? nothing : choice({ name: 'name_me',
      label: _('May you be named to the family?'),
      words: ['yes', 'ask-first', 'rather-not'], chosen: typed.name_me,
      changed: (word) => {
        typed.name_me = word;
        changed(true);
      } })}
    ${professional ? nothing : html`<p class="nl-paragraph hint">${
      _('We keep to what you choose. Nobody can promise that the family ' +
        'never finds out: sometimes a judge asks.')}</p>`}
    ${line({ id: 'contact_at', label: _('How and when can you best be ' +
      'reached?'), hint: _('A number alone is enough: then you are rung.'),
    value: typed.contact_at ?? '', most: 200, changed: (value) => {
      typed.contact_at = value;
      changed(false);
    } }, 'text', { complete: 'off' })}`;
}

export function questions(app: App, asked: Asked): TemplateResult {
  const { typed, changed } = asked;
  return html`
    ${asked.professional ? choice({ name: 'came',
      label: _('How did it come to you?'), words: ['visit', 'phone', 'trainer',
        'wijkagent', 'opbouwwerker', 'jongerenwerker'], chosen: typed.came,
      needed: true,
      changed: (word) => {
        typed.came = word;
        changed(true);
      } }) : nothing}
    ${whatWasSeen(app, asked)}
    <details><summary>${_('When and where')}</summary>${
      whenAndWhere(asked)}</details>
    <details><summary>${_('What worries you, and who saw it')}</summary>
      ${area({ id: 'worry', label: _('What worries you, in your own words?'),
        value: typed.worry ?? '', most: 4000, changed: (value) => {
          typed.worry = value;
          changed(false);
        } }, 3)}
      ${area({ id: 'seen_by', label: _('Who saw or heard it?'),
        value: typed.seen_by ?? '', most: 1000, changed: (value) => {
          typed.seen_by = value;
          changed(false);
        } }, 2)}</details>
    <details><summary>${_('The family')}</summary>${family(asked)}</details>
    <details ?open=${!asked.professional && typed.contact_at !== undefined}>
      <summary>${_('Yourself')}</summary>${yourself(asked)}</details>`;
}

const fieldNames: readonly (readonly [keyof Note, () => string])[] = [
  ['came', (): string => _('How did it come to you?')],
  ['text', (): string => _('What did you see or hear?')],
  ['seen_on', (): string => _('Which day was it?')],
  ['day_part', (): string => _('Which part of the day?')],
  ['place', (): string => _('Where?')],
  ['place_words', (): string => _('Where was that?')],
  ['worry', (): string => _('What worries you, in your own words?')],
  ['seen_by', (): string => _('Who saw or heard it?')],
  ['parents_know', (): string => _('Do the parents know this?')],
  ['parents_at', (): string => _('Where can they be reached?')],
  ['about', (): string => _('Whom is it about?')],
  ['name_me', (): string => _('May you be named to the family?')],
  ['contact_at', (): string => _('How and when can you best be reached?')],
];

const worded = new Set(
  ['came', 'day_part', 'place', 'parents_know', 'name_me']);

/** A note as it is read, question by question. */
export function answers(note: Note): TemplateResult {
  const value = (name: keyof Note, text: string): string =>
    name === 'seen_on' ? dayOf(text)
      : worded.has(name) ? labelOf(text) : text;
  return html`<dl class="answers">${fieldNames.map(([name, question]) => {
    const text = note[name];
    return text === undefined || text === '' ? nothing
      : html`<dt>${question()}</dt><dd class="said">${value(name, text)}</dd>`;
  })}</dl>`;
}

/** What is sent: without what stayed empty. */
export function noteOf(typed: Typed): Note {
  return Object.fromEntries(Object.entries(typed)
    .filter(([, value]) => value !== undefined && value.trim() !== ''));
}
