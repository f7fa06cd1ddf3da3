import { buffer } from 'node:stream/consumers';
import { type Card, cardLanguage, type MediaSet, newId } from '@rostrum/domain';
import { stateNameIn } from '@rostrum/domain/state-names';
import { portraitKey } from '../keys.ts';
import type { Parts } from '../parts.ts';
import { StorageError } from '../ports/storage.ts';
import type { PlacedStatement, StatementContext } from '../ports/store/statements.ts';
import { mark } from './mark.ts';

export interface StatementCard {
  card: Card;
  portrait?: Uint8Array;
  /** What a set that shows this card keeps of it. */
  kept: NonNullable<MediaSet['card']>;
}

type Placed = Pick<PlacedStatement, 'statement' | 'invitation'>;

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
  const portraitMark = portraitShown({
    statement: (await store.statements.byId(statement.id)) ?? statement,
    invitation: (await store.invitations.byId(invitation.id)) ?? invitation,
  });
  const withFace = speaker !== null && portraitMark !== null;
  const found = withFace ? await objectOf(storage, portraitKey(statement.id)) : null;
  // Another one is about to be the one that may be shown, or to go.
  const portrait = found !== null && isMarkOf(portraitMark, statement.id, found) ? found : null;
  const shownMark = portrait === null ? null : portraitMark;
  const language = cardLanguage(invitation.language);
  const card: Card = {
    language,
    session: session.number,
    state: stateNameIn(review, language),
    organisation: organisation.name,
    speaker,
    note: 'sound_only',
  };
  const kept = {
    shows: mark(statement.id, JSON.stringify(card), shownMark ?? ''),
    speaker: speaker === null ? null : mark(statement.id, speaker),
    ...(shownMark === null ? {} : { portrait: shownMark }),
  };
  return { card, ...(portrait === null ? {} : { portrait }), kept };
}

/** Does a set's card show somebody otherwise than they appear now? Then it is shown to nobody. */
export function showsWrongly(set: MediaSet, placed: Placed, speakerName: string | null): boolean {
  const named = set.card?.speaker ?? null;
  const statementId = placed.statement.id;
  if (named !== null && named !== (speakerName === null ? null : mark(statementId, speakerName))) return true;
  const portrait = set.card?.portrait;
  return portrait !== undefined && portrait !== portraitShown(placed);
}

/** Of a portrait that was made ready now. The same picture that is sent again is another portrait. */
export function newPortraitMark(statementId: string, portrait: Uint8Array): string {
  const once = newId();
  return `${once}.${mark(statementId, once, portrait)}`;
}

function isMarkOf(portraitMark: string | null, statementId: string, portrait: Uint8Array): boolean {
  const [once = '', of] = portraitMark?.split('.') ?? [];
  return of === mark(statementId, once, portrait);
}

function portraitShown({ statement, invitation }: Placed): string | null {
  return invitation.appearance.face === 'as_sent' ? statement.portraitMark : null;
}

async function objectOf(storage: Parts['storage'], key: string): Promise<Uint8Array | null> {
  try {
    return await buffer((await storage.get(key)).body);
  } catch (error) {
    if (error instanceof StorageError && error.code === 'not_found') return null;
    throw error;
  }
}
