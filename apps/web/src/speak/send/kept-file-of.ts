import type { Take } from '../api.ts';
import { recordingOf } from '../record/store/forget-recordings.ts';
import { keptFiles } from '../shrink/kept-file.ts';
import { asFile } from '../shrink/shrinker.ts';
import { belongsTo } from './sender.ts';

/** The very file that an unfinished take waits for, where this browser keeps it: nothing need be chosen again. */
export async function keptFileOf(take: Take, statementId: string): Promise<File | null> {
  for (const kept of await keptFiles(statementId)) {
    if (await belongsTo(kept, take, statementId)) return asFile(kept, take.fileName ?? kept.name);
  }
  return await recordingOf(take, statementId);
}
