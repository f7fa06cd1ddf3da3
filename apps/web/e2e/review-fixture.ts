import { createHash, createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { clip } from '@rostrum/testkit/clips';
import { agree } from '../../../infra/local/demo/agree.ts';
import { type RoleClient, roleClient, tokenOf } from '../../../infra/local/demo/role-client.ts';
import { sendFile } from '../../../infra/local/demo/send-file.ts';
import type { BrowserProduct } from '../../../infra/test/browser-product.ts';
import { freeStateCode } from './free-state-code.ts';
import { coordinatorClient } from './staff-client.ts';
import { violationsOf } from './violations.ts';

export interface Invited {
  readonly name: string;
  readonly statementId: string;
  readonly speaker: RoleClient;
}

export interface Place {
  readonly coordinator: RoleClient;
  readonly reviewId: string;
  /** With its code behind it. */
  readonly stateName: string;
  readonly invited: readonly Invited[];
}

/** A State of its own with a floor time in seconds, and its organisations with their links opened. */
export async function invitedPlace(
  product: BrowserProduct,
  wanted: { stateName: string; floorMs: number; names: readonly string[] },
): Promise<Place> {
  const coordinator = await coordinatorClient();
  const { sessions } = await coordinator.call('GET /api/v1/sessions');
  const session = sessions.find((one) => one.acceptsUploads);
  if (!session) throw new Error('no session takes statements');
  const stateCode = await freeStateCode(coordinator, session.id);
  const stateName = `${wanted.stateName} ${stateCode}`;
  const { id: reviewId } = await coordinator.call('POST /api/v1/sessions/{id}/reviews', {
    params: { id: session.id },
    // Title cards have a test of their own: the main job's.
    body: { stateCode, stateName, cards: null },
  });
  await coordinator.call('PUT /api/v1/reviews/{id}/floor-time', {
    params: { id: reviewId },
    body: { floorTimeMs: wanted.floorMs },
  });
  const invited: Invited[] = [];
  for (const name of wanted.names.map((one) => `${one} ${stateCode}`)) {
    const { link, statementId } = await coordinator.call('POST /api/v1/reviews/{id}/invitations', {
      params: { id: reviewId },
      body: { organisation: { name, kind: 'cso' } },
    });
    const speaker = roleClient(product.url);
    await speaker.call('POST /api/v1/links/open', { body: { token: tokenOf(link) } });
    invited.push({ name, statementId, speaker });
  }
  return { coordinator, reviewId, stateName, invited };
}

export async function send({ speaker }: Invited, seconds: number): Promise<void> {
  await agree(speaker, { masterAllowed: false });
  const file = await clip({ seconds, width: 426, height: 240, sound: 'speech' });
  const bytes = await readFile(file);
  await sendFile(speaker, file, {
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  });
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const STEP_SECONDS = 30;

/** RFC 6238 with SHA-1, six digits and steps of 30 s, as authenticator apps do. */
export function totp(secret: string, nowMs: number): string {
  const bits = [...secret.replace(/=+$/, '')]
    .map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(nowMs / 1000 / STEP_SECONDS)));
  const digest = createHmac('sha1', key).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 0x0f;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

export async function accessible(page: Page): Promise<void> {
  // A colour half-way between two schemes is nobody's: what moves comes to its end first.
  await page.evaluate(async () => {
    const moving = document.getAnimations().filter((one) => one instanceof CSSTransition);
    await Promise.allSettled(moving.map(({ finished }) => finished));
  });
  expect(await violationsOf(page)).toEqual([]);
}

/** Keeps a picture for the eye where a folder is named. */
export async function look(page: Page, name: string): Promise<void> {
  const folder = process.env.ROSTRUM_SCREENSHOTS;
  if (folder) await page.screenshot({ path: `${folder}/review-${name}.png`, fullPage: true });
}

/** Nothing stands beside the window, however wide it is. */
export async function atEveryWidth(page: Page, name: string): Promise<void> {
  for (const width of [360, 768, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(sideways, `${name} at ${width}`).toBeLessThanOrEqual(0);
    await look(page, `${name}-${width}`);
  }
}
