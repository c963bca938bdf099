// SPDX-License-Identifier: EUPL-1.2
// Writing a note, or adding to one: the questions, a look at what goes to
// whom, and what became of it.

import { html, nothing } from 'lit-html';
import type { TemplateResult } from 'lit-html';

import { statusOf, Status } from '../../src/status.js';
import type { Club, Person, Signal, WholeSignal } from '../../src/views.js';
import { bodyOf } from '../../src/writing.js';
import type { App, Screen } from '../app.js';
import { Keeper, draftOf } from '../drafts.js';
import { charterOf, goesTo, receiversOf } from '../organisation.js';
import { button, form, nameOf, ring, signposts, submit, tick }
  from '../parts.js';
import { isAway } from '../troubles.js';
import { _, dayOf, namesOf } from '../words.js';
import { answers, noteOf, questions } from './note_form.js';
import type { Typed } from './note_form.js';

type Stage = 'write' | 'review' | 'sent';

/** What is written to: a club, or a signal that is added to. */
export type About =
  { readonly club: Club } | { readonly signal: WholeSignal };

export class WriteNote implements Screen {
  readonly #about: About;
  readonly #keeper = new Keeper();
  readonly #leftOut = new Set<string>();
  #typed: Typed = {};
  #stage: Stage = 'write';
  #wrong: string | undefined;
  #record = '';

  constructor(app: App, about: About) {
    this.#about = about;
    const draft = draftOf(app);
    if (draft?.about === this.#id) {
      this.#typed = draft.typed;
    }
  }

  get #id(): string {
    return 'club' in this.#about ? this.#about.club.club
      : this.#about.signal.id;
  }

  heading(app: App): string {
    switch (this.#stage) {
      case 'write':
        return 'club' in this.#about ? _('Tell what you saw or heard')
          : _('Tell what came later');
      case 'review':
        return _('Look at it once more');
      case 'sent':
        return this.#isOut(app) ? _('Sent') : _('Safe on this device');
    }
  }

  async leave(app: App): Promise<void> {
    await this.#keeper.now(app);
  }

  view(app: App): TemplateResult {
    switch (this.#stage) {
      case 'write':
        return this.#write(app);
      case 'review':
        return this.#review(app);
      case 'sent':
        return this.#sent(app);
    }
  }

  /* ---- Writing ---- */

  #kind(): string | undefined {
    return 'club' in this.#about ? this.#about.club.kind : undefined;
  }

  #receivers(): Person[] {
    return 'club' in this.#about
      ? receiversOf(this.#about.club)
      : [...this.#about.signal.holders];
  }

  #goesTo(app: App): string {
    return 'club' in this.#about
      ? goesTo(app, this.#about.club, this.#leftOut)
      : namesOf(this.#receivers().map(nameOf));
  }

  #write(app: App): TemplateResult {
    const charter = charterOf(app);
    const first = this.#receivers()[0];
    if (first === undefined) {
      return html`<p class="nl-paragraph">${
        _('Nobody can receive this now. Ring the district team:')} ${
        'club' in this.#about && this.#about.club.phone !== undefined
          ? ring(this.#about.club.phone) : nothing}</p>
        ${signposts(charter, this.#kind())}`;
    }
    return form(() => this.#toReview(app), html`
      ${signposts(charter, this.#kind())}
      <p class="nl-paragraph">${_('It goes to %1. Nobody else can read it.',
        this.#goesTo(app))}</p>
      ${this.#leaveOut(app)}
      ${questions(app, { typed: this.#typed, charter,
        professional: app.self.role === 'professional', wrong: this.#wrong,
        answerer: nameOf(first), changed: (redraw) => {
          this.#keeper.later(app, { about: this.#id, typed: this.#typed });
          if (redraw) {
            app.redraw();
          }
        } })}
      <p class="nl-paragraph hint">${
        _('What you type is kept on this device, sealed, at every pause.')}</p>
      ${submit(_('Go on'), app.busy)}`);
  }

  #leaveOut(app: App): TemplateResult | typeof nothing {
    const persons = this.#receivers();
    if (!('club' in this.#about) || persons.length < 2) {
      return nothing;
    }
    return html`<details><summary>${
      _('Should one of them not get this?')}</summary>
      <p class="nl-paragraph">${_('Perhaps it is about somebody you both ' +
        'know. You need not say why.')}</p>
      ${persons.map((person) => tick({
        label: _('Not to %1', nameOf(person)),
        on: this.#leftOut.has(person.member), changed: (on) => {
          if (on && this.#leftOut.size < persons.length - 1) {
            this.#leftOut.add(person.member);
          } else {
            this.#leftOut.delete(person.member);
          }
          app.redraw();
        } }))}</details>`;
  }

  #toReview(app: App): void {
    const note = noteOf(this.#typed);
    const professional = app.self.role === 'professional';
    this.#wrong = undefined;
    if (note.text === undefined && note.contact_at === undefined) {
      this.#wrong = _('Tell something here, or fill in how you can be ' +
        'reached.');
    } else if (professional && note.came === undefined) {
      this.#wrong = _('Choose above how it came to you.');
    } else {
      this.#stage = 'review';
    }
    this.#moved(app, this.#wrong === undefined ? 'h1' : '#text');
  }

  #moved(app: App, to: string): void {
    app.redraw();
    const where = document.querySelector<HTMLElement>(to);
    where?.focus();
    if (to === 'h1') {
      scrollTo(0, 0);
    }
  }

  /* ---- Looking at it ---- */

  #unseen(): readonly Person[] {
    return 'club' in this.#about ? this.#about.club.unseen
      : this.#about.signal.unseen;
  }

  /** At the first note everybody is new, and shown anyway. */
  #wroteBefore(app: App): boolean {
    return app.session.do<{ signals: Signal[] }>({ do: 'signals' })
      .said.signals.some(({ author }) => author.member === app.self.member);
  }

  #review(app: App): TemplateResult {
    const unseen = this.#wroteBefore(app) ? this.#unseen()
      .filter(({ member }) => !this.#leftOut.has(member)) : [];
    return form(() => void this.#send(app), html`
      ${answers(noteOf(this.#typed))}
      <p class="nl-paragraph"><strong>${
        _('It goes to %1.', this.#goesTo(app))}</strong></p>
      ${unseen.length > 0 ? html`<p class="nl-paragraph">${
        _('New since your last note: %1. Do you not want that? Go back and ' +
          'leave somebody out.', namesOf(unseen.map(nameOf)))}</p>` : nothing}
      <p class="nl-paragraph">${_('You can take it back until it is opened.')}
      </p>
      ${submit(_('Send'), app.busy)}
      ${button({ text: _('Change something'), off: app.busy, act: () => {
        this.#stage = 'write';
        this.#moved(app, 'h1');
      } })}
      ${signposts(charterOf(app), this.#kind())}`);
  }

  async #send(app: App): Promise<void> {
    let stored = false;
    const done = await app.doing(_('Sending …'), async () => {
      const { session } = app;
      session.do({ do: 'seen',
        members: this.#unseen().map(({ member }) => member) });
      const body = bodyOf(noteOf(this.#typed), Date.now());
      const command = 'club' in this.#about
        ? { do: 'note', club: this.#about.club.club,
          left_out: [...this.#leftOut] }
        : { do: 'addendum', signal: this.#about.signal.id };
      this.#record = session.do<{ record: string }>(command, body)
        .said.record;
      body.fill(0);
      this.#keeper.drop(app);
      stored = true;
      await this.#deliver(app);
    });
    if (done || stored) {
      this.#typed = {};
      this.#stage = 'sent';
      this.#moved(app, 'h1');
    }
  }

  async #deliver(app: App): Promise<void> {
    try {
      await app.session.sync();
    } catch (thrown) {
      // A disk that refused kept nothing: what was typed still stands here.
      if (statusOf(thrown) === Status.STORAGE || !isAway(thrown)) {
        throw thrown;
      }
    }
  }

  /* ---- What became of it ---- */

  #signal(app: App): WholeSignal {
    return app.session.do<WholeSignal>({ do: 'signal',
      signal: 'club' in this.#about ? this.#record : this.#id }).said;
  }

  #isOut(app: App): boolean {
    const record = this.#signal(app).records
      .find(({ id }) => id === this.#record);
    return record !== undefined &&
      ['stored', 'listed', 'opened'].includes(record.progress);
  }

  #sent(app: App): TemplateResult {
    const out = this.#isOut(app);
    const { answer_by: by } = this.#signal(app).clock;
    return html`
      <p class="nl-paragraph">${out
        ? _('It is with %1 now. Nobody else can read it.', this.#goesTo(app))
        : _('There is no internet now. It goes out by itself as soon as ' +
          'there is, also if you close the app and open it later.')}</p>
      ${out && by !== undefined ? html`<p class="nl-paragraph">${
        _('You get an answer by %1.', dayOf(by))}</p>` : nothing}
      <p class="nl-paragraph">${
        _('What it means is looked at there. You need not do that.')}</p>
      ${button({ text: _('To the beginning'), kind: 'primary',
        act: () => void app.home() })}
      ${signposts(charterOf(app), this.#kind())}`;
  }
}
