import { CARD_RATE, cardFrames, newId, RENDITION_NAMES } from '@rostrum/domain';
import { sharedCardRoot, statementCardRoot } from '../keys.ts';
import type { Parts } from '../parts.ts';
import { dropAttempt, type StepContext } from '../pipeline/attempt.ts';
import { GrowingSet } from '../pipeline/growing-set.ts';
import { JobStopped } from '../ports/queue.ts';
import type { StatementContext } from '../ports/store/statements.ts';
import { followCards } from './follow-cards.ts';
import { namesRightly, type WantedCard } from './programme-cards.ts';
import { wantedCards } from './wanted-cards.ts';

type Needs = Pick<Parts, 'store' | 'storage' | 'events' | 'media' | 'clock' | 'log' | 'settings'>;

/** A name may change while its card is being drawn. */
const MOST_ROUNDS = 5;

/**
 * Draws what a review's programme wants and that names nobody; what names a speaker is drawn by that statement's own
 * job, which a withdrawal stops.
 */
export async function drawProgrammeCards(
  parts: Needs,
  { reviewId }: { reviewId: string },
  job: Pick<StepContext, 'signal'>,
): Promise<void> {
  await drawMissing(parts, { reviewId, signal: job.signal }, ({ statementId }) => statementId === null);
}

/** Draws what is wanted before a statement and in its place, and forgets the cards that name its speaker otherwise. */
export async function drawTitleCards(
  parts: Needs,
  { statementId, signal }: { statementId: string; signal: AbortSignal },
): Promise<void> {
  const context = await parts.store.statements.context(statementId);
  if (!context || context.statement.state === 'withdrawn') return;
  const { organisation, review } = context;
  await drawMissing(
    parts,
    { reviewId: review.id, signal },
    (wanted) =>
      wanted.statementId === statementId ||
      (wanted.statementId === null && wanted.card.organisation === organisation.name),
  );
  await forgetFormer(parts, context);
}

/** Is any of what a review's programme wants still to be drawn, or shown under a former name? */
export async function undrawnCards(
  parts: Pick<Parts, 'store' | 'settings'>,
  { reviewId }: { reviewId: string },
): Promise<WantedCard[]> {
  const wanted = await wantedCards(parts, reviewId);
  if (wanted.length === 0) return [];
  const drawn = await parts.store.titleCards.drawn(wanted.map(({ shows }) => shows));
  const known = new Set(drawn.map(({ shows }) => shows));
  return wanted.filter(({ shows }) => !known.has(shows));
}

async function drawMissing(
  parts: Needs,
  { reviewId, signal }: { reviewId: string; signal: AbortSignal },
  isOurs: (wanted: WantedCard) => boolean,
): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const missing = (await undrawnCards(parts, { reviewId })).filter(isOurs);
    if (missing.length === 0) break;
    for (const wanted of new Map(missing.map((one) => [one.shows, one])).values()) {
      await drawOne(parts, wanted, signal);
      await announceCards(parts, reviewId);
    }
  }
  await followCards(parts, reviewId);
}

async function drawOne(parts: Needs, wanted: WantedCard, signal: AbortSignal): Promise<void> {
  const { statementId, card, lengthMs, shows, facts, names } = wanted;
  signal.throwIfAborted();
  const attempt = newId();
  const root = statementId === null ? sharedCardRoot(attempt) : statementCardRoot(statementId, attempt);
  const isKept = async () =>
    (await parts.store.titleCards.drawn([shows])).some(({ manifest }) => manifest.root === root);
  try {
    const manifest = await parts.media.withScratch(async (scratch) => {
      const rate = { num: CARD_RATE.num, den: CARD_RATE.den, ticksPerFrame: CARD_RATE.ticksPerFrame };
      const set = new GrowingSet(parts, { root, rate, scratch, signal, publish: async () => undefined });
      const made = await parts.media.makeTitleCard({
        card,
        rate,
        frames: cardFrames(lengthMs),
        renditions: RENDITION_NAMES,
        outDir: await scratch.makeFolder('set'),
        signal,
        onInit: (init) => set.onInit(init),
        onSegment: (segment) => set.onSegment(segment),
        onProgress: () => undefined,
      });
      return await set.completeShown(made);
    });
    const added = await parts.store.transaction(async (tx) => {
      if (statementId !== null) {
        const [statement] = await tx.statements.lock([statementId]);
        if (statement === undefined || statement.state === 'withdrawn') throw new JobStopped('cancelled');
      }
      return await tx.titleCards.add({ id: newId(), statementId, shows, facts, names, lengthMs, manifest });
    });
    // Somebody drew the same meanwhile.
    if (!added) await dropAttempt(parts, root, isKept);
  } catch (error) {
    await dropAttempt(parts, root, isKept);
    throw error;
  }
}

/** A name that was on a card before is not kept: nothing shows it any more. */
async function forgetFormer(
  parts: Pick<Parts, 'store' | 'storage' | 'log'>,
  { statement, organisation, review }: StatementContext,
): Promise<void> {
  const names = await parts.store.invitations.shownNames(review.id);
  const now = { organisationName: organisation.name, speakerName: names.get(statement.id) ?? null };
  const own = await parts.store.titleCards.ofStatement(statement.id);
  const former = own.filter((card) => !namesRightly(card, now));
  if (former.length === 0) return;
  await parts.store.titleCards.remove(former.map(({ id }) => id));
  for (const { manifest } of former) await dropAttempt(parts, manifest.root, async () => false);
}

/** Whoever waits to publish sees that there is one less to wait for. */
async function announceCards(
  { store, events }: Pick<Parts, 'store' | 'events'>,
  reviewId: string,
): Promise<void> {
  const review = await store.reviews.byId(reviewId);
  if (review) await events.publish({ sessionId: review.sessionId, reviewId, what: 'programme' });
}
