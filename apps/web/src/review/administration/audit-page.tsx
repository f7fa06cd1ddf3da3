import { useQuery } from '@tanstack/react-query';
import { Button } from '../../kit/button.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { Stack } from '../../kit/surface.tsx';
import { api } from '../api.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './administration.module.css';

export function AuditPage() {
  const { t } = useWords();
  const audit = useQuery({
    queryKey: ['audit'],
    queryFn: ({ signal }) => api('GET /api/v1/audit/verification', undefined, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Stack gap="far">
      <div className={styles.head}>
        <div>
          <h1>{t('nav.audit')}</h1>
          <p className={styles.soft}>{t('audit.text')}</p>
        </div>
        <Button
          icon="replay"
          busy={audit.isFetching && t('audit.walking')}
          onClick={() => void audit.refetch()}
        >
          {t('audit.again')}
        </Button>
      </div>
      {audit.isError && <ProblemNotice error={audit.error} />}
      {audit.isPending && <Skeleton shape="row" />}
      {audit.data &&
        (audit.data.whole ? (
          <Notice tone="green" title={t('audit.whole')}>
            {t('audit.entries', { n: audit.data.entries })}
          </Notice>
        ) : (
          <Notice tone="red" title={t('audit.broken')}>
            {t('audit.brokenText', { n: audit.data.firstBroken ?? 0, all: audit.data.entries })}
          </Notice>
        ))}
    </Stack>
  );
}
