import { drawCard } from '@rostrum/core';
import { PORTRAIT_LIMIT_BYTES } from '@rostrum/domain';
import { type FreshDatabase, freshDatabase } from '@rostrum/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApi, type TestApi } from '../testing/test-api.ts';

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

/** One white pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEANl9ngAAAAABJRU5ErkJggg==',
  'base64',
);

it('a portrait is sent, made, seen by its speaker alone, and taken away', async () => {
  const place = await api.session();
  const { browser, statementId } = await api.speaker(place);
  const { browser: other } = await api.speaker(place, { name: 'Another organisation' });
  const path = '/api/v1/speaker/portrait';
  const put = async (bytes: Buffer) => {
    const body = new FormData();
    body.set('file', new Blob([new Uint8Array(bytes)]), '肖像.png');
    return await browser.send(path, { method: 'PUT', body });
  };
  const codeOf = async (answer: Response) => [answer.status, (await answer.json()).code];

  expect(await codeOf(await put(Buffer.from('GIF89a, which is none of them')))).toEqual([
    422,
    'portrait_unreadable',
  ]);
  expect(await codeOf(await put(Buffer.alloc(PORTRAIT_LIMIT_BYTES + 1)))).toEqual([
    413,
    'portrait_too_large',
  ]);
  expect(await codeOf(await browser.send(path, { method: 'PUT', body: new FormData() }))).toEqual([
    400,
    'file_missing',
  ]);

  expect((await put(PNG)).status).toBe(204);
  expect((await browser.send(path)).status).toBe(404);
  await drawCard(api.parts, { statementId }, { signal: new AbortController().signal });
  const shown = await browser.send(path);
  expect(shown.headers.get('content-type')).toBe('image/jpeg');
  expect(Buffer.from(await shown.arrayBuffer()).readUInt16BE(0)).toBe(0xffd8);
  expect((await other.send(path)).status).toBe(404);

  expect((await browser.send(path, { method: 'DELETE' })).status).toBe(204);
  expect((await browser.send(path)).status).toBe(404);
});
