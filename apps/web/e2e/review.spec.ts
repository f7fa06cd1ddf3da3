import { expect, type Locator, type Page, test } from '@playwright/test';
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
import { SHOWN_AS } from './typed.ts';

const SENT_SECONDS = 6;
const FLOOR_MS = 4_000;
const PREPARED_WITHIN_MS = 60_000;

test.describe.configure({ mode: 'serial' });

let place: Place;
let stateName: string;
let page: Page;

test.beforeAll(async ({ browser }) => {
  place = await invitedPlace(browserProduct(), {
    stateName: 'Republic of Reviewland',
    floorMs: FLOOR_MS,
    names: ['Ligue pour l’égalité', 'Observatory of Prisons'],
  });
  stateName = place.stateName;
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
  page = await context.newPage();
});

test.afterAll(async () => {
  await page?.context().close();
});

const side = () => page.getByRole('complementary');
const editor = () => page.getByRole('slider', { name: 'Out', exact: true });
const rowOf = (name: string) => page.getByRole('listitem').filter({ hasText: name });

/** Of the waveform: how many pixels high its highest column is. */
const tallestColumn = () =>
  page.locator('[data-waveform]').evaluate((canvas: HTMLCanvasElement) => {
    const { width, height } = canvas;
    const pixels = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
    const columns = Array.from({ length: width }, (_, x) =>
      Array.from({ length: height }, (_, y) => pixels[(y * width + x) * 4 + 3] ?? 0),
    );
    return Math.max(...columns.map((alphas) => alphas.filter((alpha) => alpha > 128).length));
  });

const colourCount = (canvas: Locator) =>
  canvas.evaluate((element: HTMLCanvasElement) => {
    const { width, height } = element;
    const pixels = element.getContext('2d')?.getImageData(0, 0, width, height).data;
    return new Set(new Uint32Array(pixels?.buffer ?? new ArrayBuffer(0))).size;
  });

/** From now on, wherever the player goes instead of playing on, in seconds. */
const noteLeaps = () =>
  page.locator('video').evaluate((video: HTMLVideoElement) => {
    const leaps: number[] = [];
    Reflect.set(window, 'leaps', leaps);
    video.addEventListener('seeking', () => leaps.push(Math.round(video.currentTime * 100) / 100));
  });
const leaps = () => page.evaluate((): unknown => Reflect.get(window, 'leaps'));

function at(index: number): Invited {
  const invited = place.invited[index];
  if (!invited) throw new Error(`nobody is invited at ${index}`);
  return invited;
}

async function decideElsewhere(index: number): Promise<void> {
  const params = { id: at(index).statementId };
  const { statement, takes } = await place.coordinator.call('GET /api/v1/statements/{id}', { params });
  const takeId = takes[0]?.id ?? '';
  await place.coordinator.call('POST /api/v1/statements/{id}/decisions', {
    params,
    body: {
      kind: 'decline',
      takeId,
      cutId: null,
      reason: 'Not about this review.',
      version: statement.version,
    },
  });
}

test('a wrong password and an unknown link each say so', async () => {
  const { url } = browserProduct();
  await page.goto(`${url}/review/`);
  await page.getByLabel('E-mail address').fill('nobody@example.org');
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toContainText('The address or the password is not right.');
  await accessible(page);
  await look(page, 'sign-in');
  await page.goto(`${url}/review/#${'x'.repeat(43)}`);
  await expect(page.getByText('This link is not known here.')).toBeVisible();
  await expect(page).toHaveURL(`${url}/review/`);
});

test('the printed link leads to the board, and its token leaves the address', async () => {
  const { url, demo } = browserProduct();
  await page.goto(demo.coordinator);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Board');
  await expect(page).toHaveURL(`${url}/review/`);
});

test('a statement that arrives is seen on the board without a reload, and found', async () => {
  const { name } = at(0);
  await expect(rowOf(name)).toContainText('Invited');
  await send(at(0), SENT_SECONDS);
  await expect(rowOf(name)).toContainText('To review', { timeout: PREPARED_WITHIN_MS });
  await expect(rowOf(name)).toContainText(/0:02\W* over/);
  await accessible(page);
  await look(page, 'board');
  await page.keyboard.press('/');
  await page.keyboard.type(`egalite ${stateName}`);
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(1);
  await expect(rowOf(name)).toHaveCount(1);
  await page.getByRole('searchbox').fill('');
  await page.getByRole('button', { name: /^Invited/ }).click();
  await expect(rowOf(name)).toHaveCount(0);
  await expect(rowOf(at(1).name)).toHaveCount(1);
  await page.getByRole('button', { name: /^All/ }).click();
});

test('cut by keyboard to its floor time, and the cut is played', async () => {
  await page.getByRole('link', { name: at(0).name }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(at(0).name);
  await expect(editor()).toHaveAttribute('aria-valuenow', String(SENT_SECONDS * 1000));
  const video = page.locator('video');
  await expect
    .poll(() => video.evaluate((element: HTMLVideoElement) => element.readyState))
    .toBeGreaterThan(1);
  await expect(page.getByText(/0:02\W* over/).first()).toBeVisible();

  await expect.poll(tallestColumn).toBeGreaterThan(20);
  const tile = page.locator('[data-storyboard]:visible');
  const track = await page.locator('[data-waveform]').boundingBox();
  if (!track) throw new Error('the waveform has no place');
  await page.mouse.move(track.x + track.width / 2, track.y + track.height / 2);
  await expect(tile).toContainText('0:03.00');
  await expect.poll(() => colourCount(tile.locator('canvas'))).toBeGreaterThan(20);
  await look(page, 'studio-pointed');
  await page.mouse.move(track.x + 2, track.y - 200);
  await expect(tile).toHaveCount(0);
  const bar = page.getByRole('slider', { name: 'Position' });
  await bar.hover();
  await expect.poll(() => colourCount(tile.locator('canvas'))).toBeGreaterThan(20);
  await look(page, 'studio-bar');
  await page.mouse.move(track.x, 0);
  await expect(tile).toHaveCount(0);

  // One second on, one frame back: the in-point is the beginning of frame 24 of 25.
  await page.getByRole('slider', { name: 'In', exact: true }).focus();
  await page.keyboard.press('PageUp');
  await expect(tile).toContainText('0:01.00');
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('slider', { name: 'In', exact: true })).toHaveAttribute('aria-valuenow', '960');
  await page.keyboard.press('ArrowRight');
  await editor().focus();
  await page.keyboard.press('PageDown');
  await page.keyboard.press('PageDown');
  await expect(editor()).toHaveAttribute('aria-valuenow', '4000');
  await editor().blur();
  await expect(tile).toHaveCount(0);
  // What is on show is the last frame kept; the in-point goes to it and back again.
  await page.keyboard.press('[');
  await expect
    .poll(() => video.evaluate((element: HTMLVideoElement) => element.currentTime))
    .toBeCloseTo(1, 1);
  await page.keyboard.press('.');
  await page.keyboard.press('i');
  await expect(page.getByRole('slider', { name: 'In', exact: true })).toHaveAttribute(
    'aria-valuenow',
    '1040',
  );
  await look(page, 'studio');
  await accessible(page);

  // Taken back and made again; a part in the middle is left out, and passed over when the edit is played.
  const inPoint = page.getByRole('slider', { name: 'In', exact: true });
  await page.keyboard.press('z');
  await expect(inPoint).toHaveAttribute('aria-valuenow', '1000');
  await page.keyboard.press('Shift+Z');
  await expect(inPoint).toHaveAttribute('aria-valuenow', '1040');
  const went = (to: number) =>
    expect
      .poll(() => video.evaluate((element: HTMLVideoElement) => element.seeking || element.currentTime))
      .toBeCloseTo(to, 1);
  for (const to of [1.26, 1.46]) {
    for (let step = 0; step < 5; step += 1) await page.keyboard.press('.');
    await went(to);
    await page.keyboard.press('x');
  }
  const removed = page.getByRole('slider', { name: 'Removed part 1', exact: true });
  await expect(removed).toHaveAttribute('aria-valuetext', '0:01.06 to 0:01.11');
  await noteLeaps();
  await page.keyboard.press('p');
  await expect(page.getByRole('button', { name: 'Audition' })).toHaveAttribute('aria-pressed', 'true');
  // To the in-point, which is less than two seconds before the join, and from the join to what is kept.
  await expect.poll(leaps).toEqual([1.06, 1.46]);
  await page.keyboard.press('k');
  await look(page, 'audition');
  await page.reload();
  await expect(page.getByText('Your edit from before the page was loaded is here.')).toBeVisible();
  await removed.focus();
  await page.keyboard.press('Delete');
  await expect(removed).toHaveCount(0);

  await page.keyboard.press('m');
  await side().getByRole('tab', { name: 'Versions' }).click();
  await expect(page.getByRole('button', { name: 'Cut 2, made' })).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('<');
  await expect(side().getByRole('tab', { name: 'Review' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByText('Measured on the cut itself.')).toBeVisible({ timeout: PREPARED_WITHIN_MS });
  await expect
    .poll(() => video.evaluate((element: HTMLVideoElement) => element.duration))
    .toBeCloseTo(2.96, 1);
  await page.keyboard.press('l');
  await expect
    .poll(() => video.evaluate((element: HTMLVideoElement) => element.currentTime))
    .toBeGreaterThan(0.5);
  await look(page, 'cut');
});

test('what a colleague decides meanwhile is shown before anything can be decided', async () => {
  await page.keyboard.press('c');
  await page.getByLabel('Message to the speaker').fill('Please say the name of the State.');
  await page.getByLabel('Reason, for the staff').fill('State not named.');
  await decideElsewhere(0);
  const notice = page.getByRole('status').filter({ hasText: 'This changed while you were looking' });
  await expect(notice).toContainText('It is now declined.');
  await expect(side().getByRole('button', { name: 'Ask for changes' })).toBeDisabled();
  await look(page, 'changed');
  await notice.getByRole('button', { name: 'I have seen it' }).click();
  await expect(page.getByLabel('Message to the speaker')).toHaveValue('Please say the name of the State.');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(side().getByRole('button', { name: 'Undo' })).toBeVisible();
  // By its key, whatever is on show beside the stage.
  await side().getByRole('tab', { name: 'History' }).click();
  await page.keyboard.press('u');
  await expect(side()).toContainText('To review');
  await side().getByRole('tab', { name: 'Review' }).click();
});

test('approved with a reason, answered by the speaker, published, taken from view', async () => {
  await page.keyboard.press('a');
  const approve = side().locator('form').getByRole('button', { name: 'Approve' });
  await page.getByLabel('Reason, for the staff').fill('');
  await approve.click();
  await expect(page.getByText('Please give a reason.')).toBeVisible();
  await page.getByLabel('Reason, for the staff').fill('Seen in full.');
  await approve.click();
  // Nobody answered the questions: asked once more, plainly.
  await expect(side().getByText(/are not answered/)).toBeVisible();
  await side().getByRole('button', { name: 'Approve anyway' }).click();
  await expect(side().getByText('The speaker must say yes')).toBeVisible();
  const { question } = await at(0).speaker.call('GET /api/v1/speaker/statement');
  await at(0).speaker.call('POST /api/v1/speaker/decisions/{id}/answer', {
    params: { id: question?.decisionId ?? '' },
    body: { answer: 'yes' },
  });
  await expect(side().getByText('The speaker said yes').first()).toBeVisible();
  await accessible(page);

  await page.keyboard.press('h');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Board');
  await expect(rowOf(at(0).name).getByRole('link')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(side().getByText('The speaker said yes').first()).toBeVisible();
  await page.keyboard.press('Shift+H');
  const items = page.getByRole('main').locator('ol').getByRole('listitem');
  await expect(items).toHaveCount(2);
  const first = (await items.first().getByRole('link').textContent()) ?? '';
  await items
    .first()
    .getByRole('button', { name: /^Move down/ })
    .press('Alt+ArrowDown');
  await expect(items.last()).toContainText(first);
  await page.reload();
  await expect(items.last()).toContainText(first);
  await page.getByRole('button', { name: 'Publish…', exact: true }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Publish revision 1' }).click();
  await expect(page.getByText('Published as revision 1.')).toBeVisible();
  await expect(page.getByText('The published revision is exactly this.')).toBeVisible();
  const video = page.locator('video');
  await expect
    .poll(() => video.evaluate((element: HTMLVideoElement) => element.readyState))
    .toBeGreaterThan(0);
  await accessible(page);
  await look(page, 'programme');
  await page.getByRole('button', { name: 'Take from view' }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByLabel(/^Reason/).fill('The hour was moved.');
  await dialog.getByRole('button', { name: 'Take from view' }).click();
  await expect(page.getByText('Not published')).toBeVisible();
});

test('what a speaker asks for that cannot be made yet is said wherever it is decided on', async () => {
  await at(0).speaker.call('PUT /api/v1/speaker/consent', {
    body: {
      audience: 'missions',
      endsAt: null,
      masterAllowed: false,
      appearance: { named: 'name', face: 'hidden', voice: 'read_by_other' },
      speakerName: SHOWN_AS,
      accepted: null,
    },
  });
  await expect(page.getByText('The speaker asks for a hidden face or a changed voice').first()).toBeVisible();
  const { url } = browserProduct();
  await page.goto(`${url}/review/`);
  await expect(page.getByText('Not to be shown yet')).toBeVisible();
  await page.goto(`${url}/review/statements/${at(0).statementId}`);
  await expect(page.getByText('The speaker’s face is to be hidden')).toBeVisible();
  await expect(page.getByText(/by name \(.ليلى حسن.\), face hidden, read by somebody else/)).toBeVisible();
  await expect(page.getByText(/Agreed to by .Demonstration speaker. on/)).toBeVisible();
  await expect(page.getByText('An approval is kept, but the video is not shown')).toBeVisible();
  await accessible(page);
  await look(page, 'unmet');
});

test('a consent whose last day has passed is said wherever it is decided on', async () => {
  const { url } = browserProduct();
  const params = { id: at(0).statementId };
  const now = async () => (await place.coordinator.call('GET /api/v1/statements/{id}', { params })).consent;
  const { audience, masterAllowed, appearance, speakerName } = await now();
  const given = { audience, masterAllowed, appearance, speakerName, accepted: null };
  const until = (endsAt: string | null) =>
    at(0).speaker.call('PUT /api/v1/speaker/consent', { body: { ...given, endsAt } });
  await until(new Date(Date.now() + 2_000).toISOString());
  await expect.poll(async () => (await now()).ended).toBe(true);
  await page.goto(`${url}/review/`);
  await expect(rowOf(at(0).name).getByText('Consent has ended')).toBeVisible();
  await page.goto(`${url}/review/statements/${at(0).statementId}`);
  await expect(page.getByText('The speaker’s consent has ended')).toBeVisible();
  await expect(page.getByText('the last day that the speaker chose has passed')).toHaveCount(2);
  await accessible(page);
  await until(null);
});

test('a take that failed says so, why, and what can be done; nothing can be decided on it', async () => {
  const { statementId } = at(0);
  const reason = { code: 'storage_full' as const, title: '', figures: {} };
  const failed = { state: 'failed' as const, reason, measuredMs: null, previewUrl: null, cuts: [] };
  await page.route(`**/api/v1/statements/${statementId}`, async (route) => {
    const response = await route.fetch();
    const detail: Output<'GET /api/v1/statements/{id}'> = await response.json();
    for (const take of detail.takes) Object.assign(take, failed);
    await route.fulfill({ response, json: detail });
  });
  await page.goto(`${browserProduct().url}/review/statements/${statementId}`);
  await expect(page.getByText('Take 1 could not be prepared')).toBeVisible();
  await expect(page.getByText('The storage is full.')).toBeVisible();
  await expect(page.getByRole('main').getByRole('button', { name: 'Try again' })).toBeVisible();
  await page.keyboard.press('a');
  for (const name of ['Approve', 'Ask for changes', 'Decline']) {
    await expect(page.getByRole('button', { name })).toHaveCount(0);
  }
  await accessible(page);
  await atEveryWidth(page, 'failed');
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});

test('the keys are shown, and a phone shows everything without scrolling sideways', async () => {
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await look(page, 'keys');
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 360, height: 740 });
  const { url } = browserProduct();
  for (const [name, path] of [
    ['programme', `reviews/${place.reviewId}/programme`],
    ['studio', `statements/${at(0).statementId}`],
    ['board', ''],
    ['missions', 'missions'],
  ] as const) {
    await page.goto(`${url}/review/${path}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.locator('main [aria-hidden=true]').first()).toBeAttached();
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(sideways, name).toBeLessThanOrEqual(0);
    await look(page, `${name}-360`);
  }
});
