import { expect as expectSoon, type Route, test } from '@playwright/test';
import {
  agreeAndSend,
  choose,
  expectAccessible,
  invited,
  keepPictures,
  largeVideo,
} from './speak-fixture.ts';

const MEGA = 1024 * 1024;
const ARRIVED_WITHIN_MS = 120_000;
const UPLOADS = /\/api\/v1\/uploads(\/|$)/;
const expect = expectSoon.configure({ timeout: 45_000 });

test.describe.configure({ timeout: 2 * ARRIVED_WITHIN_MS });
test.use({ locale: 'en-GB', viewport: { width: 360, height: 740 } });

const page403 = { status: 403, contentType: 'text/html', body: '<title>Blocked</title>' };
const page404 = { ...page403, status: 404 };
const signIn = { status: 200, contentType: 'text/html', body: '<title>Welcome to our wifi</title>' };

test('a wifi’s sign-in page, a filter, a full disk: said, waited for, gone on from by itself', async ({
  page,
}) => {
  const { link, coordinator, statementId } = await invited();
  const file = await largeVideo(2, 2 * MEGA);
  await page.clock.install();
  await page.goto(link);
  await expect(page.getByRole('heading', { name: 'Send your video' })).toBeVisible();
  let answer: ((route: Route) => Promise<void>) | null = (route) => route.fulfill(signIn);
  let methods: string[] = [];
  await page.route(UPLOADS, async (route) => {
    methods.push(route.request().method());
    await (answer === null ? route.continue() : answer(route));
  });
  await choose(page, 'between.mp4', file);
  await agreeAndSend(page);
  const between = page.getByText('Your network does not let the video through');
  await expect(between).toBeVisible();
  await expectAccessible(page);
  await keepPictures(page, 'waiting-between');

  // The first part is taken; the next is answered by something else, whatever is asked.
  answer = async (route) => {
    if (methods.filter((method) => method === 'PATCH').length > 1) return await route.fulfill(page403);
    await route.continue();
  };
  await page.clock.fastForward(31_000);
  await expect(page.getByText('25 % is safe with us')).toBeVisible();
  await expect(between).toBeVisible();
  answer = (route) => route.fulfill(page404);
  methods = [];
  await page.clock.fastForward(31_000);
  await expect.poll(() => methods).toContain('HEAD');
  await expect(between).toBeVisible();

  answer = async (route) => {
    if (route.request().method() !== 'PATCH') return await route.continue();
    await route.fulfill({
      status: 507,
      contentType: 'application/problem+json',
      body: JSON.stringify({ type: 'about:blank', status: 507, code: 'storage_full', title: 'Full.' }),
    });
  };
  await page.clock.fastForward(31_000);
  await expect(page.getByText('There is no room for videos at this moment')).toBeVisible();
  await expectAccessible(page);
  await keepPictures(page, 'waiting-full');

  answer = null;
  await page.clock.fastForward(61_000);
  await expect(page.getByRole('heading', { name: /safe with us|ready to be reviewed/ })).toBeVisible({
    timeout: ARRIVED_WITHIN_MS,
  });
  const { takes } = await coordinator.call('GET /api/v1/statements/{id}', { params: { id: statementId } });
  expect(takes).toMatchObject([{ number: 1, sizeBytes: file.length }]);
});
