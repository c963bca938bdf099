// SPDX-License-Identifier: EUPL-1.2
// What is being typed, kept sealed on this device at every pause.

import type { App } from './app.js';
import type { Typed } from './screens/note_form.js';

export interface Draft {
  /** A club, or for what is added, a signal. */
  readonly about: string;
  readonly typed: Typed;
}

const pauseMs = 700;

export function draftOf(app: App): Draft | undefined {
  const { bytes } = app.session.do({ do: 'draft' });
  try {
    return bytes.length === 0 ? undefined
      : JSON.parse(new TextDecoder().decode(bytes)) as Draft;
  } finally {
    bytes.fill(0);
  }
}

export class Keeper {
  #timer: number | undefined;
  #draft: Draft | undefined;

  /** Something changed: it is kept at the next pause. */
  later(app: App, draft: Draft): void {
    this.#draft = draft;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.now(app), pauseMs);
  }

  /** Keep it now. A disk that is full is told of when it is sent. */
  async now(app: App): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#draft === undefined) {
      return;
    }
    const bytes = new TextEncoder().encode(JSON.stringify(this.#draft));
    this.#draft = undefined;
    await app.alone(async () => {
      app.session.do({ do: 'put-draft' }, bytes);
      await app.session.save();
    }).catch(() => undefined);
    bytes.fill(0);
  }

  /** It was sent or thrown away; stored with whatever is stored next. */
  drop(app: App): void {
    clearTimeout(this.#timer);
    this.#draft = undefined;
    app.session.do({ do: 'put-draft' });
  }
}
