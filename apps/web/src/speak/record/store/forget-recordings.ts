import type { Statement, Take } from '../../api.ts';
import { forgetSetup } from '../devices/setup-kept.ts';
import { markKept, mayBeKept } from './kept-mark.ts';
import { openTakeStore } from './open-store.ts';
import { isSettled } from './settled.ts';

/** Erases every recording of a statement from this device, and the text that was read. */
export async function forgetRecordings(statementId: string): Promise<void> {
  if (!mayBeKept()) return;
  await (await openTakeStore()).forget(statementId);
}

/** The same for every statement, and what was chosen for recording. */
export async function forgetAllRecordings(): Promise<void> {
  forgetSetup();
  if (!mayBeKept()) return;
  await (await openTakeStore()).forgetAll();
  markKept(false);
}

/** Erases what is kept here of a statement once the server has received one of these recordings. */
export async function settleRecordings({
  statement,
  takes,
}: Pick<Statement, 'statement' | 'takes'>): Promise<void> {
  if (!mayBeKept()) return;
  const store = await openTakeStore();
  if (isSettled(await store.list(statement.id), takes)) await store.forget(statement.id);
}

/** Another file is sent instead: no recording is on its way. */
export async function noRecordingIsSent(statementId: string): Promise<void> {
  if (mayBeKept()) await (await openTakeStore()).markSending(statementId, null);
}

/** The recording kept here that an unfinished upload waits for. */
export async function recordingOf(take: Take, statementId: string): Promise<File | null> {
  if (!mayBeKept()) return null;
  const store = await openTakeStore();
  const same = (await store.list(statementId)).find(({ bytes }) => bytes === take.declaredBytes);
  return same === undefined ? null : await store.fileOf(same.id);
}
