import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { freePort, isPortFree, isRoot, LOOPBACK, waitFor } from '@rostrum/testkit/services';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CannotStart } from './cannot-start.ts';
import { type Product, startProduct } from './product.ts';

const MAIN = path.join(import.meta.dirname, 'main.ts');
const START_MS = 90_000;
const TEST_MS = 3 * 60_000;

let home: string;
let dataDir: string;
const started: ChildProcess[] = [];
const products: Product[] = [];

beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'rostrum-product-'));
  await chmod(home, 0o755);
  dataDir = path.join(home, 'data');
});
afterEach(async () => {
  await Promise.all(products.splice(0).map((product) => product.stop()));
  for (const child of started.splice(0)) {
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
  await waitFor('the end of every process of the data folder', () => processesOf(home).length === 0, 30_000);
  await rm(home, { recursive: true, force: true, maxRetries: 3 });
});

/** Processes that have the folder in their command line or environment: PostgreSQL, API, worker. */
function processesOf(folder: string): string[] {
  const listed = execFileSync('ps', ['-eo', 'pid=,stat=,args='], { encoding: 'utf8' });
  return listed.split('\n').filter((line) => line.includes(folder) && !/^\s*\d+\s+Z/.test(line));
}

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (failure) {
    return failure instanceof Error && 'code' in failure && failure.code === 'EPERM';
  }
};

interface Started {
  child: ChildProcess;
  output(): string;
  /** Its exit code, at its end. */
  ended: Promise<number | null>;
}

/** As a terminal would: `npm start` without npm. */
function startCommand(env: NodeJS.ProcessEnv, account?: { uid: number; gid: number }): Started {
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env.PATH ?? '', HOME: home, DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...account,
  });
  started.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
  }
  const ended = once(child, 'close').then(([code]) => (typeof code === 'number' ? code : null));
  return { child, output: () => output, ended };
}

async function untilRunning({ child, output }: Started): Promise<void> {
  await waitFor(
    'the sign-in links',
    () => {
      if (child.exitCode !== null) throw new Error(output());
      return output().includes('Ctrl-C stops everything') || undefined;
    },
    START_MS,
  );
}

async function startHere(options: Partial<Parameters<typeof startProduct>[0]> = {}): Promise<Product> {
  const product = await startProduct({ port: 0, dataDir, ...options });
  products.push(product);
  return product;
}

async function refusal(starting: Promise<unknown>): Promise<string> {
  const failure = await starting.catch((reason: unknown) => reason);
  if (!(failure instanceof CannotStart)) throw new Error('it did not refuse', { cause: failure });
  return failure.message;
}

describe('npm start', { timeout: TEST_MS }, () => {
  test('prints a link per role, ends every part on Ctrl-C and when killed, and finds its data again', async () => {
    const port = await freePort();
    const first = startCommand({ PORT: String(port) });
    await untilRunning(first);
    const demoFile = path.join(dataDir, 'demo.json');
    const demo = JSON.parse(await readFile(demoFile, 'utf8'));
    expect(Object.keys(demo).sort()).toEqual(['administrator', 'coordinator', 'delegate', 'speaker', 'url']);
    expect(demo.url).toBe(`http://127.0.0.1:${port}`);
    for (const role of ['administrator', 'coordinator', 'delegate', 'speaker']) {
      expect(first.output()).toContain(demo[role]);
    }
    expect((await stat(demoFile)).mode & 0o777).toBe(0o600);
    expect((await fetch(`${demo.url}/readyz`)).status).toBe(200);
    expect(processesOf(dataDir).length).toBeGreaterThan(0);

    // A terminal, npm and the first process each pass the one Ctrl-C on.
    for (let i = 0; i < 3; i += 1) first.child.kill('SIGINT');
    expect(await first.ended).toBe(0);
    expect(first.output()).toContain('Stopped.');
    expect(processesOf(dataDir)).toEqual([]);
    expect(await isPortFree(port)).toBe(true);

    const second = startCommand({ PORT: String(port) });
    await untilRunning(second);
    const again = JSON.parse(await readFile(demoFile, 'utf8'));
    expect(again.speaker).toBe(demo.speaker);
    expect(again.delegate).toBe(demo.delegate);

    // Killed outright it leaves nothing running, and starts again afterwards.
    second.child.kill('SIGKILL');
    await second.ended;
    await waitFor('the end of what it had started', () => processesOf(dataDir).length === 0, 30_000);
    await waitFor('the port to be free', () => isPortFree(port), 30_000);
    const third = startCommand({ PORT: String(port) });
    await untilRunning(third);
    expect((await fetch(`${demo.url}/readyz`)).ok).toBe(true);
    third.child.kill('SIGTERM');
    expect(await third.ended).toBe(0);
    expect(processesOf(dataDir)).toEqual([]);
  });

  test('can be stopped while it starts', async () => {
    const starting = startCommand({ PORT: String(await freePort()) });
    await waitFor('a first sign', () => starting.output().includes('Making the database'), START_MS);
    starting.child.kill('SIGINT');
    expect(await starting.ended).toBe(0);
    expect(processesOf(dataDir)).toEqual([]);
  });

  test('says in one line that the port is taken, and writes nothing', async () => {
    const holder = net.createServer().listen(0, LOOPBACK);
    await once(holder, 'listening');
    const address = holder.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const refused = startCommand({ PORT: String(port) });
    expect(await refused.ended).toBe(1);
    holder.close();
    expect(refused.output().trim()).toBe(
      `Port ${port} is in use by another programme. End that one, or choose another port: PORT=8090 npm start`,
    );
    await expect(stat(dataDir)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('names a variable that cannot be used, and refuses to be production', async () => {
    const wrong = startCommand({ PORT: 'eighty' });
    expect(await wrong.ended).toBe(1);
    expect(wrong.output().trim()).toBe('These variables have values that cannot be used: PORT');
    const production = startCommand({ ROSTRUM_MODE: 'production' });
    expect(await production.ended).toBe(1);
    expect(production.output()).toContain('docker-compose.yml');
  });

  const nobody = { uid: 65_534, gid: 65_534 };
  test.skipIf(!isRoot())('runs as an ordinary user', async () => {
    await chown(home, nobody.uid, nobody.gid);
    const running = startCommand({ PORT: String(await freePort()) }, nobody);
    await untilRunning(running);
    expect((await stat(path.join(dataDir, 'postgres'))).uid).toBe(nobody.uid);
    running.child.kill('SIGINT');
    expect(await running.ended).toBe(0);
  });
});

describe('two copies', { timeout: TEST_MS }, () => {
  test('run side by side; a third on the folder of the first is refused; a part that dies is started again', async () => {
    const said: string[] = [];
    const one = await startHere({ say: (line) => said.push(line) });
    const other = await startHere({ dataDir: path.join(home, 'other') });
    for (const product of [one, other]) {
      expect((await fetch(`${product.url}/readyz`)).ok).toBe(true);
      for (const metrics of Object.values(product.metricsUrls)) {
        expect(await (await fetch(metrics)).text()).toContain('process_cpu_seconds_total');
      }
    }
    expect(one.demo.coordinator).not.toBe(other.demo.coordinator);
    // The same process holds the lock: another one asks.
    const third = startCommand({ PORT: String(await freePort()) });
    expect(await third.ended).toBe(1);
    expect(third.output()).toContain(`process ${process.pid}, port ${new URL(one.url).port}`);

    const before = one.pids();
    process.kill(before.api, 'SIGKILL');
    process.kill(before.worker, 'SIGKILL');
    await waitFor(
      'both to be started again',
      () => said.filter((line) => line.includes('started again')).length === 2,
      30_000,
    );
    await waitFor('the API to be ready again', async () => (await fetch(`${one.url}/readyz`)).ok, START_MS);
    await waitFor(
      'the worker to answer again',
      async () => (await fetch(one.metricsUrls.worker)).ok,
      START_MS,
    );
    const after = one.pids();
    expect(after.api).not.toBe(before.api);
    expect(after.worker).not.toBe(before.worker);
    expect(isAlive(after.api)).toBe(true);
    expect(said.join('\n')).toMatch(
      /The API was ended by SIGKILL and is started again\. Its log: .*api\.log/,
    );
  });
});

describe('a start', { timeout: TEST_MS }, () => {
  test('that fails half-way stops what it had started', async () => {
    // An API that cannot read its configuration ends at once.
    const message = await refusal(startHere({ env: { LOG_LEVEL: 'deafening' } }));
    expect(message).toMatch(/could not be seeded|ended while it was starting/);
    expect(processesOf(dataDir)).toEqual([]);
  });
});
