/** A Permanent Mission in Geneva. */
export interface MissionRecord {
  id: string;
  stateCode: string;
  name: string;
}

export interface MissionWithLinks extends MissionRecord {
  /** Of its office, where its links are mailed to. */
  email: string | null;
  /** Links to the session that are good now, and devices opened by them. */
  links: number;
  opened: number;
  /** How often these were opened within `OPENINGS_WITHIN_MS`. */
  openings: number;
}

export interface Missions {
  byId(id: string): Promise<MissionRecord | null>;
  byStateCode(stateCode: string): Promise<MissionRecord | null>;
  /** Those not there yet, by State code. @returns how many */
  addMissing(missions: readonly MissionRecord[]): Promise<number>;
  codes(): Promise<ReadonlySet<string>>;
  /** In one statement. */
  setAddresses(addresses: readonly { stateCode: string; email: string | null }[]): Promise<void>;
  /** By name. */
  withLinks(sessionId: string, now: Date): Promise<MissionWithLinks[]>;
}
