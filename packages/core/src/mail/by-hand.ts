/** Nobody is reminded by hand twice within this time, whoever reminds; nor by the clock after a hand. */
export const REMINDED_AGAIN_AFTER_MS = 24 * 3_600_000;

const MARK = ':by-hand:';

/** Names the mail before it, however that one ended: of two who send at once, one sends. */
export function onceByHand(invitationId: string, lastMailId: string | null): string {
  return `reminder:${invitationId}${MARK}${lastMailId ?? 'first'}`;
}

export function isByHand(once: string): boolean {
  return once.includes(MARK);
}
