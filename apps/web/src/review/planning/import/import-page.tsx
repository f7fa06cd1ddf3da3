import type { Input, Output } from '@rostrum/client';
import type { ImportRow } from '@rostrum/domain';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ChangeEvent, useState } from 'react';
import { Button } from '../../../kit/button.tsx';
import { TextField } from '../../../kit/field.tsx';
import { Notice } from '../../../kit/notice.tsx';
import { PageHead } from '../../../kit/page-head.tsx';
import { Progress } from '../../../kit/progress.tsx';
import { Skeleton } from '../../../kit/skeleton.tsx';
import { Stack } from '../../../kit/surface.tsx';
import { api } from '../../api.ts';
import { ProblemNotice } from '../../problem-notice.tsx';
import { Go, to } from '../../router.tsx';
import { useWords } from '../../words/use-words.ts';
import styles from '../planning.module.css';
import { useStateName } from '../use-state-name.ts';
import { csvText, download } from './csv-text.ts';
import { ImportDone } from './import-done.tsx';
import { ImportPreview } from './import-preview.tsx';
import { readFile } from './read-file.ts';
import { FileProblem } from './sheet-of.ts';
import { excelBlob, templateRows } from './template.ts';

export type ImportAnswer = Output<'POST /api/v1/sessions/{id}/invitations/import'>;
export type ImportAnswerRow = ImportAnswer['rows'][number];
type ImportBody = Input<'POST /api/v1/sessions/{id}/invitations/import'>['body'];

interface Checked {
  readonly rows: readonly ImportRow[];
  readonly unknown: readonly string[];
  readonly answer: ImportAnswer;
  /** It was confirmed, and something had changed meanwhile. */
  readonly refused: boolean;
}

export default function ImportPage({ sessionId }: { readonly sessionId: string }) {
  const { t } = useWords();
  const client = useQueryClient();
  const params = { id: sessionId };
  const plan = useQuery({
    queryKey: ['plan', sessionId],
    queryFn: ({ signal }) => api('GET /api/v1/sessions/{id}/plan', { params }, { signal }),
  });
  const [phase, setPhase] = useState<{ readonly what: 'reading' | 'checking'; readonly n: number }>();
  const [checked, setChecked] = useState<Checked>();
  const send = (body: ImportBody) => api('POST /api/v1/sessions/{id}/invitations/import', { params, body });

  const check = useMutation({
    mutationFn: async (file: File): Promise<Checked> => {
      setChecked(undefined);
      setPhase({ what: 'reading', n: 0 });
      const { rows, unknown } = await readFile(file);
      setPhase({ what: 'checking', n: rows.length });
      return { rows, unknown, answer: await send({ rows: [...rows], dryRun: true }), refused: false };
    },
    onSuccess: setChecked,
    onSettled: () => setPhase(undefined),
  });
  const write = useMutation({
    mutationFn: (given: { rows: readonly ImportRow[]; mail: boolean }) =>
      send({ rows: [...given.rows], dryRun: false, mail: given.mail }),
    onSuccess: async (answer, { rows }) => {
      if (!answer.written) setChecked({ rows, unknown: [], answer, refused: true });
      await client.invalidateQueries({ queryKey: ['plan', sessionId] });
      await client.invalidateQueries({ queryKey: ['board', sessionId] });
      await client.invalidateQueries({ queryKey: ['invitations'] });
    },
  });
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.target.files ?? [];
    // The same file, mended, can be chosen again.
    event.target.value = '';
    write.reset();
    if (file) check.mutate(file);
  };
  const startAgain = () => {
    setChecked(undefined);
    check.reset();
    write.reset();
  };

  if (plan.isError && !plan.data) {
    return <ProblemNotice error={plan.error} onRetry={() => void plan.refetch()} />;
  }
  if (!plan.data) return <Skeleton shape="row" count={4} />;
  const { session, reviews } = plan.data;
  return (
    <Stack gap="far">
      <PageHead
        up={<Go href={to.plan(sessionId)}>{t('session.name', { n: session.number })}</Go>}
        title={t('import.title')}
      />
      {write.data?.written ? (
        <ImportDone answer={write.data} session={session} onAgain={startAgain} />
      ) : (
        <>
          {!checked && !phase && <Choose reviews={reviews} onChoose={choose} />}
          {phase && <Progress label={t(`import.${phase.what}`, { n: phase.n })} value={undefined} />}
          {check.error instanceof FileProblem ? (
            <Notice
              tone="red"
              live
              title={t(`file.${check.error.fault}`, { columns: check.error.columns.join(', ') })}
            />
          ) : (
            check.error && <ProblemNotice error={check.error} />
          )}
          {checked && (
            <ImportPreview
              key={checked.refused ? 'again' : 'first'}
              {...checked}
              timeZone={session.timeZone}
              writing={write.isPending}
              error={write.error}
              onWrite={(rows, mail) => write.mutate({ rows, mail })}
              onOther={startAgain}
            />
          )}
        </>
      )}
    </Stack>
  );
}

interface ChooseProps {
  readonly reviews: Output<'GET /api/v1/sessions/{id}/plan'>['reviews'];
  readonly onChoose: (event: ChangeEvent<HTMLInputElement>) => void;
}

function Choose({ reviews, onChoose }: ChooseProps) {
  const { t } = useWords();
  const nameOf = useStateName();
  const first = reviews[0]?.review;
  const rows = () =>
    templateRows(
      {
        state: t('template.state'),
        organisation: t('template.organisation'),
        kind: t('template.kind'),
        status: t('template.status'),
        email: t('template.email'),
        language: t('template.language'),
        deadline: t('template.deadline'),
      },
      {
        state: first ? nameOf(first) : '',
        kind: t('kind.cso'),
      },
    );
  const save = async (kind: 'csv' | 'xlsx') =>
    download(
      `invitations.${kind}`,
      kind === 'csv' ? new Blob([csvText(rows())], { type: 'text/csv' }) : await excelBlob(rows()),
    );
  return (
    <div className={styles.section}>
      <p>{t('import.intro')}</p>
      <p className={styles.soft}>{t('import.columns')}</p>
      <div className={styles.buttons}>
        <Button icon="download" onClick={() => void save('csv')}>
          {t('import.template')}
        </Button>
        <Button icon="download" onClick={() => void save('xlsx')}>
          {t('import.templateExcel')}
        </Button>
      </div>
      <div className={styles.file}>
        <TextField label={t('import.file')} type="file" accept=".csv,.txt,.tsv,.xlsx" onChange={onChoose} />
      </div>
    </div>
  );
}
