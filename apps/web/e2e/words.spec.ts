import { readFile } from 'node:fs/promises';
import { type BrowserContext, expect, type Locator, type Page, test } from '@playwright/test';
import { spokenClip } from '@rostrum/testkit/clips';
import { docx, readDocx, wordParagraph } from '@rostrum/testkit/documents';
import { findCommand } from '@rostrum/testkit/services';
import { browserProduct } from '../../../infra/test/browser-product.ts';
import { gatewayCaptions } from './gateway-captions.ts';
import { consentToSession, handInIssue } from './issue-sheets.ts';
import { accessible, look } from './review-fixture.ts';
import { agreeAndSend, choose, invited } from './speak-fixture.ts';
import { type Published, publishedProgramme } from './watch-fixture.ts';

/** As they are spoken. */
const SAID = [
  'Madam President, distinguished delegates.',
  'We thank the State for the schools it has built on the coast.',
  'The teacher Amina Okoro lost her post for saying so in public.',
  'Fees are still asked for in six of ten schools.',
  'We recommend that every school fee end by the year 2028.',
  'Thank you.',
] as const;
const ORDER: readonly string[] = SAID;
const [GREETING, THANKS, REMOVED, FEES, ASKED, FAREWELL] = SAID;
/** As two of them were written before: what is spoken is not always what was handed in. */
const WRITTEN = new Map<string, string>([
  [FEES, 'Fees are still asked for in 6 of 10 schools.'],
  [ASKED, 'We recommend that all school fees end by the year 2028.'],
]);
const NAME = /Okoro/;
const PAUSE_MS = 800;
const NEAR_MS = 300;
const THEME = 'Right to education';
const PREPARED_WITHIN_MS = 90_000;
const IN_ARABIC = { name: 'شبكة التعليم', language: 'ar', asks: 'إلغاء الرسوم المدرسية قبل عام 2028.' };
const IN_FRENCH = {
  name: 'Ligue des écoles',
  language: 'fr',
  asks: 'Supprimer les frais de scolarité avant 2028.',
};
/** For missions alone, in a programme that is for more. */
const FORBIDDEN = { name: 'Union of the Cautious', language: 'en', asks: 'Pay every teacher on time.' };

test.describe.configure({ mode: 'serial', timeout: 2 * PREPARED_WITHIN_MS });

type Told = Awaited<ReturnType<typeof spokenClip>>;

const contexts: BrowserContext[] = [];
let told: Told;
let speaker: Awaited<ReturnType<typeof invited>>;
let organisation: string;
let reviewId: string;
let stateName: string;
let speakerPage: Page;
let office: Page;
let delegate: Page;
let others: Promise<readonly [Published, Published]>;

test.beforeAll(async ({ browser }) => {
  // Where nothing may be installed, a person gets the rest; in CI a skip fails the run.
  test.skip((await findCommand('espeak-ng')) === undefined, 'nothing here can read a text aloud');
  const open = async (width: number) => {
    const context = await browser.newContext({ viewport: { width, height: 900 }, locale: 'en-GB' });
    contexts.push(context);
    return await context.newPage();
  };
  [speakerPage, office, delegate] = [await open(1280), await open(1280), await open(1280)];
  told = await spokenClip({ sentences: SAID, voice: 'en', wordsPerMinute: 150, pauseMs: PAUSE_MS });
  speaker = await invited();
  const { review, organisation: by } = await speaker.coordinator.call('GET /api/v1/statements/{id}', {
    params: { id: speaker.statementId },
  });
  [reviewId, stateName, organisation] = [review.id, review.stateName, by.name];
});

test.afterAll(async () => {
  for (const context of contexts) await context.close();
});

const sentence = (said: string) => {
  const found = told.sentences[ORDER.indexOf(said)];
  if (!found) throw new Error(`nobody says ${said}`);
  return found;
};
const part = (page: Page, name: string) =>
  page.locator('details', { has: page.getByRole('heading', { name }) });
const onOneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

test('a speaker hands in a Word file, sends the video in which it is said, and corrects two captions by keyboard', async () => {
  const page = speakerPage;
  await page.goto(speaker.link);
  await choose(page, 'statement.mp4', await readFile(told.file));
  await agreeAndSend(page);

  const text = part(page, 'Your text');
  await text.getByRole('heading', { name: 'Your text' }).click();
  await text.getByLabel('Language of the text').selectOption({ label: 'English' });
  const paragraphs = SAID.map((said) => wordParagraph(WRITTEN.get(said) ?? said)).join('');
  await text.locator('input[type=file]').setInputFiles({
    name: 'statement.docx',
    mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    buffer: Buffer.from(docx(paragraphs)),
  });
  await expect(text.getByText('Taken from')).toContainText('statement.docx');
  await text.getByRole('button', { name: 'Save the text' }).click();
  await expect(text.getByText('Version 1')).toBeVisible();
  await expect(page.getByRole('heading', { name: /ready to be reviewed/ })).toBeVisible({
    timeout: PREPARED_WITHIN_MS,
  });

  // They are prepared while people work here, and looked at in the end.
  others = otherStates();
  others.catch(() => undefined);

  const captions = part(page, 'Captions');
  await captions.getByRole('heading', { name: 'Captions' }).click();
  await captions.getByRole('button', { name: /^Make captions from my text/ }).click();
  await expect(captions.getByText('Made by machine: please check')).toBeVisible();
  await captions.getByRole('button', { name: 'Correct them' }).press('Enter');
  const lines = page.locator('[data-cue]');
  const starts = page.getByRole('spinbutton', { name: 'Begins' });
  await expect(lines).toHaveCount(SAID.length);
  await page.locator('[data-cue][aria-current]').focus();
  for (const said of SAID) {
    const off = async () =>
      1000 * Number(await starts.getAttribute('aria-valuenow')) - sentence(said).startMs;
    await expect.poll(async () => Math.abs(await off()), said).toBeLessThan(NEAR_MS);
    if (WRITTEN.has(said)) {
      await page.keyboard.press('Enter');
      await expect(page.getByRole('textbox', { name: 'Text of this caption' })).toBeFocused();
      await page.keyboard.press('Control+a');
      await page.keyboard.type(said.replace(/^(.{20}\S*) /, '$1\n'));
      await page.keyboard.press('Escape');
    }
    await page.keyboard.press('ArrowDown');
  }
  await look(page, 'words-editor-speaker');
  await page.keyboard.press('Control+s');
  await expect(page.getByText('Not saved yet.')).toHaveCount(0);
  await captions.getByRole('button', { name: 'Close the editor' }).first().press('Enter');
  await expect(captions.getByText('Corrected by hand')).toBeVisible();
  await accessible(page);
});

test('their recommendation is copied from the text, and set where it is said', async () => {
  const page = speakerPage;
  const issues = part(page, 'Issues and recommendations');
  await issues.getByRole('heading', { name: 'Issues and recommendations' }).click();
  await issues.getByRole('button', { name: 'Add an issue' }).click();
  await issues.getByLabel('Language of these texts').selectOption({ label: 'English' });
  await issues.getByLabel('Theme').selectOption({ label: THEME });
  await issues.getByText('Copy from my text').click();
  await issues.getByRole('textbox', { name: 'Your text' }).evaluate((field: HTMLTextAreaElement, words) => {
    const at = field.value.indexOf(words);
    field.setSelectionRange(at, at + words.length);
  }, WRITTEN.get(ASKED) ?? '');
  await issues.getByRole('button', { name: 'Recommendation', exact: true }).click();
  await expect(issues.getByRole('textbox', { name: 'Recommendation 1' })).toHaveValue(
    WRITTEN.get(ASKED) ?? '',
  );
  await issues.getByRole('button', { name: 'Choose the place' }).click();
  await goTo(issues, sentence(ASKED).startMs);
  await issues.getByRole('button', { name: 'Here I say it' }).click();
  await expect(issues.getByText(/^At .0:16/)).toBeVisible();
  await issues.getByRole('button', { name: 'Save the issue' }).click();
  await expect(issues.getByText('Saved.')).toBeVisible();
});

test('a coordinator checks the captions and removes a sentence; its speaker agrees, and it is published', async () => {
  const page = office;
  await page.goto(browserProduct().demo.coordinator);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Board');
  const studio = `${browserProduct().url}/review/statements/${speaker.statementId}`;
  await page.goto(`${studio}?tab=words`);
  const english = page.getByRole('region', { name: 'Captions' }).getByRole('listitem').first();
  await expect(english).toContainText('Corrected by hand, not checked yet');
  await english.getByRole('link', { name: 'Read and correct' }).click();
  await expect(page.locator('[data-cue]')).toHaveCount(SAID.length);
  await page.getByRole('button', { name: 'Mark as checked' }).click();
  await expect(page.getByText(/^Checked by staff/)).toBeVisible();
  await page.getByRole('link', { name: 'Back to the statement' }).click();
  await expect(english).toContainText('Checked by staff');
  // What is taken out of the video is no part of the text either.
  const written = page.getByRole('region', { name: 'Statement in writing' });
  await written.getByRole('button', { name: 'Correct' }).click();
  const text = written.getByRole('textbox');
  await text.fill((await text.inputValue()).replace(`${REMOVED}`, '').replace(/\n{3,}/g, '\n\n'));
  await written.getByRole('button', { name: 'Save as a new version' }).click();
  await expect(written).toContainText('Version 2');
  await accessible(page);

  await page.goto(studio);
  await page.locator('[data-waveform]').waitFor();
  await goTo(page, sentence(REMOVED).startMs - PAUSE_MS / 2);
  await page.keyboard.press('x');
  await goTo(page, sentence(REMOVED).endMs + PAUSE_MS / 2);
  await page.keyboard.press('x');
  await expect(page.getByRole('list', { name: 'Removed' }).getByRole('listitem')).toHaveCount(1);
  await page.keyboard.press('m');
  await expect(page.getByText('Measured on the cut itself.')).toBeVisible({ timeout: PREPARED_WITHIN_MS });
  await page.keyboard.press('a');
  // The captions are cut with the video; what stands in writing is not.
  await expect(page.getByText('What was cut may still stand in writing')).toBeVisible();
  await look(page, 'words-approve');
  await page.getByLabel('Reason, for the staff').fill('A name is taken out.');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('complementary').getByRole('button', { name: 'Approve anyway' }).click();
  await expect(page.getByText('The speaker must say yes')).toBeVisible();
  await speakerPage.getByRole('button', { name: 'Yes, show it like this' }).click();
  await expect(page.getByText('The speaker said yes').first()).toBeVisible({ timeout: 30_000 });

  await page.goto(`${browserProduct().url}/review/reviews/${reviewId}/programme`);
  await page.getByRole('button', { name: 'Publish…', exact: true }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Publish revision 1' }).click();
  await expect(page.getByText('Published as revision 1.')).toBeVisible({ timeout: PREPARED_WITHIN_MS });
});

test('a delegate reads the right words at the right time, and nothing of what was removed', async () => {
  const page = delegate;
  const playlists: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('.m3u8')) playlists.push(request.url());
  });
  await page.goto(await (await others)[0].delegateLink());
  await page.getByRole('link', { name: new RegExp(stateName) }).click();
  await page.getByRole('button', { name: 'Captions', exact: true }).click();
  const left = SAID.filter((said) => said !== REMOVED);
  await expect.poll(() => cues(page)).toEqual(left);
  await page.getByRole('tab', { name: 'Transcript' }).click();
  const transcript = page.locator('[data-transcript]');
  const present = transcript.locator('[aria-current=true]');
  await expect(transcript.getByRole('button')).toHaveText(left);
  await expect(page.locator('[data-origin]')).toHaveText('Checked by a person');
  for (const said of [ASKED, GREETING, FEES, FAREWELL, THANKS]) {
    const { startMs, endMs } = shownAt(said, await removedMs());
    await goTo(page, (startMs + endMs) / 2);
    await expect.poll(() => onShow(page), { message: said }).toBe(said);
    await expect(present).toHaveText(said);
  }
  await transcript.getByRole('button', { name: ASKED }).click();
  await expect.poll(() => onShow(page)).toBe(ASKED);
  await expect(present).toHaveText(ASKED);
  await look(page, 'words-delegate');
  const through = await gatewayCaptions(page.request, new URL(playlists[0] ?? ''), 'en');
  expect(through.map(({ text }) => onOneLine(text))).toEqual(left);
  for (const [at, said] of left.entries()) {
    const off = (through[at]?.startMs ?? 0) - shownAt(said, await removedMs()).startMs;
    expect(Math.abs(off), said).toBeLessThan(NEAR_MS);
  }
  await page.getByRole('tab', { name: 'In writing' }).click();
  const handedIn = left.map((said) => WRITTEN.get(said) ?? said);
  await expect(page.locator('[data-written]').getByRole('paragraph')).toHaveText(handedIn);
  await look(page, 'words-written');
  const words = `/api/v1/watch/reviews/${reviewId}/statements/${speaker.statementId}/words`;
  expect(await (await page.request.get(`${browserProduct().url}${words}`)).text()).not.toMatch(NAME);
  await expect(page.locator('body')).not.toContainText(NAME);
  await accessible(page);
});

test('a theme is searched over three SuRs, and what was chosen is read back from a Word file', async () => {
  const [arabic, session] = await others;
  const page = delegate;
  await page.goto(`${browserProduct().url}/watch/`);
  await page.getByRole('link', { name: 'Search in all recommendations' }).click();
  await page.getByLabel('Theme').selectOption('education');
  const card = (state: string) => page.getByRole('article').filter({ hasText: state });
  for (const state of [stateName, arabic.stateName, session.stateName])
    await expect(card(state)).toHaveCount(1);
  for (const state of [stateName, arabic.stateName]) await card(state).getByRole('checkbox').check();
  // Whose consent does not reach so far is not found by its name either.
  await page.getByLabel('Search in all statements').fill(FORBIDDEN.name);
  await expect(page.getByRole('status').filter({ hasText: 'Nothing found' })).toBeVisible();
  await accessible(page);
  await look(page, 'words-search');
  const download = page.waitForEvent('download');
  await page.getByRole('region', { name: '2 chosen' }).getByRole('button', { name: 'Word document' }).click();
  const paragraphs = readDocx(await readFile(await (await download).path()));
  expect(paragraphs.map(({ text }) => text)).toEqual([
    'Issues and recommendations',
    ...[stateName, THEME, organisation, 'Recommendations', WRITTEN.get(ASKED), 'Listen to it'],
    ...[arabic.stateName, THEME, IN_ARABIC.name, 'Recommendations', IN_ARABIC.asks, 'Listen to it'],
  ]);
  expect(paragraphs.filter(({ style }) => style === 'Heading1').map(({ text }) => text)).toEqual([
    stateName,
    arabic.stateName,
  ]);
  const [link = '', other = ''] = paragraphs.flatMap(({ links }) => links);
  const { startMs } = shownAt(ASKED, await removedMs());
  const address = new URL(link);
  expect(address.pathname).toBe(`/watch/reviews/${reviewId}/statements/${speaker.statementId}`);
  expect(Math.abs(Number(address.searchParams.get('at')) - startMs)).toBeLessThan(NEAR_MS);
  expect(new URL(other).pathname).toContain(arabic.reviewId);
  await page.goto(link);
  await expect.poll(() => onShow(page)).toBe(ASKED);
});

/** Two SuRs beside: one speaks Arabic; in the other, one speaker agreed to more people than the other did. */
async function otherStates(): Promise<readonly [Published, Published]> {
  const place = (name: string, organisations: readonly string[]) =>
    publishedProgramme(browserProduct(), {
      stateName: name,
      organisations: organisations.map((one) => ({ name: one, kind: 'cso', seconds: 2 })),
    });
  const [arabic, session] = [
    await place('Republic of Schools', [IN_ARABIC.name]),
    await place('Kingdom of Schools', [IN_FRENCH.name, FORBIDDEN.name]),
  ];
  for (const [published, spoken] of [
    [arabic, [IN_ARABIC]],
    [session, [IN_FRENCH, FORBIDDEN]],
  ] as const) {
    const statementIds = published.speakers.map(({ statementId }) => statementId);
    for (const [at, { client }] of published.speakers.entries()) {
      const { language = '', asks = '' } = spoken[at] ?? {};
      await handInIssue(client, { language, theme: 'education', recommendation: asks });
    }
    if (published === session) {
      const [wide] = session.speakers;
      if (wide) await consentToSession(wide.client);
    }
    const params = { id: published.reviewId };
    const audience = published === session ? 'session' : 'missions';
    await published.coordinator.call('PUT /api/v1/reviews/{id}/programme/order', {
      params,
      body: { statementIds, audience },
    });
    await published.coordinator.call('POST /api/v1/reviews/{id}/programme/publish', {
      params,
      body: { statementIds },
    });
  }
  return [arabic, session];
}

/** By how much the approved cut is shorter than what was sent. */
async function removedMs(): Promise<number> {
  const { takes } = await speaker.coordinator.call('GET /api/v1/statements/{id}', {
    params: { id: speaker.statementId },
  });
  const [take] = takes;
  const cut = take?.cuts.find(({ madeBy, state }) => madeBy === 'staff' && state === 'ready');
  return (take?.measuredMs ?? 0) - (cut?.measuredMs ?? 0);
}

/** When a sentence is heard in what is shown. */
function shownAt(said: string, gone: number): { startMs: number; endMs: number } {
  const { startMs, endMs } = sentence(said);
  const earlier = startMs > sentence(REMOVED).startMs ? gone : 0;
  return { startMs: startMs - earlier, endMs: endMs - earlier };
}

/** Every caption that the player has, and the one that is on show. */
const captionsOf = (page: Page, which: 'cues' | 'activeCues') =>
  page.locator('video').evaluate((it: HTMLVideoElement, of) => {
    const track = [...it.textTracks].find(({ mode }) => mode === 'showing');
    return [...(track?.[of] ?? [])].map((cue) => (cue instanceof VTTCue ? cue.text : ''));
  }, which);
const cues = async (page: Page) => (await captionsOf(page, 'cues')).map(onOneLine);
const onShow = async (page: Page) => (await captionsOf(page, 'activeCues')).map(onOneLine).join('|');

/** The player that is there, at that time and waiting. */
async function goTo(within: Page | Locator, ms: number): Promise<void> {
  const video = within.locator('video');
  await expect.poll(() => video.evaluate((it: HTMLVideoElement) => it.readyState)).toBeGreaterThanOrEqual(1);
  await video.evaluate((it: HTMLVideoElement, at) => {
    it.pause();
    it.currentTime = at;
  }, ms / 1000);
  await expect
    .poll(() => video.evaluate((it: HTMLVideoElement) => !it.seeking && it.readyState >= 2))
    .toBe(true);
}
