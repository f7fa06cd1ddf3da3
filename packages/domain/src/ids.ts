import { z } from 'zod';

/** Every id of ours: a random UUID. It names nothing and tells nothing, so it may stand in logs and keys. */
export const Id = z.uuid();
export type Id = z.infer<typeof Id>;

export function newId(): Id {
  return globalThis.crypto.randomUUID();
}
