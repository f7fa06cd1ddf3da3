import { newId, type Segment, VIDEO_TIMESCALE } from '@rostrum/domain';
import { keyIn } from '../keys.ts';
import type { Parts } from '../parts.ts';
import type { Scratch } from '../ports/media-engine.ts';
import { JobStopped, PermanentFailure } from '../ports/queue.ts';
import type { CutRecord } from '../ports/store/cuts.ts';
import type { MediaSetRecord } from '../ports/store/media-sets.ts';
import type { StatementContext } from '../ports/store/statements.ts';
import { announce } from '../takes/announce.ts';
import { erasePoster, showPoster } from '../takes/choose-poster.ts';
import { runStep, type StepContext } from './attempt.ts';

type Needs = Pick<Parts, 'store' | 'storage' | 'events' | 'media' | 'log'>;

/** Another may be chosen while one is made. */
const MOST_ROUNDS = 5;

/**
 * Makes the picture that was chosen for a cut's poster, from the stored segments of its highest rendition. Every
 * run writes a name of its own; one write shows it, where it is still the one that is wanted.
 */
export async function makeChosenPoster(
  parts: Needs,
  { cutId }: { cutId: string },
  job: StepContext,
): Promise<void> {
  await runStep(
    job,
    async () => {
      for (let round = 0; round < MOST_ROUNDS; round += 1) {
        const cut = await parts.store.cuts.get(cutId);
        const set = cut?.mediaSetId ? await parts.store.mediaSets.get(cut.mediaSetId) : null;
        const context = set && (await parts.store.statements.context(set.statementId));
        if (!cut || !set?.complete || !context || context.statement.state === 'withdrawn') return;
        if (cut.state !== 'ready' || cut.posterMs === null || cut.posterMs === set.manifest.posterMs) return;
        await makeOnce(parts, { cut, set, context, atMs: cut.posterMs }, job.signal);
      }
    },
    () => giveUpPoster(parts, cutId),
  );
}

interface Choice {
  cut: CutRecord;
  set: MediaSetRecord;
  context: StatementContext;
  atMs: number;
}

async function makeOnce(
  parts: Needs,
  { cut, set, context, atMs }: Choice,
  signal: AbortSignal,
): Promise<void> {
  const { root } = set.manifest;
  const name = `poster-${newId()}.jpg`;
  const key = keyIn(root, name);
  let shown = false;
  try {
    await parts.media.withScratch(async (scratch) => {
      const file = await pictureAt(parts, { scratch, set, atMs, signal });
      await parts.storage.put(key, scratch.read(file), { contentType: 'image/jpeg', signal });
    });
    shown = await parts.store.transaction(async (tx) => {
      const [statement] = await tx.statements.lock([context.statement.id]);
      if (statement === undefined || statement.state === 'withdrawn') throw new JobStopped('cancelled');
      const now = await tx.cuts.get(cut.id);
      const wanted = now?.state === 'ready' && now.mediaSetId === set.id && now.posterMs === atMs;
      const manifest = { ...set.manifest, poster: name, posterMs: atMs };
      if (!wanted || !(await showPoster(parts, tx, { set, context, manifest }))) return false;
      tx.afterCommit(() => announce(parts, context, 'cut'));
      return true;
    });
  } finally {
    if (!shown) await forgetUnlessShown(parts, set.id, name, key);
  }
}

async function pictureAt(
  parts: Needs,
  {
    scratch,
    set,
    atMs,
    signal,
  }: {
    scratch: Scratch;
    set: MediaSetRecord;
    atMs: number;
    signal: AbortSignal;
  },
): Promise<string> {
  const { root, rate, video } = set.manifest;
  const [highest] = video;
  const segment = highest && segmentAt(highest.segments, atMs);
  if (highest === undefined || segment === undefined)
    throw new PermanentFailure('internal', 'a set without a picture has no poster');
  const place = (object: string, file: string) =>
    scratch.place(file, (to) => parts.storage.copyTo(keyIn(root, object), to, { signal }));
  const init = await place(highest.init, 'init.mp4');
  const file = await place(segment.name, 'segment.m4s');
  const outDir = await scratch.makeFolder('poster');
  return await parts.media.makePoster({ init, segment: { ...segment, file }, atMs, rate, outDir, signal });
}

function segmentAt(segments: readonly Segment[], atMs: number): Segment | undefined {
  const atTicks = ((atMs + 0.5) * VIDEO_TIMESCALE) / 1000;
  return segments.findLast(({ startTicks }) => startTicks <= atTicks) ?? segments[0];
}

/** An error may have come after the commit: what the row names is never erased, and unasked nothing is. */
async function forgetUnlessShown(parts: Needs, setId: string, name: string, key: string): Promise<void> {
  try {
    if ((await parts.store.mediaSets.get(setId))?.manifest.poster !== name) await erasePoster(parts, key);
  } catch (error) {
    parts.log.error('poster_not_erased', error, { key });
  }
}

/** What is shown is then what was chosen. */
export async function giveUpPoster(parts: Pick<Parts, 'store' | 'events'>, cutId: string): Promise<void> {
  await parts.store.transaction(async (tx) => {
    const cut = await tx.cuts.get(cutId);
    const set = cut?.mediaSetId ? await tx.mediaSets.get(cut.mediaSetId) : null;
    if (!cut || !set) return;
    const posterMs = set.manifest.posterMs ?? null;
    const only = { state: 'ready', mediaSetId: set.id } as const;
    if (posterMs === cut.posterMs || !(await tx.cuts.update(cutId, { posterMs }, only))) return;
    const context = await tx.statements.context(set.statementId);
    if (context) tx.afterCommit(() => announce(parts, context, 'cut'));
  });
}
