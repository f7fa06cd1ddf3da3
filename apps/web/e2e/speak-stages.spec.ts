import { expect as expectSoon, type Page, test } from '@playwright/test';
import { agreeAndSend, choose, expectAccessible, invited, keepPictures, video } from './speak-fixture.ts';

const PREPARED_WITHIN_MS = 150_000;
const expect = expectSoon.configure({ timeout: 45_000 });

test.describe.configure({ timeout: 2 * PREPARED_WITHIN_MS });
test.use({ timezoneId: 'Pacific/Nauru', locale: 'en-GB', viewport: { width: 360, height: 740 } });

const newest = <Cut extends { revision: number }>(cuts: readonly Cut[]): Cut | undefined =>
  [...cuts].sort((a, b) => b.revision - a.revision)[0];

/** As it stands now, in a language read from the left and one from the right; nothing wider than the screen. */
async function lookedAt(page: Page, name: string): Promise<void> {
  for (const language of ['en', 'ar']) {
    await page.getByRole('combobox').first().selectOption(language);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await expectAccessible(page);
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
