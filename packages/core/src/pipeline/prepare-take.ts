import {
  type Finding,
  type FloorTime,
  judgeLength,
  type MediaSet,
  newId,
  RATE_CLASSES,
  type Refusal,
  type SourceFacts,
  wholeTake,
} from '@rostrum/domain';
import { askForCard } from '../cards/ask-for-card.ts';
import { type StatementCard, statementCard } from '../cards/statement-card.ts';
import { takeSetRoot, takeSetsPrefix } from '../keys.ts';
import type { Parts } from '../parts.ts';
import type { Made } from '../ports/media-engine.ts';
import { JobStopped, PermanentFailure } from '../ports/queue.ts';
import type { MediaSetRecord } from '../ports/store/media-sets.ts';
import type { StatementContext } from '../ports/store/statements.ts';
import type { TakeRecord } from '../ports/store/takes.ts';
import type { Tx } from '../ports/store.ts';
import { announce } from '../takes/announce.ts';
import { isBeingTurned } from '../takes/turn-take.ts';
import {
  dropAttempt,
  eraseOtherAttempts,
  markTakeFailed,
  originalOf,
  PIPELINE,
  runStep,
  type StepContext,
} from './attempt.ts';
import { floorFor, tooLong } from './check-take.ts';
import { GrowingSet } from './growing-set.ts';
import { progressTeller } from './progress.ts';
import { refuseTake } from './refuse-take.ts';
import { renewCuts, TurnedAnew } from './turned-take.ts';

type Needs = Pick<Parts, 'store' | 'storage' | 'queue' | 'events' | 'media' | 'clock' | 'log'>;

interface Attempt {
  id: string;
  root: string;
  take: TakeRecord;
  context: StatementContext;
  source: SourceFacts;
  findings: readonly Finding[];
  floor: FloorTime;
  /** What a take that is being turned goes on showing; null at its first preparing. */
  former: MediaSetRecord | null;
}

type Outcome = { outcome: 'made'; made: Made; manifest: MediaSet } | Refused;
interface Refused {
  outcome: 'refused';
  reason: Refusal;
  figures: Record<string, number>;
  measuredMs?: number;
}

/**
 * preparing → ready or refused. The one whole decode measures the take, and the floor time is judged on
 * that. May run twice, even at once: every run writes below a prefix of its own, the run whose media set
 * the row names may go on, and one transaction publishes it. A take that is being turned goes on showing its
 * former set until then.
 */
export async function prepareTake(
  parts: Needs,
  { takeId }: { takeId: string },
  job: StepContext,
): Promise<void> {
  if (!(await isToBePrepared(parts, takeId))) return;
  await runStep(
    job,
    async () => {
      while (await isToBePrepared(parts, takeId)) {
        try {
          await prepareOnce(parts, takeId, job);
        } catch (error) {
          if (!(error instanceof TurnedAnew)) throw error;
        }
      }
    },
    (reason) => markTakeFailed(parts, takeId, reason),
  );
}

async function isToBePrepared({ store }: Needs, takeId: string): Promise<boolean> {
  const take = await store.takes.get(takeId);
  if (take?.state !== 'preparing') return false;
  const statement = await store.statements.byId(take.statementId);
  return statement !== null && statement.state !== 'withdrawn';
}

async function prepareOnce(parts: Needs, takeId: string, job: StepContext): Promise<void> {
  const take = await parts.store.takes.get(takeId);
  const context = take && (await parts.store.statements.context(take.statementId));
  if (!take || !context) return;
  if (take.verdict?.outcome !== 'accepted')
    throw new PermanentFailure('internal', 'a take without an accepting verdict cannot be prepared');
  const id = newId();
  const attempt: Attempt = {
    id,
    root: takeSetRoot(take.statementId, take.id, id),
    take,
    context,
    source: take.verdict.source,
    findings: take.verdict.findings,
    floor: await floorFor(parts, context),
    former: isBeingTurned(take) && take.mediaSetId ? await parts.store.mediaSets.get(take.mediaSetId) : null,
  };
  try {
    const outcome = await encode(parts, attempt, job);
    if (outcome.outcome === 'made') await publish(parts, attempt, outcome.made, outcome.manifest);
    else if (attempt.former === null) await refuse(parts, attempt, outcome);
    else throw new PermanentFailure('internal', `turned, it proved to be ${outcome.reason}`);
  } catch (error) {
    await drop(parts, attempt);
    // Nothing is made of it now: it waits for the next run.
    await tellFraction(parts, attempt, 0).catch((failure: unknown) =>
      parts.log.error('progress_not_told', failure),
    );
    throw error;
  }
}

function drop(parts: Needs, { id, root, take }: Attempt): Promise<void> {
  return dropAttempt(parts, root, async () => {
    const now = await parts.store.takes.get(take.id);
    return now?.state === 'ready' && now.mediaSetId === id;
  });
}

async function encode(parts: Needs, attempt: Attempt, job: StepContext): Promise<Outcome> {
  const { take, source, floor, root } = attempt;
  const rate = RATE_CLASSES.find(({ num, den }) => num === source.rate.num && den === source.rate.den);
  if (rate === undefined) throw new PermanentFailure('internal', 'the source has no rate class');
  const { num, den, ticksPerFrame } = rate;
  const displaced = new AbortController();
  const signal = AbortSignal.any([job.signal, displaced.signal]);
  const progress = progressTeller(parts, attempt.context, job, async (fraction) => {
    if (!(await tellFraction(parts, attempt, fraction)) && (await isTurnedAnew(parts, attempt)))
      displaced.abort(new TurnedAnew());
  });
  await progress.begin();
  const drawn = source.soundOnly === true ? await statementCard(parts, attempt.context) : null;
  return await parts.media.withScratch(async (scratch) => {
    const file = await originalOf(parts, scratch, take, signal);
    const outDir = await scratch.makeFolder('set');
    const set = new GrowingSet(parts, {
      root,
      rate: { num, den, ticksPerFrame },
      scratch,
      signal,
      publish: (manifest) => publishGrowth(parts, attempt, manifest),
    });
    const prepared = await parts.media.prepareTake({
      file,
      source,
      turned: take.turned,
      maxDurationMs: mostMs(attempt),
      ...(drawn === null ? {} : { card: onCard(drawn) }),
      outDir,
      signal,
      onInit: (init) => set.onInit(init),
      onSegment: (segment) => set.onSegment(segment),
      onProgress: progress.made,
    });
    if (prepared.outcome === 'refused') return prepared;
    const refused = attempt.former === null ? tooLongOrUnknown(prepared.measuredMs, floor) : null;
    if (refused !== null) return refused;
    progress.finished(0.5);
    const manifest = await set.complete(prepared);
    const card = drawn === null ? {} : { card: drawn.kept };
    const turned = take.turned === 0 ? {} : { turned: take.turned };
    return { outcome: 'made', made: prepared, manifest: { ...manifest, ...card, ...turned } };
  });
}

/** What was found to fit once is not refused because the floor time is another one since. */
function mostMs({ floor, former, take }: Attempt): number {
  const most = floor.maximumMs + floor.toleranceMs;
  return former === null ? most : Math.max(most, take.measuredMs ?? 0);
}

function onCard({ card, portrait }: StatementCard) {
  return portrait === undefined ? { card } : { card, portrait };
}

/** The row names this attempt's set, or still what it named before; a run that has lost tells nothing. */
async function tellFraction(parts: Needs, { id, take }: Attempt, progress: number): Promise<boolean> {
  for (const mediaSetId of [id, take.mediaSetId]) {
    const only = { states: ['preparing'], mediaSetId, turned: take.turned } as const;
    if (await parts.store.takes.update(take.id, { progress }, only)) return true;
  }
  return false;
}

async function isTurnedAnew(parts: Needs, { take, former }: Attempt): Promise<boolean> {
  return former !== null && (await parts.store.takes.get(take.id))?.turned !== take.turned;
}

/** From the first time on, the row names this attempt's set; whoever finds another there has lost. */
async function publishGrowth(parts: Needs, attempt: Attempt, manifest: MediaSet): Promise<void> {
  if (attempt.former !== null) return;
  if (await parts.store.mediaSets.grow(attempt.id, manifest)) return;
  await parts.store.transaction((tx) => claim(parts, tx, attempt, manifest));
}

/** Puts this attempt's set in the place of one that an earlier run left. */
async function claim(parts: Needs, tx: Tx, attempt: Attempt, manifest: MediaSet): Promise<void> {
  const { id, take, context, root } = attempt;
  const current = await tx.takes.get(take.id);
  // Its own set was there and is gone: a later run has taken over, or the take has ended.
  const displaced = current?.state !== 'preparing' || current.mediaSetId !== take.mediaSetId;
  if (displaced) throw new JobStopped('lost');
  await tx.mediaSets.add({ id, statementId: take.statementId, complete: false, manifest });
  const only = { states: ['preparing'], mediaSetId: take.mediaSetId } as const;
  if (!(await tx.takes.update(take.id, { mediaSetId: id }, only))) throw new JobStopped('lost');
  const former = take.mediaSetId && (await tx.mediaSets.get(take.mediaSetId));
  if (former && former.manifest.root !== root) {
    await tx.mediaSets.remove(former.id);
    tx.afterCommit(() => dropAttempt(parts, former.manifest.root, async () => false));
  }
  tx.afterCommit(() => announce(parts, context, 'take'));
}

function tooLongOrUnknown(measuredMs: number, floor: FloorTime): Refused | null {
  const { fit } = judgeLength(measuredMs, floor);
  if (fit === 'unknown') return { outcome: 'refused', reason: 'length_unknown', figures: {} };
  if (fit !== 'over_tolerance') return null;
  return { outcome: 'refused', reason: 'too_long', figures: { lengthMs: measuredMs }, measuredMs };
}

async function refuse(parts: Needs, attempt: Attempt, refused: Refused): Promise<void> {
  const { take, context, floor } = attempt;
  const { reason, measuredMs } = refused;
  const outcome = await refuseTake(parts, {
    take,
    context,
    from: 'preparing',
    reason,
    figures: reason === 'too_long' ? tooLong(refused.figures.lengthMs, floor) : refused.figures,
    ...(measuredMs === undefined ? {} : { measuredMs }),
  });
  if (outcome === 'lost') await drop(parts, attempt);
}

/** What only the whole decode tells: told anew each time. */
const MEASURED: ReadonlySet<Finding['code']> = new Set([
  'needs_cut',
  'shorter_than_expected',
  'silent',
  'very_quiet',
  'clipped',
  'one_side_only',
  'silence_at_start',
  'silence_within',
  'silence_at_end',
]);

/** What the checks noticed, what the sound is like, and how the length stands to the floor time. */
function findingsOf({ findings, floor, source, take }: Attempt, made: Made): Finding[] {
  const { measuredMs } = made;
  const { maximumMs, minimumMs } = floor;
  const length = judgeLength(measuredMs, floor);
  const upright = take.turned % 180 === 0 ? source : { width: source.height, height: source.width };
  const checked = findings.filter(({ code }) => !MEASURED.has(code) && code !== 'portrait');
  if (upright.height > upright.width) checked.push({ code: 'portrait' });
  const all = [...checked, ...made.findings];
  if (length.fit === 'needs_cut')
    all.push({ code: 'needs_cut', figures: { measuredMs, maximumMs, overMs: length.overMs } });
  if (length.fit === 'short') all.push({ code: 'shorter_than_expected', figures: { measuredMs, minimumMs } });
  return all;
}

async function publish(parts: Needs, attempt: Attempt, made: Made, manifest: MediaSet): Promise<void> {
  const { id, take, context, source, former } = attempt;
  const { measuredMs, loudness } = made;
  const findings = findingsOf(attempt, made);
  await parts.store.transaction(async (tx) => {
    const [statement] = await tx.statements.lock([take.statementId]);
    if (statement === undefined || statement.state === 'withdrawn') throw new JobStopped('cancelled');
    if (former !== null) await putInPlace(tx, attempt, former, manifest);
    // A take shorter than a second may end before its set was ever published.
    else if ((await tx.mediaSets.get(id)) === null) await claim(parts, tx, attempt, manifest);
    const move = { id: take.id, from: 'preparing', to: 'ready', actor: PIPELINE } as const;
    if ((await tx.move('take', move)) === 'lost') throw new JobStopped('lost');
    const mine = await tx.takes.update(
      take.id,
      { measuredMs, loudness, progress: 1, verdict: { outcome: 'accepted', source, findings } },
      { states: ['ready'], mediaSetId: id },
    );
    const complete = former !== null || (await tx.mediaSets.complete(id, manifest));
    if (!mine || !complete) throw new JobStopped('lost');

    if (former === null) await addWhole(parts, tx, attempt, made, manifest);
    else {
      await renewCuts(parts, tx, { take, measuredMs, loudness, manifest });
      // Whoever looked at it while it was being turned has not seen what would be decided on.
      await tx.statements.bumpVersion(statement.id, statement.version);
    }
    tx.afterCommit(() => announce(parts, context, 'take'));
    tx.afterCommit(() => eraseOtherAttempts(parts, takeSetsPrefix(take.statementId, take.id), attempt.root));
    // The speaker may have chosen otherwise meanwhile.
    const { statementId } = take;
    if (manifest.card !== undefined) tx.afterCommit(() => askForCard(parts, statementId));
  });
}

/** What is turned takes the place of what was shown until now. */
async function putInPlace(tx: Tx, { id, take }: Attempt, former: MediaSetRecord, manifest: MediaSet) {
  const { statementId, turned } = take;
  const now = await tx.takes.get(take.id);
  if (now?.state !== 'preparing' || now.turned !== turned) throw new TurnedAnew();
  await tx.mediaSets.add({ id, statementId, complete: true, manifest });
  const only = { states: ['preparing'], mediaSetId: former.id } as const;
  if (!(await tx.takes.update(take.id, { mediaSetId: id }, only))) throw new JobStopped('lost');
  await tx.mediaSets.remove(former.id);
}

/** So that every decision can name a cut: the first is the whole take. */
async function addWhole(parts: Needs, tx: Tx, { take }: Attempt, made: Made, manifest: MediaSet) {
  const { measuredMs, loudness } = made;
  const mediaSetId = newId();
  await tx.mediaSets.add({ id: mediaSetId, statementId: take.statementId, complete: true, manifest });
  const cut = await tx.cuts.add({
    id: newId(),
    takeId: take.id,
    revision: 1,
    edit: wholeTake(measuredMs),
    state: 'ready',
    measuredMs,
    loudness,
    removesOnlySilence: true,
    madeBy: { kind: 'pipeline', id: null },
    createdAt: parts.clock.now(),
    mediaSetId,
  });
  await tx.audit({
    action: 'cut.made',
    actor: PIPELINE,
    subject: { kind: 'cut', id: cut.id },
    payload: { takeId: take.id, revision: cut.revision, measuredMs },
  });
}
