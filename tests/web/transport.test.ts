// SPDX-License-Identifier: EUPL-1.2
// Goal: requests go to a server that may be talked to, and to no other; no
// answer is followed elsewhere or read without end.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import test from 'node:test';

import { Failure, Status } from '../../client/web/src/status.js';
import { FetchTransport, isAllowed } from
  '../../client/web/src/transport.js';
import type { Request } from '../../client/web/src/transport.js';

const nothing = new Uint8Array(0);

async function served<T>(listener: RequestListener,
  run: (origin: string) => Promise<T>): Promise<T> {
  const server = createServer(listener);
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  try {
    return await run(`http://127.0.0.1:${port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

function get(origin: string): Request {
  return { method: 'GET', origin, path: '/v1/head', is_json: false,
    wait_s: 0 };
}

function isFailure(status: number): (thrown: unknown) => boolean {
  return (thrown) => thrown instanceof Failure && thrown.status === status;
}

test('origins that may be talked to', () => {
  for (const origin of ['https://a.example', 'https://a.example:8443',
    'http://127.0.0.1:80', 'http://localhost', 'http://[::1]:8080',
    'https://[2001:db8::1]']) {
    assert.ok(isAllowed(origin), origin);
  }
  for (const origin of ['http://a.example', 'http://127.0.0.1.a.example',
    'http://localhost.a.example', 'https://u@a.example', 'https://a/b',
    'ftp://a.example', 'a.example', 'https://', 'https://A.example',
    'https://a.example:', 'https://a://b']) {
    assert.ok(!isAllowed(origin), origin);
  }
});

test('a request has what the core gave it, and no more', async () => {
  const seen: Record<string, unknown>[] = [];
  await served((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      seen.push({ method: request.method, url: request.url,
        body: Buffer.concat(parts).toString(), ...request.headers });
      response.writeHead(201, { ETag: '"t"' }).end('seen');
    });
  }, async (origin) => {
    const asked: Request = { method: 'PUT', origin, path: '/v1/x?a=1',
      is_json: false, if_match: '"e"', content_digest: 'd',
      signature_input: 'i', signature: 's', wait_s: 0 };
    const body = new TextEncoder().encode('body');
    const answer = await new FetchTransport().send(asked, body);
    assert.equal(answer.http, 201);
    assert.equal(answer.etag, '"t"');
    assert.equal(new TextDecoder().decode(answer.body), 'seen');
    await new FetchTransport().send({ ...asked, is_json: true,
      method: 'DELETE' }, nothing);
  });
  const [one, other] = seen;
  assert.deepEqual([one?.['method'], one?.['url'], one?.['body'],
    one?.['content-digest'], one?.['signature-input'], one?.['signature'],
    one?.['content-type']],
  ['PUT', '/v1/x?a=1', 'body', 'd', 'i', 's', 'application/octet-stream']);
  assert.equal(one?.['if-match'], '"e"');
  assert.equal(other?.['method'], 'DELETE');
  assert.equal(other?.['content-type'], undefined);
  assert.equal(one?.['cookie'], undefined);
  assert.equal(one?.['referer'], undefined);
});

test('nobody is followed elsewhere', async () => {
  let followed = false;
  await served((request, response) => {
    followed ||= request.url === '/away';
    response.writeHead(307, { Location: '/away' }).end();
  }, (origin) => assert.rejects(
    new FetchTransport().send(get(origin), nothing),
    isFailure(Status.SERVER)));
  assert.ok(!followed);
});

test('an answer has an end', async () => {
  await served((_, response) => {
    response.writeHead(200);
    const more = (): void => {
      while (response.write(Buffer.alloc(1024))) {
        // as long as somebody listens
      }
    };
    response.on('drain', more);
    more();
  }, (origin) => assert.rejects(
    new FetchTransport(10_000, 4096).send(get(origin), nothing),
    isFailure(Status.SERVER)));
});

test('a slow or broken answer is no answer', async () => {
  await served((_, response) => {
    response.writeHead(200).write('a');
  }, (origin) => assert.rejects(
    new FetchTransport(200).send(get(origin), nothing),
    isFailure(Status.NETWORK)));
  await served((request) => {
    request.socket.destroy();
  }, (origin) => assert.rejects(
    new FetchTransport().send(get(origin), nothing),
    isFailure(Status.NETWORK)));
});

test('nothing is asked of who may not be talked to', async () => {
  await assert.rejects(
    new FetchTransport().send(get('http://a.example'), nothing),
    isFailure(Status.USAGE));
});
