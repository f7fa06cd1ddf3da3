import { type Browser, expect, type Page, test } from '@playwright/test';
import { browserProduct } from '../../../infra/test/browser-product.ts';
import { type MinistryProxy, startMinistryProxy } from '../../api/src/testing/ministry-proxy.ts';
import { violationsOf } from './violations.ts';
import { type Published, publishedProgramme } from './watch-fixture.ts';

const FIRST = 'Coalition behind a Proxy';
const SECOND = 'Union behind a Proxy';

let published: Published;

test.beforeAll(async () => {
  published = await publishedProgramme(browserProduct(), {
    stateName: 'Proxyland',
    organisations: [
      { name: FIRST, kind: 'cso', seconds: 12 },
      { name: SECOND, kind: 'cso', seconds: null },
    ],
  });
});

async function behind(
  browser: Browser,
  taking: Omit<Parameters<typeof startMinistryProxy>[0], 'origin'>,
  look: (page: Page, proxy: MinistryProxy) => Promise<void>,
): Promise<void> {
  const proxy = await startMinistryProxy({ origin: browserProduct().url, ...taking });
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    proxy: { server: proxy.url },
  });
  try {
    await look(await context.newPage(), proxy);
  } finally {
    await context.close();
    await proxy.close();
  }
}

async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env.ROSTRUM_SCREENSHOTS;
  if (folder) await page.screenshot({ path: `${folder}/bad-proxy-${name}.png`, fullPage: true });
}

test('where every cookie is taken, the link opens, the programme plays, and stops when it is withdrawn', async ({
  browser,
}) => {
  await behind(browser, { takesCookies: () => true }, async (page, proxy) => {
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    await page.goto(await published.delegateLink());
    await expect(page.getByRole('heading', { level: 1 })).toContainText('session');
    await expect(page.getByText('This network removes cookies')).toBeVisible();
    expect(await violationsOf(page)).toEqual([]);
    await shot(page, 'home-1280');
    const held = await page.evaluate(() => ({ ...sessionStorage })['rostrum.watch.tab']);
    expect(held).toMatch(/^[\w-]{43}$/);
    await page.getByRole('link', { name: new RegExp(published.stateName) }).click();
    const video = page.locator('video');
    await page.getByRole('button', { name: 'Play', exact: true }).first().click();
    await expect.poll(() => video.evaluate((v: HTMLVideoElement) => v.currentTime)).toBeGreaterThan(1);
    // The tab knows its session when it is loaded anew, too.
    await page.reload();
    await expect(page.getByRole('listitem').first()).toContainText(FIRST);
    await page.getByRole('button', { name: 'Play', exact: true }).first().click();
    await expect
      .poll(() => video.evaluate((v: HTMLVideoElement) => !v.paused && v.currentTime > 0))
      .toBe(true);
    await published.speakers[0]?.client.call('POST /api/v1/speaker/statement/withdraw', {
      body: { sure: true },
    });
    await expect(page.getByText('No statement available').first()).toBeVisible({ timeout: 10_000 });
    // Revoked, it is over as with a cookie.
    await published.revokeDelegateLinks();
    await expect(page.getByRole('heading', { name: 'Your access has ended' })).toBeVisible();
    expect(await page.evaluate(() => sessionStorage.getItem('rostrum.watch.tab'))).toBeNull();
    expect(addresses.filter((address) => address.includes(held ?? '-'))).toEqual([]);
    expect(addresses.length).toBeGreaterThan(10);
    expect(await page.context().cookies()).toEqual([]);
    expect(proxy.passed()).toBeGreaterThan(10);
  });
});

test('where what stands in for cookies is taken as well, the page says so, and what to do', async ({
  browser,
}) => {
  for (const takes of [['authorization'], ['x-rostrum'], ['authorization', 'x-rostrum', 'origin']]) {
    await behind(browser, { takesCookies: () => true, takes }, async (page) => {
      await page.goto(await published.delegateLink());
      const title = page.getByRole('heading', { level: 1, name: 'Your network stands in the way' });
      await expect(title).toBeFocused();
      await expect(page.getByRole('listitem').nth(1)).toContainText(new URL(browserProduct().url).host);
      if (takes.length > 1) return;
      expect(await violationsOf(page)).toEqual([]);
      await page.setViewportSize({ width: 360, height: 740 });
      for (const language of ['ar', 'fr', 'es', 'en']) {
        await page.getByRole('combobox').first().selectOption(language);
        await expect(page.locator('html')).toHaveAttribute('lang', language);
        await expect(page.getByRole('listitem')).toHaveCount(3);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
        if (takes[0] === 'authorization') await shot(page, `stripped-${language}-360`);
      }
      // Its network is another one: the link that was good is opened.
      await page.getByRole('button', { name: 'Try again' }).click();
      await expect(title).toBeFocused();
    });
  }
});
