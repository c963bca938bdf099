// SPDX-License-Identifier: EUPL-1.2
// The first screen of a coordinator: districts, and the clubs where somebody
// has to be assigned. No signal, and no club's page.

import { html, nothing, svg } from 'lit-html';
import type { TemplateResult } from 'lit-html';

import { clubsOf, overviewOf } from '../../src/register.js';
import type { ClubRow, DistrictRow } from '../../src/register.js';
import type { Club, Member } from '../../src/views.js';
import type { App, Screen } from '../app.js';
import { lightOf, requirementOf } from '../lights.js';
import { charterOf } from '../organisation.js';
import { button, form, line, submit, tick } from '../parts.js';
import { _, P_ } from '../words.js';

const mostDeputies = 4;

class Assign implements Screen {
  readonly #row: ClubRow;
  #holder = '';
  readonly #deputies = new Set<string>();
  #phone = '';
  #wrong: string | undefined;

  constructor(app: App, row: ClubRow) {
    this.#row = row;
    const team = charterOf(app)?.teams
      .find(({ district }) => district === row.district);
    const club = app.session.do<{ clubs: Club[] }>({ do: 'clubs' }).said.clubs
      .find((one) => one.club === row.club);
    this.#phone = club?.phone ?? team?.phone ?? '';
    this.#holder = club?.account_holder?.member ?? '';
    for (const { member } of club?.deputies ?? []) {
      this.#deputies.add(member);
    }
  }

  heading(): string {
    return _('Who is there for %1?', this.#row.name);
  }

  /** Those of a team in the club's district. */
  #professionals(app: App): Member[] {
    const teams = new Set(charterOf(app)?.teams
      .filter(({ district }) => district === this.#row.district)
      .map(({ team }) => team));
    return app.session.do<{ people: Member[] }>({ do: 'people' }).said.people
      .filter(({ role, in_force, scope }) => role === 'professional' &&
        in_force && scope.some((team) => teams.has(team)));
  }

  view(app: App): TemplateResult {
    const people = this.#professionals(app);
    if (people.length === 0) {
      return html`<p class="nl-paragraph">${_('No professional of this ' +
        'district is known yet. Invite one first, with zijlijn.')}</p>`;
    }
    return form(() => void this.#assign(app), html`
      <fieldset><legend>${_('Account holder')}</legend>
        ${people.map(({ member, name }) => html`<label class="option">
          <input type="radio" name="holder" .checked=${this.#holder === member}
            @change=${(): void => {
              this.#holder = member;
              this.#deputies.delete(member);
              app.redraw();
            }}><span>${name}</span></label>`)}
        ${this.#wrong !== undefined
          ? html`<p class="fault">${this.#wrong}</p>` : nothing}</fieldset>
      <fieldset><legend>${_('Deputies')}</legend>
        ${people.filter(({ member }) => member !== this.#holder)
          .map(({ member, name }) => tick({ label: name ?? '?',
            on: this.#deputies.has(member), changed: (on) => {
              if (on && this.#deputies.size < mostDeputies) {
                this.#deputies.add(member);
              } else {
                this.#deputies.delete(member);
              }
              app.redraw();
            } }))}</fieldset>
      ${line({ id: 'phone', label: _('Where the contact can ring'),
        value: this.#phone, most: 40, changed: (value) => {
          this.#phone = value;
        } }, 'tel')}
      ${submit(_('Assign'), app.busy)}`);
  }

  async #assign(app: App): Promise<void> {
    this.#wrong = this.#holder === '' ? _('Choose somebody.') : undefined;
    if (this.#wrong !== undefined) {
      app.redraw();
      return;
    }
    if (await app.doing(_('Assigning …'), async () => {
      app.session.do({ do: 'assign', club: this.#row.club,
        account_holder: this.#holder, deputies: [...this.#deputies],
        phone: this.#phone.trim() });
      await app.session.sync();
    })) {
      app.back();
    }
  }
}

export class CoordinatorHome implements Screen {
  #districts: readonly DistrictRow[] | undefined;
  #clubs: readonly ClubRow[] = [];

  heading(app: App): string {
    const { name } = app.self;
    return name !== undefined ? _('Hello %1', name) : 'Zijlijn';
  }

  shown(app: App): void {
    void app.doing(_('Fetching …'), async () => {
      await app.session.sync();
      this.#clubs = await clubsOf(app.session);
      this.#districts = await overviewOf(app.session);
    });
  }

  view(app: App): TemplateResult {
    if (this.#districts === undefined) {
      return html`${app.busy ? nothing : button({ text: _('Fetch again'),
        act: () => this.shown(app) })}`;
    }
    return html`
      <h2 class="nl-heading nl-heading--level-2">${_('To assign')}</h2>
      ${this.#clubs.length === 0 ? html`<p class="nl-paragraph">${
        _('Every club has an account holder and a deputy.')}</p>` : nothing}
      <ul class="rows">${this.#clubs.map((club) => html`<li>
        <button type="button" class="row"
          @click=${(): void => app.show(new Assign(app, club))}>
          <strong>${club.name}</strong>
          <ul class="lights">${(club.lights ?? []).map(lightOf)}</ul></button>
        </li>`)}</ul>
      <h2 class="nl-heading nl-heading--level-2">${_('Districts')}</h2>
      ${this.#districts.map((row) => this.#district(app, row))}`;
  }

  /** A bar for who looks, and the same numbers for who reads. */
  #district(app: App, row: DistrictRow): TemplateResult {
    const name = charterOf(app)?.districts
      .find(({ district }) => district === row.district)?.name ?? '?';
    return html`<section><h3>${name}: ${
      P_('%1 club', '%1 clubs', row.clubs)}</h3>
      ${row.contacts === undefined ? html`<p class="nl-paragraph">${
        _('Fewer than five clubs: no more is shown.')}</p>` : html`
        <p class="nl-paragraph">${_('With a contact: %1', row.contacts)}</p>
        <table><thead><tr><th scope="col">${_('What')}</th>
          <th scope="col">${_('In order')}</th><th scope="col">${_('Soon')}
          </th><th scope="col">${_('Missing')}</th>
          <td aria-hidden="true"></td></tr></thead>
          <tbody>${(row.lights ?? []).map((light) => html`<tr>
            <th scope="row">${requirementOf(light.requirement)}</th>
            <td>${light.green}</td><td>${light.amber}</td><td>${light.red}</td>
            <td aria-hidden="true"><svg class="bar-chart" viewBox="0 0 100 10"
              preserveAspectRatio="none">${this.#bar(light)}</svg></td>
            </tr>`)}</tbody></table>`}</section>`;
  }

  #bar({ green, amber, red }: { green: number; amber: number; red: number }):
  TemplateResult {
    const all = Math.max(green + amber + red, 1);
    const part = (count: number): number => 100 * count / all;
    const [a, b, c] = [part(green), part(amber), part(red)];
    return svg`<rect class="green" x="0" y="0" width=${a} height="10"></rect>
      <rect class="amber" x=${a} y="0" width=${b} height="10"></rect>
      <rect class="red" x=${a + b} y="0" width=${c} height="10"></rect>`;
  }
}
