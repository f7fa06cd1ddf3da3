import { WatchHome, WatchProgramme } from '@rostrum/contract';
import { AAC_FRAME, MediaSet, SCREENING_LEAD_MS, type Track, VIDEO_TIMESCALE } from '@rostrum/domain';
import { conformanceProblems, type ParsedMedia, parseMediaPlaylist, updateProblems } from '@rostrum/hls';
import { type FreshDatabase, freshDatabase } from '@rostrum/testkit';
import { AGREED } from '@rostrum/testkit/agreed';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { Browser } from '../testing/browser.ts';
import { addReadyTake } from '../testing/ready-take.ts';
import { type Place, type Speaker, startTestApi, type TestApi } from '../testing/test-api.ts';

const MINUTE_MS = 60_000;

let database: FreshDatabase;
let api: TestApi;
let chair: Browser;
let place: Place;
let delegate: Browser;
let speakers: Speaker[];
/** Of the server, so that an hour passes in no time. */
let aheadMs = 0;

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
  aheadMs = 0;
  vi.spyOn(api.parts.clock, 'now').mockImplementation(() => new Date(Date.now() + aheadMs));
  place = await api.session();
  speakers = [await approved(), await approved()];
  await publish();
  delegate = await api.delegate(place);
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** The set of a take in segments of two seconds, as the encoder makes them; nobody stored their bytes. */
async function inSegments(takeId: string): Promise<void> {
  const { prisma } = api.parts;
  const { mediaSetId } = await prisma.take.findUniqueOrThrow({ where: { id: takeId } });
  const row = await prisma.mediaSet.findUniqueOrThrow({ where: { id: mediaSetId ?? '' } });
  const whole = MediaSet.parse(row.manifest);
  const split = (track: Track, eachTicks: number): Track => {
    const [only] = track.segments;
    const ticks = only?.durationTicks ?? 0;
    const segments = Array.from({ length: Math.ceil(ticks / eachTicks) }, (_, n) => ({
      name: `${track.name}/${n}.m4s`,
      startTicks: n * eachTicks,
      durationTicks: Math.min(eachTicks, ticks - n * eachTicks),
      bytes: 1000,
    }));
    return { ...track, segments };
  };
  const manifest = {
    ...whole,
    video: whole.video.map((track) => split(track, 2 * VIDEO_TIMESCALE)),
    audio: split(whole.audio, 94 * AAC_FRAME),
  };
  await prisma.mediaSet.update({ where: { id: row.id }, data: { manifest } });
}

async function approved(): Promise<Speaker> {
  const speaker = await api.speaker(place);
  await speaker.browser.call('PUT /api/v1/speaker/consent', {
    body: { audience: 'missions', endsAt: null, masterAllowed: false, ...AGREED },
  });
  const { statementId } = speaker;
  const take = await addReadyTake(api, { statementId, number: 1, lengthMs: MINUTE_MS });
  await inSegments(take.takeId);
  const version = (await api.parts.store.statements.byId(statementId))?.version ?? 0;
  await chair.call('POST /api/v1/statements/{id}/decisions', {
    params: { id: statementId },
    body: { kind: 'approve', reason: 'Seen', version, ...take },
  });
  return speaker;
}
const review = () => ({ params: { id: place.reviewId } });
const publish = () =>
  chair.call('POST /api/v1/reviews/{id}/programme/publish', {
    ...review(),
    body: { statementIds: speakers.map(({ statementId }) => statementId) },
  });
const schedule = (inMs: number) =>
  chair.call('PUT /api/v1/reviews/{id}/screening', {
    ...review(),
    body: {
      startsAt: new Date(Date.now() + aheadMs + inMs).toISOString(),
      timeZone: 'Europe/Zurich',
      version: null,
    },
  });
const planned = async () => {
  const { screening } = await chair.call('GET /api/v1/reviews/{id}/screening', review());
  if (screening === null) throw new Error('nothing is planned');
  return screening;
};
const act = async (
  body: { act: 'hold' | 'resume' | 'restart' | 'end' } | { act: 'skip'; statementId: string },
) =>
  chair.call('POST /api/v1/reviews/{id}/screening/acts', {
    ...review(),
    body: { ...body, version: (await planned()).version },
  });
const get = (address: string) => fetch(`${api.origin}${address}`);
const codeOf = async (address: string) => {
  const answer = await get(address);
  return answer.ok ? answer.status : (await answer.json()).code;
};
const trackOf = (address: string, track: string) => address.replace(/index\.m3u8$/, `${track}.m3u8`);
const tracksOf = async (address: string): Promise<string[]> =>
  [...(await (await get(address)).text()).matchAll(/^(\w+)\.m3u8$|URI="(\w+)\.m3u8"/gm)].map(
    ([, variant, sound]) => variant ?? sound ?? '',
  );

it('nobody is let in before the instant, not by what was handed out before either', async () => {
  const before = WatchProgramme.parse(await delegate.call('GET /api/v1/watch/reviews/{id}', review()));
  expect(before.screening).toBeNull();
  const poster = before.revision.items.find(({ posterUrl }) => posterUrl !== null)?.posterUrl ?? null;
  await schedule(MINUTE_MS);
  expect(await codeOf(before.playlistUrl ?? '')).toBe('media_address_bad');
  if (poster !== null) expect(await codeOf(poster)).toBe('media_address_bad');

  const waiting = WatchProgramme.parse(await delegate.call('GET /api/v1/watch/reviews/{id}', review()));
  expect(waiting.playlistUrl).toBeNull();
  expect(JSON.stringify({ ...waiting, screening: null })).not.toContain('/media/');
  const { playlistUrl } = waiting.screening ?? {};
  expect(await codeOf(playlistUrl ?? '')).toBe('screening_waiting');
  expect(await codeOf(trackOf(playlistUrl ?? '', 'audio'))).toBe('screening_waiting');
  const home = WatchHome.parse(await delegate.call('GET /api/v1/watch'));
  expect(home.reviews[0]?.screening).toMatchObject({ timeZone: 'Europe/Zurich' });
  // The staff see what will be shown.
  const staff = await chair.call('GET /api/v1/reviews/{id}/programme/playlist', review());
  expect(await codeOf(staff.playlistUrl)).toBe(200);
  expect((await get('/api/v1/time')).status).toBe(200);

  aheadMs = MINUTE_MS;
  expect(await codeOf(playlistUrl ?? '')).toBe(200);
  expect(await codeOf((playlistUrl ?? '').replace(/\/(\d+-[^/]+)\//, '/$1x/'))).toBe('media_address_bad');
});

it('every list is a proper live one, and its segments are the programme’s own, at their own addresses', async () => {
  await schedule(1000);
  const { playlistUrl } = await planned();
  if (playlistUrl === null) throw new Error('nothing to play');
  aheadMs = 1000;
  const tracks = await tracksOf(playlistUrl);
  expect(tracks.length).toBeGreaterThan(1);
  const listed = new Map<string, Set<string>>();
  const before = new Map<string, ParsedMedia>();
  for (const intoMs of [0, 3000, 20_000, 47_000, 61_000, 90_000, 111_000, 119_000]) {
    aheadMs = 1000 + intoMs;
    for (const track of tracks) {
      const answer = await get(trackOf(playlistUrl, track));
      expect(answer.headers.get('cache-control')).toContain('max-age=1');
      const text = await answer.text();
      // Its segments lie at the programme's addresses, under the programme's signature.
      expect(conformanceProblems(text).filter((rule) => rule !== 'addresses-inside')).toEqual([]);
      const after = parseMediaPlaylist(text);
      const earlier = before.get(track);
      if (earlier) expect(updateProblems(earlier, after)).toEqual([]);
      before.set(track, after);
      const known = listed.get(track) ?? new Set<string>();
      for (const { uri } of after.segments) known.add(uri);
      listed.set(track, known);
    }
  }
  // A caption that is nobody's, a rendition that is none, a turn that is not yet.
  expect(await codeOf(trackOf(playlistUrl, 'captions-en'))).toBe('not_found');
  expect(await codeOf(trackOf(playlistUrl, '4k'))).toBe('not_found');
  expect(await codeOf(playlistUrl.replace(/\/0\/index/, '/1/index'))).toBe('media_address_expired');

  // After its end the same page has the recording, of the very same segments.
  aheadMs = 1000 + 2 * MINUTE_MS;
  const over = WatchProgramme.parse(await delegate.call('GET /api/v1/watch/reviews/{id}', review()));
  expect(over.screening).toBeNull();
  for (const track of tracks) {
    const recording = parseMediaPlaylist(await (await get(trackOf(over.playlistUrl ?? '', track))).text());
    const folder = (over.playlistUrl ?? '').replace(/\/[^/]+\/index\.m3u8$/, '');
    const own = recording.segments.map(({ uri }) => uri);
    const shown = [...(listed.get(track) ?? [])];
    // One signature of ten minutes, or two.
    const signed = new Set([folder, ...shown.map((uri) => uri.split('/').slice(0, 5).join('/'))]);
    expect(signed.size).toBeLessThanOrEqual(2);
    for (const uri of shown) expect(own).toContain(uri.split('/').slice(5).join('/'));
  }
});

it('what a coordinator does opens another address where a list would go back', async () => {
  await schedule(1000);
  const { playlistUrl } = await planned();
  aheadMs = 6000;
  const before = parseMediaPlaylist(await (await get(trackOf(playlistUrl ?? '', 'audio'))).text());
  await act({ act: 'hold' });
  aheadMs += SCREENING_LEAD_MS + 40 * MINUTE_MS;
  // Held for longer than an address is good for: those that are listed are, and stay the same.
  const held = parseMediaPlaylist(await (await get(trackOf(playlistUrl ?? '', 'audio'))).text());
  expect(updateProblems(before, held)).toEqual([]);
  const [segment] = held.segments;
  const status = (await get(segment?.uri ?? '')).status;
  // There are no bytes behind these rows; but it is not the address that is refused.
  expect(status).not.toBe(403);
  await act({ act: 'skip', statementId: speakers[1]?.statementId ?? '' });
  aheadMs += SCREENING_LEAD_MS;
  expect(await codeOf(playlistUrl ?? '')).toBe('media_address_expired');
  const next = (await planned()).playlistUrl ?? '';
  expect(next).toMatch(/\/1\/index\.m3u8$/);
  const skipped = parseMediaPlaylist(await (await get(trackOf(next, 'audio'))).text());
  const date = Date.parse(skipped.segments[0]?.date ?? '') - Date.parse((await planned()).startsAt);
  expect(date).toBeLessThanOrEqual(MINUTE_MS);
  expect(date).toBeGreaterThan(MINUTE_MS - 27_000);
});

it('a withdrawal ends every address at once, and the pulse says where all go on', async () => {
  await schedule(1000);
  const { playlistUrl } = await planned();
  aheadMs = 1000 + 10_000;
  expect(await codeOf(playlistUrl ?? '')).toBe(200);
  const pulse = await delegate.call('GET /api/v1/watch/reviews/{id}/pulse', review());
  await speakers[0]?.browser.call('POST /api/v1/speaker/statement/withdraw', { body: { sure: true } });
  await expect.poll(() => codeOf(playlistUrl ?? '')).toBe('media_address_bad');
  const after = await delegate.call('GET /api/v1/watch/reviews/{id}/pulse', review());
  expect(after.screening?.overrides).toMatchObject([{ kind: 'seek', toMs: 0 }]);
  expect(after.screening?.lengthMs).toBe(MINUTE_MS);
  expect(after.epoch).toBe((pulse.epoch ?? 0) + 1);
  expect(await codeOf(after.screening?.playlistUrl ?? '')).toBe(200);
});
