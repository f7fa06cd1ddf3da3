/** Filled by its owner. */
export type Reviews = object;
