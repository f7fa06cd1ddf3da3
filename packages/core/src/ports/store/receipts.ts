/** Filled by its owner. */
export type Receipts = object;
