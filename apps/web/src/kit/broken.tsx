import { useEffect, useRef } from 'react';
import styles from './broken.module.css';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';
import { useKitWords } from './words/use-kit-words.ts';

/** Instead of a page in which something failed that nobody foresaw. */
export function Broken() {
  const { t } = useKitWords();
  const place = useRef<HTMLElement>(null);
  useEffect(() => place.current?.focus(), []);
  return (
    <main ref={place} tabIndex={-1} className={styles.broken}>
      <Notice
        tone="red"
        live
        title={t('kit.broken.title')}
        action={
          <Button kind="primary" icon="replay" onClick={() => location.reload()}>
            {t('kit.broken.again')}
          </Button>
        }
      >
        {t('kit.broken.text')}
      </Notice>
    </main>
  );
}
