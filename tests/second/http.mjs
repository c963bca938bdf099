// SPDX-License-Identifier: EUPL-1.2
// Requests (docs/protocol.md, 7): signed as RFC 9421 says, and refusals read.

import { H, Refused, must, text } from './bytes.mjs';
import { signRaw } from './sodium.mjs';

/** The headers that sign a request, and the base they sign (7.1). */
export function signature(pair, organisation, method, uri, created, body) {
  const digest = body && `sha-256=:${H(body).toString('base64')}:`;
  const covered = body
    ? '("@method" "@target-uri" "content-digest")'
    : '("@method" "@target-uri")';
  const parameters = `${covered};created=${created};keyid="${pair.key}";` +
    `tag="zijlijn-1-${organisation}"`;
  const base = [
    `"@method": ${method}`,
    `"@target-uri": ${uri}`,
    ...(body ? [`"content-digest": ${digest}`] : []),
    `"@signature-params": ${parameters}`,
  ].join('\n');
  const signed = signRaw(pair, text(base)).toString('base64');
  return {
    base,
    headers: {
      ...(body ? { 'content-digest': digest } : {}),
      'signature-input': `zl=${parameters}`,
      signature: `zl=:${signed}:`,
    },
  };
}

/** What answers at one origin; refusals come out as Refused. */
export class Server {
  constructor(origin, fetcher = fetch) {
    Object.assign(this, { origin, fetcher });
  }

  /** The bytes of the answer; `as` = {pair, organisation} signs. */
  async ask(method, path, { as, body } = {}) {
    const uri = `${this.origin}/v1${path}`;
    const headers = body ? { 'content-type': 'application/octet-stream' } : {};
    if (as) {
      const created = Math.floor(Date.now() / 1000);
      Object.assign(headers, signature(
        as.pair, as.organisation, method, uri, created, body,
      ).headers);
    }
    const answer = await this.fetcher(uri, {
      method, headers, body, redirect: 'error',
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    if (!answer.ok) {
      this.refused(answer, bytes);
    }
    must(answer.headers.get('api-version') === '1.0.0', 'another API',
      'version-unknown');
    return bytes;
  }

  refused(answer, bytes) {
    const kind = answer.headers.get('content-type') ?? '';
    if (!kind.startsWith('application/problem+json')) {
      throw new Refused('internal', `status ${answer.status}`);
    }
    const problem = JSON.parse(bytes);
    must(problem.status === answer.status, 'two statuses', 'internal');
    const refused = new Refused(
      problem.type.replace('urn:zijlijn:problem:', ''), problem.detail,
    );
    refused.problem = problem;
    throw refused;
  }
}
