import { type Card, type RenditionName, VIDEO_TIMESCALE } from '@rostrum/domain';
import { aacFramesFor } from './aac-segments.ts';
import { removeSet } from './encode-set.ts';
import { type MadeStoryboard, makeStoryboard } from './make-storyboard.ts';
import { rateClassOf } from './rate-class.ts';
import { drawnTracks } from './redraw-card.ts';
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

export interface TitleCardMade {
  frames: number;
  durationTicks: number;
  storyboard: MadeStoryboard;
}

const TIMEOUT_MS = 2 * 60_000;

/**
 * A card of its own in a programme: a set with the tracks of every statement's, silent. Of what else a set has there
 * are small pictures alone, since nobody keeps a card as a file. When this rejects, nothing of it is left.
 */
export async function makeTitleCard(work: MakeTitleCard): Promise<TitleCardMade> {
  const { outDir, renditions, frames } = work;
  const rate = rateClassOf(work.rate);
  const durationTicks = frames * rate.ticksPerFrame;
  const signal = work.signal ?? new AbortController().signal;
  try {
    const length = aacFramesFor(durationTicks, VIDEO_TIMESCALE);
    const sound = await makeSilence(length, { outDir, timeoutMs: TIMEOUT_MS, signal });
    return await drawnTracks({ ...work, sound }, async ({ video }, stop) => {
      const lowest = video.at(-1);
      if (lowest === undefined) throw new RangeError('no rendition was made');
      const storyboard = await makeStoryboard(lowest, rate, outDir, { timeoutMs: TIMEOUT_MS, signal: stop });
      return { frames, durationTicks, storyboard };
    });
  } catch (error) {
    await removeSet({ outDir, renditions });
    throw error;
  }
}
