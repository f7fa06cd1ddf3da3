/**
 * Makes the pictures of README from the running product: `node infra/local/pictures.ts FOLDER [SCHEME]`.
 * A demonstration of its own is started, filled over HTTP as the roles would, and removed.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium, type Page } from '@playwright/test';
import { agree } from './demo/agree.ts';
import { type RoleClient, roleClient, tokenOf } from './demo/role-client.ts';
import { sendFile } from './demo/send-file.ts';
import { startProduct } from './product.ts';

const run = promisify(execFile);
const [folder = 'docs/pictures', scheme = 'light'] = process.argv.slice(2);
const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 360, height: 740 };
const PREPARED_WITHIN_MS = 180_000;

const work = await mkdtemp(path.join(tmpdir(), 'rostrum-pictures-'));
const product = await startProduct({ port: 0, dataDir: path.join(work, 'data'), say: console.log });
try {
  const staff = roleClient(product.url);
  await staff.call('POST /api/v1/demonstration/sign-in', {
    body: { token: tokenOf(product.demo.coordinator) },
  });
  const { sessions } = await staff.call('GET /api/v1/sessions');
  const session = sessions.find((one) => one.acceptsUploads);
  if (!session) throw new Error('no session takes statements');
  const { reviews } = await staff.call('GET /api/v1/sessions/{id}/board', { params: { id: session.id } });
  const place = reviews.find(({ review }) => review.stateName === 'Saint Lucia') ?? reviews[0];
  if (!place) throw new Error('the session has no State');
  const reviewId = place.review.id;

  const clip = await recording();
  const statements: string[] = [];
  for (const name of ['Demonstration organisation F (CSO)', 'Demonstration organisation G (CSO)']) {
    const speaker = await invite(staff, reviewId, name);
    await send(speaker.client, clip);
    await approve(staff, speaker.statementId);
    statements.push(speaker.statementId);
  }
  const waiting = await invite(staff, reviewId, 'Demonstration organisation H (CSO)');
  await send(waiting.client, clip);
  await until(staff, waiting.statementId, 'ready');
  await cardsDrawn(staff, reviewId);
  await staff.call('POST /api/v1/reviews/{id}/programme/publish', {
    params: { id: reviewId },
    body: { statementIds: statements },
  });

  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'],
  });
  try {
    const speak = await open(browser, PHONE, product.demo.speaker);
    await speak.getByRole('heading', { name: 'Send your video' }).waitFor();
    await picture(speak, 'speak');
    const review = await open(browser, WIDE, product.demo.coordinator);
    await review.getByRole('searchbox').fill('Demonstration');
    await review.getByRole('searchbox').blur();
    await review.getByRole('link', { name: 'Demonstration organisation H (CSO)' }).waitFor();
    await review.getByRole('link', { name: 'Demonstration organisation H (CSO)' }).scrollIntoViewIfNeeded();
    // What was out of sight is drawn with the frame after.
    await review.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    );
    await picture(review, 'review-board');
    await review.goto(`${product.url}/review/statements/${waiting.statementId}`);
    await playing(review);
    await picture(review, 'review-studio');
    const watch = await open(browser, WIDE, product.demo.delegate);
    await watch.getByRole('link', { name: new RegExp(place.review.stateName) }).click();
    await playing(watch);
    await picture(watch, 'watch');
  } finally {
    await browser.close();
  }
} finally {
  await product.stop();
  await rm(work, { recursive: true, force: true });
}

/** A plain moving picture and a voice-like sound; nobody is in it. */
async function recording(): Promise<string> {
  const file = path.join(work, 'recording.mp4');
  const picture =
    'gradients=size=1280x720:rate=25:duration=24:type=radial:c0=0x6f98a0:c1=0x1d3b46:c2=0x0f2229:n=3:x0=640:y0=330:x1=640:y1=900:speed=0.00001';
  const sound = "aevalsrc='0.3*sin(2*PI*180*t)*(0.5+0.5*sin(2*PI*3*t))+0.1*sin(2*PI*520*t)':duration=24";
  const tokens = ['-v', 'error', '-f', 'lavfi', '-i', picture, '-f', 'lavfi', '-i', sound, '-shortest', file];
  await run('ffmpeg', tokens);
  return file;
}

async function invite(
  staff: RoleClient,
  reviewId: string,
  name: string,
): Promise<{ client: RoleClient; statementId: string }> {
  const { link, statementId } = await staff.call('POST /api/v1/reviews/{id}/invitations', {
    params: { id: reviewId },
    body: { organisation: { name, kind: 'cso' } },
  });
  const client = roleClient(product.url);
  await client.call('POST /api/v1/links/open', { body: { token: tokenOf(link) } });
  await agree(client, { masterAllowed: false });
  return { client, statementId };
}

async function send(speaker: RoleClient, file: string): Promise<void> {
  const bytes = await readFile(file);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await sendFile(speaker, file, { bytes: bytes.length, sha256 });
}

async function until(staff: RoleClient, id: string, state: string) {
  const deadline = performance.now() + PREPARED_WITHIN_MS;
  while (performance.now() < deadline) {
    const detail = await staff.call('GET /api/v1/statements/{id}', { params: { id } });
    if (detail.takes[0]?.state === state) return detail;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error(`not ${state} in time`);
}

async function cardsDrawn(staff: RoleClient, reviewId: string): Promise<void> {
  const deadline = performance.now() + PREPARED_WITHIN_MS;
  const params = { id: reviewId };
  while (performance.now() < deadline) {
    const { draft } = await staff.call('GET /api/v1/reviews/{id}/programme', { params });
    if (draft.cardsToDraw === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error('the title cards are not drawn in time');
}

async function approve(staff: RoleClient, id: string): Promise<void> {
  const { statement, takes } = await until(staff, id, 'ready');
  const [take] = takes;
  await staff.call('POST /api/v1/statements/{id}/decisions', {
    params: { id },
    body: {
      kind: 'approve',
      takeId: take?.id ?? '',
      cutId: take?.cuts[0]?.id ?? null,
      reason: 'Seen in full.',
      version: statement.version,
    },
  });
}

async function open(browser: Browser, viewport: typeof WIDE, address: string): Promise<Page> {
  const page = await browser.newPage({
    viewport,
    locale: 'en-GB',
    timezoneId: 'Pacific/Nauru',
    colorScheme: scheme === 'dark' ? 'dark' : 'light',
  });
  await page.goto(address);
  return page;
}

async function playing(page: Page): Promise<void> {
  await page.waitForFunction(() => (document.querySelector('video')?.readyState ?? 0) >= 2);
  await page.evaluate(() => document.querySelector('video')?.play());
  await page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 2);
  await page.evaluate(() => document.querySelector('video')?.pause());
}

async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: path.join(folder, `${name}.png`), animations: 'disabled' });
}
