import { expect as expectSoon, test } from '@playwright/test';
import { choose, expectAccessible, invited, keepPictures, largeVideo, video } from './speak-fixture.ts';
import { AGREED_AS, SHOWN_AS } from './typed.ts';

const expect = expectSoon.configure({ timeout: 45_000 });

test.use({ locale: 'en-GB', viewport: { width: 360, height: 740 } });

test('on a first visit a large file is offered to be made small, with what a weak line takes; Enter sends what is whole', async ({
  page,
}) => {
  const { link } = await invited({ floorSeconds: 4 });
  await page.goto(link);
  await expect(page.getByRole('heading', { name: 'Send your video' })).toBeVisible();
  expect(await page.evaluate(() => Reflect.get(navigator, 'connection').effectiveType)).toBe('4g');
  expect(await page.evaluate(() => localStorage.getItem('rostrum.line'))).toBeNull();
  await choose(page, 'long.mp4', await largeVideo(3, 12_000_000));
  const offer = page.getByRole('region', { name: 'Make it small first?' });
  await expect(offer).toContainText('about 3 minutes to send');
  await expect(offer).toContainText('We have not measured your connection yet');
  // On a small screen the button is under the thumb before one has come to what it asks.
  await page.setViewportSize({ width: 360, height: 480 });
  await page.getByRole('heading', { name: 'Your video', exact: true }).scrollIntoViewIfNeeded();
  await expect(page.getByRole('button', { name: 'Send this video' })).toBeInViewport({ ratio: 1 });
  await page.setViewportSize({ width: 360, height: 740 });
  await expectAccessible(page);
  await keepPictures(page, 'shrink-estimated');
  await page.getByRole('combobox').first().selectOption('fr');
  await expect(page.getByText('une estimation pour une connexion faible')).toBeVisible();
  await page.getByRole('combobox').first().selectOption('en');

  await choose(page, 'statement.mp4', await video(3));
  await expect(offer).toHaveCount(0);
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.method() !== 'GET' && !/\/language$/.test(request.url())) asked.push(request.url());
  });
  const agreed = page.getByLabel('Type your name to agree');
  await agreed.press('Enter');
  await expect(page.getByText('Please type your name')).toBeVisible();
  await expect(agreed).toBeFocused();
  await page.getByRole('radio', { name: 'By my name and the organisation' }).check();
  await agreed.fill(AGREED_AS);
  await agreed.press('Enter');
  const shown = page.getByLabel('Your name, as it is to be shown');
  await expect(shown).toBeFocused();
  expect(asked).toEqual([]);
  await shown.fill(SHOWN_AS);
  await shown.press('Enter');
  await expect(page.getByRole('heading', { name: /safe with us|ready to be reviewed/ })).toBeVisible();
  expect(asked.filter((url) => url.endsWith('/consent'))).toHaveLength(1);
});
