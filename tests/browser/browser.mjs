// SPDX-License-Identifier: EUPL-1.2
// A browser as a person has one, and what is looked at on every screen.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { env } from 'node:process';

const npm = join(env.ZL_SOURCE, 'build/npm/node_modules');
const require = createRequire(join(npm, 'x.js'));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const screens = env.ZL_SCREENS;

export const phone = { width: 360, height: 740 };
export const laptop = { width: 1280, height: 800 };

const mostMs = 30_000;

export function insist(holds, ...said) {
  if (!holds) {
    throw new Error(`WRONG: ${said.map(String).join(' ')}`);
  }
}

/** zijlijn as one of those who are played on the command line. */
export function cli(who, ...words) {
  return JSON.parse(execFileSync(env.ZL_CLI, ['--key-file',
    `${env.ZL_WORK}/${who}.key`, '--json', ...words],
  { env: { ...env, ZIJLIJN_HOME: `${env.ZL_WORK}/${who}` },
    encoding: 'utf8' }));
}

/** One person's browser: a profile folder of its own, as on a device. */
export class Browser {
  #context;
  page;
  taps = 0;
  elsewhere = [];
  faults = [];
  #name;
  #shots = 0;
  #folder;
  #size;

  constructor(name, size) {
    this.#name = name;
    this.#size = size;
    this.#folder = mkdtempSync(join(env.ZL_WORK, 'browser-'));
  }

  async start() {
    this.#context = await chromium.launchPersistentContext(this.#folder, {
      executablePath: '/usr/bin/chromium', headless: true,
      args: ['--no-sandbox', '--disable-quic', '--disable-sync',
        '--disable-background-networking', '--disable-component-update',
        '--ignore-certificate-errors', '--disable-dev-shm-usage'],
      viewport: this.#size, locale: 'nl-NL', timezoneId: 'Europe/Amsterdam',
      hasTouch: this.#size.width < 600,
    });
    this.#context.setDefaultTimeout(mostMs);
    this.#context.on('request', (request) => {
      const { hostname } = new URL(request.url());
      if (!['localhost', ''].includes(hostname)) {
        this.elsewhere.push(request.url());
      }
    });
    this.page = this.#context.pages()[0] ?? await this.#context.newPage();
    this.#watch(this.page);
  }

  /** What the page complains of; being without a network is no fault. */
  #watch(page) {
    page.on('pageerror', (error) => this.faults.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error' &&
          !/ERR_(INTERNET_DISCONNECTED|FAILED)/.test(message.text())) {
        this.faults.push(message.text());
      }
    });
  }

  async newPage() {
    const page = await this.#context.newPage();
    this.#watch(page);
    return page;
  }

  offline(off) {
    return this.#context.setOffline(off);
  }

  /** The tab is gone from one moment to the next; the device stays. */
  async killed(url) {
    const before = this.page;
    this.page = await this.newPage();
    const cdp = await this.#context.newCDPSession(before);
    cdp.send('Page.crash').catch(() => undefined);
    await before.waitForEvent('crash').catch(() => undefined);
    await before.close();
    await this.page.goto(url);
  }

  stop() {
    return this.#context.close();
  }

  /** Something went wrong: what it looked like, and what it complained of. */
  async failed() {
    const path = join(screens, `${this.#name}-failed.png`);
    await this.page?.screenshot({ path }).catch(() => undefined);
    console.error(this.#name, this.page?.url(), this.faults.join('\n'), path);
  }

  /* ---- As a person ---- */

  async tap(name, role = 'button') {
    this.taps++;
    await this.page.getByRole(role, { name, exact: true }).click();
  }

  type(label, text) {
    return this.page.getByLabel(label, { exact: true }).fill(text);
  }

  async sees(...texts) {
    for (const text of texts) {
      await this.page.getByText(text).first().waitFor();
    }
  }

  async heading(text) {
    await this.page.getByRole('heading', { level: 1, name: text }).waitFor();
  }

  /** What holds of each screen: nothing for axe to find, nothing wider than
   *  the smallest phone, and a picture of it for who reviews. */
  async looked(what) {
    mkdirSync(screens, { recursive: true });
    const number = String(++this.#shots).padStart(2, '0');
    const { page } = this;
    for (const scheme of ['dark', 'light']) {
      await page.emulateMedia({ colorScheme: scheme });
      await this.#accessible(`${what} (${scheme})`);
      await page.screenshot({ fullPage: true, path: join(screens,
        `${this.#name}-${number}-${what}-${scheme}.png`) });
    }
    await page.setViewportSize({ width: 320, height: 640 });
    const wide = await page.evaluate(
      () => document.documentElement.scrollWidth);
    insist(wide <= 320, what, 'is', wide, 'wide on a screen of 320');
    await page.setViewportSize(this.#size);
  }

  async #accessible(what) {
    const found = await this.page.evaluate(async ({ source }) => {
      if (globalThis.axe === undefined) {
        // The page's policy lets nothing in; a test comes in beside it.
        (0, eval)(source);
      }
      const { violations } = await globalThis.axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',
          'best-practice'] });
      return violations.map(({ id, nodes }) => `${id}: ${
        nodes.map(({ html }) => html).join(' ')}`);
    }, { source: axe });
    insist(found.length === 0, what, found.join('\n'));
  }
}
