import { beat, hasBeat } from './heartbeat.ts';

const nameOf = (statementId: string) => `rostrum.record.${statementId}`;

/** `unknown` where the browser cannot tell: then the speaker is asked to keep to one window. */
export type Window = 'mine' | 'other' | 'unknown';

/**
 * Two windows would take the camera from one another. Ends the claim when the signal aborts.
 */
export function claimWindow(statementId: string, signal: AbortSignal): Promise<Window> {
  if (!('locks' in navigator)) {
    beat(statementId, signal);
    return Promise.resolve('unknown');
  }
  return new Promise((resolve) => {
    navigator.locks
      .request(nameOf(statementId), { ifAvailable: true }, (lock) => {
        if (lock === null) return resolve('other');
        resolve('mine');
        return new Promise<void>((release) => {
          if (signal.aborted) release();
          signal.addEventListener('abort', () => release());
        });
      })
      .catch(() => resolve('unknown'));
  });
}

/** Whether another window of this browser is recording: what is unfinished then is not torn. */
export async function isRecordedElsewhere(statementId: string): Promise<boolean> {
  if (!('locks' in navigator)) return false;
  const { held } = await navigator.locks.query();
  return held?.some(({ name }) => name === nameOf(statementId)) ?? false;
}

/** The same, to be on the safe side: where the browser cannot tell, somebody may be. */
export async function mayBeRecorded(statementId: string): Promise<boolean> {
  if (!('locks' in navigator)) return hasBeat(statementId);
  return await isRecordedElsewhere(statementId).catch(() => true);
}
