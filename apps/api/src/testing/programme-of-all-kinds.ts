import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { SpeakerView, StatementDetail } from '@rostrum/contract';
import {
  checkTake,
  type JobContext,
  type MediaEngine,
  type Parts,
  prepareTake,
  verifyTake,
} from '@rostrum/core';
import { AGREED } from '@rostrum/testkit/agreed';
import { type ClipSpec, clip } from '@rostrum/testkit/clips';
import { z } from 'zod';
import type { Browser } from './browser.ts';
import type { Place, Speaker, TestApi } from './test-api.ts';

const NTSC = '30000/1001';
const marked = (spec: ClipSpec): ClipSpec => ({ picture: 'marks', sound: 'marks', ...spec });

/** Eleven takes as eleven devices make them: every rate class, upright phones, HDR, small pictures, browsers. */
export const ALL_KINDS: readonly ClipSpec[] = [
  marked({ seconds: 2.4, fps: 25, width: 640, height: 360 }),
  marked({ seconds: 2, fps: 24, width: 640, height: 360, indexFirst: true }),
  marked({ seconds: 3.1, fps: NTSC, width: 640, height: 360, container: 'mov' }),
  marked({ seconds: 2, fps: 30, width: 360, height: 640, rotation: 270, container: 'mov' }),
  marked({
    seconds: 2.04,
    fps: 25,
    width: 480,
    height: 270,
    hdr: 'hlg',
    vcodec: 'libx265',
    container: 'mov',
  }),
  marked({ seconds: 1.9, fps: 30, width: 426, height: 240, channels: 2, sampleRate: 44_100 }),
  marked({ seconds: 2.3, fps: 30, width: 640, height: 360, container: 'webm', vcodec: 'libvpx', live: true }),
  marked({ seconds: 2, fps: 24, width: 320, height: 240, container: 'mkv', acodec: 'libopus' }),
  marked({ seconds: 2.1, fps: NTSC, width: 360, height: 640, rotation: 90 }),
  marked({ seconds: 2, fps: 60, width: 426, height: 240 }),
  marked({
    seconds: 2,
    fps: 25,
    width: 640,
    height: 360,
    startMs: 1500,
    soundDelayMs: 1500,
    container: 'ts',
  }),
];

export interface MadeStatement {
  speaker: Speaker;
  takeId: string;
}

export async function sent(speaker: Speaker, file: string): Promise<string> {
  const form = new FormData();
  form.set('file', new Blob([await readFile(file)]), basename(file));
  const answer = await speaker.browser.send('/api/v1/speaker/takes', { method: 'POST', body: form });
  return z.object({ id: z.string() }).parse(await answer.json()).id;
}

/** A run that nobody cancels. The plant has one too, but loads what only test runners have. */
const jobRun = (): JobContext => ({
  jobId: 'test',
  attempt: 1,
  isLastAttempt: false,
  signal: new AbortController().signal,
  progress() {},
});

/** What a worker does with a take that was received. */
export async function worked(parts: Parts, takeId: string): Promise<void> {
  await verifyTake(parts, { takeId }, jobRun());
  await checkTake(parts, { takeId }, jobRun());
  await prepareTake(parts, { takeId }, jobRun());
}

/** The whole take is its cut. */
export async function approved(chair: Browser, { speaker, takeId }: MadeStatement): Promise<void> {
  const view = SpeakerView.parse(await speaker.browser.call('GET /api/v1/speaker/statement'));
  const cut = await chair.call('POST /api/v1/takes/{id}/cuts', {
    params: { id: takeId },
    body: { inMs: 0, outMs: view.takes[0]?.measuredMs ?? 0 },
  });
  const params = { id: speaker.statementId };
  const { statement } = StatementDetail.parse(await chair.call('GET /api/v1/statements/{id}', { params }));
  await chair.call('POST /api/v1/statements/{id}/decisions', {
    params,
    body: { kind: 'approve', takeId, cutId: cut.id, reason: 'Fits.', version: statement.version },
  });
}

/** Sent, prepared by `mediaFor`, approved and published, in the order of the specs. */
export async function publishTakes(
  api: TestApi,
  place: Place,
  specs: readonly ClipSpec[],
  mediaFor: (index: number) => MediaEngine,
): Promise<MadeStatement[]> {
  const chair = await api.staff('coordinator');
  const made = await inPairs([...specs.entries()], async ([at, spec]) => {
    const speaker = await api.speaker(place);
    await speaker.browser.call('PUT /api/v1/speaker/consent', {
      body: { audience: 'missions', endsAt: null, masterAllowed: false, ...AGREED },
    });
    const takeId = await sent(speaker, await clip(spec));
    await worked({ ...api.parts, media: mediaFor(at) }, takeId);
    await approved(chair, { speaker, takeId });
    return { speaker, takeId };
  });
  await chair.call('POST /api/v1/reviews/{id}/programme/publish', {
    params: { id: place.reviewId },
    body: { statementIds: made.map(({ speaker }) => speaker.statementId) },
  });
  return made;
}

/** Two at a time, as a worker on two cores; results in the order of what was given. */
async function inPairs<A, B>(all: readonly A[], work: (one: A) => Promise<B>): Promise<B[]> {
  const done: B[] = [];
  const waiting = [...all.entries()];
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      done[next[0]] = await work(next[1]);
    }
  };
  await Promise.all([lane(), lane()]);
  return done;
}
