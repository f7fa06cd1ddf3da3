import { expect as expectSoon, test } from '@playwright/test';
import { inHalves } from './in-halves.ts';
import { expectAccessible, heading, invited, keepPictures } from './speak-fixture.ts';

/** However busy the machine is: what is waited for is that it happens. */
const expect = expectSoon.configure({ timeout: 45_000 });

test.use({ locale: 'en-GB', viewport: { width: 360, height: 740 } });

test('a second device needs the code from the mail; a link that is none says so', async ({
  page,
  browser,
}) => {
  const { link, coordinator } = await invited({ email: 'speaker@example.org' });
  await page.goto(link);
  await expect(page.getByRole('heading', heading('Send your video'))).toBeVisible();
  const second = await browser.newContext();
  const other = await second.newPage();
  await other.goto(link);
  await expect(other.getByRole('heading', heading('Enter the code from your mail'))).toBeVisible();
  await expectAccessible(other);
  await other.getByLabel('Six-digit code').fill('12');
  await other.getByRole('button', { name: 'Open my page' }).click();
  await expect(other.getByText('The code has six digits.')).toBeVisible();
  const code = async () => {
    const { mails } = await coordinator.call('GET /api/v1/demonstration/mailbox');
    return mails.map(({ text }) => /\b\d{6}\b/.exec(text)?.[0]).find((found) => found !== undefined) ?? null;
  };
  await expect.poll(code, { timeout: 20_000 }).not.toBeNull();
  await other.getByLabel('Six-digit code').fill((await code()) ?? '');
  await other.getByRole('button', { name: 'Open my page' }).click();
  await expect(other.getByRole('heading', heading('Send your video'))).toBeVisible();
  // What had the focus is gone: the page is told from its title on.
  await expect(other.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(page.getByText('2 devices')).toBeVisible();

  await other.getByText('Where your link is open').click();
  await other.getByRole('button', { name: 'Close this device' }).click();
  await expect(other.getByRole('heading', heading('This device is closed'))).toBeFocused();
  await other.goto(`${link.split('#')[0]}?lang=fr#${'x'.repeat(43)}`);
  await expect(other.getByText('Ce lien n’est pas connu ici.')).toBeVisible();
  await expectAccessible(other);

  // Whatever fails unforeseen is said, in the reader's language, instead of a blank page.
  await page.route('**/api/v1/speaker/statement', (route) => route.fulfill({ json: { statement: null } }));
  await page.goto(`${link.split('#')[0]}?lang=ar`);
  await expect(page.getByText('توقفت هذه الصفحة عن العمل')).toBeVisible();
  await expectAccessible(page);
  await page.unroute('**/api/v1/speaker/statement');
  await page.getByRole('button', { name: 'تحميل الصفحة من جديد' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await second.close();
});

test('whoever comes back on a line that stops in the middle of the page sees it once it is whole', async ({
  page,
}) => {
  const { link } = await invited();
  await page.goto(link);
  await expect(page.getByRole('heading', heading('Send your video'))).toBeVisible();
  const { origin, pathname } = new URL(link);
  // Their statement comes inside the page. A cookie is a host's, whatever its port.
  const halves = await inHalves(origin, pathname, '"session"');
  const failures: string[] = [];
  page.on('pageerror', ({ message }) => failures.push(message));
  try {
    // What reads it runs as soon as it is here, and asks for the page's words first.
    const running = page.waitForRequest((asked) => asked.url().startsWith(`${halves.url}/assets/en-`));
    await page.goto(`${halves.url}${pathname}`, { waitUntil: 'commit' });
    await running;
    halves.sendRest();
    await expect(page.getByRole('heading', heading('Send your video'))).toBeVisible();
    expect(failures).toEqual([]);
  } finally {
    await halves.close();
  }
});

test('leaving shows another site at once, whatever is on its way, and nothing of ours is left to go back to', async ({
  page,
}) => {
  const { link } = await invited();
  await page.route('https://www.wikipedia.org/', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<title>Elsewhere</title>' }),
  );
  await page.goto('about:blank');
  await page.goto(link);
  await expect(page.getByRole('heading', heading('Send your video'))).toBeVisible();
  expect(await page.title()).toBe('Your page');
  const icon = await page.locator('link[rel=icon]').getAttribute('href');
  expect(icon).toContain('neutral');
  await page.getByText('Where your link is open').click();
  await page.getByLabel('Close this device too when I leave that way').check();
  await expectAccessible(page);
  await keepPictures(page, 'leaving');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('link', { name: 'Leave this page' })).toBeVisible();
  // Long after the first it is a first again: a dialog that was closed is no wish to leave.
  const pressedMs = await page.evaluate(() => performance.now());
  await page.waitForFunction((sinceMs) => performance.now() > sinceMs + 1_000, pressedMs);
  const left = await page.evaluate(() => {
    const press = () =>
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    press();
    const once = document.body.childElementCount;
    press();
    return { once, twice: document.body.childNodes.length, title: document.title.trim() };
  });
  // Before anything of the other site is here, ours is gone from the screen.
  expect(left).toEqual({ once: expect.any(Number), twice: 0, title: '\u200b' });
  expect(left.once).toBeGreaterThan(0);
  await expect(page).toHaveTitle('Elsewhere');
  // As it was asked for, this device has no way in any more.
  const own = `${new URL(link).origin}/api/v1/speaker/statement`;
  await expect.poll(async () => (await page.request.get(own)).status()).toBe(401);
  await page.goBack();
  expect(page.url()).toBe('about:blank');
  await page.goto(link.replace(/#.*/, ''));
  await expect(page.getByRole('heading', heading('Send your video'))).toHaveCount(0);
});
