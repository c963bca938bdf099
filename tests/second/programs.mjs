// SPDX-License-Identifier: EUPL-1.2
// The real programs: a zijlijnd on loopback, and people with zijlijn; or,
// where ZL_CORE names the core as a WebAssembly module, with the modules of
// the web app over it (tests/web), but for whoever founds the organisation.
// Needs ZL_BUILD and ZL_SOURCE.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env, execPath } from 'node:process';
import { createInterface } from 'node:readline';

const zijlijn = join(env.ZL_BUILD, 'client/cli/zijlijn');
const zijlijnd = join(env.ZL_BUILD, 'server/zijlijnd');

/** The command and its first words for this person. */
function programOf(who) {
  return env.ZL_CORE && who !== 'coordinator'
    ? [execPath, join(env.ZL_BUILD, 'web/tests/web/zijlijn.js')]
    : [zijlijn];
}

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/** An organisation with a running server; stop() ends it and all traces. */
export class Organisation {
  static async found() {
    const made = new Organisation();
    made.work = mkdtempSync(join(tmpdir(), 'zl-second-'));
    const listen = `127.0.0.1:${await freePort()}`;
    made.origin = `http://${listen}`;
    const data = join(made.work, 'data');
    const logKey = spawnSync(zijlijnd, ['--init', data],
      { encoding: 'utf8' }).stdout.trim();
    const created = made.as('coordinator', ['organisation', 'create',
      join(env.ZL_SOURCE, 'tests/data/organisation.json'),
      '--log-key', logKey, '--server', made.origin]);
    Object.assign(made, { root: created.root, words: created.words });
    made.server = spawn(zijlijnd, ['--data', data, '--root', created.root,
      '--origin', made.origin, '--listen', listen],
    { stdio: ['ignore', 'pipe', 'ignore'] });
    for await (const line of createInterface(made.server.stdout)) {
      if (line.includes('ready on')) {
        return made;
      }
    }
    throw new Error('the server does not start');
  }

  async stop() {
    if (this.server?.exitCode === null) {
      const gone = new Promise((done) => this.server.once('exit', done));
      this.server.kill();
      await gone;
    }
    rmSync(this.work, { recursive: true });
  }

  /** `zijlijn` as this person; the JSON object that it prints. */
  as(who, words, input = '') {
    const key = join(this.work, `${who}.key`);
    if (!existsSync(key)) {
      spawnSync(zijlijn, ['key-file', key]);
    }
    const always = ['--json', '--yes', '--key-file', key];
    const [program, ...first] = programOf(who);
    const done = spawnSync(program, [...first, ...always, ...words], {
      input,
      encoding: 'utf8',
      env: { ...env, ZIJLIJN_HOME: join(this.work, who) },
    });
    assert.equal(done.status, 0, `${who} ${words}: ${done.stdout}`);
    return JSON.parse(done.stdout);
  }

  /** A code with which somebody can join. */
  invite(by, words) {
    return this.as(by, ['invite', '--phone', '0612345678', ...words]).code;
  }

  /** The same, and that person joins with `zijlijn`. */
  joins(by, who, words) {
    const code = this.invite(by, words);
    this.as(who, ['join', '--server', this.origin], `${code}\n`);
  }

  /** Somebody says something: a command with these words as its text. */
  says(who, words, command) {
    return this.as(who, [...command, '--text-file', '-'], words);
  }

  /** Two clubs, a supporter, an account holder and a deputy. */
  people() {
    const coordinator = (...words) => this.as('coordinator', words);
    coordinator('sync');
    coordinator('club', 'add', 'SV Zuiderpark', '--kind', 'football',
      '--district', 'Zuid');
    coordinator('club', 'add', 'Scouting De Meeuw', '--kind', 'scouting',
      '--district', 'Noord');
    this.joins('coordinator', 'petra', ['--role', 'supporter', '--name',
      'Petra']);
    this.joins('coordinator', 'samira', ['--role', 'professional', '--name',
      'Samira', '--team', 'Team Zuid']);
  }

  assign(...deputies) {
    this.as('coordinator', ['assign', 'SV Zuiderpark', '--account-holder',
      'Samira', '--phone', '070 555 01 20',
      ...deputies.flatMap((name) => ['--deputy', name])]);
  }
}
