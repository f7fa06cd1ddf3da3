import { useEffect, useRef, useState } from 'react';

const SAID_FOR_MS = 4_000;

/** Puts words on the clipboard, and says for a while that they are there, or that they are not. */
export function useCopy(words: () => string) {
  const [said, setSaid] = useState<'copied' | 'notCopied' | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const copy = async () => {
    clearTimeout(timer.current);
    try {
      await navigator.clipboard.writeText(words());
      setSaid('copied');
      timer.current = setTimeout(() => setSaid(null), SAID_FOR_MS);
    } catch {
      // No clipboard outside a secure page, or refused.
      setSaid('notCopied');
    }
  };
  return { said, copy };
}
