import { expect, type Page, test } from '@playwright/test';
import { z } from 'zod';
import { type StartedServer, startServer } from './started-server.ts';

const BUILD_TIMEOUT_MS = 480_000;
const SPEED = 2;
const MOST_GAP_MS = 100;
const PLAYS_MOST = 4;
const MOST_APART_MS = 40;
const CUE_S = 0.3;
/** A browser changes captions a few times a second. */
const CUE_LATE_S = 0.3;
const SEEK_WITHIN_MS = 1_000;
const TICKS = 90_000;

const Told = z.object({
  link: z.url(),
  clips: z.array(
    z.object({ fps: z.union([z.number(), z.string()]), seconds: z.number(), marks: z.array(z.number()) }),
  ),
});
type Told = z.infer<typeof Told>;

interface Played {
  /** Seconds of the programme, and milliseconds at which it was on the screen. */
  frames: { media: number; shown: number }[];
  stalls: number[];
}

test.describe.configure({ mode: 'serial' });

let server: StartedServer;
let page: Page;
let told: Told;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(BUILD_TIMEOUT_MS);
  server = await startServer('joins-server.ts');
  told = Told.parse(server.told);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
  page = await context.newPage();
});

test.afterAll(async () => {
  await page?.context().close();
  await server?.end();
});

const video = () => page.locator('video');

/** Seconds of the programme at which items begin and at which they flash and beep; 60 a second became 30. */
function timesOf({ clips }: Told): { joins: number[]; marks: { at: number; frameS: number }[] } {
  let start = 0;
  const joins: number[] = [];
  const marks: { at: number; frameS: number }[] = [];
  for (const { fps, seconds, marks: frames } of clips) {
    const every = fps === 60 ? 2 : 1;
    const [num = 0, den = 1] = String(fps).split('/').map(Number);
    const frameS = (den * every) / num;
    joins.push(start);
    marks.push(...frames.map((frame) => ({ at: start + Math.ceil(frame / every) * frameS, frameS })));
    start += Math.round(Math.round(seconds / frameS) * frameS * TICKS) / TICKS;
  }
  return { joins: joins.slice(1), marks };
}

test('a programme of all kinds lies in the browser as one piece', async () => {
  await page.goto(told.link);
  await page.getByRole('link', { name: /Test State/ }).click();
  await expect
    .poll(() =>
      video().evaluate(
        (it: HTMLVideoElement) => it.buffered.length > 0 && it.duration - it.buffered.end(0) < 0.1,
      ),
    )
    .toBe(true);
  const ranges = await video().evaluate((it: HTMLVideoElement) =>
    Array.from({ length: it.buffered.length }, (_, at) => [it.buffered.start(at), it.buffered.end(at)]),
  );
  expect(ranges).toHaveLength(1);
  expect(ranges[0]?.[0]).toBeLessThan(0.001);
});

interface Gap {
  from: number;
  to: number;
  ms: number;
  skippedMs: number;
}

/** From its beginning to its end: between which pictures each join was, and what there was elsewhere. */
async function playThrough(joins: readonly number[]) {
  await video().evaluate(async (it: HTMLVideoElement, speed) => {
    if (it.currentTime > 0) {
      const there = new Promise((resolve) => it.addEventListener('seeked', resolve, { once: true }));
      it.currentTime = 0;
      await there;
    }
    const frames: { media: number; shown: number }[] = [];
    const stalls: number[] = [];
    const played = { frames, stalls };
    Object.assign(window, { played });
    it.addEventListener('waiting', () => stalls.push(it.currentTime));
    it.playbackRate = speed;
    const next: VideoFrameRequestCallback = (_now, { mediaTime, expectedDisplayTime }) => {
      if (Reflect.get(window, 'played') !== played) return;
      frames.push({ media: mediaTime, shown: expectedDisplayTime });
      it.requestVideoFrameCallback(next);
    };
    it.requestVideoFrameCallback(next);
    await it.play();
  }, SPEED);
  await expect
    .poll(() => video().evaluate((it: HTMLVideoElement) => it.ended), { timeout: 60_000 })
    .toBe(true);
  const { frames, stalls } = await page.evaluate((): Played => Reflect.get(window, 'played'));
  const gaps = frames.slice(1).map(({ media, shown }, at): Gap => {
    const before = frames[at] ?? { media, shown };
    return {
      from: before.media,
      to: media,
      ms: shown - before.shown,
      skippedMs: (media - before.media) * 1000,
    };
  });
  const across = joins.map((join) => gaps.find(({ from, to }) => from < join - 0.001 && to >= join - 0.001));
  const elsewhere = Math.max(...gaps.filter((gap) => !across.includes(gap)).map(({ ms }) => ms));
  return { gaps, across, elsewhere, stalls };
}

test('its ten joins are played without a gap or a stall', async () => {
  const { joins } = timesOf(told);
  let left = [...joins];
  for (let play = 0; play < PLAYS_MOST && left.length > 0; play += 1) {
    const { gaps, across, elsewhere, stalls } = await playThrough(joins);
    console.log(
      `gaps at the joins at speed ${SPEED}: ${across.map((gap) => gap?.ms.toFixed(0)).join(', ')} ms; elsewhere up to ${elsewhere.toFixed(0)} ms`,
    );
    for (const { from, to } of gaps) expect(to).toBeGreaterThanOrEqual(from);
    // A machine that is busy drops pictures anywhere, and each time elsewhere: what is a join's is there every time.
    left = left.filter((join) => {
      const { ms, skippedMs } = across[joins.indexOf(join)] ?? { ms: Infinity, skippedMs: Infinity };
      const stalled = stalls.some((at) => at > join - 0.1 && at < join + 0.3);
      return stalled || ms > MOST_GAP_MS || skippedMs > SPEED * MOST_GAP_MS;
    });
  }
  expect(left).toEqual([]);
});

/**
 * By the browser's own decoders, on the programme's time: the picture just before and just after each flash, and
 * the sound of all segments. How late a loudspeaker is, no headless browser tells.
 */
test('sound and picture are in step at its first mark and after ten joins', async () => {
  const { marks } = timesOf(told);
  const lumas = await video().evaluate(
    async (it: HTMLVideoElement, times) => {
      it.pause();
      const canvas = document.createElement('canvas');
      canvas.width = 1;
      canvas.height = 1;
      const context = canvas.getContext('2d', { willReadFrequently: true });
      const found: number[] = [];
      for (const time of times) {
        // `seeked` comes before the picture is there.
        const shown = new Promise((resolve) => it.requestVideoFrameCallback(resolve));
        it.currentTime = time;
        await shown;
        context?.drawImage(it, it.videoWidth / 2 - 4, it.videoHeight * 0.6, 8, 8, 0, 0, 1, 1);
        found.push(context?.getImageData(0, 0, 1, 1).data[1] ?? 0);
      }
      return found;
    },
    marks.flatMap(({ at, frameS }) => [at - frameS / 2, at + frameS / 2]),
  );
  const lit = lumas.map((luma) => luma > 150);
  expect(lit).toEqual(marks.flatMap(() => [false, true]));

  const address = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .find((name) => name.endsWith('/index.m3u8')),
  );
  const onsets = await page.evaluate(async (entry) => {
    const text = await (await fetch(new URL('audio.m3u8', entry))).text();
    const files = [
      /URI="([^"]+)"/.exec(text)?.[1] ?? '',
      ...text.split('\n').filter((line) => line.endsWith('.m4s')),
    ];
    const parts = await Promise.all(files.map(async (file) => (await fetch(new URL(file, entry))).blob()));
    const context = new OfflineAudioContext(1, 1, 48_000);
    const sound = (await context.decodeAudioData(await new Blob(parts).arrayBuffer())).getChannelData(0);
    const found: number[] = [];
    let loudAt = Number.NEGATIVE_INFINITY;
    for (const [at, value] of sound.entries()) {
      if (Math.abs(value) < 0.05) continue;
      if (at - loudAt > 0.2 * 48_000) found.push(at / 48_000);
      loudAt = at;
    }
    return found;
  }, address);
  const apartMs = onsets.map((onset, at) => (onset - (marks[at]?.at ?? Number.NaN)) * 1000);
  console.log(`sound after picture in the browser: ${apartMs.map((ms) => ms.toFixed(0)).join(', ')} ms`);
  expect(onsets).toHaveLength(marks.length);
  for (const ms of apartMs) expect(Math.abs(ms)).toBeLessThanOrEqual(MOST_APART_MS);
});

test('captions are in step at the third join', async () => {
  const { joins } = timesOf(told);
  const starts = [0, ...joins];
  const third = joins[2] ?? Number.NaN;
  await page.getByRole('button', { name: 'Captions', exact: true }).click();
  const seen = await video().evaluate(
    async (it: HTMLVideoElement, { from, to }) => {
      const found: { media: number; cue: string }[] = [];
      it.playbackRate = 1;
      it.currentTime = from;
      await it.play();
      await new Promise<void>((resolve) => {
        const next: VideoFrameRequestCallback = (_now, { mediaTime }) => {
          const track = [...it.textTracks].find(({ mode }) => mode === 'showing');
          const [active] = track?.activeCues ?? [];
          if (active instanceof VTTCue) found.push({ media: mediaTime, cue: active.text });
          if (mediaTime < to) it.requestVideoFrameCallback(next);
          else resolve();
        };
        it.requestVideoFrameCallback(next);
      });
      it.pause();
      return found;
    },
    { from: third - 1.2, to: third + 1.2 },
  );
  const off = seen.map(({ media, cue }) => {
    const [item = Number.NaN, n = Number.NaN] = cue.split('.').map(Number);
    const begins = (starts[item] ?? Number.NaN) + n * CUE_S;
    // Before it begins, or so much after its end.
    return Math.max(begins - media, media - begins - CUE_S, 0);
  });
  console.log(
    `captions at the third join: ${new Set(seen.map(({ cue }) => cue)).size} read, at most ${Math.max(...off).toFixed(3)} s off`,
  );
  expect(Math.max(...off)).toBeLessThanOrEqual(CUE_LATE_S);
  expect(seen.map(({ cue }) => cue)).toEqual(expect.arrayContaining(['2.8', '3.0', '3.1']));
});

test('a seek to where nothing is loaded shows its picture within a second', async () => {
  const times: number[] = [];
  for (const part of [0.9, 0.6, 0.75]) {
    await page.evaluate(() => sessionStorage.clear());
    await page.reload();
    await video().evaluate(
      (it: HTMLVideoElement) =>
        it.readyState > 0 ||
        new Promise((resolve) => it.addEventListener('loadedmetadata', resolve, { once: true })),
    );
    times.push(
      await video().evaluate(
        (it: HTMLVideoElement, to) =>
          new Promise<number>((resolve) => {
            const [at, began] = [it.duration * to, performance.now()];
            const look: VideoFrameRequestCallback = (now, { mediaTime }) => {
              if (Math.abs(mediaTime - at) < 0.2) resolve(now - began);
              else it.requestVideoFrameCallback(look);
            };
            it.requestVideoFrameCallback(look);
            it.currentTime = at;
          }),
        part,
      ),
    );
  }
  console.log(`seeks: ${times.map((ms) => ms.toFixed(0)).join(', ')} ms`);
  const [, middle] = times.toSorted((a, b) => a - b);
  expect(middle).toBeLessThanOrEqual(SEEK_WITHIN_MS);
});
