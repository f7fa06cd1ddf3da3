import type { ReactNode } from 'react';
import { LanguageChoice, Page } from '../../kit/shell.tsx';
import { useLanguageSwitch } from '../../kit/start.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './entrance.module.css';

/** The pages before one is in: a narrow column. */
export function Entrance({ children }: { readonly children: ReactNode }) {
  const { t, language } = useWords();
  const { languages, choose } = useLanguageSwitch();
  return (
    <Page
      place={t('review.place')}
      width="column"
      tools={<LanguageChoice languages={languages} value={language} onChange={(next) => void choose(next)} />}
    >
      <div className={styles.narrow}>{children}</div>
    </Page>
  );
}
