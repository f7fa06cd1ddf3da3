import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium, type Page } from '@playwright/test';
import { WatchProgramme } from '@rostrum/contract';
import { parseMultivariantPlaylist } from '@rostrum/hls';
import { firstFrame, noteFirstFrame } from '../first-frame.ts';
import type { Lab, Running } from '../lab.ts';
import { type LongProgramme, longProgramme } from '../long-programme.ts';
import { BROWSER_ARGUMENTS } from '../review-page.ts';
import { type Row, row } from '../row.ts';
import { median, spreadOf } from '../statistics.ts';
import { Steady } from '../steady-asks.ts';

const run = promisify(execFile);
const RUNS = 5;
const PUBLISH_GOAL_MS = 1_000;
const LISTS_PER_SECOND = 500;
const LIST_SECONDS = 10;
const LIST_GOAL_MS = 20;
/** A ministry far away. */
const LATENCY_MS = 150;
const BITS_PER_SECOND = 2_000_000;
const FIRST_FRAME_GOAL_MS = 2_000;
const SEEK_GOAL_MS = 1_000;
/** Parts of the whole, in an order in which each is far from what was loaded for the one before. */
const SEEKS = [0.5, 0.9, 0.2, 0.7, 0.35];
const LINE =
  'On a line of 2 Mbit/s and 150 ms, which Chromium imitates; its picture is drawn on the processor.';

/** A programme of several statements, published with its cards, as missions come to it. */
export async function programmeRows(lab: Lab): Promise<Row[]> {
  const running = await lab.running();
  const programme = await longProgramme(lab);
  const published = await publishRow(lab, running, programme);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: BROWSER_ARGUMENTS,
  });
  try {
    const { open, playlistUrl } = await delegateOf(browser, running, programme);
    lab.say(`${LISTS_PER_SECOND} lists a second…`);
    const lists = await listsRow(lab, running, playlistUrl);
    return [published, lists, ...(await pageRows(lab, { running, programme, open }))];
  } finally {
    await browser.close();
  }
}

async function publishRow(lab: Lab, { session }: Running, programme: LongProgramme): Promise<Row> {
  const { coordinator } = session;
  const params = { id: programme.reviewId };
  const times: number[] = [];
  for (let n = 0; n < lab.times(RUNS); n += 1) {
    await coordinator.call('POST /api/v1/reviews/{id}/programme/unpublish', {
      params,
      body: { reason: 'For the bench.' },
    });
    const began = performance.now();
    await coordinator.call('POST /api/v1/reviews/{id}/programme/publish', {
      params,
      body: { statementIds: programme.statementIds },
    });
    times.push(performance.now() - began);
  }
  return row({
    name: `programme of ${programme.statementIds.length}: published, its cards drawn before`,
    value: median(times),
    unit: 'ms',
    goal: PUBLISH_GOAL_MS,
    spread: spreadOf(times),
    note: 'Asked for over HTTP by a program on the same machine, until it is published.',
  });
}

/** A mission that has opened its link, as often as it is asked for: what a browser keeps is not kept. */
async function delegateOf(browser: Browser, { product, session }: Running, { reviewId }: LongProgramme) {
  const { coordinator, sessionId } = session;
  const { missions } = await coordinator.call('GET /api/v1/missions', { query: { sessionId } });
  const [mission] = missions;
  if (mission === undefined) throw new Error('no mission is known');
  const { link } = await coordinator.call('POST /api/v1/missions/{id}/link', {
    params: { id: mission.id },
    body: { sessionId },
  });
  const first = await browser.newContext();
  const page = await first.newPage();
  await page.goto(link);
  await page.getByRole('heading', { level: 1 }).filter({ hasText: 'session' }).waitFor();
  const answer = await page.request.get(`${product.url}/api/v1/watch/reviews/${reviewId}`);
  const { playlistUrl } = WatchProgramme.parse(await answer.json());
  if (playlistUrl === null) throw new Error('the programme has no address');
  const storageState = await first.storageState();
  await first.close();
  return {
    playlistUrl: new URL(playlistUrl, product.url).href,
    async open(): Promise<Page> {
      const context = await browser.newContext({ storageState, viewport: { width: 1280, height: 800 } });
      const fresh = await context.newPage();
      await fresh.addInitScript(noteFirstFrame);
      return fresh;
    },
  };
}

/** The API on one core, and whoever asks on another. */
async function listsRow(lab: Lab, { product }: Running, playlistUrl: string): Promise<Row> {
  const entry = parseMultivariantPlaylist(await (await fetch(playlistUrl)).text());
  const addresses = [
    playlistUrl,
    ...['audio.m3u8', ...entry.variants.map(({ uri }) => uri)].map((uri) => new URL(uri, playlistUrl).href),
  ];
  const { api } = product.pids();
  const cores = availableParallelism();
  const pin = (cpus: string) => run('taskset', ['-a', '-p', '-c', cpus, String(api)]);
  const alone = cores > 1 && (await pin('0').then(Boolean, () => false));
  try {
    const wanted = JSON.stringify({
      addresses,
      perSecond: LISTS_PER_SECOND,
      seconds: lab.quick ? 2 : LIST_SECONDS,
    });
    const asks = [process.execPath, path.join(import.meta.dirname, '../steady-asks.ts'), wanted];
    const [command = '', ...tokens] = alone ? ['taskset', '-c', '1', ...asks] : asks;
    const { stdout } = await run(command, tokens, { maxBuffer: 64 << 20, signal: lab.signal });
    const { times, bytes, errors } = Steady.parse(JSON.parse(stdout));
    const failed = Object.values(errors).reduce((sum, count) => sum + count, 0);
    const sorted = times.toSorted((a, b) => a - b);
    // What fails was not answered within any time.
    const value = failed > 0 ? Number.POSITIVE_INFINITY : (sorted[Math.floor(sorted.length * 0.99)] ?? 0);
    return row({
      name: `playlists of a programme, ${LISTS_PER_SECOND} a second: 99 of 100 within`,
      value: Number.isFinite(value) ? value : 10_000,
      unit: 'ms',
      goal: LIST_GOAL_MS,
      spread: spreadOf(times),
      note: [
        `The entry and every rendition's list in turn, ${(bytes / times.length / 1000).toFixed(1)} KB each, asked for when due whatever the answers take.`,
        alone ? 'The API on one core, the asking on another.' : 'The API is not held to one core here.',
        ...Object.entries(errors).map(([error, count]) => `${error}: ${count}.`),
      ].join(' '),
    });
  } finally {
    if (alone) await pin(`0-${cores - 1}`);
  }
}

interface Visit {
  running: Running;
  programme: LongProgramme;
  open(): Promise<Page>;
}

async function pageRows(lab: Lab, { running, programme, open }: Visit): Promise<Row[]> {
  const { url } = running.product;
  const address = `${url}/watch/reviews/${programme.reviewId}`;
  const times: Record<'cold' | 'warm' | 'seek' | 'seekFar', number[]> = {
    cold: [],
    warm: [],
    seek: [],
    seekFar: [],
  };
  for (let n = 1; n <= lab.times(3); n += 1) {
    lab.say(`On a mission's page, ${n} of ${lab.times(3)}…`);
    const cold = await open();
    await overLine(cold);
    await cold.goto(address);
    times.cold.push(await firstFrame(cold));
    times.seekFar.push(...(await seeks(cold)));
    await cold.context().close();

    const warm = await open();
    await overLine(warm);
    await warm.goto(`${url}/watch/`);
    const link = warm.getByRole('link', { name: new RegExp(programme.stateName) });
    await link.waitFor();
    await warm.waitForLoadState('networkidle').catch(() => undefined);
    await link.click();
    times.warm.push(await firstFrame(warm));
    await warm.context().close();

    const near = await open();
    await near.goto(address);
    await firstFrame(near);
    times.seek.push(...(await seeks(near)));
    await near.context().close();
  }
  const told = (name: string, all: number[], goal: number | null, note: string) =>
    row({ name: `programme: ${name}`, value: median(all), unit: 'ms', goal, spread: spreadOf(all), note });
  return [
    told('chosen on the session’s page → first frame', times.warm, FIRST_FRAME_GOAL_MS, LINE),
    told(
      'opened by its address, nothing kept → first frame',
      times.cold,
      FIRST_FRAME_GOAL_MS,
      `${LINE} The whole page with it: from the beginning of the navigation.`,
    ),
    told(
      'a seek to where nothing is loaded → its picture',
      times.seek,
      SEEK_GOAL_MS,
      'From the seek to the frame on screen; the line is the machine’s own.',
    ),
    told('the same on 2 Mbit/s and 150 ms', times.seekFar, SEEK_GOAL_MS, LINE),
  ];
}

async function overLine(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: LATENCY_MS,
    downloadThroughput: BITS_PER_SECOND / 8,
    uploadThroughput: BITS_PER_SECOND / 8,
  });
}

/** From the seek until a frame of that place is on screen, in milliseconds. */
async function seeks(page: Page): Promise<number[]> {
  const times: number[] = [];
  for (const part of SEEKS) {
    times.push(
      await page.locator('video').evaluate(
        (video: HTMLVideoElement, to) =>
          new Promise<number>((resolve) => {
            const at = video.duration * to;
            const began = performance.now();
            const look: VideoFrameRequestCallback = (now, { mediaTime }) => {
              if (Math.abs(mediaTime - at) < 0.2) resolve(now - began);
              else video.requestVideoFrameCallback(look);
            };
            video.requestVideoFrameCallback(look);
            video.currentTime = at;
          }),
        part,
      ),
    );
  }
  return times;
}
