import { expect as expectSoon, type Page, test } from '@playwright/test';
import { choose, expectAccessible, invited, keepPictures, video } from './speak-fixture.ts';
import { AGREED_AS } from './typed.ts';

const expect = expectSoon.configure({ timeout: 45_000 });
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test.describe.configure({ timeout: 120_000 });
test.use({ locale: 'en-GB', viewport: { width: 360, height: 740 } });

const ELSEWHERE = 'https://www.wikipedia.org/';
const elsewhere = (page: Page) =>
  page.route(ELSEWHERE, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<title>Elsewhere</title>' }),
  );

/** The names of what this browser keeps of one statement. */
const notes = (page: Page) =>
  page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('rostrum.draft')));

test('taken back in one window, a file that was chosen in another goes from there, and nothing is kept anew', async ({
  page,
  context,
}) => {
  const { link } = await invited();
  await page.goto(link);
  await expect(heading(page, 'Send your video')).toBeVisible();
  await choose(page, 'statement.mp4', await video(3));
  await page.getByLabel('Your name').first().fill('Somebody');
  await expect.poll(() => notes(page)).not.toEqual([]);
  const second = await context.newPage();
  await second.goto(link.split('#')[0] ?? '');
  await second.getByText('Take my statement back').click();
  await button(second, 'Take it back').click();
  await button(second, 'Take it back for good').click();
  for (const one of [second, page]) {
    await expect(heading(one, 'Your statement is withdrawn')).toBeFocused();
    await expect(one.getByRole('status').filter({ hasText: 'Your statement is withdrawn' })).toHaveCount(1);
  }
  await expect(page.getByLabel('Your name')).toHaveCount(0);
  await expect.poll(() => notes(page)).toEqual([]);
});

test('a device that does not know its own zone shows the deadline in UTC beside Geneva’s', async ({
  page,
}) => {
  await page.addInitScript(() => {
    const resolved = Intl.DateTimeFormat.prototype.resolvedOptions;
    Intl.DateTimeFormat.prototype.resolvedOptions = function (this: Intl.DateTimeFormat) {
      return { ...resolved.call(this), timeZone: 'Etc/Unknown' };
    };
  });
  const { link } = await invited({ deadlineAt: new Date(Date.now() + 864e5).toISOString() });
  await page.goto(link);
  await expect(heading(page, 'Send your video')).toBeVisible();
  await expect(page.getByText('Geneva time')).toBeVisible();
  await expect(page.getByText('your time (Coordinated Universal Time)')).toBeVisible();
});

test('a deadline that passes while nothing happens is told, and nothing is said of what never began', async ({
  page,
}) => {
  const deadlineAt = new Date(Date.now() + 3_600_000).toISOString();
  const { link, coordinator, invitationId } = await invited({ deadlineAt });
  await page.clock.install();
  await page.goto(link);
  await expect(page.getByText('Send your video before')).toBeVisible();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  // No live update may be what tells it.
  await page.route('**/speaker/changes*', (route) => route.abort());
  await coordinator.call('PATCH /api/v1/invitations/{id}', {
    params: { id: invitationId },
    body: { deadlineAt: new Date(Date.now() - 1_000).toISOString() },
  });
  await page.clock.fastForward(3_602_000);
  await expect(page.getByText('The deadline was')).toBeVisible();
  await expect(page.getByText('What arrived so far')).toHaveCount(0);
  expect(asked).toContain('/api/v1/speaker/statement');
});

test('without a network a device forgets what is kept on it all the same, and says what is still open', async ({
  page,
  context,
}) => {
  const { link } = await invited();
  await page.goto(link);
  await expect(heading(page, 'Send your video')).toBeVisible();
  await choose(page, 'statement.mp4', await video(3));
  await page.getByLabel('Your name').first().fill(AGREED_AS);
  await expect.poll(() => notes(page)).not.toEqual([]);
  await page.getByText('Where your link is open').click();
  await expect(button(page, 'Close this device')).toBeVisible();
  // What erases comes with the page that stands.
  await page.waitForLoadState('networkidle');
  await context.setOffline(true);
  await button(page, 'Close this device').click();
  await expect(page.getByText('its way in is still open')).toBeVisible();
  await expectAccessible(page);
  await keepPictures(page, 'left-half');
  expect(await notes(page)).toEqual([]);
  await context.setOffline(false);
  await button(page, 'Close this device').click();
  await expect(heading(page, 'This device is closed')).toBeFocused();
});

test('a link that was opened twice in one tab: who left is not shown it by going back', async ({ page }) => {
  const { link } = await invited();
  await elsewhere(page);
  await page.goto('about:blank');
  await page.goto(link);
  await expect(heading(page, 'Send your video')).toBeVisible();
  await page.evaluate((address) => {
    location.hash = new URL(address).hash;
  }, link);
  await expect.poll(() => new URL(page.url()).hash).toBe('');
  await page.getByRole('link', { name: 'Leave this page' }).click();
  await expect(page).toHaveTitle('Elsewhere');
  const shown: string[] = [];
  await page.exposeFunction('shownHere', (text: string) => shown.push(text));
  await page.addInitScript(() => {
    new MutationObserver(() => {
      const { textContent } = document.querySelector('main') ?? { textContent: null };
      if (textContent) (window as unknown as { shownHere: (text: string) => void }).shownHere(textContent);
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goBack({ waitUntil: 'commit' });
  await expect(page).toHaveTitle('Elsewhere');
  expect(shown).toEqual([]);
  // Who comes back on purpose is let in.
  await page.goto(link.split('#')[0] ?? '');
  await expect(heading(page, 'Send your video')).toBeVisible();
});

test('long words and large text stay within the narrowest phone', async ({ page }) => {
  const { link } = await invited();
  const width = (one: Page) => one.evaluate(() => document.documentElement.scrollWidth);
  await page.setViewportSize({ width: 320, height: 568 });
  await page.route('**/speaker/statement', async (route) => {
    const answer = await route.fetch();
    const view = await answer.json();
    await route.fulfill({ json: { ...view, organisation: { ...view.organisation, name: 'W'.repeat(90) } } });
  });
  await page.goto(link);
  await expect(page.getByText('WWWW')).toBeVisible();
  expect(await width(page)).toBe(320);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.setViewportSize({ width: 360, height: 740 });
  for (const language of ['en', 'fr', 'es', 'ar']) {
    await page.getByRole('combobox').first().selectOption(language);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '200%';
    });
    expect(await width(page), language).toBe(360);
  }
});
