// SPDX-License-Identifier: EUPL-1.2
// Hello! A program for tests that takes the words of `zijlijn --json` and
// prints what that prints, but is made of the web app's own modules over the
// core as WebAssembly: what the one is put through, the other is too.
//
//     node zijlijn.js WORD... --key-file FILE
//             ZIJLIJN_HOME chooses the profile
//     node zijlijn.js
//             does what each line of standard input says, one JSON object,
//             {"words", "home", "days", "typed"}, and answers with a line,
//             {"text", "code"}: nothing is kept between them but the module
//
// ZL_CORE names the module. Texts are not translated here: a message has its
// id and its arguments.

import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { argv, env, exit, stdin } from 'node:process';
import { createInterface } from 'node:readline';

import { Session } from '../../client/web/src/session.js';
import type { Ground } from '../../client/web/src/session.js';
import { Failure } from '../../client/web/src/status.js';
import { FetchTransport } from '../../client/web/src/transport.js';
import { find } from './commands.js';
import { Exit, exitOf, exitOfMessage, worse } from './exits.js';
import { FileRows } from './file_rows.js';
import { Words } from './words.js';

const dayMs = 86_400_000;
const module = await WebAssembly.compile(await readFile(env['ZL_CORE'] ?? ''));

interface Asked {
  readonly words: readonly string[];
  readonly home: string;
  /** By how many the clock is ahead. */
  readonly days: number;
  readonly typed: () => string;
}

interface Outcome {
  readonly said: object;
  readonly code: number;
}

function failed(thrown: unknown): Outcome {
  if (!(thrown instanceof Failure)) {
    throw thrown;
  }
  return {
    said: { error: { status: thrown.message, field: thrown.field } },
    code: exitOf(thrown.status),
  };
}

async function run(ground: Ground, words: Words): Promise<Outcome> {
  const secret = await readFile(words.need('key-file'));
  const session = words.words[0] === 'join'
    ? await Session.begin(ground, 'key-file', secret)
    : await Session.open(ground, secret);
  let outcome: Outcome;
  try {
    const said = await find(words)(session, words, ground.clock());
    outcome = { said, code: Exit.DONE };
  } catch (thrown) {
    outcome = failed(thrown);
  }
  const messages = session.messages();
  session.close();
  return {
    said: { ...outcome.said, ...messages.length > 0 ? { messages } : {} },
    code: messages.reduce(
      (so, { id }) => worse(so, exitOfMessage(id)), outcome.code),
  };
}

async function answer(asked: Asked): Promise<{ text: string; code: number }> {
  const ground = {
    module,
    rows: new FileRows(asked.home),
    transport: new FetchTransport(),
    clock: (): number => Date.now() + asked.days * dayMs,
  };
  let outcome: Outcome;
  try {
    outcome = await run(ground, new Words(asked.words, asked.typed));
  } catch (thrown) {
    outcome = failed(thrown);
  }
  const { said, code } = outcome;
  return { text: JSON.stringify({ ...said, exit: code }), code };
}

if (argv.length > 2) {
  const { text, code } = await answer({
    words: argv.slice(2),
    home: env['ZIJLIJN_HOME'] ?? '',
    days: 0,
    typed: () => readFileSync(0, 'utf8'),
  });
  console.log(text);
  exit(code);
}
for await (const line of createInterface(stdin)) {
  const asked = JSON.parse(line) as Omit<Asked, 'typed'> & { typed: string };
  console.log(JSON.stringify(
    await answer({ ...asked, typed: () => asked.typed })));
}
