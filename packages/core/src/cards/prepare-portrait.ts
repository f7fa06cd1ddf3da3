import { portraitKey, portraitSentKey } from '../keys.ts';
import type { Parts } from '../parts.ts';
import { StorageError } from '../ports/storage.ts';

/**
 * Makes of a picture that was sent the one that is shown, and forgets what was sent. One that cannot be read is
 * forgotten too, and the portrait before it stays away: the speaker sees that there is none.
 */
export async function preparePortrait(
  { store, storage, media }: Pick<Parts, 'store' | 'storage' | 'media'>,
  { statementId, signal }: { statementId: string; signal: AbortSignal },
): Promise<void> {
  const sent = portraitSentKey(statementId);
  if ((await storage.head(sent)) === null) return;
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
  const statement = await store.statements.byId(statementId);
  if (made !== null && statement?.state !== 'withdrawn' && (await storage.head(sent)) !== null)
    await storage.put(portraitKey(statementId), made, { contentType: 'image/jpeg', signal });
  await storage.delete(sent);
}
