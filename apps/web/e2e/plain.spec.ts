import { readFile } from 'node:fs/promises';
import { expect as expectSoon, type Page, test } from '@playwright/test';
import { clip } from '@rostrum/testkit/clips';
import { browserProduct } from '../../../infra/test/browser-product.ts';
import { invited } from './speak-fixture.ts';
import { AGREED_AS, SHOWN_AS } from './typed.ts';
import { violationsOf } from './violations.ts';

/** However busy the machine is: what is waited for is that it happens. */
const expect = expectSoon.configure({ timeout: 45_000 });
const SIZES = [320, 360].map((width) => ({ width, height: 640 }));
const EXIT = 'https://www.wikipedia.org/';

test.use({ javaScriptEnabled: false, viewport: { width: 320, height: 640 }, locale: 'en-GB' });

const plainPage = () => new URL('/speak/plain', browserProduct().url).href;
const video = async (seconds: number) => ({
  name: 'كلمة.mp4',
  mimeType: 'video/mp4',
  buffer: await readFile(await clip({ seconds, width: 320, height: 180, sound: 'speech' })),
});

/** axe waits by timers, which do not run here: it is shown what the page holds in a page where they do. */
async function violationsIn(page: Page): Promise<string[]> {
  const context = await page.context().browser()?.newContext({
    javaScriptEnabled: true,
    viewport: page.viewportSize(),
  });
  if (context === undefined) throw new Error('no browser');
  const copy = await context.newPage();
  const body = await page.content();
  await copy.route(page.url(), (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body }));
  await copy.goto(page.url());
  const violations = await violationsOf(copy);
  await context.close();
  return violations;
}

/** Nothing for axe, nothing wider than the screen, and the way out on it wherever one has scrolled to. */
async function looksRight(page: Page): Promise<void> {
  await page.waitForLoadState();
  expect(await violationsIn(page)).toEqual([]);
  for (const size of SIZES) {
    await page.setViewportSize(size);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(size.width);
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await expect(page.locator('.exit button')).toBeInViewport({ ratio: 1 });
  }
  await page.setViewportSize({ width: 320, height: 640 });
}

async function enter(page: Page, link: string): Promise<void> {
  await page.locator('#link').fill(link);
  await page.locator('main button').click();
  await expect(page.locator('form[action*="/send"]')).toBeVisible();
}

async function press(page: Page, form: string): Promise<void> {
  await page.locator(`form[action*="/${form}"] button`).click();
}

const chosen = (page: Page) =>
  page
    .locator('input:checked')
    .evaluateAll((all) => all.map((one) => `${one.getAttribute('name')} ${one.getAttribute('value')}`));

/** What somebody chooses who must not be seen, and who loses most by a form that forgets. */
async function chooseToHide(page: Page): Promise<string[]> {
  const choices = ['audience public', 'named name', 'face hidden', 'voice changed'];
  for (const choice of choices) {
    const [name, value] = choice.split(' ');
    await page.locator(`[name=${name}][value=${value}]`).check();
  }
  await page.locator('#agreed_by').fill(AGREED_AS);
  return choices;
}

test('without JavaScript: a file is sent, over the floor is said, an error forgets nothing, it is taken back', async ({
  page,
}) => {
  const { link, coordinator, statementId } = await invited({
    floorSeconds: 4,
    organisation: 'A'.repeat(120),
  });
  await page.goto(plainPage());
  await looksRight(page);
  await page.locator('#link').fill(`${new URL(link).origin}/speak/#${'x'.repeat(43)}`);
  await page.locator('main button').click();
  await expect(page.locator('#link_error')).toHaveText(/not known here/);
  await expect(page.locator('#link')).toHaveValue(/x{43}$/);
  await enter(page, link);
  await looksRight(page);

  const choices = await chooseToHide(page);
  const file = await video(6);
  await page.locator('#file').setInputFiles(file);
  await press(page, 'send');
  await expect(page.locator('#speaker_name')).toBeFocused();
  await expect(page.locator('#speaker_name')).toHaveAccessibleDescription(/Please give the name/);
  await expect(page.getByRole('alert').first()).toContainText('Only the file has to be chosen again.');
  expect(await chosen(page)).toEqual(choices);
  await expect(page.locator('#agreed_by')).toHaveValue(AGREED_AS);
  await looksRight(page);

  await page.locator('#speaker_name').fill(SHOWN_AS);
  await page.locator('#file').setInputFiles(file);
  await press(page, 'send');
  await expect(page.getByText('كلمة.mp4')).toBeVisible();
  await expect(page.getByText('Take out 0:02: open your link in a browser with JavaScript')).toBeVisible();
  await expect(page.getByText('received and ready')).toHaveCount(0);
  await looksRight(page);

  await page.getByRole('link', { name: 'Your whole page' }).click();
  await looksRight(page);
  expect(await chosen(page)).toEqual([...choices, 'until open']);
  const loaded = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download the receipt' }).click();
  const download = await loaded;
  expect(download.suggestedFilename()).toMatch(/^receipt-.+\.json$/);
  const receipt = JSON.parse(await readFile(await download.path(), 'utf8'));
  expect(receipt).toMatchObject({ signature: expect.any(String), payload: { version: 1 } });

  // A day that has passed is refused beside its field; a later one is kept.
  await page.locator('[name=until][value=day]').check();
  await page.locator('#until_day').fill('2020-02-03');
  await press(page, 'consent');
  await expect(page.locator('#until_day')).toBeFocused();
  await expect(page.locator('#until_day')).toHaveValue('2020-02-03');
  await page.locator('#until_day').fill('2036-07-01');
  await press(page, 'consent');
  await expect(page.locator('[aria-invalid]')).toHaveCount(0);
  await expect(page.locator('#until_day')).toHaveValue('2036-07-01');

  await page.locator('#sure').check();
  await press(page, 'withdraw');
  await expect(page.getByRole('heading', { name: 'Your statement is withdrawn' })).toBeVisible();
  await expect(page.getByText('Send before')).toHaveCount(0);
  await looksRight(page);
  const { statement } = await coordinator.call('GET /api/v1/statements/{id}', {
    params: { id: statementId },
  });
  expect(statement.state).toBe('withdrawn');
});

test('left in a hurry, nothing is to be found by going back, and the link alone opens it again', async ({
  page,
}) => {
  const { link } = await invited();
  await page.route(EXIT, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<title>Elsewhere</title>' }),
  );
  await page.goto(plainPage());
  await enter(page, link);
  const own = page.url();
  await page.locator('.exit button').click();
  await expect(page).toHaveTitle('Elsewhere');
  await page.goBack();
  await expect(page).toHaveURL(own);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Open your page');
  await expect(page.getByText('Nauru')).toHaveCount(0);
  await enter(page, link);
  await press(page, 'close');
  await expect(page.getByRole('heading', { name: 'This device is closed' })).toBeVisible();
  await looksRight(page);
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Open your page');
});

test.describe('in Arabic', () => {
  test.use({ locale: 'ar-EG' });

  test('goes on in the language that the browser asked for, and takes its figures', async ({
    page,
    browser,
  }) => {
    const { link, coordinator } = await invited({ email: 'speaker@example.org' });
    await page.goto(plainPage());
    await looksRight(page);
    await enter(page, link);
    await expect(page.locator('html')).toHaveAttribute('lang', 'ar');
    await looksRight(page);
    const choices = await chooseToHide(page);
    await page.locator('#file').setInputFiles(await video(3));
    await press(page, 'send');
    await expect(page.locator('#speaker_name')).toBeFocused();
    await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
    expect(await chosen(page)).toEqual(choices);
    await looksRight(page);

    const second = await browser.newContext({ javaScriptEnabled: false, locale: 'ar-EG' });
    const other = await second.newPage();
    await other.goto(plainPage());
    await other.locator('#link').fill(link);
    await other.locator('main button').click();
    await expect(other.getByRole('heading', { level: 1 })).toHaveText('أدخل رمزك');
    await looksRight(other);
    const code = async () => {
      const { mails } = await coordinator.call('GET /api/v1/demonstration/mailbox');
      return (
        mails.map(({ text }) => /\b\d{6}\b/.exec(text)?.[0]).find((found) => found !== undefined) ?? null
      );
    };
    await expect.poll(code).not.toBeNull();
    const figures = [...((await code()) ?? '')].map((figure) => '٠١٢٣٤٥٦٧٨٩'[Number(figure)]);
    await other.locator('#code').fill(`${figures.slice(0, 3).join('')} ${figures.slice(3).join('')}`);
    await other.locator('main button').first().click();
    await expect(other.locator('form[action*="/send"]')).toBeVisible();
    await second.close();
  });
});
