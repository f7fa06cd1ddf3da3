import { createHash, createPublicKey, verify } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { type BrowserContext, expect as expectSoon, type Locator, type Page, test } from '@playwright/test';
import { z } from 'zod';
import { anotherApi, browserProduct } from '../../../infra/test/browser-product.ts';
import { choose, expectAccessible, invited, keepPictures, largeVideo } from './speak-fixture.ts';
import { AGREED_AS } from './typed.ts';

const MEGA = 1024 * 1024;
const FLOOR_S = 6;
/** Of the second video: twelve seconds more than the floor. */
const LONG_S = 18;
const ARRIVED_WITHIN_MS = 150_000;
const expect = expectSoon.configure({ timeout: 60_000 });
const ADDRESS = 'way@speaker.test';
/** 100 kB/s and 300 ms: an uplink of 0.8 Mbit/s on a good day. */
const SLOW_LINE = { latency: 300, downloadThroughput: 200_000, uploadThroughput: 100_000 };

test.describe.configure({ timeout: 6 * ARRIVED_WITHIN_MS });
test.use({ locale: 'es-PE', viewport: { width: 360, height: 740 } });

test('recorded, crashed, recovered, made small, refused, sent over a bad line, cut, approved, withdrawn', async ({
  page: first,
  context,
}) => {
  const api = await anotherApi();
  const { link, coordinator, statementId } = await invited({
    floorSeconds: FLOOR_S,
    email: ADDRESS,
    origin: api.url,
  });
  const statement = { params: { id: statementId } };
  const newest = async () => (await coordinator.call('GET /api/v1/statements/{id}', statement)).takes[0];
  const subjects = async () => {
    const { mails } = await coordinator.call('GET /api/v1/demonstration/mailbox');
    return mails.filter(({ to }) => to.includes(ADDRESS)).map(({ subject }) => subject);
  };
  let t = wordsOf('es');

  // The browser speaks Spanish; its speaker prefers French, and so do the mails from here on.
  await first.goto(link);
  await first.getByRole('heading', { name: t('speak.empty.title') }).waitFor();
  const chosen = first.waitForResponse((answer) => answer.url().endsWith('/speaker/language'));
  await first.getByRole('combobox', { name: t('kit.language') }).selectOption('fr');
  t = wordsOf('fr');
  expect((await chosen).ok()).toBe(true);
  await first.getByRole('heading', { name: t('speak.empty.title') }).waitFor();

  // Recorded, and the page dies before the end.
  await button(first, t('record.open')).click();
  await button(first, t('record.start.video')).click();
  await button(first, t('record.setup.begin')).click();
  await expect(first.getByRole('timer')).toContainText('0:02');
  await crash(first, context);

  const page = await context.newPage();
  page.on('dialog', (dialog) => void dialog.accept());
  await page.goto(new URL('/speak/', link).href);
  await button(page, t('record.kept.open')).click();
  await expect(page.getByText(t('record.takes.torn'))).toBeVisible();
  await button(page, t('record.takes.send')).click();
  await page.getByLabel(t('rights.agree')).fill(AGREED_AS);
  await button(page, t('speak.send.send')).click();
  await expect(page.getByRole('heading', { name: t('speak.ready.in_review.title') })).toBeVisible({
    timeout: ARRIVED_WITHIN_MS,
  });
  expect(await newest()).toMatchObject({ number: 1, state: 'ready' });
  await keepPictures(page, 'way-recovered');

  // Refused, in French, on the page and by mail; what was sent before stays.
  await choose(page, 'video.mp4', Buffer.from('This is a text that was named otherwise. '.repeat(60)));
  await button(page, t('speak.send.anyway'))
    .or(button(page, t('speak.send.send')))
    .click();
  await expect(page.getByRole('heading', { name: t('speak.refused.title') })).toBeVisible();
  await expect(page.getByText(t('problem.not_a_video'))).toBeVisible();
  await expect(page.getByText(t('speak.earlier.in_review'))).toBeVisible();
  await expectAccessible(page);
  await keepPictures(page, 'way-refused');
  await expect.poll(subjects).toContain(t('mail.refused.subject'));

  // Another one, from elsewhere: large, and twelve seconds too long. Over this line it would take minutes.
  const network = await slowDown(page, context);
  // And a proxy on the way takes little at once, so that there are parts to lose.
  await page.evaluate(() =>
    localStorage.setItem('rostrum.line', '{"bytesPerSecond":60000,"limitBytes":32768}'),
  );
  await choose(page, 'مقابلة.mp4', await largeVideo(LONG_S, 9 * MEGA));
  await expect(page.getByRole('region', { name: t('speak.shrink.title') })).toBeVisible();
  await button(page, t('speak.shrink.start')).click();
  await expect(page.getByText(t('speak.shrink.done'), { exact: true })).toBeVisible({
    timeout: ARRIVED_WITHIN_MS,
  });
  await expectAccessible(page);
  await button(page, t('speak.send.send')).click();

  const safePercent = safeShare(page, t('speak.sending.safe'));
  for (let cuts = 0; cuts < 3; cuts += 1) {
    const before = await safePercent();
    await expect.poll(safePercent).toBeGreaterThan(before);
    await network.off();
    await expect(page.getByText(t('speak.waiting.offline'), { exact: true }).first()).toBeVisible();
    if (cuts === 1) await killed(api);
    await network.on();
  }
  await expect(page.getByRole('heading', { name: t('speak.cut.title', '0:18', '0:06') })).toBeVisible({
    timeout: 2 * ARRIVED_WITHIN_MS,
  });
  await network.fast();
  await expectAccessible(page);

  // The receipt names the very bytes that lie in the storage, and its signature is one of this house.
  const take = await newest();
  if (!take) throw new Error('no take');
  expect(take).toMatchObject({ number: 3, state: 'ready', fileName: 'مقابلة.mp4' });
  const receipt = await downloadReceipt(page, t);
  expect(await isSignedHere(receipt, api.url)).toBe(true);
  const altered = { ...receipt, payload: { ...receipt.payload, bytes: 1 } };
  expect(await isSignedHere(altered, api.url)).toBe(false);
  const stored = await readFile(originalOf(statementId, take.id));
  expect(receipt.payload).toMatchObject({ sha256: sha256(stored), bytes: stored.length });

  // Cut here, and nothing is sent again.
  const end = page.getByRole('slider', { name: t('speak.trim.out'), exact: true });
  await expect(end).toHaveAttribute('aria-valuetext', '0:06');
  await button(page, t('speak.trim.save')).click();
  await expect(page.getByRole('heading', { name: t('speak.ready.in_review.title') })).toBeVisible();
  await expect
    .poll(async () => (await newest())?.cuts.find(({ madeBy }) => madeBy === 'speaker'))
    .toMatchObject({ state: 'ready', edit: { inMs: 0, outMs: FLOOR_S * 1000 } });

  // Approved, in Arabic.
  await page.getByRole('combobox', { name: t('kit.language') }).selectOption('ar');
  t = wordsOf('ar');
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  const seen = await coordinator.call('GET /api/v1/statements/{id}', statement);
  const cut = seen.takes.find(({ id }) => id === take.id)?.cuts.find(({ madeBy }) => madeBy === 'speaker');
  await coordinator.call('POST /api/v1/statements/{id}/decisions', {
    ...statement,
    body: {
      kind: 'approve',
      takeId: take.id,
      cutId: cut?.id ?? null,
      reason: 'fits',
      version: seen.statement.version,
    },
  });
  await expect(page.getByRole('heading', { name: t('speak.ready.approved.title') })).toBeVisible();
  await expectAccessible(page);
  const lengthShown = () => page.locator('video').evaluate((video: HTMLVideoElement) => video.duration);
  await expect.poll(lengthShown).toBeCloseTo(FLOOR_S, 1);
  await keepPictures(page, 'way-approved');
  await expect.poll(subjects).toContain(t('mail.approved.subject'));
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);

  // Withdrawn: nothing of it is left.
  expect(existsSync(folderOf(statementId))).toBe(true);
  await page.getByText(t('speak.withdraw.title')).click();
  await button(page, t('speak.withdraw.open')).click();
  await button(page, t('speak.withdraw.yes')).click();
  await expect(page.getByRole('heading', { name: t('speak.withdrawn.title') })).toBeVisible();
  await expectAccessible(page);
  await expect.poll(() => filesBelow(folderOf(statementId))).toEqual([]);
  await expect.poll(subjects).toEqual([]);
});

const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** The pages' and the mails' own words; `{figures}` are filled in the order given, as the pages isolate them. */
function wordsOf(language: string): (key: string, ...figures: string[]) => string {
  const folders = ['kit', 'speak', 'speak/later', 'speak/record', 'speak/rights', 'speak/shrink'];
  const files = [
    ...folders.map((folder) => new URL(`../src/${folder}/words/${language}.json`, import.meta.url)),
    new URL(`../../../packages/core/src/mail/words/${language}.json`, import.meta.url),
  ];
  const all = new Map<string, string>();
  for (const file of files) {
    const words = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(file, 'utf8')));
    for (const [key, text] of Object.entries(words)) all.set(key, text);
  }
  return (key, ...figures) => {
    const text = all.get(key);
    if (text === undefined) throw new Error(`no word ${key} in ${language}`);
    return figures.reduce((filled, figure) => filled.replace(/\{\w+\}/, `\u2066${figure}\u2069`), text);
  };
}

async function crash(page: Page, context: BrowserContext): Promise<void> {
  const crashed = page.waitForEvent('crash');
  const session = await context.newCDPSession(page);
  session.send('Page.crash').catch(() => undefined);
  await crashed;
}

async function slowDown(page: Page, context: BrowserContext) {
  const session = await context.newCDPSession(page);
  const set = async (line: typeof SLOW_LINE, offline: boolean) => {
    await session.send('Network.emulateNetworkConditions', { offline, ...line });
  };
  const fast = { latency: 0, downloadThroughput: -1, uploadThroughput: -1 };
  await set(SLOW_LINE, false);
  return { off: () => set(SLOW_LINE, true), on: () => set(SLOW_LINE, false), fast: () => set(fast, false) };
}

/** How much the page says is safe with us, percent; what it said last while it says nothing. */
function safeShare(page: Page, sentence: string): () => Promise<number> {
  const [before = '', after = ''] = sentence.split('{percent}').map((part) => part.trim());
  let last = 0;
  return async () => {
    const text = (await page.locator('main').textContent()) ?? '';
    const at = new RegExp(`${escaped(before)}\\s*[\\u2066\\s]*(\\d+)[\\u2069\\s]*${escaped(after)}`).exec(
      text,
    );
    if (at) last = Number(at[1]);
    return last;
  };
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s/g, '\\s');

/** As a power cut would end it. What watches over it starts it again. */
async function killed({ url, kill }: Awaited<ReturnType<typeof anotherApi>>): Promise<void> {
  await kill();
  const isUp = async () =>
    await fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  await expect
    .poll(isUp)
    .toBe(false)
    .catch(() => undefined);
  await expect.poll(isUp).toBe(true);
}

const Receipt = z.object({
  payload: z.record(z.string(), z.unknown()),
  keyId: z.string(),
  signature: z.string(),
});
type Receipt = z.infer<typeof Receipt>;

async function downloadReceipt(page: Page, t: ReturnType<typeof wordsOf>): Promise<Receipt> {
  await page.getByText(t('speak.receipt.title'), { exact: true }).click();
  const download = page.waitForEvent('download');
  await button(page, t('speak.receipt.download')).click();
  return Receipt.parse(JSON.parse(await readFile(await (await download).path(), 'utf8')));
}

/** By the published keys and RFC 8785 alone, as a speaker's own helper would do it. */
async function isSignedHere({ payload, keyId, signature }: Receipt, origin: string): Promise<boolean> {
  const { keys } = await (await fetch(`${origin}/.well-known/rostrum-keys.json`)).json();
  const key = keys.find(({ kid }: { kid: string }) => kid === keyId);
  const message = Buffer.from(canonical({ keyId, payload, purpose: 'receipt' }));
  return verify(null, message, createPublicKey({ key, format: 'jwk' }), Buffer.from(signature, 'base64url'));
}

const canonical = (value: unknown): string =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? `{${Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`)
        .join(',')}}`
    : JSON.stringify(value);

const folderOf = (statementId: string) =>
  path.join(browserProduct().dataDir, 'media', 'statements', statementId);
const originalOf = (statementId: string, takeId: string) =>
  path.join(folderOf(statementId), 'takes', takeId, 'original');

async function filesBelow(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}
