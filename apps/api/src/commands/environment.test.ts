import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readConfig } from '@rostrum/runtime';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { commandEnvironment, NotRunning } from './environment.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'rostrum-commands-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

it('leaves an environment that names a database as it is', async () => {
  const env = { DATABASE_URL: 'postgresql://somewhere/else', DATA_DIR: dir };
  expect(await commandEnvironment(env)).toBe(env);
});

it('is that of the copy that runs on the data folder', async () => {
  const secrets = { databasePassword: 'a/b', authSecret: 'x'.repeat(43) };
  await writeFile(path.join(dir, 'secrets.json'), JSON.stringify(secrets));
  await writeFile(path.join(dir, 'lock'), JSON.stringify({ pid: 1, began: null, port: 8090 }));
  await mkdir(path.join(dir, 'postgres'));
  await writeFile(
    path.join(dir, 'postgres/postmaster.pid'),
    `4711\n${dir}/postgres\n1600000000\n54321\n\n127.0.0.1\n`,
  );
  expect(readConfig(await commandEnvironment({ DATABASE_URL: '', DATA_DIR: dir }))).toMatchObject({
    mode: 'demonstration',
    databaseUrl: 'postgresql://postgres:a%2Fb@127.0.0.1:54321/rostrum',
    publicUrl: 'http://127.0.0.1:8090',
    authSecret: secrets.authSecret,
    keysFile: path.join(dir, 'keys.json'),
    storage: { kind: 'directory', root: path.join(dir, 'media') },
  });
});

it('says so where nothing runs', async () => {
  await expect(commandEnvironment({ DATA_DIR: dir })).rejects.toThrow(NotRunning);
});
