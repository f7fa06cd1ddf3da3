import { type Card, type RenditionName, VIDEO_TIMESCALE } from '@rostrum/domain';
import { aacFramesFor } from './aac-segments.ts';
import { removeSet } from './encode-set.ts';
import type { PreparedMedia } from './finish-set.ts';
import { rateClassOf } from './rate-class.ts';
import { redrawCard } from './redraw-card.ts';
import { makeSilence } from './silent-sound.ts';
import type { TrackListener } from './tracks.ts';

export interface MakeTitleCard extends TrackListener {
  card: Card;
  rate: { num: number; den: number };
  frames: number;
  renditions: readonly RenditionName[];
  /** An existing folder of this attempt's own. */
  outDir: string;
  signal?: AbortSignal | undefined;
  onProgress?: ((fraction: number) => void) | undefined;
}

const TIMEOUT_MS = 2 * 60_000;
/** The floors of both scales. */
const NOTHING_HEARD = { integratedLufs: -70, truePeakDbtp: -120 } as const;

/** A card of its own in a programme: a set like every statement's, silent. When this rejects, nothing of it is left. */
export async function makeTitleCard(work: MakeTitleCard): Promise<PreparedMedia> {
  const { outDir, renditions, frames } = work;
  const signal = work.signal ?? new AbortController().signal;
  const { ticksPerFrame } = rateClassOf(work.rate);
  try {
    const length = aacFramesFor(frames * ticksPerFrame, VIDEO_TIMESCALE);
    const sound = await makeSilence(length, { outDir, timeoutMs: TIMEOUT_MS, signal });
    return await redrawCard({ ...work, sound, loudness: NOTHING_HEARD });
  } catch (error) {
    await removeSet({ outDir, renditions });
    throw error;
  }
}
