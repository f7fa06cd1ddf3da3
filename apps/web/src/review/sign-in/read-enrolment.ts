export interface Enrolment {
  readonly uri: string;
  /** The key itself, for an app that cannot scan. */
  readonly secret: string;
  readonly backupCodes: readonly string[];
}

/** @throws Error when the answer has another form than documented. */
export function readEnrolment(answer: unknown): Enrolment {
  if (typeof answer !== 'object' || answer === null || !('totpURI' in answer) || !('backupCodes' in answer)) {
    throw new Error('the set-up of a second factor answered in an unknown form');
  }
  const { totpURI, backupCodes } = answer;
  if (typeof totpURI !== 'string' || !Array.isArray(backupCodes)) {
    throw new Error('the set-up of a second factor answered in an unknown form');
  }
  return {
    uri: totpURI,
    secret: new URL(totpURI).searchParams.get('secret') ?? '',
    backupCodes: backupCodes.filter((code): code is string => typeof code === 'string'),
  };
}
