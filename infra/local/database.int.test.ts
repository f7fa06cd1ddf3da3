import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, lstat, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { isRoot, waitFor } from '@rostrum/testkit/services';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CannotStart } from './cannot-start.ts';
import { type DataFolder, openDataFolder } from './data-folder.ts';
import { startDatabase } from './database.ts';

const HOLDER = path.join(import.meta.dirname, 'testing/hold-database.ts');

let home: string;
let dir: string;
beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'rostrum-database-'));
  await chmod(home, 0o755);
  dir = path.join(home, 'data');
});
afterEach(async () => {
  await rm(home, { recursive: true, force: true });
});

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

/** Starts, does the work, stops. */
async function withDatabase<T>(
  work: (url: string, folder: DataFolder) => Promise<T>,
  sharedHome?: string,
): Promise<T> {
  const folder = await openDataFolder(dir, 8080);
  try {
    const { url, server } = await startDatabase(folder, sharedHome ? { sharedHome } : {});
    try {
      return await work(url, folder);
    } finally {
      await server.stop();
    }
  } finally {
    await folder.release();
  }
}

async function refusal(): Promise<CannotStart> {
  const failure = await withDatabase(async () => undefined).catch((reason: unknown) => reason);
  if (!(failure instanceof CannotStart)) throw new Error('it started', { cause: failure });
  return failure;
}

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('the database of a data folder', () => {
  /** A data folder as a first start and a stop leave it. */
  let started: string;
  beforeAll(async () => {
    started = await mkdtemp(path.join(os.tmpdir(), 'rostrum-started-'));
    await chmod(started, 0o755);
    dir = started;
    await withDatabase(async () => undefined);
  });
  afterAll(() => rm(started, { recursive: true, force: true }));
  const wasStarted = () => promisify(execFile)('cp', ['-a', started, dir]);

  test('finds its data again, listens on the loopback only and asks for its password', async () => {
    await withDatabase((url) => query(url, "create table kept as select 'here' as word"));
    await withDatabase(async (url) => {
      expect(await query(url, 'select word from kept')).toEqual([{ word: 'here' }]);
      expect(await query(url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
      expect(await query(url, 'show fsync')).toEqual([{ fsync: 'on' }]);
      const guess = new URL(url);
      guess.password = 'password';
      await expect(query(guess.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
    });
  });

  test('starts beside a stale postmaster.pid that names a living stranger', async () => {
    await wasStarted();
    const pidFile = path.join(dir, 'postgres/postmaster.pid');
    await writeFile(
      pidFile,
      `${process.ppid}\n${path.join(dir, 'postgres')}\n1700000000\n5432\n\n127.0.0.1\n`,
    );
    await withDatabase(async (url) => expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]));
  });

  test('is stopped by itself soon after its starter was killed', async () => {
    await wasStarted();
    const holder = spawn(process.execPath, [HOLDER, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [said] = await once(holder.stdout, 'data');
    const { pid } = JSON.parse(String(said)) as { pid: number };
    expect(isAlive(pid)).toBe(true);
    holder.kill('SIGKILL');
    await waitFor('the end of PostgreSQL', () => !isAlive(pid), 15_000);
  });

  test('that a killed copy left running is stopped and started anew, with all that was committed', async () => {
    await wasStarted();
    const holder = spawn(process.execPath, [HOLDER, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [said] = await once(holder.stdout, 'data');
    const { url, pid } = JSON.parse(String(said)) as { url: string; pid: number };
    await query(url, 'create table committed as select 1 as one');
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    await withDatabase(async (again) => {
      expect(await query(again, 'select one from committed')).toEqual([{ one: 1 }]);
    });
    await waitFor('the end of the one that was left running', () => !isAlive(pid), 15_000);
  });

  test('of another version is refused by name', async () => {
    await wasStarted();
    await writeFile(path.join(dir, 'postgres/PG_VERSION'), '9\n');
    expect((await refusal()).message).toMatch(/made by PostgreSQL 9, this is \d+.*backup/);
  });

  test('that lost a file it cannot do without is refused with what PostgreSQL said', async () => {
    await wasStarted();
    await rm(path.join(dir, 'postgres/global/pg_control'));
    const { message, detail } = await refusal();
    expect(message).toContain('did not start');
    expect(message).toContain('restore a backup');
    expect(detail).toContain('pg_control');
  });

  test('that does not open with the secret of its folder is refused', async () => {
    await wasStarted();
    const secretsFile = path.join(dir, 'secrets.json');
    const secrets = JSON.parse(await readFile(secretsFile, 'utf8'));
    await writeFile(secretsFile, JSON.stringify({ ...secrets, databasePassword: 'x'.repeat(32) }));
    expect((await refusal()).message).toMatch(/damaged.*does not open with its password/);
  });
});

describe.skipIf(!isRoot())('below a folder that only root may enter', () => {
  test('what is left of data folders that lay among temporary files and are gone is removed, and nothing else', async () => {
    const sharedHome = path.join(home, 'shared');
    const closed = path.join(home, 'closed');
    await mkdir(closed, { mode: 0o700 });
    const owners = {
      abandoned: path.join(os.tmpdir(), 'rostrum-gone'),
      unplugged: '/media/disk/rostrum',
      living: home,
    };
    for (const [name, owner] of Object.entries(owners)) {
      await mkdir(path.join(sharedHome, name, 'postgres'), { recursive: true });
      await writeFile(path.join(sharedHome, name, 'data-folder'), `${owner}\n`);
    }
    dir = path.join(closed, 'data');
    const id = await withDatabase(async (_, folder) => folder.id, sharedHome);
    expect((await readdir(sharedHome)).filter((name) => !name.startsWith('postgresql-')).sort()).toEqual(
      [id, 'living', 'unplugged'].sort(),
    );
  });

  test('the database lies elsewhere, is found again, and moves with its folder; a copy is refused', async () => {
    const closed = path.join(home, 'closed');
    const sharedHome = path.join(home, 'shared');
    await mkdir(closed, { mode: 0o700 });
    dir = path.join(closed, 'data');
    await withDatabase((url) => query(url, 'create table kept as select 1 as one'), sharedHome);
    expect((await lstat(path.join(dir, 'postgres'))).isSymbolicLink()).toBe(true);

    const copy = path.join(closed, 'copy');
    await cp(dir, copy, { recursive: true, verbatimSymlinks: true });
    const original = dir;
    dir = copy;
    expect((await refusal()).message).toContain(`is a copy of ${original}`);

    await rm(copy, { recursive: true });
    const moved = path.join(closed, 'moved');
    await rename(original, moved);
    dir = moved;
    await withDatabase(
      async (url) => expect(await query(url, 'select one from kept')).toEqual([{ one: 1 }]),
      sharedHome,
    );
  });
});
