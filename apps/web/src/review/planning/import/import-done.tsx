import { useEffect, useState } from 'react';
import { Button } from '../../../kit/button.tsx';
import { Notice } from '../../../kit/notice.tsx';
import { Stack } from '../../../kit/surface.tsx';
import { Go, to } from '../../router.tsx';
import { useWords } from '../../words/use-words.ts';
import styles from '../planning.module.css';
import { useNameOfCode } from '../use-state-name.ts';
import { csvText, download } from './csv-text.ts';
import type { ImportAnswer } from './import-page.tsx';

interface ImportDoneProps {
  readonly answer: ImportAnswer;
  readonly session: { readonly id: string; readonly number: number };
  readonly onAgain: () => void;
}

/** What was written, and the links, once: leaving before they are saved is asked about. */
export function ImportDone({ answer, session, onAgain }: ImportDoneProps) {
  const { t } = useWords();
  const nameOf = useNameOfCode();
  const [saved, setSaved] = useState(false);
  const count = (outcome: string) => answer.rows.filter((row) => row.outcome === outcome).length;
  const links = answer.rows.flatMap((row) => (row.link === null ? [] : [{ ...row, link: row.link }]));
  const mailed = answer.rows.filter((row) => row.mailed).length;
  const kept = saved || links.length === 0;
  useEffect(() => {
    if (kept) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [kept]);
  const save = () => {
    const header = [t('template.state'), t('template.organisation'), t('template.email'), t('template.link')];
    const rows = links.map(({ stateCode, organisation, email, link }) => [
      nameOf(stateCode ?? '', stateCode ?? ''),
      organisation.name,
      email ?? '',
      link,
    ]);
    download(
      `links-session-${session.number}.csv`,
      new Blob([csvText([header, ...rows])], { type: 'text/csv' }),
    );
    setSaved(true);
  };
  return (
    <Stack gap="far">
      <Notice tone="green" title={t('import.done', { n: count('new') })} live>
        <p>
          {t('import.doneMailed', { n: mailed })} {t('import.doneAlready', { n: count('already') })}
        </p>
      </Notice>
      {links.length > 0 && (
        <Notice
          tone={saved ? 'green' : 'amber'}
          title={t('import.links', { n: links.length })}
          action={
            <Button kind={saved ? 'quiet' : 'primary'} icon={saved ? 'check' : 'download'} onClick={save}>
              {t(saved ? 'import.downloaded' : 'import.download')}
            </Button>
          }
        >
          {t('import.keep')}
        </Notice>
      )}
      <div className={styles.buttons}>
        <Button onClick={onAgain}>{t('import.other')}</Button>
        <Go href={to.plan(session.id)}>{t('import.toPlan')}</Go>
      </div>
    </Stack>
  );
}
