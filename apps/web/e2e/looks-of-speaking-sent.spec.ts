import { open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect as expectSoon, type Page, type Route, test } from '@playwright/test';
import { clip } from '@rostrum/testkit/clips';
import { everyLook } from './every-look.ts';
import { agreeAndSend, choose, invited, largeVideo, video } from './speak-fixture.ts';

/** A file that is chosen, made small and sent, to be looked at: see `everyLook`. Not part of `npm test`. */

const MEGA = 1024 * 1024;
const PREPARED_WITHIN_MS = 150_000;
const UPLOADS = /\/api\/v1\/uploads(\/|$)/;
const expect = expectSoon.configure({ timeout: 60_000 });

test.describe.configure({ timeout: 900_000 });
test.use({ timezoneId: 'Pacific/Nauru', locale: 'en-GB', viewport: { width: 360, height: 740 } });

const says = (page: Page, words: string | RegExp) => expect(page.getByText(words).first()).toBeVisible();
const send = (page: Page) => page.getByRole('button', { name: /^Send (this video|it all the same)/ });
const small = async (seconds: number) =>
  await readFile(await clip({ seconds, width: 160, height: 90, sound: 'speech' }));

test.beforeEach(({ page }) => {
  page.on('dialog', (dialog) => void dialog.accept());
});

test('a file is chosen: each that fits or does not', async ({ page }) => {
  const { link } = await invited({ floorSeconds: 10 });
  await page.goto(link);
  await says(page, 'Choose a video');
  await choose(page, 'PXL_20261123_081422917.TS~2 — déclaration finale de la Coalition.mp4', await video(8));
  await says(page, 'it fits');
  await page.getByLabel('Type your name to agree').waitFor();
  await page.getByText('Where your link is open').waitFor();
  await everyLook(page, 'chosen-fits');
  for (const [name, file, words] of [
    ['over', await small(14), 'Then take out'],
    ['long', await small(140), 'too long to be cut here'],
    ['short', await small(3), 'shorter than expected'],
    ['not-a-video', Buffer.from('No video at all.'.repeat(99)), 'cannot tell how long'],
    ['empty', Buffer.alloc(0), 'This file is empty'],
  ] as const) {
    await choose(page, `${name}.mp4`, file);
    await says(page, words);
    await everyLook(page, `chosen-${name}`);
  }
  const giant = path.join(tmpdir(), `rostrum-giant-${process.pid}.mp4`);
  const handle = await open(giant, 'w');
  await handle.truncate(3e9);
  await handle.close();
  await page.locator('input[type=file]').first().setInputFiles(giant);
  await says(page, 'At most');
  await everyLook(page, 'chosen-large');
  await rm(giant);
});

test('what is agreed to: every way to appear, what is missing, and what cannot be saved', async ({
  page,
}) => {
  const { link } = await invited({ floorSeconds: 4 });
  await page.goto(link);
  await says(page, 'Choose a video');
  await choose(page, 'statement.mp4', await video(3));
  await page.getByRole('radio', { name: 'By my name and the organisation' }).check();
  await send(page).click();
  await says(page, 'Please type your name');
  await everyLook(page, 'consent-missing');
  await page.getByLabel('Your name, as it is to be shown').fill('ليلى حسن');
  await page.getByLabel('Type your name to agree').fill('Layla Hassan');
  await page.getByText('Face and voice').click();
  await page.getByRole('radio', { name: 'Hide it' }).check();
  await page.getByRole('radio', { name: 'Change it' }).check();
  await says(page, 'Your video will not be shown yet');
  await everyLook(page, 'consent-hidden-and-changed');
  await page.getByRole('radio', { name: 'As it is in my video' }).first().check();
  await page.getByRole('radio', { name: 'Somebody else reads in my video' }).check();
  await everyLook(page, 'consent-read-by-another');
  await page.route('**/api/v1/speaker/consent', (route) => route.fulfill({ status: 503 }));
  await send(page).click();
  await says(page, 'That did not work');
  await everyLook(page, 'consent-not-saved');
  await page.unroute('**/api/v1/speaker/consent');
  await send(page).click();
  await expect(page.getByRole('heading', { name: 'ready to be reviewed' })).toBeVisible({
    timeout: PREPARED_WITHIN_MS,
  });
  await page.getByText('How you appear, and who may see it').click();
  await page.getByRole('radio', { name: 'Until a day that I choose' }).check();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await says(page, 'Please choose the last day.');
  await everyLook(page, 'rights');
  await page.getByRole('radio', { name: 'Until I take it back' }).check();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await says(page, 'Saved. It holds from now on.');
  await everyLook(page, 'rights-saved', { widths: [360] });
});

test('sound alone, with a portrait', async ({ page }) => {
  const { link } = await invited({ floorSeconds: 4 });
  await page.goto(link);
  const sound = await readFile(await clip({ seconds: 3, picture: 'none', container: 'm4a' }));
  await choose(page, 'Aufnahme 17.m4a', sound, 'audio/mp4');
  await page.getByText('Face and voice').click();
  await page.getByRole('radio', { name: 'Hide it' }).check();
  await says(page, 'Sound alone shows no face');
  await everyLook(page, 'sound-chosen');
  await agreeAndSend(page);
  await expect(page.getByRole('heading', { name: 'A portrait on the card' })).toBeVisible({
    timeout: PREPARED_WITHIN_MS,
  });
  const field = page.locator('input[type=file][accept^="image/"]');
  await field.setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: Buffer.from('no picture') });
  await says(page, 'This picture cannot be read.');
  await everyLook(page, 'portrait-refused');
  await field.setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: await page.screenshot() });
  await expect(page.getByRole('img', { name: 'Your portrait' })).toBeVisible({ timeout: PREPARED_WITHIN_MS });
  await everyLook(page, 'portrait');
  await page.getByRole('button', { name: 'Take it away' }).click();
  await says(page, 'There is no picture any more.');
  await everyLook(page, 'portrait-gone', { widths: [360] });
});

test('made small first: offered, going on, done, of no use, and not possible', async ({ page }) => {
  const { link } = await invited({ floorSeconds: 120 });
  await page.addInitScript(() => localStorage.setItem('rostrum.line', '{"bytesPerSecond":20000}'));
  await page.goto(link);
  await says(page, 'Choose a video');
  // So long that it takes its time.
  const large = await clip({ seconds: 100, width: 1280, height: 720, sound: 'speech' });
  const field = page.locator('input[type=file]').first();
  await field.setInputFiles(large);
  await expect(page.getByRole('region', { name: 'Make it small first?' })).toBeVisible();
  await everyLook(page, 'shrink-offered');
  await page.getByRole('button', { name: 'Make it small' }).click();
  await expect(page.getByRole('progressbar')).not.toHaveAttribute('aria-valuenow', '0');
  await everyLook(page, 'shrink-running');
  await expect(page.getByText('It is small now')).toBeVisible({ timeout: PREPARED_WITHIN_MS });
  await everyLook(page, 'shrink-done');
  await page.getByRole('button', { name: 'Use the original instead' }).click();
  await page.evaluate(() => {
    window.Worker = class extends Worker {
      constructor() {
        super('data:text/javascript,throw new Error()');
      }
    };
  });
  await page.getByRole('button', { name: 'Make it small' }).click();
  await says(page, 'That did not work on this device');
  await everyLook(page, 'shrink-failed');
  await field.setInputFiles(await clip({ seconds: 90, width: 1280, height: 720, sound: 'speech' }));
  await says(page, 'It will be sent as it is.');
  await everyLook(page, 'shrink-impossible', { widths: [360] });
});

test('sending: read, on its way, paused, held up in every way, late, stopped, and closed', async ({
  page,
  context,
}) => {
  const deadlineAt = new Date(Date.now() + 3_600_000).toISOString();
  const { link, coordinator, invitationId } = await invited({ floorSeconds: 60, deadlineAt });
  let meet: (route: Route) => unknown = (route) => route.continue();
  let held: Route | undefined;
  await page.route('**/hash-worker*', (route) => {
    held = route;
  });
  let parts = 0;
  await page.route(UPLOADS, async (route) => {
    if (route.request().method() === 'PATCH') parts += 1;
    await meet(route);
  });
  await page.clock.install();
  // Parts that a proxy takes: there are enough of them.
  await page.addInitScript(() =>
    localStorage.setItem('rostrum.line', '{"bytesPerSecond":60000,"limitBytes":524288}'),
  );
  await page.goto(link);
  await says(page, 'Choose a video');
  await choose(page, 'déclaration.mp4', await largeVideo(2, 12 * MEGA));
  await agreeAndSend(page);
  await says(page, 'Reading the file');
  await expect.poll(() => held).toBeDefined();
  await everyLook(page, 'sending-reading');
  // After the fifth part nothing comes back.
  meet = (route) => (parts <= 5 ? route.continue() : undefined);
  await held?.continue();
  await expect.poll(() => parts, { timeout: 60_000 }).toBeGreaterThan(5);
  await says(page, /\d+ % is safe with us/);
  await everyLook(page, 'sending');
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 31_500));
  await says(page, 'Nothing moved for half a minute');
  await everyLook(page, 'sending-stalled');
  meet = (route) => route.abort('connectionreset');
  await page.clock.resume();
  await says(page, 'The connection dropped');
  await everyLook(page, 'sending-dropped');
  meet = (route) => route.fulfill({ status: 502, contentType: 'text/html', body: 'proxy' });
  await page.clock.fastForward(60_000);
  await says(page, 'We cannot take it at this moment');
  await everyLook(page, 'sending-server');
  meet = (route) => route.fulfill({ status: 403, contentType: 'text/html', body: 'sign in' });
  await page.clock.fastForward(60_000);
  await says(page, 'Your network does not let the video through');
  await everyLook(page, 'sending-between');
  meet = (route) => route.fulfill({ status: 507 });
  await page.clock.fastForward(60_000);
  await says(page, 'There is no room for videos at this moment');
  await everyLook(page, 'sending-full');
  meet = () => undefined;
  await page.clock.fastForward(60_000);
  await context.setOffline(true);
  await says(page, 'You are offline');
  await everyLook(page, 'sending-offline');
  await context.setOffline(false);
  await page.getByRole('button', { name: 'Pause' }).click();
  await says(page, 'Paused');
  await everyLook(page, 'sending-paused');
  await page.getByRole('button', { name: 'Give up this upload' }).click();
  await says(page, 'Give up what has been sent so far?');
  await everyLook(page, 'sending-give-up');
  await page.getByRole('button', { name: 'Keep it' }).click();

  const second = await context.newPage();
  await second.goto(link.split('#')[0] ?? '');
  await says(second, 'Choose the same file again');
  await everyLook(second, 'sending-again');
  await choose(second, 'déclaration.mp4', await largeVideo(2, 12 * MEGA));
  await says(second, 'Your video is being sent in another window');
  await everyLook(second, 'sending-two-windows');
  second.on('dialog', (dialog) => void dialog.accept());
  await second.close();

  await coordinator.call('PATCH /api/v1/invitations/{id}', {
    params: { id: invitationId },
    body: { deadlineAt: new Date().toISOString() },
  });
  await says(page, 'What you began to send may still arrive until');
  await everyLook(page, 'sending-late');
  const refused = (status: number, code: string) => (route: Route) =>
    route.fulfill({ status, contentType: 'application/problem+json', json: { code, title: '', status } });
  meet = refused(409, 'deadline_passed');
  await page.getByRole('button', { name: 'Go on' }).click();
  await says(page, 'The video could not be sent');
  await everyLook(page, 'sending-stopped-late');
  meet = refused(410, 'upload_gone');
  await page.getByRole('button', { name: 'Try again' }).click();
  await says(page, 'no longer kept');
  await everyLook(page, 'sending-stopped-gone');
  await coordinator.call('POST /api/v1/invitations/{id}/link', {
    params: { id: invitationId },
    body: { mail: false },
  });
  await expect(page.getByRole('heading', { name: 'Your link was closed here' })).toBeVisible();
  await everyLook(page, 'ended');
});
