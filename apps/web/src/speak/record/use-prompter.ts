import { useCallback, useEffect, useRef, useState } from 'react';
import type { Statement } from '../api.ts';
import { FIRST_WPM } from './prompter/pace.ts';
import { newestReceipt } from './store/settled.ts';
import type { KeptText, TakeStore } from './store/take-store.ts';

const KEEP_AFTER_MS = 400;
const TEXT_SIZES = 5;

const firstText = (): KeptText => ({
  text: '',
  wpm: FIRST_WPM,
  size: 2,
  // Who asked for less motion gets still pages first; they may choose otherwise.
  steps: typeof matchMedia === 'function' && matchMedia('(prefers-reduced-motion: reduce)').matches,
});

export const withinSizes = (size: number): number => Math.min(TEXT_SIZES - 1, Math.max(0, size));

export interface PrompterText {
  readonly value: KeptText;
  readonly change: (changes: Partial<KeptText>) => void;
  readonly erase: () => void;
}

/** The text and how it is read, kept while it is typed. */
export function usePrompter(
  store: TakeStore | null,
  { statement: { id: statementId }, takes }: Pick<Statement, 'statement' | 'takes'>,
): PrompterText {
  const since = useRef<string | null>(null);
  since.current = newestReceipt(takes);
  const [value, setValue] = useState<KeptText>(firstText);
  const latest = useRef(value);
  const typed = useRef(false);
  const waiting = useRef<(() => void) | null>(null);

  useEffect(() => {
    if (store === null) return;
    store
      .text(statementId)
      .then((kept) => {
        if (kept === null || typed.current) return;
        latest.current = kept;
        setValue(kept);
      })
      .catch(() => undefined);
  }, [store, statementId]);

  const keep = useCallback(
    (next: KeptText) => {
      const write = () => {
        if (waiting.current !== write) return;
        waiting.current = null;
        // No room: the text is on the page still.
        store?.keepText(statementId, next.text === '' ? null : next).catch(() => undefined);
      };
      waiting.current = write;
      setTimeout(write, KEEP_AFTER_MS);
    },
    [store, statementId],
  );
  const change = useCallback(
    (changes: Partial<KeptText>) => {
      typed.current = true;
      latest.current = { ...latest.current, ...changes, since: since.current };
      setValue(latest.current);
      keep(latest.current);
    },
    [keep],
  );
  const erase = useCallback(() => change({ text: '' }), [change]);

  // What was typed last is kept when the page goes, or this part of it.
  useEffect(() => {
    const now = () => waiting.current?.();
    window.addEventListener('pagehide', now);
    return () => {
      window.removeEventListener('pagehide', now);
      now();
    };
  }, []);

  return { value, change, erase };
}
