/** Filled by its owner. */
export type Takes = object;
