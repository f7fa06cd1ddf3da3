import { type Actor, mayWatch, Problem, type Viewer, type WatchWindow } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import { found } from '../sessions/who-may.ts';

/** Who asks to watch, and programmes of which session; without a link, of any. */
export type Watcher =
  | { viewer: 'mission'; sessionId: string; missionId: string }
  | { viewer: 'speaker'; sessionId: string }
  | { viewer: 'anybody'; sessionId: null };

/** @param actor null for whoever has no link @throws Problem not_allowed | not_found */
export async function watcherOf({ store }: Pick<Parts, 'store'>, actor: Actor | null): Promise<Watcher> {
  if (actor === null) return { viewer: 'anybody', sessionId: null };
  switch (actor.kind) {
    case 'delegate':
      return { viewer: 'mission', sessionId: actor.sessionId, missionId: actor.missionId };
    case 'speaker': {
      const place = found(await store.statements.contextOfInvitation(actor.invitationId));
      // Who took their statement back is a participant no more.
      if (place.statement.state === 'withdrawn') throw new Problem('not_found');
      return { viewer: 'speaker', sessionId: place.session.id };
    }
    default:
      throw new Problem('not_allowed');
  }
}

/** Of these reviews, those whose published programme may be watched now. */
export async function admittedTo(
  { store, clock }: Pick<Parts, 'store' | 'clock'>,
  {
    viewer,
    window,
    of,
  }: { viewer: Viewer; window: WatchWindow; of: { sessionId: string } | { reviewId: string } },
): Promise<Set<string>> {
  const now = clock.now();
  const published = await store.access.publishedOf(of);
  const open = published.filter((one) => mayWatch(viewer, { ...one, window }, now));
  return new Set(open.map(({ reviewId }) => reviewId));
}
