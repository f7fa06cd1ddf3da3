import { useEffect, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Notice } from '../../kit/notice.tsx';
import { csvText, download } from '../planning/import/csv-text.ts';
import { useWords } from '../words/use-words.ts';
import type { Issued } from './bulk-links.tsx';
import { useMissionName } from './use-mission-name.ts';

interface MadeLinksProps {
  readonly links: Issued;
  readonly sessionNumber: number;
  readonly onDone: () => void;
}

/** What was made, and the links, once: leaving before they are saved is asked about. */
export function MadeLinks({ links, sessionNumber, onDone }: MadeLinksProps) {
  const { t } = useWords();
  const nameOf = useMissionName();
  const [saved, setSaved] = useState(false);
  const shown = links.flatMap((one) => (one.link === null ? [] : [{ ...one, link: one.link }]));
  const mailed = links.length - shown.length;
  const kept = saved || shown.length === 0;
  useEffect(() => {
    if (kept) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [kept]);
  const save = () => {
    const header = [
      t('missions.column.code'),
      t('missions.mission'),
      t('missions.column.email'),
      t('missions.column.link'),
    ];
    const rows = shown.map((one) => [one.stateCode, nameOf(one), one.email ?? '', one.link]);
    const text = csvText([header, ...rows]);
    download(`mission-links-session-${sessionNumber}.csv`, new Blob([text], { type: 'text/csv' }));
    setSaved(true);
  };
  return (
    <Notice
      tone={kept ? 'green' : 'amber'}
      title={t('missions.made', { n: links.length })}
      live
      action={
        kept ? (
          <Button icon="check" onClick={onDone}>
            {t('missions.madeDone')}
          </Button>
        ) : (
          <Button kind="primary" icon="download" onClick={save}>
            {t('missions.madeDownload')}
          </Button>
        )
      }
    >
      {mailed > 0 && <p>{t('missions.madeMailed', { n: mailed })}</p>}
      {shown.length > 0 && <p>{t(saved ? 'missions.madeSaved' : 'missions.madeText')}</p>}
    </Notice>
  );
}
