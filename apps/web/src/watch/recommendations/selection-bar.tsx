import { useState } from 'react';
import type { ExportedIssue, ExportWords } from '../../issues/export/exported-issue.ts';
import { Button } from '../../kit/button.tsx';
import { useIssueWords } from './issue-words.tsx';
import styles from './issues.module.css';

export interface SelectionBarProps {
  readonly issues: readonly ExportedIssue[];
  readonly words: ExportWords;
  readonly onClear: () => void;
}

type Format = 'docx' | 'csv';

/** What was chosen, to be taken along. What writes files is fetched when one is wanted. */
export function SelectionBar({ issues, words, onClear }: SelectionBarProps) {
  const { t } = useIssueWords();
  const [busy, setBusy] = useState<Format | null>(null);
  const [failed, setFailed] = useState(false);
  const save = async (format: Format) => {
    setBusy(format);
    setFailed(false);
    try {
      const { saveIssues } = await import('../../issues/export/save-issues.ts');
      await saveIssues(issues, { words, format, name: 'upr-recommendations' });
    } catch {
      setFailed(true);
    }
    setBusy(null);
  };
  return (
    <section className={styles.bar} aria-label={t('watch.issues.chosen', { n: issues.length })}>
      <p className={styles.count} role="status">
        {failed ? t('watch.issues.failed') : t('watch.issues.chosen', { n: issues.length })}
      </p>
      <Button
        kind="primary"
        icon="download"
        busy={busy === 'docx' && t('watch.issues.making')}
        onClick={() => void save('docx')}
      >
        {t('watch.issues.word')}
      </Button>
      <Button
        icon="download"
        busy={busy === 'csv' && t('watch.issues.making')}
        onClick={() => void save('csv')}
      >
        {t('watch.issues.csv')}
      </Button>
      <Button kind="plain" onClick={onClear}>
        {t('watch.issues.clear')}
      </Button>
    </section>
  );
}
