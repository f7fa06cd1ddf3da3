import { useCallback, useEffect, useRef, useState } from 'react';
import { FIRST_WPM } from './prompter/pace.ts';
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

/** A text that is gone was taken away; that there was none yet is something else. */
export function changed(before: KeptText, changes: Partial<KeptText>): KeptText {
  const next = { ...before, ...changes };
  return { ...next, erased: next.text === '' && (before.text !== '' || before.erased === true) };
}

export interface PrompterText {
  readonly value: KeptText;
  readonly change: (changes: Partial<KeptText>) => void;
  readonly erase: () => void;
  /** For the place of nothing: where no text was kept here, and none was typed. */
  readonly offer: (text: string) => void;
}

/** The text and how it is read, kept while it is typed. */
export function usePrompter(store: TakeStore | null, statementId: string): PrompterText {
  const [value, setValue] = useState<KeptText>(firstText);
  const latest = useRef(value);
  const typed = useRef(false);
  const [looked, setLooked] = useState(false);
  const [offered, setOffered] = useState<string | null>(null);
  const waiting = useRef<(() => void) | null>(null);

  useEffect(() => {
    if (store === null) return;
    store
      .text(statementId)
      .then((kept) => {
        if (kept === null || typed.current) return;
        // What was kept stands, whatever is offered.
        typed.current = true;
        latest.current = kept;
        setValue(kept);
      })
      .catch(() => undefined)
      .finally(() => setLooked(true));
  }, [store, statementId]);

  const keep = useCallback(
    (next: KeptText) => {
      const write = () => {
        if (waiting.current !== write) return;
        waiting.current = null;
        // No room: the text is on the page still.
        const nothing = next.text === '' && next.erased !== true;
        store?.keepText(statementId, nothing ? null : next).catch(() => undefined);
      };
      waiting.current = write;
      setTimeout(write, KEEP_AFTER_MS);
    },
    [store, statementId],
  );
  const change = useCallback(
    (changes: Partial<KeptText>) => {
      typed.current = true;
      latest.current = changed(latest.current, changes);
      setValue(latest.current);
      keep(latest.current);
    },
    [keep],
  );
  const erase = useCallback(() => change({ text: '' }), [change]);
  useEffect(() => {
    if (!looked || offered === null || typed.current) return;
    change({ text: offered });
  }, [looked, offered, change]);

  // What was typed last is kept when the page goes, or this part of it.
  useEffect(() => {
    const now = () => waiting.current?.();
    window.addEventListener('pagehide', now);
    return () => {
      window.removeEventListener('pagehide', now);
      now();
    };
  }, []);

  return { value, change, erase, offer: setOffered };
}
