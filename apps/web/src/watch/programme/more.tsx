import { type ReactNode, useSyncExternalStore } from 'react';
import { Icon } from '../../kit/icons/icon.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './more.module.css';

const narrow = window.matchMedia('(max-width: 29.99rem)');

function subscribe(listener: () => void): () => void {
  // Safari 14 has the older name alone.
  narrow.addListener(listener);
  return () => narrow.removeListener(listener);
}

/** On a small screen what few need lies behind one word, so that what is said stands near the picture. */
export function More({ children }: { readonly children: ReactNode }) {
  const { t } = useWords();
  const folded = useSyncExternalStore(subscribe, () => narrow.matches);
  if (!folded) return children;
  return (
    <details className={styles.more}>
      <summary>
        <Icon name="down" />
        <span>{t('watch.review.more')}</span>
      </summary>
      {children}
    </details>
  );
}
