import { Go, to } from '../router.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './administration.module.css';
import type { OpenJob } from './job-words.ts';

/** Whom a job or a mail is about, and the way there. */
export function About({ about }: { readonly about: OpenJob['about'] }) {
  const { t } = useWords();
  if (about === null) return null;
  const { statementId, organisation, stateName, sessionNumber, gone } = about;
  return (
    <span className={styles.about}>
      <Go href={to.statement(statementId)}>{organisation}</Go>
      <span className={styles.soft}>
        {stateName}, {t('session.name', { n: sessionNumber })}
        {gone && ` · ${t('queue.gone')}`}
      </span>
    </span>
  );
}
