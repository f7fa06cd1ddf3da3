import { useEffect, useRef, useState } from 'react';
import { languageOptions } from '../../issues/languages.ts';
import { Select } from '../../kit/field.tsx';
import { useIssuesWords } from './issue-words.ts';
import type { useIssues } from './use-issues.ts';

/** An arrow key goes through the languages one by one: only the one that stays is saved. */
const STAYS_MS = 800;

interface SheetLanguageProps extends Pick<ReturnType<typeof useIssues>, 'busy' | 'apply'> {
  readonly saved: string;
}

/** The language that the issues are written in. */
export function SheetLanguage({ saved, busy, apply }: SheetLanguageProps) {
  const { t } = useIssuesWords();
  const [chosen, setChosen] = useState<string | null>(null);
  const save = useRef<() => void>(() => undefined);
  save.current = () => {
    // What is being saved meanwhile is waited for.
    if (chosen === null || busy) return;
    const settle = () => setChosen((now) => (now === chosen ? null : now));
    if (chosen === saved) return settle();
    // Where it cannot be saved, it is what it was.
    void apply((now) => [...now], chosen).finally(settle);
  };
  useEffect(() => {
    if (chosen === null || busy) return;
    const later = setTimeout(() => save.current(), STAYS_MS);
    return () => clearTimeout(later);
  }, [chosen, busy]);
  return (
    <Select
      label={t('issues.language')}
      options={languageOptions(chosen ?? saved)}
      value={chosen ?? saved}
      onChange={({ target }) => setChosen(target.value)}
      onBlur={() => save.current()}
    />
  );
}
