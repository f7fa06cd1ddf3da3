import { lazy, Suspense, useState } from 'react';
import { Skeleton } from '../../kit/skeleton.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './studio.module.css';
import type { Detail } from './types.ts';

const HistoryList = lazy(async () => ({ default: (await import('../history/history.tsx')).HistoryList }));

/** Everything that was done; folded away until asked for, and fetched then. */
export function History({ detail }: { readonly detail: Detail }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const { statement, history, takes, devices, decisions } = detail;
  const cuts = takes.reduce((sum, take) => sum + take.cuts.length, 0);
  const stamp = [statement.version, history.length, cuts, devices.length, decisions.length].join('.');
  return (
    <details className={styles.section} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={styles.summary}>{t('history.title')}</summary>
      {open && (
        <Suspense fallback={<Skeleton shape="row" count={4} />}>
          <HistoryList statementId={statement.id} stamp={stamp} />
        </Suspense>
      )}
    </details>
  );
}
