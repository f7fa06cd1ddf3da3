import { expect, type Page, test } from '@playwright/test';
import { browserProduct } from '../../../infra/test/browser-product.ts';
import { accessible, look } from './review-fixture.ts';
import { type Published, publishedProgramme } from './watch-fixture.ts';

const SECONDS = 5;
const ENGLISH = ['Every child has a right to school.', 'We recommend three steps.'];
const ARABIC = ['لكل طفل الحق في المدرسة.', 'نوصي بثلاث خطوات.'];

test.describe.configure({ mode: 'serial' });

let published: Published;
let page: Page;

test.beforeAll(async ({ browser }) => {
  published = await publishedProgramme(browserProduct(), {
    stateName: 'Captioned Islands',
    organisations: [
      { name: 'Union of the Well Heard', kind: 'cso', seconds: SECONDS },
      { name: 'League of the Well Read', kind: 'cso', seconds: SECONDS },
    ],
  });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
  page = await context.newPage();
});

test.afterAll(async () => {
  await page?.context().close();
});

const second = () => {
  const speaker = published.speakers[1];
  if (!speaker) throw new Error('nobody spoke second');
  return speaker;
};
const srt = ([first, last]: readonly string[]) =>
  `1\n00:00:00,500 --> 00:00:02,000\n${first}\n\n2\n00:00:02,500 --> 00:00:04,500\n<font color="red">${last}</font>\n`;

async function add(language: string, name: string, text: string): Promise<void> {
  await page.getByRole('button', { name: 'Add captions' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add captions to this version' });
  await dialog.getByLabel('Language of the captions').selectOption(language);
  await dialog.getByLabel('File').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
}

test('a coordinator adds captions in two languages; a file that is none is refused in words', async () => {
  await page.goto(browserProduct().demo.coordinator);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Board');
  await page.goto(`${browserProduct().url}/review/statements/${second().statementId}?tab=words`);
  const section = page.getByRole('region', { name: 'Captions' });
  await expect(section).toContainText('No captions yet');
  await add('fr', 'letter.srt', 'Dear colleagues, nothing here is a caption.');
  await expect(page.getByRole('alert')).toContainText('These captions cannot be read');
  await accessible(page);
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await look(page, `captions-refused-${width}`);
  }
  await page.getByRole('button', { name: 'Cancel' }).click();
  await add('en', 'statement.srt', srt(ENGLISH));
  await expect(section.getByRole('button', { name: 'Remove the captions in English' })).toBeVisible();
  await add('ar', 'بيان.srt', srt(ARABIC));
  await expect(section.getByRole('listitem').filter({ hasText: 'العربية' }).first()).toContainText(
    '2 captions, from staff',
  );
  await expect(section).toContainText('taken out of 1 caption');
  await accessible(page);
  for (const width of [360, 768, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await look(page, `captions-${width}`);
  }
});

test('captions are corrected by keyboard alone, and kept over a reload', async () => {
  await page.setViewportSize({ width: 1280, height: 900 });
  const section = page.getByRole('region', { name: 'Captions' });
  const english = section.getByRole('listitem').filter({ hasText: 'English' }).first();
  await expect(english).toContainText('Sent as a file, not checked yet');
  await english.getByRole('link', { name: 'Read and correct' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Captions in English');
  const line = page.locator('[data-cue][aria-current]');
  const text = page.getByRole('textbox', { name: 'Text of this caption' });
  const starts = page.getByRole('spinbutton', { name: 'Begins' });
  await line.focus();
  await page.keyboard.press('ArrowDown');
  await expect(starts).toHaveValue('0:02.500');
  await expect.poll(() => page.locator('video').evaluate((it: HTMLVideoElement) => it.currentTime)).toBe(2.5);
  for (const key of ['e', 'e', 'r']) await page.keyboard.press(key);
  await expect(starts).toHaveValue('0:02.400');
  // A letter is a command only where nothing is written.
  await page.keyboard.press('Enter');
  await page.keyboard.press('End');
  await page.keyboard.type(' Press more.');
  await expect(text).toHaveValue(`${ENGLISH[1]} Press more.`);
  await page.keyboard.press('Control+z');
  await expect(text).toHaveValue(ENGLISH[1] ?? '');
  await page.keyboard.press('Escape');
  await page.keyboard.press('d');
  await page.keyboard.press('s');
  await expect(page.locator('[data-cue]')).toHaveCount(3);
  await page.keyboard.press('m');
  await expect(page.locator('[data-cue]')).toHaveCount(2);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect(page.getByText('Not saved yet.')).toBeVisible();
  await accessible(page);
  for (const width of [360, 768, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await look(page, `captions-editor-${width}`);
  }
  await expect
    .poll(() => page.evaluate(() => Object.keys(sessionStorage).some((key) => key.includes('captions.'))))
    .toBe(true);
  await page.reload();
  await expect(page.getByText('Not saved yet.')).toBeVisible();
  await page.getByText('Keys', { exact: true }).focus();
  await page.keyboard.press('Control+s');
  await expect(page.getByText('Not saved yet.')).toHaveCount(0);
});

test('a delegate chooses their language, and reads it in step after the join', async () => {
  await published.coordinator.call('POST /api/v1/reviews/{id}/programme/publish', {
    params: { id: published.reviewId },
    body: { statementIds: published.speakers.map(({ statementId }) => statementId) },
  });
  await page.goto(await published.delegateLink());
  await page.getByRole('link', { name: new RegExp(published.stateName) }).click();
  const choice = page.getByLabel('Captions');
  await expect(choice.locator('option')).toHaveText(['No captions', 'العربية', 'English']);
  const video = page.locator('video');
  const shown = () =>
    video.evaluate((it: HTMLVideoElement) => {
      const track = [...it.textTracks].find(({ mode }) => mode === 'showing');
      const texts = [...(track?.activeCues ?? [])].map((cue) => (cue instanceof VTTCue ? cue.text : ''));
      return it.seeking ? 'seeking' : [track?.language, ...texts].join('|');
    });
  const loaded = () =>
    video.evaluate(
      (it: HTMLVideoElement) => [...it.textTracks].find(({ mode }) => mode === 'showing')?.cues?.length,
    );
  const seek = (seconds: number) =>
    video.evaluate((it: HTMLVideoElement, at) => {
      it.currentTime = at;
    }, seconds);
  // With the sound off they come by themselves, in the page's language; by hand, in any.
  await expect.poll(() => video.evaluate((it: HTMLVideoElement) => it.readyState)).toBeGreaterThanOrEqual(2);
  expect(await shown()).toBe('');
  await page.getByRole('button', { name: 'Mute', exact: true }).click();
  await expect.poll(shown).toMatch(/^en/);
  await expect.poll(loaded).toBe(ENGLISH.length);
  await choice.selectOption({ label: 'العربية' });
  await expect.poll(shown).toMatch(/^ar/);
  await expect.poll(loaded).toBe(ARABIC.length);
  await page.getByRole('button', { name: 'Unmute' }).click();
  await expect.poll(shown).toBe('');
  await choice.selectOption({ label: 'العربية' });
  const steps = [
    [SECONDS + 1, `ar|${ARABIC[0]}`],
    [SECONDS + 2.25, 'ar'],
    [SECONDS + 3.5, `ar|${ARABIC[1]}`],
    [1, 'ar'],
    [SECONDS + 1, `ar|${ARABIC[0]}`],
  ] as const;
  for (const [seconds, text] of steps) {
    await seek(seconds);
    await expect.poll(shown).toBe(text);
  }
  await choice.selectOption({ label: 'English' });
  await expect.poll(shown).toBe(`en|${ENGLISH[0]}`);
  await look(page, 'captions-watch-1280');
  await accessible(page);
});

test('captions that are removed are gone from what is published at once', async () => {
  const { takes } = await published.coordinator.call('GET /api/v1/statements/{id}', {
    params: { id: second().statementId },
  });
  const { captions } = await published.coordinator.call('GET /api/v1/takes/{id}/captions', {
    params: { id: takes[0]?.id ?? '' },
  });
  for (const { id } of captions) {
    await published.coordinator.call('DELETE /api/v1/captions/{id}', { params: { id } });
  }
  // A playlist may be kept for four seconds on its way.
  await expect(async () => {
    await page.reload();
    await expect
      .poll(() => page.locator('video').evaluate((it: HTMLVideoElement) => it.readyState))
      .toBeGreaterThanOrEqual(2);
    await expect(page.getByLabel('Captions')).toHaveCount(0, { timeout: 1000 });
  }).toPass({ timeout: 20_000 });
});
