import type { ScreeningOverride, ScreeningState } from '@rostrum/domain';

export interface ScreeningRecord {
  id: string;
  reviewId: string;
  state: ScreeningState;
  startsAt: Date;
  /** IANA: in which its hour was chosen. */
  timeZone: string;
  /** Raised by everything that is done to it. */
  version: number;
  createdAt: Date;
  createdById: string | null;
  cancelledAt: Date | null;
  /** In the order in which they were written. */
  overrides: ScreeningOverride[];
}

export type NewScreening = Pick<
  ScreeningRecord,
  'id' | 'reviewId' | 'startsAt' | 'timeZone' | 'createdAt' | 'createdById'
> &
  /** Of one that takes another's place: whoever looked at that one has not seen this one. */
  Partial<Pick<ScreeningRecord, 'version'>>;

/** Written by whoever holds the lock of the review's programme. */
export interface Screenings {
  byId(id: string): Promise<ScreeningRecord | null>;
  /** The newest of a review that was not cancelled. */
  current(reviewId: string): Promise<ScreeningRecord | null>;
  /** The current one of each review of a session. */
  currentOfSession(sessionId: string): Promise<ScreeningRecord[]>;
  add(screening: NewScreening): Promise<void>;
  /** Each raises the version. */
  change(id: string, patch: Pick<ScreeningRecord, 'startsAt' | 'timeZone'>): Promise<void>;
  cancel(id: string, at: Date): Promise<void>;
  /** Behind those that there are. @param madeById null where the programme changed under it */
  addOverrides(
    id: string,
    overrides: readonly ScreeningOverride[],
    made: { madeById: string | null; madeAt: Date },
  ): Promise<void>;
}
