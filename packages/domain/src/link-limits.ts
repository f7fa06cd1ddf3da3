const HOUR_MS = 60 * 60_000;

/** Open at once by one link. */
export const DEVICES_PER_LINK = 25;
/**
 * By one link of a mission, within `OPENINGS_WITHIN_MS`: four people behind a network that takes every cookie away
 * stay below it, a link that goes from hand to hand does not.
 */
export const OPENINGS_PER_LINK = 200;
export const OPENINGS_WITHIN_MS = 24 * HOUR_MS;
/** So often in that time is told to the staff: a link may have been passed on. */
export const OPENED_OFTEN = DEVICES_PER_LINK;
