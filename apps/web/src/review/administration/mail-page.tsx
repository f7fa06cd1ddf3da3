import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from '../../kit/button.tsx';
import { PageHead } from '../../kit/page-head.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { State } from '../../kit/state.tsx';
import { EmptyState, Stack } from '../../kit/surface.tsx';
import { Table } from '../../kit/table.tsx';
import { showToast } from '../../kit/toast.tsx';
import { api } from '../api.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { useWords } from '../words/use-words.ts';
import { About } from './about.tsx';
import styles from './administration.module.css';
import { useReason } from './job-words.ts';

const ASK_AGAIN_MS = 10_000;

/** Mails that could not be sent. No address is shown: it stands with the statement. */
export function MailPage() {
  const { t, date, number } = useWords();
  const client = useQueryClient();
  const reason = useReason();
  const mails = useQuery({
    queryKey: ['failed-mails'],
    queryFn: async ({ signal }) => (await api('GET /api/v1/mails/failed', undefined, { signal })).mails,
    refetchInterval: ASK_AGAIN_MS,
  });
  const again = () => client.invalidateQueries({ queryKey: ['failed-mails'] });
  const retry = useMutation({
    mutationFn: (id: string) => api('POST /api/v1/mails/{id}/retry', { params: { id } }),
    onSuccess: () => showToast({ tone: 'neutral', text: t('mail.retried', { n: 1 }) }),
    onSettled: again,
  });
  const retryAll = useMutation({
    mutationFn: () => api('POST /api/v1/mails/retry-all'),
    onSuccess: ({ retried }) => showToast({ tone: 'neutral', text: t('mail.retried', { n: retried }) }),
    onSettled: again,
  });
  const dismiss = useMutation({
    mutationFn: (id: string) => api('DELETE /api/v1/mails/{id}', { params: { id } }),
    onSettled: again,
  });
  const able = mails.data?.filter((mail) => !mail.emptied && mail.reason !== 'no_address').length ?? 0;
  return (
    <Stack gap="far">
      <PageHead
        title={t('nav.mail')}
        facts={t('mail.text')}
        aside={
          able > 1 && (
            <Button
              icon="replay"
              busy={retryAll.isPending && t('board.retrying')}
              onClick={() => retryAll.mutate()}
            >
              {t('mail.retryAll', { n: able })}
            </Button>
          )
        }
      />
      {mails.isError && <ProblemNotice error={mails.error} onRetry={() => void mails.refetch()} />}
      {[retry.error, retryAll.error, dismiss.error].map(
        (error, index) => error && <ProblemNotice key={index} error={error} />,
      )}
      {mails.isPending && <Skeleton shape="row" count={4} />}
      {mails.data?.length === 0 && (
        <EmptyState title={<State tone="green">{t('mail.none')}</State>}>{t('mail.noneText')}</EmptyState>
      )}
      {mails.data && mails.data.length > 0 && (
        <Table
          caption={t('nav.mail')}
          captionHidden
          rows={mails.data}
          rowKey={(mail) => mail.id}
          columns={[
            {
              key: 'kind',
              header: t('mail.kind'),
              rowHeader: true,
              cell: (mail) => (
                <>
                  <span className={styles.kind}>{t(`mailKind.${mail.kind}`)}</span>
                  <About about={mail.about} />
                </>
              ),
            },
            {
              key: 'why',
              header: t('queue.reason'),
              cell: (mail) => (
                <span className={styles.reason}>
                  {reason(mail.reason).text} {mail.emptied && t('mail.emptied')}
                </span>
              ),
            },
            {
              key: 'attempts',
              header: t('queue.attempts'),
              figures: true,
              cell: (mail) => number(mail.attempts),
            },
            {
              key: 'at',
              header: t('mail.written'),
              cell: (mail) => date(mail.createdAt, { dateStyle: 'short', timeStyle: 'short' }),
            },
            {
              key: 'act',
              header: t('missions.act'),
              cell: (mail) => (
                <span className={styles.rowActs}>
                  {!mail.emptied && (
                    <Button
                      icon="replay"
                      aria-label={t('queue.retryOf', { name: t(`mailKind.${mail.kind}`) })}
                      busy={retry.isPending && retry.variables === mail.id && t('board.retrying')}
                      onClick={() => retry.mutate(mail.id)}
                    >
                      {t('review.retry')}
                    </Button>
                  )}
                  <Button
                    kind="plain"
                    icon="trash"
                    aria-label={t('queue.removeOf', { name: t(`mailKind.${mail.kind}`) })}
                    busy={dismiss.isPending && dismiss.variables === mail.id && t('review.saving')}
                    onClick={() => dismiss.mutate(mail.id)}
                  >
                    {t('queue.remove')}
                  </Button>
                </span>
              ),
            },
          ]}
        />
      )}
    </Stack>
  );
}
