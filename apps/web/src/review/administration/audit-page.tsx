import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { TextField } from '../../kit/field.tsx';
import { Notice } from '../../kit/notice.tsx';
import { PageHead } from '../../kit/page-head.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { State } from '../../kit/state.tsx';
import { Stack } from '../../kit/surface.tsx';
import { Table } from '../../kit/table.tsx';
import { api } from '../api.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { Go, setSearch, to, useSearch } from '../router.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './administration.module.css';

const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

/** The same in every language. */
const COMMANDS = [
  'npm run audit:verify',
  'npm run audit:verify -- --statement ID',
  'npm run audit:verify -- --programme ID',
].join('\n');

export function AuditPage() {
  const { t } = useWords();
  const audit = useQuery({
    queryKey: ['audit'],
    queryFn: ({ signal }) => api('GET /api/v1/audit/verification', undefined, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Stack gap="far">
      <PageHead
        title={t('nav.audit')}
        facts={t('audit.text')}
        aside={
          <Button
            icon="replay"
            busy={audit.isFetching && t('audit.walking')}
            onClick={() => void audit.refetch()}
          >
            {t('audit.again')}
          </Button>
        }
      />
      {audit.isError && <ProblemNotice error={audit.error} />}
      {audit.isPending && <Skeleton shape="row" />}
      {audit.data && <Verdict chain={audit.data} />}
      <OneStatement />
      <section className={styles.section} aria-labelledby="command">
        <h2 id="command">{t('audit.command')}</h2>
        <p className={styles.soft}>{t('audit.commandText')}</p>
        <pre className={styles.command} dir="ltr">
          {COMMANDS}
        </pre>
      </section>
    </Stack>
  );
}

interface Chain {
  readonly whole: boolean;
  readonly entries: number;
  readonly firstBroken: number | null;
}

function Verdict({ chain }: { readonly chain: Chain }) {
  const { t } = useWords();
  return chain.whole ? (
    <Notice tone="green" title={t('audit.whole')}>
      {t('audit.entries', { n: chain.entries })}
    </Notice>
  ) : (
    <Notice tone="red" title={t('audit.broken')}>
      {t('audit.brokenText', { n: chain.firstBroken ?? 0, whole: chain.entries })}
    </Notice>
  );
}

/** The entries of one statement, each vouched for by all before it. */
function OneStatement() {
  const { t } = useWords();
  const id = useSearch().get('statement') ?? '';
  const [typed, setTyped] = useState(id);
  const [tried, setTried] = useState(false);
  const found = ID.exec(typed)?.[0].toLowerCase();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (found) setSearch({ statement: found });
  };
  return (
    <section className={styles.section} aria-labelledby="one">
      <h2 id="one">{t('audit.one')}</h2>
      <form onSubmit={submit} className={styles.setting} noValidate>
        <TextField
          label={t('audit.id')}
          hint={t('audit.idHint')}
          dir="ltr"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          {...(tried && !found ? { error: t('audit.idWrong') } : {})}
        />
        <Button type="submit">{t('audit.verifyOne')}</Button>
      </form>
      {id && <Entries id={id} />}
    </section>
  );
}

function Entries({ id }: { readonly id: string }) {
  const { t, date, number } = useWords();
  const audit = useQuery({
    queryKey: ['audit', id],
    queryFn: ({ signal }) => api('GET /api/v1/audit/statements/{id}', { params: { id } }, { signal }),
    staleTime: 0,
  });
  if (audit.isError) return <ProblemNotice error={audit.error} onRetry={() => void audit.refetch()} />;
  if (!audit.data) return <Skeleton shape="row" count={3} />;
  const tones = { whole: 'green', broken: 'red', unproven: 'amber' } as const;
  return (
    <>
      <Verdict chain={audit.data} />
      <p>
        <Go href={to.statement(id)}>{t('audit.toStatement')}</Go>
      </p>
      <Table
        caption={t('audit.own', { n: audit.data.own.length })}
        rows={audit.data.own}
        rowKey={({ entry }) => String(entry)}
        columns={[
          { key: 'entry', header: t('audit.entry'), figures: true, cell: ({ entry }) => number(entry) },
          {
            key: 'action',
            header: t('audit.action'),
            rowHeader: true,
            cell: ({ action }) => <bdi className={styles.code}>{action}</bdi>,
          },
          {
            key: 'at',
            header: t('queue.at'),
            cell: ({ at }) => date(at, { dateStyle: 'short', timeStyle: 'medium' }),
          },
          {
            key: 'standing',
            header: t('audit.standing'),
            cell: ({ standing, erased }) => (
              <>
                <State tone={tones[standing]}>{t(`audit.standing.${standing}`)}</State>
                {erased && <span className={styles.soft}> {t('audit.erased')}</span>}
              </>
            ),
          },
        ]}
      />
    </>
  );
}
