import { type ReactNode, use } from 'react';
import { type Catalogue, type Language, type Words, WordsProvider, wordsOf } from '../../kit/i18n/words.tsx';
import { patiently } from './patiently.ts';

type Files = Readonly<Record<Language, () => Promise<{ readonly default: Catalogue }>>>;

/** A catalogue of its own beside a part of the page, fetched with that part: one language at a time. */
export interface WordsArea {
  /** Asked for once in each language. */
  readonly load: (language: Language) => Promise<Catalogue>;
  /** Whether the page has needed it: then another language comes with it. */
  readonly isUsed: () => boolean;
  /** Its children have these words too; until those are here it waits, as a part that is being fetched does. */
  readonly With: (props: { readonly children: ReactNode }) => ReactNode;
}

const areas: WordsArea[] = [];
const useAnyWords = wordsOf<string>();

export function wordsArea(files: Files): WordsArea {
  const asked = new Map<Language, Promise<Catalogue>>();
  const there = new Map<Language, Catalogue>();
  const withMore = new WeakMap<Words<string>, Words<string>>();

  function load(language: Language): Promise<Catalogue> {
    const known = asked.get(language);
    if (known !== undefined) return known;
    const asking = patiently(files[language]).then(({ default: words }) => {
      there.set(language, words);
      return words;
    });
    asked.set(language, asking);
    return asking;
  }
  function joined(words: Words<string>, more: Catalogue): Words<string> {
    const known = withMore.get(words);
    if (known !== undefined) return known;
    const all = words.with(more);
    withMore.set(words, all);
    // A part within a part has them already.
    withMore.set(all, all);
    return all;
  }
  function With({ children }: { readonly children: ReactNode }) {
    const words = useAnyWords();
    const more = there.get(words.language) ?? use(load(words.language));
    return (
      <WordsProvider words={joined(words, more)} wholePage={false}>
        {children}
      </WordsProvider>
    );
  }
  const area: WordsArea = { load, isUsed: () => asked.size > 0, With };
  areas.push(area);
  return area;
}

/** What is on the page already is there in another language before that is shown. */
export async function loadUsedWords(language: Language): Promise<void> {
  await Promise.all(areas.filter((area) => area.isUsed()).map((area) => area.load(language)));
}
