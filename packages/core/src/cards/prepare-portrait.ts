import { portraitKey, portraitSentKey } from '../keys.ts';
import type { Parts } from '../parts.ts';
import { StorageError } from '../ports/storage.ts';
import { announce } from '../takes/announce.ts';
import { newPortraitMark } from './statement-card.ts';

/**
 * Makes of a picture that was sent the one that is shown, and forgets what was sent. One that cannot be read is
 * forgotten too, and the portrait before it stays away: the speaker sees that there is none.
 */
export async function preparePortrait(
  parts: Pick<Parts, 'store' | 'storage' | 'media' | 'events'>,
  { statementId, signal }: { statementId: string; signal: AbortSignal },
): Promise<void> {
  while (await prepareOne(parts, { statementId, signal }));
}

/** True where another picture was sent while this one was looked at. */
async function prepareOne(
  parts: Pick<Parts, 'store' | 'storage' | 'media' | 'events'>,
  { statementId, signal }: { statementId: string; signal: AbortSignal },
): Promise<boolean> {
  const { store, storage, media } = parts;
  const sent = portraitSentKey(statementId);
  const seen = await storage.head(sent);
  if (seen === null) return false;
  const made = await media.withScratch(async (scratch) => {
    try {
      const file = await scratch.place('portrait.sent', (to) => storage.copyTo(sent, to, { signal }));
      return await media.makePortrait({ file, outDir: await scratch.makeFolder('portrait'), signal });
    } catch (error) {
      // Removed meanwhile.
      if (error instanceof StorageError && error.code === 'not_found') return null;
      throw error;
    }
  });
  return await store.transaction(async (tx) => {
    const [statement] = await tx.statements.lock([statementId]);
    const now = await storage.head(sent);
    if (now !== null && now.bytes !== seen.bytes) return true;
    if (made !== null && statement !== undefined && statement.state !== 'withdrawn' && now !== null) {
      await storage.put(portraitKey(statementId), made, { contentType: 'image/jpeg', signal });
      await tx.statements.setPortraitMark(statementId, newPortraitMark(statementId, made));
    } else await storage.delete(portraitKey(statementId));
    await storage.delete(sent);
    const context = await tx.statements.context(statementId);
    if (context) tx.afterCommit(() => announce(parts, context, 'statement'));
    return false;
  });
}
