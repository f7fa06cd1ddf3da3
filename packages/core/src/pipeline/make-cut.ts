import {
  type Edit,
  keptRanges,
  type MediaSet,
  newId,
  type Range,
  RENDITION_NAMES,
  type Track,
} from '@rostrum/domain';
import { cutSetRoot, cutSetsPrefix, keyIn } from '../keys.ts';
import type { Parts } from '../parts.ts';
import type { LocalTrack, Made, Scratch } from '../ports/media-engine.ts';
import { JobStopped, PermanentFailure } from '../ports/queue.ts';
import type { CutRecord } from '../ports/store/cuts.ts';
import type { StatementContext } from '../ports/store/statements.ts';
import { announce } from '../takes/announce.ts';
import { dropAttempt, eraseOtherAttempts, PIPELINE, runStep, type StepContext } from './attempt.ts';
import { markCutFailed } from './give-up-job.ts';
import { GrowingSet, renditionNames } from './growing-set.ts';
import { progressTeller } from './progress.ts';

type Needs = Pick<Parts, 'store' | 'storage' | 'events' | 'media' | 'clock' | 'log'>;

interface Attempt {
  root: string;
  cut: CutRecord;
  context: StatementContext;
  take: MediaSet;
  takeMs: number;
}

interface Result {
  made: Made;
  manifest: MediaSet;
  removesOnlySilence: boolean;
}

/** making → ready. May run twice: each run has a prefix of its own, and one write publishes it. */
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
      const root = cutSetRoot(take.statementId, cutId, newId());
      const attempt: Attempt = { root, cut, context, take: set.manifest, takeMs: take.measuredMs };
      try {
        await publish(parts, attempt, await encode(parts, attempt, job));
      } catch (error) {
        await dropAttempt(parts, root, () => isPublished(parts, attempt));
        await parts.store.cuts
          .update(cutId, { progress: 0 }, { state: 'making' })
          .catch((failure: unknown) => parts.log.error('progress_not_told', failure));
        throw error;
      }
    },
    (reason) => markCutFailed(parts, cutId, reason),
  );
}

async function isPublished(parts: Needs, { cut, root }: Attempt): Promise<boolean> {
  const now = await parts.store.cuts.get(cut.id);
  const set = now?.mediaSetId && (await parts.store.mediaSets.get(now.mediaSetId));
  return set ? set.manifest.root === root : false;
}

async function encode(parts: Needs, attempt: Attempt, job: StepContext): Promise<Result> {
  const { take, cut, takeMs, context } = attempt;
  const { signal } = job;
  const [highest] = take.video;
  if (highest === undefined) throw new PermanentFailure('internal', 'a take without a picture cannot be cut');
  const progress = progressTeller(parts, context, job, (fraction) =>
    parts.store.cuts.update(cut.id, { progress: fraction }, { state: 'making' }),
  );
  await progress.begin();
  return await parts.media.withScratch(async (scratch) => {
    const local: LocalTrack[] = [];
    for (const track of take.video) local.push(await localTrack(parts, scratch, take, track, signal));
    const [picture] = local;
    if (picture === undefined) throw new RangeError('a track is missing');
    const videoFile = await scratch.write('picture.mp4', joined(scratch, picture), signal);
    const audioFile = await trackFile(parts, scratch, take, take.audio, signal);
    const set = new GrowingSet(parts, {
      root: attempt.root,
      rate: take.rate,
      scratch,
      signal,
      publish: async () => undefined,
    });
    const made = await parts.media.makeCut({
      videoFile,
      audioFile,
      take: local,
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
    progress.finished(0.3);
    const ranges = removedRanges(cut.edit, takeMs);
    const removesOnlySilence =
      ranges.length === 0 || (await parts.media.isSilent({ audioFile, ranges, signal }));
    return { made, manifest: await set.complete(made), removesOnlySilence };
  });
}

const FETCHED_AT_ONCE = 8;

/** A rendition's init and every segment, each as a file. */
async function localTrack(
  parts: Needs,
  scratch: Scratch,
  set: MediaSet,
  track: Track,
  signal: AbortSignal,
): Promise<LocalTrack> {
  const name = RENDITION_NAMES.find((one) => one === track.name);
  if (name === undefined) throw new PermanentFailure('internal', 'a take has an unknown rendition');
  const names = [track.init, ...track.segments.map((segment) => segment.name)];
  const files: string[] = [];
  let next = 0;
  const fetchOn = async (): Promise<void> => {
    for (let at = next; at < names.length; at = next) {
      next += 1;
      const key = keyIn(set.root, names[at] ?? '');
      files[at] = await scratch.place(`${name}.${at}.mp4`, (file) =>
        parts.storage.copyTo(key, file, { signal }),
      );
    }
  };
  // All have ended before the folder may go.
  const ended = await Promise.allSettled(Array.from({ length: FETCHED_AT_ONCE }, fetchOn));
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
  const [init = '', ...segments] = files;
  return { track: name, init, segments };
}

async function* joined(scratch: Scratch, { init, segments }: LocalTrack): AsyncGenerator<Uint8Array> {
  for (const file of [init, ...segments]) yield* scratch.read(file);
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
  { cut, context, root }: Attempt,
  { made, manifest, removesOnlySilence }: Result,
): Promise<void> {
  const mediaSetId = newId();
  await parts.store.transaction(async (tx) => {
    const [statement] = await tx.statements.lock([context.statement.id]);
    if (statement === undefined || statement.state === 'withdrawn') throw new JobStopped('cancelled');
    await tx.mediaSets.add({ id: mediaSetId, statementId: context.statement.id, complete: true, manifest });
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
        mediaSetId,
      },
      { state: 'making' },
    );
    if (!mine) throw new JobStopped('lost');
    await tx.audit({
      action: 'cut.made',
      actor: PIPELINE,
      subject: { kind: 'cut', id: cut.id },
      payload: { takeId: cut.takeId, revision: cut.revision, measuredMs },
    });
    tx.afterCommit(() => announce(parts, context, 'cut'));
    tx.afterCommit(() => eraseOtherAttempts(parts, cutSetsPrefix(context.statement.id, cut.id), root));
  });
}
