/** Filled by its owner. */
export type History = object;
