/** A UPR Working Group session and its Pre-sessions. Dates are calendar days at midnight UTC. */
export interface SessionRecord {
  id: string;
  number: number;
  format: 'in_person' | 'virtual';
  venue: string | null;
  startsOn: Date;
  endsOn: Date;
  datesProvisional: boolean;
  timeZone: string;
  acceptsUploads: boolean;
  uploadDeadlineAt: Date | null;
  graceMs: number;
  toleranceMs: number;
  minimumShare: number;
  sizeLimitBytes: number;
  takesPerInvitation: number;
  demonstration: boolean;
}

/** One State's review in a session: the SuR. */
export interface ReviewRecord {
  id: string;
  sessionId: string;
  stateCode: string;
  stateName: string;
  position: number;
  slotMs: number;
  /** A coordinator's own figure. */
  floorTimeSetMs: number | null;
  /** Frozen when the invitations go out. */
  floorTimeMs: number | null;
  frozenAt: Date | null;
  /** CSOs and NHRIs that will speak, known before the invitations go out one at a time. */
  expectedSpeakers: number | null;
  presessionAt: Date | null;
}

export type FloorTimePatch = Partial<Pick<ReviewRecord, 'floorTimeSetMs' | 'expectedSpeakers'>>;

/** Sessions and their reviews. They read and write rows and decide nothing. */
export interface Reviews {
  /** Newest session first. */
  sessions(): Promise<SessionRecord[]>;
  session(id: string): Promise<SessionRecord | null>;
  sessionByNumber(number: number): Promise<SessionRecord | null>;
  /** Returns false where the number is taken. */
  addSession(session: SessionRecord): Promise<boolean>;
  /** Returns false where the number is taken: the transaction is lost then. */
  updateSession(id: string, patch: Partial<Omit<SessionRecord, 'id'>>): Promise<boolean>;
  /** Holds the row until the transaction ends. */
  lockSession(id: string): Promise<SessionRecord | null>;
  byId(id: string): Promise<ReviewRecord | null>;
  /** Ordered as they are held. */
  ofSession(sessionId: string): Promise<ReviewRecord[]>;
  /** Returns false where the session has that State already. */
  add(review: Omit<ReviewRecord, 'position'>): Promise<boolean>;
  /** Holds the row until the transaction ends: who counts its speakers counts alone. */
  lock(id: string): Promise<ReviewRecord | null>;
  /** Sets only while nothing is frozen; false where it is. */
  setFloorTime(id: string, floor: FloorTimePatch): Promise<boolean>;
  freeze(id: string, floorTimeMs: number, at: Date): Promise<void>;
}
