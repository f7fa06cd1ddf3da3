import { SHARED_CARDS_PREFIX } from '../keys.ts';
import type { Parts } from '../parts.ts';
import type { SessionUse, StoredBytes, StoredKind } from '../ports/store/administration.ts';

const nothing = (): StoredBytes => ({ originals: 0, renditions: 0, cuts: 0, leftovers: 0 });
const TELL_EVERY = 500;

export interface Reconciled {
  objects: number;
  bytes: number;
  sessions: SessionUse[];
  /** Of statements that are erased or unknown here: nothing should be there. */
  astray: { objects: number; bytes: number };
}

/** What lies in the store, object by object; slow in a large one. @throws signal.reason */
export async function reconcileStorage(
  { store, storage }: Pick<Parts, 'store' | 'storage'>,
  { onProgress, signal }: { onProgress(objects: number, bytes: number): void; signal: AbortSignal },
): Promise<Reconciled> {
  const [sessionOf, sessions] = await Promise.all([
    store.administration.sessionsOfStatements(),
    store.reviews.sessions(),
  ]);
  const found = new Map<string, StoredBytes>();
  const reconciled: Reconciled = { objects: 0, bytes: 0, sessions: [], astray: { objects: 0, bytes: 0 } };
  for await (const { key, bytes } of storage.list('')) {
    signal.throwIfAborted();
    reconciled.objects += 1;
    reconciled.bytes += bytes;
    // Of cards that name nobody: no session's alone.
    if (key.startsWith(SHARED_CARDS_PREFIX)) continue;
    const [, statementId = ''] = key.split('/');
    const sessionId = sessionOf.get(statementId);
    if (sessionId === undefined) {
      reconciled.astray.objects += 1;
      reconciled.astray.bytes += bytes;
    } else {
      const own = found.get(sessionId) ?? nothing();
      own[kindOf(key)] += bytes;
      found.set(sessionId, own);
    }
    if (reconciled.objects % TELL_EVERY === 0) onProgress(reconciled.objects, reconciled.bytes);
  }
  reconciled.sessions = sessions
    .filter(({ id }) => found.has(id))
    .map(({ id, number }) => ({ sessionId: id, number, bytes: found.get(id) ?? nothing() }));
  return reconciled;
}

/** As `keys.ts` builds them. */
function kindOf(key: string): StoredKind {
  const [, , place, , what] = key.split('/');
  if (place === 'cuts') return 'cuts';
  if (place === 'cards') return 'renditions';
  if (place !== 'takes') return 'leftovers';
  if (what === 'sets') return 'renditions';
  return what === 'original' ? 'originals' : 'leftovers';
}
