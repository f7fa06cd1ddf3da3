import type { ReactNode } from 'react';
import { type Language, languageNames } from './i18n/words.tsx';
import { Icon } from './icons/icon.tsx';
import { join } from './join.ts';
import styles from './shell.module.css';
import { useKitWords } from './words/use-kit-words.ts';

/** The product's mark and name; the name is the same in every language. */
export const Wordmark = () => (
  <span className={styles.wordmark} dir="ltr" lang="en" translate="no">
    <svg width="28" height="28" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="7" className={styles.markGround} />
      <path d="M7 12h18l-2 7H9zM14 19h4v5h-4zM10 24h12v2H10z" className={styles.markShape} />
      <path d="M16 5.5V12" className={styles.markLine} strokeWidth="2" strokeLinecap="round" />
    </svg>
    <span>Rostrum</span>
  </span>
);

export interface PageProps {
  /** What page of the product this is, beside the wordmark. */
  readonly place?: ReactNode;
  /** Where the wordmark leads; without it, it is not a link. */
  readonly home?: string;
  /** At the end of the header: navigation, language, who is signed in. */
  readonly tools?: ReactNode;
  /** `column` is one column of reading width; `wide` a page of work; `full` goes to the edges. */
  readonly width?: 'column' | 'wide' | 'full';
  /** Always in reach at the bottom of a small screen: the main action. */
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}

export function Page({ place, home, tools, width = 'wide', footer, children }: PageProps) {
  const { t } = useKitWords();
  return (
    <div className={join(styles.page, styles[width])}>
      <header className={styles.header}>
        <a className={styles.skip} href="#main">
          {t('kit.skip')}
        </a>
        <div className={styles.bar}>
          {home ? (
            <a href={home} className={styles.home}>
              <Wordmark />
            </a>
          ) : (
            <Wordmark />
          )}
          {place !== undefined && <span className={styles.place}>{place}</span>}
          {tools !== undefined && <div className={styles.tools}>{tools}</div>}
        </div>
      </header>
      <main id="main" className={styles.main} tabIndex={-1}>
        {children}
      </main>
      {footer !== undefined && <div className={styles.footer}>{footer}</div>}
    </div>
  );
}

export interface LanguageChoiceProps {
  readonly languages: readonly Language[];
  readonly value: Language;
  readonly onChange: (language: Language) => void;
}

/** A native list: it opens as the phone opens its own. */
export function LanguageChoice({ languages, value, onChange }: LanguageChoiceProps) {
  const { t } = useKitWords();
  return (
    <label className={styles.language}>
      <Icon name="globe" label={t('kit.language')} />
      <select
        value={value}
        aria-label={t('kit.language')}
        onChange={(event) => {
          const chosen = languages.find((language) => language === event.target.value);
          if (chosen) onChange(chosen);
        }}
      >
        {languages.map((language) => (
          <option key={language} value={language} lang={language}>
            {languageNames[language]}
          </option>
        ))}
      </select>
    </label>
  );
}
