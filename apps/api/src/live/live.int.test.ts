import { beginTake, revokeLinks } from '@rostrum/core';
import { type FreshDatabase, freshDatabase } from '@rostrum/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Browser } from '../testing/browser.ts';
import { CHAIR, startTestApi, type TestApi } from '../testing/test-api.ts';

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

async function listen(browser: Browser, path: string) {
  const stop = new AbortController();
  const response = await browser.send(path, { signal: stop.signal });
  let text = '';
  const ended = (async () => {
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const part = await reader?.read();
      if (part === undefined || part.done) return;
      text += part.value;
    }
  })().catch(() => undefined);
  return { headers: response.headers, text: () => text, ended, stop: () => stop.abort() };
}

it('tells a speaker of their own statement, and staff of all', async () => {
  const place = await api.session();
  const [one, other] = [await api.speaker(place), await api.speaker(place)];
  const mine = await listen(one.browser, '/api/v1/speaker/events');
  const theirs = await listen(other.browser, '/api/v1/speaker/events');
  const all = await listen(await api.staff('coordinator'), '/api/v1/events');
  expect(mine.headers.get('content-type')).toContain('text/event-stream');
  expect(mine.headers.get('cache-control')).toContain('no-transform');
  expect(mine.headers.get('x-accel-buffering')).toBe('no');
  await expect.poll(mine.text).toContain('event: hello');
  expect(mine.text()).toMatch(/^retry: \d+\n/);

  const actor = { kind: 'speaker', invitationId: one.invitationId, deviceId: '' } as const;
  await beginTake(api.parts, {
    actor,
    way: 'tus',
    fileName: null,
    declaredBytes: 1,
    declaredSha256: null,
  });
  await expect.poll(mine.text).toContain(one.statementId);
  await expect.poll(all.text).toContain(`"statementId":"${one.statementId}"`);
  expect(theirs.text()).not.toContain('change');
  expect(all.text()).not.toContain(one.invitationId);

  // Ended with the session that it was opened by: heard at the next word about the device.
  await revokeLinks(api.parts, { actor: CHAIR, invitationId: one.invitationId });
  await api.parts.events.publish({
    sessionId: place.sessionId,
    reviewId: place.reviewId,
    statementId: one.statementId,
    invitationId: one.invitationId,
    what: 'device',
  });
  await mine.ended;
  theirs.stop();
  all.stop();
});
