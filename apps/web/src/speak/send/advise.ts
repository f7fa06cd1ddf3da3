export interface Limits {
  readonly floor: { readonly maximumMs: number; readonly minimumMs: number; readonly toleranceMs: number };
  readonly sizeLimitBytes: number;
}

export type Advice =
  | { readonly kind: 'empty' }
  | { readonly kind: 'too_large'; readonly bytes: number; readonly limitBytes: number }
  | { readonly kind: 'too_long'; readonly lengthMs: number; readonly limitMs: number }
  | {
      readonly kind: 'needs_cut';
      readonly lengthMs: number;
      readonly limitMs: number;
      readonly overMs: number;
    }
  | { readonly kind: 'short'; readonly lengthMs: number; readonly limitMs: number }
  | { readonly kind: 'fits'; readonly lengthMs: number; readonly limitMs: number }
  | { readonly kind: 'unknown' };

/**
 * A phone writes a length that its packets miss by a few frames: what is over by less than this is told as
 * fitting, and the server measures.
 */
const BLUR_MS = 100;

/** What can be said of a file before it is sent. It forbids nothing: the server judges. */
export function advise(
  { bytes, lengthMs }: { readonly bytes: number; readonly lengthMs: number | null },
  { floor, sizeLimitBytes }: Limits,
): Advice {
  if (bytes === 0) return { kind: 'empty' };
  if (bytes > sizeLimitBytes) return { kind: 'too_large', bytes, limitBytes: sizeLimitBytes };
  if (lengthMs === null) return { kind: 'unknown' };
  const limitMs = floor.maximumMs;
  const overMs = lengthMs - limitMs;
  if (overMs > floor.toleranceMs) return { kind: 'too_long', lengthMs, limitMs };
  if (overMs > BLUR_MS) return { kind: 'needs_cut', lengthMs, limitMs, overMs };
  if (lengthMs < floor.minimumMs) return { kind: 'short', lengthMs, limitMs };
  return { kind: 'fits', lengthMs, limitMs };
}
