// SPDX-License-Identifier: EUPL-1.2
// What more than one screen is made of.

import { html, nothing } from 'lit-html';
import type { TemplateResult } from 'lit-html';

import type { Charter, Person } from '../src/views.js';
import { labelOf } from './labels.js';
import { _ } from './words.js';

type Part = TemplateResult | typeof nothing;

/** A number that a phone can ring. */
export function ring(phone: string): TemplateResult {
  return html`<a class="nl-link" href=${`tel:${phone.replace(/[^+\d]/g, '')}`}
    >${phone}</a>`;
}

/** Under every screen. */
export function emergency(): TemplateResult {
  return html`${_('Immediate danger?')} ${ring('112')} ·
    ${_('Veilig Thuis, day and night')} ${ring('0800-2000')}`;
}

/** Before anything can be typed, and where something was sent or not. */
export function signposts(charter: Charter | undefined, kind?: string):
TemplateResult {
  const own = charter?.signposts.filter((sign) => sign.kind === undefined ||
    sign.kind === kind) ?? [];
  return html`<section class="signposts" aria-label=${
    _('Where to go when it cannot wait')}>
    <p class="nl-paragraph"><strong>${
      _('This is not an emergency line. At night nobody looks.')}</strong></p>
    <ul>
      <li>${ring('112')} ${_('immediate danger')}</li>
      <li>${ring('0800-2000')} ${
        _('Veilig Thuis: advice and help about safety at home, day and night')
      }</li>
      <li>${ring('113')} ${_('thoughts of suicide, day and night')}</li>
      <li>${ring('0900-2025590')} ${
        _('Centrum Veilige Sport: about behaviour in the sport itself')}</li>
      ${own.map((sign) => html`<li>${ring(sign.phone)} ${sign.name}: ${
        sign.when}</li>`)}
    </ul></section>`;
}

export function nameOf(person: Person | undefined): string {
  return person?.name ?? (person?.is !== undefined
    ? labelOf(person.is) : _('somebody whose name is not known here'));
}

interface Press {
  readonly text: string;
  readonly act: () => void;
  readonly kind?: 'primary' | 'secondary';
  readonly off?: boolean;
}

export function button({ text, act, kind = 'secondary', off = false }: Press):
TemplateResult {
  return html`<button type="button" class="nl-button nl-button--${kind}"
    ?disabled=${off} @click=${act}>${text}</button>`;
}

/** The button of a form; Enter presses it too. */
export function submit(text: string, off = false): TemplateResult {
  return html`<button type="submit" class="nl-button nl-button--primary"
    ?disabled=${off}>${text}</button>`;
}

/** A form that is sent nowhere: its button does what act says. */
export function form(act: () => void, inside: unknown): TemplateResult {
  return html`<form autocomplete="off" @submit=${(event: Event): void => {
    event.preventDefault();
    act();
  }}>${inside}</form>`;
}

interface Field {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly hint?: string;
  readonly wrong?: string | undefined;
  readonly most: number;
  readonly changed: (value: string) => void;
}

function described(field: Field): string {
  return [field.hint !== undefined ? `${field.id}-hint` : '',
    field.wrong !== undefined ? `${field.id}-wrong` : ''].join(' ').trim();
}

function around(field: Field, input: TemplateResult): TemplateResult {
  return html`<div class="field ${field.wrong !== undefined ? 'wrong' : ''}">
    <label for=${field.id}>${field.label}</label>
    ${field.hint !== undefined
      ? html`<p class="hint" id="${field.id}-hint">${field.hint}</p>`
      : nothing}
    ${input}
    ${field.wrong !== undefined
      ? html`<p class="fault" id="${field.id}-wrong">${field.wrong}</p>`
      : nothing}</div>`;
}

function valueOf(event: Event): string {
  return (event.target as HTMLInputElement).value;
}

export function area(field: Field, rows = 5): TemplateResult {
  return around(field, html`<textarea id=${field.id} rows=${rows}
    maxlength=${field.most} autocomplete="off" .value=${field.value}
    aria-describedby=${described(field) || nothing}
    aria-invalid=${field.wrong !== undefined ? 'true' : nothing}
    @input=${(event: Event): void => field.changed(valueOf(event))}
    ></textarea>`);
}

export function line(field: Field, type = 'text', input: {
  mode?: string; complete?: string; spell?: boolean } = {}): TemplateResult {
  return around(field, html`<input id=${field.id} type=${type}
    maxlength=${field.most} autocomplete=${input.complete ?? 'off'}
    inputmode=${input.mode ?? nothing} autocapitalize="none"
    spellcheck=${input.spell === true ? 'true' : 'false'}
    .value=${field.value} aria-describedby=${described(field) || nothing}
    aria-invalid=${field.wrong !== undefined ? 'true' : nothing}
    @input=${(event: Event): void => field.changed(valueOf(event))}>`);
}

interface Choice {
  readonly name: string;
  readonly label: string;
  readonly words: readonly string[];
  readonly chosen: string | undefined;
  readonly changed: (word: string | undefined) => void;
  readonly labels?: Readonly<Record<string, string>>;
  /** One of them always is. */
  readonly needed?: boolean;
}

/** One of some, or none of them. */
export function choice(it: Choice): TemplateResult {
  return html`<fieldset><legend>${it.label}</legend>
    ${it.words.map((word) => html`<label class="option">
      <input type="radio" name=${it.name} value=${word}
        .checked=${it.chosen === word}
        @change=${(): void => it.changed(word)}>
      <span>${it.labels?.[word] ?? labelOf(word)}</span></label>`)}
    ${it.chosen !== undefined && it.needed !== true ? html`<button
      class="plain" type="button"
      @click=${(): void => it.changed(undefined)}>${_('Say nothing of it')}
      </button>` : nothing}
  </fieldset>`;
}

interface Tick {
  readonly label: string;
  readonly on: boolean;
  readonly changed: (on: boolean) => void;
}

export function tick(it: Tick): TemplateResult {
  return html`<label class="option"><input type="checkbox" .checked=${it.on}
    @change=${(event: Event): void => it.changed(
      (event.target as HTMLInputElement).checked)}>
    <span>${it.label}</span></label>`;
}

/** Text as somebody wrote it, with its lines. */
export function said(text: string | undefined): Part {
  return text === undefined ? nothing
    : html`<p class="nl-paragraph said">${text}</p>`;
}
