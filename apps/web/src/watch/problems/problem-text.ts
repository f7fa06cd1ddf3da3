import type { ApiProblem } from '@rostrum/client';
import { useWords } from '../words/use-words.ts';

/** What can happen here. Everything else has the sentence that the server said. */
const reachable = [
  'link_unknown',
  'link_expired',
  'link_revoked',
  'code_wrong',
  'code_expired',
  'too_many_requests',
  'not_allowed',
  'unavailable',
  'offline',
  'internal',
] as const;

/** What happened and what to do, in the reader's language. */
export function useProblemText(): (problem: ApiProblem) => string {
  const { t } = useWords();
  return ({ code, title }) => {
    const known = reachable.find((one) => one === code);
    return known ? t(`problem.${known}`) : title || t('problem.internal');
  };
}
