import { expect as expectSoon, type Page, type Route, test } from '@playwright/test';
import { agreeAndSend, choose, expectAccessible, invited, keepPictures, video } from './speak-fixture.ts';

const PREPARED_WITHIN_MS = 150_000;
const expect = expectSoon.configure({ timeout: 45_000 });

test.describe.configure({ timeout: 2 * PREPARED_WITHIN_MS });
test.use({ timezoneId: 'Pacific/Nauru', locale: 'en-GB', viewport: { width: 360, height: 740 } });

const newest = <Cut extends { revision: number }>(cuts: readonly Cut[]): Cut | undefined =>
  [...cuts].sort((a, b) => b.revision - a.revision)[0];

/**
 * As it stands now, in every language: nothing wider than the narrowest screen. One that is read from the left and
 * the one from the right are looked at closely.
 */
async function lookedAt(page: Page, name: string): Promise<void> {
  for (const language of ['fr', 'es', 'en', 'ar']) {
    await page.getByRole('combobox').first().selectOption(language);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    if (language === 'en' || language === 'ar') await expectAccessible(page);
    await page.setViewportSize({ width: 320, height: 740 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth), `${name} ${language}`).toBe(320);
    await page.setViewportSize({ width: 360, height: 740 });
    await keepPictures(page, `stage-${name}-${language}`);
  }
  await page.getByRole('combobox').first().selectOption('en');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
}

test('a returning speaker sees where things stand and what is asked, at every stage', async ({ page }) => {
  const { link, coordinator, statementId } = await invited({ floorSeconds: 4 });
  const params = { id: statementId };
  const detail = () => coordinator.call('GET /api/v1/statements/{id}', { params });
  const decide = async (kind: 'approve' | 'ask_changes' | 'decline', messageToSpeaker?: string) => {
    const { statement, takes } = await detail();
    const take = takes.find(({ state }) => state === 'ready');
    const cut = newest(take?.cuts ?? []);
    await coordinator.call('POST /api/v1/statements/{id}/decisions', {
      params,
      body: {
        kind,
        takeId: take?.id ?? '',
        cutId: kind === 'approve' ? (cut?.id ?? null) : null,
        reason: 'Seen.',
        ...(messageToSpeaker === undefined ? {} : { messageToSpeaker }),
        version: statement.version,
      },
    });
  };
  await page.goto(link);
  await expect(page.getByRole('heading', { name: 'Send your video' })).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'Light from the front' })).toBeVisible();
  await lookedAt(page, 'empty');

  await choose(page, 'statement.mp4', await video(3));
  await agreeAndSend(page);
  await expect(page.getByRole('heading', { name: 'ready to be reviewed' })).toBeVisible({
    timeout: PREPARED_WITHIN_MS,
  });
  await page.getByText('Your receipt').click();
  await page.getByRole('button', { name: 'Send it to me by mail' }).click();
  await expect(page.getByText('We have no mail address of yours')).toBeVisible();
  await lookedAt(page, 'in-review');

  await decide('ask_changes', 'Please record again,\nwith the door closed.');
  await expect(page.getByRole('heading', { name: 'asks you for a change' })).toBeVisible();
  await expect(page.getByText('with the door closed.')).toBeVisible();
  await lookedAt(page, 'changes');

  await decide('decline');
  await expect(page.getByRole('heading', { name: 'will not show this video' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Your statement', exact: true })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'What will be shown' })).toHaveCount(0);
  await lookedAt(page, 'declined');

  const [take] = (await detail()).takes;
  await coordinator.call('POST /api/v1/takes/{id}/cuts', {
    params: { id: take?.id ?? '' },
    body: { inMs: 0, outMs: 2_000 },
  });
  await expect
    .poll(async () => newest((await detail()).takes[0]?.cuts ?? []), { timeout: PREPARED_WITHIN_MS })
    .toMatchObject({ edit: { outMs: 2_000 }, state: 'ready' });
  await decide('approve');
  await expect(page.getByRole('heading', { name: 'Is this cut right for you?' })).toBeVisible();
  await lookedAt(page, 'question');
  // What is being written outlives the page.
  await page.getByRole('button', { name: 'No', exact: true }).click();
  await page.getByLabel('What should be different?').fill('لا تحذفوا الشكر');
  await page.reload();
  await expect(page.getByLabel('What should be different?')).toHaveValue('لا تحذفوا الشكر');
  await lookedAt(page, 'question-no');
  await page.getByRole('button', { name: 'Back' }).click();
  await page.getByRole('button', { name: 'Yes, show it like this' }).click();
  await expect(page.getByRole('heading', { name: 'Your statement is approved' })).toBeVisible();
  await lookedAt(page, 'approved');

  const { review } = await detail();
  await coordinator.call('POST /api/v1/reviews/{id}/programme/publish', {
    params: { id: review.id },
    body: { statementIds: [statementId] },
  });
  await expect(page.getByRole('heading', { name: 'Your statement is in the programme' })).toBeVisible();
  await lookedAt(page, 'published');

  await page.getByText('Take my statement back').click();
  await page.getByRole('button', { name: 'Take it back' }).click();
  await page.getByRole('button', { name: 'Take it back for good' }).click();
  await expect(page.getByRole('heading', { name: 'Your statement is withdrawn' })).toBeVisible();
  await lookedAt(page, 'withdrawn');
});

test('refused, on its way, found again after the page was closed, and too long: the same is asked of them', async ({
  page,
}) => {
  const { link } = await invited({ floorSeconds: 2 });
  await page.goto(link);
  await choose(page, 'statement.mp4', Buffer.from('No video at all.'.repeat(99)));
  await agreeAndSend(page);
  await expect(page.getByRole('heading', { name: 'This video cannot be shown' })).toBeVisible();
  await lookedAt(page, 'refused');

  // The line holds what it carries.
  let held: Route[] | null = [];
  await page.route(/\/api\/v1\/uploads(\/|$)/, async (route) => {
    if (route.request().method() === 'PATCH' && held) held.push(route);
    else await route.continue();
  });
  page.on('dialog', (dialog) => void dialog.accept());
  const tooLong = await video(3);
  await choose(page, 'statement.mp4', tooLong);
  await page.getByRole('button', { name: /^Send/ }).click();
  await expect(page.getByRole('progressbar')).toBeVisible();
  await expect.poll(() => held?.length).toBeGreaterThan(0);
  await lookedAt(page, 'sending');
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Part of your video is here' })).toBeVisible();
  await lookedAt(page, 'recovered');
  held = null;
  await choose(page, 'statement.mp4', tooLong);
  await expect(page.getByRole('heading', { name: /The floor is/ })).toBeVisible({
    timeout: PREPARED_WITHIN_MS,
  });
  await lookedAt(page, 'needs-cut');
});
