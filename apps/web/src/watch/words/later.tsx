import { type ReactNode, use } from 'react';
import { type Catalogue, type Language, type Words, WordsProvider, wordsOf } from '../../kit/i18n/words.tsx';

type Files = Readonly<Record<Language, () => Promise<{ readonly default: Catalogue }>>>;

const useAnyWords = wordsOf<string>();

/** Words that come with the part of the page that says them: nobody who only watches waits for them. */
export function laterWords(files: Files) {
  const asked = new Map<Language, Promise<Catalogue>>();
  const joined = new WeakMap<Words<string>, Words<string>>();

  function load(language: Language): Promise<Catalogue> {
    const known = asked.get(language);
    if (known !== undefined) return known;
    const asking = files[language]().then((file) => file.default);
    // A line that broke is tried again by whoever comes next.
    asking.catch(() => asked.delete(language));
    asked.set(language, asking);
    return asking;
  }

  function withMore(words: Words<string>, more: Catalogue): Words<string> {
    const known = joined.get(words) ?? words.with(more);
    joined.set(words, known);
    return known;
  }

  return function WithWords({ children }: { readonly children: ReactNode }) {
    const words = useAnyWords();
    const more = use(load(words.language));
    return (
      <WordsProvider words={withMore(words, more)} wholePage={false}>
        {children}
      </WordsProvider>
    );
  };
}
