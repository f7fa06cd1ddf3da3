/** Filled by its owner. */
export type Mail = object;
