import { type BrowserContext, expect as expectSoon, type Page, test } from '@playwright/test';
import { agreeAndSend, expectAccessible, invited, keepPictures } from './speak-fixture.ts';

const expect = expectSoon.configure({ timeout: 45_000 });
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const TEXT = Array.from(
  { length: 12 },
  (_, n) => `Paragraph ${n + 1}. We thank you, Mr. President, and ask the State to protect journalists.`,
).join('\n\n');

test.describe.configure({ timeout: 180_000 });
test.use({ locale: 'en-GB', viewport: { width: 360, height: 740 } });

/** How many parts of recordings lie in this browser; null when it keeps nothing at all. */
const keptParts = (page: Page): Promise<number | null> =>
  page.evaluate(async () => {
    const databases = await indexedDB.databases();
    if (!databases.some(({ name }) => name === 'rostrum.recordings')) return null;
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('rostrum.recordings');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    const counting = database.transaction('parts').objectStore('parts').count();
    return await new Promise<number>((resolve) => {
      counting.onsuccess = () => {
        database.close();
        resolve(counting.result);
      };
    });
  });

/** What this browser keeps for the page beside the language: databases, files, notes. */
const leftBehind = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const databases = (await indexedDB.databases()).map(({ name }) => `database ${name}`);
    const root: unknown = await navigator.storage.getDirectory();
    const files: string[] = [];
    for await (const name of (root as { keys: () => AsyncIterable<string> }).keys())
      files.push(`file ${name}`);
    const notes = Object.keys(localStorage).filter((key) => /record|upload/.test(key) && !/setup/.test(key));
    return [...databases, ...files, ...notes];
  });

/** On the narrowest phone nothing stands beside the screen. */
async function expectNarrow(page: Page): Promise<void> {
  await page.setViewportSize({ width: 320, height: 568 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await page.setViewportSize({ width: 360, height: 740 });
}

/** And there in every language. */
async function expectNarrowInAll(page: Page): Promise<void> {
  const language = page.getByRole('combobox').first();
  for (const code of ['fr', 'es', 'ar', 'en']) {
    await language.selectOption(code);
    await expect(page.locator('html')).toHaveAttribute('lang', code);
    await expectNarrow(page);
  }
}

/** With `ROSTRUM_SCREENSHOTS`: the state in every size and scheme, and in Arabic on a phone. */
async function keep(page: Page, name: string): Promise<void> {
  const folder = process.env.ROSTRUM_SCREENSHOTS;
  if (!folder) return;
  await keepPictures(page, name);
  for (const size of [
    { width: 320, height: 568 },
    { width: 740, height: 360 },
  ]) {
    await page.setViewportSize(size);
    await page.screenshot({ path: `${folder}/speak-${name}-${size.width}x${size.height}.png` });
  }
  await page.setViewportSize({ width: 360, height: 740 });
  await page.locator('select[aria-label=Language]').selectOption('ar');
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await page.screenshot({ path: `${folder}/speak-${name}-360-ar.png`, fullPage: true });
  await expectAccessible(page);
  await page.locator('select[aria-label="اللغة"]').selectOption('en');
  await expect(page.locator('html')).toHaveAttribute('dir', 'ltr');
}

async function record(page: Page): Promise<void> {
  await button(page, 'Start recording').click();
  await expect(heading(page, 'Get ready')).toBeFocused();
  await expect(heading(page, 'Recording')).toBeVisible();
}

async function crash(page: Page, context: BrowserContext): Promise<void> {
  const crashed = page.waitForEvent('crash');
  const session = await context.newCDPSession(page);
  session.send('Page.crash').catch(() => undefined);
  await crashed;
}

test('what was recorded outlives a crash, is compared, sent, and erased once it is received', async ({
  page: first,
  context,
}) => {
  const { link, coordinator, statementId } = await invited({ floorSeconds: 8 });
  await first.goto(link);
  await button(first, 'Record here').click();
  await expect(heading(first, 'Record your statement here')).toBeFocused();
  const sent: string[] = [];
  context.on('request', (request) => {
    // The language is told, so that mails follow it; nothing else is.
    if (request.method() !== 'GET' && !/\/language$/.test(request.url()))
      sent.push(`${request.method()} ${request.url()}`);
  });
  await expectAccessible(first);
  await keep(first, 'record-start');

  await button(first, 'Turn on camera and microphone').click();
  await expect(first.getByText(/We hear you well|Too loud/).first()).toBeVisible();
  await first.getByLabel('The text you want to read').fill(TEXT);
  await expect(first.getByText(/the floor is \u20660:08/)).toBeVisible();
  await first.getByLabel('Speed').fill('140');
  await expect(first.getByText('faster than interpreters can follow')).toBeVisible();
  await expectAccessible(first);
  await expectNarrow(first);
  await keep(first, 'record-setup');
  await first.getByLabel('Speed').fill('120');
  await expect(first.getByText('faster than interpreters can follow')).toBeHidden();

  await record(first);
  const text = first.getByRole('region', { name: 'Your text.' });
  await expect(text).toBeVisible();
  await expect.poll(() => text.evaluate((element) => element.scrollTop)).toBeGreaterThan(5);
  await expect(first.getByRole('timer')).toContainText(/0:0[1-6]/);
  await button(first, 'Pause').click();
  await expect(heading(first, 'Paused')).toBeVisible();
  const held = await first.getByRole('timer').textContent();
  await expectAccessible(first);
  await expectNarrow(first);
  await keep(first, 'record-paused');
  expect(await first.getByRole('timer').textContent()).toBe(held);
  await button(first, 'Go on').click();
  await expect.poll(() => keptParts(first)).toBeGreaterThanOrEqual(2);
  await crash(first, context);

  const page = await context.newPage();
  await page.goto(new URL('/speak/', link).href);
  await expect(
    page.getByText(/A recording of \u20660:0[1-7]\u2069 from .* is kept on this device/),
  ).toBeVisible();
  await expectAccessible(page);
  await expectNarrowInAll(page);
  await keep(page, 'record-kept');
  await button(page, 'Watch and send it').click();
  await expect(page.getByText('This recording was cut off')).toBeVisible();
  await expectNarrowInAll(page);
  await button(page, 'Play').click();
  const picture = page.getByLabel('Recording 1').first();
  await expect
    .poll(() => picture.evaluate((video: HTMLVideoElement) => video.currentTime))
    .toBeGreaterThan(0.2);

  await button(page, 'Record again').click();
  await expect(page.getByLabel('The text you want to read')).toHaveValue(TEXT);
  await record(page);
  await expect(page.getByText('The floor time is over, so recording stopped')).toBeVisible();
  const takes = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: /^Recording \d/ }) });
  await expect(takes).toHaveCount(2);
  await expect(takes.first()).toContainText(/0:0[78]/);
  await takes.first().getByRole('button', { name: 'Play' }).click();
  const second = takes.first().locator('video');
  await expect
    .poll(() => second.evaluate((video: HTMLVideoElement) => video.currentTime))
    .toBeGreaterThan(0.2);
  await takes.first().getByRole('slider').fill('3000');
  await expect
    .poll(() => second.evaluate((video: HTMLVideoElement) => video.currentTime))
    .toBeGreaterThanOrEqual(2.9);
  await expectAccessible(page);
  await expectNarrow(page);
  await keep(page, 'record-takes');
  expect(sent).toEqual([]);

  await takes.first().getByRole('button', { name: 'Send this one' }).click();
  await expect(page.getByText(/0:0[78]\u2069 of \u20660:08/)).toBeVisible();
  await expect(button(page, 'Back to your recordings')).toBeVisible();
  expect(await keptParts(page)).toBeGreaterThan(4);
  await agreeAndSend(page);
  await expect(heading(page, /Your video is safe with us|ready to be reviewed/)).toBeVisible({
    timeout: 90_000,
  });
  await expect.poll(() => leftBehind(page)).toEqual([]);
  // What the limit stopped fits, by the length that the server measures.
  const params = { id: statementId };
  const fit = async () =>
    (await coordinator.call('GET /api/v1/statements/{id}', { params })).takes[0]?.fit.fit;
  await expect.poll(fit, { timeout: 90_000 }).toBe('within');
});

declare global {
  interface Window {
    devices: 'there' | 'refused' | 'no camera';
    streams: MediaStream[];
  }
}

/** Devices that can be refused, be missing and be pulled out, by one word. */
function scriptedDevices(): void {
  window.devices = 'refused';
  window.streams = [];
  // As a browser that writes MP4 alone.
  const isSupported = MediaRecorder.isTypeSupported.bind(MediaRecorder);
  MediaRecorder.isTypeSupported = (type) => !/webm|ogg/.test(type) && isSupported(type);
  const { mediaDevices } = navigator;
  const ask = mediaDevices.getUserMedia.bind(mediaDevices);
  const list = mediaDevices.enumerateDevices.bind(mediaDevices);
  mediaDevices.getUserMedia = async (wanted) => {
    if (window.devices === 'refused') throw new DOMException('', 'NotAllowedError');
    if (window.devices === 'no camera' && wanted?.video) throw new DOMException('', 'NotFoundError');
    const stream = await ask(wanted);
    window.streams.push(stream);
    return stream;
  };
  mediaDevices.enumerateDevices = async () =>
    (await list()).filter(({ kind }) => window.devices !== 'no camera' || kind !== 'videoinput');
}

test('refused, without a camera, pulled out, full, too short, in two windows: each says what to do', async ({
  page,
  context,
}) => {
  const { link } = await invited();
  await page.addInitScript(scriptedDevices);
  await page.goto(link);
  await button(page, 'Record here').click();
  await button(page, 'Turn on camera and microphone').click();
  await expect(page.getByText('The camera and the microphone are not allowed')).toBeVisible();
  await expect(page.getByText('Press the sign at the left of the address')).toBeVisible();
  await expectAccessible(page);
  await keep(page, 'record-refused');

  await page.evaluate(() => {
    window.devices = 'no camera';
  });
  await button(page, 'Try again').click();
  await expect(page.getByText('No camera was found')).toBeVisible();
  await button(page, 'Record sound only').click();
  await expect(page.getByText(/We hear you well|Too loud/).first()).toBeVisible();
  await expect(page.locator('video')).toHaveCount(0);
  await keep(page, 'record-sound');

  await record(page);
  await button(page, 'Stop').click();
  await expect(page.getByText('Nothing was recorded')).toBeVisible();
  await expect(button(page, 'Send this one')).toHaveCount(0);
  expect(await keptParts(page)).toBeNull();
  await expectAccessible(page);
  await keep(page, 'record-empty');

  const other = await context.newPage();
  await other.goto(new URL('/speak/', link).href);
  await button(other, 'Record here').click();
  await expect(other.getByText('You are recording in another window')).toBeVisible();
  await expectAccessible(other);
  await other.close();

  await button(page, 'Record again').click();
  await record(page);
  await expect.poll(() => keptParts(page)).toBeGreaterThanOrEqual(2);
  // A call comes in: the system takes the microphone, and gives it back.
  const mute = (muted: boolean) =>
    page.evaluate((now) => {
      const track = window.streams.at(-1)?.getAudioTracks()[0];
      if (track) Object.defineProperty(track, 'muted', { configurable: true, value: now });
      track?.dispatchEvent(new Event(now ? 'mute' : 'unmute'));
    }, muted);
  await mute(true);
  await expect(page.getByText('was switched off by the system')).toBeVisible();
  await expect(button(page, 'Go on')).toBeDisabled();
  await mute(false);
  await button(page, 'Go on').click();
  await expect(heading(page, 'Recording')).toBeVisible();
  await page.evaluate(() => {
    const track = window.streams.at(-1)?.getAudioTracks()[0];
    track?.stop();
    // A page that stops its own track is not told; one whose microphone is pulled out is.
    track?.dispatchEvent(new Event('ended'));
  });
  await expect(page.getByText('The camera or the microphone was disconnected')).toBeVisible();
  await expect(page.getByText('sound only')).toBeVisible();
  await expect(button(page, 'Send this one')).toBeVisible();
  await expectAccessible(page);

  await page.evaluate(() => {
    window.devices = 'there';
  });
  // Chromium tells pages a round figure, whatever the quota is: what is told and what is enforced are set apart.
  const usage = await page.evaluate(async () => {
    const told = (await navigator.storage.estimate()).usage ?? 0;
    navigator.storage.estimate = async () => ({ usage: told, quota: told + 300_000 });
    return told;
  });
  const session = await context.newCDPSession(page);
  await session.send('Storage.overrideQuotaForOrigin', {
    origin: new URL(page.url()).origin,
    quotaSize: usage + 300_000,
  });
  await button(page, 'Record again').click();
  await button(page, 'Record with picture instead').click();
  await expect(page.getByText('There may be too little room on this device')).toBeVisible();
  await expectAccessible(page);
  await keep(page, 'record-short-of-space');
  await record(page);
  await expect(page.getByText('There is no more room on this device')).toBeVisible();
  await expect(button(page, 'Send this one')).toHaveCount(2);
  await expect(page.getByText('This recording was cut off')).toHaveCount(0);
  await expectAccessible(page);
  await keep(page, 'record-full');

  await page.evaluate(() => localStorage.setItem('rostrum.line', '{"bytesPerSecond":20000}'));
  await button(page, 'Erase everything from this device').click();
  await expect(button(page, 'Keep them')).toBeFocused();
  await button(page, 'Erase everything').click();
  await expect(heading(page, 'Nothing is kept here')).toBeFocused();
  expect(await leftBehind(page)).toEqual([]);
  const learned = () =>
    page.evaluate(() => Object.keys(localStorage).filter((key) => /setup|line/.test(key)));
  await expect.poll(learned).toEqual([]);

  await page.evaluate(() => {
    Reflect.deleteProperty(window, 'MediaRecorder');
  });
  await button(page, 'Back').click();
  await button(page, 'Record here').click();
  await expect(page.getByText('This browser cannot record')).toBeVisible();
  await expect(page.locator('input[type=file][capture]')).toHaveCount(1);
  await expectAccessible(page);
  await keep(page, 'record-unsupported');
});
