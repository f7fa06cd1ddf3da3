import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Skeleton } from '../../kit/skeleton.tsx';
import { State, type Tone } from '../../kit/state.tsx';
import { Timecode } from '../../kit/timecode.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { type ReviewKey, useWords } from '../words/use-words.ts';
import { ChangeList } from './change-list.tsx';
import { type PastRevision, pastRevisionsOf } from './past-revisions.ts';
import styles from './programme.module.css';
import type { Programme } from './programme-page.tsx';

const causes: Readonly<Record<string, ReviewKey>> = {
  coordinator: 'cause.coordinator',
  withdrawal: 'cause.withdrawal',
  consent_ended: 'cause.consent_ended',
};

const tones: Readonly<Record<PastRevision['state'], Tone>> = {
  draft: 'neutral',
  published: 'green',
  superseded: 'neutral',
  withdrawn: 'amber',
};

/** Every revision that was published: when, by whom or why, and what it changed. */
export function Revisions({ programme: { review, published, earlier } }: { readonly programme: Programme }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const count = earlier.length + (published ? 1 : 0);
  const past = useQuery({ ...pastRevisionsOf(review.id), enabled: open });
  if (count === 0) return null;
  return (
    <details className={styles.section} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={styles.summary}>{t('programme.revisionsOf', { n: count })}</summary>
      {past.isError && <ProblemNotice error={past.error} onRetry={() => void past.refetch()} />}
      {open && past.isPending && <Skeleton shape="row" count={2} />}
      <ul className={styles.revisions}>
        {past.data?.map((revision, index) => (
          <Revision key={revision.id} revision={revision} before={past.data[index + 1]} />
        ))}
      </ul>
    </details>
  );
}

interface RevisionProps {
  readonly revision: PastRevision;
  readonly before: PastRevision | undefined;
}

function Revision({ revision, before }: RevisionProps) {
  const { t, date } = useWords();
  const cause = causes[revision.cause];
  const when = (at: string) => date(at, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <li>
      <p className={styles.revisionLine}>
        <span className={styles.strong}>{t('programme.revision', { n: revision.number })}</span>
        <State tone={tones[revision.state]}>
          {t(revision.state === 'withdrawn' ? 'programme.takenFromView' : `state.${revision.state}`)}
        </State>
        <Timecode ms={revision.lengthMs} />
      </p>
      <p className={styles.soft}>
        {revision.publishedAt && when(revision.publishedAt)}
        {revision.endedAt && ` – ${when(revision.endedAt)}`}
        {revision.publishedBy
          ? ` · ${t('programme.by', { name: revision.publishedBy })}`
          : cause && ` · ${t(cause)}`}
      </p>
      {revision.reason && <p className={styles.soft}>{t('programme.reason', { reason: revision.reason })}</p>}
      {before ? (
        <ChangeList before={before.items} after={revision.items} />
      ) : (
        <p className={styles.soft}>
          {t('programme.firstHeld', {
            n: revision.items.filter(({ kind }) => kind === 'statement').length,
            cards: revision.items.filter(({ kind }) => kind === 'card').length,
          })}
        </p>
      )}
    </li>
  );
}
