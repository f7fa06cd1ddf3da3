export interface Place {
  readonly takeId: string | null;
  readonly startMs: number | null;
  readonly endMs: number | null;
}

const NOWHERE: Place = { takeId: null, startMs: null, endMs: null };
const TEXT = /^([\w-]+) (\d+)(?: (\d+))?$/;

/** As it is kept beside the words that are being written. */
export function placeText({ takeId, startMs, endMs }: Place): string {
  if (takeId === null || startMs === null) return '';
  return `${takeId} ${startMs}${endMs === null ? '' : ` ${endMs}`}`;
}

export function placeFrom(text: string | undefined): Place {
  const [, takeId, start, end] = TEXT.exec(text ?? '') ?? [];
  if (takeId === undefined || start === undefined) return NOWHERE;
  return { takeId, startMs: Number(start), endMs: end === undefined ? null : Number(end) };
}
