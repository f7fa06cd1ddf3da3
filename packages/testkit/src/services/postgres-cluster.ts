import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Account } from './account.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { waitFor } from './wait.ts';

const run = promisify(execFile);
const INIT_TIMEOUT_MS = 120_000;
const ORPHAN_STOP_MS = 20_000;

export const SUPERUSER = 'postgres';

/** What PostgreSQL's programmes are given of our environment: nothing that is secret. */
export const POSTGRES_ENV: NodeJS.ProcessEnv = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };

/** 'absent': nothing there yet. 'present': a cluster of this major version. Else what is wrong. */
export type ClusterState =
  | { kind: 'absent' }
  | { kind: 'present' }
  | { kind: 'other-version'; found: string; needed: string }
  | { kind: 'not-a-cluster' };

export async function inspectCluster(dir: string, binaries: PostgresBinaries): Promise<ClusterState> {
  const entries = await readdir(dir).catch((failure: NodeJS.ErrnoException) => {
    if (failure.code === 'ENOENT') return [];
    throw failure;
  });
  if (entries.length === 0) return { kind: 'absent' };
  const found = await readFile(path.join(dir, 'PG_VERSION'), 'utf8').catch(() => undefined);
  if (found === undefined) return { kind: 'not-a-cluster' };
  const needed = binaries.version.split('.')[0] ?? '';
  if (found.trim() !== needed) return { kind: 'other-version', found: found.trim(), needed };
  return { kind: 'present' };
}

export interface NewCluster {
  dir: string;
  binaries: PostgresBinaries;
  account: Account | undefined;
  password: string;
  /** False for data that a crash may take: tests. */
  durable: boolean;
}

/**
 * Makes a cluster in a folder of its own that gets its name last, so that an interrupted start leaves nothing
 * that looks like data. The collation is PostgreSQL's own and does not change with the operating system.
 */
export async function makeCluster({ dir, binaries, account, password, durable }: NewCluster): Promise<void> {
  const suffix = randomBytes(6).toString('hex');
  const passwordFile = path.join(os.tmpdir(), `rostrum-init-${suffix}`);
  await mkdir(dir, { recursive: true, mode: 0o700 });
  await chmod(dir, 0o700);
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600, flag: 'wx' });
  try {
    if (account) {
      await chown(dir, account.uid, account.gid);
      await chown(passwordFile, account.uid, account.gid);
    }
    await run(
      binaries.initdb,
      [
        `--pgdata=${dir}`,
        `--username=${SUPERUSER}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--no-locale',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        ...(durable ? [] : ['--no-sync']),
      ],
      {
        cwd: '/',
        env: POSTGRES_ENV,
        timeout: INIT_TIMEOUT_MS,
        ...(account ? { uid: account.uid, gid: account.gid } : {}),
      },
    );
  } catch (failure) {
    await Promise.all((await readdir(dir)).map((name) => rm(path.join(dir, name), { recursive: true })));
    throw failure;
  } finally {
    await rm(passwordFile, { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (failure) {
    return failure instanceof Error && 'code' in failure && failure.code === 'EPERM';
  }
}

/** Whether that process is a PostgreSQL server, as far as this system tells. */
async function isPostgres(pid: number): Promise<boolean> {
  const link = await readlink(`/proc/${pid}/exe`).catch(() => undefined);
  if (link !== undefined) return /\/postgres( \(deleted\))?$/.test(link);
  const answer = await run('ps', ['-o', 'comm=', '-p', String(pid)]).catch(() => undefined);
  return answer !== undefined && /postgres/.test(answer.stdout);
}

/**
 * Removes what a killed copy left: a server that still runs on this folder is stopped, a postmaster.pid whose
 * process is gone (or is another programme that was given the same number) is deleted.
 * Only for the holder of the data folder's lock.
 */
export async function clearLeftovers(dir: string): Promise<'nothing' | 'stale-file' | 'stopped-server'> {
  const pidFile = path.join(dir, 'postmaster.pid');
  const text = await readFile(pidFile, 'utf8').catch((failure: NodeJS.ErrnoException) => {
    if (failure.code === 'ENOENT') return undefined;
    throw failure;
  });
  if (text === undefined) return 'nothing';
  const pid = Number.parseInt(text.split('\n')[0] ?? '', 10);
  const runs =
    Number.isInteger(pid) && pid > 1 && pid !== process.pid && isAlive(pid) && (await isPostgres(pid));
  if (!runs) {
    await rm(pidFile, { force: true });
    return 'stale-file';
  }
  process.kill(pid, 'SIGINT');
  try {
    await waitFor('the end of the PostgreSQL that was left running', () => !isAlive(pid), ORPHAN_STOP_MS);
  } catch {
    // It had its time. PostgreSQL recovers from this with its log.
    process.kill(pid, 'SIGKILL');
    await waitFor('the end of the PostgreSQL that was left running', () => !isAlive(pid), ORPHAN_STOP_MS);
  }
  await rm(pidFile, { force: true });
  return 'stopped-server';
}
