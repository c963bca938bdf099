// SPDX-License-Identifier: EUPL-1.2
// The club register (docs/protocol.md, 10): what the core has checked to be the
// page or list that was asked for. Days are YYYY-MM-DD.

import type { Session } from './session.js';

export type Requirement = 'contact' | 'account-holder' | 'vog' | 'training' |
  'code-of-conduct' | 'trainers' | 'visit' | 'need';

export interface Light {
  readonly requirement: Requirement;
  readonly colour: 'green' | 'amber' | 'red';
  readonly reason?: string;
  readonly on?: string;
}

export interface ToDo {
  readonly what: Requirement | 'invitation';
  readonly reason: string;
  readonly urgency: 'now' | '2-weeks' | '8-weeks';
  readonly on?: string;
}

export interface Details {
  readonly address?: string;
  readonly website?: string;
  readonly youth_members?: number;
  readonly extra_support?: string;
  readonly visit_days?: number;
  readonly code_of_conduct?: string;
  readonly trainers_trained?: string;
}

export interface ClubPerson {
  readonly id: string;
  readonly given: string;
  readonly prefix?: string;
  readonly family: string;
  readonly post: 'contact' | 'chair' | 'secretary' | 'trainer' | 'other';
  readonly member?: string;
  readonly phone?: string;
  readonly mail?: string;
  readonly vog_seen?: string;
  readonly trained_until?: string;
}

export interface Visit {
  readonly id: string;
  readonly on: string;
  readonly done: boolean;
  readonly by: string;
  readonly how: 'visit' | 'phone' | 'other';
  readonly about: 'acquaintance' | 'rhythm' | 'need' | 'training' | 'other';
  readonly note?: string;
}

export interface Need {
  readonly id: string;
  readonly what: 'contact' | 'training' | 'code-of-conduct' | 'vog' |
    'volunteers' | 'talk' | 'other';
  readonly asked: boolean;
  readonly status: 'open' | 'in-hand' | 'done';
  readonly since: string;
  readonly helper?: string;
  readonly note?: string;
}

export interface Page {
  readonly club: string;
  readonly name: string;
  readonly kind: string;
  readonly ended: boolean;
  readonly details: Details;
  readonly contacts: readonly {
    readonly member: string;
    readonly until: string;
    readonly state: 'in-force' | 'invited' | 'invitation-expired' |
      'not-yet' | 'ended';
    readonly since: string;
  }[];
  readonly vacant_since?: string;
  readonly account_holder?: { readonly member: string;
    readonly state: string };
  readonly deputies: readonly { readonly member: string;
    readonly state: string }[];
  readonly people?: readonly ClubPerson[];
  readonly visits: readonly Visit[];
  readonly needs: readonly Need[];
  readonly lights?: readonly Light[];
  readonly to_dos?: readonly ToDo[];
}

export interface ClubRow {
  readonly club: string;
  readonly name: string;
  readonly kind: string;
  readonly district: string;
  readonly visited?: string;
  readonly planned?: string;
  readonly contacts?: number;
  readonly lights?: readonly Light[];
}

export interface ClubToDo extends ToDo {
  readonly club: string;
  readonly name: string;
}

export interface DistrictRow {
  readonly district: string;
  readonly clubs: number;
  /** Without these it has fewer than five clubs. */
  readonly contacts?: number;
  readonly lights?: readonly { readonly requirement: Requirement;
    readonly green: number; readonly amber: number;
    readonly red: number }[];
}

/** A page, and what a change made from it says. */
export interface Tagged<What> {
  readonly what: What;
  readonly etag: string;
}

async function ask<What>(session: Session, method: 'GET' | 'PUT' | 'DELETE',
  path: string, { body, match, isNew = false, atOnce = false, ...checked }: {
    body?: object; match?: string | undefined; isNew?: boolean;
    atOnce?: boolean;
    what: string; club?: string; after?: number;
  }): Promise<Tagged<What>> {
  session.do({ do: 'register', method, path, match, is_new: isNew,
    at_once: atOnce },
    new TextEncoder().encode(body === undefined ? ''
      : JSON.stringify({ v: 1, ...body })));
  await session.loop();
  const { said, bytes } = session.do<{ etag?: string }>(
    { do: 'registered', ...checked });
  return { etag: said.etag ?? '',
    what: JSON.parse(new TextDecoder().decode(bytes)) as What };
}

/** All of a list, piece by piece. */
async function whole<Row>(session: Session, what: string, name: string):
Promise<Row[]> {
  const rows: Row[] = [];
  for (let after: number | undefined = 0; after !== undefined;) {
    const piece: Tagged<Record<string, Row[]> & { next?: number }> =
      await ask(session, 'GET', `/v1/register/${what}?after=${after}`,
        { what, after, atOnce: true });
    rows.push(...piece.what[name] ?? []);
    after = piece.what.next;
  }
  return rows;
}

export function clubsOf(session: Session): Promise<ClubRow[]> {
  return whole(session, 'clubs', 'clubs');
}

export function toDosOf(session: Session): Promise<ClubToDo[]> {
  return whole(session, 'to-dos', 'to_dos');
}

export async function overviewOf(session: Session): Promise<DistrictRow[]> {
  const { what } = await ask<{ districts: DistrictRow[] }>(session, 'GET',
    '/v1/register/overview', { what: 'overview', atOnce: true });
  return what.districts;
}

export function pageOf(session: Session, club: string): Promise<Tagged<Page>> {
  return ask(session, 'GET', `/v1/register/clubs/${club}`,
    { what: 'page', club });
}

/** Which part of a page is put, and under which name. */
export interface Part {
  readonly in: 'people' | 'visits' | 'needs';
  /** None: it is new, under a name that is made. */
  readonly id?: string;
}

function newId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Replace the club's own details, or put a part; gives the new page. */
export function put(session: Session, page: Tagged<Page>, body: object,
  part?: Part): Promise<Tagged<Page>> {
  const { club } = page.what;
  const isNew = part !== undefined && part.id === undefined;
  const path = part === undefined ? ''
    : `/${part.in}/${part.id ?? newId()}`;
  return ask(session, 'PUT', `/v1/register/clubs/${club}${path}`,
    { body, isNew, match: isNew ? undefined : page.etag, what: 'page', club });
}

export function drop(session: Session, page: Tagged<Page>,
  part: Required<Part>): Promise<Tagged<Page>> {
  const { club } = page.what;
  return ask(session, 'DELETE',
    `/v1/register/clubs/${club}/${part.in}/${part.id}`,
    { match: page.etag, what: 'page', club });
}
