import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { isRoot } from '@rostrum/testkit/services';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CannotStart } from './cannot-start.ts';
import { openDataFolder } from './data-folder.ts';
import { checkDiskSpace, freeBytes } from './disk.ts';

const run = promisify(execFile);
const OPENER = path.join(import.meta.dirname, 'testing/open-folder.ts');

let home: string;
let dir: string;
const holders: ChildProcess[] = [];
beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'rostrum-folder-'));
  await chmod(home, 0o755);
  dir = path.join(home, 'data');
});
afterEach(async () => {
  for (const holder of holders.splice(0)) {
    holder.kill('SIGKILL');
    if (holder.exitCode === null && holder.signalCode === null) await once(holder, 'exit');
  }
  await rm(home, { recursive: true, force: true });
});

async function refusal(opening: Promise<unknown>): Promise<string> {
  const failure = await opening.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(failure).toBeInstanceOf(CannotStart);
  return failure instanceof CannotStart ? failure.message : '';
}

/** Opens the folder in a process of its own, which holds it until it is killed. */
async function holdElsewhere(account?: { uid: number; gid: number }) {
  const child = spawn(process.execPath, [OPENER, dir], { stdio: ['ignore', 'pipe', 'inherit'], ...account });
  holders.push(child);
  const [said] = await once(child.stdout, 'data');
  return { child, said: String(said).trim() };
}

describe('a data folder', () => {
  test('is made on the first start, with secrets that only its owner reads, and found again on the second', async () => {
    const first = await openDataFolder(dir, 8080);
    expect(first.hadData).toBe(false);
    expect((await stat(path.join(dir, 'secrets.json'))).mode & 0o777).toBe(0o600);
    expect((await stat(first.mediaDir)).isDirectory()).toBe(true);
    await first.release();
    const second = await openDataFolder(dir, 8080);
    expect(second).toMatchObject({ hadData: true, id: first.id, secrets: first.secrets });
    await second.release();
    expect(await readdir(dir)).not.toContain('lock');
  });

  test('of two, each has secrets of its own', async () => {
    const one = await openDataFolder(dir, 8080);
    const other = await openDataFolder(path.join(home, 'other'), 8081);
    expect(one.secrets.authSecret).not.toBe(other.secrets.authSecret);
    expect(one.secrets.databasePassword).not.toBe(other.secrets.databasePassword);
    await Promise.all([one.release(), other.release()]);
  });

  test('that holds other things is refused, and nothing in it is touched', async () => {
    await mkdir(dir);
    await writeFile(path.join(dir, 'thesis.odt'), 'years of work');
    expect(await refusal(openDataFolder(dir, 8080))).toMatch(/not empty.*thesis\.odt.*DATA_DIR=/);
    expect(await readdir(dir)).toEqual(['thesis.odt']);
  });

  test.each([
    ['rostrum.json', '{"product":"rost', /damaged: rostrum\.json cannot be read/],
    ['rostrum.json', '{"product":"rostrum","layout":99,"id":"0123456789ab"}', /newer version/],
    ['secrets.json', '', /damaged: secrets\.json.*cannot be read/],
  ])('whose %s is %j is refused with what to do', async (file, text, expected) => {
    await (await openDataFolder(dir, 8080)).release();
    await writeFile(path.join(dir, file), text);
    expect(await refusal(openDataFolder(dir, 8080))).toMatch(expected);
  });

  test('with a database but without the secret that opens it is refused; no new secret is made', async () => {
    await (await openDataFolder(dir, 8080)).release();
    await rm(path.join(dir, 'secrets.json'));
    await mkdir(path.join(dir, 'postgres'));
    expect(await refusal(openDataFolder(dir, 8080))).toMatch(/secrets\.json.*is missing/);
    expect(await readdir(dir)).not.toContain('secrets.json');
  });

  test('that is a file is refused', async () => {
    await writeFile(dir, '');
    expect(await refusal(openDataFolder(dir, 8080))).toMatch(/not a folder/);
  });

  test('that another copy uses is refused with its process and port; after that one was killed it opens', async () => {
    const { child, said } = await holdElsewhere();
    expect(said).toBe('open');
    const message = await refusal(openDataFolder(dir, 8090));
    expect(message).toContain(`process ${child.pid}, port 4711`);
    expect(message).toContain('DATA_DIR=');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const folder = await openDataFolder(dir, 8090);
    await folder.release();
  });

  test('whose lock names a process number that was given out again opens', async () => {
    await (await openDataFolder(dir, 8080)).release();
    const stranger = { pid: process.ppid, began: '1', port: 8080 };
    await writeFile(path.join(dir, 'lock'), JSON.stringify(stranger));
    await (await openDataFolder(dir, 8080)).release();
  });

  test('that several starters take at the same moment is given to one', async () => {
    await (await openDataFolder(dir, 8080)).release();
    await writeFile(path.join(dir, 'lock'), JSON.stringify({ pid: 2 ** 22 - 1, began: '1', port: 1 }));
    const starters = await Promise.all(Array.from({ length: 6 }, () => holdElsewhere()));
    expect(starters.filter(({ said }) => said === 'open')).toHaveLength(1);
  });
});

describe('a disk that is full', () => {
  test('is named before anything is written', async () => {
    const free = await freeBytes(home);
    await checkDiskSpace(home, free - 1024 * 1024 * 1024);
    expect(await refusal(checkDiskSpace(home, free * 2))).toMatch(/is full: \d+ MB are free.*DATA_DIR=/);
  });

  const canMount = isRoot() && process.platform === 'linux';
  test.skipIf(!canMount)('of eight megabytes is refused', async () => {
    await mkdir(dir);
    await run('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', dir]);
    try {
      expect(await refusal(openDataFolder(dir, 8080))).toMatch(/is full: 8 MB are free/);
      expect(await readdir(dir)).toEqual([]);
    } finally {
      await run('umount', [dir]);
    }
  });
});

test.skipIf(!isRoot())('a folder of another account is refused', async () => {
  await (await openDataFolder(dir, 8080)).release();
  const { said } = await holdElsewhere({ uid: 65_534, gid: 65_534 });
  expect(said).toMatch(/belongs to another account/);
  expect(await readFile(path.join(dir, 'secrets.json'), 'utf8')).toContain('authSecret');
});
