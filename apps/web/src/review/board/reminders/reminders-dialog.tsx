import { Button } from '../../../kit/button.tsx';
import { Dialog } from '../../../kit/dialog.tsx';
import { languageNames } from '../../../kit/i18n/words.tsx';
import { Notice } from '../../../kit/notice.tsx';
import { Progress } from '../../../kit/progress.tsx';
import { Skeleton } from '../../../kit/skeleton.tsx';
import { Stack } from '../../../kit/surface.tsx';
import { ProblemNotice } from '../../problem-notice.tsx';
import { useWords } from '../../words/use-words.ts';
import type { BoardRow } from '../stages.ts';
import styles from './reminders.module.css';
import { type LeftOut, type Preview, useReminderPreview, useSendReminders } from './use-reminders.ts';

interface RemindersDialogProps {
  readonly sessionId: string;
  readonly rows: readonly BoardRow[];
  readonly onClose: () => void;
}

/** What is sent, to whom, and who is left out and why: before a word leaves. */
export default function RemindersDialog({ sessionId, rows, onClose }: RemindersDialogProps) {
  const { t } = useWords();
  const preview = useReminderPreview(
    sessionId,
    rows.map(({ statementId }) => statementId),
  );
  const { sending, send } = useSendReminders(sessionId);
  const names = new Map(rows.map((row) => [row.statementId, row.organisation.name]));
  const ids = preview.data?.mails.flatMap(({ statementIds }) => statementIds) ?? [];
  const rest = sending?.state === 'stopped' ? ids.slice(sending.done) : ids;
  return (
    <Dialog
      title={t('remind.title')}
      open
      onClose={onClose}
      actions={
        sending?.state === 'done' ? (
          <Button kind="primary" onClick={onClose}>
            {t('remind.close')}
          </Button>
        ) : (
          <>
            {ids.length > 0 && (
              <Button
                kind="primary"
                busy={sending?.state === 'sending' && t('remind.sending')}
                onClick={() => void send(rest)}
              >
                {sending?.state === 'stopped' ? t('remind.again') : t('remind.send', { n: ids.length })}
              </Button>
            )}
            <Button onClick={onClose}>
              {sending?.state === 'sending' || ids.length === 0 ? t('remind.close') : t('remind.cancel')}
            </Button>
          </>
        )
      }
    >
      <Stack>
        {preview.isError && <ProblemNotice error={preview.error} onRetry={() => void preview.refetch()} />}
        {preview.isPending && <Skeleton shape="row" count={3} />}
        {sending && (
          <Progress label={t('remind.progress')} value={sending.all === 0 ? 1 : sending.done / sending.all} />
        )}
        {sending?.state === 'done' && (
          <Notice tone="green" title={t('remind.sent', { n: sending.sent })} live />
        )}
        {sending?.state === 'stopped' && (
          <Notice tone="red" title={t('remind.stopped', { sent: sending.sent, n: sending.all })} live />
        )}
        {preview.data && ids.length === 0 && <Notice tone="amber" title={t('remind.none')} />}
        {!sending &&
          preview.data?.mails.map((mail) => <Mail key={mail.statementIds[0]} mail={mail} names={names} />)}
        <LeftOutList
          leftOut={[...(preview.data?.leftOut ?? []), ...(sending?.leftOut ?? [])]}
          names={names}
        />
      </Stack>
    </Dialog>
  );
}

const spokenName = (language: string): string =>
  Object.entries(languageNames).find(([code]) => code === language)?.[1] ?? language;

interface MailProps {
  readonly mail: Preview['mails'][number];
  readonly names: ReadonlyMap<string, string>;
}

function Mail({ mail, names }: MailProps) {
  const { t } = useWords();
  const many = mail.statementIds.length;
  return (
    <section className={styles.mail}>
      <h3 className={styles.head}>
        {t('remind.to', { n: many })} · <bdi>{spokenName(mail.language)}</bdi>
      </h3>
      <p className={styles.soft}>{t(`remind.kind.${mail.kind}`)}</p>
      <div className={styles.letter} lang={mail.language} dir={mail.language === 'ar' ? 'rtl' : 'ltr'}>
        <p className={styles.subject}>{mail.subject}</p>
        <p className={styles.text}>{mail.text.trim()}</p>
      </div>
      {many > 1 && <p className={styles.soft}>{t('remind.reference')}</p>}
      <details className={styles.who}>
        <summary>{t('remind.who')}</summary>
        <Names ids={mail.statementIds} names={names} />
      </details>
    </section>
  );
}

function LeftOutList({
  leftOut,
  names,
}: {
  readonly leftOut: readonly LeftOut[];
  readonly names: MailProps['names'];
}) {
  const { t } = useWords();
  if (leftOut.length === 0) return null;
  const reasons = [...new Set(leftOut.map(({ because }) => because))];
  return (
    <section className={styles.mail}>
      <h3 className={styles.head}>{t('remind.leftOut', { n: leftOut.length })}</h3>
      {reasons.map((reason) => {
        const ids = leftOut.filter(({ because }) => because === reason).map(({ statementId }) => statementId);
        return (
          <details key={reason} className={styles.who} open={ids.length <= 5}>
            <summary>
              {t(`remind.because.${reason}`)} ({ids.length})
            </summary>
            <Names ids={ids} names={names} />
          </details>
        );
      })}
    </section>
  );
}

const Names = ({ ids, names }: { readonly ids: readonly string[]; readonly names: MailProps['names'] }) => (
  <ul className={styles.names}>
    {ids.map((id) => (
      <li key={id}>
        <bdi>{names.get(id) ?? id}</bdi>
      </li>
    ))}
  </ul>
);
