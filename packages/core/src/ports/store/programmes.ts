/** Filled by its owner. */
export type Programmes = object;
