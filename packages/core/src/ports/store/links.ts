/** Filled by its owner. */
export type Links = object;
