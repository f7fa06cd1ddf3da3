import { type BrowserContext, expect as expectSoon, type Page, test } from '@playwright/test';
import { everyLook } from './every-look.ts';
import { invited } from './speak-fixture.ts';

/** The recorder in every state, to be looked at: see `everyLook`. Not part of `npm test`. */

const expect = expectSoon.configure({ timeout: 60_000 });
const TEXT = Array.from(
  { length: 12 },
  (_, n) => `Paragraph ${n + 1}. We thank you, Mr. President, and ask the State to protect journalists.`,
).join('\n\n');
const ARABIC = Array.from(
  { length: 9 },
  () => 'السيدة الرئيسة، نشكر الدولة على المدارس، ونوصي بحماية الصحفيين قبل عام 2028.',
).join('\n\n');

test.describe.configure({ timeout: 900_000 });
test.use({ locale: 'en-GB', viewport: { width: 360, height: 740 }, hasTouch: true });

const says = (page: Page, words: string | RegExp) => expect(page.getByText(words).first()).toBeVisible();
const title = (page: Page, name: string | RegExp) =>
  expect(page.getByRole('heading', { name }).first()).toBeVisible();
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

declare global {
  interface Window {
    holdCountdown: boolean;
    refuses: string | null;
    streams: MediaStream[];
  }
}

/** A countdown that stands still, and devices that can be refused or be missing, by one word. */
function scripted(): void {
  window.holdCountdown = false;
  window.refuses = null;
  window.streams = [];
  const later = window.setTimeout.bind(window);
  const held = (act: () => void, ms?: number, ...rest: unknown[]): number =>
    ms === 1_000 && window.holdCountdown ? later(() => held(act, ms), 100) : later(act, ms, ...rest);
  Reflect.set(window, 'setTimeout', held);
  const { mediaDevices } = navigator;
  const ask = mediaDevices.getUserMedia.bind(mediaDevices);
  const list = mediaDevices.enumerateDevices.bind(mediaDevices);
  mediaDevices.getUserMedia = async (wanted) => {
    if (window.refuses === 'forever') return await new Promise(() => undefined);
    if (window.refuses === 'NoCamera' && wanted?.video) throw new DOMException('', 'NotFoundError');
    if (window.refuses !== null && window.refuses !== 'NoCamera') throw new DOMException('', window.refuses);
    const stream = await ask(wanted);
    window.streams.push(stream);
    return stream;
  };
  mediaDevices.enumerateDevices = async () =>
    (await list()).filter(({ kind }) => window.refuses !== 'NoCamera' || kind !== 'videoinput');
}

const refuse = (page: Page, as: string | null) =>
  page.evaluate((name) => {
    window.refuses = name;
  }, as);

async function record(page: Page): Promise<void> {
  await button(page, 'Start recording').click();
  await title(page, /^Recording$/);
}

async function crash(page: Page, context: BrowserContext): Promise<void> {
  const crashed = page.waitForEvent('crash');
  const session = await context.newCDPSession(page);
  session.send('Page.crash').catch(() => undefined);
  await crashed;
}

test.beforeEach(async ({ page, context }) => {
  await context.addInitScript(scripted);
  page.on('dialog', (dialog) => void dialog.accept());
});

test('asked first, set up, counted down, recorded to the end, crashed and found again', async ({
  page: first,
  context,
}) => {
  const { link } = await invited({ floorSeconds: 100 });
  await first.goto(link);
  await button(first, 'Record here').click();
  await title(first, 'Record your statement here');
  await everyLook(first, 'record-start');
  await refuse(first, 'forever');
  await button(first, 'Turn on camera and microphone').click();
  await says(first, 'Waiting for your permission');
  await everyLook(first, 'record-asking');
  await refuse(first, null);
  await button(first, 'Back').click();
  await button(first, 'Turn on camera and microphone').click();
  await says(first, /We hear you well|Too loud/);
  await everyLook(first, 'record-setup');
  const text = first.getByLabel('The text you want to read');
  await text.fill(TEXT.repeat(2));
  await first.getByLabel('Speed').fill('140');
  await says(first, 'faster than interpreters can follow');
  await everyLook(first, 'record-setup-warned');
  await text.fill(TEXT);
  await first.getByLabel('Speed').fill('120');

  await first.evaluate(() => {
    window.holdCountdown = true;
  });
  await button(first, 'Start recording').click();
  await title(first, 'Get ready');
  await everyLook(first, 'record-countdown');
  await first.evaluate(() => {
    window.holdCountdown = false;
  });
  await title(first, /^Recording$/);
  await expect(first.getByRole('timer')).toContainText('1:3');
  await everyLook(first, 'record-now');
  await button(first, 'Pause').click();
  await title(first, 'Paused');
  await everyLook(first, 'record-paused');
  await everyLook(first, 'record-paused-shown', { whole: false });
  await button(first, 'Go on').click();
  await expect(first.getByRole('timer')).toContainText('0:5', { timeout: 90_000 });
  await everyLook(first, 'record-last-minute', { whole: false });
  await expect(first.getByRole('timer')).toContainText('0:2', { timeout: 90_000 });
  await everyLook(first, 'record-soon-over', { whole: false, widths: [360] });
  await says(first, 'The floor time is over, so recording stopped');
  await everyLook(first, 'record-limit');

  await button(first, 'Record again').click();
  await says(first, /We hear you well|Too loud/);
  await text.fill(ARABIC);
  await record(first);
  await everyLook(first, 'record-now-arabic', { whole: false });
  await crash(first, context);
  const page = await context.newPage();
  page.on('dialog', (dialog) => void dialog.accept());
  await page.goto(new URL('/speak/', link).href);
  await says(page, 'recordings are kept on this device');
  await everyLook(page, 'record-kept');
  await button(page, 'Watch and send it').click();
  await says(page, 'This recording was cut off');
  await everyLook(page, 'record-takes');
  await button(page, 'Erase').first().click();
  await everyLook(page, 'record-erase');
  await button(page, 'Keep it').click();
  await page.getByText('Send this one').first().click();
  await says(page, 'Back to your recordings');
  await everyLook(page, 'record-chosen');
  await page.getByText('Where your link is open').click();
  await button(page, 'Close this device').click();
  await says(page, 'A recording on this device was not sent');
  await everyLook(page, 'record-leave-unsent');
  await button(page, 'Back to your recordings').click();
  await button(page, 'Erase everything from this device').click();
  await everyLook(page, 'record-erase-all');
  await button(page, 'Erase everything').click();
  await title(page, 'Nothing is kept here');
  await everyLook(page, 'record-none');
});

test('refused, without a camera, in use, silent, muted, unplugged, full, too short, in two windows', async ({
  page,
  context,
}) => {
  const { link } = await invited({ floorSeconds: 300 });
  await page.goto(link);
  await button(page, 'Record here').click();
  await refuse(page, 'NotAllowedError');
  await button(page, 'Turn on camera and microphone').click();
  await says(page, 'The camera and the microphone are not allowed');
  await everyLook(page, 'record-refused');
  for (const [as, words] of [
    ['NotReadableError', 'Another program is using'],
    ['AbortError', 'did not start'],
    ['NoCamera', 'No camera was found'],
  ] as const) {
    await refuse(page, as);
    await button(page, 'Try again').click();
    await says(page, words);
    await everyLook(page, `record-trouble-${as}`, as === 'NoCamera' ? {} : { widths: [360] });
  }
  await button(page, 'Record sound only').click();
  await says(page, /We hear you well|Too loud/);
  await everyLook(page, 'record-sound');
  await record(page);
  await everyLook(page, 'record-sound-now');
  const tell = (what: 'mute' | 'unmute' | 'ended') =>
    page.evaluate((event) => {
      const track = window.streams.at(-1)?.getAudioTracks()[0];
      if (event === 'ended') track?.stop();
      else if (track) Object.defineProperty(track, 'muted', { configurable: true, value: event === 'mute' });
      track?.dispatchEvent(new Event(event));
    }, what);
  await tell('mute');
  await says(page, 'was switched off by the system');
  await everyLook(page, 'record-muted');
  const other = await context.newPage();
  await other.goto(new URL('/speak/', link).href);
  await button(other, 'Watch and send it').or(button(other, 'Record here')).first().click();
  await button(other, 'Back').waitFor();
  await everyLook(other, 'record-other-window-takes');
  await other.close();
  await tell('unmute');
  await button(page, 'Go on').click();
  await title(page, /^Recording$/);
  await tell('ended');
  await says(page, 'The camera or the microphone was disconnected');
  await everyLook(page, 'record-unplugged');
  await button(page, 'Erase everything from this device').click();
  await button(page, 'Erase everything').click();
  await title(page, 'Nothing is kept here');

  await button(page, 'Record again').click();
  await record(page);
  await button(page, 'Stop').click();
  await says(page, 'Nothing was recorded');
  await everyLook(page, 'record-too-short');
  const waiting = await context.newPage();
  await waiting.goto(new URL('/speak/', link).href);
  await button(waiting, 'Record here').click();
  await says(waiting, 'You are recording in another window');
  await everyLook(waiting, 'record-other-window');
  await waiting.close();

  await refuse(page, null);
  const usage = await page.evaluate(async () => {
    const told = (await navigator.storage.estimate()).usage ?? 0;
    navigator.storage.estimate = async () => ({ usage: told, quota: told + 300_000 });
    return told;
  });
  const session = await context.newCDPSession(page);
  const { origin } = new URL(page.url());
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage + 300_000 });
  await button(page, 'Record again').click();
  await button(page, 'Record with picture instead').click();
  await says(page, 'There may be too little room on this device');
  await everyLook(page, 'record-little-room');
  await record(page);
  await says(page, 'There is no more room on this device');
  await everyLook(page, 'record-full');
  await button(page, 'Erase everything from this device').click();
  await button(page, 'Erase everything').click();
  await page.evaluate(() => Reflect.deleteProperty(window, 'MediaRecorder'));
  await button(page, 'Back').click();
  await button(page, 'Record here').click();
  await says(page, 'This browser cannot record');
  await everyLook(page, 'record-unsupported');
});

test('a window that keeps nothing', async ({ page }) => {
  const { link } = await invited({ floorSeconds: 300 });
  await page.addInitScript(() =>
    Object.defineProperty(window, 'indexedDB', {
      get: () => {
        throw new DOMException('', 'SecurityError');
      },
    }),
  );
  await page.goto(link);
  await button(page, 'Record here').click();
  await says(page, 'This window keeps nothing');
  await everyLook(page, 'record-not-lasting');
});
