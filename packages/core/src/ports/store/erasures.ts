/** Filled by its owner. */
export type Erasures = object;
