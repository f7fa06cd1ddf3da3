import {
  Component,
  createContext,
  type ErrorInfo,
  type ReactNode,
  StrictMode,
  useContext,
  useMemo,
  useState,
} from 'react';
import { createRoot } from 'react-dom/client';
import { chooseLanguageHere, keepLanguage } from './i18n/choose-language.ts';
import { type Catalogue, createWords, type Language, type Words, WordsProvider } from './i18n/words.tsx';

export interface PageStart {
  readonly languages: readonly [Language, ...Language[]];
  /** One language's words, the kit's and the page's own; each is a file of its own. */
  readonly load: (language: Language) => Promise<Catalogue>;
  readonly page: ReactNode;
}

interface LanguageSwitch {
  readonly languages: readonly Language[];
  /** Loads that language, then shows the page in it; what was typed stays. Rejects when it cannot be fetched. */
  readonly choose: (language: Language) => Promise<void>;
}

const SwitchContext = createContext<LanguageSwitch>({ languages: [], choose: async () => undefined });

export const useLanguageSwitch = (): LanguageSwitch => useContext(SwitchContext);

function Root({ start, first }: { readonly start: PageStart; readonly first: Words<string> }) {
  const [words, setWords] = useState(first);
  const languageSwitch = useMemo<LanguageSwitch>(
    () => ({
      languages: start.languages,
      choose: async (language) => {
        setWords(createWords(language, await start.load(language)));
        keepLanguage(language);
      },
    }),
    [start],
  );
  return (
    <SwitchContext value={languageSwitch}>
      <Unbroken words={words}>
        <WordsProvider words={words}>{start.page}</WordsProvider>
      </Unbroken>
    </SwitchContext>
  );
}

interface UnbrokenProps {
  readonly words: Words<string>;
  readonly children: ReactNode;
}

/** What nobody caught takes the whole page away: it says so, instead of staying blank. */
class Unbroken extends Component<UnbrokenProps, { readonly instead: ReactNode }> {
  override state: { instead: ReactNode } = { instead: undefined };

  static getDerivedStateFromError() {
    return { instead: null };
  }

  override componentDidCatch(error: Error, _info: ErrorInfo) {
    console.error(error);
    void import('./broken/broken.tsx').then(({ Broken }) =>
      this.setState({ instead: <Broken words={this.props.words} /> }),
    );
  }

  override render() {
    return this.state.instead === undefined ? this.props.children : this.state.instead;
  }
}

/** Puts a page on `#root` in the reader's language. */
export async function startPage(start: PageStart): Promise<void> {
  const element = document.getElementById('root');
  if (!element) throw new Error('the page has no #root');
  const language = chooseLanguageHere(start.languages);
  const first = createWords(language, await start.load(language));
  createRoot(element).render(
    <StrictMode>
      <Root start={start} first={first} />
    </StrictMode>,
  );
}
