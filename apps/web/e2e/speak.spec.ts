import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect as expectSoon, test } from '@playwright/test';
import { docx, protectedPdf, wordParagraph } from '@rostrum/testkit/documents';
import {
  agreeAndSend,
  choose,
  chooseRecording,
  expectAccessible,
  heading,
  invited,
  keepPictures,
  largeVideo,
  silentAboutItself,
  tellingVideo,
  video,
} from './speak-fixture.ts';
import { AGREED_AS } from './typed.ts';

const MEGA = 1024 * 1024;
/** However busy the machine is: what is waited for is that it happens. */
const PREPARED_WITHIN_MS = 150_000;
const expect = expectSoon.configure({ timeout: 45_000 });
/** Figures stand in directional isolates, so that they read the same in every language. */
const figures = (text: string) => new RegExp(text.replace(/\d+:\d\d/g, '\\u2066$&\\u2069'));

test.describe.configure({ timeout: 2 * PREPARED_WITHIN_MS });
test.use({ timezoneId: 'Pacific/Nauru', locale: 'en-GB', viewport: { width: 360, height: 740 } });

test('a recording made in the browser goes from the link to ready, and is taken back', async ({ page }) => {
  const { link, coordinator, statementId } = await invited({ floorSeconds: 4 });
  await page.goto(link);
  await expect(page.getByRole('heading', heading('Send your video'))).toBeVisible();
  expect(new URL(page.url()).hash).toBe('');
  await expect(page.getByText('Geneva time')).toBeVisible();
  await expect(page.getByText('your time (Nauru Time)')).toBeVisible();
  await expectAccessible(page);
  await keepPictures(page, 'first');

  await chooseRecording(page, 3_000);
  // The recorder writes no length into the file; the page found it all the same.
  await expect(page.getByText(/0:0[234]\u2069 of \u20660:04/)).toBeVisible();
  await expectAccessible(page);
  const created = page.waitForRequest(
    (request) => request.method() === 'POST' && /uploads$/.test(request.url()),
  );
  await expect(page.getByRole('radio', { name: 'The Permanent Missions' })).toBeChecked();
  await expect(page.getByText('those whom you criticise may watch')).toBeVisible();
  await page.getByRole('radio', { name: 'Everybody in the session' }).check();
  await agreeAndSend(page);
  await created;
  const { consent } = await coordinator.call('GET /api/v1/statements/{id}', { params: { id: statementId } });
  expect(consent).toMatchObject({
    audience: 'session',
    givenAt: expect.any(String),
    appearance: { named: 'organisation', face: 'as_sent', voice: 'as_sent' },
    acceptedBy: AGREED_AS,
    textLanguage: 'en',
  });
  const metadata = (await (await created).headerValue('upload-metadata')) ?? '';
  expect(metadata).toMatch(/(^|,)sha256 /);

  await expect(page.getByRole('heading', heading('Your video is safe with us'))).toBeVisible();
  await expectAccessible(page);
  await expect(page.getByRole('heading', heading('ready to be reviewed'))).toBeVisible({
    timeout: PREPARED_WITHIN_MS,
  });
  const picture = page.locator('video');
  await expect
    .poll(() => picture.evaluate((element: HTMLVideoElement) => element.readyState))
    .toBeGreaterThan(1);
  await expectAccessible(page);

  await page.getByText('Your receipt').click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download the receipt' }).click();
  expect((await download).suggestedFilename()).toMatch(/^receipt-[0-9a-f-]{36}\.json$/);

  // What was agreed to need not be agreed to again.
  await page.getByText('How you appear, and who may see it').click();
  await expect(page.getByText('You have agreed to what is written about this')).toBeVisible();
  await page.getByRole('radio', { name: 'By my name and the organisation' }).check();
  await page.getByLabel('Your name, as it is to be shown').fill('Only typed, not saved');
  await expectAccessible(page);
  await keepPictures(page, 'rights');

  await page.getByText('Take my statement back').click();
  await page.getByRole('button', { name: 'Take it back' }).click();
  await expect(page.getByRole('heading', heading('Take your statement back for good?'))).toBeFocused();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Take it back for good' }).click();
  await expect(page.getByRole('heading', { name: 'Your statement is withdrawn' })).toBeVisible();
  await expect(page.locator('video')).toHaveCount(0);
  await expect.poll(() => page.evaluate(() => JSON.stringify(localStorage))).not.toContain('Only typed');
});

/** In the page: how many locks keep its screen on. */
function countWakeLocks(): void {
  Reflect.set(window, 'wakeLocks', 0);
  const ask = navigator.wakeLock.request.bind(navigator.wakeLock);
  const count = (by: number) => Reflect.set(window, 'wakeLocks', Reflect.get(window, 'wakeLocks') + by);
  navigator.wakeLock.request = async (type) => {
    const lock = await ask(type);
    count(1);
    lock.addEventListener('release', () => count(-1));
    return lock;
  };
}

test('a browser that ends in mid-upload loses nothing: the same file goes on where it stopped', async ({
  playwright,
}, { project }) => {
  const { link, coordinator, statementId } = await invited();
  const file = await largeVideo(2, 20 * MEGA);
  const profile = await mkdtemp(path.join(tmpdir(), 'rostrum-profile-'));
  const open = async () => {
    const context = await playwright.chromium.launchPersistentContext(profile, {
      ...project.use.launchOptions,
      permissions: ['screen-wake-lock'],
      locale: 'en-GB',
    });
    await context.addInitScript(countWakeLocks);
    const page = await context.newPage();
    page.on('dialog', (dialog) => void dialog.accept());
    return { context, page };
  };
  const first = await open();
  let { page } = first;
  const wakeLocks = () => page.evaluate(() => Number(Reflect.get(window, 'wakeLocks')));
  await page.goto(link);
  await expect(page.getByRole('heading', heading('Send your video'))).toBeVisible();
  let parts = 0;
  await page.route('**/api/v1/uploads/*', async (route) => {
    if (route.request().method() !== 'PATCH') return await route.continue();
    parts += 1;
    // The second part never arrives. The first is small: nobody knows the line yet.
    if (parts === 1) await route.continue();
  });
  await choose(page, '../فيديو 视频.mp4', file);
  await agreeAndSend(page);
  await expect(page.getByText('2 % is safe with us')).toBeVisible();
  expect(await wakeLocks()).toBe(1);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('button', { name: 'Go on' })).toBeVisible();
  await first.context.close();

  const second = await open();
  ({ page } = second);
  const { context } = second;
  await page.goto(new URL('/speak/', link).href);
  await expect(page.getByText('Choose the same file again: 2 % is safe with us')).toBeVisible();
  await expectAccessible(page);
  // Another file is not mixed into it.
  await choose(page, 'other.mp4', await video(1));
  await expect(page.getByText('This is another file than the unfinished one')).toBeVisible();

  const offsets: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PATCH') offsets.push(request.headers()['upload-offset'] ?? '');
  });
  await page.route('**/api/v1/uploads/*', (route) => route.abort());
  await choose(page, 'renamed by the phone.mp4', file);
  await expect(page.getByText('The connection dropped')).toBeVisible();
  await context.setOffline(true);
  await expect(page.getByText('You are offline').first()).toBeVisible();
  await page.unroute('**/api/v1/uploads/*');
  await context.setOffline(false);
  await expect(page.getByRole('heading', heading('ready to be reviewed'))).toBeVisible({
    timeout: PREPARED_WITHIN_MS,
  });
  expect(offsets).not.toContain('0');
  expect(offsets).toContain(String(MEGA / 2));
  expect(await wakeLocks()).toBe(0);
  await context.close();
  await rm(profile, { recursive: true, force: true });
  const { takes } = await coordinator.call('GET /api/v1/statements/{id}', { params: { id: statementId } });
  expect(takes.map(({ state, sizeBytes, fileName }) => ({ state, sizeBytes, fileName }))).toEqual([
    { state: 'ready', sizeBytes: file.length, fileName: '../فيديو 视频.mp4' },
  ]);
});

test('a text named .mp4 is refused in plain words, and the next video is welcome', async ({ page }) => {
  const { link } = await invited();
  await page.goto(link);
  await expect(page.getByRole('heading', heading('Send your video'))).toBeVisible();
  const text = Buffer.from('This is a text, whatever its name says.\n'.repeat(100));
  await choose(page, 'text.mp4', text);
  // Nothing leaves before a name was typed; and what was typed outlives the page.
  await page.getByRole('radio', { name: 'By my name and the organisation' }).check();
  await page.getByLabel('Your name, as it is to be shown').fill('ليلى حسن');
  await page.getByRole('button', { name: 'Send this video' }).click();
  await expect(page.getByText('Please type your name. Nothing is sent before that.')).toBeVisible();
  await expect(page.getByLabel('Type your name to agree')).toBeFocused();
  await page.getByText('Face and voice').click();
  await page.getByRole('radio', { name: 'Hide it' }).check();
  await expect(page.getByText('Your video will not be shown yet')).toBeVisible();
  await expectAccessible(page);
  await keepPictures(page, 'consent');
  await page.reload();
  await choose(page, 'text.mp4', text);
  await expect(page.getByLabel('Your name, as it is to be shown')).toHaveValue('ليلى حسن');
  await expect(page.getByRole('radio', { name: 'Hide it' })).toBeChecked();
  await page.getByRole('combobox').selectOption('ar');
  await expect(page.getByText('لن يُعرض الفيديو بعد')).toBeVisible();
  await expect(page).toHaveTitle('صفحتك');
  await expectAccessible(page);
  await keepPictures(page, 'consent-ar');
  await page.getByRole('combobox').selectOption('en');
  await agreeAndSend(page);
  await expect
    .poll(() => page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('draft'))))
    .toEqual([]);
  await expect(page.getByText('This file is not a video. Please choose the recording itself.')).toBeVisible({
    timeout: 30_000,
  });
  await expect(page.getByRole('button', { name: 'Send another video' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('combobox').selectOption('ar');
  await expect(page.getByText('هذا الملف ليس فيديو. اختر التسجيل نفسه.')).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.dir)).toBe('rtl');
  await expectAccessible(page);
  await page.screenshot({ path: test.info().outputPath('refused-ar.png'), fullPage: true });
});

test('what the file told is named by kind, and that nothing was told where nothing was', async ({ page }) => {
  const { link } = await invited({ floorSeconds: 4 });
  await page.goto(link);
  await expect(page.getByRole('heading', heading('Send your video'))).toBeVisible();
  await choose(page, 'holiday.mp4', await tellingVideo());
  await agreeAndSend(page);
  await expect(page.getByRole('heading', heading('ready to be reviewed'))).toBeVisible({
    timeout: PREPARED_WITHIN_MS,
  });
  const panel = page.getByRole('region', { name: 'What we removed from your video' });
  await expect(panel.getByRole('listitem')).toHaveText(
    [
      'The place where it was recorded',
      'The phone or camera',
      'The programs that made it',
      'Names of people or organisations',
      'Date and time',
      'Titles, comments and keywords',
      'Names of chapters',
      'Subtitles inside the file',
      'Tracks of data, such as movement or position',
      'Other details',
    ],
    { useInnerText: true },
  );
  await expect(page.locator('body')).not.toContainText('QZX');
  await expectAccessible(page);
  await keepPictures(page, 'removed');
  await page.getByRole('combobox').selectOption('ar');
  await expect(page.getByRole('region', { name: 'ما أزلناه من الفيديو' }).getByRole('listitem')).toHaveCount(
    10,
  );
  await expectAccessible(page);
  await keepPictures(page, 'removed-ar');
  await page.getByRole('combobox').selectOption('en');

  await choose(page, 'plain.3gp', await silentAboutItself());
  await page.getByRole('button', { name: 'Send this video' }).click();
  await expect(panel.getByText('The file told nothing beside picture and sound')).toBeVisible({
    timeout: PREPARED_WITHIN_MS,
  });
  await expect(panel.getByRole('listitem')).toHaveCount(0);
  await keepPictures(page, 'removed-none');
});

test('what is over the floor is cut here by the speaker, without sending it again', async ({ page }) => {
  const { link, coordinator, statementId } = await invited({ floorSeconds: 2 });
  await page.goto(link);
  await expect(page.getByRole('heading', heading('Send your video'))).toBeVisible();
  await choose(page, 'long.mp4', await video(4));
  await expect(page.getByText(figures('Your video is 0:04. The floor is 0:02.'))).toBeVisible();
  await agreeAndSend(page);
  await expect(page.getByText('Needs you')).toBeVisible({ timeout: PREPARED_WITHIN_MS });
  await expectAccessible(page);
  const end = page.getByRole('slider', { name: 'End' });
  await expect(end).toHaveAttribute('aria-valuetext', '0:02');
  await keepPictures(page, 'cut');
  await end.press('ArrowRight');
  await expect(page.getByRole('button', { name: 'Use this part' })).toBeDisabled();
  await end.press('ArrowLeft');
  await page.getByRole('button', { name: 'Use this part' }).click();
  await expect(page.getByRole('heading', heading('ready to be reviewed'))).toBeVisible();
  await expect(page.getByText('Making your cut')).toHaveCount(0, { timeout: 30_000 });
  const { takes } = await coordinator.call('GET /api/v1/statements/{id}', { params: { id: statementId } });
  const cut = takes[0]?.cuts.find(({ madeBy }) => madeBy === 'speaker');
  expect(cut).toMatchObject({ state: 'ready', edit: { inMs: 0, outMs: 2000 } });
});

test('a text is taken from a Word file, read over and saved, corrected by the secretariat, and put into the prompter', async ({
  page,
}) => {
  const { link, coordinator, statementId } = await invited();
  const params = { id: statementId };
  await page.goto(link);
  const part = page.locator('details', { has: page.getByRole('heading', { name: 'Your text' }) });
  await expect(part.getByText('Not handed in yet')).toBeVisible();
  await part.getByRole('heading', { name: 'Your text' }).click();
  const file = (name: string, bytes: Uint8Array) =>
    part.locator('input[type=file]').setInputFiles({ name, mimeType: '', buffer: Buffer.from(bytes) });
  await part.getByRole('button', { name: 'Take it from a file' }).click();
  await expect(part.getByText('Please choose the language of the text first.')).toBeVisible();
  await part.getByLabel('Language of the text').selectOption({ label: 'Arabic' });
  await file('بيان.pdf', protectedPdf('secret'));
  await expect(part.getByText('This file is protected by a password.')).toBeVisible();
  await expectAccessible(page);
  await file('بيان.docx', docx(wordParagraph('السيد الرئيس،') + wordParagraph('نشكركم ونطلب ما يلي.')));
  const text = part.getByRole('textbox', { name: 'Text' });
  await expect(text).toHaveValue('السيد الرئيس،\n\nنشكركم ونطلب ما يلي.');
  await expect(text).toHaveAttribute('lang', 'ar');
  await part.getByRole('button', { name: 'Save the text' }).click();
  await expect(part.getByText('Version 1')).toBeVisible();
  await expect(part.getByText('Arabic, 6 words')).toBeVisible();
  await keepPictures(page, 'written');

  // What is written meanwhile in two places: both are told, and both are kept.
  const { texts } = await coordinator.call('GET /api/v1/statements/{id}/written', { params });
  const baseId = texts[0]?.id ?? null;
  const body = { language: 'ar', text: 'السيد الرئيس، شكرا.', source: 'typed', baseId } as const;
  await coordinator.call('POST /api/v1/statements/{id}/written', { params, body });
  await text.fill('السيدة الرئيسة');
  await page.reload();
  await part.getByRole('heading', { name: 'Your text' }).click();
  await expect(text).toHaveValue('السيدة الرئيسة');
  await expect(part.getByText('Another version was saved meanwhile')).toBeVisible();
  await expectAccessible(page);
  await part.getByRole('button', { name: 'Show the other one' }).click();
  await expect(text).toHaveValue('السيد الرئيس، شكرا.');
  await expect(part.getByText('by the secretariat')).toBeVisible();

  await page.getByRole('button', { name: 'Record here' }).click();
  await page.getByRole('button', { name: 'Turn on camera and microphone' }).click();
  // It is kept on the device from then on that the speaker puts it there, and not before.
  const toRead = page.getByLabel('The text you want to read');
  await expect(toRead).toHaveValue('');
  await page.getByRole('button', { name: 'Use your written text' }).click();
  await expect(toRead).toHaveValue('السيد الرئيس، شكرا.');
});
