import { type BrowserContext, expect as expectSoon, type Page, test } from '@playwright/test';
import { invited } from './speak-fixture.ts';

const expect = expectSoon.configure({ timeout: 30_000 });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const shows = (page: Page, name: string) =>
  expect(page.getByRole('heading', { name, exact: true })).toBeVisible();

test.use({ locale: 'en-GB', viewport: { width: 360, height: 740 } });

async function openPage(context: BrowserContext): Promise<{ page: Page; asked: string[] }> {
  await context.route('https://www.wikipedia.org/', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<title>Elsewhere</title>' }),
  );
  const page = await context.newPage();
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  return { page, asked };
}

async function escapeTwice(page: Page): Promise<void> {
  // Both within the second that is given for them, however busy the machine is.
  await page.evaluate(() => {
    for (let n = 0; n < 2; n += 1)
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
  });
  await expect(page).toHaveTitle('Elsewhere');
}

async function pressLeave(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Leave this page' }).click();
  await expect(page).toHaveTitle('Elsewhere');
}

test('one leaves at once from wherever one stands: code, unknown link, closed device, and while recording without a question', async ({
  context,
  browser,
}) => {
  const { link } = await invited({ email: 'speaker@example.org' });
  const here = await openPage(context);
  await here.page.goto(link);
  await shows(here.page, 'Send your video');

  const second = await browser.newContext({ locale: 'en-GB' });
  const other = await openPage(second);
  for (const leave of [escapeTwice, pressLeave]) {
    await other.page.goto(link);
    await shows(other.page, 'Enter the code from your mail');
    await other.page.getByLabel('Six-digit code').fill('12');
    await leave(other.page);
    await other.page.goto(`${link.split('#')[0]}#${'x'.repeat(43)}`);
    await expect(other.page.getByText('This link is not known here.')).toBeVisible();
    await leave(other.page);
  }
  expect(other.asked).toEqual([]);
  await second.close();

  const { page, asked } = here;
  for (const leave of [escapeTwice, pressLeave]) {
    await page.goto(new URL('/speak/', link).href);
    await button(page, 'Record here').click();
    const again = page.getByRole('button', { name: /^(Record sound only|Record again)$/ });
    await again.click();
    await button(page, 'Start recording').click();
    await shows(page, 'Recording');
    // It is one that would be asked about.
    await expect(page.getByRole('timer')).toContainText(/:5[0-8]/);
    await leave(page);
  }
  expect(asked).toEqual([]);
  await page.goto(new URL('/speak/', link).href);
  await page.getByText('Where your link is open').click();
  await button(page, 'Close this device').click();
  await button(page, 'Close it and erase the recording').click();
  await shows(page, 'This device is closed');
  await escapeTwice(page);
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'This device is closed' })).toHaveCount(0);
});
