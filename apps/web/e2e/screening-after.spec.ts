import { expect, type Page, test } from '@playwright/test';
import { everyLook } from './every-look.ts';
import { type HalfDay, startHalfDay } from './half-day.ts';
import { glance, type Look, looksInWords } from './picture-number.ts';
import { violationsOf } from './violations.ts';

const BUILD_TIMEOUT_MS = 240_000;
const FRAME_MS = 40;
const MOST_APART_MS = 300;
/** A picture so far off is another one than everybody sees, however busy the machine is that it is looked at on. */
const WRONG_MS = 1_000;
const MINUTE_MS = 60_000;

test.describe.configure({ mode: 'serial' });

let day: HalfDay;
let startsAtMs: number;
let secondAtMs: number;
let goes: Page;
let stays: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(BUILD_TIMEOUT_MS);
  day = await startHalfDay();
  startsAtMs = await day.plan(day.firstId, 2_000);
  [goes, stays] = [await day.delegate(browser, canSleep), await day.delegate(browser, canSleep)];
});
test.afterAll(async () => {
  for (const page of [goes, stays]) await page?.context().close();
  await day?.end();
});

/** How far each is from where the server's clock has everybody, or why that cannot be told. */
const apart = async (...pages: Page[]): Promise<(number | string)[]> =>
  (await Promise.all(pages.map(glance))).map((seen) => {
    if ('missing' in seen) return seen.missing;
    if (seen.paused) return 'paused';
    const into = (seen.atMs + day.aheadMs - startsAtMs) % day.cycleMs;
    // Where it is said again the number begins again.
    if (into < 600 || into > day.cycleMs - 600) return 'an edge';
    return seen.number * FRAME_MS + FRAME_MS / 2 - into;
  });

const inStep = (one: number | string) => typeof one === 'number' && Math.abs(one) <= MOST_APART_MS;

/** Three looks in a row at which all of them are where the server's clock has everybody. */
async function expectInStep(name: string, ...pages: Page[]): Promise<void> {
  const found: Look[] = [];
  let good = 0;
  const looks = async () => {
    const away = await apart(...pages);
    found.push(away);
    if (away.some((one) => typeof one === 'string')) return good;
    good = away.every(inStep) ? good + 1 : 0;
    return good;
  };
  try {
    await expect.poll(looks, { timeout: 40_000, intervals: [400] }).toBeGreaterThanOrEqual(3);
  } finally {
    console.log(`${name}: ms from the server's clock ${looksInWords(found, good >= 3)}`);
  }
}

/** Sleeps, and is looked at without a break from the moment in which it wakes: what it shows is where everybody is. */
async function expectToComeBack(page: Page, ms: number): Promise<number> {
  await sleep(page, ms);
  const wokeMs = performance.now();
  const found: Look[] = [];
  const look = async () => {
    found.push(await apart(page));
    return found.flat().filter(inStep).length;
  };
  await expect.poll(look, { timeout: 40_000, intervals: [0] }).toBe(1);
  const tookMs = Math.round(performance.now() - wokeMs);
  await expect.poll(look, { timeout: 40_000, intervals: [0] }).toBeGreaterThan(20);
  console.log(`asleep for ${ms / 1000} s, back after ${tookMs} ms: ${looksInWords(found, false)}`);
  expect(await paintedUnveiled(page)).toBeLessThanOrEqual(1);
  const veiled = found.flat().findIndex((one) => typeof one === 'string' || inStep(one));
  const after = found.flat().slice(veiled);
  expect(after.filter((one) => typeof one === 'number' && Math.abs(one) > WRONG_MS)).toEqual([]);
  return tookMs;
}

/**
 * Asleep while so much time passes: as on a computer whose steady clock stands still meanwhile, which wakes to a clock
 * that went on. The picture goes on where it was.
 */
async function sleep(
  page: Page,
  ms: number,
  meanwhile: () => Promise<unknown> = async () => {},
): Promise<void> {
  await day.putAhead(ms);
  await meanwhile();
  // A list that is good for a second is none any more.
  const session = await page.context().newCDPSession(page);
  await session.send('Network.clearBrowserCache');
  await session.detach();
  await page.evaluate((slept) => document.dispatchEvent(new CustomEvent('slept', { detail: slept })), ms);
}

/** Runs in the page: its clock can be put on, and what it paints from then on is kept. */
function canSleep(): void {
  const Real = Date;
  let aheadMs = 0;
  class Late extends Real {
    constructor(...given: [] | [string | number | Date]) {
      if (given.length === 0) super(Real.now() + aheadMs);
      else super(given[0]);
    }
    static override now() {
      return Real.now() + aheadMs;
    }
  }
  Object.assign(window, { Date: Late });
  document.addEventListener('slept', (event) => {
    if (!(event instanceof CustomEvent)) return;
    aheadMs += Number(event.detail);
    const video = document.querySelector('video');
    const veiled: boolean[] = [];
    Object.assign(window, { veiled });
    const paint = () => {
      veiled.push(video?.parentElement?.querySelector('[role=status]') !== null);
      video?.requestVideoFrameCallback(paint);
    };
    video?.requestVideoFrameCallback(paint);
  });
}

/** How many pictures from before the sleep were painted as if they were everybody's. */
const paintedUnveiled = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const veiled: unknown = Reflect.get(window, 'veiled');
    return Array.isArray(veiled) ? Math.max(0, veiled.indexOf(true)) : Number.NaN;
  });

/** How far into the screening everybody is. */
const intoMs = () => day.serverMs() - startsAtMs;

test('a tab that slept for ten minutes is where everybody is, and nobody pressed anything', async () => {
  await expectInStep('before they sleep', goes, stays);
  // Within its list, beyond it, and beyond all that it has.
  const tookMs: number[] = [];
  for (const ms of [6_000, 20_000, 40_000, 10 * MINUTE_MS]) tookMs.push(await expectToComeBack(goes, ms));
  const [, low = 0, high = 0] = tookMs.toSorted((a, b) => a - b);
  console.log(`back from sleep: median ${(low + high) / 2} ms`);
  expect(intoMs()).toBeGreaterThan(10 * MINUTE_MS);
  await expectInStep('after ten minutes', goes, stays);
  await expect(goes.getByRole('alert')).toHaveCount(0);
  await expect(goes.getByText('Everybody sees this together, now.')).toBeVisible();
});

test('so is one that slept for longer than its lists are good for', async () => {
  await expectToComeBack(goes, 21 * MINUTE_MS);
  await expectInStep('after twenty-one minutes', goes, stays);
  await expect(goes.getByRole('alert')).toHaveCount(0);
});

test('the list of States says within seconds when another screening is planned', async () => {
  const home = await stays.context().newPage();
  await home.goto(`${day.origin}/watch/`);
  await expect(home.getByText(/Screening on/)).toHaveCount(1);
  secondAtMs = await day.plan(day.secondId, 40 * MINUTE_MS);
  await expect(home.getByText(/Screening on/)).toHaveCount(2, { timeout: 10_000 });
  await home.close();
});

test('one that slept through the end has the recording, and is told what comes next', async () => {
  await sleep(goes, 40 * MINUTE_MS - intoMs() + MINUTE_MS, async () => {
    secondAtMs = await day.plan(day.secondId, 10 * MINUTE_MS);
  });
  for (const page of [goes, stays]) {
    await expect(page.getByRole('slider', { name: 'Position' })).toBeVisible();
    await expect(
      page.getByRole('status').filter({ hasText: /Next: .?Second State.?, at \d\d:\d\d/ }),
    ).toBeVisible();
    await expect(page.getByRole('timer')).toHaveText(/^0[89]:\d\d$/);
  }
  expect(await violationsOf(goes)).toEqual([]);
  await everyLook(goes, 'next-in-day');
});

test('whoever saw it through is taken to the next waiting room in time, unless they stay', async () => {
  await stays.getByRole('button', { name: 'Stay here' }).click();
  await expect(stays.getByRole('button', { name: 'Stay here' })).toHaveCount(0);
  expect(goes.url()).toContain(day.firstId);
  await sleep(goes, secondAtMs - day.serverMs() - 50_000);
  await expect(goes.getByRole('heading', { level: 1, name: 'Second State' })).toBeFocused({
    timeout: 30_000,
  });
  expect(goes.url()).toContain(day.secondId);
  await expect(goes.getByRole('timer')).toHaveText(/^00:\d\d$/);
  expect(stays.url()).toContain(day.firstId);
  await stays.getByRole('link', { name: /To its waiting room|Join now/ }).click();
  await expect(stays.getByRole('heading', { level: 1, name: 'Second State' })).toBeVisible();
});

test('one whose link was ended while it slept says so', async () => {
  await sleep(goes, 10 * MINUTE_MS, () =>
    day.chair('DELETE /api/v1/sessions/{id}/missions/links', { params: { id: day.sessionId } }),
  );
  for (const page of [goes, stays]) {
    await expect(page.getByRole('heading', { level: 1, name: 'Your access has ended' })).toBeVisible();
    await expect(page.locator('video')).toHaveCount(0);
  }
});
