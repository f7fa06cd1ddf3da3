import { type I18n, setupI18n } from '@lingui/core';
import { createContext, Fragment, type ReactNode, useContext, useLayoutEffect } from 'react';
import { dateParts } from './date-parts.ts';

export type Language = 'en' | 'fr' | 'es' | 'ar';
/** A `words/<language>.json` module: ICU messages by key, compiled while building. */
export type Catalogue = Readonly<Record<string, string>>;
export type Values = Readonly<Record<string, string | number>>;
export type Direction = 'ltr' | 'rtl';

/** Each language by its own name, for choosing one. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  fr: 'Français',
  es: 'Español',
  ar: 'العربية',
};

export const directionOf = (language: Language): Direction => (language === 'ar' ? 'rtl' : 'ltr');

export interface Words<Key extends string> {
  readonly language: Language;
  readonly direction: Direction;
  /** The message, with its values. */
  readonly t: (key: Key, values?: Values) => string;
  /** The message with its `<name>…</name>` parts made into elements. */
  readonly rich: (key: Key, parts: Record<string, (text: string) => ReactNode>, values?: Values) => ReactNode;
  /** An instant (ISO 8601 or epoch ms) in the reader's zone unless another is named. */
  readonly date: (instant: string | number, options: Intl.DateTimeFormatOptions) => string;
  readonly number: (value: number, options?: Intl.NumberFormatOptions) => string;
  /** The same language with more messages, which came later. */
  readonly with: (more: Catalogue) => Words<string>;
}

/**
 * Western figures in every language: times and lengths stand beside times on players, which have them.
 * English is that of Geneva: the day before the month.
 */
const LOCALES: Partial<Record<Language, string>> = { ar: 'ar-u-nu-latn', en: 'en-GB' };
export const localeOf = (language: Language): string => LOCALES[language] ?? language;

export function createWords(language: Language, catalogue: Catalogue): Words<string> {
  const i18n: I18n = setupI18n({
    locale: language,
    locales: localeOf(language),
    messages: { [language]: { ...catalogue } },
  });
  const t = (key: string, values?: Values) => i18n._(key, values);
  return {
    language,
    direction: directionOf(language),
    t,
    rich: (key, parts, values) => withParts(t(key, values), parts),
    date: (instant, options) => i18n.date(new Date(instant), dateParts(options)),
    number: (value, options) => i18n.number(value, options),
    with: (more) => createWords(language, { ...catalogue, ...more }),
  };
}

/** `a <b>c</b> d` → ['a ', parts.b('c'), ' d']; a part without its function keeps its text. */
function withParts(text: string, parts: Record<string, (text: string) => ReactNode>): ReactNode {
  const pieces: ReactNode[] = [];
  let from = 0;
  for (const match of text.matchAll(/<(\w+)>(.*?)<\/\1>/g)) {
    const [whole, name = '', inner = ''] = match;
    pieces.push(text.slice(from, match.index));
    pieces.push(<Fragment key={match.index}>{parts[name]?.(inner) ?? inner}</Fragment>);
    from = match.index + whole.length;
  }
  pieces.push(text.slice(from));
  return pieces;
}

const WordsContext = createContext<Words<string> | undefined>(undefined);

export interface WordsProviderProps {
  readonly words: Words<string>;
  /** Whether this is the language of the whole page, and not of a part of it. */
  readonly wholePage?: boolean;
  readonly children: ReactNode;
}

export function WordsProvider({ words, wholePage = true, children }: WordsProviderProps) {
  useLayoutEffect(() => {
    if (!wholePage) return;
    document.documentElement.lang = words.language;
    document.documentElement.dir = words.direction;
  }, [words, wholePage]);
  return <WordsContext value={words}>{children}</WordsContext>;
}

/**
 * The hook of one catalogue: `const useWords = wordsOf<keyof typeof import('./words/en.json')>()`.
 * A key that the catalogue lacks does not compile.
 */
export function wordsOf<Key extends string>(): () => Words<Key> {
  return () => {
    const words = useContext(WordsContext);
    if (!words) throw new Error('no WordsProvider above this component');
    return words;
  };
}
