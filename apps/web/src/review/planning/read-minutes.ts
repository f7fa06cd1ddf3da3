const LONGEST_MS = 3_600_000;

/** `6:30` or `6` → ms; null for what is no floor time of up to an hour. */
export function readMinutes(text: string): number | null {
  const match = /^\s*(\d{1,2})(?::([0-5]\d))?\s*$/.exec(text);
  if (!match) return null;
  const ms = (Number(match[1]) * 60 + Number(match[2] ?? 0)) * 1000;
  return ms >= 1000 && ms <= LONGEST_MS ? ms : null;
}
