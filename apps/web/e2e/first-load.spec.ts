import { type CDPSession, expect, type Page, test } from '@playwright/test';
import { invited } from './speak-fixture.ts';

const LATENCY_MS = 400;
/** 400 kbit/s each way. */
const BYTES_PER_SECOND = 50_000;
const USABLE_WITHIN_MS = 3_500;
/** 40 KB of content, and what each answer's head weighs. */
const MOST_BYTES = 60_000;

test.use({ viewport: { width: 360, height: 740 }, locale: 'en-GB' });

interface Asked {
  readonly path: string;
  readonly beganAt: number;
  endedAt: number;
  bytes: number;
}

/** Everything that is fetched until `stop`, as the browser's own network stack sees it. */
async function watchLine(cdp: CDPSession) {
  const asked = new Map<string, Asked>();
  await cdp.send('Network.enable');
  await cdp.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: LATENCY_MS,
    downloadThroughput: BYTES_PER_SECOND,
    uploadThroughput: BYTES_PER_SECOND,
  });
  cdp.on('Network.requestWillBeSent', ({ requestId, request, timestamp }) => {
    const { pathname } = new URL(request.url);
    asked.set(requestId, { path: pathname, beganAt: timestamp, endedAt: Number.POSITIVE_INFINITY, bytes: 0 });
  });
  cdp.on('Network.loadingFinished', ({ requestId, timestamp, encodedDataLength }) => {
    const one = asked.get(requestId);
    if (one) Object.assign(one, { endedAt: timestamp, bytes: encodedDataLength });
  });
  return () => {
    const ended = [...asked.values()].filter(({ endedAt }) => Number.isFinite(endedAt));
    asked.clear();
    return ended;
  };
}

/** How many answers had to be waited for one after the other. */
function depthOf(all: readonly Asked[]): number {
  const inOrder = [...all].sort((a, b) => a.beganAt - b.beganAt);
  const depths = new Map<Asked, number>();
  for (const one of inOrder) {
    const before = inOrder.filter(({ endedAt }) => endedAt <= one.beganAt);
    depths.set(one, 1 + Math.max(0, ...before.map((other) => depths.get(other) ?? 0)));
  }
  return Math.max(...depths.values());
}

/** When the main action could first be pressed, on the page's own clock, which begins with the navigation. */
const usableAtMs = (page: Page): Promise<number> =>
  page
    .waitForFunction(() => {
      const button = [...document.querySelectorAll('main button')].find(
        (one) => /Choose a video/.test(one.textContent ?? '') && !one.hasAttribute('disabled'),
      );
      return button && button.getBoundingClientRect().height > 0 ? performance.now() : false;
    })
    .then((found) => found.jsonValue())
    .then(Number);

test('on 400 kbit/s and 400 ms the page can be used within seconds, and comes back faster', async ({
  page,
}) => {
  const { link } = await invited();
  const cdp = await page.context().newCDPSession(page);
  const taken = await watchLine(cdp);

  await page.goto(link, { waitUntil: 'commit' });
  const firstMs = await usableAtMs(page);
  const first = taken();
  const told = (all: readonly Asked[]) => all.map(({ path, bytes }) => `${bytes} ${path}`).join('\n');
  const bytes = first.reduce((sum, one) => sum + one.bytes, 0);
  console.log(`first load: ${Math.round(firstMs)} ms, ${bytes} bytes, ${depthOf(first)} answers deep`);
  expect(bytes, told(first)).toBeLessThan(MOST_BYTES);
  // The page; the script that asks; the link; the statement.
  expect(depthOf(first), told(first)).toBeLessThanOrEqual(4);
  expect(firstMs, told(first)).toBeLessThan(USABLE_WITHIN_MS);

  await expect(page.getByRole('heading', { name: 'Before you record' })).toBeVisible();
  await expect(page.getByText('Where your link is open')).toBeVisible();
  await page.waitForLoadState('networkidle').catch(() => undefined);
  taken();
  await page.reload({ waitUntil: 'commit' });
  const againMs = await usableAtMs(page);
  const again = taken();
  console.log(`again: ${Math.round(againMs)} ms`);
  // The statement came with the page: nothing had to be asked for.
  expect(again.map(({ path }) => path)).not.toContain('/api/v1/speaker/statement');
  expect(againMs, told(again)).toBeLessThan(USABLE_WITHIN_MS);
});
