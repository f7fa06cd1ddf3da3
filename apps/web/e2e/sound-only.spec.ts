import { readFile } from 'node:fs/promises';
import { expect as expectSoon, test } from '@playwright/test';
import { clip } from '@rostrum/testkit/clips';
import { agreeAndSend, choose, expectAccessible, invited, keepPictures } from './speak-fixture.ts';

const PREPARED_WITHIN_MS = 150_000;
const expect = expectSoon.configure({ timeout: 45_000 });

test.describe.configure({ timeout: 2 * PREPARED_WITHIN_MS });
test.use({ viewport: { width: 360, height: 740 } });

test('sound alone is shown with a card, and a portrait goes on it', async ({ page }) => {
  const { link } = await invited({ floorSeconds: 4 });
  await page.goto(link);
  const sound = await clip({ seconds: 3, picture: 'none', container: 'm4a' });
  await choose(page, 'Aufnahme 17.m4a', await readFile(sound), 'audio/mp4');
  // There is no face to hide: who asks for it is shown all the same.
  await page.getByText('Face and voice').click();
  await page.getByRole('radio', { name: 'Hide it' }).check();
  await expect(page.getByText('Sound alone shows no face')).toBeVisible();
  const unmet = page.getByText('Your video will not be shown yet');
  await expect(unmet).toHaveCount(0);
  await agreeAndSend(page);
  await expect(page.getByRole('heading', { name: 'ready to be reviewed' })).toBeVisible({
    timeout: PREPARED_WITHIN_MS,
  });
  await expect(page.getByText('There is sound and no picture.')).toBeVisible();
  await expect(unmet).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'A portrait on the card' })).toBeVisible();
  await expect(page.getByText('You chose not to appear by name')).toBeVisible();

  const field = page.locator('input[type=file][accept^="image/"]');
  await field.setInputFiles({
    name: 'a.png',
    mimeType: 'image/png',
    buffer: Buffer.from('no picture at all'),
  });
  await expect(page.getByText('This picture cannot be read.')).toBeVisible();
  // Any picture at all: what the page itself looks like.
  await field.setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: await page.screenshot() });
  const portrait = page.getByRole('img', { name: 'Your portrait' });
  await expect(portrait).toBeVisible({ timeout: PREPARED_WITHIN_MS });
  expect(await portrait.evaluate((img: HTMLImageElement) => [img.naturalWidth, img.naturalHeight])).toEqual([
    640, 640,
  ]);
  for (const language of ['ar', 'en']) {
    await page.getByRole('combobox').first().selectOption(language);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await expectAccessible(page);
    await keepPictures(page, `sound-only-${language}`);
  }
  await page.getByRole('button', { name: 'Take it away' }).click();
  await expect(page.getByText('There is no picture any more.')).toBeVisible();
  await expect(portrait).toBeHidden();
});
