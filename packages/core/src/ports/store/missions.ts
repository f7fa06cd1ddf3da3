/** Filled by its owner. */
export type Missions = object;
