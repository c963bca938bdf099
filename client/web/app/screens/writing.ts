// SPDX-License-Identifier: EUPL-1.2
// What a professional writes: an assessment, an answer to the club, and words
// with what is passed on.

import { html, nothing } from 'lit-html';
import type { TemplateResult } from 'lit-html';

import type { Person, WholeSignal } from '../../src/views.js';
import { bodyOf } from '../../src/writing.js';
import type { Assessment } from '../../src/writing.js';
import type { App, Screen } from '../app.js';
import { area, button, choice, form, nameOf, submit, tick } from '../parts.js';
import { _, N_, namesOf } from '../words.js';

/** Send it, and go back when it was taken or waits safely. */
async function send(app: App, act: () => void): Promise<void> {
  let written = false;
  await app.doing(_('Sending …'), async () => {
    act();
    written = true;
    await app.session.sync();
  });
  if (written) {
    app.back();
  }
}

/* ---- Assessing ---- */

const steps = ['1', '2', '3', '4', '5'] as const;
const stepNames: readonly string[] = [
  N_('1. Map the signals'),
  N_('2. Consult a colleague or Veilig Thuis'),
  N_('3. Talk with parents or child'),
  N_('4. Weigh'),
  N_('5. Decide'),
];

export class Assess implements Screen {
  readonly #signal: WholeSignal;
  #text = '';
  #step: string | undefined;
  #report: string | undefined;
  #help: string | undefined;
  #wrong: string | undefined;

  constructor(signal: WholeSignal) {
    this.#signal = signal;
  }

  heading(): string {
    return _('Assess');
  }

  view(app: App): TemplateResult {
    const redraw = (): void => app.redraw();
    return form(() => void this.#send(app), html`
      <p class="nl-paragraph">${_('For you and your colleagues on this ' +
        'signal. The club never sees it.')}</p>
      ${choice({ name: 'step', label: _('Which step of the reporting code?'),
        words: steps, chosen: this.#step,
        labels: Object.fromEntries(stepNames.map(
          (name, at) => [steps[at], _(name)])),
        changed: (step) => {
          this.#step = step;
          redraw();
        } })}
      ${this.#step === '5' ? html`
        ${choice({ name: 'report', label: _('Is a report to Veilig Thuis ' +
          'needed?'), words: ['yes', 'no'], chosen: this.#report,
        changed: (word) => {
          this.#report = word;
          redraw();
        } })}
        ${choice({ name: 'help', label: _('Can help be given, by you too?'),
          words: ['yes', 'no'], chosen: this.#help, changed: (word) => {
            this.#help = word;
            redraw();
          } })}` : nothing}
      ${area({ id: 'text', label: _('Your assessment'), value: this.#text,
        most: 16000, wrong: this.#wrong, changed: (value) => {
          this.#text = value;
        } }, 7)}
      ${submit(_('Keep it'), app.busy)}`);
  }

  async #send(app: App): Promise<void> {
    const decided = this.#report !== undefined && this.#help !== undefined;
    if (this.#text.trim() === '' || (this.#step === '5' && !decided)) {
      this.#wrong = this.#text.trim() === '' ? _('Write something first.')
        : _('Step 5 needs both answers above.');
      app.redraw();
      document.querySelector<HTMLElement>('#text')?.focus();
      return;
    }
    const body: Assessment = {
      text: this.#text,
      ...this.#step !== undefined ? { step: Number(this.#step) } : {},
      ...this.#step === '5' ? { report_needed: this.#report as 'yes',
        help_possible: this.#help as 'yes' } : {},
    };
    await send(app, () => app.session.do({ do: 'assessment',
      signal: this.#signal.id }, bodyOf(body, Date.now())));
  }
}

/* ---- Answering ---- */

const fixed = [
  N_('Thank you for telling this. I look at it, and you need not do anything.'),
  N_('I have spoken with the family. I cannot tell more, and it is good that ' +
    'you said it.'),
  N_('I would like to ring you about this. When does it suit you?'),
  N_('It is being worked on. You hear from me if the club can do something.'),
] as const;

export class Answer implements Screen {
  readonly #signal: WholeSignal;
  #text = '';
  #state = 'received';
  #look = false;
  #wrong: string | undefined;

  constructor(signal: WholeSignal) {
    this.#signal = signal;
  }

  heading(): string {
    return this.#look ? _('This is what the club sees') : _('Answer the club');
  }

  view(app: App): TemplateResult {
    return this.#look ? this.#preview(app) : this.#write(app);
  }

  #write(app: App): TemplateResult {
    return form(() => this.#toPreview(app), html`
      ${choice({ name: 'state', label: _('How far is it?'),
        words: ['received', 'taken-up', 'question', 'closed'],
        chosen: this.#state, needed: true, changed: (word) => {
          this.#state = word ?? 'received';
          app.redraw();
        } })}
      <p class="nl-paragraph">${_('Begin with one of these, or write your ' +
        'own words:')}</p>
      ${fixed.map((sentence) => button({ text: _(sentence), act: () => {
        this.#text = this.#text.trim() === '' ? _(sentence)
          : `${this.#text}\n${_(sentence)}`;
        app.redraw();
      } }))}
      ${area({ id: 'text', label: _('Your answer'), value: this.#text,
        most: 4000, wrong: this.#wrong, changed: (value) => {
          this.#text = value;
        } }, 5)}
      ${submit(_('Go on'), app.busy)}`);
  }

  #toPreview(app: App): void {
    this.#wrong = this.#text.trim() === '' ? _('Write something first.')
      : undefined;
    this.#look = this.#wrong === undefined;
    app.redraw();
    document.querySelector<HTMLElement>(this.#look ? 'h1' : '#text')?.focus();
  }

  #preview(app: App): TemplateResult {
    return form(() => void send(app, () => app.session.do({ do: 'feedback',
      signal: this.#signal.id }, bodyOf({ state: this.#state,
      text: this.#text }, Date.now()))), html`
      <p class="nl-paragraph said preview">${this.#text}</p>
      <p class="nl-paragraph"><strong>${
        _('May the club know this of the family?')}</strong></p>
      ${submit(_('Yes, send'), app.busy)}
      ${button({ text: _('No, change it'), act: () => {
        this.#look = false;
        app.redraw();
      } })}`);
  }
}

/* ---- Passing on ---- */

export class PassOn implements Screen {
  readonly #signal: WholeSignal;
  readonly #kind: 'handover' | 'step-out';
  readonly #to = new Set<string>();
  #stays = false;
  #text = '';

  constructor(signal: WholeSignal, kind: 'handover' | 'step-out') {
    this.#signal = signal;
    this.#kind = kind;
  }

  heading(): string {
    return this.#kind === 'handover' ? _('Hand over') : _('Step out');
  }

  #receivers(app: App): Person[] {
    return app.session.do<{ receivers: Person[] }>({ do: 'receivers',
      kind: this.#kind, signal: this.#signal.id }).said.receivers;
  }

  view(app: App): TemplateResult {
    const persons = this.#receivers(app);
    const chosen = persons.filter(({ member }) => this.#to.has(member));
    if (persons.length === 0) {
      return html`<p class="nl-paragraph">${
        _('There is nobody it can go to now. Ring your coordinator.')}</p>`;
    }
    return form(() => void this.#send(app), html`
      <p class="nl-paragraph">${this.#kind === 'handover'
        ? _('Who gets it sees all of it. The contact is told by name who has ' +
          'it now.')
        : _('Because you know somebody in it, say. You can no longer read it ' +
          'then.')}</p>
      <fieldset><legend>${_('To whom?')}</legend>
        ${persons.map((person) => tick({ label: nameOf(person),
          on: this.#to.has(person.member), changed: (on) => {
            this.#to[on ? 'add' : 'delete'](person.member);
            app.redraw();
          } }))}</fieldset>
      ${this.#kind === 'handover' ? tick({ label: _('I go on with it too'),
        on: this.#stays, changed: (on) => {
          this.#stays = on;
        } }) : nothing}
      ${area({ id: 'text', label: _('A word with it, if you like'),
        value: this.#text, most: 4000, changed: (value) => {
          this.#text = value;
        } }, 3)}
      ${submit(chosen.length === 0 ? _('Choose somebody above')
        : _('Pass it on to %1', namesOf(chosen.map(nameOf))),
      app.busy || chosen.length === 0)}`);
  }

  async #send(app: App): Promise<void> {
    const words = new TextEncoder().encode(this.#text.trim());
    await send(app, () => app.session.do({ do: this.#kind,
      signal: this.#signal.id, to: [...this.#to],
      ...this.#kind === 'handover' ? { with_me: this.#stays } : {} }, words));
    words.fill(0);
  }
}
