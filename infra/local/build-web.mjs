/**
 * Builds the pages when they are missing or their sources have changed since.
 * Also a command: `node infra/local/build-web.mjs [--always]`.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { endWith, node24, root, Stop } from './prepare.mjs';

const WEB = path.join(root, 'apps/web');
const DIST = path.join(WEB, 'dist');
/** Beside the folder and not in it: everything inside is served. */
const STAMP = path.join(root, '.build/web-sources-hash');
const BUILD_TIMEOUT_MS = 5 * 60_000;

/** What the build reads: the pages, and the packages that they import. */
const SOURCES = ['apps/web', 'packages/domain', 'packages/contract', 'packages/client', 'package-lock.json'];
const LEFT_OUT = new Set(['dist', 'node_modules', 'e2e', 'test-results']);

function hashInto(hash, place) {
  const full = path.join(root, place);
  const entries = readdirSync(full, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (LEFT_OUT.has(entry.name) || /\.test\.tsx?$/.test(entry.name)) continue;
    const inside = `${place}/${entry.name}`;
    if (entry.isDirectory()) hashInto(hash, inside);
    else if (entry.isFile()) hash.update(`${inside}\0`).update(readFileSync(path.join(root, inside)));
  }
}

export function webSourcesHash() {
  const hash = createHash('sha256');
  for (const place of SOURCES) {
    if (place.endsWith('.json')) hash.update(readFileSync(path.join(root, place)));
    else hashInto(hash, place);
  }
  return hash.digest('hex');
}

export function webIsCurrent(hash = webSourcesHash()) {
  return existsSync(DIST) && existsSync(STAMP) && readFileSync(STAMP, 'utf8').trim() === hash;
}

/** Returns whether it had to build. */
export function ensureWeb({ always = false, quiet = false } = {}) {
  const hash = webSourcesHash();
  if (!always && webIsCurrent(hash)) return false;
  if (!quiet) console.log('Building the pages…');
  const result = spawnSync(
    node24,
    [path.join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'],
    {
      cwd: WEB,
      encoding: 'utf8',
      timeout: BUILD_TIMEOUT_MS,
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
    },
  );
  if (result.status !== 0) {
    throw new Stop(`The pages could not be built.\n${result.stdout ?? ''}${result.stderr ?? ''}`.trimEnd());
  }
  mkdirSync(path.dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, `${hash}\n`);
  return true;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    ensureWeb({ always: process.argv.includes('--always') });
  } catch (failure) {
    endWith(failure);
  }
}
