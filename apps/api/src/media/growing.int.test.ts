import { setTimeout as pause } from 'node:timers/promises';
import { StatementDetail } from '@rostrum/contract';
import { checkTake, makeCut, prepareTake, verifyTake } from '@rostrum/core';
import type { MediaSet } from '@rostrum/domain';
import {
  type Presentation,
  presentationProblems,
  readPresentation,
  tracksOf,
  updateProblems,
} from '@rostrum/hls';
import { type FreshDatabase, freshDatabase, requirePart } from '@rostrum/testkit';
import { clip } from '@rostrum/testkit/clips';
import { fewRenditions } from '@rostrum/testkit/few-renditions';
import { jobRun } from '@rostrum/testkit/plant';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from '../testing/browser.ts';
import { sent, worked } from '../testing/programme-of-all-kinds.ts';
import { overHttp } from '../testing/read-programme.ts';
import { startTestApi, type TestApi } from '../testing/test-api.ts';

const ASK_EVERY_MS = 50;
/** 11.2 s: five whole groups, and sound whose last segment would have been longer than the target duration. */
const FRAMES = 280;

describe.skipIf(!requirePart('database') || !requirePart('ffmpeg'))('a preview while it is prepared', () => {
  let database: FreshDatabase;
  let api: TestApi;
  beforeAll(async () => {
    database = await freshDatabase();
    api = await startTestApi({ databaseUrl: database.url });
  });
  afterAll(async () => {
    await api?.close();
    await database?.drop();
  });

  async function previewOf(chair: Browser, statementId: string, takeId: string): Promise<string> {
    const params = { id: statementId };
    const { takes } = StatementDetail.parse(await chair.call('GET /api/v1/statements/{id}', { params }));
    const previewUrl = takes.find(({ id }) => id === takeId)?.previewUrl;
    if (!previewUrl) throw new Error('the coordinator is shown no preview');
    return `${api.origin}${previewUrl}`;
  }

  /** The gateway may show what it showed a second ago. */
  async function shownWith(address: string, segments: number): Promise<Presentation> {
    for (;;) {
      const seen = await readPresentation(address, overHttp);
      const listed = tracksOf(seen).reduce((sum, track) => sum + track.segments.length, 0);
      if (listed >= segments) return seen;
      await pause(ASK_EVERY_MS);
    }
  }

  it('breaks no rule as a cut either, with a removal and edges within groups of pictures', async () => {
    const speaker = await api.speaker(await api.session());
    const chair = await api.staff('coordinator');
    const takeId = await sent(speaker, await clip({ seconds: FRAMES / 25, width: 426, height: 240 }));
    const parts = { ...api.parts, media: fewRenditions(api.parts.media) };
    await worked(parts, takeId);
    const { id: cutId } = await chair.call('POST /api/v1/takes/{id}/cuts', {
      params: { id: takeId },
      body: { inMs: 1480, outMs: 10_520, removals: [{ startMs: 5000, endMs: 7240 }] },
    });
    await makeCut(parts, { cutId }, jobRun());
    const detail = StatementDetail.parse(
      await chair.call('GET /api/v1/statements/{id}', { params: { id: speaker.statementId } }),
    );
    const cut = detail.takes.flatMap(({ cuts }) => cuts).find(({ id }) => id === cutId);
    expect(cut?.state).toBe('ready');
    expect(presentationProblems(await readPresentation(`${api.origin}${cut?.previewUrl}`, overHttp))).toEqual(
      [],
    );
  });

  it('only ever grows, can be fetched as far as it is listed, and ends as a recording', {
    timeout: 240_000,
  }, async () => {
    const speaker = await api.speaker(await api.session());
    const chair = await api.staff('coordinator');
    const takeId = await sent(speaker, await clip({ seconds: FRAMES / 25, width: 426, height: 240 }));
    await verifyTake(api.parts, { takeId }, jobRun());
    await checkTake(api.parts, { takeId }, jobRun());

    const seen: Presentation[] = [];
    const { store, media } = api.parts;
    // Every growth is told of at once, and is looked at before the encoder's next segment is stored.
    let aheadMs = 0;
    const clock = {
      now() {
        aheadMs += 1000;
        return new Date(Date.now() + aheadMs);
      },
    };
    let counts: number[] = [];
    const look = async (manifest: MediaSet) => {
      const tracks = [...manifest.video, manifest.audio];
      const segments = tracks.reduce((sum, track) => sum + track.segments.length, 0);
      const longer = ({ segments: own }: MediaSet['audio'], at: number) => own.length > (counts[at] ?? 0);
      if (!tracks.every(longer)) return;
      counts = tracks.map((track) => track.segments.length);
      seen.push(await shownWith(await previewOf(chair, speaker.statementId, takeId), segments));
    };
    const mediaSets: typeof store.mediaSets = {
      ...store.mediaSets,
      grow: async (id, manifest) => {
        const grown = await store.mediaSets.grow(id, manifest);
        if (grown) await look(manifest);
        return grown;
      },
    };
    const parts = {
      ...api.parts,
      clock,
      media: fewRenditions(media),
      store: { ...store, mediaSets },
    };
    await prepareTake(parts, { takeId }, jobRun());
    const address = await previewOf(chair, speaker.statementId, takeId);
    const whole = await store.mediaSets.get((await store.takes.get(takeId))?.mediaSetId ?? '');
    if (whole === null) throw new Error('a ready take has no set');
    await expect
      .poll(async () => (await readPresentation(address, overHttp)).variants[0]?.track.parsed?.endList, {
        timeout: 20_000,
      })
      .toBe(true);
    seen.push(await readPresentation(address, overHttp));

    expect(seen.length).toBeGreaterThanOrEqual(3);
    for (const [at, presentation] of seen.entries()) {
      expect(presentationProblems(presentation)).toEqual([]);
      for (const [index, { name, parsed }] of tracksOf(presentation).entries()) {
        const last = at === seen.length - 1;
        expect([name, parsed?.type, parsed?.mediaSequence, parsed?.startOffset, parsed?.endList]).toEqual([
          name,
          'EVENT',
          0,
          0,
          last,
        ]);
        const before = at === 0 ? undefined : tracksOf(seen[at - 1] ?? presentation)[index];
        if (!parsed || !before?.parsed) continue;
        expect(updateProblems(before.parsed, parsed)).toEqual([]);
        // The last segment may have been listed before the recording was said to be whole.
        const gained = parsed.segments.length - before.parsed.segments.length;
        expect(gained).toBeGreaterThanOrEqual(last ? 0 : 1);
      }
    }
    const [complete] = seen.at(-1)?.variants ?? [];
    const pictures = complete?.track.segments.flatMap(({ facts }) => facts?.fragments ?? []) ?? [];
    expect(pictures.reduce((sum, { samples }) => sum + samples.length, 0)).toBe(FRAMES);
  });
});
