import { useCallback, useState } from 'react';
import { DRAFTS, isDraftOf } from './draft-name.ts';

/**
 * A text that is being written, kept on this device as it is typed, so that neither a failed answer nor a closed
 * page loses it. Erased once it was sent.
 */
export function useDraft(name: string): [text: string, write: (text: string) => void, forget: () => void] {
  const key = DRAFTS + name;
  const [text, setText] = useState(() => read(key));
  const write = useCallback(
    (next: string) => {
      setText(next);
      try {
        if (next === '') localStorage.removeItem(key);
        else localStorage.setItem(key, next);
      } catch {
        // Storage is forbidden or full: the text lasts as long as the page.
      }
    },
    [key],
  );
  return [text, write, useCallback(() => write(''), [write])];
}

function read(key: string): string {
  try {
    return localStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}

/** Of a statement, or of all of them. */
export function forgetDrafts(statementId?: string): void {
  try {
    for (const key of Object.keys(localStorage))
      if (isDraftOf(key, statementId)) localStorage.removeItem(key);
  } catch {
    // Storage is forbidden: nothing was kept.
  }
}
