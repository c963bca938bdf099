// SPDX-License-Identifier: EUPL-1.2
// The first screen of a professional: what is new, what waits, what is nearly
// over its term; and the own clubs.

import { html, nothing } from 'lit-html';
import type { TemplateResult } from 'lit-html';

import type { App, Screen } from '../app.js';
import { charterOf, ownClubs } from '../organisation.js';
import { button } from '../parts.js';
import { _, dayOf } from '../words.js';
import { ShowClub } from './club.js';
import { signalLine, signalsOf, writeNote } from './home.js';

interface Work {
  readonly signal: string;
  readonly stage: 'new' | 'waiting' | 'answered';
  readonly urgency: 'in-time' | 'near-term' | 'over-term';
  readonly due?: string;
}

const stages = ['new', 'waiting', 'answered'] as const;

export class ProfessionalHome implements Screen {
  heading(app: App): string {
    const { name } = app.self;
    return name !== undefined ? _('Hello %1', name) : 'Zijlijn';
  }

  #stageName(stage: Work['stage']): string {
    switch (stage) {
      case 'new':
        return _('New');
      case 'waiting':
        return _('Waits for your answer');
      case 'answered':
        return _('Answered');
    }
  }

  #beside({ urgency, due }: Work): string | undefined {
    if (due === undefined) {
      return undefined;
    }
    switch (urgency) {
      case 'over-term':
        return _('over its term: %1', dayOf(due));
      case 'near-term':
        return _('nearly over its term: %1', dayOf(due));
      case 'in-time':
        return _('by %1', dayOf(due));
    }
  }

  view(app: App): TemplateResult {
    const { work } = app.session.do<{ work: Work[] }>({ do: 'worklist' }).said;
    const signals = new Map(signalsOf(app).map((it) => [it.id, it]));
    const listed = new Set(work.map(({ signal }) => signal));
    const rest = [...signals.values()].filter(({ id }) => !listed.has(id));
    return html`
      ${stages.map((stage) => {
        const own = work.filter((it) => it.stage === stage);
        return own.length === 0 ? nothing : html`
          <h2 class="nl-heading nl-heading--level-2">${
            this.#stageName(stage)}</h2>
          <ul class="rows">${own.map((it) => {
            const signal = signals.get(it.signal);
            return signal === undefined ? nothing
              : signalLine(app, signal, this.#beside(it));
          })}</ul>`;
      })}
      ${work.length === 0 ? html`<p class="nl-paragraph">${
        _('Nothing waits for you.')}</p>` : nothing}
      ${rest.length > 0 ? html`<details><summary>${_('Others')}</summary>
        <ul class="rows">${rest.map((signal) => signalLine(app, signal))}</ul>
        </details>` : nothing}
      <h2 class="nl-heading nl-heading--level-2">${_('My clubs')}</h2>
      ${this.#clubs(app)}
      ${button({ text: _('Write down what somebody told'),
        act: () => writeNote(app) })}`;
  }

  #clubs(app: App): TemplateResult {
    const districts = charterOf(app)?.districts ?? [];
    return html`<ul class="rows">${ownClubs(app).map((club) => html`<li>
      <button type="button" class="row" @click=${(): void =>
        app.show(new ShowClub(club.club))}><strong>${club.name}</strong>
      <span>${districts.find(({ district }) =>
        district === club.district)?.name}</span></button></li>`)}</ul>`;
  }
}
