import path from 'node:path';
import { createInterface } from 'node:readline';
import { addReview } from '@rostrum/core';
import { instantOf, MediaSet, newId, type Track } from '@rostrum/domain';
import { AGREED } from '@rostrum/testkit/agreed';
import { fewRenditions } from '@rostrum/testkit/few-renditions';
import { publishTakes } from '../../api/src/testing/programme-of-all-kinds.ts';
import { addReadyTake } from '../../api/src/testing/ready-take.ts';
import { CHAIR, type Place, startTestApi, type TestApi } from '../../api/src/testing/test-api.ts';
import { withOwnDatabase } from './own-database.ts';

const ZONE = 'Europe/Zurich';
const SECONDS = 16;
/** So often the one statement is said: forty minutes. */
const TIMES = 150;

/**
 * The API with the built pages, whose clock goes ahead as it is told: in the morning of its half-day, with two States.
 * The first has a programme of forty minutes, the second one of which nobody sees more than its waiting room. Prints
 * what it has as one line of JSON, then puts its clock ahead by every number of milliseconds that it reads.
 */
async function serve(databaseUrl: string): Promise<void> {
  const webDir = path.resolve(import.meta.dirname, '../dist');
  const api = await startTestApi({ databaseUrl, webDir });
  try {
    const day = new Date().toISOString().slice(0, 10);
    let aheadMs = instantOf(`${day}T09:00`, ZONE).getTime() + 86_400_000 - Date.now();
    api.parts.clock.now = () => new Date(Date.now() + aheadMs);
    const place = await api.session();
    const small = fewRenditions(api.parts.media, ['240p']);
    const spec = { seconds: SECONDS, width: 426, height: 240, picture: 'marks', sound: 'speech' } as const;
    const [made] = await publishTakes(api, place, [spec], () => small);
    await sayAgain(api, made?.speaker.statementId ?? '');
    const { sessionId } = place;
    const { id: secondId } = await addReview(api.parts, {
      actor: CHAIR,
      sessionId,
      stateCode: 'XAB',
      stateName: 'Second State',
      cards: null,
    });
    await publishedUnseen(api, { sessionId, reviewId: secondId });
    const missionId = newId();
    await api.parts.store.missions.addMissing([{ id: missionId, stateCode: 'XHD', name: 'Half-day' }]);
    const cookie = (await api.staff('coordinator')).cookieHeader();
    const { origin } = api;
    const told = { origin, cookie, sessionId, missionId, firstId: place.reviewId, secondId, aheadMs };
    console.log(JSON.stringify({ ...told, cycleMs: SECONDS * 1000 }));
    for await (const line of createInterface({ input: process.stdin })) aheadMs += Number(line);
  } finally {
    await api.close();
  }
}

/** The same segments, one after the other: whoever reads them gives them their times. */
async function sayAgain({ parts: { prisma } }: TestApi, statementId: string): Promise<void> {
  for (const { id, manifest } of await prisma.mediaSet.findMany({ where: { statementId } })) {
    const once = MediaSet.parse(manifest);
    const seconds = once.durationTicks / 90_000;
    if (seconds !== SECONDS) throw new Error(`what was made lasts ${seconds} seconds`);
    const often = (track: Track): Track => ({
      ...track,
      segments: Array.from({ length: TIMES }, (_, n) =>
        track.segments.map((segment) => ({
          ...segment,
          startTicks: segment.startTicks + n * SECONDS * track.timescale,
        })),
      ).flat(),
    });
    const long = {
      ...once,
      frames: once.frames * TIMES,
      durationTicks: once.durationTicks * TIMES,
      video: once.video.map(often),
      audio: often(once.audio),
    };
    await prisma.mediaSet.update({ where: { id }, data: { manifest: long } });
  }
  const measuredMs = SECONDS * TIMES * 1000;
  await prisma.cut.updateMany({ where: { take: { statementId } }, data: { measuredMs, outMs: measuredMs } });
}

async function publishedUnseen(api: TestApi, place: Place): Promise<void> {
  const chair = await api.staff('coordinator');
  const { browser, statementId } = await api.speaker(place);
  await browser.call('PUT /api/v1/speaker/consent', {
    body: { audience: 'missions', endsAt: null, masterAllowed: false, ...AGREED },
  });
  const take = await addReadyTake(api, { statementId, number: 1, lengthMs: 60_000 });
  const version = (await api.parts.store.statements.byId(statementId))?.version ?? 0;
  await chair.call('POST /api/v1/statements/{id}/decisions', {
    params: { id: statementId },
    body: { kind: 'approve', reason: 'Seen', version, ...take },
  });
  await chair.call('POST /api/v1/reviews/{id}/programme/publish', {
    params: { id: place.reviewId },
    body: { statementIds: [statementId] },
  });
}

await withOwnDatabase(process.env.DATABASE_URL ?? '', serve);
