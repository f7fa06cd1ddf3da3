import { createHash } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect as expectSoon, type Route, test } from '@playwright/test';
import { type Lack, takeAway } from './old-browser.ts';
import {
  agreeAndSend,
  choose,
  expectAccessible,
  invited,
  keepPictures,
  largeVideo,
  tellingVideo,
  video,
} from './speak-fixture.ts';

const MEGA = 1024 * 1024;
const ARRIVED_WITHIN_MS = 120_000;
const UPLOADS = /\/api\/v1\/uploads(\/|$)/;
const expect = expectSoon.configure({ timeout: 45_000 });

test.describe.configure({ timeout: 2 * ARRIVED_WITHIN_MS });
test.use({ locale: 'en-GB', viewport: { width: 360, height: 740 } });

const sha256 = (file: Buffer) => createHash('sha256').update(file).digest('hex');
const PROXY_PAGE = { contentType: 'text/html', body: '<html><title>proxy</title></html>' };

/** What happens to each request in turn; after the last one, as `always` says. */
type Fate = 'through' | 'cut' | 'answer lost' | 500 | 502 | 413;

async function meet(route: Route, fate: Fate): Promise<void> {
  if (fate === 'through') return await route.continue();
  if (fate === 'cut') return await route.abort('connectionreset');
  if (fate === 'answer lost') {
    await route.fetch();
    return await route.abort('connectionreset');
  }
  await route.fulfill({ status: fate, ...PROXY_PAGE });
}

/** Three of ten fail, each in another way, always in the same order. */
const REST: readonly Fate[] = [
  'through',
  502,
  'through',
  'through',
  'cut',
  'through',
  'through',
  500,
  'through',
  'through',
];

test('lost answers, a proxy that takes little, 500, 502, a third of all requests: it arrives whole, by a wrong clock', async ({
  page,
}) => {
  const { link, coordinator, statementId } = await invited();
  const file = await largeVideo(2, 2 * MEGA);
  await page.clock.setSystemTime(new Date('2001-02-03T04:05:06Z'));
  await page.goto(link);
  await expect(page.getByRole('heading', { name: 'Send your video' })).toBeVisible();
  const fates: Fate[] = ['answer lost', 'through', 'through', 413, 'through', 'answer lost', 'through'];
  const sizes: number[] = [];
  let asked = 0;
  await page.route(UPLOADS, async (route) => {
    const request = route.request();
    const fate = fates[asked] ?? REST[asked % REST.length] ?? 'through';
    asked += 1;
    if (request.method() === 'PATCH' && fate === 'through') sizes.push(request.postDataBuffer()?.length ?? 0);
    await meet(route, fate);
  });
  await choose(page, 'rough.mp4', file);
  await agreeAndSend(page);
  await expect(page.getByRole('heading', { name: 'Your video is safe with us' })).toBeVisible({
    timeout: ARRIVED_WITHIN_MS,
  });
  expect(asked).toBeGreaterThan(10);
  // Half of what the proxy refused, and never more again.
  expect(Math.max(...sizes)).toBeLessThanOrEqual(256 * 1024);
  const { takes } = await coordinator.call('GET /api/v1/statements/{id}', { params: { id: statementId } });
  expect(takes).toMatchObject([{ sizeBytes: file.length, sha256: sha256(file) }]);
});

test('two windows, then the link is closed in mid-upload: the new link goes on with the same take', async ({
  page,
  context,
}) => {
  const { link, coordinator, statementId, invitationId } = await invited();
  const file = await largeVideo(2, 2 * MEGA);
  for (const one of context.pages()) one.on('dialog', (dialog) => void dialog.accept());
  context.on('page', (one) => one.on('dialog', (dialog) => void dialog.accept()));
  await page.goto(link);
  await expect(page.getByRole('heading', { name: 'Send your video' })).toBeVisible();
  let parts = 0;
  await context.route(UPLOADS, async (route) => {
    if (route.request().method() === 'PATCH') parts += 1;
    // After the first part nothing moves any more.
    if (parts <= 1) await route.continue();
  });
  await choose(page, 'two windows.mp4', file);
  await agreeAndSend(page);
  await expect(page.getByText('25 % is safe with us')).toBeVisible();

  const second = await context.newPage();
  await second.goto(link.split('#')[0] ?? '');
  await expect(second.getByText('Choose the same file again: 25 % is safe with us')).toBeVisible();
  await choose(second, 'two windows.mp4', file);
  await expect(second.getByText('Your video is being sent in another window')).toBeVisible();
  await expectAccessible(second);
  await second.close();

  const made = await coordinator.call('POST /api/v1/invitations/{id}/link', {
    params: { id: invitationId },
    body: { mail: false },
  });
  await expect(page.getByRole('heading', { name: 'Your link was closed here' })).toBeVisible();
  await expect(page.getByText('What you sent so far is kept for seven days')).toBeVisible();
  await expectAccessible(page);
  await keepPictures(page, 'ended');
  await context.unroute(UPLOADS);

  await page.goto('about:blank');
  await page.goto(made.link);
  await expect(page.getByText('Choose the same file again: 25 % is safe with us')).toBeVisible();
  const offsets: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PATCH') offsets.push(request.headers()['upload-offset'] ?? '');
  });
  await choose(page, 'two windows.mp4', file);
  await expect(page.getByRole('heading', { name: 'Your video is safe with us' })).toBeVisible({
    timeout: ARRIVED_WITHIN_MS,
  });
  expect(offsets[0]).toBe(String(512 * 1024));
  const { takes } = await coordinator.call('GET /api/v1/statements/{id}', { params: { id: statementId } });
  expect(takes).toMatchObject([{ sizeBytes: file.length, sha256: sha256(file) }]);
});

test('a giant and a nothing are told at once; a large video is made small, and goes on after a reload', async ({
  page,
}) => {
  const { link, coordinator, statementId } = await invited({ floorSeconds: 4 });
  const giant = path.join(tmpdir(), `rostrum-giant-${process.pid}.mp4`);
  const handle = await open(giant, 'w');
  // Three gigabytes that take no room.
  await handle.truncate(3e9);
  await handle.close();
  page.on('dialog', (dialog) => void dialog.accept());
  // A line of 20 kB/s, as it was measured the last time.
  await page.addInitScript(() => localStorage.setItem('rostrum.line', '{"bytesPerSecond":20000}'));
  await page.goto(link);
  await expect(page.getByRole('heading', { name: 'Send your video' })).toBeVisible();
  const sending = page.getByRole('button', { name: 'Send this video' });
  try {
    await page.locator('input[type=file]').first().setInputFiles(giant);
    await expect(page.getByText(/The file has .3 GB.\. At most .2\.1 GB. can be taken/)).toBeVisible();
    await expect(page.getByRole('button', { name: /^Send/ })).toHaveCount(0);
    await expectAccessible(page);
  } finally {
    await rm(giant, { force: true });
  }
  await choose(page, 'nothing.mp4', Buffer.alloc(0));
  await expect(page.getByText('This file is empty')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Send/ })).toHaveCount(0);

  // A phone's own recording, which tells of place and device, with room to spare.
  const recording = await tellingVideo();
  const spare = Buffer.alloc(9 * MEGA - recording.length, 7);
  spare.writeUInt32BE(spare.length, 0);
  spare.write('free', 4, 'latin1');
  const large = Buffer.concat([recording, spare]);
  await choose(page, 'holiday.mp4', large);
  const offer = page.getByRole('region', { name: 'Make it small first?' });
  await expect(offer).toBeVisible();
  await expect(offer).toContainText('about 8 minutes to send');
  await expect(sending).toBeVisible();
  await expectAccessible(page);
  await keepPictures(page, 'shrink');
  await page.getByRole('button', { name: 'Make it small' }).click();
  await expect(page.getByText('It is small now')).toBeVisible({ timeout: ARRIVED_WITHIN_MS });
  await expectAccessible(page);
  await keepPictures(page, 'small');

  let parts = 0;
  await page.route(UPLOADS, async (route) => {
    if (route.request().method() === 'PATCH') parts += 1;
    if (parts <= 1) await route.continue();
  });
  // Parts of a quarter of a mebibyte would hold it whole.
  await page.evaluate(() =>
    localStorage.setItem('rostrum.line', '{"bytesPerSecond":20000,"limitBytes":65536}'),
  );
  await agreeAndSend(page);
  await expect(page.getByText(/\d+ % is safe with us/)).toBeVisible();
  // The line stays dead until it was seen what the page says.
  await page.reload();
  await expect(page.getByText('the rest is kept on this device')).toBeVisible();
  await expectAccessible(page);
  await keepPictures(page, 'kept');
  await page.unroute(UPLOADS);
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByRole('heading', { name: 'ready to be reviewed' })).toBeVisible({
    timeout: ARRIVED_WITHIN_MS,
  });
  const { takes } = await coordinator.call('GET /api/v1/statements/{id}', { params: { id: statementId } });
  const [take] = takes;
  expect(take).toMatchObject({ state: 'ready', fileName: 'holiday.mp4' });
  expect(take?.sizeBytes).toBeLessThan(recording.length);
  const told = take?.findings.map(({ code }) => code).filter((code) => code.endsWith('_removed')) ?? [];
  for (const code of ['location_removed', 'device_removed', 'author_removed', 'time_removed']) {
    expect(told).not.toContain(code);
  }
  // Nothing of it stays on this device.
  const left = () =>
    page.evaluate(async () => {
      const names: string[] = [];
      for await (const name of (await navigator.storage.getDirectory()).keys()) names.push(name);
      return names.filter((name) => name.startsWith('rostrum-small'));
    });
  await expect.poll(left).toEqual([]);
});

const LACKS: readonly (readonly Lack[])[] = [
  ['built-ins', 'devices'],
  ['storage'],
  ['built-ins', 'devices', 'storage'],
];

test('from the link to received where the browser lacks what is younger, or forbids what it has', async ({
  browser,
}) => {
  const file = await video(1);
  for (const lacks of LACKS) {
    await test.step(lacks.join(', '), async () => {
      const { link, coordinator, statementId } = await invited();
      const context = await browser.newContext({ locale: 'fr-CH', viewport: { width: 360, height: 740 } });
      const page = await context.newPage();
      const failed: string[] = [];
      page.on('pageerror', (error) => failed.push(String(error)));
      await page.addInitScript(takeAway, lacks);
      await page.goto(link);
      await expect(page.getByRole('heading', { name: 'Envoyez votre vidéo' })).toBeVisible();
      await page.getByRole('combobox').selectOption('en');
      // Recording is offered or is not; asked for, it says which.
      await page.getByRole('button', { name: 'Record here', exact: true }).click();
      await page.getByRole('button', { name: 'Turn on camera and microphone' }).click();
      await expect(page.getByRole('button', { name: 'Start recording' })).toBeVisible();
      await page.getByRole('button', { name: 'Back', exact: true }).click();
      await page.getByRole('button', { name: 'Back', exact: true }).click();
      await choose(page, 'old.mp4', file);
      await agreeAndSend(page);
      await expect(
        page.getByRole('heading', { name: /Your video is safe with us|ready to be reviewed/ }),
      ).toBeVisible({
        timeout: ARRIVED_WITHIN_MS,
      });
      const { takes } = await coordinator.call('GET /api/v1/statements/{id}', {
        params: { id: statementId },
      });
      expect(takes).toMatchObject([{ sizeBytes: file.length, sha256: sha256(file) }]);
      expect(failed).toEqual([]);
      await context.close();
    });
  }
});

test('two statements in two windows of one browser: files, drafts and sessions do not mix', async ({
  page,
  context,
}) => {
  const [one, two] = [await invited(), await invited()];
  const second = await context.newPage();
  await page.goto(one.link);
  await second.goto(two.link);
  const titles = [await page.locator('h1').textContent(), await second.locator('h1').textContent()];
  expect(titles[0]).not.toBe(titles[1]);
  // What was opened last is not what the first window is about.
  await page.reload();
  await expect(page.locator('h1')).toHaveText(titles[0] ?? '');
  const files = [await video(1), await video(2)] as const;
  await choose(page, 'one.mp4', files[0]);
  await choose(second, 'two.mp4', files[1]);
  await page.getByLabel('Type your name to agree').fill('First');
  await expect(second.getByLabel('Type your name to agree')).toHaveValue('');
  await second.reload();
  await expect(second.locator('h1')).toHaveText(titles[1] ?? '');
  await choose(second, 'two.mp4', files[1]);
  await Promise.all([agreeAndSend(page), agreeAndSend(second)]);
  for (const [place, [{ coordinator, statementId }, window]] of [
    [one, page] as const,
    [two, second] as const,
  ].entries()) {
    await expect(window.getByRole('heading', { name: /safe with us|ready to be reviewed/ })).toBeVisible({
      timeout: ARRIVED_WITHIN_MS,
    });
    const { takes } = await coordinator.call('GET /api/v1/statements/{id}', { params: { id: statementId } });
    expect(takes).toMatchObject([{ sha256: sha256(files[place === 0 ? 0 : 1]) }]);
  }
  // Closing the one leaves the other open, and its link opens here again without a code.
  await second.getByText('Where your link is open').click();
  await second.getByRole('button', { name: 'Close this device' }).click();
  await expect(second.getByRole('heading', { name: 'This device is closed' })).toBeVisible();
  await page.goto('about:blank');
  await page.goto(one.link);
  await expect(page.locator('h1')).toHaveText(titles[0] ?? '');
});

test('a line that gives nothing, a phone that sleeps, a deadline that passes: said, and gone on from', async ({
  page,
  context,
}) => {
  const deadlineAt = new Date(Date.now() + 3_600_000).toISOString();
  const { link, coordinator, statementId, invitationId } = await invited({ deadlineAt });
  const file = await largeVideo(2, 2 * MEGA);
  await page.clock.install();
  await page.goto(link);
  await expect(page.getByRole('heading', { name: 'Send your video' })).toBeVisible();
  let parts = 0;
  const offsets: string[] = [];
  await page.route(UPLOADS, async (route) => {
    const request = route.request();
    if (request.method() === 'PATCH') {
      parts += 1;
      offsets.push(request.headers()['upload-offset'] ?? '');
    }
    // Two are taken, and nothing ever comes back.
    if (request.method() !== 'PATCH' || (parts !== 2 && parts !== 3)) await route.continue();
  });
  await choose(page, 'slow.mp4', file);
  await agreeAndSend(page);
  await expect(page.getByText('25 % is safe with us')).toBeVisible();
  await expect.poll(() => parts).toBe(2);

  // The deadline passes meanwhile, a second after this upload began.
  const began = Date.now();
  const put = (at: number) =>
    coordinator.call('PATCH /api/v1/invitations/{id}', {
      params: { id: invitationId },
      body: { deadlineAt: new Date(at).toISOString() },
    });
  await put(began);
  await expect(page.getByText('What you began to send may still arrive until')).toBeVisible();
  await expect(page.getByText('The deadline was')).toBeVisible();
  await expectAccessible(page);
  await keepPictures(page, 'grace');

  await page.clock.fastForward(31_000);
  await expect(page.getByText('Nothing moved for half a minute')).toBeVisible();
  await page.clock.fastForward(4_000);
  await expect.poll(() => parts).toBe(3);

  // Whether a page that slept is told that the network went and came differs from one time to the next.
  const session = await context.newCDPSession(page);
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  await context.setOffline(true);
  await context.setOffline(false);
  await session.send('Page.setWebLifecycleState', { state: 'active' });
  await page.clock.fastForward(600_000);
  await expect(page.getByRole('heading', { name: /safe with us|ready to be reviewed/ })).toBeVisible({
    timeout: ARRIVED_WITHIN_MS,
  });
  expect(offsets.slice(1)).not.toContain('0');
  const { takes } = await coordinator.call('GET /api/v1/statements/{id}', { params: { id: statementId } });
  expect(takes).toMatchObject([{ sizeBytes: file.length, sha256: sha256(file) }]);
});
