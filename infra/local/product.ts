import { mkdir } from 'node:fs/promises';
import { enableCompileCache } from 'node:module';
import path from 'node:path';
import { freePort, freePorts, isPortFree, LOOPBACK, waitFor } from '@rostrum/testkit/services';
import { CannotStart, lastLines } from './cannot-start.ts';
import { type Child, type ChildRequest, keepRunning } from './children.ts';
import { openDataFolder, writePrivateFile } from './data-folder.ts';
import { type LocalDatabase, startDatabase } from './database.ts';
import { childEnvironment, compileCacheDir } from './environment.ts';
import { type DemonstrationLinks, seed } from './seeding.ts';

const root = path.resolve(import.meta.dirname, '../..');
const READY_MS = 90_000;
const ASK_MS = 5000;
const API_GRACE_MS = 10_000;
const WORKER_GRACE_MS = 15_000;

export interface ProductOptions {
  /** 0: any free one. */
  port: number;
  dataDir: string;
  /** Where the host listens. Loopback unless told otherwise. */
  host?: string;
  /** What the person at the terminal is told; nothing when absent. */
  say?: (line: string) => void;
  /** Variables that are passed on to API and worker, for example REDIS_URL; DATABASE_URL replaces the PostgreSQL. */
  env?: NodeJS.ProcessEnv;
  /** Ends a start that is under way. */
  signal?: AbortSignal;
}

export interface Demonstration extends DemonstrationLinks {
  url: string;
}

export interface Product {
  url: string;
  demo: Demonstration;
  databaseUrl: string;
  metricsUrls: { api: string; worker: string };
  /** Of the processes that run now: for tests that kill them. */
  pids(): { api: number; worker: number; postgres: number | undefined };
  /** Another API on the same data, at its own address: for tests that kill one under nobody else. */
  startAnotherApi(): Promise<{ url: string; pid(): number }>;
  /** Rejects when a part died too often to go on. */
  failed: Promise<never>;
  /** Stops everything in order. May be called twice. */
  stop(): Promise<void>;
}

async function choosePort(port: number, host: string): Promise<number> {
  if (port === 0) return await freePort(host);
  if (await isPortFree(port, host)) return port;
  throw new CannotStart(
    `Port ${port} is in use by another programme. End that one, or choose another port: PORT=8090 npm start`,
  );
}

async function metricsPort(wanted: number, taken: number[]): Promise<number> {
  return wanted < 65_536 && !taken.includes(wanted) && (await isPortFree(wanted)) ? wanted : await freePort();
}

async function isReady(url: string): Promise<boolean> {
  const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(ASK_MS) });
  await response.body?.cancel();
  return response.ok;
}

/**
 * Starts the whole product on its embedded defaults: PostgreSQL, migrations, API, worker, demonstration. What was
 * started is stopped again when a later part fails. The pages must be built before.
 */
export async function startProduct(options: ProductOptions): Promise<Product> {
  const { dataDir, host = LOOPBACK, say = () => {}, env = {}, signal } = options;
  const stops: (() => Promise<void>)[] = [];
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= (async () => {
      for (const end of stops.reverse()) await end().catch((failure: unknown) => say(String(failure)));
    })();
    return stopped;
  };
  let fail: (failure: CannotStart) => void = () => {};
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  failed.catch(() => {});

  try {
    const port = await choosePort(options.port, host);
    const folder = await openDataFolder(dataDir, port);
    stops.push(folder.release);
    signal?.throwIfAborted();

    let database: LocalDatabase | undefined;
    if (!env.DATABASE_URL) {
      say(folder.hadData ? 'Starting PostgreSQL…' : 'Making the database…');
      database = await startDatabase(folder);
      stops.push(() => database?.server.stop() ?? Promise.resolve());
      watchDatabase(database, fail, () => stopped !== undefined);
    }
    const databaseUrl = env.DATABASE_URL ?? database?.url ?? '';
    signal?.throwIfAborted();

    say('Applying migrations…');
    enableCompileCache(compileCacheDir(root));
    const { migrate } = await import('@rostrum/db');
    await migrate(databaseUrl);
    signal?.throwIfAborted();

    const apiMetrics = await metricsPort(port + 1, [port]);
    const workerMetrics = await metricsPort(port + 2, [port, apiMetrics]);
    const urlOf = (at: number) => `http://${host.includes(':') ? `[${host}]` : host}:${at}`;
    const url = urlOf(port);
    const first = { port, publicUrl: env.PUBLIC_URL ?? url };
    const environment = (metrics: number, at = first) =>
      childEnvironment({ folder, env, host, ...at, metricsPort: metrics, databaseUrl, root });
    await mkdir(folder.logDir, { recursive: true });
    const child = async (
      name: string,
      {
        app,
        log = app,
        env: ofChild,
        graceMs,
      }: Pick<ChildRequest, 'env' | 'graceMs'> & { app: string; log?: string },
    ) => {
      const script = path.join(root, `apps/${app}/src/main.ts`);
      const logFile = path.join(folder.logDir, `${log}.log`);
      const running = await keepRunning(
        { name, script, cwd: root, env: ofChild, logFile, graceMs },
        { say, giveUp: fail },
      );
      stops.push(running.stop);
      return running;
    };
    say('Starting the API and the worker…');
    const links = await seed({ root, env: environment(0), demoFile: folder.demoFile });
    const worker = await child('worker', {
      app: 'worker',
      env: environment(workerMetrics),
      graceMs: WORKER_GRACE_MS,
    });
    const api = await child('API', { app: 'api', env: environment(apiMetrics), graceMs: API_GRACE_MS });
    await untilReady(url, [api, worker], signal);
    for (const running of [api, worker]) running.stay();

    const demo: Demonstration = { url: env.PUBLIC_URL ?? url, ...links };
    await writePrivateFile(folder.demoFile, `${JSON.stringify(demo, null, 2)}\n`);
    return {
      url,
      demo,
      databaseUrl,
      metricsUrls: {
        api: `http://${LOOPBACK}:${apiMetrics}/metrics`,
        worker: `http://${LOOPBACK}:${workerMetrics}/metrics`,
      },
      pids: () => ({ api: api.pid(), worker: worker.pid(), postgres: database?.server.pid }),
      async startAnotherApi() {
        const [own = 0, metrics = 0] = await freePorts(2);
        const ownUrl = urlOf(own);
        const another = await child('other API', {
          app: 'api',
          log: `api-${own}`,
          env: environment(metrics, { port: own, publicUrl: ownUrl }),
          graceMs: API_GRACE_MS,
        });
        await untilReady(ownUrl, [another], signal);
        another.stay();
        return { url: ownUrl, pid: another.pid };
      },
      failed,
      stop,
    };
  } catch (failure) {
    await stop();
    throw failure;
  }
}

async function untilReady(url: string, children: Child[], signal: AbortSignal | undefined): Promise<void> {
  await waitFor(
    `${url}/readyz`,
    async () => {
      signal?.throwIfAborted();
      if (children.some((child) => child.died())) return true;
      return await isReady(url);
    },
    READY_MS,
  ).catch((cause: unknown) => {
    signal?.throwIfAborted();
    const [api] = children;
    const detail = lastLines(api?.output() ?? '');
    throw new CannotStart(`The API did not become ready within ${READY_MS / 1000} s. Its last words:`, {
      detail,
      cause,
    });
  });
  signal?.throwIfAborted();
  const dead = children.find((child) => child.died());
  if (dead)
    throw new CannotStart(`The ${dead.name} ended while it was starting. Its last words:`, {
      detail: lastLines(dead.output()),
    });
}

/** Without its database nothing goes on. The next start recovers it from its log. */
function watchDatabase(
  database: LocalDatabase,
  fail: (failure: CannotStart) => void,
  isStopping: () => boolean,
): void {
  void database.server.exited.then(({ code, signal }) => {
    if (isStopping()) return;
    fail(
      new CannotStart(`PostgreSQL ended (${signal ?? `code ${code}`}). Start again: it recovers by itself.`),
    );
  });
}
