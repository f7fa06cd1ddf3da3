import { type Browser, type CDPSession, chromium, type Page } from '@playwright/test';
import type { Lab } from '../lab.ts';
import { BROWSER_ARGUMENTS } from '../review-page.ts';
import { type Row, row } from '../row.ts';
import { median, spreadOf } from '../statistics.ts';

const RUNS = 5;
/** A phone far from everything. */
const LATENCY_MS = 400;
const BITS_PER_SECOND = 400_000;
const USABLE_GOAL_MS = 3_500;
const BYTES_GOAL = 80 * 1024;
const LINE = 'On a line of 400 kbit/s each way and 400 ms, which Chromium imitates.';

/** A speaker's page on a bad line, against the plain one, which has no script. */
export async function speakerRows(lab: Lab): Promise<Row[]> {
  const { product, session } = await lab.running();
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: BROWSER_ARGUMENTS,
  });
  const first: number[] = [];
  const again: number[] = [];
  const plain: number[] = [];
  const bytes: number[] = [];
  try {
    for (let n = 1; n <= lab.times(RUNS); n += 1) {
      lab.say(`On a speaker's page, ${n} of ${lab.times(RUNS)}…`);
      const { page, cdp } = await onBadLine(browser);
      const carried = countBytes(cdp);
      await page.goto(await session.link(), { waitUntil: 'commit' });
      first.push(await usableAtMs(page));
      bytes.push(carried());
      await page.getByText('Where your link is open').waitFor();
      await page.reload({ waitUntil: 'commit' });
      again.push(await usableAtMs(page));
      await page.context().close();

      const without = await onBadLine(browser);
      await without.page.goto(`${product.url}/speak/plain`, { waitUntil: 'commit' });
      plain.push(await usableAtMs(without.page));
      await without.page.context().close();
    }
  } finally {
    await browser.close();
  }
  const usable =
    'Until the page’s own button can be pressed, on its own clock, which begins with the navigation.';
  return [
    row({
      name: 'speaker: a link opened on 400 kbit/s and 400 ms → usable',
      value: median(first),
      unit: 'ms',
      baseline: median(plain),
      goal: USABLE_GOAL_MS,
      spread: spreadOf(first),
      note: `${LINE} ${usable} Nothing is kept by the browser. The baseline is the plain page's form.`,
    }),
    row({
      name: 'speaker: the same page again → usable',
      value: median(again),
      unit: 'ms',
      baseline: median(plain),
      goal: USABLE_GOAL_MS,
      spread: spreadOf(again),
      note: `${LINE} ${usable} Its files are kept by the browser.`,
    }),
    row({
      name: 'speaker: what the line carries until then',
      value: median(bytes) / 1024,
      unit: 'KB',
      goal: BYTES_GOAL / 1024,
      spread: spreadOf(bytes.map((one) => one / 1024)),
      note: 'Every answer with its head, as the browser’s network counts it.',
    }),
  ];
}

async function onBadLine(browser: Browser): Promise<{ page: Page; cdp: CDPSession }> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'en-GB' });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: LATENCY_MS,
    downloadThroughput: BITS_PER_SECOND / 8,
    uploadThroughput: BITS_PER_SECOND / 8,
  });
  return { page, cdp };
}

function countBytes(cdp: CDPSession): () => number {
  let bytes = 0;
  cdp.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  return () => bytes;
}

const usableAtMs = (page: Page): Promise<number> =>
  page
    .waitForFunction(() => {
      const button = [...document.querySelectorAll('main button')].find(
        (one) => !one.hasAttribute('disabled') && one.getBoundingClientRect().height > 0,
      );
      return button ? performance.now() : false;
    })
    .then((found) => found.jsonValue())
    .then(Number);
