import { RATE_CLASSES, VIDEO_TIMESCALE } from './media-set.ts';

/** Before a statement, and before the first of a State's programme. A setting. */
export const DEFAULT_TITLE_MS = 4000;
/** In the place of a statement that is not there. A setting. */
export const DEFAULT_NO_STATEMENT_MS = 6000;

/** Statements of every rate play in one timeline, so that one rate does for all cards. */
export const CARD_RATE = RATE_CLASSES[1];

/** A card is shown for whole pictures, at least one. */
export function cardFrames(ms: number): number {
  return Math.max(1, Math.round((ms * CARD_RATE.num) / (1000 * CARD_RATE.den)));
}

/** The length that a card has in a timeline. */
export function cardTicks(ms: number): number {
  return cardFrames(ms) * CARD_RATE.ticksPerFrame;
}

export function cardMs(ms: number): number {
  return Math.round((cardTicks(ms) * 1000) / VIDEO_TIMESCALE);
}
