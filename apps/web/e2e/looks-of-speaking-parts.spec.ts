import { expect as expectSoon, type Page, test } from '@playwright/test';
import { docx, protectedPdf, wordParagraph } from '@rostrum/testkit/documents';
import { everyLook } from './every-look.ts';
import { agreeAndSend, choose, invited, video } from './speak-fixture.ts';
import type { Told } from './speak-told.ts';

/** The text, the recommendations and the captions of a speaker, to be looked at: see `everyLook`. */

const PREPARED_WITHIN_MS = 150_000;
const expect = expectSoon.configure({ timeout: 45_000 });
const PARAGRAPHS = [
  'السيد الرئيس،',
  'نشكركم على المدارس التي بُنيت على الساحل.',
  'نوصي بإلغاء كل الرسوم قبل عام 2028.',
];
const CUES = [
  '1\n00:00:00,200 --> 00:00:01,400\nMadam President, distinguished delegates.\n',
  '2\n00:00:01,500 --> 00:00:02,900\nWe thank the State for the schools\nthat it has built on the coast.\n',
  '3\n00:00:03,000 --> 00:00:04,800\nFees are still asked for in six of ten schools.\n',
];

test.describe.configure({ timeout: 900_000 });
test.use({ locale: 'en-GB', viewport: { width: 360, height: 740 } });

const says = (page: Page, words: string | RegExp) => expect(page.getByText(words).first()).toBeVisible();
const partOf = (page: Page, name: string) =>
  page.locator('details', { has: page.getByRole('heading', { name, exact: true }) });

test('the text: none, without a language, from a file, refused, saved, overtaken, its versions, erased', async ({
  page,
}) => {
  const { link, coordinator, statementId } = await invited({ floorSeconds: 6 });
  await page.goto(link);
  const part = partOf(page, 'Your text');
  await part.getByRole('heading', { name: 'Your text' }).click();
  await everyLook(page, 'text-none');
  await part.getByRole('button', { name: 'Take it from a file' }).click();
  await says(page, 'Please choose the language of the text first.');
  await everyLook(page, 'text-without-language');
  await part.getByLabel('Language of the text').selectOption({ label: 'Arabic' });
  const file = (name: string, bytes: Uint8Array) =>
    part.locator('input[type=file]').setInputFiles({ name, mimeType: '', buffer: Buffer.from(bytes) });
  await file('بيان.pdf', protectedPdf('secret'));
  await says(page, 'This file is protected by a password.');
  await everyLook(page, 'text-refused');
  await file('بيان نهائي.docx', docx(PARAGRAPHS.map((one) => wordParagraph(one)).join('')));
  await says(page, 'Taken from');
  await everyLook(page, 'text-taken');
  await part.getByRole('button', { name: 'Save the text' }).click();
  await says(page, 'Version 1');
  await everyLook(page, 'text-saved');
  const params = { id: statementId };
  const { texts } = await coordinator.call('GET /api/v1/statements/{id}/written', { params });
  const baseId = texts[0]?.id ?? null;
  await coordinator.call('POST /api/v1/statements/{id}/written', {
    params,
    body: { language: 'ar', text: `${PARAGRAPHS[0]} شكرا.`, source: 'typed', baseId },
  });
  await part.getByRole('textbox', { name: 'Text' }).fill('السيدة الرئيسة');
  await part.getByRole('button', { name: 'Save the text' }).click();
  await says(page, 'Another version was saved meanwhile');
  await everyLook(page, 'text-overtaken');
  await part.getByRole('button', { name: 'Save mine as the newest' }).click();
  await says(page, 'Version 3');
  await part.getByText('2 earlier versions').click();
  await everyLook(page, 'text-versions');
  await part.getByText('2 earlier versions').click();
  await part.getByRole('button', { name: 'Erase this text' }).click();
  await says(page, 'Erase the text in Arabic?');
  await everyLook(page, 'text-erase');
  await page.route('**/written', (route) => route.fulfill({ status: 503 }));
  await part.getByRole('button', { name: 'Keep it' }).click();
  await part.getByRole('textbox', { name: 'Text' }).fill('السيدة الرئيسة، شكرا');
  await part.getByRole('button', { name: 'Save the text' }).click();
  await says(page, 'The text was not saved');
  await everyLook(page, 'text-not-saved');
});

test('recommendations: none, a new one, what is missing, all of it, several, taken out', async ({ page }) => {
  const { link } = await invited({ floorSeconds: 6 });
  await page.goto(link);
  await says(page, 'Your text');
  const part = partOf(page, 'Issues and recommendations');
  await part.getByRole('heading', { name: 'Issues and recommendations' }).click();
  await part.getByRole('button', { name: 'Add an issue' }).waitFor();
  await everyLook(page, 'issues-none');
  await part.getByRole('button', { name: 'Add an issue' }).click();
  await part.getByLabel('Theme').waitFor();
  await everyLook(page, 'issue-new');
  await part.getByRole('button', { name: 'Save the issue' }).click();
  await everyLook(page, 'issue-missing');
  await part.getByLabel('Language of these texts').selectOption('ar');
  await part.getByLabel('Theme').selectOption('education');
  await part.getByLabel('I also give it in English').check();
  await part.getByText('An earlier recommendation to the State').click();
  await part.getByLabel('What was recommended', { exact: true }).fill('إلغاء الرسوم المدرسية.');
  await part
    .getByLabel('What has changed since', { exact: true })
    .fill('لا تزال الرسوم تُطلب في ست من كل عشر مدارس.');
  const add = part.getByRole('button', { name: 'Add a recommendation' });
  if ((await part.getByRole('textbox', { name: 'Recommendation 1', exact: true }).count()) === 0)
    await add.click();
  await part
    .getByRole('textbox', { name: 'Recommendation 1', exact: true })
    .fill('إلغاء كل الرسوم المدرسية قبل عام 2028، في القانون والممارسة.');
  await part.getByText('Is it a good recommendation?').first().click();
  const question = part.getByRole('textbox', { name: 'Question 1', exact: true });
  if ((await question.count()) === 0) await part.getByRole('button', { name: 'Add a question' }).click();
  await question.fill('متى تُلغى الرسوم؟');
  await everyLook(page, 'issue-filled');
  await part.getByText('Copy from my text').click();
  await everyLook(page, 'issue-copy', { widths: [360] });
  await part.getByRole('button', { name: 'Save the issue' }).click();
  await says(page, 'Saved.');
  await part.getByRole('button', { name: 'Add an issue' }).click();
  await part.getByLabel('The issue in your words').fill('زيارة السجون');
  await part.getByRole('button', { name: 'Save the issue' }).click();
  await says(page, '2 issues');
  await everyLook(page, 'issues-several');
  await part.getByRole('button', { name: 'Take out' }).last().click();
  await says(page, 'was taken out');
  await everyLook(page, 'issues-taken-out');
});

test('captions: without a text, to be made, not made, sent as a file, corrected, removed', async ({
  page,
}) => {
  const { link } = await invited({ floorSeconds: 6 });
  await page.goto(link);
  await says(page, 'Choose a video');
  await choose(page, 'statement.mp4', await video(5));
  await agreeAndSend(page);
  await expect(page.getByRole('heading', { name: 'ready to be reviewed' })).toBeVisible({
    timeout: PREPARED_WITHIN_MS,
  });
  const part = partOf(page, 'Captions');
  await part.getByRole('heading', { name: 'Captions' }).click();
  await everyLook(page, 'captions-without-text');
  const { origin } = new URL(link);
  const headers = { 'x-rostrum': '1' };
  const view: Told = await (await page.request.get(`${origin}/api/v1/speaker/statement`, { headers })).json();
  const post = async (where: string, data: object) =>
    expect((await page.request.post(`${origin}/api/v1/speaker/${where}`, { headers, data })).ok()).toBe(true);
  await post('written', { language: 'ar', text: PARAGRAPHS.join('\n'), source: 'typed', baseId: null });
  await page.reload();
  await part.getByRole('heading', { name: 'Captions' }).click();
  await part.getByRole('button', { name: /^Make captions/ }).waitFor();
  await everyLook(page, 'captions-to-make');
  await page.route('**/captions/spread', (route) =>
    route.fulfill({
      status: 422,
      contentType: 'application/problem+json',
      json: { code: 'captions_do_not_fit', title: '', status: 422 },
    }),
  );
  await part.getByRole('button', { name: /^Make captions/ }).click();
  await says(page, 'That did not work');
  await everyLook(page, 'captions-not-made');
  await post(`takes/${view.takes[0]?.id}/captions`, { language: 'en', text: CUES.join('\n') });
  await page.reload();
  await part.getByRole('heading', { name: 'Captions' }).click();
  await part.getByRole('button', { name: 'Correct them' }).click();
  await expect(page.locator('[data-cue]')).toHaveCount(CUES.length);
  await everyLook(page, 'captions-editor');
  const second = page.locator('[data-cue]').nth(1);
  await second.click();
  await everyLook(page, 'captions-list', {
    whole: false,
    first: () => second.evaluate((line) => line.scrollIntoView({ block: 'center' })),
  });
  await part.getByRole('button', { name: 'Close the editor' }).first().click();
  await part.getByRole('button', { name: 'Remove them' }).click();
  await says(page, 'no earlier ones come back');
  await everyLook(page, 'captions-remove');
});
