import { ApiProblem } from '@rostrum/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Checkbox } from '../../kit/choice.tsx';
import { Select } from '../../kit/field.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { EmptyState } from '../../kit/surface.tsx';
import { api } from '../api.ts';
import { ProblemNotice, useProblemText } from '../problem-notice.tsx';
import { Go, to } from '../router.tsx';
import { useMe } from '../use-me.ts';
import problems from '../words/problem-codes.ts';
import { useWords } from '../words/use-words.ts';
import styles from './history.module.css';
import { GROUPS, type Group, groupOf, type HistoryItem, useSentence } from './history-words.ts';

const SHOWN_AT_FIRST = 25;

interface HistoryListProps {
  readonly statementId: string;
  /** Another one when something moved. */
  readonly stamp: string;
}

/** Who did what when, newest first. */
export function HistoryList({ statementId, stamp }: HistoryListProps) {
  const { t } = useWords();
  const [group, setGroup] = useState<Group>();
  const [steps, setSteps] = useState(false);
  const [all, setAll] = useState(false);
  const history = useQuery({
    queryKey: ['history', statementId, stamp],
    queryFn: ({ signal }) =>
      api('GET /api/v1/statements/{id}/history', { params: { id: statementId } }, { signal }),
    // What was there stays until what is new has come.
    placeholderData: (before) => before,
  });
  if (history.isError) {
    return <ProblemNotice error={history.error} onRetry={() => void history.refetch()} />;
  }
  if (!history.data) return <Skeleton shape="row" count={4} />;
  const { items, erasedAt } = history.data;
  const wanted = items.filter(
    (item) => (steps || !item.minor) && (group === undefined || groupOf(item) === group),
  );
  const shown = all ? wanted : wanted.slice(0, SHOWN_AT_FIRST);
  return (
    <div className={styles.history}>
      <div className={styles.filters}>
        <Select
          label={t('history.show')}
          value={group ?? ''}
          options={[
            { value: '', label: t('history.everything') },
            ...GROUPS.map((one) => ({ value: one, label: t(`history.group.${one}`) })),
          ]}
          onChange={(event) => setGroup(GROUPS.find((one) => one === event.target.value))}
        />
        <Checkbox label={t('history.steps')} checked={steps} onChange={setSteps} />
      </div>
      {erasedAt && <p className={styles.soft}>{t('history.erased')}</p>}
      {wanted.length === 0 ? <EmptyState title={t('history.none')} /> : <Days items={shown} />}
      {wanted.length > shown.length && (
        <Button kind="plain" icon="down" onClick={() => setAll(true)}>
          {t('history.earlier', { n: wanted.length - shown.length })}
        </Button>
      )}
      <Verify statementId={statementId} />
    </div>
  );
}

function Days({ items }: { readonly items: readonly HistoryItem[] }) {
  const { date } = useWords();
  const dayOf = ({ at }: HistoryItem) => date(at, { dateStyle: 'full' });
  const days = new Map<string, HistoryItem[]>();
  for (const item of items) {
    const day = days.get(dayOf(item));
    if (day) day.push(item);
    else days.set(dayOf(item), [item]);
  }
  return [...days].map(([day, own]) => (
    <section key={day}>
      <h3 className={styles.day}>{day}</h3>
      <ol className={styles.items}>
        {own.map((item) => (
          <Line key={`${item.entry}-${item.at}`} item={item} />
        ))}
      </ol>
    </section>
  ));
}

function Line({ item }: { readonly item: HistoryItem }) {
  const { date } = useWords();
  const sentence = useSentence();
  const text = useProblemText();
  const { at, reason } = item;
  return (
    <li>
      <time dateTime={at} className={styles.soft}>
        {date(at, { timeStyle: 'short' })}
      </time>
      <span>
        {sentence(item)}
        {reason !== null && problems.has(reason) && (
          <span className={styles.soft}>
            {' '}
            {text(new ApiProblem({ code: reason, status: 0, title: reason }))}
          </span>
        )}
      </span>
    </li>
  );
}

function Verify({ statementId }: { readonly statementId: string }) {
  const { t } = useWords();
  const me = useMe();
  if (me.data?.role !== 'administrator') return null;
  return (
    <p className={styles.soft}>
      <Go href={`${to.page('audit')}?statement=${statementId}`}>{t('history.verify')}</Go>
    </p>
  );
}
