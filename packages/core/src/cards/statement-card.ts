import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { type Card, cardLanguage, type MediaSet } from '@rostrum/domain';
import { portraitKey } from '../keys.ts';
import type { Parts } from '../parts.ts';
import { StorageError } from '../ports/storage.ts';
import type { StatementContext } from '../ports/store/statements.ts';

export interface StatementCard {
  card: Card;
  portrait?: Uint8Array;
  /** What a set that shows this card keeps of it. */
  kept: NonNullable<MediaSet['card']>;
}

/**
 * What stands in the place of a picture, as the speaker's choice is now: the portrait goes with the name, since a
 * face says as much.
 */
export async function statementCard(
  { store, storage }: Pick<Parts, 'store' | 'storage'>,
  { statement, invitation, organisation, review, session }: StatementContext,
): Promise<StatementCard> {
  const names = await store.invitations.shownNames(review.id);
  const speaker = names.get(statement.id) ?? null;
  // As it is now: the context may have been read before the speaker chose otherwise.
  const appearance = (await store.invitations.byId(invitation.id))?.appearance ?? invitation.appearance;
  const withFace = speaker !== null && appearance.face === 'as_sent';
  const portrait = withFace ? await objectOf(storage, portraitKey(statement.id)) : null;
  const card: Card = {
    language: cardLanguage(invitation.language),
    session: session.number,
    state: review.stateName,
    organisation: organisation.name,
    speaker,
    note: 'sound_only',
  };
  const kept = {
    shows: mark(statement.id, JSON.stringify(card), portrait ?? ''),
    speaker: speaker === null ? null : mark(statement.id, speaker),
  };
  return { card, ...(portrait === null ? {} : { portrait }), kept };
}

/** Does a set's card name somebody otherwise than they appear now? Then it is shown to nobody. */
export function namesWrongly(set: MediaSet, statementId: string, speakerName: string | null): boolean {
  const named = set.card?.speaker ?? null;
  return named !== null && named !== (speakerName === null ? null : mark(statementId, speakerName));
}

/** Tells sameness, and not the name. */
function mark(statementId: string, ...parts: (string | Uint8Array)[]): string {
  const hash = createHash('sha256').update(statementId);
  for (const part of parts) hash.update('\n').update(part);
  return hash.digest('hex').slice(0, 32);
}

async function objectOf(storage: Parts['storage'], key: string): Promise<Uint8Array | null> {
  try {
    return await buffer((await storage.get(key)).body);
  } catch (error) {
    if (error instanceof StorageError && error.code === 'not_found') return null;
    throw error;
  }
}
