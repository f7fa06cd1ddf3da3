import { useCallback } from 'react';
import { type NamedState, useStateName as useNameIn, useStateNames } from '../../kit/state-names.ts';
import { useWords } from '../words/use-words.ts';

/** A State's name in the page's language. */
export function useStateName(): (state: NamedState) => string {
  return useNameIn(useWords().language);
}

/** The same where the code alone is known; what else there is of it for a code of no State. */
export function useNameOfCode(): (code: string, otherwise: string) => string {
  const names = useStateNames(useWords().language);
  return useCallback(
    (code, otherwise) =>
      names !== undefined && Object.hasOwn(names, code) ? (names[code] ?? otherwise) : otherwise,
    [names],
  );
}
