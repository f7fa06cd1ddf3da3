import { WatchHome, WatchProgramme } from '@rostrum/contract';
import { newId, SCREENING_LEAD_MS } from '@rostrum/domain';
import { conformanceProblems, type ParsedMedia, parseMediaPlaylist, updateProblems } from '@rostrum/hls';
import { MEDIA_BUCKET_MS } from '@rostrum/signing';
import { type FreshDatabase, freshDatabase } from '@rostrum/testkit';
import { AGREED } from '@rostrum/testkit/agreed';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { openedBelow, trackOf, tracksIn } from '../testing/ask-media.ts';
import type { Browser } from '../testing/browser.ts';
import { inSegments } from '../testing/in-segments.ts';
import { startMinistryProxy } from '../testing/ministry-proxy.ts';
import { addReadyTake } from '../testing/ready-take.ts';
import { type Place, type Speaker, startTestApi, type TestApi } from '../testing/test-api.ts';

const MINUTE_MS = 60_000;

let database: FreshDatabase;
let api: TestApi;
let chair: Browser;
let place: Place;
let delegate: Browser;
let speakers: Speaker[];
/** The server's time passes as a test says. Ten minutes of one signature begin where a test does. */
let aheadMs = 0;
let beganMs = 0;
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
  aheadMs = 0;
  beganMs = Math.ceil(Date.now() / MEDIA_BUCKET_MS) * MEDIA_BUCKET_MS;
  vi.spyOn(api.parts.clock, 'now').mockImplementation(() => new Date(serverMs()));
  place = await api.session();
  speakers = [await approved(), await approved()];
  await publish();
  delegate = await api.delegate(place);
});
afterEach(() => {
  vi.restoreAllMocks();
});

async function approved(): Promise<Speaker> {
  const speaker = await api.speaker(place);
  await speaker.browser.call('PUT /api/v1/speaker/consent', {
    body: { audience: 'missions', endsAt: null, masterAllowed: false, ...AGREED },
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
const publish = () =>
  chair.call('POST /api/v1/reviews/{id}/programme/publish', {
    ...review(),
    body: { statementIds: speakers.map(({ statementId }) => statementId) },
  });
const schedule = (inMs: number) =>
  chair.call('PUT /api/v1/reviews/{id}/screening', {
    ...review(),
    body: {
      startsAt: new Date(serverMs() + inMs).toISOString(),
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
const tracksOf = (address: string) => tracksIn(get, address);
/** What a coordinator does is told to every process. Here no three seconds pass until it is in force. */
const known = (what: () => Promise<unknown>, is: unknown) => expect.poll(what).toEqual(is);
const opened = (base: string, names: readonly string[]) => openedBelow(get, base, names);

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
  expect(await codeOf(trackOf(staff.playlistUrl, 'audio'))).toBe(200);
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

/** What the screening's lists hand out: the folder that their signature opens, and what they name of each track. */
async function handedOut(): Promise<{ live: string; base: string; named: Map<string, string[]> }> {
  const { playlistUrl } = await planned();
  const named = new Map<string, string[]>();
  let base = '';
  for (const track of await tracksOf(playlistUrl ?? '')) {
    const { segments } = parseMediaPlaylist(await (await get(trackOf(playlistUrl ?? '', track))).text());
    base = segments[0]?.uri.split('/').slice(0, 5).join('/') ?? '';
    named.set(
      track,
      segments.map(({ uri }) => uri.split('/').slice(5).join('/')),
    );
  }
  return { live: playlistUrl ?? '', base, named };
}
/** Every segment of the programme, as the staff see it before the hour. */
async function everySegment(): Promise<Map<string, string[]>> {
  const { playlistUrl } = await chair.call('GET /api/v1/reviews/{id}/programme/playlist', review());
  const all = new Map<string, string[]>();
  for (const track of await tracksOf(playlistUrl)) {
    const { segments } = parseMediaPlaylist(await (await get(trackOf(playlistUrl, track))).text());
    all.set(
      track,
      segments.map(({ uri }) => uri),
    );
  }
  return all;
}

it('nobody comes by what lies ahead, whatever is made of the addresses that are listed', async () => {
  const [first, second] = speakers;
  const takes = await api.parts.prisma.take.findMany({ where: { statementId: second?.statementId ?? '' } });
  await chair.call('POST /api/v1/takes/{id}/captions', {
    params: { id: takes[0]?.id ?? '' },
    body: { language: 'en', text: 'WEBVTT\n\n00:10.000 --> 00:12.000\nUnheard of.\n' },
  });
  await publish();
  await schedule(1000);
  aheadMs = 1000 + 20_000;
  const all = await everySegment();
  const { live, base, named } = await handedOut();
  expect([...named.keys()].sort()).toEqual([...all.keys()].sort());
  for (const [track, names] of all) {
    const listed = named.get(track) ?? [];
    expect(await opened(base, names.slice(0, listed.length))).toEqual(listed);
    // Two processes' clocks are never the same.
    expect((await opened(base, names.slice(listed.length))).length).toBeLessThanOrEqual(1);
    const spelt = names.at(-1)?.replace(/(\d+)\.m4s$/, '00$1.m4s') ?? '';
    expect(await opened(base, [spelt, `${spelt}?at=0`])).toEqual([]);
  }
  const beside = [
    ...['index', 'small', 'sound', ...all.keys(), 'captions-en'].map((name) => `${name}.m3u8`),
    ...['captions-en/0.vtt', 'captions-en/3.vtt', 'captions-en.vtt', 'chapters.json', 'chapters.vtt'],
    ...['poster.jpg', 'poster-0.jpg', 'poster-1.jpg', 'storyboard.vtt', 'storyboard-1-0.jpg', 'peaks-1.dat'],
    ...['master.mp4', 'master.json'],
  ];
  expect(await opened(base, beside)).toEqual([]);
  const inOne = [...beside, 'audio/init-0.mp4', 'audio/0/0.m4s', '480p/0/0.m4s', '480p/0/12.m4s'];
  for (const one of [first, second])
    expect(await opened(`${base}/only/${one?.statementId}`, inOne)).toEqual([]);
  expect(await opened(base, ['audio/init-0.mp4'])).toEqual(['audio/init-0.mp4']);

  // The signature of a list's segments is good for nothing else, nor is the list's own.
  const [, , , revisionId = '', signature = ''] = base.split('/');
  const [, , , screeningId = '', ofList = ''] = live.split('/');
  const foreign = [
    `/media/p/${revisionId}/${ofList}`,
    `/media/s/${takes[0]?.mediaSetId}/${signature}`,
    `/media/s/${revisionId}/${signature}`,
    `/media/d/${place.reviewId}/${signature}`,
    `/media/d/${place.reviewId}/${ofList}`,
    `/media/live/${screeningId}/${signature}/0`,
  ];
  for (const folder of foreign)
    expect(await codeOf(`${folder}/index.m3u8`), folder).toMatch(/^(media_address_bad|not_found)$/);

  // Of the words, too, what is listed and no more.
  const folder = live.replace(/\/index\.m3u8$/, '');
  const words = parseMediaPlaylist(await (await get(`${folder}/captions-en.m3u8`)).text());
  const listed = words.segments.map(({ uri }) => uri);
  expect(listed.length).toBeGreaterThan(3);
  const every = Array.from({ length: 20 }, (_, n) => `captions-en/${n}.vtt`);
  const readable = async (below: string) => {
    const read = await Promise.all(every.map(async (name) => (await get(`${below}/${name}`)).ok));
    return every.filter((_, at) => read[at]);
  };
  expect(await readable(folder)).toEqual(listed);
  expect(await codeOf(`${folder.replace(/0$/, '1')}/captions-en/12.vtt`)).toBe('media_address_expired');

  // What a skip passes over is not shown either, until it is over and all of it is everybody's.
  await act({ act: 'skip', statementId: second?.statementId ?? '' });
  aheadMs += SCREENING_LEAD_MS + 1000;
  await known(() => codeOf(live), 'media_address_expired');
  const after = await handedOut();
  for (const [track, names] of all) {
    const shown = after.named.get(track) ?? [];
    const passedOver = names.filter((name) => name.startsWith(`${track}/0/`));
    expect(shown[0]).toBe(names[passedOver.length]);
    expect(await opened(after.base, passedOver)).toEqual([]);
    expect(await opened(after.base, shown)).toEqual(shown);
    expect((await opened(after.base, names)).length).toBeLessThanOrEqual(shown.length + 1);
  }
  expect((await readable(after.live.replace(/\/index\.m3u8$/, '')))[0]).toBe('captions-en/10.vtt');
  await act({ act: 'end' });
  aheadMs += SCREENING_LEAD_MS;
  await known(() => codeOf(`${after.base}/index.m3u8`), 200);
  expect(await opened(after.base, [...all.values()].flat())).toEqual([...all.values()].flat());
  // And restarted, it is everybody's from its beginning on alone.
  await act({ act: 'restart' });
  aheadMs += SCREENING_LEAD_MS;
  await known(() => opened(after.base, beside), []);
  expect((await opened(after.base, all.get('audio') ?? [])).length).toBeLessThan(10);
});

it('an altered, a borrowed and an expired address let nobody in, and another session’s link neither', async () => {
  await schedule(1000);
  aheadMs = 6000;
  const { live, base } = await handedOut();
  const other = live.replace(/\/live\/[^/]+/, `/live/${newId()}`);
  expect(await codeOf(other)).toBe('media_address_expired');
  for (const address of [live, `${base}/audio/0/0.m4s`]) {
    const [signature = ''] = /\d+-[\w-]+-[\w-]{43}/.exec(address) ?? [];
    const [bucket = ''] = signature.split('-');
    for (const altered of [
      signature.replace(/.(?=.{9}$)/, (one) => (one === 'A' ? 'B' : 'A')),
      signature.replace(bucket, String(Number(bucket) + 1)),
      signature.slice(0, -1),
      `${signature}A`,
      'x',
    ])
      expect(await codeOf(address.replace(signature, altered)), altered).toBe('media_address_bad');
  }
  const elsewhere = await api.session();
  const stranger = await api.delegate(elsewhere);
  await expect(stranger.call('GET /api/v1/watch/reviews/{id}', review())).rejects.toMatchObject({
    code: 'not_found',
  });
  await expect(stranger.call('GET /api/v1/watch/reviews/{id}/pulse', review())).rejects.toMatchObject({
    code: 'not_found',
  });
  // Another mission of this session is a viewer like any other, at the same address.
  const mission = await api.delegate(place, { stateCode: 'XZY' });
  const same = WatchProgramme.parse(await mission.call('GET /api/v1/watch/reviews/{id}', review()));
  expect(same.screening?.playlistUrl).toBe(live);

  // Held, so that it goes on: the address that is handed out lets in for twenty minutes at most.
  await act({ act: 'hold' });
  aheadMs += 20 * MINUTE_MS;
  expect(await codeOf(live)).toBe('media_address_expired');
  expect(await codeOf((await planned()).playlistUrl ?? '')).toBe(200);
  // Whoever plays asks for its lists all the while, for six hours.
  expect(await codeOf(trackOf(live, 'audio'))).toBe(200);
  aheadMs += 6.5 * 60 * MINUTE_MS;
  expect(await codeOf(trackOf(live, 'audio'))).toBe('media_address_expired');
});

it('goes on behind a proxy that hands on nothing before it has the whole of it, and takes cookies away', async () => {
  await schedule(1000);
  const { playlistUrl } = await planned();
  const proxy = await startMinistryProxy({
    origin: api.origin,
    takesCookies: (path) => !path.startsWith('/api/'),
  });
  try {
    const behind = (address: string) =>
      fetch(`${proxy.url}${address}`, { headers: { cookie: delegate.cookieHeader() } });
    let before: ParsedMedia | null = null;
    for (const intoMs of [0, 4000, 8000]) {
      aheadMs = 1000 + intoMs;
      const pulse = await (await behind(`/api/v1/watch/reviews/${place.reviewId}/pulse?playing=1`)).json();
      expect(pulse.screening).toMatchObject({ playlistUrl });
      const answer = await behind(trackOf(pulse.screening.playlistUrl, 'audio'));
      const text = await answer.text();
      expect(text).toBe(await (await get(trackOf(playlistUrl ?? '', 'audio'))).text());
      // So that it can go through without a cookie, and be held for everybody who sits behind the same proxy.
      expect([answer.headers.get('set-cookie'), answer.headers.get('vary')]).toEqual([null, null]);
      const after = parseMediaPlaylist(text);
      if (before) {
        expect(updateProblems(before, after)).toEqual([]);
        expect(after.segments.length).toBeGreaterThan(before.segments.length);
      }
      before = after;
    }
    expect((await behind('/api/v1/time')).status).toBe(200);
    expect(proxy.taken()).toBeGreaterThan(0);
  } finally {
    await proxy.close();
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
  // There are no bytes behind these rows; but it is not the address that is refused.
  expect((await get(segment?.uri ?? '')).status).not.toBe(403);
  await act({ act: 'skip', statementId: speakers[1]?.statementId ?? '' });
  aheadMs += SCREENING_LEAD_MS;
  await known(() => codeOf(playlistUrl ?? ''), 'media_address_expired');
  const next = (await planned()).playlistUrl ?? '';
  expect(next).toMatch(/\/1\/index\.m3u8$/);
  const skipped = parseMediaPlaylist(await (await get(trackOf(next, 'audio'))).text());
  const date = Date.parse(skipped.segments[0]?.date ?? '') - Date.parse((await planned()).startsAt);
  // Sound begins half a frame before its picture or after it.
  expect(Math.abs(date - MINUTE_MS)).toBeLessThanOrEqual(12);
});

it('held in its waiting room, the list of States says that it is delayed, and then until when', async () => {
  await schedule(10 * MINUTE_MS);
  const listed = async () => WatchHome.parse(await delegate.call('GET /api/v1/watch'));
  const first = await listed();
  const { startsAt, beginsAt } = first.reviews[0]?.screening ?? {};
  expect(beginsAt).toBe(startsAt);
  await act({ act: 'hold' });
  aheadMs += 5 * MINUTE_MS;
  const held = await listed();
  expect(held.reviews[0]?.screening).toMatchObject({ startsAt, beginsAt: null });
  await act({ act: 'resume' });
  aheadMs += MINUTE_MS;
  const resumed = await listed();
  const late = Date.parse(resumed.reviews[0]?.screening?.beginsAt ?? '') - Date.parse(startsAt ?? '');
  expect(Math.abs(late - 5 * MINUTE_MS)).toBeLessThan(10_000);
  expect(resumed.reviews[0]?.screening?.startsAt).toBe(startsAt);
  // Pages that ask with what they know are told each time.
  expect(new Set([first.mark, held.mark, resumed.mark]).size).toBe(3);
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
