// SPDX-License-Identifier: EUPL-1.2
// Appointing a contact and making the code, in one step. The code is shown
// once.

import { html } from 'lit-html';
import type { TemplateResult } from 'lit-html';

import type { App, Screen } from '../app.js';
import { button, form, line, submit } from '../parts.js';
import { _, dayOf } from '../words.js';

const usualDays = 730;
const codeDays = 14;

function daysFrom(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

export class InviteContact implements Screen {
  readonly #club: string;
  readonly #clubName: string;
  #name = '';
  #phone = '';
  #wrong: string | undefined;
  #code: string | undefined;

  constructor(club: string, clubName: string) {
    this.#club = club;
    this.#clubName = clubName;
  }

  heading(): string {
    return this.#code === undefined
      ? _('A contact for %1', this.#clubName)
      : _('The code for %1', this.#name);
  }

  async leave(): Promise<void> {
    this.#code = undefined;
  }

  view(app: App): TemplateResult {
    return this.#code === undefined ? this.#ask(app)
      : this.#show(app, this.#code);
  }

  #ask(app: App): TemplateResult {
    return form(() => void this.#invite(app), html`
      ${line({ id: 'name', label: _('Name'), value: this.#name, most: 60,
        wrong: this.#wrong, changed: (value) => {
          this.#name = value;
        } })}
      ${line({ id: 'phone', label: _('Phone number'), value: this.#phone,
        most: 40, changed: (value) => {
          this.#phone = value;
        } }, 'tel')}
      ${submit(_('Appoint, and make the code'), app.busy)}`);
  }

  async #invite(app: App): Promise<void> {
    if (this.#name.trim() === '' || this.#phone.trim() === '') {
      this.#wrong = _('Fill in a name and a phone number.');
      app.redraw();
      document.querySelector<HTMLElement>('#name')?.focus();
      return;
    }
    let code: string | undefined;
    await app.doing(_('Appointing …'), async () => {
      // The day that the server has, which is UTC's.
      code = app.session.do<{ code: string }>({ do: 'invite', role: 'contact',
        name: this.#name.trim(), phone: this.#phone.trim(),
        scope: [this.#club], from: daysFrom(0), until: daysFrom(usualDays),
        link: true }).said.code;
      await app.session.save();
      this.#code = code;
      await app.session.sync();
    });
    app.redraw();
    document.querySelector<HTMLElement>('h1')?.focus();
  }

  #show(app: App, code: string): TemplateResult {
    return html`
      <p class="nl-paragraph">${_('Show or hand over this link, or ring and ' +
        'read it out. It is shown once, and works once, until %1.',
      dayOf(daysFrom(codeDays)))}</p>
      <p class="words">${location.origin}/#${code}</p>
      <p class="nl-paragraph">${_('The words to compare:')} <strong>${
        app.self.words}</strong></p>
      <p class="nl-paragraph">${
        _('Whoever has the link can join as %1.', this.#name)}</p>
      ${button({ text: _('I handed it over'), kind: 'primary',
        act: () => app.back() })}`;
  }
}
