import type { Statement, Take } from '../../api.ts';
import { hashFile } from '../../send/hash-file.ts';
import { forgetSetup } from '../devices/setup-kept.ts';
import { forgetBeats } from '../heartbeat.ts';
import { mayBeRecorded } from '../only-window.ts';
import { markKept, mayBeKept } from './kept-mark.ts';
import { openTakeStore } from './open-store.ts';
import { doubtful, isTextSettled, settledOf } from './settled.ts';

/** Erases every recording of a statement from this device, and the text that was read. */
export async function forgetRecordings(statementId: string): Promise<void> {
  forgetBeats(statementId);
  if (!mayBeKept()) return;
  await (await openTakeStore()).forget(statementId);
}

/** The same for every statement, and what was chosen for recording. */
export async function forgetAllRecordings(): Promise<void> {
  forgetSetup();
  forgetBeats();
  if (!mayBeKept()) return;
  await (await openTakeStore()).forgetAll();
  markKept(false);
}

/**
 * Erases the recordings of a statement that the server has received, and those they were chosen from; the text with
 * the last of them.
 */
export async function settleRecordings({
  statement,
  takes,
}: Pick<Statement, 'statement' | 'takes'>): Promise<void> {
  if (!mayBeKept()) return;
  const store = await openTakeStore();
  const kept = await store.list(statement.id);
  const same = new Set<string>();
  for (const [{ id }, { sha256 }] of doubtful(kept, takes)) {
    const hash = await hashFile(await store.fileOf(id), () => undefined, new AbortController().signal);
    if (hash !== null && hash === sha256) same.add(id);
  }
  // Asked after the list: what is unfinished there is being recorded still, or never will be.
  const recording = await mayBeRecorded(statement.id);
  const settled = settledOf(kept, takes, { same, recording });
  if (settled.length > 0) await store.forget(statement.id, settled);
  if (kept.length > settled.length || recording) return;
  const text = await store.text(statement.id);
  if (text !== null && isTextSettled(text, takes)) await store.keepText(statement.id, null);
}

/** Notes that a recording is being sent, and which take of the server it goes into. */
export async function markSent(takeId: string, as: string): Promise<void> {
  await (await openTakeStore()).markSent(takeId, as);
}

/** The recording kept here that an unfinished upload waits for. */
export async function recordingOf(take: Take, statementId: string): Promise<File | null> {
  if (!mayBeKept()) return null;
  const store = await openTakeStore();
  const same = (await store.list(statementId)).find(({ bytes }) => bytes === take.declaredBytes);
  return same === undefined ? null : await store.fileOf(same.id);
}
