import AxeBuilder from '@axe-core/playwright';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { type Client, createClient } from '@rostrum/client';
import { z } from 'zod';
import { look } from './picture-number.ts';
import { type StartedServer, startServer } from './started-server.ts';

const BUILD_TIMEOUT_MS = 240_000;
const FRAME_MS = 40;
const MOST_APART_MS = 300;
const MINUTE_MS = 60_000;

const Told = z.object({
  origin: z.url(),
  cookie: z.string(),
  sessionId: z.string(),
  missionId: z.string(),
  firstId: z.string(),
  secondId: z.string(),
  aheadMs: z.number(),
  cycleMs: z.number(),
});

test.describe.configure({ mode: 'serial' });

let server: StartedServer;
let told: z.infer<typeof Told>;
let chair: Client;
/** How far the server's clock goes before this machine's. */
let aheadMs: number;
let startsAtMs: number;
let secondAtMs: number;
let goes: Page;
let stays: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(BUILD_TIMEOUT_MS);
  server = await startServer('half-day-server.ts');
  told = Told.parse(server.told);
  aheadMs = told.aheadMs;
  chair = createClient({ origin: told.origin, headers: () => ({ cookie: told.cookie }) });
  startsAtMs = await plan(told.firstId, 2_000);
  [goes, stays] = [await delegate(browser), await delegate(browser)];
});
test.afterAll(async () => {
  for (const page of [goes, stays]) await page?.context().close();
  await server?.end();
});

const serverMs = () => Date.now() + aheadMs;

async function plan(id: string, inMs: number): Promise<number> {
  const startsAt = new Date(serverMs() + inMs).toISOString();
  const { screening } = await chair('GET /api/v1/reviews/{id}/screening', { params: { id } });
  await chair('PUT /api/v1/reviews/{id}/screening', {
    params: { id },
    body: { startsAt, timeZone: 'Europe/Zurich', version: screening?.version ?? null },
  });
  return Date.parse(startsAt);
}

async function delegate(browser: Browser): Promise<Page> {
  const { link } = await chair('POST /api/v1/missions/{id}/link', {
    params: { id: told.missionId },
    body: { sessionId: told.sessionId },
  });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
  const page = await context.newPage();
  await page.goto(link);
  await page.getByRole('link', { name: 'Test State' }).first().click();
  return page;
}

/** Three looks in a row at which all of them are where the server's clock has everybody. */
async function expectInStep(name: string, ...pages: Page[]): Promise<void> {
  const found: string[] = [];
  let good = 0;
  const looks = async () => {
    const seen = await Promise.all(pages.map(look));
    const away = seen.map((one) => {
      if (one === null || one.paused) return null;
      const into = (one.atMs + aheadMs - startsAtMs) % told.cycleMs;
      // Where it is said again the number begins again.
      if (into < 600 || into > told.cycleMs - 600) return null;
      return one.number * FRAME_MS + FRAME_MS / 2 - into;
    });
    found.push(away.map((ms) => ms?.toFixed(0) ?? '–').join(' '));
    if (away.includes(null)) return good;
    good = away.every((ms) => ms !== null && Math.abs(ms) <= MOST_APART_MS) ? good + 1 : 0;
    return good;
  };
  try {
    await expect.poll(looks, { timeout: 40_000, intervals: [400] }).toBeGreaterThanOrEqual(3);
  } finally {
    console.log(
      `${name}: ms from the server's clock ${found.slice(-12).join(' | ')} (looks ${found.length})`,
    );
  }
}

/** Asleep while so much time passes, of which its own clock knows nothing. */
async function sleep(
  page: Page,
  ms: number,
  meanwhile: () => Promise<unknown> = async () => {},
): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  const before = serverMs();
  server.say(String(ms));
  aheadMs += ms;
  await expect
    .poll(async () => Date.parse((await chair('GET /api/v1/time')).serverNow))
    .toBeGreaterThanOrEqual(before + ms);
  await meanwhile();
  await session.send('Page.setWebLifecycleState', { state: 'active' });
  await session.detach();
}

/** How far into the screening everybody is. */
const intoMs = () => serverMs() - startsAtMs;

async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env.ROSTRUM_SCREENSHOTS;
  if (!folder) return;
  for (const language of ['en', 'fr', 'es', 'ar']) {
    await page.getByRole('combobox').first().selectOption(language);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    for (const width of [360, 768, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: `${folder}/${name}-${language}-${width}.png` });
    }
  }
  await page.getByRole('combobox').first().selectOption('en');
  await page.setViewportSize({ width: 1280, height: 800 });
}

test('a tab that slept for ten minutes is where everybody is, and nobody pressed anything', async () => {
  await expectInStep('before they sleep', goes, stays);
  await sleep(goes, 10 * MINUTE_MS);
  expect(intoMs()).toBeGreaterThan(10 * MINUTE_MS);
  await expectInStep('after ten minutes', goes, stays);
  await expect(goes.getByRole('alert')).toHaveCount(0);
  await expect(goes.getByText('Everybody sees this together, now.')).toBeVisible();
});

test('so is one that slept for longer than its lists are good for', async () => {
  await sleep(goes, 21 * MINUTE_MS);
  await expectInStep('after twenty-one minutes', goes, stays);
  await expect(goes.getByRole('alert')).toHaveCount(0);
});

test('the list of States says within seconds when another screening is planned', async () => {
  const home = await stays.context().newPage();
  await home.goto(`${told.origin}/watch/`);
  await expect(home.getByText(/Screening on/)).toHaveCount(1);
  secondAtMs = await plan(told.secondId, 40 * MINUTE_MS);
  await expect(home.getByText(/Screening on/)).toHaveCount(2, { timeout: 10_000 });
  await home.close();
});

test('one that slept through the end has the recording, and is told what comes next', async () => {
  await sleep(goes, 40 * MINUTE_MS - intoMs() + MINUTE_MS, async () => {
    secondAtMs = await plan(told.secondId, 10 * MINUTE_MS);
  });
  for (const page of [goes, stays]) {
    await expect(page.getByRole('slider', { name: 'Position' })).toBeVisible();
    await expect(
      page.getByRole('status').filter({ hasText: /Next: .?Second State.?, at \d\d:\d\d/ }),
    ).toBeVisible();
    await expect(page.getByRole('timer')).toHaveText(/^0[89]:\d\d$/);
  }
  const { violations } = await new AxeBuilder({ page: goes }).analyze();
  expect(violations).toEqual([]);
  await shot(goes, 'next');
});

test('whoever saw it through is taken to the next waiting room in time, unless they stay', async () => {
  await stays.getByRole('button', { name: 'Stay here' }).click();
  await expect(stays.getByRole('button', { name: 'Stay here' })).toHaveCount(0);
  expect(goes.url()).toContain(told.firstId);
  await sleep(goes, secondAtMs - serverMs() - 50_000);
  await expect(goes.getByRole('heading', { level: 1, name: 'Second State' })).toBeFocused({
    timeout: 30_000,
  });
  expect(goes.url()).toContain(told.secondId);
  await expect(goes.getByRole('timer')).toHaveText(/^00:\d\d$/);
  expect(stays.url()).toContain(told.firstId);
  await stays.getByRole('link', { name: /To its waiting room|Join now/ }).click();
  await expect(stays.getByRole('heading', { level: 1, name: 'Second State' })).toBeVisible();
});

test('one whose link was ended while it slept says so', async () => {
  await sleep(goes, 10 * MINUTE_MS, () =>
    chair('DELETE /api/v1/sessions/{id}/missions/links', { params: { id: told.sessionId } }),
  );
  for (const page of [goes, stays]) {
    await expect(page.getByRole('heading', { level: 1, name: 'Your access has ended' })).toBeVisible();
    await expect(page.locator('video')).toHaveCount(0);
  }
});
