import { ApiProblem } from '@rostrum/client';
import { Button } from '../kit/button.tsx';
import { Notice } from '../kit/notice.tsx';
import words from './words/problem-codes.ts';
import { type ReviewKey, useWords } from './words/use-words.ts';

/** The sentence for a person, in their language where we have it, else as the server said it. */
export function useProblemText(): (error: unknown) => string {
  const { t } = useWords();
  return (error) => {
    if (!(error instanceof ApiProblem)) return t('problem.internal');
    const key: ReviewKey | undefined = words.get(error.code);
    return key ? t(key) : error.title;
  };
}

export interface ProblemNoticeProps {
  readonly error: unknown;
  /** In place of the sentence of its code. */
  readonly text?: string;
  /** What this form knows better than the sentence of every conflict. */
  readonly conflict?: string;
  readonly onRetry?: () => void;
}

export function ProblemNotice({ error, text, conflict, onRetry }: ProblemNoticeProps) {
  const { t } = useWords();
  const sentence = useProblemText();
  const offline = error instanceof ApiProblem && error.code === 'offline';
  const known = error instanceof ApiProblem && error.code === 'conflict' ? conflict : undefined;
  return (
    <Notice
      tone={offline ? 'amber' : 'red'}
      title={text ?? known ?? sentence(error)}
      live
      {...(onRetry
        ? {
            action: (
              <Button icon="replay" onClick={onRetry}>
                {t('review.retry')}
              </Button>
            ),
          }
        : {})}
    />
  );
}
