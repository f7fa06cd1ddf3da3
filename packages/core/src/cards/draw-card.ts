import { isSoundOnly, type MediaSet, newId, RENDITION_NAMES } from '@rostrum/domain';
import { cutSetRoot, cutSetsPrefix, keyIn, portraitSentKey, takeSetRoot, takeSetsPrefix } from '../keys.ts';
import type { Parts } from '../parts.ts';
import { dropAttempt, type StepContext } from '../pipeline/attempt.ts';
import { GrowingSet } from '../pipeline/growing-set.ts';
import type { Scratch } from '../ports/media-engine.ts';
import { JobStopped } from '../ports/queue.ts';
import type { MediaSetRecord } from '../ports/store/media-sets.ts';
import type { StatementContext } from '../ports/store/statements.ts';
import type { Tx } from '../ports/store.ts';
import { announce } from '../takes/announce.ts';
import { drawTitleCards } from './draw-title-cards.ts';
import { preparePortrait } from './prepare-portrait.ts';
import { type StatementCard, statementCard } from './statement-card.ts';

type Needs = Pick<Parts, 'store' | 'storage' | 'events' | 'media' | 'clock' | 'log' | 'settings'>;

/** Everything of one statement that lies below one root: a take, and the cut that is the whole of it; or a cut. */
interface Shown {
  root: string;
  takeId: string;
  /** Null for the take's own. */
  cutId: string | null;
  loudness: { integratedLufs: number; truePeakDbtp: number };
  set: MediaSet;
}

/** A choice may change while its card is being drawn. */
const MOST_ROUNDS = 5;

/**
 * Makes the portrait that was sent last, and draws the cards of a statement's sound anew where they show something
 * else than the speaker chose since. Sound and length stay as they are: what was decided on is still what is shown.
 * Then the title cards before it and in its place.
 */
export async function drawCard(
  parts: Needs,
  { statementId }: { statementId: string },
  job: Pick<StepContext, 'signal'>,
): Promise<void> {
  await preparePortrait(parts, { statementId, signal: job.signal });
  await drawOutdated(parts, statementId, job.signal);
  await drawTitleCards(parts, { statementId, signal: job.signal });
}

async function drawOutdated(parts: Needs, statementId: string, signal: AbortSignal): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const context = await parts.store.statements.context(statementId);
    if (!context || context.statement.state === 'withdrawn') return;
    const card = await statementCard(parts, context);
    const outdated = (await shownOf(parts, statementId)).filter(
      ({ set }) => set.card?.shows !== card.kept.shows,
    );
    if (outdated.length === 0) return;
    for (const one of outdated) await redraw(parts, context, one, card, signal);
  }
}

/** Statements whose card, or whose portrait, is not what it should be: somebody's job was lost. */
export async function outdatedCards(
  parts: Pick<Parts, 'store' | 'storage'>,
  before: Date,
): Promise<string[]> {
  const takes = await parts.store.takes.inStates(['ready'], before);
  const statementIds = new Set(takes.filter(isSoundOnly).map(({ statementId }) => statementId));
  const outdated: string[] = [];
  for (const statementId of statementIds) {
    const context = await parts.store.statements.context(statementId);
    if (!context || context.statement.state === 'withdrawn') continue;
    const { kept } = await statementCard(parts, context);
    const wrong = (await shownOf(parts, statementId)).some(({ set }) => set.card?.shows !== kept.shows);
    if (wrong || (await parts.storage.head(portraitSentKey(statementId)))) outdated.push(statementId);
  }
  return outdated;
}

async function shownOf({ store }: Pick<Parts, 'store'>, statementId: string): Promise<Shown[]> {
  const shown = new Map<string, Shown>();
  for (const take of await store.takes.ofStatement(statementId)) {
    if (take.state !== 'ready' || !isSoundOnly(take)) continue;
    const cuts = await store.cuts.ofTake(take.id);
    const ready = cuts.filter(({ state }) => state === 'ready');
    for (const { mediaSetId, loudness, cutId } of [
      { ...take, cutId: null },
      ...ready.map((cut) => ({ ...cut, cutId: cut.id })),
    ]) {
      const set = mediaSetId === null ? null : await store.mediaSets.get(mediaSetId);
      if (!set?.complete || loudness === null || shown.has(set.manifest.root)) continue;
      const { manifest } = set;
      shown.set(manifest.root, { root: manifest.root, takeId: take.id, cutId, loudness, set: manifest });
    }
  }
  return [...shown.values()];
}

async function redraw(
  parts: Needs,
  context: StatementContext,
  shown: Shown,
  { card, portrait, kept }: StatementCard,
  signal: AbortSignal,
): Promise<void> {
  const { id: statementId } = context.statement;
  const attempt = newId();
  const root =
    shown.cutId === null
      ? takeSetRoot(statementId, shown.takeId, attempt)
      : cutSetRoot(statementId, shown.cutId, attempt);
  try {
    const manifest = await parts.media.withScratch(async (scratch) => {
      const set = new GrowingSet(parts, {
        root,
        rate: shown.set.rate,
        scratch,
        signal,
        publish: async () => undefined,
      });
      const made = await parts.media.drawCard({
        card,
        ...(portrait === undefined ? {} : { portrait }),
        rate: shown.set.rate,
        frames: shown.set.frames,
        renditions: RENDITION_NAMES.filter((name) => shown.set.video.some((track) => track.name === name)),
        sound: await soundOf(parts, scratch, shown.set, signal),
        loudness: shown.loudness,
        outDir: await scratch.makeFolder('set'),
        signal,
        onInit: (init) => set.onInit(init),
        onSegment: (segment) => set.onSegment(segment),
        onProgress: () => undefined,
      });
      return { ...(await set.complete(made)), card: kept };
    });
    await replace(parts, context, shown, manifest);
  } catch (error) {
    await dropAttempt(parts, root, async () => {
      const now = await shownOf(parts, statementId);
      return now.some((one) => one.root === root);
    });
    throw error;
  }
}

/** The sound as it is, as files: its init, then every segment. */
async function soundOf(
  parts: Pick<Parts, 'storage'>,
  scratch: Scratch,
  { root, audio }: MediaSet,
  signal: AbortSignal,
) {
  const place = (name: string, as: string) =>
    scratch.place(as, (to) => parts.storage.copyTo(keyIn(root, name), to, { signal }));
  const init = await place(audio.init, 'sound.init.mp4');
  const segments = [];
  for (const [index, { name, startTicks, durationTicks, bytes }] of audio.segments.entries()) {
    const file = await place(name, `sound.${index}.m4s`);
    segments.push({ track: 'audio' as const, file, index, startTicks, durationTicks, bytes });
  }
  return { init, initSha256: audio.initSha256, segments };
}

/** Every row that shows the old card shows the new one, at once; addresses that were given out are void. */
async function replace(
  parts: Needs,
  context: StatementContext,
  shown: Shown,
  manifest: MediaSet,
): Promise<void> {
  const { statement, review, session } = context;
  await parts.store.transaction(async (tx) => {
    const programme = await tx.programmes.lock(review.id);
    const [now] = await tx.statements.lock([statement.id]);
    if (now === undefined || now.state === 'withdrawn') throw new JobStopped('cancelled');
    const cutIds = await putInPlace(tx, shown, manifest, statement.id);
    if (cutIds === null) throw new JobStopped('lost');
    const published = programme && (await tx.programmes.published(programme.id));
    if (programme && published?.items.some(({ cutId }) => cutId !== null && cutIds.includes(cutId))) {
      await tx.programmes.raiseEpoch(programme.id);
      const event = { sessionId: session.id, reviewId: review.id, what: 'programme' } as const;
      tx.afterCommit(() => parts.events.publish(event));
    }
    tx.afterCommit(() => announce(parts, context, 'take'));
    const prefix =
      shown.cutId === null
        ? takeSetsPrefix(statement.id, shown.takeId)
        : cutSetsPrefix(statement.id, shown.cutId);
    if (shown.root.startsWith(prefix))
      tx.afterCommit(() => dropAttempt(parts, shown.root, async () => false));
  });
}

/** The cuts that show it now; null where what it was drawn for is shown no more. */
async function putInPlace(
  tx: Tx,
  shown: Shown,
  manifest: MediaSet,
  statementId: string,
): Promise<string[] | null> {
  const isOld = (set: MediaSetRecord | null) => set?.manifest.root === shown.root;
  const add = async () => {
    const id = newId();
    await tx.mediaSets.add({ id, statementId, complete: true, manifest });
    return id;
  };
  const cutIds: string[] = [];
  let ofTakeItself = false;
  const take = await tx.takes.get(shown.takeId);
  const ofTake = take?.mediaSetId ? await tx.mediaSets.get(take.mediaSetId) : null;
  if (take && ofTake && isOld(ofTake)) {
    const only = { states: ['ready'], mediaSetId: ofTake.id } as const;
    if (!(await tx.takes.update(take.id, { mediaSetId: await add() }, only))) return null;
    await tx.mediaSets.remove(ofTake.id);
    ofTakeItself = true;
  }
  for (const cut of await tx.cuts.ofTake(shown.takeId)) {
    const ofCut = cut.mediaSetId ? await tx.mediaSets.get(cut.mediaSetId) : null;
    if (!ofCut || !isOld(ofCut)) continue;
    const only = { state: 'ready', mediaSetId: ofCut.id } as const;
    if (!(await tx.cuts.update(cut.id, { mediaSetId: await add() }, only))) return null;
    await tx.mediaSets.remove(ofCut.id);
    cutIds.push(cut.id);
  }
  return ofTakeItself || cutIds.length > 0 ? cutIds : null;
}
