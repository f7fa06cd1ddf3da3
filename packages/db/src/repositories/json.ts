import { z } from 'zod';
import { Prisma } from '../client.ts';

/** What was written as figures is read as figures, or the row is damaged and that is said. */
export const Figures = z.record(z.string(), z.number());
export const StoredLoudness = z.object({ integratedLufs: z.number(), truePeakDbtp: z.number() });

/** A column that may be empty holds SQL's null, never JSON's. */
export function jsonOrNull<T extends Prisma.InputJsonValue>(
  value: T | null,
): T | Prisma.NullableJsonNullValueInput {
  return value ?? Prisma.DbNull;
}
