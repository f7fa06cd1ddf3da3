import { type Actor, Problem } from '@rostrum/domain';

export type Staff = Extract<Actor, { userId: string }>;
export type Speaker = Extract<Actor, { kind: 'speaker' }>;
export type Delegate = Extract<Actor, { kind: 'delegate' }>;

/** @throws Problem not_allowed */
export function requireStaff(actor: Actor): Staff {
  if (actor.kind === 'coordinator' || actor.kind === 'administrator') return actor;
  throw new Problem('not_allowed');
}

/** @throws Problem not_allowed */
export function requireSpeaker(actor: Actor): Speaker {
  if (actor.kind === 'speaker') return actor;
  throw new Problem('not_allowed');
}

/** @throws Problem not_allowed */
export function requireDelegate(actor: Actor): Delegate {
  if (actor.kind === 'delegate') return actor;
  throw new Problem('not_allowed');
}

/** What is not there and what is somebody else's look the same. @throws Problem not_found */
export function found<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Problem('not_found');
  return value;
}
