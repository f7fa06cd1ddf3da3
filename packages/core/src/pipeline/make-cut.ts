import { buffer } from 'node:stream/consumers';
import {
  type Edit,
  keptRanges,
  type MediaSet,
  newId,
  type Range,
  RENDITION_NAMES,
  type Track,
} from '@rostrum/domain';
import { askForCard } from '../cards/ask-for-card.ts';
import { cutSetRoot, cutSetsPrefix, keyIn } from '../keys.ts';
import type { Parts } from '../parts.ts';
import type { Made, Scratch, TakeTrack } from '../ports/media-engine.ts';
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
    const outDir = await scratch.makeFolder('set');
    const audioFile = trackFile(parts, scratch, take, take.audio, signal);
    audioFile.catch(() => undefined);
    const plays = Promise.withResolvers<void>();
    const set = new GrowingSet(parts, {
      root: attempt.root,
      source: take,
      rate: take.rate,
      scratch,
      signal,
      async publish(manifest) {
        await publishGrowth(parts, attempt, manifest);
        plays.resolve();
      },
      publishEveryMs: PUBLISH_EVERY_MS,
    });
    const stop = new AbortController();
    const cutting = parts.media.makeCut({
      audioFile,
      take: takeTracks(parts, scratch, take, signal),
      ...(takeTruePeakDbtp === null ? {} : { takeTruePeakDbtp }),
      edit: cut.edit,
      rate: take.rate,
      takeFrames: take.frames,
      renditions: renditionNames(take),
      outDir,
      signal,
      onInit: (init) => set.onInit(init),
      onSegment: (segment) => set.onSegment(segment),
      onWhole: (whole) => set.onWhole(whole),
      onProgress: progress.made,
    });
    cutting.finally(plays.resolve).catch(() => undefined);
    // Nobody waits for this before the cut is ready: what plays first is not to wait for it.
    const silence = plays.promise.then(async () =>
      parts.media.isSilent({
        audioFile: await audioFile,
        ranges: removedRanges(cut.edit, takeMs),
        signal: AbortSignal.any([signal, stop.signal]),
      }),
    );
    cutting.catch((error: unknown) => stop.abort(error));
    const [made, removesOnlySilence] = await settled([cutting, silence, audioFile]);
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

/** Of every rendition, init and segments; each lies on this machine from when it is first asked for. */
function takeTracks(parts: Needs, scratch: Scratch, take: MediaSet, signal: AbortSignal): TakeTrack[] {
  return take.video.map((track) => {
    const name = RENDITION_NAMES.find((one) => one === track.name);
    if (name === undefined) throw new PermanentFailure('internal', 'a take has an unknown rendition');
    const brought = (object: string, as: string) => {
      let file: Promise<string> | undefined;
      return () => {
        file ??= scratch.place(`${name}.${as}.mp4`, (to) =>
          parts.storage.copyTo(keyIn(take.root, object), to, { signal }),
        );
        return file;
      };
    };
    const segments = track.segments.map(({ name: object, bytes, durationTicks }, index) => ({
      bytes,
      durationTicks,
      file: brought(object, String(index)),
    }));
    return { track: name, init: brought(track.init, 'init'), segments };
  });
}

/** One file of a track: its init, then every segment. Small ones: a few are fetched before their turn. */
export async function trackFile(
  parts: Needs,
  scratch: Scratch,
  set: MediaSet,
  track: Track,
  signal: AbortSignal,
): Promise<string> {
  const names = [track.init, ...track.segments.map((segment) => segment.name)];
  const fetching: Promise<Uint8Array>[] = [];
  const fetchNext = () => {
    const name = names[fetching.length];
    if (name === undefined) return;
    const one = bytesOf(parts, keyIn(set.root, name), signal);
    // Whoever awaits it hears of it; one that nobody comes to any more is not to end the process.
    one.catch(() => undefined);
    fetching.push(one);
  };
  async function* bytes(): AsyncGenerator<Uint8Array> {
    for (let n = 0; n < FETCHED_AT_ONCE; n += 1) fetchNext();
    for (let at = 0; at < fetching.length; at += 1) {
      const next = await fetching[at];
      fetching[at] = NOTHING;
      fetchNext();
      if (next !== undefined) yield next;
    }
  }
  return await scratch.write(`${track.name}.mp4`, bytes(), signal);
}

const NOTHING = Promise.resolve(new Uint8Array(0));

async function bytesOf({ storage }: Needs, key: string, signal: AbortSignal): Promise<Uint8Array> {
  const { body } = await storage.get(key, { signal });
  return await buffer(body);
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
