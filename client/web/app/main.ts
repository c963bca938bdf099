// SPDX-License-Identifier: EUPL-1.2
// Hello! This is where the web app begins: it makes sure that it is the only
// one on this profile, loads the core, and shows the first screen.

import { html, render } from 'lit-html';

import { FetchTransport } from '../src/transport.js';
import { App } from './app.js';
import type { AppGround, Screen } from './app.js';
import type { Self } from '../src/views.js';
import { IndexedRows } from './browser/indexed_rows.js';
import { ownScript } from './browser/trusted.js';
import { CoordinatorHome } from './screens/coordinator.js';
import { SupporterHome } from './screens/desk.js';
import { ContactHome } from './screens/home.js';
import { Join } from './screens/join.js';
import { ProfessionalHome } from './screens/worklist.js';
import { Unlock } from './screens/unlock.js';
import { troubleOf } from './troubles.js';
import { _, preferred, speak } from './words.js';

declare const CORE_FILE: string;

const root = document.querySelector<HTMLElement>('#app') ?? document.body;

function stop(sentence: string): void {
  render(html`<main><h1 class="nl-heading nl-heading--level-1">Zijlijn</h1>
    <p class="nl-paragraph" role="alert">${sentence}</p></main>`, root);
}

async function groundOf(): Promise<AppGround> {
  const [module, rows] = await Promise.all([
    WebAssembly.compileStreaming(fetch(CORE_FILE)),
    IndexedRows.open('zijlijn'),
  ]);
  return { module, rows, transport: new FetchTransport(), clock: Date.now };
}

/** The code of a link; it does not stay in the address. */
function codeOf(): string {
  const code = decodeURIComponent(location.hash.slice(1));
  if (code !== '') {
    history.replaceState(null, '', location.pathname);
  }
  return code;
}

function homeOf(role: Self['role']): Screen {
  switch (role) {
    case 'professional':
      return new ProfessionalHome();
    case 'supporter':
      return new SupporterHome();
    case 'coordinator':
      return new CoordinatorHome();
    default:
      return new ContactHome();
  }
}

async function start(): Promise<void> {
  const code = codeOf();
  const ground = await groundOf();
  let joined = await ground.rows.header() !== null;
  const first = (): Screen => joined
    ? new Unlock()
    : new Join(code, () => {
      joined = true;
    });
  root.replaceChildren();
  new App(root, ground, first, homeOf).begin();
}

/** One tab holds the profile, until it is closed. */
async function alone(): Promise<void> {
  await speak(preferred());
  if (!('locks' in navigator) || typeof WebAssembly !== 'object') {
    stop(_('This browser is too old for Zijlijn, or keeps it from working. ' +
      'Use a newer one.'));
    return;
  }
  await navigator.locks.request('zijlijn', { ifAvailable: true },
    async (lock) => {
      if (lock === null) {
        stop(_('Zijlijn is open in another tab or window. Go on there, or ' +
          'close it and open this page again.'));
        return;
      }
      try {
        await start();
      } catch (thrown) {
        stop(troubleOf(thrown));
        return;
      }
      await new Promise(() => undefined);
    });
}

if ('serviceWorker' in navigator) {
  navigator.serviceWorker.register(ownScript('offline.js'))
    .catch(() => undefined);
}
void alone();
