import { expect, type Page, test } from '@playwright/test';
import { browserProduct } from '../../../infra/test/browser-product.ts';
import { accessible, type Invited, invitedPlace, look, type Place, send } from './review-fixture.ts';

const SENT_SECONDS = 24;
const PREPARED_WITHIN_MS = 100_000;

test.describe.configure({ mode: 'serial' });

let place: Place;
let page: Page;

test.beforeAll(async ({ browser }) => {
  place = await invitedPlace(browserProduct(), {
    stateName: 'Kingdom of Slow Work',
    floorMs: SENT_SECONDS * 1000,
    names: ['Association of the Patient', 'League of the Next'],
  });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
  page = await context.newPage();
});

test.afterAll(async () => {
  await page?.context().close();
});

function invited(index: number): Invited {
  const found = place.invited[index];
  if (!found) throw new Error(`nobody is invited at ${index}`);
  return found;
}

const rowOf = (name: string) => page.getByRole('listitem').filter({ hasText: name });

async function atEveryWidth(name: string): Promise<void> {
  for (const width of [360, 768, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(sideways, `${name} at ${width}`).toBeLessThanOrEqual(0);
    await look(page, `${name}-${width}`);
  }
}

test('the board says which take waits for its turn, and how long the other takes still', async () => {
  await page.goto(browserProduct().demo.coordinator);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Board');
  await send(invited(0), SENT_SECONDS);
  await send(invited(1), SENT_SECONDS);
  await expect(rowOf(invited(1).name)).toContainText('Waiting for its turn', { timeout: 60_000 });
  await expect(page.getByText(/\d+ %\W+ · About \d+ (second|minute)s? left/).first()).toBeVisible({
    timeout: 60_000,
  });
  await atEveryWidth('work-board');
});

test('the studio tells the same of the take that is being prepared', async () => {
  await page.goto(`${browserProduct().url}/review/statements/${invited(1).statementId}`);
  await expect(page.getByText(/About \d+ (second|minute)s? left/).first()).toBeVisible({
    timeout: PREPARED_WITHIN_MS,
  });
  await atEveryWidth('work-studio');
  await accessible(page);
});

test('a cut that is being made can be stopped, and made again', async () => {
  const { coordinator } = place;
  const params = { id: invited(0).statementId };
  await page.goto(`${browserProduct().url}/review/statements/${params.id}`);
  await expect
    .poll(async () => (await coordinator.call('GET /api/v1/statements/{id}', { params })).takes[0]?.state, {
      timeout: PREPARED_WITHIN_MS,
    })
    .toBe('ready');
  const { takes } = await coordinator.call('GET /api/v1/statements/{id}', { params });
  // Every hole has two edges to be encoded again.
  const removals = Array.from({ length: 40 }, (_, i) => ({ startMs: 200 + i * 500, endMs: 440 + i * 500 }));
  await coordinator.call('POST /api/v1/takes/{id}/cuts', {
    params: { id: takes[0]?.id ?? '' },
    body: { inMs: 0, outMs: SENT_SECONDS * 1000, removals },
  });
  const line = page.getByRole('button', { name: /Cut 2 by staff/ });
  await line.click();
  await atEveryWidth('work-cut');
  await page.getByRole('button', { name: 'Stop making it' }).click();
  await expect(line).toContainText('Stopped before it was made');
  await accessible(page);
  await atEveryWidth('work-stopped');
  await page.getByRole('button', { name: 'Make it again' }).click();
  await expect(page.getByRole('button', { name: /Cut 3 by staff/ })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('button', { name: 'Stop making it' })).toBeVisible();
  await page.getByRole('button', { name: 'Stop making it' }).click();
  await expect(page.getByRole('button', { name: /Cut 3 by staff/ })).toContainText('Stopped');
});
