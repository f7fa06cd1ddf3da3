import { useEffect, useRef } from 'react';
import { Button } from '../button.tsx';
import { createWords, type Words, WordsProvider } from '../i18n/words.tsx';
import { Notice } from '../notice.tsx';
import styles from './broken.module.css';
import ar from './words/ar.json';
import en from './words/en.json';
import es from './words/es.json';
import fr from './words/fr.json';

const catalogues = { ar, en, es, fr };

/**
 * Instead of a page in which something failed that nobody foresaw. It brings its words with it: the page's own
 * may be what failed, and the line may be gone.
 */
export function Broken({ words }: { readonly words: Words<string> }) {
  const own = createWords(words.language, catalogues[words.language]);
  const place = useRef<HTMLElement>(null);
  useEffect(() => place.current?.focus(), []);
  return (
    <WordsProvider words={words}>
      <main ref={place} tabIndex={-1} className={styles.broken}>
        <h1 className={styles.title}>{own.t('broken.title')}</h1>
        <Notice
          tone="red"
          live
          title={own.t('broken.text')}
          action={
            <Button kind="primary" icon="replay" onClick={() => location.reload()}>
              {own.t('broken.again')}
            </Button>
          }
        />
      </main>
    </WordsProvider>
  );
}
