export type LinkPurpose = 'speaker' | 'delegate';

export interface LinkRecord {
  id: string;
  purpose: LinkPurpose;
  invitationId: string | null;
  missionId: string | null;
  sessionId: string | null;
  /** A mission's address. A speaker's lies with the contact, so that erasing it is one row. */
  email: string | null;
  expiresAt: Date;
  revokedAt: Date | null;
  firstUsedAt: Date | null;
}

export interface DeviceRecord {
  id: string;
  linkId: string;
  openedAt: Date;
  /** Of a mission's device the day alone, by UTC; of a speaker's, when it was opened. */
  lastSeenAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
  byCode: boolean;
}

export interface CodeRecord {
  id: string;
  linkId: string;
  codeHash: string;
  expiresAt: Date;
  attempts: number;
  usedAt: Date | null;
  createdAt: Date;
}

export type NewLink = Omit<LinkRecord, 'revokedAt' | 'firstUsedAt'> & {
  tokenHash: string;
  createdById: string | null;
};

/** A link that is good now. */
export interface StandingLink extends LinkRecord {
  createdAt: Date;
  /** Opened by it, and open. */
  devices: number;
  /** How often it was opened on a further device within `OPENINGS_WITHIN_MS`. */
  openings: number;
}

/** Tokens are known here only by their hash. */
export interface Links {
  add(link: NewLink): Promise<void>;
  /** In one statement. */
  addMany(links: readonly NewLink[]): Promise<void>;
  byTokenHash(tokenHash: string): Promise<LinkRecord | null>;
  byId(id: string): Promise<LinkRecord | null>;
  /** Holds the row until the transaction ends: devices and codes of a link are counted by one at a time. */
  lock(id: string): Promise<LinkRecord | null>;
  setFirstUsed(id: string, at: Date): Promise<void>;
  /** Ends the links and the devices opened by them. @returns links ended */
  revokeOfInvitation(invitationId: string, at: Date): Promise<number>;
  revokeOfMission(missionId: string, sessionId: string, at: Date): Promise<number>;
  /** Those of every mission. */
  revokeOfSession(sessionId: string, at: Date): Promise<number>;
  revoke(id: string, at: Date): Promise<number>;
  /** Newest first. */
  ofMission(missionId: string, sessionId: string, now: Date): Promise<StandingLink[]>;
  addDevice(device: Omit<DeviceRecord, 'revokedAt'> & { tokenHash: string }): Promise<void>;
  deviceByTokenHash(tokenHash: string): Promise<{ device: DeviceRecord; link: LinkRecord } | null>;
  openDevices(linkId: string, now: Date): Promise<DeviceRecord[]>;
  /** On devices that are open or were ended since. */
  countOpenings(linkId: string, since: Date): Promise<number>;
  /** Oldest first; revoked ones left out. */
  devicesOfInvitation(invitationId: string): Promise<DeviceRecord[]>;
  seen(deviceId: string, at: Date): Promise<void>;
  /** Gives a device another token, where it still has the one that is named. */
  changeToken(change: { from: string; to: string; expiresAt: Date }): Promise<boolean>;
  revokeDevice(deviceId: string, at: Date): Promise<void>;
  addCode(code: Pick<CodeRecord, 'id' | 'linkId' | 'codeHash' | 'expiresAt' | 'createdAt'>): Promise<void>;
  newestCode(linkId: string): Promise<CodeRecord | null>;
  countCodesSince(linkId: string, since: Date): Promise<number>;
  /** Counts one attempt where fewer than `limit` were made. */
  countAttempt(codeId: string, limit: number): Promise<boolean>;
  useCode(codeId: string, at: Date): Promise<void>;
}
