import {
  type Edit,
  keptFrames,
  keptRanges,
  type MediaSet,
  newId,
  type Range,
  RENDITION_NAMES,
  type Segment,
  type Track,
} from '@rostrum/domain';
import { askForCard } from '../cards/ask-for-card.ts';
import { cutSetRoot, cutSetsPrefix, keyIn } from '../keys.ts';
import type { Parts } from '../parts.ts';
import type { LocalTrack, Made, Scratch } from '../ports/media-engine.ts';
import { JobStopped, PermanentFailure } from '../ports/queue.ts';
import type { CutRecord } from '../ports/store/cuts.ts';
import type { StatementContext } from '../ports/store/statements.ts';
import type { Tx } from '../ports/store.ts';
import { announce } from '../takes/announce.ts';
import { dropAttempt, eraseOtherAttempts, PIPELINE, runStep, type StepContext } from './attempt.ts';
import { markCutFailed } from './give-up-job.ts';
import { GrowingSet, renditionNames } from './growing-set.ts';
import { progressTeller } from './progress.ts';

type Needs = Pick<Parts, 'store' | 'storage' | 'queue' | 'events' | 'media' | 'clock' | 'log'>;

interface Attempt {
  id: string;
  root: string;
  cut: CutRecord;
  context: StatementContext;
  take: MediaSet;
  takeMs: number;
  takeTruePeakDbtp: number | null;
}

interface Result {
  made: Made;
  manifest: MediaSet;
  removesOnlySilence: boolean;
}

/** What is stored of a cut plays before it is ready: it takes seconds, and each of them is waited for. */
const PUBLISH_EVERY_MS = 300;

/**
 * making → ready. May run twice, even at once: every run writes below a prefix of its own, the run whose media
 * set the row names may go on, and one transaction publishes it.
 */
export async function makeCut(parts: Needs, { cutId }: { cutId: string }, job: StepContext): Promise<void> {
  const cut = await parts.store.cuts.get(cutId);
  const take = cut && (await parts.store.takes.get(cut.takeId));
  const context = take && (await parts.store.statements.context(take.statementId));
  if (!cut || !take || !context || context.statement.state === 'withdrawn' || cut.state !== 'making') return;

  await runStep(
    job,
    async () => {
      const set = take.mediaSetId === null ? null : await parts.store.mediaSets.get(take.mediaSetId);
      if (!set?.complete || take.measuredMs === null)
        throw new PermanentFailure('take_not_ready', 'a cut needs a take that is ready');
      const id = newId();
      const attempt: Attempt = {
        id,
        root: cutSetRoot(take.statementId, cutId, id),
        cut,
        context,
        take: set.manifest,
        takeMs: take.measuredMs,
        takeTruePeakDbtp: take.loudness?.truePeakDbtp ?? null,
      };
      try {
        await publish(parts, attempt, await encode(parts, attempt, job));
      } catch (error) {
        await drop(parts, attempt);
        throw error;
      }
    },
    (reason) => markCutFailed(parts, cutId, reason),
  );
}

/** Nothing is made of it now, and nothing plays: it waits for the next run. */
async function drop(parts: Needs, { id, root, cut }: Attempt): Promise<void> {
  await parts.store
    .transaction(async (tx) => {
      const patch = { progress: 0, mediaSetId: null } as const;
      if (await tx.cuts.update(cut.id, patch, { state: 'making', mediaSetId: id }))
        await tx.mediaSets.remove(id);
      else await tx.cuts.update(cut.id, { progress: 0 }, { state: 'making', mediaSetId: cut.mediaSetId });
    })
    .catch((failure: unknown) => parts.log.error('progress_not_told', failure));
  await dropAttempt(parts, root, async () => {
    const now = await parts.store.cuts.get(cut.id);
    return now?.state === 'ready' && now.mediaSetId === id;
  });
}

/** From the first time on, the row names this attempt's set; whoever finds another there has lost. */
async function publishGrowth(parts: Needs, attempt: Attempt, manifest: MediaSet): Promise<void> {
  if (await parts.store.mediaSets.grow(attempt.id, manifest)) return;
  await parts.store.transaction(async (tx) => {
    const [statement] = await tx.statements.lock([attempt.context.statement.id]);
    if (statement === undefined || statement.state === 'withdrawn') throw new JobStopped('cancelled');
    await claim(parts, tx, attempt, manifest);
  });
}

/** Puts this attempt's set in the place of one that an earlier run left. */
async function claim(parts: Needs, tx: Tx, attempt: Attempt, manifest: MediaSet): Promise<void> {
  const { id, cut, context, root } = attempt;
  const only = { state: 'making', mediaSetId: cut.mediaSetId } as const;
  await tx.mediaSets.add({ id, statementId: context.statement.id, complete: false, manifest });
  // Its own set was there and is gone, or another's is: a later run has taken over, or the cut has ended.
  if (!(await tx.cuts.update(cut.id, { mediaSetId: id }, only))) throw new JobStopped('lost');
  const former = cut.mediaSetId && (await tx.mediaSets.get(cut.mediaSetId));
  if (former && former.manifest.root !== root) {
    await tx.mediaSets.remove(former.id);
    tx.afterCommit(() => dropAttempt(parts, former.manifest.root, async () => false));
  }
  tx.afterCommit(() => announce(parts, context, 'cut'));
}

async function encode(parts: Needs, attempt: Attempt, job: StepContext): Promise<Result> {
  const { take, cut, takeMs, takeTruePeakDbtp, context } = attempt;
  const { signal } = job;
  const [highest] = take.video;
  if (highest === undefined) throw new PermanentFailure('internal', 'a take without a picture cannot be cut');
  const progress = progressTeller(parts, context, job, (fraction) =>
    parts.store.cuts.update(cut.id, { progress: fraction }, { state: 'making' }),
  );
  await progress.begin();
  return await parts.media.withScratch(async (scratch) => {
    const [local, audioFile] = await settled([
      localTracks(parts, scratch, attempt, signal),
      trackFile(parts, scratch, take, take.audio, signal),
    ]);
    const set = new GrowingSet(parts, {
      root: attempt.root,
      rate: take.rate,
      scratch,
      signal,
      publish: (manifest) => publishGrowth(parts, attempt, manifest),
      publishEveryMs: PUBLISH_EVERY_MS,
    });
    const ranges = removedRanges(cut.edit, takeMs);
    const stop = new AbortController();
    const silence = parts.media.isSilent({
      audioFile,
      ranges,
      signal: AbortSignal.any([signal, stop.signal]),
    });
    const cutting = parts.media.makeCut({
      audioFile,
      take: local,
      ...(takeTruePeakDbtp === null ? {} : { takeTruePeakDbtp }),
      edit: cut.edit,
      rate: take.rate,
      takeFrames: take.frames,
      renditions: renditionNames(take),
      outDir: await scratch.makeFolder('set'),
      signal,
      onInit: (init) => set.onInit(init),
      onSegment: (segment) => set.onSegment(segment),
      onProgress: progress.made,
    });
    cutting.catch((error: unknown) => stop.abort(error));
    const [made, removesOnlySilence] = await settled([cutting, silence]);
    progress.finished(0.3);
    const manifest = await set.complete(made);
    const card = take.card === undefined ? {} : { card: take.card };
    return { made, manifest: { ...manifest, ...card }, removesOnlySilence };
  });
}

const FETCHED_AT_ONCE = 8;

/** All have ended before this settles, and so before the folder may go. The first rejection counts. */
async function settled<const T extends readonly Promise<unknown>[]>(
  all: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(all);
  return await Promise.all(all);
}

/** Of every rendition its init, and the segments that a kept frame is in, each as a file. */
async function localTracks(
  parts: Needs,
  scratch: Scratch,
  { take, cut }: Attempt,
  signal: AbortSignal,
): Promise<LocalTrack[]> {
  const kept = keptFrames(cut.edit, take.rate, take.frames).map(({ start, end }) => ({
    start: start * take.rate.ticksPerFrame,
    end: end * take.rate.ticksPerFrame,
  }));
  const isKept = ({ startTicks, durationTicks }: Segment) =>
    kept.some(({ start, end }) => start < startTicks + durationTicks && end > startTicks);
  const waiting: (() => Promise<void>)[] = [];
  const local = take.video.map((track) => {
    const name = RENDITION_NAMES.find((one) => one === track.name);
    if (name === undefined) throw new PermanentFailure('internal', 'a take has an unknown rendition');
    const fetched = { track: name, init: '', segments: track.segments.map((): string | null => null) };
    const place = (object: string, file: string) =>
      scratch.place(`${name}.${file}.mp4`, (to) =>
        parts.storage.copyTo(keyIn(take.root, object), to, { signal }),
      );
    waiting.push(async () => {
      fetched.init = await place(track.init, 'init');
    });
    for (const [at, segment] of track.segments.entries())
      if (isKept(segment))
        waiting.push(async () => {
          fetched.segments[at] = await place(segment.name, String(at));
        });
    return fetched;
  });
  const fetchOn = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await next();
  };
  await settled(
    Array.from({ length: FETCHED_AT_ONCE }, () =>
      fetchOn().catch((error: unknown) => {
        waiting.length = 0;
        throw error;
      }),
    ),
  );
  return local;
}

/** One file of a track: its init, then every segment. */
async function trackFile(
  parts: Needs,
  scratch: Scratch,
  set: MediaSet,
  track: Track,
  signal: AbortSignal,
): Promise<string> {
  async function* bytes(): AsyncGenerator<Uint8Array> {
    for (const name of [track.init, ...track.segments.map((segment) => segment.name)]) {
      const { body } = await parts.storage.get(keyIn(set.root, name), { signal });
      yield* body;
    }
  }
  return await scratch.write(`${track.name}.mp4`, bytes(), signal);
}

/** What the edit leaves out, in order. */
export function removedRanges(edit: Edit, takeMs: number): Range[] {
  const removed: Range[] = [];
  let from = 0;
  for (const kept of keptRanges(edit)) {
    if (kept.startMs > from) removed.push({ startMs: from, endMs: kept.startMs });
    from = kept.endMs;
  }
  if (takeMs > from) removed.push({ startMs: from, endMs: takeMs });
  return removed;
}

async function publish(
  parts: Needs,
  attempt: Attempt,
  { made, manifest, removesOnlySilence }: Result,
): Promise<void> {
  const { id, cut, context, root } = attempt;
  await parts.store.transaction(async (tx) => {
    const [statement] = await tx.statements.lock([context.statement.id]);
    if (statement === undefined || statement.state === 'withdrawn') throw new JobStopped('cancelled');
    // A very short one may end before its set was ever published.
    if ((await tx.mediaSets.get(id)) === null) await claim(parts, tx, attempt, manifest);
    const { measuredMs, loudness } = made;
    const mine = await tx.cuts.update(
      cut.id,
      {
        state: 'ready',
        stateSince: parts.clock.now(),
        measuredMs,
        loudness,
        removesOnlySilence,
        progress: 1,
      },
      { state: 'making', mediaSetId: id },
    );
    if (!mine || !(await tx.mediaSets.complete(id, manifest))) throw new JobStopped('lost');
    await tx.audit({
      action: 'cut.made',
      actor: PIPELINE,
      subject: { kind: 'cut', id: cut.id },
      payload: { takeId: cut.takeId, revision: cut.revision, measuredMs },
    });
    tx.afterCommit(() => announce(parts, context, 'cut'));
    tx.afterCommit(() => eraseOtherAttempts(parts, cutSetsPrefix(context.statement.id, cut.id), root));
    // The take's card may have been drawn anew meanwhile.
    const { id: statementId } = context.statement;
    if (manifest.card !== undefined) tx.afterCommit(() => askForCard(parts, statementId));
  });
}
