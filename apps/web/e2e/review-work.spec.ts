import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import type { Output } from '@rostrum/client';
import { browserProduct } from '../../../infra/test/browser-product.ts';
import {
  accessible,
  atEveryWidth,
  type Invited,
  invitedPlace,
  look,
  type Place,
  send,
} from './review-fixture.ts';

const SENT_SECONDS = 24;
const PREPARED_WITHIN_MS = 100_000;

test.describe.configure({ mode: 'serial', timeout: 240_000 });

let place: Place;
let page: Page;

test.beforeAll(async ({ browser }) => {
  place = await invitedPlace(browserProduct(), {
    stateName: 'Kingdom of Slow Work',
    floorMs: SENT_SECONDS * 1000,
    names: [
      'Association of the Patient',
      'League of the Next',
      '<img src=x onerror="window.hacked=1">',
      'مركز الحقوق (2026)',
    ],
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
  // Nor does what really becomes of them put that right.
  await page.route('**/api/v1/events*', (route) => route.abort());
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
  await atEveryWidth(page, 'work-board');

  for (const { statementId } of place.invited.slice(0, 2)) {
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
    await atEveryWidth(page, statementId === first ? 'work-studio' : 'work-waiting');
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
  await atEveryWidth(page, 'work-stopped');
  await page.getByRole('button', { name: 'Make it again' }).click();
  await expect(page.getByRole('button', { name: /Cut 3 by staff/ })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('button', { name: 'Stop making it' })).toBeVisible();
  await page.getByRole('button', { name: 'Stop making it' }).click();
  await expect(page.getByRole('button', { name: /Cut 3 by staff/ })).toContainText('Stopped');
});

const ready = (index: number, takes: number) =>
  expect
    .poll(
      async () => {
        const { takes: all } = await detailOf(index);
        return all.filter(({ state }) => state === 'ready').length;
      },
      { timeout: PREPARED_WITHIN_MS },
    )
    .toBe(takes);
const detailOf = (index: number) =>
  place.coordinator.call('GET /api/v1/statements/{id}', { params: { id: invited(index).statementId } });
const studioOf = (index: number) => `${browserProduct().url}/review/statements/${invited(index).statementId}`;
const decisionsOn = (index: number) => `**/api/v1/statements/${invited(index).statementId}/decisions`;
const changed = (at: Page) =>
  at.getByRole('status').filter({ hasText: 'This changed while you were looking' });

test('points that cross, removals that overlap and nothing left; a poster chosen', async () => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(studioOf(0));
  const [inPoint, outPoint] = ['In', 'Out'].map((name) => page.getByRole('slider', { name, exact: true }));
  if (!inPoint || !outPoint) throw new Error('no points');
  const video = page.locator('video');
  await expect
    .poll(() => video.evaluate((element: HTMLVideoElement) => element.readyState))
    .toBeGreaterThan(0);
  const keyAt = async (seconds: number, key: string) => {
    await video.evaluate(async (element: HTMLVideoElement, to) => {
      const there = new Promise((resolve) => element.addEventListener('seeked', resolve, { once: true }));
      element.currentTime = to;
      await there;
    }, seconds + 0.02);
    await page.keyboard.press(key);
  };
  await keyAt(10, 'o');
  await expect(outPoint).toHaveAttribute('aria-valuenow', '10040');
  await keyAt(15, 'i');
  await expect(inPoint).toHaveAttribute('aria-valuenow', '15000');
  await expect(outPoint).toHaveAttribute('aria-valuenow', String(SENT_SECONDS * 1000));
  await page.keyboard.press('r');
  await expect(inPoint).toHaveAttribute('aria-valuenow', '0');

  for (const seconds of [2, 6, 4, 8]) await keyAt(seconds, 'x');
  const removed = page.getByRole('slider', { name: /^Removed part \d+$/ });
  await expect(removed).toHaveCount(1);
  await expect(removed).toHaveAttribute('aria-valuetext', '0:02.00 to 0:08.00');
  await page.keyboard.press('r');
  for (const seconds of [1, 23]) await keyAt(seconds, 'x');
  await keyAt(1, 'i');
  // The frame on show is the last one kept: it ends where the removed part does.
  await keyAt(22.96, 'o');
  await expect(page.getByText('Too little would be left.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Make this cut' })).toBeDisabled();
  const { takes } = await detailOf(0);
  await page.keyboard.press('m');
  await look(page, 'work-nothing-left');
  await page.keyboard.press('r');
  await expect(page.getByText('Too little would be left.')).toHaveCount(0);
  expect((await detailOf(0)).takes[0]?.cuts.length).toBe(takes[0]?.cuts.length);

  await ready(1, 1);
  await page.goto(studioOf(1));
  await expect(outPoint).toHaveAttribute('aria-valuenow', '2000');
  const firstCut = async () => (await detailOf(1)).takes[0]?.cuts[0];
  const posterBefore = (await firstCut())?.posterUrl;
  await keyAt(1, 'k');
  await page.getByRole('button', { name: 'Use as poster' }).click();
  await expect(page.getByText('This picture was chosen for the poster.')).toBeVisible();
  await expect.poll(async () => (await firstCut())?.posterWaits, { timeout: PREPARED_WITHIN_MS }).toBe(false);
  expect((await firstCut())?.posterMs).toBeGreaterThan(900);
  const poster = page.getByRole('img', { name: 'The poster now' });
  await expect(poster).not.toHaveAttribute('src', posterBefore ?? '');
  await expect
    .poll(() => poster.evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBeGreaterThan(100);
});

test('a sign-in that ended and an answer that was lost: nothing is typed twice, nothing is said twice', async () => {
  await ready(1, 1);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(studioOf(1));
  await expect(page.getByRole('slider', { name: 'Out', exact: true })).toBeVisible();
  await page.keyboard.press('f');
  const comment = page.getByLabel('Comment for the speaker, in their language');
  await comment.fill('Please look into the camera.');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Bring it back' }).click();
  await page.getByRole('button', { name: 'Ask for changes' }).click();
  const message = page.getByLabel('Message to the speaker');
  await message.fill('Please say the name of the State.');
  await page.getByLabel('Reason, for the staff').fill('State not named.');
  const { coordinator } = browserProduct().demo;
  const signInAgain = async () => {
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
    await page.evaluate((hash) => {
      location.hash = hash;
    }, new URL(coordinator).hash);
  };
  // On the server it is over; the browser goes on showing its cookie.
  const kept = await page.context().cookies();
  const headers = { origin: browserProduct().url, 'x-rostrum': '1' };
  const out = await page.request.post(`${browserProduct().url}/api/auth/sign-out`, { headers, data: {} });
  expect(out.status()).toBe(200);
  await page.context().addCookies(kept);
  await message.press('Control+Enter');
  await signInAgain();
  await expect(message).toHaveValue('Please say the name of the State.');
  await expect(page.getByLabel('Reason, for the staff')).toHaveValue('State not named.');
  await expect(comment).toHaveValue('Please look into the camera.');
  await comment.press('Control+Enter');
  await expect(page.getByText('The speaker does not see it yet.')).toBeVisible();

  // Decided on the server, and then nothing more is heard of it.
  let sent = 0;
  const nothing = `**/api/v1/statements/${invited(1).statementId}`;
  await page.route(nothing, (route) => route.abort());
  await page.route(decisionsOn(1), async (route) => {
    sent += 1;
    const answer = await route.fetch();
    expect(answer.ok()).toBe(true);
    if (sent === 1) return route.abort();
    await page.unroute(nothing);
    await route.fulfill({ response: answer });
  });
  await message.press('Control+Enter');
  await expect(page.getByText('The connection was lost on the way. Your words are kept.')).toBeVisible();
  await expect(message).toHaveValue('Please say the name of the State.');
  await look(page, 'work-lost');
  await accessible(page);
  await message.press('Control+Enter');
  await expect(page.getByText('The speaker is told what to change.')).toBeVisible();
  await expect(message).toHaveCount(0);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  expect(sent).toBe(2);
  const { decisions } = await detailOf(1);
  expect(decisions.map(({ kind, reason }) => [kind, reason])).toEqual([['ask_changes', 'State not named.']]);
  const params = { id: invited(1).statementId };
  const { comments } = await place.coordinator.call('GET /api/v1/statements/{id}/remarks', { params });
  expect(comments.map(({ body }) => body)).toEqual(['Please look into the camera.']);
});

test('a newer take, a colleague at the same time, a speaker who withdraws: said before it is decided, or refused', async ({
  browser,
}) => {
  const params = { id: invited(1).statementId };
  const before = await detailOf(1);
  const reason = page.getByLabel('Reason, for the staff');
  await page.keyboard.press('d');
  await reason.fill('Not about this review.');
  await send(invited(1), 2);
  await expect(changed(page)).toContainText('Take 2 arrived.');
  const decline = page.getByRole('button', { name: 'Decline' });
  await expect(decline).toBeDisabled();
  await reason.press('Control+Enter');
  await expect(
    place.coordinator.call('POST /api/v1/statements/{id}/decisions', {
      params,
      body: {
        kind: 'decline',
        takeId: before.takes[0]?.id ?? '',
        cutId: null,
        reason: 'Not seen.',
        version: before.statement.version,
        seen: { take: 1, judgedAt: null },
      },
    }),
  ).rejects.toMatchObject({ code: 'stale' });
  await changed(page).getByRole('button', { name: 'I have seen it' }).click();
  await ready(1, 2);
  await page.reload();
  await expect(reason).toHaveValue('Not about this review.');

  // Both have pressed before either is heard.
  const office = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
  const colleague = await office.newPage();
  await colleague.goto(browserProduct().demo.administrator);
  await expect(colleague.getByRole('heading', { level: 1 })).toHaveText('Board');
  await colleague.goto(studioOf(1));
  await expect(page.getByText('Also open:')).toBeVisible();
  await expect(colleague.getByRole('slider', { name: 'Out', exact: true })).toBeVisible();
  await colleague.keyboard.press('d');
  const theirs = colleague.getByLabel('Reason, for the staff');
  await theirs.fill('Said twice already.');
  let pressed = 0;
  let both = () => {};
  const bothPressed = new Promise<void>((resolve) => {
    both = resolve;
  });
  for (const one of [page, colleague]) {
    await one.route(decisionsOn(1), async (route) => {
      pressed += 1;
      if (pressed === 2) both();
      await bothPressed;
      await route.continue();
    });
  }
  await Promise.all([reason.press('Control+Enter'), theirs.press('Control+Enter')]);
  await expect.poll(async () => (await detailOf(1)).decisions.length).toBe(2);
  await expect.poll(async () => (await changed(page).count()) + (await changed(colleague).count())).toBe(1);
  const late = (await changed(page).count()) === 1 ? page : colleague;
  await expect(changed(late)).toContainText(/decided: declined/i);
  await expect(late.getByLabel('Reason, for the staff')).toHaveValue(/Not about this review|Said twice/);
  await expect(late.getByRole('button', { name: 'Decline' })).toBeDisabled();
  expect(pressed).toBe(2);
  await look(late, 'work-race');
  for (const one of [page, colleague]) await one.unrouteAll({ behavior: 'ignoreErrors' });

  // The speaker withdraws while the late one's decision is on its way.
  await changed(late).getByRole('button', { name: 'I have seen it' }).click();
  let gone = () => {};
  const withdrawn = new Promise<void>((resolve) => {
    gone = resolve;
  });
  await late.route(decisionsOn(1), async (route) => {
    await withdrawn;
    const answer = await route.fetch();
    expect((await answer.json()).code).toBe('statement_withdrawn');
    await route.fulfill({ response: answer });
  });
  const asked = late.waitForResponse(decisionsOn(1));
  await late.getByLabel('Reason, for the staff').press('Control+Enter');
  await invited(1).speaker.call('POST /api/v1/speaker/statement/withdraw', {
    body: { sure: true },
  });
  gone();
  await asked;
  await expect(changed(late)).toContainText('It is now withdrawn.');
  await expect(late.getByLabel('Reason, for the staff')).toHaveCount(0);
  await expect(late.getByText('The speaker took this statement back.')).toBeVisible();
  await look(late, 'work-withdrawn');
  expect((await detailOf(1)).decisions.filter(({ undoneAt }) => undoneAt === null).length).toBeLessThan(3);
  await late.unrouteAll({ behavior: 'ignoreErrors' });
  await office.close();
});

test('a name that is markup and one from right to left are names wherever they stand', async () => {
  const [markup, arabic] = [invited(2).name, invited(3).name];
  await page.goto(`${browserProduct().url}/review/`);
  for (const name of [markup, arabic]) await expect(rowOf(name)).toHaveCount(1);
  await page.getByRole('searchbox').fill(place.stateName);
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(place.invited.length);
  await look(page, 'work-names');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: 'Text (.csv)' }).click();
  const written = await readFile(await (await download).path(), 'utf8');
  expect(written).toContain(`"${markup.replaceAll('"', '""')}"`);
  expect(written).toContain(arabic);
  await page.getByRole('button', { name: 'Choose all shown' }).click();
  await page.getByRole('button', { name: 'Remind…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Remind speakers' });
  for (const name of [markup, arabic]) await expect(dialog.getByText(name)).toBeAttached();
  await look(page, 'work-remind');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  for (const index of [2, 3]) {
    await page.goto(studioOf(index));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(invited(index).name);
    await look(page, `work-name-${index}`);
  }
  // Each stands by itself: what is around an Arabic name stays in its own order.
  expect(await page.locator('h1 bdi').evaluate((title) => getComputedStyle(title).unicodeBidi)).toMatch(
    /isolate|plaintext/,
  );
  expect(await page.evaluate(() => Reflect.get(window, 'hacked'))).toBeUndefined();
  await expect(page.locator('img[src=x]')).toHaveCount(0);
});
