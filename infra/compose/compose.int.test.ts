import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { readConfig } from '@rostrum/runtime';
import { programme, requirePart } from '@rostrum/testkit';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const root = path.resolve(import.meta.dirname, '../..');
const composeFile = path.join(root, 'docker-compose.yml');
const OURS = ['prepare', 'api', 'worker', 'web'];
const FILLED = [
  'PUBLIC_URL=https://rostrum.example',
  'SMTP_URL=smtps://mail.example',
  'MAIL_FROM=rostrum@mail.example',
];

const Service = z.looseObject({
  image: z.string(),
  read_only: z.boolean().optional(),
  privileged: z.boolean().optional(),
  cap_drop: z.array(z.string()).optional(),
  security_opt: z.array(z.string()).optional(),
  ports: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string().nullable()).optional(),
  volumes: z.array(z.unknown()).optional(),
  healthcheck: z.unknown().optional(),
  build: z.object({ dockerfile: z.string() }).optional(),
});
const Compose = z.looseObject({ services: z.record(z.string(), Service) });

let home: string;
let envFile: string;
let text: string;
let services: z.infer<typeof Compose>['services'];

const makeEnv = (...args: string[]) =>
  run(process.execPath, [path.join(import.meta.dirname, 'make-env.mjs'), ...args]);

beforeAll(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'rostrum-compose-'));
  envFile = path.join(home, 'env');
  await makeEnv('--to', envFile, ...FILLED);
  text = await readFile(composeFile, 'utf8');
  services = Compose.parse(parse(text, { merge: true })).services;
});
afterAll(async () => {
  await rm(home, { recursive: true, force: true });
});

/** Nothing of this machine's environment may fill a gap. */
const dockerCompose = (env: string) =>
  run(programme('docker-compose'), ['--env-file', env, '--file', composeFile, 'config'], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', HOME: home },
  });

describe('the file of secrets', () => {
  test('is made anew each time, for its owner only, and never overwrites', async () => {
    const other = path.join(home, 'other');
    const { stdout } = await makeEnv('--to', other);
    expect(stdout).toContain('Still to fill in: PUBLIC_URL, SMTP_URL, MAIL_FROM');
    expect((await stat(other)).mode & 0o777).toBe(0o600);
    const secretsOf = async (file: string) =>
      Object.fromEntries(
        [...(await readFile(file, 'utf8')).matchAll(/^([A-Z0-9_]+)=(.+)$/gm)].map((m) => [m[1], m[2]]),
      );
    const [one, two] = [await secretsOf(envFile), await secretsOf(other)];
    for (const name of ['POSTGRES_PASSWORD', 'VALKEY_PASSWORD', 'S3_SECRET_ACCESS_KEY', 'AUTH_SECRET']) {
      expect(one[name]?.length, name).toBeGreaterThanOrEqual(32);
      expect(one[name], name).not.toBe(two[name]);
    }
    const before = await readFile(other, 'utf8');
    await expect(makeEnv('--to', other)).rejects.toMatchObject({
      stderr: expect.stringContaining('Nothing was changed'),
    });
    expect(await readFile(other, 'utf8')).toBe(before);
  });

  test('asks for what the compose file uses, all of it and nothing more', async () => {
    const example = await readFile(path.join(root, '.env.example'), 'utf8');
    const offered = [...example.matchAll(/^([A-Z0-9_]+)=/gm)].map((m) => m[1]);
    const used = [...text.matchAll(/(?<!\$)\$\{([A-Z0-9_]+)/g)].map((m) => m[1]);
    expect([...new Set(offered)].sort()).toEqual([...new Set(used)].sort());
  });

  test('gives no secret a value in the example, and the compose file gives none a default', async () => {
    const example = await readFile(path.join(root, '.env.example'), 'utf8');
    const secrets = /PASSWORD|SECRET|ACCESS_KEY|SMTP_URL/;
    for (const [, name, value] of example.matchAll(/^([A-Z0-9_]+)=(.*)$/gm)) {
      if (secrets.test(name ?? '')) expect(value, name).toBe('');
    }
    for (const [whole, name] of text.matchAll(/(?<!\$)\$\{([A-Z0-9_]+)[^}]*\}/g)) {
      if (secrets.test(name ?? '')) expect(whole).toContain(':?');
    }
  });
});

describe('docker-compose.yml', () => {
  test('follows the compose specification', async () => {
    const schemaFile = path.join(
      path.dirname(require.resolve('dclint/package.json')),
      'schemas/compose.schema.json',
    );
    const ajv = new Ajv({ strict: false, allErrors: true });
    formats.default(ajv);
    // It names its dialect (draft 7) by an address that Ajv does not know.
    const { $schema: _, ...schema } = JSON.parse(await readFile(schemaFile, 'utf8'));
    const validate = ajv.compile(schema);
    const compose: unknown = parse(text, { merge: true });
    validate(compose);
    expect(validate.errors ?? []).toEqual([]);
    // The check itself can fail.
    expect(validate({ services: { api: { imagine: 'nothing' } } })).toBe(false);
  });

  test.each(['api', 'worker', 'web', 'prepare', 'postgres', 'valkey', 's3'])('%s is confined', (name) => {
    const service = services[name];
    expect(service).toBeDefined();
    expect(service?.read_only).toBe(true);
    expect(service?.privileged ?? false).toBe(false);
    expect(service?.cap_drop).toEqual(['ALL']);
    expect(service?.security_opt).toContain('no-new-privileges:true');
    if (!OURS.includes(name)) {
      expect(service?.healthcheck).toBeDefined();
      expect(service?.image).toMatch(/:[\w.-]*\d/);
    }
  });

  test('publishes one port, on the loopback', () => {
    const ports = Object.values(services).flatMap((service) => service.ports ?? []);
    expect(ports).toEqual([expect.stringMatching(/^127\.0\.0\.1:/)]);
  });

  test('builds images that do not run as root', async () => {
    for (const name of OURS) {
      const file = services[name]?.build?.dockerfile;
      const lines = (await readFile(path.join(root, file ?? ''), 'utf8')).split('\n');
      const lastStage = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));
      expect(
        lastStage.findLast((line) => line.startsWith('USER ')),
        file,
      ).toMatch(/^USER (node|www-data)$/);
      expect(
        lastStage.some((line) => line.startsWith('HEALTHCHECK ')),
        file,
      ).toBe(true);
    }
  });
});

test.each(['api', 'worker'])(
  'what the %s keeps for a while lies on a disk, and not in memory',
  async (name) => {
    const file = await readFile(path.join(root, services[name]?.build?.dockerfile ?? ''), 'utf8');
    const scratch = /^ENV SCRATCH_DIR=(\S+)$/m.exec(file)?.[1];
    expect(scratch).toMatch(/^\//);
    expect(services[name]?.volumes).toContain(scratch);
    expect(file).toMatch(new RegExp(`^RUN install -d -o node .* ${scratch}( |$)`, 'm'));
  },
);

describe.skipIf(!requirePart('docker-compose'))('docker-compose itself', () => {
  test('accepts the file, and what it gives the API and the worker is a whole production configuration', async () => {
    const { stdout } = await dockerCompose(envFile);
    const resolved = Compose.parse(parse(stdout)).services;
    for (const name of ['prepare', 'api', 'worker']) {
      const environment = resolved[name]?.environment ?? {};
      const config = readConfig(
        Object.fromEntries(Object.entries(environment).map(([k, v]) => [k, v ?? undefined])),
      );
      expect(config).toMatchObject({
        mode: 'production',
        publicUrl: 'https://rostrum.example',
        storage: { kind: 's3', endpoint: 'http://s3:8333' },
        mail: { kind: 'smtp' },
      });
      expect(config.databaseUrl).toBe(
        `postgresql://rostrum:${resolved.postgres?.environment?.POSTGRES_PASSWORD}@postgres:5432/rostrum`,
      );
      expect(config.redisUrl).toBe(`redis://:${resolved.valkey?.environment?.VALKEY_PASSWORD}@valkey:6379`);
      expect(config.storage).toMatchObject({
        accessKeyId: resolved.s3?.environment?.AWS_ACCESS_KEY_ID,
        secretAccessKey: resolved.s3?.environment?.AWS_SECRET_ACCESS_KEY,
      });
    }
  });

  test('tells API and worker of a model of whisper.cpp, and gives its folder to the worker alone', async () => {
    const withModel = path.join(home, 'with-model');
    const WHISPER_MODEL = '/whisper/ggml-small.bin';
    await makeEnv(
      '--to',
      withModel,
      ...FILLED,
      `WHISPER_MODEL=${WHISPER_MODEL}`,
      'WHISPER_FOLDER=/srv/whisper',
    );
    const transcribers = async (env: string) => {
      const resolved = Compose.parse(parse((await dockerCompose(env)).stdout)).services;
      return ['api', 'worker'].map((name) => {
        const environment = Object.entries(resolved[name]?.environment ?? {});
        return [
          readConfig(Object.fromEntries(environment.map(([k, v]) => [k, v ?? undefined]))).transcriber,
          (resolved[name]?.volumes ?? []).filter((volume) => String(volume).includes('/whisper')),
        ];
      });
    };
    const transcriber = { command: '/whisper/whisper-cli', model: WHISPER_MODEL, threads: 2 };
    expect(await transcribers(withModel)).toEqual([
      [transcriber, []],
      [transcriber, ['/srv/whisper:/whisper:ro']],
    ]);
    expect((await transcribers(envFile)).map(([none]) => none)).toEqual([undefined, undefined]);
  });

  test.each(['PUBLIC_URL', 'POSTGRES_PASSWORD', 'AUTH_SECRET', 'S3_SECRET_ACCESS_KEY', 'VALKEY_PASSWORD'])(
    'refuses to start without %s',
    async (name) => {
      const lacking = path.join(home, `without-${name}`);
      const whole = await readFile(envFile, 'utf8');
      await writeFile(lacking, whole.replace(new RegExp(`^${name}=.*$`, 'm'), `${name}=`));
      await expect(dockerCompose(lacking)).rejects.toMatchObject({
        stderr: expect.stringContaining('.env.example'),
      });
    },
  );
});
