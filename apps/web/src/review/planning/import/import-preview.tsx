import type { ImportRow } from '@rostrum/domain';
import { useState } from 'react';
import { Button } from '../../../kit/button.tsx';
import { Checkbox, RadioGroup } from '../../../kit/choice.tsx';
import { Notice } from '../../../kit/notice.tsx';
import { Progress } from '../../../kit/progress.tsx';
import { State } from '../../../kit/state.tsx';
import { Stack } from '../../../kit/surface.tsx';
import { Table } from '../../../kit/table.tsx';
import { ProblemNotice } from '../../problem-notice.tsx';
import { useWords } from '../../words/use-words.ts';
import styles from '../planning.module.css';
import { useNameOfCode } from '../use-state-name.ts';
import type { ImportAnswer, ImportAnswerRow } from './import-page.tsx';

/** More is scrolled through by nobody; rows with faults come first. */
const ROWS_SHOWN = 200;

interface ImportPreviewProps {
  readonly rows: readonly ImportRow[];
  readonly unknown: readonly string[];
  readonly answer: ImportAnswer;
  readonly refused: boolean;
  readonly timeZone: string;
  readonly writing: boolean;
  readonly error: Error | null;
  readonly onWrite: (rows: readonly ImportRow[], mail: boolean) => void;
  readonly onOther: () => void;
}

/** What the file would do, by row. */
export function ImportPreview({
  rows,
  unknown,
  answer,
  refused,
  timeZone,
  writing,
  error,
  onWrite,
  onOther,
}: ImportPreviewProps) {
  const { t, number } = useWords();
  const of = (outcome: ImportAnswerRow['outcome']) => answer.rows.filter((row) => row.outcome === outcome);
  const [fresh, already, faulty] = [of('new'), of('already'), of('fault')];
  const [onlyFaults, setOnlyFaults] = useState(faulty.length > 0);
  const [leaveOut, setLeaveOut] = useState(false);
  const [way, setWay] = useState<'file' | 'mail'>('file');
  const listed = onlyFaults ? faulty : [...faulty, ...fresh, ...already];
  const ready = fresh.length > 0 && (faulty.length === 0 || leaveOut);
  const write = () => {
    const good = new Set(fresh.map(({ row }) => row));
    onWrite(
      rows.filter(({ row }) => good.has(row)),
      way === 'mail',
    );
  };
  return (
    <Stack gap="far">
      {refused && <Notice tone="amber" title={t('import.refused')} live />}
      <div className={styles.counts} role="status">
        {(
          [
            ['import.new', fresh.length],
            ['import.already', already.length],
            ['import.faulty', faulty.length],
          ] as const
        ).map(([key, n]) => (
          <span key={key} className={styles.count}>
            <span className={styles.countFigure}>{number(n)}</span>
            <span className={styles.soft}>{t(key)}</span>
          </span>
        ))}
      </div>
      {unknown.length > 0 && (
        <p className={styles.soft}>{t('import.unknown', { columns: unknown.slice(0, 12).join(', ') })}</p>
      )}
      {faulty.length > 0 && <Notice tone="red" title={t('import.mend')} />}
      <div className={styles.section}>
        {faulty.length > 0 && fresh.length + already.length > 0 && (
          <Checkbox label={t('import.onlyFaults')} checked={onlyFaults} onChange={setOnlyFaults} />
        )}
        <Rows listed={listed.slice(0, ROWS_SHOWN)} rows={rows} timeZone={timeZone} />
        {listed.length > ROWS_SHOWN && (
          <p className={styles.soft}>{t('import.more', { n: listed.length - ROWS_SHOWN })}</p>
        )}
      </div>
      {fresh.length === 0 && <p>{t('import.nothing')}</p>}
      {fresh.length > 0 && (
        <div className={styles.form}>
          {faulty.length > 0 && (
            <Checkbox
              label={t('import.leaveOut', { n: faulty.length })}
              checked={leaveOut}
              onChange={setLeaveOut}
            />
          )}
          <RadioGroup
            label={t('import.way')}
            options={[
              { value: 'file', label: t('import.way.file'), hint: t('import.way.fileHint') },
              {
                value: 'mail',
                label: t('import.way.mail'),
                hint: t('import.way.mailHint', { n: fresh.filter(({ email }) => email === null).length }),
              },
            ]}
            value={way}
            onChange={setWay}
          />
        </div>
      )}
      {error && <ProblemNotice error={error} />}
      {writing && <Progress label={t('import.writing', { n: fresh.length })} value={undefined} />}
      <div className={styles.buttons}>
        {fresh.length > 0 && (
          <Button kind="primary" disabled={!ready} busy={writing && t('review.saving')} onClick={write}>
            {t('import.confirm', { n: fresh.length })}
          </Button>
        )}
        <Button disabled={writing} onClick={onOther}>
          {t('import.other')}
        </Button>
      </div>
    </Stack>
  );
}

interface RowsProps {
  readonly listed: readonly ImportAnswerRow[];
  readonly rows: readonly ImportRow[];
  readonly timeZone: string;
}

function Rows({ listed, rows, timeZone }: RowsProps) {
  const { t, date, number } = useWords();
  const nameOf = useNameOfCode();
  const written = new Map(rows.map((row) => [row.row, row]));
  const stateOf = ({ row, stateCode }: ImportAnswerRow) => {
    const stateName = written.get(row)?.state ?? '';
    return stateCode === null ? stateName : nameOf(stateCode, stateName);
  };
  return (
    <Table
      caption={t('import.title')}
      captionHidden
      rows={listed}
      rowKey={({ row }) => String(row)}
      columns={[
        { key: 'row', header: t('import.row'), figures: true, cell: ({ row }) => number(row) },
        { key: 'outcome', header: t('import.outcome'), cell: (one) => <Outcome one={one} /> },
        {
          key: 'organisation',
          header: t('import.organisation'),
          rowHeader: true,
          cell: ({ organisation }) => (
            <bdi className={styles.cell}>{organisation.name.slice(0, 300) || '–'}</bdi>
          ),
        },
        { key: 'state', header: t('import.state'), cell: (one) => <bdi>{stateOf(one).slice(0, 100)}</bdi> },
        {
          key: 'kind',
          header: t('import.kind'),
          cell: ({ row, faults, organisation: { kind, nhriStatus } }) =>
            faults.includes('kind_unknown') ? (
              <bdi>{written.get(row)?.kind.slice(0, 60)}</bdi>
            ) : nhriStatus ? (
              t('kind.nhriStatus', { status: nhriStatus })
            ) : (
              t(`kind.${kind}`)
            ),
        },
        {
          key: 'email',
          header: t('import.email'),
          cell: ({ row, email }) => (
            <bdi dir="ltr" className={styles.cell}>
              {(email ?? written.get(row)?.email ?? '').slice(0, 254)}
            </bdi>
          ),
        },
        {
          key: 'language',
          header: t('import.language'),
          cell: ({ row, faults, language }) =>
            faults.includes('language_unknown') ? (
              <bdi>{written.get(row)?.language.slice(0, 60)}</bdi>
            ) : (
              language
            ),
        },
        {
          key: 'deadline',
          header: t('import.deadline'),
          cell: ({ row, deadlineAt }) =>
            deadlineAt === null
              ? (written.get(row)?.deadline.slice(0, 60) ?? '')
              : date(deadlineAt, { dateStyle: 'medium', timeStyle: 'short', timeZone }),
        },
      ]}
    />
  );
}

function Outcome({ one }: { readonly one: ImportAnswerRow }) {
  const { t } = useWords();
  if (one.outcome === 'new') return <State tone="green">{t('import.new')}</State>;
  if (one.outcome === 'already') return <State tone="neutral">{t('import.already')}</State>;
  return (
    <ul className={styles.faults}>
      {one.faults.map((fault) => (
        <li key={fault}>
          <State tone="red">{t(`fault.${fault}`)}</State>
        </li>
      ))}
    </ul>
  );
}
