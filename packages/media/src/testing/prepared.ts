import { mkdtemp, stat } from 'node:fs/promises';
import path from 'node:path';
import { checkTake } from '../check-take.ts';
import type { PreparedMedia } from '../finish-set.ts';
import { joinTrack } from '../join-track.ts';
import { prepareTake } from '../prepare-take.ts';
import type { TakeTrack } from '../splice-set.ts';
import type { WrittenTrack } from '../tracks.ts';

const MOST_MS = 60_000;

/** Checks and prepares a recording in its smallest rendition, in a new folder below `dir`. */
export async function preparedIn(dir: string, file: string): Promise<PreparedMedia> {
  const verdict = await checkTake({ file, bytes: (await stat(file)).size });
  if (verdict.outcome !== 'accepted') throw new Error(`refused: ${verdict.reason}`);
  return prepareTake({
    file,
    source: verdict.source,
    outDir: await mkdtemp(path.join(dir, 'out-')),
    renditions: ['240p'],
    maxDurationMs: MOST_MS,
  });
}

/** A rendition that lies on this machine, for a cut to be made from. */
export function asTake({ track, init, segments }: WrittenTrack): TakeTrack {
  if (track === 'audio') throw new Error('no picture');
  const wholes = segments.map(({ bytes, durationTicks, file }) => ({
    bytes,
    durationTicks,
    file: async () => file,
  }));
  return { track, init: async () => init.file, segments: wholes };
}

/** A track as one file: its init, then every segment. */
export async function whole(track: WrittenTrack | undefined): Promise<string> {
  if (track === undefined) throw new Error('no track');
  const file = path.join(path.dirname(track.init.file), 'whole.mp4');
  await joinTrack([track.init.file, ...track.segments], file);
  return file;
}
