/** 62345 ms → `1:02.345`; tenths and less always shown, as captions begin between seconds. */
export function clockTime(ms: number): string {
  const whole = Math.max(0, Math.round(ms));
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes, seconds] = [whole / 3_600_000, (whole / 60_000) % 60, (whole / 1000) % 60].map(
    Math.floor,
  );
  const clock = hours ? `${hours}:${two(minutes ?? 0)}` : `${minutes ?? 0}`;
  return `${clock}:${two(seconds ?? 0)}.${String(whole % 1000).padStart(3, '0')}`;
}

/** What somebody wrote as a time, ms; null for what is none. */
export function readClockTime(text: string): number | null {
  const match = /^\s*(?:(?:(\d{1,2}):)?(\d{1,3}):)?(\d{1,5})(?:[.,](\d{1,3})\d*)?\s*$/.exec(text);
  if (match === null) return null;
  const [hours = 0, minutes = 0, seconds = 0] = match.slice(1, 4).map((part) => Number(part ?? 0));
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + Number((match[4] ?? '').padEnd(3, '0'));
}
