import { lstat, mkdir, readdir, readFile, readlink, rm, stat, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  accountForPostgres,
  canReach,
  PostgresError,
  type PostgresServer,
  SHARED_HOME,
  startPostgres,
} from '@rostrum/testkit/services';
import pg from 'pg';
import { CannotStart, lastLines } from './cannot-start.ts';
import type { DataFolder } from './data-folder.ts';

const DATABASE = 'rostrum';
const ANEW = 'Move the data folder aside to begin anew, or restore a backup of it.';

async function textOf(file: string): Promise<string | undefined> {
  return await readFile(file, 'utf8').catch(() => undefined);
}

/**
 * Where the database's files lie: in the data folder, except for root below a folder that PostgreSQL's account
 * may not enter. Then they lie under /var/lib/rostrum, and a symbolic link in the data folder says where.
 */
async function databaseDirectory(folder: DataFolder, sharedHome: string): Promise<string> {
  const inFolder = path.join(folder.dir, 'postgres');
  const present = await lstat(inFolder).catch(() => undefined);
  const account = await accountForPostgres();
  if (present?.isSymbolicLink()) return await followLink(folder, inFolder);
  if (await canReach(folder.dir, account)) return inFolder;
  if (present) {
    throw new CannotStart(
      `PostgreSQL runs as the account "${account?.name}" here, which may not enter ${folder.dir}. ` +
        `Move the folder to where it may (/var/lib, /srv), or open its way: chmod o+x on each folder above it.`,
    );
  }
  await removeAbandoned(sharedHome);
  const home = path.join(sharedHome, folder.id);
  await mkdir(home, { recursive: true, mode: 0o755 });
  await writeFile(path.join(home, 'data-folder'), `${folder.dir}\n`);
  const target = path.join(home, 'postgres');
  await symlink(target, inFolder);
  return target;
}

/** Databases whose data folder lay among the system's temporary files and is gone. All others are somebody's. */
async function removeAbandoned(sharedHome: string): Promise<void> {
  const temporary = `${os.tmpdir()}${path.sep}`;
  for (const name of await readdir(sharedHome).catch(() => [])) {
    const owner = (await textOf(path.join(sharedHome, name, 'data-folder')))?.trim();
    if (!owner?.startsWith(temporary) || (await stat(owner).catch(() => undefined))) continue;
    await rm(path.join(sharedHome, name), { recursive: true, force: true });
  }
}

async function followLink(folder: DataFolder, linkFile: string): Promise<string> {
  const target = path.resolve(folder.dir, await readlink(linkFile));
  const ownerFile = path.join(path.dirname(target), 'data-folder');
  const owner = (await textOf(ownerFile))?.trim();
  if (owner !== undefined && owner !== folder.dir) {
    const theirs = await textOf(path.join(owner, 'rostrum.json'));
    if (theirs?.includes(folder.id)) {
      throw new CannotStart(
        `${folder.dir} is a copy of ${owner}, and the database of both is ${target}. ` +
          'Start that one, or remove the copy: a copied folder does not hold the database.',
      );
    }
    // The folder was moved.
    await writeFile(ownerFile, `${folder.dir}\n`);
  }
  if (folder.hadData && !(await stat(path.dirname(target)).catch(() => undefined))) {
    throw new CannotStart(
      `The data folder ${folder.dir} is damaged: its database was kept in ${target}, which is gone. ` +
        'Restore a backup of it, or move the data folder aside to begin anew.',
    );
  }
  return target;
}

async function ensureDatabase(server: PostgresServer): Promise<string> {
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (!found.rowCount) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
  const url = new URL(server.url);
  url.pathname = `/${DATABASE}`;
  return url.href;
}

export interface LocalDatabase {
  url: string;
  server: PostgresServer;
}

/** Starts the PostgreSQL of the data folder. `port`: the one it had, when it is started again. */
export async function startDatabase(
  folder: DataFolder,
  options: { port?: number; sharedHome?: string } = {},
): Promise<LocalDatabase> {
  const dir = await databaseDirectory(folder, options.sharedHome ?? SHARED_HOME);
  try {
    const server = await startPostgres({
      dir,
      password: folder.secrets.databasePassword,
      durable: true,
      logFile: path.join(folder.logDir, 'postgres.log'),
      ...(options.port === undefined ? {} : { port: options.port }),
    });
    try {
      return { server, url: await ensureDatabase(server) };
    } catch (failure) {
      await server.stop();
      throw failure;
    }
  } catch (failure) {
    if (!(failure instanceof PostgresError)) throw failure;
    throw explain(failure, folder);
  }
}

function explain(failure: PostgresError, folder: DataFolder): CannotStart {
  const detail = lastLines(failure.detail);
  switch (failure.problem) {
    case 'other-version':
      return new CannotStart(
        `${failure.message} Start the version of Rostrum that made it, take a backup there, and restore it here.`,
        { detail, cause: failure },
      );
    case 'not-a-cluster':
    case 'wrong-password':
      return new CannotStart(`The data folder ${folder.dir} is damaged. ${failure.message} ${ANEW}`, {
        cause: failure,
      });
    case 'start-failed':
      return new CannotStart(
        `${failure.message} What it said stands below. If that tells of damage: ${ANEW}`,
        {
          detail,
          cause: failure,
        },
      );
    case 'init-failed':
      return new CannotStart(failure.message, { detail, cause: failure });
  }
}
