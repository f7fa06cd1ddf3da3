import { useState } from 'react';
import { InlineSelect } from '../../kit/inline-select.tsx';
import { captionsShown } from '../programme/caption-rule.ts';
import { viewing } from '../programme/viewing.ts';
import styles from './text.module.css';
import { useTextWords } from './text-words.tsx';

/** Kept while the page is open, over statements: what is read may be in another language than the captions. */
let chosen: string | null = null;

interface InALanguage {
  readonly language: string;
  readonly label: string;
}

/** The text that is shown of several: as chosen, else as captions are chosen. */
export function useLanguage<T extends InALanguage>(texts: readonly T[]) {
  const { language: page } = useTextWords();
  const [, again] = useState(0);
  const languages = texts.map(({ language }) => language);
  const wish = { captions: 'always', silent: false, page, language: viewing().language } as const;
  const by = chosen === null ? -1 : languages.indexOf(chosen);
  const shown = texts[by >= 0 ? by : captionsShown(languages, wish)];
  const choose = (language: string) => {
    chosen = language;
    again((n) => n + 1);
  };
  return { shown, choose };
}

export interface LanguageChoiceProps {
  readonly texts: readonly InALanguage[];
  readonly shown: string;
  readonly onChoose: (language: string) => void;
}

export function LanguageChoice({ texts, shown, onChoose }: LanguageChoiceProps) {
  const { t } = useTextWords();
  if (texts.length < 2) return null;
  return (
    <InlineSelect
      label={t('watch.text.language')}
      options={texts.map(({ language, label }) => ({ value: language, label, lang: language }))}
      value={shown}
      onChoose={onChoose}
      className={styles.choice}
    />
  );
}
