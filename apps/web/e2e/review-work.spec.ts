import { expect, type Page, test } from '@playwright/test';
import type { Output } from '@rostrum/client';
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

type Board = Output<'GET /api/v1/sessions/{id}/board'>;
type Detail = Output<'GET /api/v1/statements/{id}'>;

/** As it would stand on a slower machine: how long a take is being prepared is not for a test to hope for. */
const beingPrepared = (waiting: boolean) => ({
  state: 'preparing' as const,
  measuredMs: null,
  progress: waiting ? 0 : 0.4,
  remainingMs: waiting ? null : 100_000,
  waiting,
});

test('the board and the studio say how long a take takes still, and which one waits for its turn', async () => {
  await page.goto(browserProduct().demo.coordinator);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Board');
  await send(invited(0), SENT_SECONDS);
  await send(invited(1), 2);
  const first = invited(0).statementId;
  await page.route('**/api/v1/sessions/*/board', async (route) => {
    const response = await route.fetch();
    const board: Board = await response.json();
    for (const row of board.reviews.flatMap(({ rows }) => rows)) {
      if (row.take) Object.assign(row.take, beingPrepared(row.statementId !== first));
    }
    await route.fulfill({ response, json: board });
  });
  await page.reload();
  await expect(rowOf(invited(0).name)).toContainText(/40 %\W+ · About 2 minutes left/);
  await expect(rowOf(invited(1).name)).toContainText('Waiting for its turn');
  await atEveryWidth('work-board');

  for (const { statementId } of place.invited) {
    await page.route(`**/api/v1/statements/${statementId}`, async (route) => {
      const response = await route.fetch();
      const detail: Detail = await response.json();
      for (const take of detail.takes) {
        Object.assign(take, { ...beingPrepared(statementId !== first), previewUrl: null, cuts: [] });
      }
      await route.fulfill({ response, json: detail });
    });
    await page.goto(`${browserProduct().url}/review/statements/${statementId}`);
    const said = statementId === first ? 'About 2 minutes left' : 'Waiting for its turn';
    await expect(page.getByText(`${said} · You may close this page meanwhile.`)).toBeVisible();
    await accessible(page);
    await atEveryWidth(statementId === first ? 'work-studio' : 'work-waiting');
  }
  await page.unrouteAll({ behavior: 'ignoreErrors' });
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
  const removals = Array.from({ length: 60 }, (_, i) => ({ startMs: 200 + i * 380, endMs: 400 + i * 380 }));
  await coordinator.call('POST /api/v1/takes/{id}/cuts', {
    params: { id: takes[0]?.id ?? '' },
    body: { inMs: 0, outMs: SENT_SECONDS * 1000, removals },
  });
  await page.keyboard.press('>');
  const line = page.getByRole('button', { name: /Cut 2 by staff/ });
  await line.click();
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
