// SPDX-License-Identifier: EUPL-1.2
// Hello! A program for tests that takes the words of `zijlijn --json` and
// prints what that prints, but is made of the web app's own modules over the
// core as WebAssembly: what the one is put through, the other is too.
//
//     node zijlijn.js WORD... --key-file FILE
//
// ZIJLIJN_HOME chooses the profile, ZL_CORE names the module, and ZL_DAYS
// shifts the clock. Texts are not translated here: a message has its id and
// its arguments.

import { readFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { argv, env, exit } from 'node:process';

import { Session } from '../../client/web/src/session.js';
import type { Ground } from '../../client/web/src/session.js';
import { Failure, Status } from '../../client/web/src/status.js';
import { FetchTransport } from '../../client/web/src/transport.js';
import { find, join } from './commands.js';
import { Exit, exitOf, exitOfMessage, worse } from './exits.js';
import { FileRows } from './file_rows.js';
import { Words } from './words.js';

const dayMs = 86_400_000;
const shift = Number(env['ZL_DAYS'] ?? 0) * dayMs;
const clock = (): number => Date.now() + shift;

async function ground(): Promise<Ground> {
  const bytes = await readFile(env['ZL_CORE'] ?? '');
  return {
    module: await WebAssembly.compile(bytes),
    rows: new FileRows(env['ZIJLIJN_HOME'] ?? ''),
    transport: new FetchTransport(),
    clock,
  };
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

async function run(session: Session, words: Words): Promise<Outcome> {
  try {
    const said = words.words[0] === 'join'
      ? await join(session, words, readFileSync(0, 'utf8'))
      : await find(words)(session, words, clock());
    return { said, code: Exit.DONE };
  } catch (thrown) {
    return failed(thrown);
  }
}

async function main(): Promise<number> {
  const words = new Words(argv.slice(2));
  const secret = await readFile(words.need('key-file'));
  const session = words.words[0] === 'join'
    ? await Session.begin(await ground(), 'key-file', secret)
    : await Session.open(await ground(), secret);
  const outcome = await run(session, words);
  const messages = session.messages();
  session.close();
  const code = messages.reduce(
    (so, { id }) => worse(so, exitOfMessage(id)), outcome.code);
  console.log(JSON.stringify({
    ...outcome.said,
    ...messages.length > 0 ? { messages } : {},
    exit: code,
  }));
  return code;
}

main().catch((thrown: unknown) => {
  const { said, code } = failed(thrown);
  console.log(JSON.stringify({ ...said, exit: code }));
  return code;
}).then(exit, (fault: unknown) => {
  console.error(fault);
  exit(Status.SYSTEM * -1);
});
