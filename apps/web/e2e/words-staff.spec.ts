import { readFile } from 'node:fs/promises';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { readDocx } from '@rostrum/testkit/documents';
import { browserProduct } from '../../../infra/test/browser-product.ts';
import { accessible, atEveryWidth, type Invited, invitedPlace, look } from './review-fixture.ts';

const FIRST = 'Every verdict should be read out in the language of the accused.';
const CORRECTED = 'Every verdict should be read out in a language that the accused understands.';
const ASKED = 'Pay court interpreters from the State budget by 2028.';
const ALSO = 'Publish all verdicts within a month.';

let context: BrowserContext;
let board: Page;
let words: Page;
let invited: Invited;
let sessionId: string;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async ({ browser }) => {
  const product = browserProduct();
  const place = await invitedPlace(product, {
    stateName: 'Republic of Letters',
    floorMs: 60_000,
    names: ['Court Interpreters'],
  });
  const [only] = place.invited;
  if (!only) throw new Error('nobody is invited');
  invited = only;
  const { session } = await place.coordinator.call('GET /api/v1/statements/{id}', {
    params: { id: invited.statementId },
  });
  sessionId = session.id;
  context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' });
  [board, words] = [await context.newPage(), await context.newPage()];
  await board.goto(product.demo.coordinator);
  await board.getByLabel('Words', { exact: true }).selectOption({ label: 'Something is missing' });
  await words.goto(`${product.url}/review/statements/${invited.statementId}?tab=words`);
});
test.afterAll(() => context?.close());

const row = () => board.getByRole('listitem').filter({ hasText: invited.name });
const marks = (label: string) => row().getByRole('img', { name: label, exact: true });
const issues = () => words.getByRole('region', { name: 'Issues and recommendations' });
const order = () => issues().getByRole('heading', { level: 3 }).allTextContents();
const added = (name: string) => issues().getByRole('listitem').filter({ hasText: name });

async function addIssue(title: string, asks: string, { language }: { language?: string } = {}) {
  await issues().getByRole('button', { name: 'Add an issue' }).click();
  const form = words.getByRole('alertdialog');
  const spoken = form.getByLabel('Language of these texts');
  // It is asked once, for all of them.
  await expect(spoken).toHaveCount(language === undefined ? 0 : 1);
  if (language !== undefined) await spoken.selectOption({ label: language });
  await form.getByLabel(/^Title/).fill(title);
  await form.getByLabel('Recommendation 1').fill(asks);
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(added(title)).toContainText(asks);
}

test('the board says what is missing in words, and sees the text come that is then corrected', async () => {
  await expect(marks('No written statement, No issues')).toBeVisible();
  await invited.speaker.call('POST /api/v1/speaker/written', {
    body: { language: 'en', text: FIRST, source: 'typed', baseId: null },
  });
  await expect(marks('Written statement is there, No issues')).toBeVisible();

  const written = words.getByRole('region', { name: 'Statement in writing' });
  await expect(written).toContainText(FIRST);
  await written.getByRole('button', { name: 'Correct' }).click();
  await written.getByRole('textbox').fill(CORRECTED);
  await written.getByRole('button', { name: 'Save as a new version' }).click();
  await expect(written).toContainText('Version 2, by staff');
  await expect(written).toContainText(CORRECTED);
});

test('an issue that is added goes off the list of what is missing; the order is changed by keys alone', async () => {
  await addIssue('Interpreters', ASKED, { language: 'English' });
  await expect(added('Interpreters')).toContainText('Added by a coordinator');
  await expect(row()).toBeHidden();

  await addIssue('Verdicts', ALSO);
  expect(await order()).toEqual(['Interpreters', 'Verdicts']);
  await added('Verdicts').getByRole('button', { name: 'Correct' }).focus();
  await words.keyboard.press('Alt+ArrowUp');
  await expect.poll(order).toEqual(['Verdicts', 'Interpreters']);
  // Where the card went, the focus went.
  await expect(added('Verdicts').getByRole('button', { name: 'Correct' })).toBeFocused();
  await words.keyboard.press('Alt+ArrowDown');
  await expect.poll(order).toEqual(['Interpreters', 'Verdicts']);
  await added('Verdicts').getByRole('button', { name: 'Move up: Verdicts' }).press('Enter');
  await expect.poll(order).toEqual(['Verdicts', 'Interpreters']);

  await added('Verdicts').getByRole('button', { name: 'Take out' }).press('Enter');
  await expect.poll(order).toEqual(['Interpreters']);
  await words.getByRole('button', { name: 'Put it back' }).press('Enter');
  await expect.poll(order).toEqual(['Verdicts', 'Interpreters']);
  const { cards } = await invited.speaker.call('GET /api/v1/speaker/recommendations');
  expect(cards.map(({ title, addedBy }) => [title, addedBy])).toEqual([
    ['Verdicts', 'staff'],
    ['Interpreters', 'staff'],
  ]);
});

test('the words of a statement are read by everybody, however wide the window is', async () => {
  await accessible(words);
  await look(words, 'words');
  await atEveryWidth(words, 'words');
  // At the side of the stage the words scroll by themselves: the page is as high as with any other tab.
  const height = () => words.evaluate(() => document.documentElement.scrollHeight);
  const withWords = await height();
  await words.getByRole('tab', { name: 'Access' }).click();
  await expect(issues()).toBeHidden();
  expect(withWords - (await height())).toBeLessThanOrEqual(0);
  await words.getByRole('tab', { name: 'Words' }).click();
  await words.setViewportSize({ width: 360, height: 800 });
  await accessible(words);
  await issues().getByRole('button', { name: 'Add an issue' }).click();
  await expect(words.getByRole('alertdialog')).toBeVisible();
  await accessible(words);
  await look(words, 'words-add-360');
  await words.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();
  await words.setViewportSize({ width: 1280, height: 900 });
  await board.getByLabel('Words', { exact: true }).selectOption({ label: 'All' });
  await expect(marks('Written statement is there, Issues are there')).toBeVisible();
  await accessible(board);
});

test('what a session recommends is taken away as a Word file and as a table', async () => {
  await issues().getByRole('link', { name: 'All of the session' }).click();
  await expect(words).toHaveURL(new RegExp(`/${sessionId}/`));
  const saved = async (name: string) => {
    const download = words.waitForEvent('download');
    await words.getByRole('button', { name, exact: true }).click();
    return await readFile(await (await download).path());
  };
  const paragraphs = readDocx(await saved('Word document')).map(({ text }) => text);
  const at = paragraphs.indexOf(ALSO);
  expect(at).toBeGreaterThan(0);
  expect(paragraphs.indexOf(ASKED)).toBeGreaterThan(at);
  const table = (await saved('CSV')).toString('utf8');
  expect(table.indexOf(ALSO)).toBeGreaterThan(0);
  expect(table.indexOf(ASKED)).toBeGreaterThan(table.indexOf(ALSO));
  expect(table).toContain(invited.name);
});
