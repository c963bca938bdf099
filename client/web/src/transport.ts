// SPDX-License-Identifier: EUPL-1.2
// Requests over the network by fetch: no redirect is followed, no cookie or
// credential goes along, no answer is read that is larger than it may be.

import { Failure, Status } from './status.js';

/** A request as the core gives it; its body comes beside it. */
export interface Request {
  readonly method: 'GET' | 'PUT' | 'DELETE';
  readonly origin: string;
  readonly path: string;
  /** The body is; else it is bytes. */
  readonly is_json: boolean;
  readonly if_match?: string;
  readonly if_none_match?: string;
  readonly content_digest?: string;
  readonly signature_input?: string;
  readonly signature?: string;
  readonly wait_s: number;
}

export interface Answer {
  readonly http: number;
  readonly etag?: string | undefined;
  readonly body: Uint8Array;
}

export interface Transport {
  /** @throws Failure NETWORK (no connection, or it broke), SERVER (a
   *  redirect, or too large), USAGE (an origin that is not allowed). */
  send(request: Request, body: Uint8Array): Promise<Answer>;
}

const authority =
  /^(\[[0-9a-f:.]{2,}\]|[a-z0-9.-]{1,255})(:[0-9]{1,5})?$/;
const loopback = /^(127\.0\.0\.1|localhost|\[::1\])(:|$)/;

/** May we talk to this origin: https, or http to this machine itself? */
export function isAllowed(origin: string): boolean {
  const [, scheme, rest = ''] = /^(https?):\/\/(.*)$/.exec(origin) ?? [];
  return authority.test(rest) &&
    (scheme === 'https' || loopback.test(rest));
}

export class FetchTransport implements Transport {
  readonly #totalMs: number;
  readonly #most: number;
  #stop = new AbortController();

  /** @param totalMs from beginning to end, also of a slow answer
   *  @param most bytes of an answer */
  constructor(totalMs = 90_000, most = 64 * 1024 * 1024) {
    this.#totalMs = totalMs;
    this.#most = most;
  }

  /** Let go of the request that is on its way: it fails as NETWORK. */
  stop(): void {
    this.#stop.abort();
  }

  async send(request: Request, body: Uint8Array): Promise<Answer> {
    if (!isAllowed(request.origin) || !request.path.startsWith('/')) {
      throw new Failure(Status.USAGE, `not a server: ${request.origin}`);
    }
    this.#stop = new AbortController();
    const timer = setTimeout(() => this.#stop.abort(), this.#totalMs);
    try {
      return await this.#exchange(request, body);
    } finally {
      clearTimeout(timer);
    }
  }

  async #exchange(request: Request, body: Uint8Array): Promise<Answer> {
    let response: Response;
    try {
      response = await fetch(request.origin + request.path, {
        method: request.method,
        headers: headersOf(request, body),
        ...(request.method === 'PUT' ? { body: body as BodyInit } : {}),
        redirect: 'manual',
        credentials: 'omit',
        cache: 'no-store',
        referrerPolicy: 'no-referrer',
        signal: this.#stop.signal,
      });
    } catch {
      throw new Failure(Status.NETWORK, 'no connection');
    }
    if (response.type === 'opaqueredirect' ||
        (response.status >= 300 && response.status < 400)) {
      throw new Failure(Status.SERVER, 'it sends us elsewhere');
    }
    return { http: response.status, body: await this.#read(response),
      etag: response.headers.get('etag') ?? undefined };
  }

  async #read(response: Response): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    let size = 0;
    if (response.body === null) {
      return new Uint8Array(0);
    }
    try {
      for await (const part of response.body) {
        size += part.length;
        parts.push(part);
        if (size > this.#most) {
          break;
        }
      }
    } catch {
      throw new Failure(Status.NETWORK, 'the connection broke');
    }
    if (size > this.#most) {
      throw new Failure(Status.SERVER, 'its answer is larger than it may be');
    }
    const whole = new Uint8Array(size);
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }
}

function headersOf(request: Request, body: Uint8Array):
Record<string, string> {
  const headers: Record<string, string> = {
    Accept: 'application/octet-stream, application/json, ' +
      'application/problem+json',
  };
  if (body.length > 0) {
    headers['Content-Type'] =
      request.is_json ? 'application/json' : 'application/octet-stream';
  }
  if (request.if_match !== undefined) {
    headers['If-Match'] = request.if_match;
  }
  if (request.if_none_match !== undefined) {
    headers['If-None-Match'] = request.if_none_match;
  }
  if (request.content_digest !== undefined) {
    headers['Content-Digest'] = request.content_digest;
  }
  if (request.signature_input !== undefined) {
    headers['Signature-Input'] = request.signature_input;
  }
  if (request.signature !== undefined) {
    headers['Signature'] = request.signature;
  }
  return headers;
}
