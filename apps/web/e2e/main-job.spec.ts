import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { browserProduct } from '../../../infra/test/browser-product.ts';
import { freeStateCode } from './free-state-code.ts';
import { agreeAndSend, choose, chooseRecording, video } from './speak-fixture.ts';
import { coordinatorClient } from './staff-client.ts';

const RECORDED = 'Voices of the Coast';
const CHOSEN = 'شبكة الحق في الماء';
const FLOOR_MS = 4_000;
const READY_WITHIN_MS = 90_000;

test.describe.configure({ mode: 'serial' });

const contexts: BrowserContext[] = [];
const links = new Map<string, string>();
const speakers = new Map<string, Page>();
let coordinator: Page;
let delegateLink: string;
let reviewId: string;
let stateName: string;

test.beforeAll(async ({ browser }) => {
  const staff = await coordinatorClient();
  const { sessions } = await staff.call('GET /api/v1/sessions');
  const session = sessions.find((one) => one.acceptsUploads);
  if (!session) throw new Error('no session takes statements');
  const stateCode = await freeStateCode(staff, session.id);
  stateName = `Republic of the Long Way ${stateCode}`;
  const made = await staff.call('POST /api/v1/sessions/{id}/reviews', {
    params: { id: session.id },
    body: { stateCode, stateName },
  });
  reviewId = made.id;
  const params = { id: reviewId };
  await staff.call('PUT /api/v1/reviews/{id}/floor-time', { params, body: { floorTimeMs: FLOOR_MS } });
  for (const name of [RECORDED, CHOSEN]) {
    const body = { organisation: { name, kind: 'cso' } as const };
    links.set(name, (await staff.call('POST /api/v1/reviews/{id}/invitations', { params, body })).link);
  }
  const { missions } = await staff.call('GET /api/v1/missions', { query: { sessionId: session.id } });
  const mission = missions[0];
  if (!mission) throw new Error('no mission is known');
  const given = await staff.call('POST /api/v1/missions/{id}/link', {
    params: { id: mission.id },
    body: { sessionId: session.id },
  });
  delegateLink = given.link;
  const open = async (size: { width: number; height: number }) => {
    const context = await browser.newContext({ viewport: size, locale: 'en-GB' });
    contexts.push(context);
    return await context.newPage();
  };
  for (const name of links.keys()) speakers.set(name, await open({ width: 360, height: 740 }));
  coordinator = await open({ width: 1280, height: 800 });
});

test.afterAll(async () => {
  for (const context of contexts) await context.close();
});

function speakerPage(name: string): Page {
  const page = speakers.get(name);
  if (!page) throw new Error(`no page of ${name}`);
  return page;
}

async function sendAs(name: string, pick: (page: Page) => Promise<void>): Promise<void> {
  const page = speakerPage(name);
  await page.goto(links.get(name) ?? '');
  await expect(page.getByRole('heading', { name: 'Send your video' })).toBeVisible();
  await pick(page);
  await agreeAndSend(page);
  await expect(page.getByRole('heading', { name: /ready to be reviewed/ })).toBeVisible({
    timeout: READY_WITHIN_MS,
  });
}

async function openStudio(name: string): Promise<void> {
  await coordinator.goto(`${browserProduct().url}/review/`);
  await coordinator.getByRole('link', { name }).click();
  await expect(coordinator.getByRole('heading', { level: 1 })).toHaveText(name);
}

async function approve(): Promise<void> {
  await coordinator.keyboard.press('a');
  await coordinator.getByLabel('Reason, for the staff').fill('Seen in full.');
  await coordinator
    .getByRole('complementary')
    .locator('form')
    .getByRole('button', { name: 'Approve' })
    .click();
  // Nobody answered the questions: it is asked once more.
  await coordinator.getByRole('complementary').getByRole('button', { name: 'Approve anyway' }).click();
}

test('two speakers send: a recording of the browser without a length, and a file', async () => {
  await sendAs(RECORDED, (page) => chooseRecording(page, 3_000));
  const file = await video(4);
  await sendAs(CHOSEN, (page) => choose(page, 'بياننا ../🎥.mp4', file));
});

test('a coordinator approves one as it is, and cuts the other', async () => {
  await coordinator.goto(browserProduct().demo.coordinator);
  await expect(coordinator.getByRole('heading', { level: 1 })).toHaveText('Board');
  await openStudio(RECORDED);
  await approve();
  await expect(coordinator.getByText('Approved').first()).toBeVisible();

  await openStudio(CHOSEN);
  const out = coordinator.getByRole('slider', { name: 'Out', exact: true });
  await expect(out).toHaveAttribute('aria-valuenow', '4000');
  await out.focus();
  await coordinator.keyboard.press('PageDown');
  await out.blur();
  await coordinator.keyboard.press('m');
  await expect(coordinator.getByText('Measured on the cut itself.')).toBeVisible({
    timeout: READY_WITHIN_MS,
  });
  await approve();
  await expect(coordinator.getByText('The speaker must say yes')).toBeVisible();
});

test('its speaker sees the cut and says yes', async () => {
  const page = speakerPage(CHOSEN);
  await expect(page.getByRole('heading', { name: 'Is this cut right for you?' })).toBeVisible({
    timeout: 30_000,
  });
  await page.screenshot({ path: test.info().outputPath('question.png'), fullPage: true });
  await page.getByRole('button', { name: 'Yes, show it like this' }).click();
  await expect(page.getByRole('heading', { name: 'Is this cut right for you?' })).toHaveCount(0);
  await expect(coordinator.getByText('The speaker said yes').first()).toBeVisible();
});

test('published, it plays from the first statement to the last', async ({ browser }) => {
  await coordinator.goto(`${browserProduct().url}/review/reviews/${reviewId}/programme`);
  await expect(coordinator.getByRole('main').locator('ol').getByRole('listitem')).toHaveCount(2);
  await coordinator.getByRole('button', { name: 'Publish…', exact: true }).click();
  await coordinator.getByRole('alertdialog').getByRole('button', { name: 'Publish revision 1' }).click();
  // Its title cards were drawn when the statements were approved, or are about to be.
  await expect(coordinator.getByText('Published as revision 1.')).toBeVisible({ timeout: READY_WITHIN_MS });
  await expect(coordinator.getByText(/With .0:12. of title cards/)).toBeVisible();

  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
  contexts.push(context);
  const page = await context.newPage();
  await page.goto(delegateLink);
  await page.getByRole('link', { name: new RegExp(stateName) }).click();
  const shown = page.locator('video');
  await expect.poll(() => shown.evaluate((it: HTMLVideoElement) => it.readyState)).toBeGreaterThanOrEqual(2);
  const lengthS = await shown.evaluate((it: HTMLVideoElement) => it.duration);
  // Three seconds of each, give or take what the browser's recorder made of them, and four of each of three cards.
  const cardsS = 3 * 4;
  expect(lengthS).toBeGreaterThan(cardsS + 5);
  expect(lengthS).toBeLessThan(cardsS + 8);
  await page.keyboard.press('k');
  // The card that opens the programme is nobody's.
  await expect(page.locator('[aria-current=true]')).toHaveCount(0);
  await expect(page.locator('[aria-current=true]')).toContainText(RECORDED, { timeout: 15_000 });
  await expect(page.locator('[aria-current=true]')).toContainText(CHOSEN, { timeout: 15_000 });
  await expect.poll(() => shown.evaluate((it: HTMLVideoElement) => it.ended), { timeout: 30_000 }).toBe(true);
  const played = await shown.evaluate((it: HTMLVideoElement) => ({
    to: it.currentTime,
    ranges: Array.from({ length: it.played.length }, (_, i) => [it.played.start(i), it.played.end(i)]),
    frames: it.getVideoPlaybackQuality().totalVideoFrames,
  }));
  expect(played.ranges).toHaveLength(1);
  expect(played.to).toBeGreaterThan(lengthS - 0.2);
  expect(played.frames).toBeGreaterThan(0);
});
