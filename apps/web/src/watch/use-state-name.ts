import { type NamedState, useStateName as useNameIn } from '../kit/state-names.ts';
import { useWords } from './words/use-words.ts';

/** A State's name in the page's language. */
export function useStateName(): (state: NamedState) => string {
  return useNameIn(useWords().language);
}
