import type { Output } from '@rostrum/client';
import type { ReactNode } from 'react';
import { PageHead } from '../../kit/page-head.tsx';
import { Go } from '../router.tsx';
import { useWords } from '../words/use-words.ts';
import { useStateName } from './use-state-name.ts';

type Programme = Output<'GET /api/v1/reviews/{id}/programme'>;

interface ReviewHeadProps {
  readonly review: Programme['review'];
  readonly session: Programme['session'];
  /** The page of its session that this one belongs to. */
  readonly up: (sessionId: string) => string;
  /** Behind its hour. */
  readonly facts: ReactNode;
  readonly aside: ReactNode;
}

/** Above every page about one State: whose it is, of which session, and when its hour begins. */
export function ReviewHead({ review, session, up, facts, aside }: ReviewHeadProps) {
  const { t, date } = useWords();
  const nameOf = useStateName();
  const { timeZone } = session;
  return (
    <PageHead
      up={<Go href={up(session.id)}>{t('session.name', { n: session.number })}</Go>}
      title={nameOf(review)}
      facts={
        <>
          {review.presessionAt && (
            <span>
              {date(review.presessionAt, { dateStyle: 'full', timeStyle: 'short', timeZone })} ({timeZone})
            </span>
          )}
          {facts}
        </>
      }
      aside={aside}
    />
  );
}
