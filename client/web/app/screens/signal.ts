// SPDX-License-Identifier: EUPL-1.2
// One signal: who has it, what was said, and what one can do with it.

import { html, nothing } from 'lit-html';
import type { TemplateResult } from 'lit-html';

import type { Signal, SignalRecord, WholeSignal } from '../../src/views.js';
import type { Assessment, FamilyStatement, Feedback, Note }
  from '../../src/writing.js';
import type { App, Screen } from '../app.js';
import { labelOf } from '../labels.js';
import { charterOf } from '../organisation.js';
import { button, nameOf, ring, said, signposts } from '../parts.js';
import { _, dayOf, momentOf, namesOf } from '../words.js';
import { WriteNote } from './note.js';
import { answers } from './note_form.js';
import { Assess, Answer, PassOn } from './writing.js';

type Part = TemplateResult | typeof nothing;

export function stateOf(signal: Signal): string {
  switch (signal.state) {
    case 'waiting':
      return _('not opened yet');
    case 'opened':
      return _('opened');
    case 'acknowledged':
      return signal.answered ? _('answered')
        : _('opened by %1', nameOf(signal.acknowledged_by));
    case 'closed':
      return _('closed');
    case 'retracted':
      return _('taken back');
    case 'erased':
      return _('erased');
  }
}

const acts = { closing: 'mark', reopening: 'mark', hold: 'mark' } as const;

export class ShowSignal implements Screen {
  readonly #id: string;
  #sure: string | undefined;

  constructor(id: string) {
    this.#id = id;
  }

  heading(app: App): string {
    return this.#signal(app).club_name ?? _('Signal');
  }

  #signal(app: App): WholeSignal {
    return app.session.do<WholeSignal>({ do: 'signal', signal: this.#id })
      .said;
  }

  view(app: App): TemplateResult {
    const signal = this.#signal(app);
    const contact = app.self.role === 'contact';
    return html`
      <p class="nl-paragraph">${momentOf(signal.time)} · ${stateOf(signal)}${
        signal.held ? ` · ${_('kept longer')}` : ''}</p>
      ${this.#clock(app, signal, contact)}
      ${signal.holders.length > 0 ? html`<p class="nl-paragraph">${
        _('Now with: %1', namesOf(signal.holders.map(nameOf)))}</p>` : nothing}
      ${this.#opener(app, signal)}
      <ol class="timeline">${signal.records
        .filter(({ kind }) => kind !== 'acknowledgement')
        .map((record) => this.#record(app, record))}</ol>
      ${contact ? this.#contactActs(app, signal)
        : this.#professionalActs(app, signal)}`;
  }

  /* ---- What it says ---- */

  #clock(app: App, { clock, state }: WholeSignal, contact: boolean): Part {
    if (!contact) {
      return clock.answer_by !== undefined ? html`<p class="nl-paragraph">${
        _('Answer by %1.', dayOf(clock.answer_by))}</p>` : nothing;
    }
    if (clock.step >= 2 || clock.answer_late) {
      return html`<div class="notice"><p class="nl-paragraph">${
        clock.answer_late ? _('There is no answer yet.')
          : _('Not opened yet.')} ${_('You did nothing wrong. Ring the ' +
        'district team:')} ${ring(clock.phone)}</p></div>
        ${signposts(charterOf(app))}`;
    }
    return clock.answer_by !== undefined && state !== 'closed'
      ? html`<p class="nl-paragraph">${
        _('You get an answer by %1.', dayOf(clock.answer_by))}</p>` : nothing;
  }

  /** Something new is opened by hand: opening tells the other side. */
  #opener(app: App, signal: WholeSignal): Part {
    const shut = signal.records.some(({ ours, progress, refused }) =>
      !ours && !refused && progress === 'listed');
    return !signal.new && !shut ? nothing : html`<p>${button({
      text: _('Open what is new'), kind: 'primary', off: app.busy,
      act: () => void app.doing(_('Opening …'), async () => {
        app.session.do({ do: 'open', signal: this.#id });
        await app.session.loop();
      }) })}</p>`;
  }

  #record(app: App, record: SignalRecord): TemplateResult {
    const readers = record.readings.filter(({ unreadable }) => !unreadable);
    return html`<li>
      <p class="nl-paragraph"><strong>${record.ours ? _('You')
        : nameOf(record.author)}</strong> · ${labelOf(record.kind)} ·
        ${momentOf(record.time)}${this.#progress(record)}</p>
      ${record.unproven ? html`<p class="nl-paragraph alarm">${
        _('Take care: this may be of somebody else. Ring the author first.')
      }</p>` : nothing}
      ${record.receivers.length > 0 ? html`<p class="nl-paragraph">${
        _('To %1', namesOf(record.receivers.map(nameOf)))}</p>` : nothing}
      ${record.has_body ? this.#body(app, record) : nothing}
      ${record.ours && readers.length > 0 ? html`<p class="nl-paragraph">${
        readers.map(({ by, time }) => _('Opened by %1, %2', nameOf(by),
          momentOf(time))).join('; ')}</p>` : nothing}
      ${record.readings.filter(({ unreadable }) => unreadable)
        .map(({ by }) => html`<p class="nl-paragraph alarm">${
          _('%1 could not read it. Ring.', nameOf(by))}</p>`)}</li>`;
  }

  #progress(record: SignalRecord): string {
    switch (record.progress) {
      case 'queued':
        return ` · ${_('safe here, goes out by itself')}`;
      case 'asking':
        return ` · ${_('waits for you: somebody new would get it')}`;
      case 'failed':
        return ` · ${_('NOT SENT: ring the district team')}`;
      default:
        return '';
    }
  }

  #body(app: App, { id, kind }: SignalRecord): Part {
    const { bytes } = app.session.do({ do: 'body', record: id });
    const body: unknown = JSON.parse(new TextDecoder().decode(bytes));
    bytes.fill(0);
    switch (kind) {
      case 'note':
      case 'addendum':
        return answers(body as Note);
      case 'assessment': {
        const it = body as Assessment;
        return html`${it.step !== undefined ? html`<p class="nl-paragraph">${
          _('Step %1', it.step)}</p>` : nothing}${said(it.text)}`;
      }
      case 'feedback': {
        const it = body as Feedback;
        return html`<p class="nl-paragraph">${labelOf(it.state)}</p>
          ${said(it.text)}`;
      }
      default:
        return said((body as FamilyStatement).text);
    }
  }

  /* ---- What one can do ---- */

  /** A button that asks once more before it does what cannot be undone. */
  #sureButton(app: App, name: string, text: string, question: string,
    act: () => Promise<void>): TemplateResult {
    return this.#sure !== name
      ? button({ text, off: app.busy, act: () => {
        this.#sure = name;
        app.redraw();
      } })
      : html`<div class="notice" role="group" aria-label=${text}>
        <p class="nl-paragraph">${question}</p>
        ${button({ text, kind: 'primary', off: app.busy, act: () => {
          this.#sure = undefined;
          void app.doing(_('Sending …'), act);
        } })}
        ${button({ text: _('No, go back'), act: () => {
          this.#sure = undefined;
          app.redraw();
        } })}</div>`;
  }

  #send(app: App, command: { readonly do: string; readonly kind?: string }):
  () => Promise<void> {
    return async () => {
      app.session.do({ ...command, signal: this.#id });
      await app.session.sync();
    };
  }

  #contactActs(app: App, signal: WholeSignal): TemplateResult {
    const open = ['waiting', 'opened', 'acknowledged'].includes(signal.state);
    return html`<div class="acts">
      ${open ? button({ text: _('Add what came later'), off: app.busy,
        act: () => app.show(new WriteNote(app, { signal })) }) : nothing}
      ${signal.state === 'waiting' ? this.#sureButton(app, 'retract',
        _('Take it back'), _('Then nobody can read it any more. Take it back?'),
        this.#send(app, { do: 'retract' })) : nothing}</div>`;
  }

  #professionalActs(app: App, signal: WholeSignal): Part {
    if (!signal.is_holder || signal.new) {
      return nothing;
    }
    const open = signal.state === 'acknowledged';
    const mark = (kind: keyof typeof acts): (() => Promise<void>) =>
      this.#send(app, { do: acts[kind], kind });
    return html`<div class="acts">
      ${open || signal.state === 'closed' ? html`
        ${button({ text: _('Answer the club'), kind: 'primary', off: app.busy,
          act: () => app.show(new Answer(signal)) })}
        ${button({ text: _('Assess'), off: app.busy,
          act: () => app.show(new Assess(signal)) })}
        ${button({ text: _('Hand over'), off: app.busy,
          act: () => app.show(new PassOn(signal, 'handover')) })}` : nothing}
      ${button({ text: _('Step out'), off: app.busy,
        act: () => app.show(new PassOn(signal, 'step-out')) })}
      ${open ? this.#sureButton(app, 'close', _('Close'),
        _('It is erased some time after it is closed. Close it?'),
        mark('closing')) : nothing}
      ${signal.state === 'closed' ? html`
        ${button({ text: _('Open again'), off: app.busy, act: () =>
          void app.doing(_('Sending …'), mark('reopening')) })}
        ${this.#sureButton(app, 'erase', _('Erase'),
          _('Then nobody can read it any more, for good. Erase it?'),
          this.#send(app, { do: 'mark', kind: 'erasure' }))}` : nothing}
      </div>`;
  }
}
