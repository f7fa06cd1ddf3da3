import { useQuery } from '@tanstack/react-query';
import { Button } from '../../kit/button.tsx';
import { PageHead } from '../../kit/page-head.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { EmptyState, Stack } from '../../kit/surface.tsx';
import { api } from '../api.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './administration.module.css';

/** In the demonstration no mail leaves the house: here is what would have. */
export function MailboxPage() {
  const { t, date } = useWords();
  const mailbox = useQuery({
    queryKey: ['mailbox'],
    queryFn: async ({ signal }) =>
      (await api('GET /api/v1/demonstration/mailbox', undefined, { signal })).mails,
    staleTime: 0,
  });
  return (
    <Stack gap="far">
      <PageHead
        title={t('nav.mailbox')}
        facts={t('mailbox.text')}
        aside={
          <Button
            icon="replay"
            busy={mailbox.isRefetching && t('review.loading')}
            onClick={() => void mailbox.refetch()}
          >
            {t('mailbox.refresh')}
          </Button>
        }
      />
      {mailbox.isError && <ProblemNotice error={mailbox.error} onRetry={() => void mailbox.refetch()} />}
      {mailbox.isPending && <Skeleton shape="row" count={4} />}
      {mailbox.data?.length === 0 && (
        <EmptyState title={t('mailbox.empty')}>{t('mailbox.emptyText')}</EmptyState>
      )}
      <ul className={styles.mails}>
        {mailbox.data?.map((mail) => (
          <li key={mail.id}>
            <details>
              <summary className={styles.mail}>
                <span className={styles.subject} dir="auto">
                  {mail.subject}
                </span>
                <bdi dir="ltr" className={styles.soft}>
                  {mail.to}
                </bdi>
                <time dateTime={mail.at} className={styles.soft}>
                  {date(mail.at, { dateStyle: 'medium', timeStyle: 'short' })}
                </time>
              </summary>
              <p className={styles.text} dir="auto">
                {mail.text}
              </p>
            </details>
          </li>
        ))}
      </ul>
    </Stack>
  );
}
