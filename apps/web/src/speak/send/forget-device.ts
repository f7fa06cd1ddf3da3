import { forgetDrafts } from '../answer/draft.ts';
import { forgetSetup } from '../record/devices/setup-kept.ts';
import { forgetAllRecordings, forgetRecordings } from '../record/store/forget-recordings.ts';
import { eraseAllKept, eraseKept } from '../shrink/kept-file.ts';
import { forgetUploads } from './kept-uploads.ts';
import { forgetLine } from './line-memory.ts';

/** What was kept for sending a statement: addresses of unfinished uploads, and videos that were made small. */
export async function forgetSending(statementId: string): Promise<void> {
  forgetUploads(statementId);
  await eraseKept(statementId);
}

/**
 * Everything of one statement, and what this device learned over it: its line, what was chosen for recording. Who
 * speaks for others too has theirs on the same device.
 */
export async function forgetStatement(statementId: string): Promise<void> {
  forgetDrafts(statementId);
  forgetSetup();
  forgetLine();
  await forgetSending(statementId);
  await forgetRecordings(statementId);
}

/** Everything that this page ever kept here but the language. */
export async function forgetDevice(): Promise<void> {
  forgetDrafts();
  forgetLine();
  forgetUploads();
  await eraseAllKept();
  await forgetAllRecordings();
}
