import { Button } from '../../kit/button.tsx';
import { Notice } from '../../kit/notice.tsx';
import { formatTime } from '../../kit/time.ts';
import type { Statement } from '../api.ts';
import styles from '../send/send.module.css';
import { useRecordWords } from './record-words.ts';
import { useTakes } from './use-takes.ts';

const ltr = (text: string) => `\u2066${text}\u2069`;

export interface RecordEntryProps {
  readonly kind: 'primary' | 'quiet';
  readonly onOpen: () => void;
}

/** Leads to the recorder. */
export function RecordEntry({ kind, onOpen }: RecordEntryProps) {
  const { t } = useRecordWords();
  return (
    <Button kind={kind} icon="record" onClick={onOpen}>
      {t('record.open')}
    </Button>
  );
}

export interface KeptNoticeProps {
  readonly view: Statement;
  readonly onOpen: () => void;
}

/** What was recorded here before and was not sent: after a crash too. */
export function KeptNotice({ view, onOpen }: KeptNoticeProps) {
  const { t, date } = useRecordWords();
  const [kept] = useTakes(view.statement.id, false);
  const newest = kept?.takes[0];
  if (kept === null || newest === undefined) return null;
  const when = date(newest.startedAt, {
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return (
    <Notice
      tone="neutral"
      title={
        kept.takes.length === 1
          ? t('record.kept.one', { length: ltr(formatTime(newest.lengthMs)), when })
          : t('record.kept.many', { n: kept.takes.length })
      }
      action={
        <Button icon="play" onClick={onOpen}>
          {t('record.kept.open')}
        </Button>
      }
    >
      {t('record.kept.text')}
    </Notice>
  );
}

/** From a recording that is about to be sent to the others. */
export function BackToRecordings({ onBack }: { readonly onBack: () => void }) {
  const { t } = useRecordWords();
  return (
    <div className={styles.back}>
      <Button kind="plain" icon="back" onClick={onBack}>
        {t('record.backToTakes')}
      </Button>
    </div>
  );
}
