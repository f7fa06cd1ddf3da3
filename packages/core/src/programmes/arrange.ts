import { compareSpeakingOrder } from '@rostrum/domain';
import type { PlacedStatement } from '../ports/store/statements.ts';

/** The kept order first; who came since stands behind it, in the default order. */
export function arrange<T extends PlacedStatement>(placed: readonly T[], kept: readonly string[]): T[] {
  const byId = new Map(placed.map((one) => [one.statement.id, one]));
  const arranged: T[] = [];
  for (const id of kept) {
    const one = byId.get(id);
    if (one === undefined) continue;
    arranged.push(one);
    byId.delete(id);
  }
  const others = [...byId.values()].sort((a, b) => compareSpeakingOrder(a.organisation, b.organisation));
  return [...arranged, ...others];
}

/** Puts the named ones, in their order, into the places that they hold among all. */
export function withNamedOrder(all: readonly string[], named: readonly string[]): string[] {
  const names = new Set(named);
  const next = named[Symbol.iterator]();
  return all.map((id) => (names.has(id) ? (next.next().value ?? id) : id));
}
