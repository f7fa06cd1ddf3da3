/** Filled by its owner. */
export type Decisions = object;
