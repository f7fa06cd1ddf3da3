import { forgetDrafts } from '../answer/draft.ts';
import { forgetAllRecordings } from '../record/store/forget-recordings.ts';
import { eraseKept } from '../shrink/kept-file.ts';
import { forgetUploads } from './kept-uploads.ts';
import { forgetLine } from './line-memory.ts';

/** What this device kept for sending: addresses of unfinished uploads, and videos that were made small. */
export async function forgetSending(): Promise<void> {
  forgetUploads();
  await eraseKept();
}

/** Everything that this page ever kept here but the language. */
export async function forgetDevice(): Promise<void> {
  forgetDrafts();
  forgetLine();
  await forgetSending();
  await forgetAllRecordings();
}
