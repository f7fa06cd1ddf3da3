import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { accountForPostgres } from './account.ts';
import { freePort, LOOPBACK } from './port.ts';
import { findPostgresBinaries } from './postgres-binaries.ts';
import { clearLeftovers, inspectCluster, makeCluster, POSTGRES_ENV, SUPERUSER } from './postgres-cluster.ts';
import { type ProcessExit, startProcess } from './process.ts';
import { waitFor } from './wait.ts';

const READY_MS = 60_000;
const CONNECT_MS = 2000;
const STOP_MS = 20_000;
const INVALID_PASSWORD = '28P01';

export type PostgresProblem =
  | 'other-version'
  | 'not-a-cluster'
  | 'init-failed'
  | 'start-failed'
  | 'wrong-password';

/** PostgreSQL could not be started. `detail` is what it printed, for the person who looks into it. */
export class PostgresError extends Error {
  readonly problem: PostgresProblem;
  readonly detail: string;
  constructor(problem: PostgresProblem, message: string, detail: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PostgresError';
    this.problem = problem;
    this.detail = detail;
  }
}

export interface PostgresOptions {
  /** The cluster's folder: made when absent, and then of a mode that only its account can read. */
  dir: string;
  password: string;
  /** A free one when absent. */
  port?: number;
  /** False for data that a crash may take: no fsync. */
  durable: boolean;
  logFile?: string;
  maxConnections?: number;
}

export interface PostgresServer {
  /** The superuser's address of the database `postgres`; holds the password. */
  url: string;
  port: number;
  pid: number;
  exited: Promise<ProcessExit>;
  stop(): Promise<void>;
}

/** False when it answers that the password is wrong; throws while it does not answer. */
async function opensWith(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch (failure) {
    if (failure instanceof pg.DatabaseError && failure.code === INVALID_PASSWORD) return false;
    throw failure;
  } finally {
    await client.end().catch(() => {});
  }
}

/** Starts a real PostgreSQL server on a loopback port. The caller owns the folder: one server at a time. */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const { dir, password, durable } = options;
  const account = await accountForPostgres();
  const binaries = await findPostgresBinaries(account);

  const state = await inspectCluster(dir, binaries);
  if (state.kind === 'other-version') {
    const said = `it was made by PostgreSQL ${state.found}, this is ${state.needed}`;
    throw new PostgresError('other-version', `The database in ${dir} cannot be opened: ${said}.`, '');
  }
  if (state.kind === 'not-a-cluster') {
    throw new PostgresError('not-a-cluster', `${dir} holds files, but no PostgreSQL database.`, '');
  }
  if (state.kind === 'absent') {
    await makeCluster({ dir, binaries, account, password, durable }).catch((cause: unknown) => {
      const detail = cause instanceof Error ? cause.message : String(cause);
      throw new PostgresError('init-failed', `No database could be made in ${dir}.`, detail, { cause });
    });
  } else {
    await clearLeftovers(dir);
  }

  const port = options.port ?? (await freePort());
  const settings = {
    listen_addresses: LOOPBACK,
    unix_socket_directories: '',
    max_connections: String(options.maxConnections ?? 100),
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const server = await startProcess({
    name: 'PostgreSQL',
    command: binaries.postgres,
    args: [
      '-D',
      dir,
      '-p',
      String(port),
      ...Object.entries(settings).flatMap(([k, v]) => ['-c', `${k}=${v}`]),
    ],
    cwd: '/',
    env: POSTGRES_ENV,
    account,
    // Fast shutdown. SIGTERM would wait for every client to leave by itself.
    stopSignal: 'SIGINT',
    graceMs: STOP_MS,
    ...(options.logFile ? { logFile: options.logFile } : {}),
  });
  const url = `postgresql://${SUPERUSER}:${encodeURIComponent(password)}@${LOOPBACK}:${port}/postgres`;
  let opened: 'yes' | 'wrong-password' | 'ended';
  try {
    opened = await waitFor(
      'PostgreSQL answering',
      async () => {
        if (server.hasExited()) return 'ended';
        return (await opensWith(url)) ? 'yes' : 'wrong-password';
      },
      READY_MS,
    );
  } catch (cause) {
    await server.stop();
    throw new PostgresError('start-failed', `The database in ${dir} did not start.`, server.output(), {
      cause,
    });
  }
  if (opened === 'ended') {
    throw new PostgresError('start-failed', `The database in ${dir} did not start.`, server.output());
  }
  if (opened === 'wrong-password') {
    await server.stop();
    throw new PostgresError('wrong-password', `The database in ${dir} does not open with its password.`, '');
  }
  return {
    url,
    port,
    pid: server.pid,
    exited: server.exited,
    stop: async () => {
      await server.stop();
    },
  };
}

/** A PostgreSQL for tests, in a folder of its own that goes with it. */
export async function startTemporaryPostgres(): Promise<PostgresServer> {
  const home = await mkdtemp(path.join(os.tmpdir(), 'rostrum-postgres-'));
  await chmod(home, 0o755);
  try {
    const server = await startPostgres({
      dir: path.join(home, 'data'),
      password: randomBytes(16).toString('hex'),
      durable: false,
      maxConnections: 300,
    });
    return {
      ...server,
      stop: async () => {
        await server.stop();
        await rm(home, { recursive: true, force: true });
      },
    };
  } catch (failure) {
    await rm(home, { recursive: true, force: true });
    throw failure;
  }
}
