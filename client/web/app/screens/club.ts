// SPDX-License-Identifier: EUPL-1.2
// A club's page: its lights, who is there for it, visits and needs, and what a
// supporter does about them. What two change at once is told to the second.

import { html, nothing } from 'lit-html';
import type { TemplateResult } from 'lit-html';

import { pageOf, put } from '../../src/register.js';
import type { ClubPerson, Need, Page, Part, Tagged, Visit }
  from '../../src/register.js';
import { Failure, Status } from '../../src/status.js';
import type { Member } from '../../src/views.js';
import type { App, Screen } from '../app.js';
import { labelOf } from '../labels.js';
import { lightOf, toDoOf } from '../lights.js';
import { button, choice, form, line, ring, submit } from '../parts.js';
import { _, N_, dayOf, today } from '../words.js';
import { InviteContact } from './invite.js';

type Shown = TemplateResult | typeof nothing;
type Adding = 'visit' | 'need' | undefined;

const words: Readonly<Record<string, string>> = {
  'in-force': N_('is contact'),
  invited: N_('is invited, has not joined yet'),
  'invitation-expired': N_('was invited; the code is over'),
  'not-yet': N_('begins later'),
  ended: N_('was contact'),
  there: N_('there'),
  away: N_('away'),
  'not-joined': N_('has not joined yet'),
  contact: N_('a contact'),
  training: N_('training'),
  'code-of-conduct': N_('a code of conduct'),
  vog: N_('certificates of conduct'),
  volunteers: N_('volunteers'),
  talk: N_('a talk'),
  other: N_('something else'),
  open: N_('open'),
  'in-hand': N_('in hand'),
  done: N_('done'),
  chair: N_('chair'),
  secretary: N_('secretary'),
  trainer: N_('trainer'),
};

function wordOf(word: string): string {
  const text = words[word];
  return text === undefined ? labelOf(word) : _(text);
}

const needs = ['contact', 'training', 'code-of-conduct', 'vog', 'volunteers',
  'talk', 'other'] as const;

export class ShowClub implements Screen {
  readonly #club: string;
  #page: Tagged<Page> | undefined;
  #adding: Adding;
  #need: Need['what'] = 'talk';
  #day = today();
  #note = '';

  constructor(club: string) {
    this.#club = club;
  }

  heading(): string {
    return this.#page?.what.name ?? _('Club');
  }

  shown(app: App): void {
    void app.doing(_('Fetching …'), async () => {
      this.#page = await pageOf(app.session, this.#club);
    });
  }

  view(app: App): TemplateResult {
    const page = this.#page?.what;
    if (page === undefined) {
      return html`${app.busy ? nothing : button({ text: _('Fetch again'),
        act: () => this.shown(app) })}`;
    }
    return html`
      ${this.#toDos(page)}
      ${page.lights === undefined ? nothing
        : html`<ul class="lights">${page.lights.map(lightOf)}</ul>`}
      ${this.#contacts(app, page)}
      ${this.#answering(app, page)}
      ${this.#visits(app, page)}
      ${this.#needs(app, page)}
      ${this.#people(page)}`;
  }

  #toDos({ to_dos: toDos = [] }: Page): Shown {
    return toDos.length === 0 ? nothing : html`
      <h2 class="nl-heading nl-heading--level-2">${_('To do')}</h2>
      <ul>${toDos.map((toDo) => html`<li>${toDoOf(toDo)}</li>`)}</ul>`;
  }

  /* ---- Who ---- */

  #members(app: App): Map<string, Member> {
    const { people } = app.session.do<{ people: Member[] }>({ do: 'people' })
      .said;
    return new Map(people.map((it) => [it.member, it]));
  }

  #contacts(app: App, page: Page): TemplateResult {
    const members = this.#members(app);
    return html`
      <h2 class="nl-heading nl-heading--level-2">${_('Contact')}</h2>
      ${page.vacant_since !== undefined ? html`<p class="nl-paragraph">${
        _('Nobody since %1.', dayOf(page.vacant_since))}</p>` : nothing}
      <ul>${page.contacts.map(({ member, state, until }) => {
        const it = members.get(member);
        return html`<li>${it?.name ?? _('somebody whose name is not known here')
          }: ${wordOf(state)}${state === 'in-force'
            ? `, ${_('until %1', dayOf(until))}` : ''}
          ${it?.phone !== undefined ? ring(it.phone) : nothing}</li>`;
      })}</ul>
      ${page.ended || app.self.role !== 'supporter' ? nothing
        : button({ text: _('Invite a contact'), kind: 'primary',
          off: app.busy, act: () =>
            app.show(new InviteContact(page.club, page.name)) })}`;
  }

  #answering(app: App, page: Page): TemplateResult {
    const members = this.#members(app);
    const named = ({ member, state }: { member: string; state: string }):
    string => `${members.get(member)?.name ?? '?'} (${wordOf(state)})`;
    return html`
      <h2 class="nl-heading nl-heading--level-2">${_('Account holder')}</h2>
      <p class="nl-paragraph">${page.account_holder !== undefined
        ? named(page.account_holder)
        : _('Nobody. The coordinator assigns somebody.')}
        ${page.deputies.length > 0
          ? html`<br>${_('Deputies: %1', page.deputies.map(named).join(', '))}`
          : nothing}</p>`;
  }

  #people({ people }: Page): Shown {
    const name = (it: ClubPerson): string =>
      [it.given, it.prefix, it.family].filter((part) => part !== undefined)
        .join(' ');
    return people === undefined || people.length === 0 ? nothing : html`
      <h2 class="nl-heading nl-heading--level-2">${_('People at the club')}
      </h2>
      <ul>${people.map((it) => html`<li>${name(it)}, ${wordOf(it.post)}
        ${it.phone !== undefined ? ring(it.phone) : nothing}
        ${it.vog_seen !== undefined ? html`<br>${
          _('Certificate seen on %1', dayOf(it.vog_seen))}` : nothing}</li>`)}
      </ul>`;
  }

  /* ---- Visits and needs ---- */

  /** Put something, from the page as it is shown. */
  async #change(app: App, body: object, part: Part): Promise<void> {
    const page = this.#page;
    const adding = this.#adding;
    if (page === undefined || app.busy) {
      return;
    }
    let changed = false;
    const done = await app.doing(_('Keeping it …'), async () => {
      try {
        this.#page = await put(app.session, page, body, part);
      } catch (thrown) {
        changed = thrown instanceof Failure &&
          thrown.status === Status.CONFLICT;
        if (!changed) {
          throw thrown;
        }
        this.#page = await pageOf(app.session, this.#club);
      }
    });
    if (changed) {
      app.wrong(_('Somebody else changed this page just before. It is shown ' +
        'as it is now. What you typed still stands below: keep it again.'));
    } else if (done && this.#adding === adding) {
      this.#adding = undefined;
      this.#note = '';
    }
    app.redraw();
  }

  #visits(app: App, page: Page): TemplateResult {
    return html`
      <h2 class="nl-heading nl-heading--level-2">${_('Visits')}</h2>
      <ul>${page.visits.map((visit) => html`<li>${dayOf(visit.on)}: ${
        labelOf(visit.how)}, ${visit.done ? _('done') : _('planned')}${
        visit.note !== undefined ? `. ${visit.note}` : ''}
        ${visit.done || app.self.role === 'contact' ? nothing : button({
          text: _('Tick off'), off: app.busy,
          act: () => void this.#tickOff(app, visit) })}</li>`)}</ul>
      ${app.self.role === 'contact' || page.ended ? nothing : html`
        ${button({ text: _('Spoken by phone today'), off: app.busy,
          act: () => void this.#change(app, { on: today(), done: true,
            by: app.self.member, how: 'phone', about: 'rhythm' },
          { in: 'visits' }) })}
        ${this.#adding === 'visit' ? this.#visitForm(app) : button({
          text: _('Plan a visit'), act: () => this.#begin(app, 'visit') })}`}`;
  }

  #begin(app: App, adding: Adding): void {
    this.#adding = adding;
    this.#note = '';
    app.redraw();
  }

  #tickOff(app: App, { id, on, by, how, about, note }: Visit): Promise<void> {
    return this.#change(app, { on: on < today() ? on : today(), by, how, about,
      done: true, ...note !== undefined ? { note } : {} },
    { in: 'visits', id });
  }

  #noteField(): TemplateResult {
    return line({ id: 'note', label: _('A word about it'),
      hint: _('No names or facts of children: this is not sealed.'),
      value: this.#note, most: 200, changed: (value) => {
        this.#note = value;
      } }, 'text', { spell: true });
  }

  #said(): { note?: string } {
    const note = this.#note.trim();
    return note === '' ? {} : { note };
  }

  #visitForm(app: App): TemplateResult {
    return form(() => void this.#change(app, { on: this.#day, done: false,
      by: app.self.member, how: 'visit', about: 'rhythm', ...this.#said() },
    { in: 'visits' }), html`
      <div class="field"><label for="day">${_('Which day?')}</label>
        <input id="day" type="date" .value=${this.#day} min=${today()} required
          @change=${(event: Event): void => {
            this.#day = (event.target as HTMLInputElement).value;
          }}></div>
      ${this.#noteField()}
      ${submit(_('Plan it'), app.busy)}`);
  }

  #needs(app: App, page: Page): TemplateResult {
    return html`
      <h2 class="nl-heading nl-heading--level-2">${_('Needs')}</h2>
      <ul>${page.needs.map((need) => html`<li>${wordOf(need.what)}: ${
        wordOf(need.status)}, ${dayOf(need.since)}${
        need.note !== undefined ? `. ${need.note}` : ''}
        ${app.self.role === 'supporter' && need.status !== 'done' ? button({
          text: need.status === 'open' ? _('I take it') : _('It is done'),
          off: app.busy, act: () => void this.#goOn(app, need) })
          : nothing}</li>`)}</ul>
      ${page.ended ? nothing : this.#adding === 'need' ? this.#needForm(app)
        : button({ text: app.self.role === 'contact' ? _('Ask for something')
          : _('Add a need'), act: () => this.#begin(app, 'need') })}`;
  }

  #goOn(app: App, { id, what, asked, status, since, note }: Need):
  Promise<void> {
    return this.#change(app, { what, asked, since, helper: app.self.member,
      status: status === 'open' ? 'in-hand' : 'done',
      ...note !== undefined ? { note } : {} }, { in: 'needs', id });
  }

  #needForm(app: App): TemplateResult {
    return form(() => void this.#change(app, { what: this.#need,
      asked: app.self.role === 'contact', status: 'open', since: today(),
      ...this.#said() }, { in: 'needs' }), html`
      ${choice({ name: 'need', label: _('What does the club need?'),
        words: needs, chosen: this.#need, needed: true,
        labels: Object.fromEntries(needs.map((need) => [need, wordOf(need)])),
        changed: (word) => {
          this.#need = word as Need['what'];
          app.redraw();
        } })}
      ${this.#noteField()}
      ${submit(_('Keep it'), app.busy)}`);
  }
}
