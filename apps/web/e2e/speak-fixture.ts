import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { clip } from '@rostrum/testkit/clips';
import { telling } from '@rostrum/testkit/walk';
import type { RoleClient } from '../../../infra/local/demo/role-client.ts';
import { freeStateCode } from './free-state-code.ts';
import { coordinatorClient } from './staff-client.ts';
import { AGREED_AS } from './typed.ts';
import { violationsOf } from './violations.ts';

export interface Invited {
  coordinator: RoleClient;
  link: string;
  statementId: string;
  invitationId: string;
}

export interface Wanted {
  floorSeconds?: number;
  email?: string;
  deadlineAt?: string;
  organisation?: string;
  /** Of an API of its own. */
  origin?: string;
}

/** A speaker with a link that nobody has opened yet. */
export async function invited({
  floorSeconds,
  email,
  deadlineAt,
  organisation = 'Коалиция · ائتلاف · Coalition',
  origin,
}: Wanted = {}): Promise<Invited> {
  const coordinator = await coordinatorClient(origin);
  const { sessions } = await coordinator.call('GET /api/v1/sessions');
  const session = sessions.find((one) => one.acceptsUploads);
  if (!session) throw new Error('no session takes statements');
  const id = await newReview(coordinator, session.id);
  if (floorSeconds !== undefined) {
    const body = { floorTimeMs: floorSeconds * 1000 };
    await coordinator.call('PUT /api/v1/reviews/{id}/floor-time', { params: { id }, body });
  }
  const { link, statementId, invitationId } = await coordinator.call(
    'POST /api/v1/reviews/{id}/invitations',
    {
      params: { id },
      body: {
        organisation: { name: organisation, kind: 'cso' },
        ...(email === undefined ? {} : { email }),
        ...(deadlineAt === undefined ? {} : { deadlineAt }),
      },
    },
  );
  return { coordinator, link, statementId, invitationId };
}

/** A State of its own for each test. */
async function newReview(coordinator: RoleClient, sessionId: string): Promise<string> {
  const stateCode = await freeStateCode(coordinator, sessionId);
  const body = { stateCode, stateName: `Nauru ${stateCode}`, cards: null };
  return (await coordinator.call('POST /api/v1/sessions/{id}/reviews', { params: { id: sessionId }, body }))
    .id;
}

export async function video(seconds: number): Promise<Buffer> {
  return await readFile(await clip({ seconds, width: 426, height: 240, sound: 'speech' }));
}

/** A phone's video that tells of place, device, names and times. */
export async function tellingVideo(): Promise<Buffer> {
  return await readFile(await telling('keys'));
}

/** And one in which nothing is told. */
export async function silentAboutItself(): Promise<Buffer> {
  const extra = ['-fflags', '+bitexact', '-flags', '+bitexact', '-map_metadata', '-1'];
  return await readFile(await clip({ seconds: 3, width: 426, height: 240, container: '3gp', extra }));
}

const SIZES = [
  { width: 360, height: 740 },
  { width: 768, height: 1024 },
  { width: 1280, height: 800 },
];

/** With `ROSTRUM_SCREENSHOTS`, the page in every size and scheme is kept in that folder. */
export async function keepPictures(page: Page, name: string): Promise<void> {
  const folder = process.env.ROSTRUM_SCREENSHOTS;
  if (!folder) return;
  const before = page.viewportSize();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const size of SIZES) {
      await page.setViewportSize(size);
      const path = `${folder}/speak-${name}-${size.width}-${colorScheme}.png`;
      await page.screenshot({ path, fullPage: true });
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  if (before) await page.setViewportSize(before);
}

/** Of a heading: its name, or what is in it. */
export const heading = (name: string | RegExp) => ({ name, exact: false });

/** The same video in a larger file: a `free` box at the end (ISO/IEC 14496-12, 8.1.2) is skipped by every reader. */
export async function largeVideo(seconds: number, bytes: number): Promise<Buffer> {
  const small = await video(seconds);
  const box = Buffer.alloc(bytes - small.length, 7);
  box.writeUInt32BE(box.length, 0);
  box.write('free', 4, 'latin1');
  return Buffer.concat([small, box]);
}

export async function choose(
  page: Page,
  name: string,
  buffer: Buffer,
  mimeType = 'video/mp4',
): Promise<void> {
  // A large file goes into the browser through the test's own connection, however busy the machine is.
  const field = page.locator('input[type=file]').first();
  await field.setInputFiles({ name, mimeType, buffer }, { timeout: 60_000 });
}

/** The first video of a statement: what is agreed to is agreed to by a typed name. */
export async function agreeAndSend(page: Page): Promise<void> {
  await page.getByLabel('Type your name to agree').fill(AGREED_AS);
  await page.getByRole('button', { name: 'Send this video' }).click();
}

export async function expectAccessible(page: Page): Promise<void> {
  expect(await violationsOf(page)).toEqual([]);
}

/** Records with the browser's own recorder, in the page, and puts the recording into the page's file field. */
export async function chooseRecording(page: Page, milliseconds: number): Promise<void> {
  await page.evaluate(async (lengthMs) => {
    const stream = await navigator.mediaDevices.getUserMedia({
      video: { width: 320, height: 180 },
      audio: true,
    });
    const recorder = new MediaRecorder(stream, { mimeType: 'video/webm;codecs=vp8,opus' });
    const parts: Blob[] = [];
    recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
    const ended = new Promise((resolve) => recorder.addEventListener('stop', resolve));
    recorder.start(250);
    setTimeout(() => recorder.stop(), lengthMs);
    await ended;
    for (const track of stream.getTracks()) track.stop();
    const transfer = new DataTransfer();
    transfer.items.add(new File(parts, 'تسجيل.webm', { type: 'video/webm' }));
    const field = document.querySelector<HTMLInputElement>('input[type=file]');
    if (!field) throw new Error('no file field');
    field.files = transfer.files;
    field.dispatchEvent(new Event('change', { bubbles: true }));
  }, milliseconds);
}
