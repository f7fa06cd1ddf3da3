import { expect, test } from '@playwright/test';
import { agreeAndSend, choose, expectAccessible, heading, invited, video } from './speak-fixture.ts';

const PREPARED_WITHIN_MS = 150_000;
const SOON_MS = 3_000;

test.use({ viewport: { width: 360, height: 740 } });

test('a last day that has passed is refused beside its field; one that passes is told', async ({ page }) => {
  test.setTimeout(2 * PREPARED_WITHIN_MS);
  const { link, coordinator, statementId } = await invited();
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PUT' && request.url().endsWith('/speaker/consent'))
      asked.push(request.postData() ?? '');
  });
  await page.goto(link);
  await choose(page, 'mine.mp4', await video(2));
  await agreeAndSend(page);
  await expect(page.getByRole('heading', heading('ready to be reviewed'))).toBeVisible({
    timeout: PREPARED_WITHIN_MS,
  });
  asked.length = 0;

  await page.getByRole('heading', heading('How you appear')).click();
  await page.getByRole('radio', { name: 'Until a day that I choose' }).check();
  const day = page.getByLabel('Last day');
  await day.fill('2020-01-01');
  await expect(page.getByText('This day has passed already.')).toBeVisible();
  await expect(day).toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(day).toBeFocused();
  expect(asked).toEqual([]);
  const today = await day.getAttribute('min');
  expect(today).toMatch(/^20\d\d-\d\d-\d\d$/);
  await day.fill(today ?? '');
  await expect(page.getByText('This day has passed already.')).toBeHidden();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved. It holds from now on.')).toBeVisible();

  const body = { ...JSON.parse(asked[0] ?? ''), endsAt: new Date(Date.now() + SOON_MS).toISOString() };
  const put = (given: object) =>
    page.evaluate(async (json) => {
      const headers = { 'content-type': 'application/json', 'x-rostrum': '1' };
      const answer = await fetch('/api/v1/speaker/consent', { method: 'PUT', headers, body: json });
      return answer.status;
    }, JSON.stringify(given));
  expect(await put(body)).toBe(204);
  expect(await put({ ...body, endsAt: '2020-01-01T23:59:59.000Z' })).toBe(422);
  const params = { id: statementId };
  const { takes, statement } = await coordinator.call('GET /api/v1/statements/{id}', { params });
  const [take] = takes;
  await coordinator.call('POST /api/v1/statements/{id}/decisions', {
    params,
    body: {
      kind: 'approve',
      takeId: take?.id ?? '',
      cutId: take?.cuts[0]?.id ?? null,
      reason: 'Seen',
      version: statement.version,
    },
  });
  const ended = async () => (await coordinator.call('GET /api/v1/statements/{id}', { params })).consent.ended;
  await expect.poll(ended).toBe(true);
  await page.reload();
  await expect(page.getByRole('heading', heading('Your statement is approved'))).toBeVisible();
  await expect(page.getByText('The last day that you chose has passed')).toBeVisible();
  await expect(page.getByText('Not shown: its last day has passed')).toBeVisible();
  await expect(page.getByText('It will be shown when the programme is published')).toBeHidden();
  await expectAccessible(page);
});
