import { type Browser, expect, type Page, test } from '@playwright/test';
import type { Output } from '@rostrum/client';
import { type ScreeningOverride, screeningAt } from '@rostrum/domain';
import { browserProduct } from '../../../infra/test/browser-product.ts';
import { type MinistryProxy, startMinistryProxy } from '../../api/src/testing/ministry-proxy.ts';
import { everyLook } from './every-look.ts';
import { glance, type Look, look, looksInWords } from './picture-number.ts';
import { violationsOf } from './violations.ts';
import { type Published, publishedProgramme } from './watch-fixture.ts';

const SECONDS = 14;
const FRAME_MS = 40;
const MOST_APART_MS = 300;
/** Of the fourth piece. */
const MISSING_UNTIL_MS = 8_000;
const HOUR_MS = 3_600_000;
/** Long enough for two pages to be in the waiting room. */
const AHEAD_MS = 12_000;
const FIRST = 'Coalition for the Rights of the Child';
const SECOND = 'منظمة الحق في السكن';

test.describe.configure({ mode: 'serial' });

let published: Published;
let early: Page;
let wrong: Page;

test.beforeAll(async () => {
  published = await publishedProgramme(browserProduct(), {
    stateName: 'Screenland',
    organisations: [
      { name: FIRST, kind: 'cso', seconds: SECONDS, picture: 'marks' },
      { name: SECOND, kind: 'cso', seconds: SECONDS, picture: 'marks' },
    ],
  });
  await caption(published.speakers[0]);
});
test.afterAll(async () => {
  for (const page of [early, wrong]) await page?.context().close();
});

/** A caption for every second, which says which it is. */
async function caption(speaker: Published['speakers'][number] | undefined): Promise<void> {
  const { takes } = (await speaker?.client.call('GET /api/v1/speaker/statement')) ?? { takes: [] };
  const two = (n: number) => String(n).padStart(2, '0');
  const cues = Array.from(
    { length: SECONDS },
    (_, n) => `${n + 1}\n00:00:${two(n)},000 --> 00:00:${two(n)},960\nsecond ${n}.\n`,
  );
  await speaker?.client.call('POST /api/v1/speaker/takes/{id}/captions', {
    params: { id: takes[0]?.id ?? '' },
    body: { language: 'en', text: cues.join('\n') },
  });
  await published.coordinator.call('POST /api/v1/reviews/{id}/programme/publish', {
    params: { id: published.reviewId },
    body: { statementIds: published.speakers.map(({ statementId }) => statementId) },
  });
}

const params = () => ({ id: published.reviewId });
const staff = () => published.coordinator.call('GET /api/v1/reviews/{id}/screening', { params: params() });
async function planned(): Promise<NonNullable<Output<'GET /api/v1/reviews/{id}/screening'>['screening']>> {
  const { screening } = await staff();
  if (screening === null) throw new Error('nothing is planned');
  return screening;
}
/** Until it is in force. */
async function act(what: 'hold' | 'resume' | 'restart' | 'end'): Promise<void> {
  const { screening } = await published.coordinator.call('POST /api/v1/reviews/{id}/screening/acts', {
    params: params(),
    body: { act: what, version: (await planned()).version },
  });
  const inForceMs = Math.max(...(screening?.overrides ?? []).map(({ at }) => Date.parse(at)));
  await expect.poll(() => Date.now() > inForceMs).toBe(true);
}

/** Whoever joins slowly comes to a programme that still has something to show. */
async function goesOn(): Promise<void> {
  const { phase, positionMs } = screeningAt(clockOf(await planned()), Date.now());
  if (phase !== 'playing' || positionMs > SECONDS * 1000) await act('restart');
}

/** A delegate on a machine of their own, whose clock may be wrong. */
async function delegate(browser: Browser, clockOffMs = 0, proxy: MinistryProxy | null = null): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    ...(proxy === null ? {} : { proxy: { server: proxy.url } }),
  });
  if (clockOffMs !== 0) {
    await context.addInitScript((offMs) => {
      const Real = Date;
      class Wrong extends Real {
        constructor(...given: [] | [string | number | Date]) {
          if (given.length === 0) super(Real.now() + offMs);
          else super(given[0]);
        }
        static override now() {
          return Real.now() + offMs;
        }
      }
      Object.assign(window, { Date: Wrong });
    }, clockOffMs);
  }
  const page = await context.newPage();
  await page.goto(await published.delegateLink());
  await expect(page.getByRole('heading', { level: 1 })).toContainText('session');
  await page.goto(`${browserProduct().url}/watch/reviews/${published.reviewId}`);
  return page;
}

const clockOf = ({ startsAt, lengthMs, overrides }: Awaited<ReturnType<typeof planned>>) => ({
  startsAtMs: Date.parse(startsAt),
  lengthMs: lengthMs ?? 0,
  overrides: overrides.map(({ kind, at, toMs }): ScreeningOverride => {
    const atMs = Date.parse(at);
    return kind === 'seek' ? { kind, atMs, toMs: toMs ?? 0 } : { kind, atMs };
  }),
});

/** How far each page is from where the server's clock has everybody, or why that cannot be told. */
async function apart(...pages: Page[]): Promise<Look> {
  const { screening, items } = await staff();
  if (screening === null) return ['nothing is planned'];
  const clock = clockOf(screening);
  const looks = await Promise.all(pages.map(glance));
  return looks.map((seen) => {
    if ('missing' in seen) return seen.missing;
    const { phase, held, positionMs } = screeningAt(clock, seen.atMs);
    if (phase !== 'playing') return phase;
    if (seen.paused && !held) return 'paused';
    const item = items.findLast(({ startMs, lengthMs }) => lengthMs > 0 && startMs <= positionMs);
    if (item === undefined || item.kind === 'card') return 'a card';
    // Its card stands before it.
    const intoMs = positionMs - (item.startMs + item.lengthMs - SECONDS * 1000);
    if (intoMs < 600 || intoMs > SECONDS * 1000 - 600) return 'an edge';
    return seen.number * FRAME_MS + FRAME_MS / 2 - intoMs;
  });
}

/** Three looks in a row at which all of them are in step. */
async function expectInStep(name: string, ...pages: Page[]): Promise<void> {
  const found: Look[] = [];
  let good = 0;
  const looks = async () => {
    const away = await apart(...pages);
    found.push(away);
    const known = away.filter((one) => typeof one === 'number');
    if (known.length < pages.length) return good;
    const worst = Math.max(...known.map(Math.abs), Math.max(...known) - Math.min(...known));
    good = worst <= MOST_APART_MS ? good + 1 : 0;
    return good;
  };
  try {
    await expect.poll(looks, { timeout: 40_000, intervals: [400] }).toBeGreaterThanOrEqual(3);
  } finally {
    console.log(`${name}: ms from the server's clock ${looksInWords(found, good >= 3)}`);
  }
}

async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env.ROSTRUM_SCREENSHOTS;
  if (folder) await page.screenshot({ path: `${folder}/screening-${name}.png`, fullPage: true });
}
async function accessible(page: Page): Promise<void> {
  expect(await violationsOf(page)).toEqual([]);
}

test('two wait for the hour, and nobody is let in before it', async ({ browser }) => {
  const before = await published.coordinator.call('GET /api/v1/reviews/{id}/programme/playlist', {
    params: params(),
  });
  await published.coordinator.call('PUT /api/v1/reviews/{id}/screening', {
    params: params(),
    body: {
      startsAt: new Date(Date.now() + HOUR_MS).toISOString(),
      timeZone: 'Asia/Kathmandu',
      version: null,
    },
  });
  // Whatever was handed out before is void.
  expect((await fetch(new URL(before.playlistUrl, browserProduct().url))).status).toBe(403);
  [early, wrong] = [await delegate(browser), await delegate(browser, HOUR_MS)];
  for (const page of [early, wrong]) {
    await expect(page.getByRole('timer')).toHaveText(/^(1:00:0\d|5\d:\d\d)$/);
    await expect(page.locator('video')).toHaveCount(0);
    await expect(page.getByRole('listitem')).toHaveCount(2);
  }
  await expect(early.getByText('in Geneva')).toBeVisible();
  const { playlistUrl } = await planned();
  expect((await fetch(new URL(playlistUrl ?? '', browserProduct().url))).status).toBe(403);
  await accessible(early);
  await shot(early, 'waiting-1280');
  await early.setViewportSize({ width: 360, height: 740 });
  await early.getByRole('combobox').first().selectOption('ar');
  await expect(early.locator('html')).toHaveAttribute('dir', 'rtl');
  expect(await early.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await shot(early, 'waiting-ar-360');
  await early.getByRole('combobox').first().selectOption('en');
  await early.setViewportSize({ width: 1280, height: 800 });
});

test('at the hour it begins for everybody, in step with the server, also on a clock an hour wrong', async () => {
  await published.coordinator.call('PUT /api/v1/reviews/{id}/screening', {
    params: params(),
    body: {
      startsAt: new Date(Date.now() + AHEAD_MS).toISOString(),
      timeZone: 'Europe/Zurich',
      version: (await planned()).version,
    },
  });
  for (const page of [early, wrong]) await expect(page.getByRole('timer')).toHaveText(/^00:0\d$/);
  await expectInStep('two from the beginning', early, wrong);
  await shot(early, 'playing-1280');
});

test('held, all stand still; whoever joins then stands there, too; and all go on together', async ({
  browser,
}) => {
  await act('restart');
  await act('hold');
  const held = (page: Page) =>
    expect(page.getByText('The session is paused by the organisers')).toBeVisible();
  await Promise.all([held(early), held(wrong)]);
  const late = await delegate(browser);
  await held(late);
  await expect.poll(async () => (await look(late))?.paused).toBe(true);
  await accessible(early);
  await shot(early, 'held-1280');
  await act('resume');
  await expectInStep('three after a hold', early, wrong, late);
  await late.context().close();
});

test('one who joins late lands at now, one who paused comes back to it', async ({ browser }) => {
  await act('restart');
  await early.locator('video').waitFor();
  await expectInStep('after a restart', early, wrong);
  await early.keyboard.press('k');
  await expect(early.getByText('The session goes on without you')).toBeVisible();
  await early.setViewportSize({ width: 360, height: 740 });
  await early.getByRole('combobox').first().selectOption('ar');
  await expect(early.locator('html')).toHaveAttribute('dir', 'rtl');
  const beyond = () =>
    early
      .locator('section:has(video) button')
      .evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().right > innerWidth).length);
  expect(await beyond()).toBe(0);
  await early.getByRole('combobox').first().selectOption('en');
  await early.setViewportSize({ width: 1280, height: 800 });
  const late = await delegate(browser);
  await goesOn();
  await early.getByRole('button', { name: 'Back to live' }).last().click();
  await expectInStep('late, and back', early, wrong, late);
  await act('restart');
  await late.getByRole('button', { name: 'Captions', exact: true }).click();
  await late.getByRole('tab', { name: 'Transcript' }).click();
  const panel = late.locator('[data-transcript]');
  const secondOf = (text: string | null) => Number(/^second (\d+)\.$/.exec(text ?? '')?.[1] ?? Number.NaN);
  // What is read belongs to the picture: to the second that its number tells.
  const read: boolean[] = [];
  // What was said so far stands beside it, and nothing of what comes.
  const said = new Set<number>();
  const tooEarly: string[] = [];
  await expect
    .poll(
      async () => {
        const seen = await look(late);
        const second = secondOf(seen?.cue ?? null);
        const atS = ((seen?.number ?? 0) * FRAME_MS) / 1000;
        if (!Number.isNaN(second)) read.push(atS > second - 0.2 && atS < second + 1.2);
        const sentences = await panel.locator('[data-sentence]').allTextContents();
        const nowMs = Date.now();
        const { positionMs } = screeningAt(clockOf(await planned()), nowMs);
        tooEarly.push(...sentences.filter((text) => secondOf(text) * 1000 > positionMs + MOST_APART_MS));
        said.add(sentences.length);
        return Math.min(read.length, said.size);
      },
      { timeout: 30_000, intervals: [300] },
    )
    .toBeGreaterThanOrEqual(4);
  expect(read).toEqual(read.map(() => true));
  expect(tooEarly).toEqual([]);
  await expect(panel.locator('[aria-current=true]')).toBeInViewport();
  await expect(panel.locator('[data-sentence]').last()).toHaveAttribute('aria-current', 'true');
  await everyLook(late, 'running-transcript');
  await late.context().close();
});

test('a piece that is missing in every quality is passed over, and all stay in step', async () => {
  // Of the picture for one, of the sound for the other.
  const asked = new Map<Page, number>();
  for (const [page, piece] of [
    [early, /\/\d+p\/\d+\/3\.m4s$/],
    [wrong, /\/audio\/\d+\/3\.m4s$/],
  ] as const)
    await page.route(piece, async (route) => {
      asked.set(page, (asked.get(page) ?? 0) + 1);
      await route.fulfill({ status: 404, contentType: 'application/problem+json', body: '{}' });
    });
  await act('restart');
  for (const page of [early, wrong]) {
    await expect.poll(() => asked.get(page) ?? 0, { timeout: 30_000 }).toBeGreaterThan(0);
    // Behind it, and not only what was played before the beginning was made anew.
    await expect
      .poll(async () => ((await look(page))?.number ?? 0) * FRAME_MS, { timeout: 30_000 })
      .toBeGreaterThan(MISSING_UNTIL_MS);
  }
  await expectInStep('behind a missing piece', early, wrong);
  for (const page of [early, wrong]) {
    await expect(page.getByRole('alert')).toHaveCount(0);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  }
});

test('behind a proxy that hands on nothing before it has the whole of it, and takes cookies from what is played', async ({
  browser,
}) => {
  const { url } = browserProduct();
  const proxy = await startMinistryProxy({ origin: url, takesCookies: (path) => path.startsWith('/media/') });
  try {
    await act('restart');
    const behind = await delegate(browser, 0, proxy);
    await goesOn();
    await expectInStep('behind a proxy', early, behind);
    expect(proxy.passed()).toBeGreaterThan(10);
    await behind.context().close();
  } finally {
    await proxy.close();
  }
});

test('one who slept and one who lost the network come back into step by themselves', async () => {
  await act('restart');
  await expectInStep('before a sleep', early, wrong);
  const session = await early.context().newCDPSession(early);
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  await wrong.context().setOffline(true);
  await expect(wrong.getByText('The connection is interrupted')).toBeVisible({ timeout: 20_000 });
  await expect(wrong.locator('video')).toHaveCount(0);
  // Neither of them hears of it: what they had is another turn's, at an address that is none any more.
  await act('restart');
  await session.send('Page.setWebLifecycleState', { state: 'active' });
  await wrong.context().setOffline(false);
  await expectInStep('after a sleep, and without a network', early, wrong);
  await session.detach();
});

test('a statement that is withdrawn meanwhile goes from every page, and all go on in step', async () => {
  await act('restart');
  await expectInStep('before the withdrawal', early, wrong);
  const [first] = published.speakers;
  if (!first) throw new Error('nobody spoke');
  await first.client.call('POST /api/v1/speaker/statement/withdraw', { body: { sure: true } });
  for (const page of [early, wrong]) {
    await expect(page.getByRole('listitem').first()).toContainText('No statement available', {
      timeout: 10_000,
    });
  }
  await expectInStep('after the withdrawal', early, wrong);
});

test('when it is over, the same page is the recording', async () => {
  await act('restart');
  await act('end');
  for (const page of [early, wrong]) {
    await expect(page.getByRole('slider', { name: 'Position' })).toBeVisible({ timeout: 30_000 });
    await expect(page.getByRole('button', { name: new RegExp(SECOND) })).toBeVisible();
  }
});
