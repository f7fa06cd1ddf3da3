/**
 * What both commands need before anything of ours can run: node modules as the lockfile wants them, Node 24, and
 * programmes of the operating system. Plain JavaScript without dependencies, for Node 20.19 and later.
 */
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const node24 = path.join(root, 'node_modules/.bin/node');

const LEAST_NODE = [20, 19];
const APT_TIMEOUT_MS = 10 * 60_000;
const NPM_TIMEOUT_MS = 15 * 60_000;

/** A message for the person at the terminal; the command ends with it and without a stack. */
export class Stop extends Error {}

/** Shows a Stop as what it is, and anything else whole. */
export function endWith(failure) {
  console.error(failure instanceof Stop ? failure.message : failure);
  process.exit(1);
}

export function checkNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1])) return;
  throw new Stop(
    `Node ${LEAST_NODE.join('.')} or newer is needed; this is ${version}. See https://nodejs.org/`,
  );
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Whether node_modules holds what the lockfile names. npm writes its own copy of the lockfile there when an
 * installation has ended well, so that an interrupted one shows; optional packages of other systems are absent.
 */
export function modulesAreCurrent(dir = root) {
  const wanted = readJson(path.join(dir, 'package-lock.json'))?.packages;
  const present = readJson(path.join(dir, 'node_modules/.package-lock.json'))?.packages;
  if (!wanted || !present || !existsSync(path.join(dir, 'node_modules/.bin/node'))) return false;
  return Object.entries(wanted).every(([place, { version, link, optional, peer }]) => {
    if (!place.startsWith('node_modules/') && !place.includes('/node_modules/')) return true;
    if (link) return existsSync(path.join(dir, place));
    const found = present[place];
    return found ? found.version === version : Boolean(optional || peer);
  });
}

export function ensureModules({ quiet = false } = {}) {
  if (modulesAreCurrent()) return false;
  if (!quiet) console.log('Installing the node modules (npm ci)…');
  const npm = process.env.npm_execpath;
  const [command, ...args] = npm?.endsWith('.js') ? [process.execPath, npm, 'ci'] : ['npm', 'ci'];
  const result = spawnSync(command, [...args, '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: quiet ? ['ignore', 'ignore', 'inherit'] : ['ignore', 'inherit', 'inherit'],
    timeout: NPM_TIMEOUT_MS,
    // Any executable: Prisma's packages then fetch no engine, which nothing here runs.
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath },
  });
  if (result.status !== 0) {
    throw new Stop('npm ci failed; what it said stands above. Check the connection, then start again.');
  }
  if (!existsSync(node24)) {
    throw new Stop(
      'npm ci ended without Node 24 (node_modules/.bin/node): the install scripts of packages are switched off here. ' +
        'Type: npm rebuild --ignore-scripts=false',
    );
  }
  return true;
}

const MORE_PLACES = ['/usr/sbin', '/usr/local/sbin', '/sbin', '/usr/bin', '/usr/local/bin'];

export function hasCommand(name) {
  return [...(process.env.PATH ?? '').split(path.delimiter), ...MORE_PLACES].some((dir) => {
    if (dir === '') return false;
    try {
      accessSync(path.join(dir, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** How a command can be run as root without asking anybody: as it is, through sudo, or not at all. */
function rootPrefix() {
  if (process.getuid?.() === 0) return [];
  const sudo = spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' });
  return sudo.status === 0 ? ['sudo', '-n', 'env', 'DEBIAN_FRONTEND=noninteractive'] : undefined;
}

const POLICY = '/usr/sbin/policy-rc.d';

/** Debian starts a server's service when it installs the package. A programme is wanted here, not a service. */
function withoutStartingServices(work) {
  if (process.getuid?.() !== 0 || existsSync(POLICY)) return work();
  writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    return work();
  } finally {
    rmSync(POLICY, { force: true });
  }
}

function apt(prefix, args) {
  const [command, ...rest] = [...prefix, 'apt-get', '-q', '-o', 'DPkg::Lock::Timeout=120', ...args];
  return spawnSync(command, rest, {
    encoding: 'utf8',
    timeout: APT_TIMEOUT_MS,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}

/** Whether a library is there; Debian keeps them in a folder named after the machine's architecture. */
export function hasLibrary(name) {
  const folders = existsSync('/usr/lib') ? readdirSync('/usr/lib') : [];
  return folders.some((folder) => existsSync(path.join('/usr/lib', folder, name)));
}

/** A command, or with a slash in it a file below `/usr/lib/<architecture>/`. */
const isThere = (name) => (name.includes('/') ? hasLibrary(name) : hasCommand(name));

/**
 * Installs what is missing of `wanted` ([command or library, Debian package] pairs) where that can be done
 * without asking. Returns the packages that are still missing.
 */
export function installMissing(wanted, { quiet = false } = {}) {
  const missing = () => [...new Set(wanted.filter(([part]) => !isThere(part)).map(([, name]) => name))];
  const before = missing();
  if (before.length === 0 || !hasCommand('apt-get')) return before;
  const prefix = rootPrefix();
  if (!prefix) return before;
  if (!quiet) console.log(`Installing ${before.join(', ')} (apt-get)…`);
  return withoutStartingServices(() => {
    const install = (names) =>
      apt(prefix, ['install', '-y', '--no-install-recommends', ...names]).status === 0;
    if (install(before)) return missing();
    apt(prefix, ['update']);
    // One that this release does not have must not keep the others out.
    if (!install(before)) for (const name of before) install([name]);
    return missing();
  });
}

/** One line that says what to type for packages that could not be installed. */
export function howToInstall(packages) {
  const asRoot = process.getuid?.() === 0 ? '' : 'sudo ';
  if (hasCommand('apt-get')) return `${asRoot}apt-get install --no-install-recommends ${packages.join(' ')}`;
  if (hasCommand('dnf')) return `${asRoot}dnf install ${packages.join(' ')}`;
  if (hasCommand('apk')) return `${asRoot}apk add ${packages.join(' ')}`;
  if (hasCommand('brew')) return `brew install ${packages.join(' ')}`;
  return `install ${packages.join(', ')} with the system's package manager`;
}

/**
 * Goes on with the same arguments on the Node 24 of node_modules. Signals are passed on; should this process be
 * killed, the other one sees its channel close. Ends with the other's exit code.
 */
export function continueOnNode24(script, args = process.argv.slice(2)) {
  const child = spawn(node24, [script, ...args], {
    cwd: root,
    // Where Node keeps what it made of every source: it saves a third of a start, its own and of what it starts.
    env: { NODE_COMPILE_CACHE: path.join(root, '.build/compile-cache'), ...process.env },
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  // From a terminal, Ctrl-C reaches the child as well; it counts the two as one.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (failure) => endWith(new Stop(`Node 24 could not be started: ${failure.message}`)));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
  watchParent(() => child.kill('SIGTERM'));
}

const PARENT_CHECK_MS = 1000;

/**
 * Under npm, calls back when npm is gone: a shell between npm and us does not pass on its signals, and a killed
 * npm passes on nothing.
 */
export function watchParent(onGone) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onGone();
  }, PARENT_CHECK_MS);
  timer.unref();
}
