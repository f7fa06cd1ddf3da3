/** Filled by its owner. */
export type MediaSets = object;
