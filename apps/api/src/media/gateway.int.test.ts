import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { Board, ProgrammeView, SpeakerView, StatementDetail, WatchProgramme } from '@rostrum/contract';
import { checkTake, makeChosenPoster, prepareTake, verifyTake } from '@rostrum/core';
import { newId } from '@rostrum/domain';
import { type FreshDatabase, freshDatabase, requirePart } from '@rostrum/testkit';
import { AGREED } from '@rostrum/testkit/agreed';
import { clip } from '@rostrum/testkit/clips';
import { jobRun } from '@rostrum/testkit/plant';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asksInWriting } from '../testing/asks-in-writing.ts';
import type { Browser } from '../testing/browser.ts';
import { setsOutIssues } from '../testing/sets-out-issues.ts';
import { type Place, type Speaker, startTestApi, type TestApi } from '../testing/test-api.ts';
import { setScope } from './media-addresses.ts';

const run = promisify(execFile);
const SECOND_MS = 1000;
const DAY_MS = 24 * 60 * 60 * SECOND_MS;
/** A withdrawal must have reached every viewer by then. */
const WITHDRAWN_WITHIN_MS = 10 * SECOND_MS;

const SPEAKER_NAME = 'Zahra Who-Speaks';

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

/** Sends, and does what a worker would, until it is prepared. */
async function prepared(speaker: Speaker, file: string): Promise<string> {
  const form = new FormData();
  form.set('file', new Blob([await readFile(file)]), basename(file));
  const sent = await speaker.browser.send('/api/v1/speaker/takes', { method: 'POST', body: form });
  const { id } = await sent.json();
  await verifyTake(api.parts, { takeId: id }, jobRun());
  await checkTake(api.parts, { takeId: id }, jobRun());
  await prepareTake(api.parts, { takeId: id }, jobRun());
  return id;
}

async function approved(chair: Browser, place: Place, file: string): Promise<Speaker> {
  const speaker = await api.speaker(place);
  await speaker.browser.call('PUT /api/v1/speaker/consent', {
    body: { audience: 'missions', endsAt: null, masterAllowed: false, ...AGREED },
  });
  const takeId = await prepared(speaker, file);
  const view = SpeakerView.parse(await speaker.browser.call('GET /api/v1/speaker/statement'));
  const measuredMs = view.takes[0]?.measuredMs ?? 0;
  const cut = await chair.call('POST /api/v1/takes/{id}/cuts', {
    params: { id: takeId },
    body: { inMs: 0, outMs: measuredMs },
  });
  const detail = StatementDetail.parse(
    await chair.call('GET /api/v1/statements/{id}', { params: { id: speaker.statementId } }),
  );
  const { statement } = await chair.call('POST /api/v1/statements/{id}/decisions', {
    params: { id: speaker.statementId },
    body: {
      kind: 'approve',
      takeId,
      cutId: cut.id,
      reason: 'Fits.',
      version: detail.statement.version,
    },
  });
  expect(statement.state).toBe('approved');
  return speaker;
}

const framesOf = async (address: string) => {
  const counted = ['-count_frames', '-select_streams', 'v:0', '-show_entries', 'stream=nb_read_frames'];
  const { stdout } = await run('ffprobe', ['-v', 'error', ...counted, '-of', 'csv=p=0', address]);
  return Number(stdout.trim().split('\n')[0]);
};

/** A storyboard and a waveform of every item, where each begins on the timeline; nothing of any other. */
async function expectBeside(base: string, startsMs: readonly number[]): Promise<void> {
  const answer = await fetch(`${base}/storyboard.vtt`);
  expect(answer.headers.get('content-type')).toBe('text/vtt; charset=utf-8');
  expect(answer.headers.get('cache-control')).toMatch(/max-age=[0-5]\b/);
  const cues = (await answer.text()).split('\n\n').slice(1);
  expect(cues).toHaveLength(startsMs.length);
  for (const [item, startMs] of startsMs.entries()) {
    const [time = '', tile = ''] = cues[item]?.split('\n') ?? [];
    expect(time.startsWith(new Date(startMs).toISOString().slice(11, -1))).toBe(true);
    expect(tile).toMatch(/^storyboard-\d+-0\.jpg#xywh=0,0,160,90$/);
    const sheet = await fetch(`${base}/${tile.split('#')[0]}`);
    expect([sheet.status, sheet.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    const peaks = await fetch(`${base}/peaks-${item}.dat`);
    const data = Buffer.from(await peaks.arrayBuffer());
    expect([peaks.status, data.readInt32LE(0), data.length]).toEqual([200, 2, 24 + 2 * data.readInt32LE(16)]);
    expect(Math.max(...new Int8Array(data.subarray(24)))).toBeGreaterThan(10);
  }
  const none = ['storyboard-0-1.jpg', `storyboard-${startsMs.length}-0.jpg`, `peaks-${startsMs.length}.dat`];
  for (const name of [...none, 'peaks-x.dat', 'storyboard-0-x.jpg'])
    expect((await fetch(`${base}/${name}`)).status, name).toBe(404);
}

describe.skipIf(!requirePart('ffmpeg'))('the media gateway', () => {
  it('plays a programme of two, without a cookie, until one is withdrawn', { timeout: 120_000 }, async () => {
    const place = await api.session();
    const chair = await api.staff('coordinator');
    const file = await clip({ seconds: 3, width: 320, height: 180, fps: 25 });
    const first = await approved(chair, place, file);
    const second = await approved(chair, place, file);
    const statementIds = [first.statementId, second.statementId];
    const issuesAreShown = await setsOutIssues({ about: second, other: first });
    await chair.call('POST /api/v1/reviews/{id}/programme/publish', {
      params: { id: place.reviewId },
      body: { statementIds },
    });
    ProgrammeView.parse(
      await chair.call('GET /api/v1/reviews/{id}/programme', { params: { id: place.reviewId } }),
    );
    Board.parse(await chair.call('GET /api/v1/sessions/{id}/board', { params: { id: place.sessionId } }));

    const delegate = await api.delegate(place);
    const watched = WatchProgramme.parse(
      await delegate.call('GET /api/v1/watch/reviews/{id}', { params: { id: place.reviewId } }),
    );
    const { playlistUrl } = watched;
    const address = `${api.origin}${playlistUrl}`;
    const frames = await framesOf(address);
    expect(frames).toBe(150);
    expect(watched.revision.lengthMs).toBe(6000);
    const { stderr } = await run('ffmpeg', ['-v', 'warning', '-i', address, '-f', 'null', '-']);
    expect(stderr).not.toMatch(/non monoton|discont|invalid/i);

    const entry = await fetch(address);
    expect(entry.headers.get('content-type')).toBe('application/vnd.apple.mpegurl');
    expect(entry.headers.get('cache-control')).toMatch(/max-age=[0-5]\b/);
    expect(entry.headers.has('set-cookie')).toBe(false);
    const variants = await entry.text();
    // Every variant has a picture: see the gateway's word on VLC. The sound alone has an address of its own.
    expect(variants.match(/#EXT-X-STREAM-INF/g)).toHaveLength(variants.match(/RESOLUTION=/g)?.length ?? 0);
    const track = /^(\d+p)\.m3u8$/m.exec(variants)?.[1] ?? '';
    const base = address.slice(0, address.lastIndexOf('/'));
    const playlist = await (await fetch(`${base}/${track}.m3u8`)).text();
    expect(playlist).not.toContain('DISCONTINUITY');
    expect(playlist).toContain('#EXT-X-ENDLIST');
    const segments = playlist.split('\n').filter((line) => line.endsWith('.m4s'));
    const segment = await fetch(`${base}/${segments.at(-1)}`);
    expect([segment.status, segment.headers.get('cache-control')]).toEqual([
      200,
      expect.stringMatching(/max-age=[0-5]\b/),
    ]);
    expect((await segment.arrayBuffer()).byteLength).toBe(Number(segment.headers.get('content-length')));
    expect((await fetch(`${base}/poster.jpg`)).headers.get('content-type')).toBe('image/jpeg');
    await expectBeside(base, [0, 3000]);
    expect((await fetch(`${base}/999p.m3u8`)).status).toBe(404);
    expect((await fetch(`${base}/${track}/0/999.m4s`)).status).toBe(404);
    // The sound alone, and no more than the data saver shows.
    const sound = await (await fetch(`${base}/sound.m3u8`)).text();
    expect(sound.split('\n').filter((line) => line.endsWith('.m3u8'))).toEqual(['audio.m3u8']);
    const small = await (await fetch(`${base}/small.m3u8`)).text();
    const heights = [...small.matchAll(/RESOLUTION=\d+x(\d+)/g)].map(([, height]) => Number(height));
    expect(heights.length).toBeGreaterThan(0);
    expect(Math.max(...heights)).toBe(360);

    await asksInWriting(api, { chair, delegate, place, about: second, other: first });
    await issuesAreShown({ chair, delegate, place });

    // The second of them alone begins at its own beginning; it can be had as a file once its speaker allows that.
    const of = (view: typeof watched) =>
      view.alone.find(({ statementId }) => statementId === second.statementId);
    expect(of(watched)?.masterUrl).toBeNull();
    const single = `${api.origin}${of(watched)?.playlistUrl}`;
    expect(await framesOf(single)).toBe(75);
    await expectBeside(single.slice(0, single.lastIndexOf('/')), [0]);
    const unknown = single.replace(second.statementId, newId());
    expect((await fetch(unknown)).status).toBe(404);
    expect((await fetch(single.replace('index.m3u8', 'master.mp4'))).status).toBe(403);
    await second.browser.call('PUT /api/v1/speaker/consent', {
      body: { audience: 'missions', endsAt: null, masterAllowed: true, ...AGREED },
    });
    const allowed = WatchProgramme.parse(
      await delegate.call('GET /api/v1/watch/reviews/{id}', { params: { id: place.reviewId } }),
    );
    expect(allowed.alone.map(({ masterUrl }) => masterUrl === null)).toEqual([true, false]);
    const had = Buffer.from(await (await fetch(`${api.origin}${of(allowed)?.masterUrl}`)).arrayBuffer());
    const hash = await (await fetch(`${api.origin}${of(allowed)?.masterUrl}`.replace(/mp4$/, 'json'))).json();
    expect(hash.sha256).toBe(createHash('sha256').update(had).digest('hex'));
    expect(api.parts.signing.verifyBytesHash(hash)).toBe(true);

    // Neither another signature nor this one for something else opens anything.
    const forged = base.replace(/[^/]+$/, (sig) => [...sig].reverse().join(''));
    for (const name of ['index.m3u8', 'storyboard.vtt', 'storyboard-0-0.jpg', 'peaks-0.dat'])
      expect((await fetch(`${forged}/${name}`)).status, name).toBe(403);

    // A piece that the store has not is counted, and nothing else is lost by it.
    const [{ mediaSet: ofFirst } = { mediaSet: null }] = await api.parts.store.programmes.media([
      watched.revision.items[0]?.cutId ?? '',
    ]);
    const piece = ofFirst?.video.find(({ name }) => name === track)?.segments[0]?.name;
    const lostKey = `${ofFirst?.root}${piece}`;
    const lost: Uint8Array[] = [];
    for await (const part of (await api.parts.storage.get(lostKey)).body) lost.push(part);
    await api.parts.storage.delete(lostKey);
    const answers = await Promise.all([0, 1].map((at) => fetch(`${base}/${segments[at]}`)));
    expect(answers.map(({ status }) => status)).toEqual([404, 200]);
    expect(await api.metrics.text()).toContain('rostrum_media_segments_missing_total{kind="video"} 1');
    await api.parts.storage.put(lostKey, Buffer.concat(lost));

    await second.browser.call('POST /api/v1/speaker/statement/withdraw', { body: { sure: true } });
    await expect
      .poll(async () => (await fetch(`${base}/${segments.at(-1)}`)).status, { timeout: WITHDRAWN_WITHIN_MS })
      .toBe(403);
    for (const name of ['index.m3u8', 'storyboard.vtt', 'storyboard-0-0.jpg', 'peaks-0.dat'])
      expect((await fetch(`${base}/${name}`)).status, name).toBe(403);
    const after = WatchProgramme.parse(
      await delegate.call('GET /api/v1/watch/reviews/{id}', { params: { id: place.reviewId } }),
    );
    expect(after.revision.items.map(({ kind }) => kind)).toEqual(['statement', 'card']);
    expect(await framesOf(`${api.origin}${after.playlistUrl}`)).toBe(75);

    // Another poster is shown at once and under another address, and the programme plays on.
    const posterUrl = async () => {
      const { revision } = WatchProgramme.parse(
        await delegate.call('GET /api/v1/watch/reviews/{id}', { params: { id: place.reviewId } }),
      );
      return `${api.origin}${revision.items[0]?.posterUrl}`;
    };
    const pictureOf = async (url: string) => Buffer.from(await (await fetch(url)).arrayBuffer());
    const measured = await posterUrl();
    const former = await pictureOf(measured);
    const cutId = after.revision.items[0]?.cutId ?? '';
    const choose = (atMs: number | null) =>
      chair.call('PUT /api/v1/cuts/{id}/poster', { params: { id: cutId }, body: { atMs } });
    await expect(choose(3000)).rejects.toMatchObject({ code: 'outside_take' });
    expect(await choose(2960)).toMatchObject({ posterMs: 2960, posterWaits: true });
    await makeChosenPoster(api.parts, { cutId }, jobRun());
    expect(await posterUrl()).toMatch(/\.jpg\?of=[0-9a-f]{12}$/);
    const [chosenOf] = StatementDetail.parse(
      await chair.call('GET /api/v1/statements/{id}', { params: { id: first.statementId } }),
    ).takes;
    expect(chosenOf?.posterUrl).toBe(chosenOf?.cuts.find(({ id }) => id === cutId)?.posterUrl);
    await expect.poll(async () => (await pictureOf(await posterUrl())).equals(former)).toBe(false);
    expect(await choose(null)).toMatchObject({ posterMs: null, posterWaits: false });
    expect(await posterUrl()).toBe(measured);
    await expect.poll(async () => (await pictureOf(measured)).equals(former)).toBe(true);
    expect((await fetch(`${api.origin}${after.playlistUrl}`)).status).toBe(200);
    const { takes, statement } = StatementDetail.parse(
      await chair.call('GET /api/v1/statements/{id}', { params: { id: first.statementId } }),
    );
    const turn = (turned: 0 | 90) =>
      chair.call('POST /api/v1/takes/{id}/turn', {
        params: { id: takes[0]?.id ?? '' },
        body: { turned, version: statement.version },
      });
    await expect(turn(90)).rejects.toMatchObject({ code: 'take_approved' });
    expect(await turn(0)).toMatchObject({ state: 'ready', turned: 0, turnFailed: null, reason: null });

    // One statement is left: its speaker decides whether it may be had as a file.
    const addresses = () =>
      chair.call('GET /api/v1/reviews/{id}/programme/playlist', { params: { id: place.reviewId } });
    expect((await addresses()).masterUrl).toBeNull();
    const consent = (masterAllowed: boolean) =>
      first.browser.call('PUT /api/v1/speaker/consent', {
        body: { audience: 'missions', endsAt: null, masterAllowed, ...AGREED },
      });
    await consent(true);
    const master = `${api.origin}${(await addresses()).masterUrl}`;
    expect(await framesOf(master)).toBe(75);
    const part = await fetch(master, { headers: { range: 'bytes=4-7' } });
    expect([part.status, await part.text()]).toEqual([206, 'ftyp']);
    const whole = Buffer.from(await (await fetch(master)).arrayBuffer());
    const proof = await (await fetch(master.replace(/mp4$/, 'json'))).json();
    expect(proof.sha256).toBe(createHash('sha256').update(whole).digest('hex'));
    expect(api.parts.signing.verifyBytesHash(proof)).toBe(true);
    expect(api.parts.signing.verifyBytesHash({ ...proof, sha256: 'a'.repeat(64) })).toBe(false);
    await consent(false);
    expect((await fetch(master.replace(/mp4$/, 'json'))).status).toBe(403);
    expect((await fetch(master)).status).toBe(403);

    // A speaker is named where they chose it, and no longer than that.
    const told = async () => {
      const view = WatchProgramme.parse(
        await delegate.call('GET /api/v1/watch/reviews/{id}', { params: { id: place.reviewId } }),
      );
      const playlist = `${api.origin}${view.playlistUrl}`;
      const beside = (name: string) => fetch(playlist.replace(/[^/]+$/, name));
      const chapters = [
        await (await beside('chapters.json')).text(),
        await (await beside('chapters.vtt')).text(),
      ];
      return {
        beside,
        names: [JSON.stringify(view), ...chapters].map((text) => text.includes(SPEAKER_NAME)),
      };
    };
    const named = (by: 'name' | 'organisation') =>
      first.browser.call('PUT /api/v1/speaker/consent', {
        body: {
          audience: 'missions',
          endsAt: null,
          masterAllowed: false,
          ...AGREED,
          appearance: { ...AGREED.appearance, named: by },
          speakerName: SPEAKER_NAME,
        },
      });
    expect((await told()).names).toEqual([false, false, false]);
    await named('name');
    const open = await told();
    expect(open.names).toEqual([true, true, true]);
    await named('organisation');
    await expect
      .poll(async () => (await open.beside('chapters.json')).status, { timeout: WITHDRAWN_WITHIN_MS })
      .toBe(403);
    expect((await told()).names).toEqual([false, false, false]);
  });

  it('previews a take to whom it is shown, and ends with the statement', { timeout: 60_000 }, async () => {
    const speaker = await api.speaker(await api.session(), { email: 'someone@speaker.invalid' });
    await prepared(speaker, await clip({ seconds: 3, width: 320, height: 180, fps: 25 }));
    const view = SpeakerView.parse(await speaker.browser.call('GET /api/v1/speaker/statement'));
    const [take] = view.takes;
    const address = `${api.origin}${take?.previewUrl}`;
    expect(await framesOf(address)).toBe(75);
    expect((await fetch(`${api.origin}${take?.posterUrl}`)).status).toBe(200);
    const base = address.slice(0, address.lastIndexOf('/'));
    await expectBeside(base, [0]);
    const [, setId = ''] = /\/media\/s\/([^/]+)\//.exec(base) ?? [];
    const { scope, epoch } = setScope(setId);
    const expired = api.parts.signing.signMedia({ scope, epoch }, Date.now() - DAY_MS);
    for (const name of ['storyboard.vtt', 'storyboard-0-0.jpg', 'peaks-0.dat']) {
      const answer = await fetch(`${base.replace(/[^/]+$/, expired)}/${name}`);
      expect([answer.status, (await answer.json()).code], name).toEqual([403, 'media_address_expired']);
    }
    const playlist = await (await fetch(`${base}/360p.m3u8`)).text();
    expect(playlist).toContain('#EXT-X-PLAYLIST-TYPE:EVENT');
    const receipt = await speaker.browser.call('GET /api/v1/speaker/takes/{id}/receipt', {
      params: { id: take?.id ?? '' },
    });
    expect(receipt.payload).toMatchObject({ sha256: take?.sha256 });
    await speaker.browser.call('POST /api/v1/speaker/takes/{id}/receipt/mail', {
      params: { id: take?.id ?? '' },
    });
    expect(await api.parts.prisma.mail.count({ where: { kind: 'received', state: 'waiting' } })).toBe(1);
    await speaker.browser.call('PUT /api/v1/speaker/language', { body: { language: 'ar' } });
    expect(await speaker.browser.call('GET /api/v1/speaker/statement')).toMatchObject({
      language: 'ar',
      hasEmail: true,
    });
    await speaker.browser.call('POST /api/v1/speaker/statement/withdraw', { body: { sure: true } });
    await expect.poll(async () => (await fetch(address)).status, { timeout: WITHDRAWN_WITHIN_MS }).toBe(404);
  });
});
