import type { MediaEngine } from '@rostrum/core';
import type { RenditionName } from '@rostrum/domain';

/** Enough to be a choice, and a fifth of the work of all. */
export const TWO_RENDITIONS: readonly RenditionName[] = ['360p', '240p'];

/** The real engine, asked for a few of its renditions. */
export function fewRenditions(
  media: MediaEngine,
  renditions: readonly RenditionName[] = TWO_RENDITIONS,
): MediaEngine {
  return {
    ...media,
    prepareTake: (take) => {
      const fewer = { ...take, renditions };
      return media.prepareTake(fewer);
    },
  };
}
