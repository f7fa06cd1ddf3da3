/** Filled by its owner. */
export type Statements = object;
