import { useCallback, useRef, useState } from 'react';
import { useMe } from './use-me.ts';

/**
 * What is written and not sent yet outlives a reload, a lost connection and a sign-in that ended. It is kept in this
 * tab alone, for whoever wrote it, and goes when they sign out.
 */
const TEXTS = 'rostrum.text.';
const KEPT = [TEXTS, 'rostrum.edit.'];

function readPlace(key: string): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    // Storage is refused: then nothing is kept, and nothing breaks.
    return null;
  }
}

function writePlace(key: string, text: string | undefined): void {
  try {
    if (text === undefined) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, text);
  } catch {
    // As above.
  }
}

export function forgetDrafts(): void {
  try {
    const keys = Array.from({ length: sessionStorage.length }, (_, at) => sessionStorage.key(at) ?? '');
    for (const key of keys) if (KEPT.some((kept) => key.startsWith(kept))) sessionStorage.removeItem(key);
  } catch {
    // As above.
  }
}

function usePlace(key: string): string {
  const me = useMe();
  return useRef(`${TEXTS}${me.data?.name ?? ''}.${key}`).current;
}

/** A text as it is being written; undefined takes it away. Its key does not change while it is shown. */
export function useDraft(key: string): readonly [string | undefined, (text: string | undefined) => void] {
  const place = usePlace(key);
  const [text, setText] = useState<string | undefined>(() => readPlace(place) ?? undefined);
  const set = useCallback(
    (next: string | undefined) => {
      writePlace(place, next);
      setText(next);
    },
    [place],
  );
  return [text, set];
}

/** The same for more than one text: what was kept when it was first shown, and how it is kept from then on. */
export function useKept<T>(
  key: string,
  read: (kept: unknown) => T | undefined,
): readonly [T | undefined, (value: T | undefined) => void] {
  const place = usePlace(key);
  const [first] = useState(() => read(parsed(readPlace(place))));
  const keep = useCallback(
    (value: T | undefined) => writePlace(place, value === undefined ? undefined : JSON.stringify(value)),
    [place],
  );
  return [first, keep];
}

export function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}

/** One field of what was kept, whatever that may be. */
export const fieldOf = (kept: unknown, name: string): unknown =>
  typeof kept === 'object' && kept !== null ? Reflect.get(kept, name) : undefined;
