/** One mission at one State's programme: figures, and nobody. */
export interface AttendanceRecord {
  reviewId: string;
  missionId: string;
  stateCode: string;
  missionName: string;
  minutes: number;
  /** Calendar days of the session's place. */
  days: number;
}

/** What was published, and who watched it. */
export interface AttendanceTotals {
  /** States under Review with a programme that was published. */
  presessions: number;
  /** Different ones. */
  missions: number;
  /** Statements that were published, without those of States and those that were taken back. */
  presentations: number;
  minutes: number;
}

export interface AttendanceRecords {
  /**
   * Counts one minute, once: a minute that is not after the newest of that day is counted already, by whichever of the
   * mission's pages and whichever process.
   * @param minute its beginning
   */
  count(of: { missionId: string; reviewId: string; day: Date; minute: Date }): Promise<void>;
  /** By mission. */
  ofSession(sessionId: string): Promise<AttendanceRecord[]>;
  /** Of one session, or of all. */
  totals(sessionId: string | null): Promise<AttendanceTotals>;
}
