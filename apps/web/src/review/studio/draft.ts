import type { Edit } from '@rostrum/domain';

/**
 * An edit that is not made yet outlives a reload and a sign-in that ended: it is kept in this tab alone, by take,
 * figures and nothing else.
 */
const keyOf = (takeId: string) => `rostrum.edit.${takeId}`;

const isMs = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

/** Reads what was kept; undefined where it is no edit. */
export function readDraft(text: string | null): Edit | undefined {
  let given: unknown;
  try {
    given = JSON.parse(text ?? 'null');
  } catch {
    return undefined;
  }
  const [inMs, outMs, list] = ['inMs', 'outMs', 'removals'].map((name) => fieldOf(given, name));
  if (!isMs(inMs) || !isMs(outMs) || !Array.isArray(list)) return undefined;
  const removals: Edit['removals'] = [];
  for (const one of list) {
    const [startMs, endMs] = [fieldOf(one, 'startMs'), fieldOf(one, 'endMs')];
    if (!isMs(startMs) || !isMs(endMs)) return undefined;
    removals.push({ startMs, endMs });
  }
  return { inMs, outMs, removals };
}

export function keptDraft(takeId: string): Edit | undefined {
  try {
    return readDraft(sessionStorage.getItem(keyOf(takeId)));
  } catch {
    // Storage is refused: then nothing is kept, and nothing breaks.
    return undefined;
  }
}

/** Without an edit, what was kept is dropped. */
export function keepDraft(takeId: string, edit: Edit | undefined): void {
  try {
    if (edit) sessionStorage.setItem(keyOf(takeId), JSON.stringify(edit));
    else sessionStorage.removeItem(keyOf(takeId));
  } catch {
    // As above.
  }
}
