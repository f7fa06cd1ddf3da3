import { expect as expectSoon, type Page, test } from '@playwright/test';
import { invited } from './speak-fixture.ts';

const expect = expectSoon.configure({ timeout: 30_000 });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test.use({ locale: 'en-GB', viewport: { width: 360, height: 740 } });

declare global {
  interface Window {
    happened: string[];
    slow: boolean;
  }
}

/**
 * What is done to databases, in its order. While `slow` is set a part of a recording is written only after a database
 * was deleted: as on a phone that is slower with the last part than with erasing everything.
 */
function writeDown(): void {
  window.happened = [];
  window.slow = false;
  const { prototype } = IDBFactory;
  const { open, deleteDatabase } = prototype;
  const told = (as: string, request: IDBOpenDBRequest) => {
    request.addEventListener('success', () => window.happened.push(as));
    return request;
  };
  prototype.open = function (...args) {
    return told('opened', open.apply(this, args));
  };
  prototype.deleteDatabase = function (...args) {
    return told('deleted', deleteDatabase.apply(this, args));
  };
  const { arrayBuffer } = Blob.prototype;
  Blob.prototype.arrayBuffer = async function () {
    const late = window.slow;
    while (late && !window.happened.includes('deleted')) await new Promise((go) => setTimeout(go, 20));
    if (late) window.happened.push('written');
    return await arrayBuffer.call(this);
  };
}

/** Everything that this browser keeps for the page but the language. */
const kept = (page: Page) =>
  page.evaluate(async () => [
    ...(await indexedDB.databases()).map(({ name }) => `database ${name}`),
    ...Object.keys(localStorage).filter((key) => !key.endsWith('.language')),
  ]);

test('taken back on another device while this one records: nothing of it stays here', async ({ page }) => {
  const { link } = await invited();
  await page.addInitScript(writeDown);
  await page.goto(link);
  // As an upload left it.
  await page.evaluate(() => localStorage.setItem('rostrum.line', '{"bytesPerSecond":20000}'));
  await button(page, 'Record here').click();
  await button(page, 'Record sound only').click();
  await button(page, 'Start recording').click();
  await expect(page.getByRole('timer')).toContainText(/:5[0-8]/);
  expect(await kept(page)).toEqual(
    expect.arrayContaining(['database rostrum.recordings', 'rostrum.record.setup', 'rostrum.line']),
  );
  await page.evaluate(() => {
    window.happened = [];
    window.slow = true;
  });
  const { origin } = new URL(link);
  const answer = await page.request.post(`${origin}/api/v1/speaker/statement/withdraw`, {
    headers: { 'x-rostrum': '1', origin },
    data: { sure: true },
  });
  expect(answer.ok()).toBe(true);
  await expect(page.getByText('Your statement is withdrawn').first()).toBeVisible();
  // What was opened for the last part is deleted again.
  await expect.poll(() => page.evaluate(() => window.happened)).toContain('written');
  await expect.poll(() => page.evaluate(() => window.happened.at(-1))).toBe('deleted');
  await expect.poll(() => kept(page)).toEqual([]);
});
