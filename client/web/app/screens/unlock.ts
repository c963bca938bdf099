// SPDX-License-Identifier: EUPL-1.2
// Opening the profile of this device.

import { html } from 'lit-html';
import type { TemplateResult } from 'lit-html';

import { Session } from '../../src/session.js';
import { Failure, Status } from '../../src/status.js';
import type { App, Screen } from '../app.js';
import { relocked } from '../browser/unlocking.js';
import { form, line, submit } from '../parts.js';
import { _ } from '../words.js';

export class Unlock implements Screen {
  #typed = '';

  heading(): string {
    return _('Open Zijlijn');
  }

  view(app: App): TemplateResult {
    return form(() => void this.#open(app), html`
      ${line({ id: 'secret', label: _('Password sentence'),
        value: this.#typed, most: 200, changed: (value) => {
          this.#typed = value;
        } }, 'password', { complete: 'current-password' })}
      ${submit(_('Open'), app.busy)}
      <p class="nl-paragraph">${_('Lost it? Ring who invited you. You get a ' +
        'new code, and what was answered comes back.')}</p>`);
  }

  async #open(app: App): Promise<void> {
    const secret = new TextEncoder().encode(this.#typed);
    let session: Session | undefined;
    const done = await app.doing(_('Opening …'), async () => {
      const { ground } = app;
      const header = await ground.rows.header();
      if (header === null) {
        throw new Failure(Status.DAMAGED, 'the profile is gone');
      }
      // The key lives for this opening only.
      const key = crypto.getRandomValues(new Uint8Array(32));
      try {
        session = await Session.open(ground, key, await relocked({
          module: ground.module, header, secret, lock: 'key-file',
          fresh: key }));
      } finally {
        secret.fill(0);
        key.fill(0);
      }
    });
    this.#typed = '';
    if (session !== undefined) {
      app.opened(session);
    } else if (!done) {
      document.querySelector<HTMLElement>('#secret')?.focus();
      app.redraw();
    }
  }
}
