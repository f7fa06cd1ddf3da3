import type { Readable } from 'node:stream';
import { type Actor, PORTRAIT_LIMIT_BYTES, Problem, portraitKind } from '@rostrum/domain';
import { portraitKey, portraitSentKey } from '../keys.ts';
import type { Parts } from '../parts.ts';
import { StorageError } from '../ports/storage.ts';
import type { Tx } from '../ports/store.ts';
import { showAnew } from '../programmes/show-anew.ts';
import { found, requireSpeaker } from '../sessions/who-may.ts';
import { askForCard } from './ask-for-card.ts';

/**
 * A picture of whoever speaks, for the card of a statement that is sound alone. It is kept as it came until a worker
 * has made of it what is shown, and is shown only beside the speaker's name.
 * @throws Problem not_allowed | not_found | statement_withdrawn | portrait_too_large | portrait_unreadable
 */
export async function setPortrait(
  { store, storage, queue, events }: Pick<Parts, 'store' | 'storage' | 'queue' | 'events'>,
  { actor, picture }: { actor: Actor; picture: Uint8Array },
): Promise<void> {
  if (picture.byteLength > PORTRAIT_LIMIT_BYTES)
    throw new Problem('portrait_too_large', { figures: { limitBytes: PORTRAIT_LIMIT_BYTES } });
  if (portraitKind(picture) === null) throw new Problem('portrait_unreadable');
  await store.transaction(async (tx) => {
    const statementId = await withoutPortrait(tx, { events }, actor);
    await tx.audit({
      action: 'statement.portrait_sent',
      actor,
      subject: { kind: 'statement', id: statementId },
      payload: { bytes: picture.byteLength },
    });
    // While the row is held: a withdrawal waits, and erases it with the rest.
    await storage.put(portraitSentKey(statementId), picture);
    // The one before may not be taken for this one.
    await storage.delete(portraitKey(statementId));
    tx.afterCommit(() => askForCard({ queue }, statementId));
  });
}

/** @throws Problem not_allowed | not_found | statement_withdrawn */
export async function removePortrait(
  { store, storage, queue, events }: Pick<Parts, 'store' | 'storage' | 'queue' | 'events'>,
  { actor }: { actor: Actor },
): Promise<void> {
  await store.transaction(async (tx) => {
    const statementId = await withoutPortrait(tx, { events }, actor);
    await tx.audit({
      action: 'statement.portrait_removed',
      actor,
      subject: { kind: 'statement', id: statementId },
      payload: {},
    });
    await storage.delete(portraitSentKey(statementId));
    await storage.delete(portraitKey(statementId));
    tx.afterCommit(() => askForCard({ queue }, statementId));
  });
}

/** What is shown, a JPEG. @throws Problem not_allowed | not_found: none was sent, it is being made, or could not be read */
export async function portraitOf(
  { store, storage }: Pick<Parts, 'store' | 'storage'>,
  { actor }: { actor: Actor },
): Promise<{ body: Readable; bytes: number }> {
  const speaker = requireSpeaker(actor);
  const { statement } = found(await store.statements.contextOfInvitation(speaker.invitationId));
  try {
    return await storage.get(portraitKey(statement.id));
  } catch (error) {
    if (error instanceof StorageError && error.code === 'not_found') throw new Problem('not_found');
    throw error;
  }
}

/** What shows the portrait before this is shown to nobody from here on, until its card is drawn anew. */
async function withoutPortrait(tx: Tx, { events }: Pick<Parts, 'events'>, actor: Actor): Promise<string> {
  const speaker = requireSpeaker(actor);
  const { statement, review, session } = found(await tx.statements.contextOfInvitation(speaker.invitationId));
  const programme = await tx.programmes.lock(review.id);
  const [locked] = await tx.statements.lock([statement.id]);
  if (locked?.state === 'withdrawn') throw new Problem('statement_withdrawn');
  if (locked === undefined || locked.portraitMark === null) return statement.id;
  await tx.statements.setPortraitMark(statement.id, null);
  if (programme !== null) await showAnew(tx, { events }, { programme, sessionId: session.id });
  return statement.id;
}
