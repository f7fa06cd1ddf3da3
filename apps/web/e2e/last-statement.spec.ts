import { expect, test } from '@playwright/test';
import { browserProduct } from '../../../infra/test/browser-product.ts';
import { violationsOf } from './violations.ts';
import { publishedProgramme } from './watch-fixture.ts';

const NAME = 'Отдел ожидания · Observatory of Waiting';
/** As the words say it in each language. */
const NONE = {
  en: 'No statement available',
  fr: 'Aucune déclaration disponible',
  es: 'No hay declaración disponible',
  ar: 'لا تتوفر كلمة',
} as const;

test('the only statement of a programme is withdrawn: who would have spoken is still said, in every language', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const { speakers, reviewId, stateName, delegateLink } = await publishedProgramme(browserProduct(), {
    stateName: 'Republic of One',
    organisations: [{ name: NAME, kind: 'cso', seconds: 4 }],
  });
  await page.goto(await delegateLink());
  await page.getByRole('link', { name: stateName }).first().click();
  await expect(page.locator('video')).toBeVisible();
  await speakers[0]?.client.call('POST /api/v1/speaker/statement/withdraw', { body: { sure: true } });
  await expect(page.locator('video')).toHaveCount(0, { timeout: 10_000 });
  await expect(page.getByRole('status').filter({ hasText: NONE.en })).toBeVisible();
  await expect(page.getByText('This programme is not shown at the moment')).toBeHidden();
  const item = page.getByRole('listitem').filter({ hasText: NAME });
  for (const language of ['fr', 'es', 'ar', 'en'] as const) {
    await page.getByRole('combobox').first().selectOption(language);
    await expect(page.getByRole('status').filter({ hasText: NONE[language] })).toBeVisible();
    await expect(item).toContainText(NONE[language]);
    expect(await violationsOf(page)).toEqual([]);
  }
  // Whoever comes later finds the same, and the list of States says it.
  await page.goto(`${browserProduct().url}/watch/reviews/${reviewId}`);
  await expect(item).toContainText(NONE.en);
  await page.goto(`${browserProduct().url}/watch/`);
  await expect(page.getByRole('link', { name: stateName })).toContainText(NONE.en);
});
