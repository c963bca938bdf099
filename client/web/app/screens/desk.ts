// SPDX-License-Identifier: EUPL-1.2
// The first screen of a supporter: what there is to do, what matters most
// first, and the clubs with their lights.

import { html, nothing } from 'lit-html';
import type { TemplateResult } from 'lit-html';

import { clubsOf, toDosOf } from '../../src/register.js';
import type { ClubRow, ClubToDo } from '../../src/register.js';
import type { App, Screen } from '../app.js';
import { countsOf, toDoOf } from '../lights.js';
import { charterOf } from '../organisation.js';
import { button } from '../parts.js';
import { _, P_ } from '../words.js';
import { ShowClub } from './club.js';

const fewest = 8;

export class SupporterHome implements Screen {
  #toDos: readonly ClubToDo[] | undefined;
  #clubs: readonly ClubRow[] = [];
  #all = false;
  #search = '';
  #district = '';

  heading(app: App): string {
    const { name } = app.self;
    return name !== undefined ? _('Hello %1', name) : 'Zijlijn';
  }

  /** What may have changed is asked again. */
  shown(app: App): void {
    void app.doing(_('Fetching …'), async () => {
      await app.session.sync();
      this.#clubs = await clubsOf(app.session);
      this.#toDos = await toDosOf(app.session);
    });
  }

  view(app: App): TemplateResult {
    const toDos = this.#toDos;
    if (toDos === undefined) {
      return html`${app.busy ? nothing : button({ text: _('Fetch again'),
        act: () => this.shown(app) })}`;
    }
    return html`
      <h2 class="nl-heading nl-heading--level-2">${_('To do')}</h2>
      ${toDos.length === 0 ? html`<p class="nl-paragraph">${
        _('Nothing. Every club has what it needs.')}</p>` : nothing}
      <ul class="rows">${toDos.slice(0, this.#all ? toDos.length : fewest)
        .map((toDo) => html`<li><button type="button" class="row"
          @click=${(): void => app.show(new ShowClub(toDo.club))}>
          <strong>${toDo.name}</strong>${toDoOf(toDo)}</button></li>`)}</ul>
      ${toDos.length > fewest && !this.#all ? button({
        text: P_('Show %1 more', 'Show %1 more', toDos.length - fewest),
        act: () => {
          this.#all = true;
          app.redraw();
        } }) : nothing}
      <h2 class="nl-heading nl-heading--level-2">${_('Clubs')}</h2>
      ${this.#filters(app)}
      ${this.#list(app)}`;
  }

  #filters(app: App): TemplateResult {
    const districts = charterOf(app)?.districts ?? [];
    return html`<div class="field"><label for="search">${_('Search')}</label>
      <input id="search" type="search" autocomplete="off"
        .value=${this.#search} @input=${(event: Event): void => {
          this.#search = (event.target as HTMLInputElement).value;
          app.redraw();
        }}></div>
      ${districts.length > 1 ? html`<div class="field">
        <label for="district">${_('District')}</label>
        <select id="district" @change=${(event: Event): void => {
          this.#district = (event.target as HTMLSelectElement).value;
          app.redraw();
        }}><option value="">${_('all')}</option>${districts.map((one) =>
          html`<option value=${one.district}>${one.name}</option>`)}
        </select></div>` : nothing}`;
  }

  #list(app: App): TemplateResult {
    const search = this.#search.toLocaleLowerCase();
    const clubs = this.#clubs.filter((club) =>
      club.name.toLocaleLowerCase().includes(search) &&
      (this.#district === '' || club.district === this.#district));
    return html`<p class="nl-paragraph" role="status">${
      P_('%1 club', '%1 clubs', clubs.length)}</p>
      <ul class="rows">${clubs.map((club) => html`<li>
        <button type="button" class="row"
          @click=${(): void => app.show(new ShowClub(club.club))}>
          <strong>${club.name}</strong><span>${
            countsOf(club.lights ?? [])}</span></button></li>`)}</ul>`;
  }
}
