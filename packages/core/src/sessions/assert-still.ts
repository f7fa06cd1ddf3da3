import { Problem } from '@rostrum/domain';

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/**
 * What somebody changes is still as they saw it, or is already as they want it: an answer that was lost is asked for
 * again. Else nothing is changed, and they are shown what is there by now. @throws Problem stale
 */
export function assertStill<T extends object>(now: T, patch: Partial<T>, seen: Partial<T> = {}): void {
  const names = Object.keys(seen) as (keyof T)[];
  if (names.some((name) => !same(now[name], seen[name]) && !same(now[name], patch[name]))) {
    throw new Problem('stale');
  }
}
