const FIELDS = {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
} as const;

/** The wall clock of a zone, as `datetime-local` fields write it. @throws RangeError for no zone */
export function wallClock(instant: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en', { ...FIELDS, hourCycle: 'h23', timeZone }).formatToParts(
    instant,
  );
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`;
}

const DAY_MS = 86_400_000;

/**
 * The instant at which a zone's wall clock shows this (`2021-04-20T18:00`): the first where it shows it twice, and
 * as much later as the clock jumps where it never does. @throws RangeError for no zone
 */
export function instantOf(wall: string, timeZone: string): Date {
  const asUtc = Date.parse(`${wall}:00Z`);
  const offsetAt = (ms: number) => Date.parse(`${wallClock(new Date(ms), timeZone)}:00Z`) - ms;
  // No zone changes its clocks twice within two days.
  const [before, after] = [offsetAt(asUtc - DAY_MS), offsetAt(asUtc + DAY_MS)];
  const fitting = [asUtc - Math.max(before, after), asUtc - Math.min(before, after)].find(
    (ms) => wallClock(new Date(ms), timeZone) === wall,
  );
  return new Date(fitting ?? asUtc - before);
}

export function isTimeZone(name: string): boolean {
  try {
    wallClock(new Date(0), name);
    return name !== '';
  } catch {
    return false;
  }
}

/**
 * What a change of the clocks does to a wall clock: `skipped` is on no clock of that day, `twice` is on it two times.
 * Null for every other. @throws RangeError for no zone
 */
export function clockTrouble(wall: string, timeZone: string): 'skipped' | 'twice' | null {
  const instant = instantOf(wall, timeZone);
  const shows = (ms: number) => wallClock(new Date(ms), timeZone) === wall;
  if (!shows(instant.getTime())) return 'skipped';
  return [30, 60, 120].some((minutes) => shows(instant.getTime() + minutes * 60_000)) ? 'twice' : null;
}
