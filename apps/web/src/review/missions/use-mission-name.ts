import { delegationName, missionNameWith } from '@rostrum/domain/state-names/mission-name';
import { useQuery } from '@tanstack/react-query';
import { useStateNames } from '../../kit/state-names.ts';
import { useWords } from '../words/use-words.ts';

interface Named {
  readonly stateCode: string;
  readonly name: string;
}

/** A mission's name in the page's language, after its State; as it is kept where the code is of none. */
export function useMissionName(): (mission: Named) => string {
  const { language } = useWords();
  const french = language === 'fr';
  const names = useStateNames(language);
  const articles = useQuery({
    queryKey: ['mission-articles'],
    queryFn: async () => (await import('@rostrum/domain/state-names/articles.json')).default,
    enabled: french,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return ({ stateCode, name }) => {
    const delegation = delegationName(stateCode, french ? 'fr' : 'en');
    if (delegation !== null) return delegation;
    const state = names !== undefined && Object.hasOwn(names, stateCode) ? names[stateCode] : undefined;
    if (!french || state === undefined || articles.data === undefined) return name;
    const of: Readonly<Record<string, string>> = articles.data.fr;
    return missionNameWith('fr', { code: stateCode, name: state, article: of[stateCode] ?? null });
  };
}
