// SPDX-License-Identifier: EUPL-1.2
// Puts the web app together: build.mjs CORE.wasm CATALOGUES TO, where
// CATALOGUES has what words.py made. Each file's name holds a hash of what is
// in it, index.html has the integrity of what it loads, and files.json lists
// all of it for whoever compares (docs/decisions/web-app.md).

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync }
  from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const packages = join(here, '../../build/web-npm/node_modules');
const esbuild = createRequire(join(packages, 'x.js'))('esbuild');
const [core, catalogues, to] = argv.slice(2);

function digest(bytes, algorithm, encoding) {
  return createHash(algorithm).update(bytes).digest(encoding);
}

const files = {};

/** Keep a file under a name that changes with what is in it. */
function keep(name, bytes, { hashed = true } = {}) {
  const hash = digest(bytes, 'sha256', 'hex').slice(0, 12);
  const path = hashed ? name.replace(/(\.[a-z]+)$/, `.${hash}$1`) : name;
  files[path] = `sha384-${digest(bytes, 'sha384', 'base64')}`;
  writeFileSync(join(to, path), bytes);
  return path;
}

async function bundle(entry, define) {
  const { outputFiles } = await esbuild.build({
    entryPoints: [join(here, 'app', entry)],
    bundle: true, minify: true, write: false, format: 'esm',
    target: 'es2022', charset: 'utf8', legalComments: 'none',
    nodePaths: [packages], define, absWorkingDir: here,
  });
  return outputFiles[0].contents;
}

/** Of the theme only what is used, and what that stands on. */
function themeOf(styles) {
  const theme = readFileSync(join(packages,
    '@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css'),
  'utf8');
  const tokens = new Map([...theme.matchAll(/^ {2}(--[\w-]+): (.*);$/gm)]
    .map(([, name, value]) => [name, value]));
  const wanted = new Set();
  const want = (text) => {
    for (const [, name] of text.matchAll(/var\((--[\w-]+)/g)) {
      if (!wanted.has(name) && tokens.has(name)) {
        wanted.add(name);
        want(tokens.get(name));
      }
    }
  };
  want(styles);
  const lines = [...tokens].filter(([name]) => wanted.has(name))
    .map(([name, value]) => `${name}:${value}`);
  return `:root{${lines.join(';')}}`;
}

function stylesOf() {
  const parts = ['button', 'heading', 'link', 'paragraph', 'skip-link']
    .map((part) => readFileSync(join(packages,
      `@nl-design-system-candidate/${part}-css/dist/${part}.css`), 'utf8')
      .replace(/\/\*# sourceMappingURL.*?\*\//g, ''));
  parts.push(readFileSync(join(here, 'app/style.css'), 'utf8'));
  const styles = parts.join('\n');
  return esbuild.transformSync(themeOf(styles) + styles,
    { loader: 'css', minify: true }).code;
}

rmSync(to, { recursive: true, force: true });
mkdirSync(to, { recursive: true });
const words = Object.fromEntries(readdirSync(catalogues)
  .filter((name) => name.endsWith('.json'))
  .map((name) => [name.slice(0, -'.json'.length),
    keep(name, readFileSync(join(catalogues, name)))]));
const names = {
  CORE: keep('core.wasm', readFileSync(core)),
  WORKER: keep('unlocking.js', await bundle('browser/unlocking_worker.ts', {})),
};
const script = keep('app.js', await bundle('main.ts', {
  CORE_FILE: JSON.stringify(names.CORE),
  WORKER_FILE: JSON.stringify(names.WORKER),
  WORDS_FILES: JSON.stringify(words),
}));
const style = keep('app.css', stylesOf());
for (const name of ['icon.svg', 'manifest.webmanifest']) {
  keep(name, readFileSync(join(here, 'app', name)), { hashed: false });
}
keep('index.html', readFileSync(join(here, 'app/index.html'), 'utf8')
  .replaceAll('{{script}}', script).replaceAll('{{style}}', style)
  .replaceAll('{{script-integrity}}', files[script])
  .replaceAll('{{style-integrity}}', files[style]), { hashed: false });
const offline = JSON.stringify(Object.keys(files));
keep('offline.js', await bundle('browser/offline.ts', {
  FILES: offline, VERSION: JSON.stringify(digest(offline, 'sha256', 'hex')),
}), { hashed: false });
writeFileSync(join(to, 'files.json'), `${JSON.stringify(files, null, 1)}\n`);
