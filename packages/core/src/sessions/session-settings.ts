import {
  DEFAULT_GRACE_MS,
  DEFAULT_MINIMUM_SHARE,
  DEFAULT_TOLERANCE_MS,
  Problem,
  SIZE_LIMIT_BYTES,
  TAKES_PER_INVITATION,
} from '@rostrum/domain';
import type { SessionRecord } from '../ports/store/reviews.ts';

export type SessionSettings = Omit<SessionRecord, 'id' | 'demonstration'>;

export const SESSION_DEFAULTS = {
  venue: null,
  datesProvisional: false,
  timeZone: 'Europe/Zurich',
  acceptsUploads: true,
  uploadDeadlineAt: null,
  graceMs: DEFAULT_GRACE_MS,
  toleranceMs: DEFAULT_TOLERANCE_MS,
  minimumShare: DEFAULT_MINIMUM_SHARE,
  sizeLimitBytes: SIZE_LIMIT_BYTES,
  takesPerInvitation: TAKES_PER_INVITATION,
} as const satisfies Partial<SessionSettings>;

/** What the next session takes over. */
export function settingsToCopy(session: SessionRecord) {
  const { timeZone, acceptsUploads, graceMs, toleranceMs, minimumShare, sizeLimitBytes, takesPerInvitation } =
    session;
  return { timeZone, acceptsUploads, graceMs, toleranceMs, minimumShare, sizeLimitBytes, takesPerInvitation };
}

/** @throws Problem request_invalid */
export function assertDates({ startsOn, endsOn }: Pick<SessionSettings, 'startsOn' | 'endsOn'>): void {
  if (endsOn < startsOn) {
    throw new Problem('request_invalid', { detail: 'A session cannot end before it begins.' });
  }
}

export const numberTaken = () =>
  new Problem('conflict', { detail: 'There is a session of this number already.' });
