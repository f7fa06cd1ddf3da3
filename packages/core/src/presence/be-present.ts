import type { Actor } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { PresentRecord } from '../ports/store/presence.ts';
import type { StatementContext } from '../ports/store/statements.ts';
import { found, requireStaff } from '../sessions/who-may.ts';

/** A page says that it is there every five seconds (the page's own figure); this long unheard, it is gone. */
export const PRESENCE_LASTS_MS = 15_000;

type Needs = Pick<Parts, 'store' | 'clock' | 'events'>;
interface Page {
  actor: Actor;
  statementId: string;
  pageId: string;
}

/** "I have it open", and who else has. @throws Problem not_allowed | not_found */
export async function bePresent(
  { store, clock, events }: Needs,
  { actor, statementId, pageId }: Page,
): Promise<PresentRecord[]> {
  const { userId } = requireStaff(actor);
  const place = found(await store.statements.context(statementId));
  const at = clock.now();
  // What is gone is found by whoever is still there: nobody else wants to know.
  const gone = await store.presence.forget(statementId, new Date(at.getTime() - PRESENCE_LASTS_MS));
  const came = await store.presence.seen({ statementId, userId, pageId, at });
  if (gone || came) await say({ events }, place);
  const all = await store.presence.present(statementId);
  return all.filter((one) => one.userId !== userId);
}

/** @throws Problem not_allowed | not_found */
export async function endPresence(
  { store, events }: Pick<Needs, 'store' | 'events'>,
  { actor, statementId, pageId }: Page,
): Promise<void> {
  const { userId } = requireStaff(actor);
  const place = found(await store.statements.context(statementId));
  if (await store.presence.left({ statementId, userId, pageId })) await say({ events }, place);
}

/** Without an invitation: no speaker hears it. */
async function say(
  { events }: Pick<Needs, 'events'>,
  { statement, review, session }: StatementContext,
): Promise<void> {
  await events.publish({
    sessionId: session.id,
    reviewId: review.id,
    statementId: statement.id,
    what: 'presence',
  });
}
