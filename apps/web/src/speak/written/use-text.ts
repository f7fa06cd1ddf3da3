import { useCallback, useState } from 'react';
import {
  isOvertaken,
  keepUnsaved,
  readUnsaved,
  type Source,
  type UnsavedText,
  type Written,
  type WrittenText,
} from './unsaved-text.ts';

export interface TextBeingWritten {
  readonly language: string;
  readonly text: string;
  readonly saved: WrittenText | undefined;
  readonly unsaved: UnsavedText | null;
  /** Somebody else saved another version since this was begun. */
  readonly overtaken: boolean;
  /** What stood here before another text was put in its place; null where nothing would be lost. */
  readonly before: string | null;
  readonly choose: (language: string) => void;
  readonly write: (text: string) => void;
  /** Puts another text in its place, which can be undone. */
  readonly replace: (text: string, source: Source) => void;
  readonly putBack: () => void;
  /** What was written is let go, for what is saved. */
  readonly discard: () => void;
  /** It is meant for the place of what is saved now. */
  readonly rebase: () => UnsavedText | null;
  readonly settled: () => void;
}

export function useText(statementId: string, written: Written, first: string): TextBeingWritten {
  const [language, setLanguage] = useState(first);
  const [unsaved, setUnsaved] = useState(() => readUnsaved(statementId, first));
  const [before, setBefore] = useState<string | null>(null);
  const saved = written.texts.find((one) => one.language === language);
  const text = unsaved?.text ?? saved?.text ?? '';

  const keep = useCallback(
    (next: UnsavedText | null, of: string) => {
      keepUnsaved(statementId, of, next);
      setUnsaved(next);
    },
    [statementId],
  );
  const begun = (next: string, source: Source): UnsavedText => ({
    text: next,
    source,
    baseId: unsaved === null ? (saved?.id ?? null) : unsaved.baseId,
  });
  return {
    language,
    text,
    saved,
    unsaved,
    overtaken: unsaved !== null && isOvertaken(unsaved, saved),
    before,
    choose(next) {
      const there = readUnsaved(statementId, next);
      const known = written.texts.find((one) => one.language === next);
      // What was pasted before its language was said goes with it.
      if (language === '' && unsaved !== null && there === null && known === undefined) {
        keepUnsaved(statementId, '', null);
        keep({ ...unsaved, baseId: null }, next);
      } else setUnsaved(there);
      setBefore(null);
      setLanguage(next);
    },
    write(next) {
      setBefore(null);
      const same = next === (saved?.text ?? '');
      keep(same ? null : begun(next, unsaved?.source ?? 'typed'), language);
    },
    replace(next, source) {
      setBefore(text.trim() === '' || text === next ? null : text);
      keep(next === saved?.text ? null : begun(next, source), language);
    },
    putBack() {
      if (before === null) return;
      setBefore(null);
      keep(before === saved?.text ? null : begun(before, 'typed'), language);
    },
    discard() {
      setBefore(unsaved?.text ?? null);
      keep(null, language);
    },
    rebase() {
      if (unsaved === null) return null;
      const next = { ...unsaved, baseId: saved?.id ?? null };
      keep(next, language);
      return next;
    },
    settled() {
      setBefore(null);
      keep(null, language);
    },
  };
}
