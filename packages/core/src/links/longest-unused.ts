import type { DeviceRecord } from '../ports/store/links.ts';

const DAY_MS = 24 * 60 * 60_000;

/** The day by UTC: no more is kept of when a delegate's device was last there. */
export const dayOf = (at: Date): Date => new Date(Math.floor(at.getTime() / DAY_MS) * DAY_MS);

/**
 * Of a mission's devices, the one that will be missed least: not there for the most days; among those of one day, one
 * that never came back on another, and there the one whose session ends first, as those do that lie in one tab.
 */
export function longestUnused(devices: readonly DeviceRecord[]): DeviceRecord | undefined {
  const cameBack = ({ openedAt, lastSeenAt }: DeviceRecord) => Number(dayOf(lastSeenAt) > dayOf(openedAt));
  const [first] = devices.toSorted(
    (a, b) =>
      dayOf(a.lastSeenAt).getTime() - dayOf(b.lastSeenAt).getTime() ||
      cameBack(a) - cameBack(b) ||
      a.expiresAt.getTime() - b.expiresAt.getTime() ||
      a.openedAt.getTime() - b.openedAt.getTime(),
  );
  return first;
}
