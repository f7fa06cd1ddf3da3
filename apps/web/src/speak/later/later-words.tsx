import { type ReactNode, use } from 'react';
import { type Catalogue, type Language, type Words, WordsProvider, wordsOf } from '../../kit/i18n/words.tsx';
import { patiently } from './patiently.ts';

const files = {
  en: () => import('./words/en.json'),
  fr: () => import('./words/fr.json'),
  es: () => import('./words/es.json'),
  ar: () => import('./words/ar.json'),
};

const asked = new Map<Language, Promise<Catalogue>>();
const there = new Map<Language, Catalogue>();

/** Words that the page can stand without: all but what is seen first. Asked for once in each language. */
export function laterWords(language: Language): Promise<Catalogue> {
  const known = asked.get(language);
  if (known !== undefined) return known;
  const asking = patiently(files[language]).then(({ default: words }) => {
    there.set(language, words);
    return words;
  });
  asked.set(language, asking);
  return asking;
}

/** Once a part of the page has needed them, another language comes with them. */
export const laterWordsAreUsed = (): boolean => asked.size > 0;

const useAnyWords = wordsOf<string>();
const withMore = new WeakMap<Words<string>, Words<string>>();

function joined(words: Words<string>, more: Catalogue): Words<string> {
  const known = withMore.get(words);
  if (known !== undefined) return known;
  const all = words.with(more);
  withMore.set(words, all);
  // A part within a part has them already.
  withMore.set(all, all);
  return all;
}

/** Its children have all words; until those are here it waits, as a part that is being fetched does. */
export function WithLaterWords({ children }: { readonly children: ReactNode }) {
  const words = useAnyWords();
  const more = there.get(words.language) ?? use(laterWords(words.language));
  return (
    <WordsProvider words={joined(words, more)} wholePage={false}>
      {children}
    </WordsProvider>
  );
}
