import { expect, type Page, test } from '@playwright/test';
import { DEFAULT_APPEARANCE } from '@rostrum/domain';
import { browserProduct } from '../../../infra/test/browser-product.ts';
import { startMinistryProxy } from '../../api/src/testing/ministry-proxy.ts';
import { everyLook } from './every-look.ts';
import { handInIssue } from './issue-sheets.ts';
import { type Published, publishedProgramme, type Speaker } from './watch-fixture.ts';

/** Every page and dialog of a delegate, to be looked at: see `everyLook`. Not part of `npm test`. */

const SECONDS = 12;
const ENGLISH = [
  'Madam President, distinguished delegates.',
  'We thank the State for the schools that it has built on the coast.',
  'Fees are still asked for in six of ten schools.',
  'We recommend that every school fee end by the year 2028.',
];
const ARABIC = [
  'السيدة الرئيسة، السيدات والسادة.',
  'نشكر الدولة على المدارس.',
  'لا تزال الرسوم تُطلب.',
  'نوصي بإلغائها.',
];

test.describe.configure({ mode: 'serial', timeout: 600_000 });

let published: Published;
let page: Page;
let home: string;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  home = `${browserProduct().url}/watch/`;
  published = await publishedProgramme(browserProduct(), {
    stateName: 'Federated States of Watchland',
    organisations: [
      { name: 'Coalition for the Rights of the Child', kind: 'cso', seconds: SECONDS },
      { name: 'National Human Rights Commission', kind: 'nhri', seconds: null },
      { name: 'منظمة الحق في السكن', kind: 'cso', seconds: SECONDS },
      {
        name: 'Ligue des écoles et de l’éducation populaire des îles du Nord',
        kind: 'cso',
        seconds: SECONDS,
      },
    ],
  });
  const [first, , second, third] = published.speakers;
  if (!first || !second || !third) throw new Error('somebody did not speak');
  await caption(first, 'en', ENGLISH);
  await caption(first, 'ar', ARABIC);
  await first.client.call('POST /api/v1/speaker/written', {
    body: { language: 'en', text: ENGLISH.join('\n'), source: 'typed', baseId: null },
  });
  await handInIssue(first.client, {
    language: 'en',
    theme: 'education',
    recommendation: 'End every school fee by the year 2028, in law and in practice.',
  });
  await handInIssue(second.client, {
    language: 'ar',
    theme: 'housing',
    recommendation: 'ضمان الحق في السكن قبل عام 2028.',
  });
  await handInIssue(third.client, {
    language: 'fr',
    theme: 'education',
    recommendation: 'Supprimer les frais de scolarité avant 2028.',
  });
  await publish([first, second, third]);
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
  page = await context.newPage();
});

test.afterAll(async () => {
  await page?.context().close();
});

async function caption({ client }: Speaker, language: string, sentences: readonly string[]): Promise<void> {
  const { takes } = await client.call('GET /api/v1/speaker/statement');
  const eachMs = (SECONDS * 1000) / sentences.length;
  const at = (ms: number) => `00:00:${(ms / 1000).toFixed(3).padStart(6, '0').replace('.', ',')}`;
  const text = sentences
    .map((one, index) => `${index + 1}\n${at(index * eachMs)} --> ${at((index + 1) * eachMs - 10)}\n${one}\n`)
    .join('\n');
  await client.call('POST /api/v1/speaker/takes/{id}/captions', {
    params: { id: takes[0]?.id ?? '' },
    body: { language, text },
  });
}

const publish = (speakers: readonly Speaker[]) =>
  published.coordinator.call('POST /api/v1/reviews/{id}/programme/publish', {
    params: { id: published.reviewId },
    body: { statementIds: speakers.map(({ statementId }) => statementId) },
  });
const programme = () => `${home}reviews/${published.reviewId}`;
const dialog = () => page.getByRole('dialog');

async function stoppedAt(seconds: number): Promise<void> {
  await page.locator('video').evaluate(async (it: HTMLVideoElement, to) => {
    it.pause();
    it.currentTime = to;
    await new Promise((done) => it.addEventListener('seeked', done, { once: true }));
  }, seconds);
}

test('no link, a wrong one, an address of nothing', async () => {
  await page.goto(home);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await everyLook(page, 'link-none');
  await page.goto(`${home}#${'x'.repeat(43)}`);
  await expect(page.getByRole('alert')).toContainText('This link is not known here');
  await everyLook(page, 'link-wrong');
});

test('a code from the mail, and a network that stands in the way', async ({ browser }) => {
  const { coordinator } = published;
  const { sessions } = await coordinator.call('GET /api/v1/sessions');
  const sessionId = sessions.find((one) => one.acceptsUploads)?.id ?? '';
  const { missions } = await coordinator.call('GET /api/v1/missions', { query: { sessionId } });
  const { link } = await coordinator.call('POST /api/v1/missions/{id}/link', {
    params: { id: missions[0]?.id ?? '' },
    body: { sessionId, email: 'mission@example.org' },
  });
  const first = await (await browser.newContext()).newPage();
  await first.goto(link);
  await expect(first.getByRole('heading', { level: 1 })).toContainText('session');
  await first.context().close();
  await page.goto(link);
  await expect(page.getByLabel('Code of six figures')).toBeVisible();
  await everyLook(page, 'link-code');

  const proxy = await startMinistryProxy({
    origin: browserProduct().url,
    takesCookies: () => true,
    takes: ['authorization'],
  });
  const context = await browser.newContext({ locale: 'en-GB', proxy: { server: proxy.url } });
  const behind = await context.newPage();
  await behind.goto(await published.delegateLink());
  await expect(behind.getByRole('heading', { name: 'Your network stands in the way' })).toBeVisible();
  await everyLook(behind, 'link-stripped');
  await context.close();
  await proxy.close();
});

test('the session', async () => {
  await page.goto(await published.delegateLink());
  await expect(page.getByRole('link', { name: new RegExp(published.stateName) })).toBeVisible();
  await everyLook(page, 'home');
  await page.goto(`${home}reviews/00000000-0000-7000-8000-000000000000`);
  await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
  await everyLook(page, 'programme-unknown');
});

test('a programme and what stands beside it', async () => {
  await page.goto(programme());
  await page.locator('video').waitFor();
  await everyLook(page, 'programme-opened');
  await page.getByRole('heading', { level: 1 }).focus();
  await page.keyboard.press('c');
  await stoppedAt(7);
  await everyLook(page, 'programme-captions');
  for (const name of await page.getByRole('tab').allTextContents()) {
    await page.getByRole('tab', { name }).click();
    await everyLook(page, `tab-${name.toLowerCase().replaceAll(' ', '-')}`);
  }
});

test('its dialogs', async () => {
  const open: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['viewing', () => page.keyboard.press('o')],
    ['keys', () => page.keyboard.press('?')],
    ['plain', () => page.getByRole('button', { name: 'Play in another program' }).click()],
    ['download', () => page.getByRole('button', { name: 'Download and verify' }).click()],
    ['ask', () => page.getByRole('button', { name: 'Ask a question in writing' }).click()],
  ];
  for (const [name, press] of open) {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.getByRole('heading', { level: 1 }).focus();
    await press();
    await dialog().waitFor();
    await everyLook(page, `dialog-${name}`, { whole: false });
    await page.keyboard.press('Escape');
    await expect(dialog()).toHaveCount(0);
  }
});

test('a statement alone, only the sound, and folded away on a phone', async () => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole('link', { name: 'Play only this statement' }).click();
  await page.locator('video').waitFor();
  await everyLook(page, 'alone');
  await page.goto(programme());
  await page.getByRole('heading', { level: 1 }).focus();
  await page.keyboard.press('o');
  await dialog().getByLabel('Only the sound').check();
  await page.keyboard.press('Escape');
  await expect(page.getByText('Only the sound is loaded.')).toBeVisible();
  await everyLook(page, 'only-sound');
  await page.getByRole('button', { name: 'Show the picture' }).click();
  await everyLook(page, 'more-open', {
    first: () =>
      page.evaluate(() => {
        const more = document.querySelector<HTMLDetailsElement>('main details');
        if (more) more.open = true;
      }),
  });
});

test('all recommendations: nothing asked, found, chosen, nothing found', async () => {
  await page.goto(home);
  await page.getByRole('link', { name: 'Search in all recommendations' }).click();
  await expect(page.getByRole('article').first()).toBeVisible();
  await everyLook(page, 'search');
  await page.getByLabel('Theme').selectOption('education');
  await page.getByRole('article').first().getByRole('checkbox').check();
  await everyLook(page, 'search-chosen');
  await page.getByLabel('Search in all statements').fill('qqqq');
  await expect(page.getByRole('status').filter({ hasText: 'Nothing found' })).toBeVisible();
  await everyLook(page, 'search-nothing');
});

test('without a link, where it is public', async ({ browser }) => {
  const { coordinator, reviewId, speakers } = published;
  for (const { client } of speakers) {
    await client.call('PUT /api/v1/speaker/consent', {
      body: {
        audience: 'public',
        endsAt: null,
        masterAllowed: true,
        appearance: DEFAULT_APPEARANCE,
        speakerName: null,
        accepted: null,
      },
    });
  }
  const statementIds = speakers.map(({ statementId }) => statementId);
  const params = { id: reviewId };
  await coordinator.call('PUT /api/v1/reviews/{id}/programme/order', {
    params,
    body: { statementIds, audience: 'public' },
  });
  await coordinator.call('PUT /api/v1/reviews/{id}/programme/public-from', { params, body: { at: null } });
  await publish(speakers.filter((_, at) => at !== 1));
  const anybody = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  await anybody.goto(`${home}public/${reviewId}`);
  await anybody.locator('video').waitFor();
  await everyLook(anybody, 'public');
  await anybody.context().close();
});

test('changed, new since, without a network, taken from view, and after the end of the link', async () => {
  await page.goto(programme());
  await page.locator('video').waitFor();
  const [first, , second] = published.speakers;
  if (!first || !second) throw new Error('somebody did not speak');
  await publish([first, second]);
  await expect(page.getByText('The programme has changed')).toBeVisible({ timeout: 30_000 });
  await everyLook(page, 'changed');
  await page.goto(home);
  await expect(page.getByRole('link', { name: new RegExp(published.stateName) })).toBeVisible();
  await page.goto(programme());
  await page.locator('video').waitFor();
  await page.context().setOffline(true);
  await expect(page.getByText('The connection is interrupted')).toBeVisible({ timeout: 30_000 });
  await everyLook(page, 'silent');
  await page.context().setOffline(false);
  await page.locator('video').waitFor();
  await published.coordinator.call('POST /api/v1/reviews/{id}/programme/unpublish', {
    params: { id: published.reviewId },
    body: { reason: 'To be looked at.' },
  });
  await expect(page.getByText('This programme is not shown at the moment')).toBeVisible({ timeout: 30_000 });
  await everyLook(page, 'gone');
  await published.revokeDelegateLinks();
  await expect(page.getByRole('heading', { level: 1, name: 'Your access has ended' })).toBeVisible({
    timeout: 30_000,
  });
  await everyLook(page, 'ended');
});
