// SPDX-License-Identifier: EUPL-1.2
// The service worker: keeps the files of one release, all or none of them, so
// that the app starts without a network. What goes to the organisation's
// server is none of its business.

declare const FILES: readonly string[];
declare const VERSION: string;

interface Lasting extends Event {
  waitUntil(what: Promise<unknown>): void;
}

interface Fetching extends Lasting {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

const worker = self as unknown as {
  readonly location: Location;
  addEventListener(name: 'install' | 'activate',
    listener: (event: Lasting) => void): void;
  addEventListener(name: 'fetch', listener: (event: Fetching) => void): void;
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
};

const shell = 'index.html';

worker.addEventListener('install', (event) => {
  event.waitUntil(caches.open(VERSION)
    .then((cache) => cache.addAll(FILES.map(
      (file) => new Request(file, { cache: 'reload' }))))
    .then(() => worker.skipWaiting()));
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names
      .filter((name) => name !== VERSION)
      .map((name) => caches.delete(name))))
    .then(() => worker.clients.claim()));
});

async function answer(request: Request, file: string): Promise<Response> {
  const cache = await caches.open(VERSION);
  return await cache.match(file) ?? fetch(request);
}

worker.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  const file = url.pathname === '/' ? shell : url.pathname.slice(1);
  if (event.request.method === 'GET' && url.origin === worker.location.origin &&
      FILES.includes(file)) {
    event.respondWith(answer(event.request, file));
  }
});
