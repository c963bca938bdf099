// SPDX-License-Identifier: EUPL-1.2
// The app around the screens: which one is shown, what is going on, what went
// wrong, and when it locks. A screen draws itself from what the session says
// and keeps only what is being typed.

import { html, nothing, render } from 'lit-html';
import type { TemplateResult } from 'lit-html';

import type { Ground, Session } from '../src/session.js';
import type { FetchTransport } from '../src/transport.js';
import type { Self } from '../src/views.js';
import { noticeOf } from './notices.js';
import type { Notice } from './notices.js';
import { emergency } from './parts.js';
import { isAway, troubleOf } from './troubles.js';
import { _, language, languages, speak } from './words.js';

/** What the app stands on: requests that can be let go of. */
export interface AppGround extends Ground {
  readonly transport: FetchTransport;
}

export interface Screen {
  /** What stands above it. */
  heading(app: App): string;
  view(app: App): TemplateResult;
  /** It has just come up, or back: fetch what only the server has. */
  shown?(app: App): void;
  /** It is being left: keep what was typed. */
  leave?(app: App): Promise<void>;
}

/** Idle for so long, it locks. */
const idleMs = 5 * 60_000;
const syncMs = 60_000;

export class App {
  readonly ground: AppGround;
  readonly #root: HTMLElement;
  readonly #start: () => Screen;
  readonly #home: (role: Self['role']) => Screen;
  #session: Session | undefined;
  #screens: Screen[] = [];
  #busy: string | undefined;
  #trouble: string | undefined;
  #notices: Notice[] = [];
  #away = false;
  #idle: number | undefined;
  #moved = false;
  #turn: Promise<unknown> = Promise.resolve();
  #refreshing = false;

  /** @param start what is shown while it is locked, or nobody has joined. */
  constructor(root: HTMLElement, ground: AppGround, start: () => Screen,
    home: (role: Self['role']) => Screen) {
    this.#root = root;
    this.ground = ground;
    this.#start = start;
    this.#home = home;
    addEventListener('popstate', () => void this.#popped());
    addEventListener('online', () => void this.refresh());
    for (const sign of ['pointerdown', 'keydown', 'visibilitychange']) {
      document.addEventListener(sign, () => this.#awake());
    }
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') {
        void this.#screen?.leave?.(this);
      } else {
        void this.refresh();
      }
    });
    setInterval(() => void this.refresh(), syncMs);
  }

  get session(): Session {
    if (this.#session === undefined) {
      throw new Error('nothing is open');
    }
    return this.#session;
  }

  get self(): Self {
    return this.session.do<Self>({ do: 'self' }).said;
  }

  get busy(): boolean {
    return this.#busy !== undefined;
  }

  /** Without a connection since the last try. */
  get away(): boolean {
    return this.#away;
  }

  get #screen(): Screen | undefined {
    return this.#screens.at(-1);
  }

  /* ---- Screens ---- */

  /** Lock, or begin. */
  begin(): void {
    this.#session?.close();
    this.#session = undefined;
    this.#notices = [];
    this.#trouble = undefined;
    this.#screens = [this.#start()];
    this.#moved = true;
    this.redraw();
  }

  /** A session is open: show its first screen. */
  opened(session: Session): void {
    this.#session = session;
    this.#screens = [this.#home(this.self.role)];
    this.#moved = true;
    this.#awake();
    this.redraw();
    this.#up();
  }

  /** A screen came up: what it needs is fetched, or else what is new. */
  #up(): void {
    if (this.#screen?.shown !== undefined) {
      this.#screen.shown(this);
    } else {
      void this.refresh();
    }
  }

  /** Another screen, with a way back. Its address stays the same, so that
   *  the browser's history tells nothing. */
  show(screen: Screen): void {
    this.#screens.push(screen);
    this.#notices = this.#notices.filter(({ passing }) => !passing);
    history.pushState(null, '');
    this.#changed();
  }

  /** Another screen in the place of this one. */
  replace(screen: Screen): void {
    this.#screens.splice(-1, 1, screen);
    this.#changed();
  }

  back(): void {
    if (this.#screens.length > 1) {
      history.back();
    }
  }

  async #popped(): Promise<void> {
    if (this.#screens.length > 1) {
      await this.#screens.pop()?.leave?.(this);
      this.#changed();
    }
  }

  /** Back to the first screen. */
  async home(): Promise<void> {
    await this.#screen?.leave?.(this);
    this.#screens.splice(1);
    this.#changed();
  }

  #changed(): void {
    this.#trouble = undefined;
    this.#moved = true;
    this.redraw();
    this.#screen?.shown?.(this);
  }

  /* ---- Doing ---- */

  /**
   * Do something with the session, alone: what changes while a row is being
   * stored would be forgotten. Fetching in the background makes room at once.
   */
  alone<T>(act: () => Promise<T>): Promise<T> {
    if (this.#refreshing) {
      this.ground.transport.stop();
    }
    const turn = this.#turn.then(act);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /**
   * Do something that takes a while: the screen says what, takes nothing else
   * meanwhile, and tells what went wrong.
   *
   * @return whether it was done.
   */
  async doing(what: string, act: () => Promise<void>): Promise<boolean> {
    if (this.#busy !== undefined) {
      return false;
    }
    this.#busy = what;
    this.#trouble = undefined;
    this.redraw();
    let done = true;
    try {
      await this.alone(act);
      this.#away = false;
    } catch (thrown) {
      done = false;
      this.#away = isAway(thrown);
      this.#trouble = troubleOf(thrown);
      if (this.#trouble === troubleOf(undefined)) {
        console.error(thrown);
      }
    }
    this.#busy = undefined;
    this.#take();
    this.redraw();
    return done;
  }

  /** Say what is wrong with what was typed. */
  wrong(sentence: string): void {
    this.#trouble = sentence;
    this.redraw();
    this.#root.querySelector<HTMLElement>('.trouble')?.focus();
  }

  /** Send what waits and fetch what is new; being away is no trouble. */
  async refresh(): Promise<void> {
    if (this.#session === undefined || this.#busy !== undefined) {
      return;
    }
    const session = this.#session;
    await this.alone(() => this.#fetch(session));
    if (this.#session === session) {
      this.#take();
    }
    this.redraw();
  }

  async #fetch(session: Session): Promise<void> {
    if (this.#session !== session) {
      return;
    }
    this.#refreshing = true;
    try {
      await session.sync();
      this.#away = false;
    } catch (thrown) {
      this.#away = isAway(thrown);
      if (!this.#away) {
        this.#trouble = troubleOf(thrown);
      }
    }
    this.#refreshing = false;
  }

  #take(): void {
    for (const message of this.#session?.messages() ?? []) {
      const notice = noticeOf(message);
      if (notice !== undefined &&
          !this.#notices.some(({ text }) => text === notice.text)) {
        this.#notices.push(notice);
      }
    }
  }

  #awake(): void {
    clearTimeout(this.#idle);
    if (this.#session !== undefined) {
      this.#idle = setTimeout(() => void this.lock(), idleMs);
    }
  }

  async lock(): Promise<void> {
    await this.#screen?.leave?.(this);
    await this.alone(async () => this.begin());
  }

  /** Nothing stays on the screen, at once; what was typed is kept if there is
   *  a moment for it. */
  leaveQuickly(): void {
    document.documentElement.replaceChildren();
    void this.#screen?.leave?.(this);
    location.replace('about:blank');
  }

  /* ---- Drawing ---- */

  redraw(): void {
    render(this.#page(), this.#root);
    if (this.#moved) {
      this.#moved = false;
      scrollTo(0, 0);
      this.#root.querySelector<HTMLElement>('h1')?.focus();
    }
  }

  #page(): TemplateResult {
    const open = this.#session !== undefined;
    return html`
      <a class="nl-skip-link nl-skip-link--visible-on-focus" href="#main"
        @click=${this.#skip}>${_('To the text')}</a>
      <header class="bar">
        ${this.#screens.length > 1
          ? html`<button class="plain" type="button"
              @click=${(): void => this.back()}>‹ ${_('Back')}</button>`
          : html`<span class="name">Zijlijn</span>`}
        <span class="spread"></span>
        ${languages.filter((one) => one !== language()).map((one) => html`
          <button class="plain" type="button" lang=${one}
            @click=${(): void => void this.#speak(one)}>${one === 'nl'
              ? 'Nederlands' : 'English'}</button>`)}
        ${open ? html`<button class="plain" type="button"
            @click=${(): void => void this.lock()}>${_('Lock')}</button>`
          : nothing}
        <button class="plain quick" type="button"
          @click=${(): void => this.leaveQuickly()}>${_('Leave quickly')}
        </button>
      </header>
      <main id="main" tabindex="-1">
        <h1 class="nl-heading nl-heading--level-1" tabindex="-1">${
          this.#screen?.heading(this) ?? ''}</h1>
        ${this.#said()}
        ${this.#screen?.view(this) ?? nothing}
      </main>
      <footer class="nl-paragraph">${emergency()}</footer>`;
  }

  #skip = (event: Event): void => {
    event.preventDefault();
    this.#root.querySelector<HTMLElement>('#main')?.focus();
  };

  #said(): TemplateResult {
    return html`
      <div role="status">${this.#busy
        ? html`<p class="nl-paragraph busy">${this.#busy}</p>` : nothing}</div>
      <div role="alert" class="trouble" tabindex="-1">${
        this.#trouble !== undefined
          ? html`<p class="nl-paragraph">${this.#trouble}</p>` : nothing}</div>
      ${this.#notices.map((notice, at) => html`
        <div class="notice"><p class="nl-paragraph">${notice.text}</p>
          <button class="plain" type="button" @click=${(): void => {
            this.#notices.splice(at, 1);
            this.redraw();
          }}>${_('Seen')}</button></div>`)}`;
  }

  async #speak(language: string): Promise<void> {
    await speak(language);
    this.redraw();
  }
}
