import { z } from 'zod';

/** A stretch of the take, in integer milliseconds of its measured timeline: start inside, end outside. */
export const Range = z.object({ startMs: z.int().nonnegative(), endMs: z.int().positive() });
export type Range = z.infer<typeof Range>;

/** What will be shown of a take: from in to out, without the removals. Never destructive. */
export const Edit = z.object({
  inMs: z.int().nonnegative(),
  outMs: z.int().positive(),
  removals: z.array(Range).max(100).default([]),
});
export type Edit = z.infer<typeof Edit>;
