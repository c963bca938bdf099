// SPDX-License-Identifier: EUPL-1.2
// Joining: the code, who invites, the six words, and a password sentence.
// Nothing is kept on the device before the last step.

import { html, nothing } from 'lit-html';
import type { TemplateResult } from 'lit-html';

import { Session } from '../../src/session.js';
import { Failure, Status } from '../../src/status.js';
import type { Offer } from '../../src/views.js';
import type { App, Screen } from '../app.js';
import { relocked } from '../browser/unlocking.js';
import { labelOf } from '../labels.js';
import { button, form, line, submit } from '../parts.js';
import { _ } from '../words.js';

const fewestSigns = 8;

/** Whose server it is, as the host of the app says; the code and the words
 *  decide whether it is believed. */
async function usualServer(): Promise<string> {
  try {
    const response = await fetch('server.json', { cache: 'no-store' });
    const said = await response.json() as { server?: unknown };
    return typeof said.server === 'string' ? said.server : '';
  } catch {
    return '';
  }
}

export class Join implements Screen {
  readonly #joined: () => void;
  #code: string;
  #server = '';
  #asksServer = false;
  #session: Session | undefined;
  #key = new Uint8Array(0);
  #offer: Offer | undefined;
  #agreed = false;
  #first = '';
  #again = '';
  #wrong: string | undefined;

  constructor(code: string, joined: () => void) {
    this.#code = code;
    this.#joined = joined;
  }

  heading(): string {
    if (this.#offer === undefined) {
      return _('Join with your code');
    }
    return this.#agreed ? _('Choose a password sentence')
      : _('Is this right?');
  }

  view(app: App): TemplateResult {
    if (this.#offer === undefined) {
      return this.#askCode(app);
    }
    return this.#agreed ? this.#askSecret(app) : this.#askWords(app);
  }

  #askCode(app: App): TemplateResult {
    return form(() => void this.#look(app), html`
      <p class="nl-paragraph">${_('You got a code or a link from your ' +
        'supporter or coordinator. It works once.')}</p>
      ${line({ id: 'code', label: _('Code'), value: this.#code, most: 200,
        wrong: this.#wrong, changed: (value) => {
          this.#code = value;
        } })}
      ${this.#asksServer ? line({ id: 'server', label: _('Server'),
        hint: _('It stands with the code, and begins with https://'),
        value: this.#server, most: 255, changed: (value) => {
          this.#server = value;
        } }, 'url') : nothing}
      ${submit(_('Go on'), app.busy)}`);
  }

  async #look(app: App): Promise<void> {
    if (this.#code.trim() === '') {
      this.#wrong = _('Fill in the code first.');
      app.redraw();
      return;
    }
    await app.doing(_('Looking up your invitation …'), async () => {
      if (this.#server === '') {
        this.#server = await usualServer();
      }
      if (this.#server === '') {
        this.#asksServer = true;
        return;
      }
      await this.#begin(app);
    });
  }

  async #begin(app: App): Promise<void> {
    this.#key = crypto.getRandomValues(new Uint8Array(32));
    const session = await Session.begin(app.ground, 'key-file', this.#key);
    try {
      session.do({ do: 'join', origin: this.#server.trim() },
        new TextEncoder().encode(this.#code.trim()));
      await session.loop();
      this.#offer = session.do<Offer>({ do: 'offer' }).said;
    } catch (thrown) {
      session.close();
      if (thrown instanceof Failure && thrown.status === Status.CODE) {
        this.#wrong = _('There is a typing mistake in the code. Compare it ' +
          'sign by sign.');
        return;
      }
      throw thrown;
    }
    this.#session = session;
  }

  #askWords(app: App): TemplateResult {
    const offer = this.#offer;
    if (offer === undefined) {
      return html``;
    }
    return html`
      <dl>
        <dt>${_('For')}</dt>
        <dd>${offer.name}, ${offer.role_name || labelOf(offer.role)}</dd>
        <dt>${_('Of')}</dt><dd>${offer.organisation}</dd>
        ${offer.club !== undefined
          ? html`<dt>${_('Club')}</dt><dd>${offer.club}</dd>` : nothing}
        ${offer.team !== undefined
          ? html`<dt>${_('Team')}</dt><dd>${offer.team}</dd>` : nothing}
        <dt>${_('Invited by')}</dt><dd>${offer.invited_by}</dd>
      </dl>
      <p class="nl-paragraph">${_('Compare these six words with the words ' +
        'on the website of your municipality, or ring who invited you.')}</p>
      <p class="words">${offer.words}</p>
      ${button({ text: _('Yes, these are the words'), kind: 'primary',
        off: app.busy, act: () => {
          this.#agreed = true;
          this.#ask(app);
        } })}
      ${button({ text: _('No, they are others'), act: () => {
        this.#session?.close();
        this.#offer = undefined;
        app.redraw();
        app.wrong(_('Do not join. Ring who invited you. The code still ' +
          'works.'));
      } })}`;
  }

  #ask(app: App): void {
    this.#wrong = undefined;
    app.redraw();
    document.querySelector<HTMLElement>('h1')?.focus();
  }

  #askSecret(app: App): TemplateResult {
    return form(() => void this.#join(app), html`
      <p class="nl-paragraph">${_('With it you open Zijlijn on this device. ' +
        'Take four words that have nothing to do with each other. Nobody ' +
        'can look it up for you: write it down and keep it at home.')}</p>
      ${line({ id: 'first', label: _('Password sentence'),
        value: this.#first, most: 200, wrong: this.#wrong,
        changed: (value) => {
          this.#first = value;
        } }, 'password', { complete: 'new-password' })}
      ${line({ id: 'again', label: _('Once more'), value: this.#again,
        most: 200, changed: (value) => {
          this.#again = value;
        } }, 'password', { complete: 'new-password' })}
      ${submit(_('Join'), app.busy)}`);
  }

  async #join(app: App): Promise<void> {
    if (this.#first.length < fewestSigns) {
      this.#wrong = _('That is too short: at least 8 letters, better four ' +
        'words.');
    } else if (this.#first !== this.#again) {
      this.#wrong = _('These two are not the same.');
    } else {
      await this.#accept(app);
      return;
    }
    app.redraw();
    document.querySelector<HTMLElement>('#first')?.focus();
  }

  async #accept(app: App): Promise<void> {
    const session = this.#session;
    if (session === undefined) {
      return;
    }
    let kept = false;
    await app.doing(_('Joining …'), async () => {
      const secret = new TextEncoder().encode(this.#first);
      try {
        const header = await relocked({ module: app.ground.module,
          header: session.header, secret: this.#key, lock: 'passphrase',
          fresh: secret });
        session.do({ do: 'accept' });
        await session.keep(header);
        kept = true;
      } finally {
        secret.fill(0);
      }
      // Whether the browser may throw it away is its own to say.
      await navigator.storage.persist().catch(() => false);
      await session.sync();
    });
    if (kept) {
      this.#key.fill(0);
      this.#first = this.#again = '';
      this.#joined();
      app.opened(session);
    }
  }
}
