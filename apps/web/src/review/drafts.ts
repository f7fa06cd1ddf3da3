import { useCallback, useRef, useState } from 'react';
import { useMe } from './use-me.ts';

/**
 * What is written and not sent yet outlives a reload, a lost connection and a sign-in that ended. It is kept in this
 * tab alone, for whoever wrote it, and goes when they sign out.
 */
const TEXTS = 'rostrum.text.';
const KEPT = [TEXTS, 'rostrum.edit.'];

function read(key: string): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    // Storage is refused: then nothing is kept, and nothing breaks.
    return null;
  }
}

function write(key: string, text: string | undefined): void {
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

/** A text as it is being written; undefined takes it away. Its key does not change while it is shown. */
export function useDraft(key: string): readonly [string | undefined, (text: string | undefined) => void] {
  const me = useMe();
  const place = useRef(`${TEXTS}${me.data?.name ?? ''}.${key}`).current;
  const [text, setText] = useState<string | undefined>(() => read(place) ?? undefined);
  const set = useCallback(
    (next: string | undefined) => {
      write(place, next);
      setText(next);
    },
    [place],
  );
  return [text, set];
}
