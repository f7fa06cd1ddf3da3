import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type FreshDatabase, freshDatabase } from '@rostrum/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApi, type TestApi } from './testing/test-api.ts';

const COMMAND = fileURLToPath(new URL('invite-administrator.ts', import.meta.url));

let database: FreshDatabase;
let api: TestApi;
beforeAll(async () => {
  database = await freshDatabase();
  api = await startTestApi({ databaseUrl: database.url });
});
afterAll(async () => {
  await api?.close();
  await database?.drop();
});

it('lets the first administrator in, and nobody in their place', async () => {
  const email = 'first@example.org';
  const run = () =>
    promisify(execFile)(process.execPath, [COMMAND, email, 'The first'], {
      env: {
        PATH: process.env.PATH,
        NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
        DATABASE_URL: database.url,
        DATA_DIR: api.dataDir,
        AUTH_SECRET: 'a secret of tests, long enough to be one',
        LOG_LEVEL: 'silent',
      },
    });
  const { stdout } = await run();
  const token = stdout.trim().split('#invite=')[1] ?? '';
  const browser = api.browser();
  const password = 'a password of tests';
  await browser.call('POST /api/v1/staff/accept', { body: { token, password } });
  await browser.send('/api/auth/sign-in/email', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  expect(await browser.call('GET /api/v1/me')).toMatchObject({ role: 'administrator', email });
  await expect(run()).rejects.toMatchObject({ code: 1 });
});
