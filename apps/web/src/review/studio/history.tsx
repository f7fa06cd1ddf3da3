import { type ReviewKey, useWords } from '../words/use-words.ts';
import styles from './studio.module.css';
import type { Detail } from './types.ts';

const machines: Readonly<Record<string, ReviewKey>> = {
  take: 'history.take',
  statement: 'history.statement',
  programmeRevision: 'history.programmeRevision',
  cut: 'history.cut',
};

const actors: Readonly<Record<string, ReviewKey>> = {
  speaker: 'role.speaker',
  delegate: 'role.delegate',
  coordinator: 'role.coordinator',
  administrator: 'role.administrator',
  pipeline: 'role.pipeline',
};

const states = [
  'receiving',
  'received',
  'checking',
  'preparing',
  'ready',
  'refused',
  'failed',
  'abandoned',
  'invited',
  'in_review',
  'approved',
  'changes_requested',
  'awaiting_speaker',
  'declined',
  'withdrawn',
  'draft',
  'published',
  'superseded',
  'making',
] as const;

/** Everything that moved, newest first; folded away until asked for. */
export function History({ detail }: { readonly detail: Detail }) {
  const { t, date } = useWords();
  if (detail.history.length === 0) return null;
  const wordOf = (state: string) => {
    const known = states.find((one) => one === state);
    return known ? t(`state.${known}`) : state;
  };
  const newest = [...detail.history].sort((a, b) => b.at.localeCompare(a.at));
  return (
    <details className={styles.section}>
      <summary className={styles.summary}>{t('history.title', { n: newest.length })}</summary>
      <ol className={styles.history}>
        {newest.map(({ at, machine, to, actor }, index) => {
          const machineKey = machines[machine];
          const actorKey = actors[actor];
          return (
            <li key={`${at}-${newest.length - index}`}>
              <time dateTime={at} className={styles.soft}>
                {date(at, { dateStyle: 'short', timeStyle: 'medium' })}
              </time>
              <span>
                {machineKey ? t(machineKey) : machine}: {wordOf(to)}
                <span className={styles.soft}> · {actorKey ? t(actorKey) : actor}</span>
              </span>
            </li>
          );
        })}
      </ol>
    </details>
  );
}
