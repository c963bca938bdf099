// SPDX-License-Identifier: EUPL-1.2
// The first screen of a contact.

import { html, nothing } from 'lit-html';
import type { TemplateResult } from 'lit-html';

import type { Club, Signal } from '../../src/views.js';
import type { App, Screen } from '../app.js';
import { draftOf } from '../drafts.js';
import { charterOf, goesTo, ownClubs } from '../organisation.js';
import { button, nameOf, ring } from '../parts.js';
import { _, momentOf } from '../words.js';
import { ShowClub } from './club.js';
import { WriteNote } from './note.js';
import { ShowSignal, stateOf } from './signal.js';

export function signalsOf(app: App): Signal[] {
  return app.session.do<{ signals: Signal[] }>({ do: 'signals' })
    .said.signals;
}

/** A line of a list that opens a signal. */
export function signalLine(app: App, signal: Signal, beside?: string):
TemplateResult {
  return html`<li><button type="button" class="row"
    @click=${(): void => app.show(new ShowSignal(signal.id))}>
    <strong>${signal.club_name ?? ''}</strong>
    <span>${momentOf(signal.time)}</span>
    <span class=${signal.new ? 'new' : ''}>${beside ?? stateOf(signal)}${
      signal.new ? ` · ${_('new')}` : ''}</span></button></li>`;
}

/** Which club is it about? Asked only of who has more than one. */
class WhichClub implements Screen {
  heading(): string {
    return _('Which club is it about?');
  }

  view(app: App): TemplateResult {
    return html`<ul class="rows">${ownClubs(app).map((club) => html`
      <li><button type="button" class="row" @click=${(): void =>
        app.replace(new WriteNote(app, { club }))}><strong>${club.name}
        </strong></button></li>`)}</ul>`;
  }
}

export function writeNote(app: App): void {
  const clubs = ownClubs(app);
  const [only] = clubs;
  if (only !== undefined && clubs.length === 1) {
    app.show(new WriteNote(app, { club: only }));
  } else {
    app.show(new WhichClub());
  }
}

export class ContactHome implements Screen {
  heading(app: App): string {
    const { name } = app.self;
    return name !== undefined ? _('Hello %1', name) : 'Zijlijn';
  }

  view(app: App): TemplateResult {
    const clubs = ownClubs(app);
    const signals = signalsOf(app);
    const draft = draftOf(app);
    return html`
      ${clubs.map((club) => this.#consult(club))}
      ${clubs.length > 0 ? html`<p>${button({ kind: 'primary',
        text: draft !== undefined ? _('Go on with what you were telling')
          : _('Tell what you saw or heard'),
        act: () => writeNote(app) })}</p>` : html`<p class="nl-paragraph">${
        app.away ? _('There is no internet, and nothing was fetched yet.')
          : _('No club is known here yet.')}</p>`}
      <h2 class="nl-heading nl-heading--level-2">${_('My notes')}</h2>
      ${signals.length > 0
        ? html`<ul class="rows">${signals.map((signal) =>
          signalLine(app, signal))}</ul>`
        : html`<p class="nl-paragraph">${_('You have not sent any yet.')}</p>`}
      <h2 class="nl-heading nl-heading--level-2">${_('My club')}</h2>
      ${clubs.map((club) => this.#club(app, club))}
      <details><summary>${_('A parent asks about it')}</summary>
        <p class="nl-paragraph">${_('You need not explain what you noted. ' +
          'Say that you told it to the district team, and who is there for ' +
          'your club. That person answers for it, and speaks with parents.')}
        </p></details>`;
  }

  #consult(club: Club): TemplateResult | typeof nothing {
    const holder = club.account_holder;
    return holder === undefined || club.phone === undefined ? nothing
      : html`<p class="nl-paragraph consult">${
        _('Consult %1 first? Ring', nameOf(holder))} ${ring(club.phone)}. ${
        _('You need not name anybody.')}</p>`;
  }

  #club(app: App, club: Club): TemplateResult {
    const team = charterOf(app)?.teams
      .find(({ district }) => district === club.district);
    return html`<p class="nl-paragraph"><strong>${club.name}</strong><br>
      ${_('Your notes go to %1.', goesTo(app, club, new Set()))}<br>
      ${team !== undefined ? html`${team.name}, ${ring(team.phone)}` : nothing}
      </p>${button({ text: _('More about %1', club.name),
        act: () => app.show(new ShowClub(club.club)) })}`;
  }
}
