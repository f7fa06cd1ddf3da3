import type { Output } from '@rostrum/client';
import { useQuery } from '@tanstack/react-query';
import { memo } from 'react';
import { dayRange } from '../../kit/day-range.ts';
import { Badge } from '../../kit/state.tsx';
import { api } from '../api.ts';
import { type ReviewKey, useWords } from '../words/use-words.ts';
import styles from './head.module.css';

export type Session = Output<'GET /api/v1/sessions'>['sessions'][number];
/** Without its limits. */
export type SessionHead = Output<'GET /api/v1/sessions/{id}/board'>['session'];

export const useSessions = () =>
  useQuery({
    queryKey: ['sessions'],
    queryFn: async ({ signal }) => (await api('GET /api/v1/sessions', undefined, { signal })).sessions,
    staleTime: 60_000,
  });

export const sessionName = (
  session: SessionHead,
  t: (key: ReviewKey, values?: Record<string, string | number>) => string,
): string => t('session.name', { n: session.number });

/** When and where; dates that may still move say so. */
export const SessionFacts = memo(function SessionFacts({ session }: { readonly session: SessionHead }) {
  const { t, date, language } = useWords();
  return (
    <p className={styles.facts}>
      <span>{sessionName(session, t)}</span>
      <span>
        {dayRange(session.startsOn, session.endsOn, language)}
        {session.datesProvisional && ` ${t('session.provisional')}`}
      </span>
      <span>{session.venue ?? t(`session.${session.format}`)}</span>
      {session.uploadDeadlineAt && (
        <span>
          {t('session.deadline', {
            when: date(session.uploadDeadlineAt, {
              dateStyle: 'medium',
              timeStyle: 'short',
              timeZone: session.timeZone,
            }),
            zone: session.timeZone,
          })}
        </span>
      )}
      {!session.acceptsUploads && <span>{t('session.closed')}</span>}
      {session.demonstration && (
        <Badge tone="neutral" icon="info">
          {t('session.demonstration')}
        </Badge>
      )}
    </p>
  );
});
