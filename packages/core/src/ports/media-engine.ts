/** Filled by its owner. */
export type MediaEngine = object;
