import { newId } from '@rostrum/domain';
import { type ParsedMedia, parseMediaPlaylist, updateProblems } from '@rostrum/hls';
import { type FreshDatabase, freshDatabase } from '@rostrum/testkit';
import { AGREED } from '@rostrum/testkit/agreed';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { trackOf } from '../testing/ask-media.ts';
import type { Browser } from '../testing/browser.ts';
import { inSegments } from '../testing/in-segments.ts';
import { addReadyTake } from '../testing/ready-take.ts';
import { type Place, type Speaker, startTestApi, type TestApi } from '../testing/test-api.ts';

const MINUTE_MS = 60_000;
/** Of the consent of the first, from the beginning of a test. */
const ENDS_AFTER_MS = 70_000;

let database: FreshDatabase;
let api: TestApi;
let chair: Browser;
let place: Place;
let delegate: Browser;
let first: Speaker;
/** No sweep and no worker run here: what happens at the hour is done by those who ask. */
let beganMs = 0;
let aheadMs = 0;
const serverMs = () => beganMs + aheadMs;

beforeAll(async () => {
  database = await freshDatabase();
  api = await startTestApi({ databaseUrl: database.url });
  chair = await api.staff('coordinator');
});
afterAll(async () => {
  await api?.close();
  await database?.drop();
});
beforeEach(async () => {
  beganMs = Date.now();
  aheadMs = 0;
  vi.spyOn(api.parts.clock, 'now').mockImplementation(() => new Date(serverMs()));
  place = await api.session();
  first = await approved(new Date(serverMs() + ENDS_AFTER_MS).toISOString());
  const second = await approved(null);
  await chair.call('POST /api/v1/reviews/{id}/programme/publish', {
    ...review(),
    body: { statementIds: [first, second].map(({ statementId }) => statementId) },
  });
  delegate = await api.delegate(place);
});
afterEach(() => {
  vi.restoreAllMocks();
});

async function approved(endsAt: string | null): Promise<Speaker> {
  const speaker = await api.speaker(place);
  await speaker.browser.call('PUT /api/v1/speaker/consent', {
    body: { audience: 'missions', endsAt, masterAllowed: false, ...AGREED },
  });
  const { statementId } = speaker;
  const take = await addReadyTake(api, { statementId, number: 1, lengthMs: MINUTE_MS });
  await inSegments(api, take.takeId);
  const version = (await api.parts.store.statements.byId(statementId))?.version ?? 0;
  await chair.call('POST /api/v1/statements/{id}/decisions', {
    params: { id: statementId },
    body: { kind: 'approve', reason: 'Seen', version, ...take },
  });
  return speaker;
}
const review = () => ({ params: { id: place.reviewId } });
const pulse = () => delegate.call('GET /api/v1/watch/reviews/{id}/pulse', review());
const get = (address: string) => fetch(`${api.origin}${address}`);

it('a consent that ends by its hour is over with the first pulse after it, written once for a whole audience', async () => {
  const before = await pulse();
  aheadMs = ENDS_AFTER_MS - 1;
  expect(await pulse()).toMatchObject({ number: 1, epoch: before.epoch });
  aheadMs = ENDS_AFTER_MS;
  const all = await Promise.all(Array.from({ length: 20 }, pulse));
  for (const one of all) expect(one).toMatchObject({ number: 2, epoch: (before.epoch ?? 0) + 1 });
  const { revision } = await delegate.call('GET /api/v1/watch/reviews/{id}', review());
  expect(revision.items.map(({ kind }) => kind)).toEqual(['card', 'statement']);
  aheadMs += MINUTE_MS;
  expect(await pulse()).toMatchObject({ number: 2, epoch: (before.epoch ?? 0) + 1 });
  const { programmeRevision } = api.parts.prisma;
  expect(await programmeRevision.count({ where: { programme: { reviewId: place.reviewId } } })).toBe(2);
});

it('who opens the programme after it finds what is left, without a pulse before', async () => {
  aheadMs = ENDS_AFTER_MS;
  const { revision } = await delegate.call('GET /api/v1/watch/reviews/{id}', review());
  expect(revision).toMatchObject({ number: 2, items: [{ kind: 'card' }, { kind: 'statement' }] });
  // Nothing is done for a review that there is not.
  const none = { params: { id: newId() } };
  await expect(delegate.call('GET /api/v1/watch/reviews/{id}/pulse', none)).rejects.toMatchObject({
    code: 'not_found',
  });
});

it('at a screening no list goes back: its address ends, and all go on with what is left', async () => {
  await chair.call('PUT /api/v1/reviews/{id}/screening', {
    ...review(),
    body: { startsAt: new Date(serverMs() + 1000).toISOString(), timeZone: 'Europe/Zurich', version: null },
  });
  aheadMs = 1000;
  const { playlistUrl } = (await pulse()).screening ?? {};
  const list = trackOf(playlistUrl ?? '', 'audio');
  const text = async () => {
    const answer = await get(list);
    return answer.ok ? await answer.text() : null;
  };
  aheadMs = ENDS_AFTER_MS - 1000;
  let before: ParsedMedia = parseMediaPlaylist((await text()) ?? '');
  aheadMs = ENDS_AFTER_MS;
  // By its players alone, which know nothing of a pulse.
  const withinMs = { timeout: 20_000 };
  await expect
    .poll(async () => {
      const now = await text();
      if (now === null) return null;
      const after = parseMediaPlaylist(now);
      expect(updateProblems(before, after)).toEqual([]);
      before = after;
      return after.mediaSequence;
    }, withinMs)
    .toBeNull();
  const { screening, number } = await pulse();
  expect(number).toBe(2);
  // The second was on: it goes on at the same picture.
  expect(screening).toMatchObject({ lengthMs: MINUTE_MS, overrides: [{ kind: 'seek', toMs: 9_000 }] });
  expect(screening?.playlistUrl).not.toBe(playlistUrl);
  await expect.poll(async () => (await get(screening?.playlistUrl ?? '')).status, withinMs).toBe(200);
});

it('all links of a session end with every address that was handed out; one mission’s with none', async () => {
  const programme = async (browser: Browser) =>
    (await browser.call('GET /api/v1/watch/reviews/{id}', review())).playlistUrl ?? '';
  const handedOut = await programme(delegate);
  const status = async (address: string) => (await get(address)).status;
  expect([await status(handedOut), await status(trackOf(handedOut, 'audio'))]).toEqual([200, 200]);
  const other = await api.delegate(place, { stateCode: 'XZY' });
  const mission = await api.parts.store.missions.byStateCode('XZY');
  await chair.call('DELETE /api/v1/missions/{id}/link', {
    params: { id: mission?.id ?? '' },
    query: { sessionId: place.sessionId },
  });
  expect(await status(handedOut)).toBe(200);
  const answer = await chair.call('DELETE /api/v1/sessions/{id}/missions/links', {
    params: { id: place.sessionId },
  });
  expect(answer.ended).toBeGreaterThan(0);
  for (const address of [handedOut, trackOf(handedOut, 'audio')])
    await expect.poll(() => status(address), { timeout: 20_000 }).toBe(403);
  for (const browser of [delegate, other])
    await expect(programme(browser)).rejects.toMatchObject({ code: 'sign_in_required' });
  // Whoever still has a link asks anew, and goes on.
  expect(await status(await programme(await api.delegate(place, { stateCode: 'XZX' })))).toBe(200);
});
