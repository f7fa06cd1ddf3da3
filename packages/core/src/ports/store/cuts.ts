/** Filled by its owner. */
export type Cuts = object;
