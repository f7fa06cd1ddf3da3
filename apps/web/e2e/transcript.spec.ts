import { expect, type Page, test } from '@playwright/test';
import { browserProduct } from '../../../infra/test/browser-product.ts';
import { handInIssue } from './issue-sheets.ts';
import { accessible } from './review-fixture.ts';
import { type Published, publishedProgramme, type Speaker } from './watch-fixture.ts';

const SECONDS = 4;
const WRITES = 'Network of Those Who Write';
const SPEAKS = 'Union of Those Who Speak';
/** Half a second each, and longer together than their box is high. */
const ENGLISH = Array.from(
  { length: 8 },
  (_, at) => `This is sentence number ${at + 1}${', and it goes on'.repeat(18)}.`,
);
const ARABIC = ['لكل طفل الحق في المدرسة.', 'نوصي بثلاث خطوات.'];
const ASKED = 'End every school fee by 2028.';
const FRENCH = 'Chaque enfant a droit à l’école.\nNous recommandons trois mesures.';

test.describe.configure({ mode: 'serial' });

let published: Published;
let page: Page;

test.beforeAll(async ({ browser }) => {
  published = await publishedProgramme(browserProduct(), {
    stateName: 'Isles of the Written Word',
    organisations: [
      { name: 'Alliance of the Brief', kind: 'cso', seconds: SECONDS },
      { name: WRITES, kind: 'cso', seconds: SECONDS },
      { name: SPEAKS, kind: 'nhri', seconds: SECONDS },
    ],
  });
  const [, writes, speaks] = published.speakers;
  if (!writes || !speaks) throw new Error('somebody did not speak');
  await write(writes, 'fr', FRENCH);
  await write(speaks, 'en', 'What was handed in.');
  await handInIssue(speaks.client, { language: 'en', theme: 'education', recommendation: ASKED });
  await caption(speaks, 'en', ENGLISH);
  await caption(speaks, 'ar', ARABIC);
  const statementIds = published.speakers.map(({ statementId }) => statementId);
  await published.coordinator.call('POST /api/v1/reviews/{id}/programme/publish', {
    params: { id: published.reviewId },
    body: { statementIds },
  });
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, locale: 'en-GB' });
  page = await context.newPage();
  await page.goto(await published.delegateLink());
  await expect(page.getByRole('heading', { level: 1 })).toContainText('session');
  await page.goto(`${browserProduct().url}/watch/reviews/${published.reviewId}`);
});

test.afterAll(async () => {
  await page?.context().close();
});

const write = ({ client }: Speaker, language: string, text: string) =>
  client.call('POST /api/v1/speaker/written', { body: { language, text, source: 'typed', baseId: null } });

async function caption({ client }: Speaker, language: string, sentences: readonly string[]): Promise<void> {
  const { takes } = await client.call('GET /api/v1/speaker/statement');
  const eachMs = (SECONDS * 1000) / sentences.length;
  const at = (ms: number) => `00:00:0${(ms / 1000).toFixed(3).replace('.', ',')}`;
  const text = sentences
    .map((one, index) => `${index + 1}\n${at(index * eachMs)} --> ${at((index + 1) * eachMs - 10)}\n${one}\n`)
    .join('\n');
  await client.call('POST /api/v1/speaker/takes/{id}/captions', {
    params: { id: takes[0]?.id ?? '' },
    body: { language, text },
  });
}

const tab = (name: string) => page.getByRole('tab', { name });
const box = () => page.locator('[data-transcript]');
const present = () => box().locator('[aria-current=true]');
/** Ms into the third statement. */
const into = () =>
  page.locator('video').evaluate((it: HTMLVideoElement, from) => it.currentTime * 1000 - from, beginsMs);
const beginsMs = 2 * SECONDS * 1000;
async function goTo(ms: number): Promise<void> {
  await page.locator('video').evaluate((it: HTMLVideoElement, to) => {
    it.pause();
    it.currentTime = to / 1000;
  }, ms);
}
/** A press on a sentence goes on playing. */
async function atSentence(number: number): Promise<void> {
  await expect.poll(into).toBeGreaterThanOrEqual((number - 1) * 500);
  await page.locator('video').evaluate((it: HTMLVideoElement) => it.pause());
  expect(await into()).toBeLessThan(SECONDS * 1000);
}

async function look(name: string): Promise<void> {
  const folder = process.env.ROSTRUM_SCREENSHOTS;
  if (folder) await page.screenshot({ path: `${folder}/transcript-${name}.png`, fullPage: true });
}

test('a statement without captions has its text in writing, and says so', async () => {
  await expect(tab('Recommendations')).toBeVisible();
  // The first has nothing to be read.
  await expect(tab('In writing')).toHaveCount(0);
  await goTo(SECONDS * 1000 + 100);
  await tab('In writing').click();
  await expect(tab('Transcript')).toHaveCount(0);
  const text = page.locator('[data-written]');
  await expect(text).toHaveAttribute('lang', 'fr');
  await expect(text.getByRole('paragraph')).toHaveText(FRENCH.split('\n'));
  await expect(page.getByRole('tabpanel')).toContainText('There is no transcript of this statement.');
  await accessible(page);
  await look('written');
});

test('the transcript marks what is said in the third statement, and a sentence is gone to', async () => {
  await goTo(beginsMs + 100);
  await tab('Transcript').click();
  await expect(page.getByRole('tabpanel').getByRole('heading', { level: 2 })).toHaveText(SPEAKS);
  await expect(present()).toHaveText(ENGLISH[0] ?? '');
  await expect(page.locator('[data-origin]')).toHaveText('Captions as handed in');
  await goTo(beginsMs + 1_700);
  await expect(present()).toHaveText(ENGLISH[3] ?? '');
  await expect(present()).toBeInViewport();
  // By pointer, and by keyboard alone: one stop, and on by arrows.
  await box()
    .getByRole('button', { name: ENGLISH[4] ?? '' })
    .click();
  await atSentence(5);
  await goTo(beginsMs + 1_700);
  await expect(present()).toHaveText(ENGLISH[3] ?? '');
  await expect(box().locator('[tabindex="0"]')).toHaveCount(1);
  await tab('Transcript').focus();
  for (let presses = 0; presses < 3; presses += 1) {
    await page.keyboard.press('Tab');
    if (await box().evaluate((it) => it.contains(document.activeElement))) break;
  }
  for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
  await atSentence(6);
  await accessible(page);
  await look('english');
});

test('whoever scrolls away is left in peace, and has a way back', async () => {
  const back = page.getByRole('button', { name: 'Back to where it plays' });
  await goTo(beginsMs + 3_700);
  await expect(present()).toHaveText(ENGLISH[7] ?? '');
  await expect(present()).toBeInViewport();
  await expect(back).toHaveCount(0);
  await box().hover();
  await page.mouse.wheel(0, -5_000);
  await expect(back).toBeVisible();
  await goTo(beginsMs + 3_200);
  await expect(present()).toHaveText(ENGLISH[6] ?? '');
  await expect(present()).not.toBeInViewport();
  await back.click();
  await expect(back).toHaveCount(0);
  await expect(present()).toBeInViewport();
});

test('Arabic is read from the right, whatever the language of the page', async () => {
  await page.getByRole('combobox', { name: 'Language of the text' }).selectOption({ label: 'العربية' });
  await expect(box()).toHaveAttribute('dir', 'rtl');
  await expect(box()).toHaveAttribute('lang', 'ar');
  await expect(present()).toHaveText(ARABIC[1] ?? '');
  await accessible(page);
  await look('arabic');
});

test('an issue that a coordinator takes out leaves the page that is open', async () => {
  await tab('Recommendations').click();
  await expect(page.getByRole('tabpanel')).toContainText(ASKED);
  await published.coordinator.call('PUT /api/v1/statements/{id}/recommendations', {
    params: { id: published.speakers[2]?.statementId ?? '' },
    body: { version: 1, language: 'en', cards: [] },
  });
  await expect(page.getByText(ASKED)).toHaveCount(0, { timeout: 10_000 });
});

test('a phone that is turned keeps its dialog, and the tab that is read stays in sight', async () => {
  const wide = page.viewportSize();
  await page.getByRole('button', { name: 'Download and verify' }).click();
  const dialog = page.getByRole('dialog', { name: 'Download and verify' });
  await expect(dialog).toBeVisible();
  await page.setViewportSize({ width: 360, height: 740 });
  await expect(dialog).toBeVisible();
  await accessible(page);
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 740, height: 360 });
  await tab('Recommendations').click();
  await page.setViewportSize({ width: 360, height: 740 });
  for (const [language, name] of [
    ['en', 'Recommendations'],
    ['fr', 'Recommandations'],
    ['ar', 'التوصيات'],
  ] as const) {
    await page.getByRole('combobox').first().selectOption(language);
    await expect(tab(name)).toBeInViewport({ ratio: 0.98 });
  }
  await page.getByRole('combobox').first().selectOption('en');
  if (wide) await page.setViewportSize(wide);
});

test('whoever wants less motion has none, and whoever does not has some', async () => {
  const moves = async () => {
    await page.getByRole('heading', { level: 1 }).focus();
    await page.keyboard.press('o');
    const dialog = page.getByRole('dialog', { name: 'Captions and data' });
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    // All that would move if it were pointed at, pressed or opened.
    return await page.evaluate(
      () =>
        [...document.querySelectorAll('*')]
          .map((one) => getComputedStyle(one))
          .flatMap(({ transitionDuration, animationDuration, animationName }) => [
            ...transitionDuration.split(', '),
            ...(animationName === 'none' ? [] : animationDuration.split(', ')),
          ])
          .filter((lasts) => Number.parseFloat(lasts) > 0).length,
    );
  };
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  expect(await moves()).toBeGreaterThan(0);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  expect(await moves()).toBe(0);
  await page.emulateMedia({ reducedMotion: null });
});

test('what is taken back is read no more', async () => {
  await published.speakers[2]?.client.call('POST /api/v1/speaker/statement/withdraw', {
    body: { sure: true },
  });
  await expect(tab('Transcript')).toHaveCount(0, { timeout: 10_000 });
  await expect(page.getByText(ARABIC[1] ?? '')).toHaveCount(0);
  const path = `/api/v1/watch/reviews/${published.reviewId}/statements/${published.speakers[2]?.statementId}/words`;
  expect(await page.evaluate(async (address) => (await fetch(address)).status, path)).toBe(404);
});
