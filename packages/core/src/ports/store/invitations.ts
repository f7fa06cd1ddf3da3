/** Filled by its owner. */
export type Invitations = object;
