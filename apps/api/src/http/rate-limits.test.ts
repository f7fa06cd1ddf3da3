import { createServer } from 'node:http';
import express from 'express';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { answerFailures } from './failures.ts';
import { createRateLimits } from './rate-limits.ts';

const server = createServer();
let origin: string;
beforeAll(async () => {
  const limits = createRateLimits();
  const app = express();
  app.set('trust proxy', 1);
  app.get('/codes', limits.codes, (_request, response) => void response.end());
  app.get('/links', limits.links, (_request, response) => void response.end());
  app.use(answerFailures({ info() {}, warn() {}, error() {} }));
  server.on('request', app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

it('ends guessing by a problem that says when to come back, for that address alone', async () => {
  const ask = (path: string, from: string) => fetch(origin + path, { headers: { 'x-forwarded-for': from } });
  const statuses = [];
  for (let n = 0; n < 21; n += 1) statuses.push((await ask('/codes', '192.0.2.1')).status);
  expect(statuses).toEqual([...Array(20).fill(200), 429]);
  const refused = await ask('/codes', '192.0.2.1');
  expect(refused.headers.has('retry-after')).toBe(true);
  expect(await refused.json()).toMatchObject({ code: 'too_many_requests', status: 429 });
  expect((await ask('/codes', '192.0.2.2')).status).toBe(200);
  expect((await ask('/links', '192.0.2.1')).status).toBe(200);
});
