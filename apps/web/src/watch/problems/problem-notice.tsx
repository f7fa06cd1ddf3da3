import type { ApiProblem } from '@rostrum/client';
import { Button } from '../../kit/button.tsx';
import { Notice } from '../../kit/notice.tsx';
import { useKitWords } from '../../kit/words/use-kit-words.ts';
import { useProblemText } from './problem-text.ts';

export interface ProblemNoticeProps {
  readonly problem: ApiProblem;
  readonly onRetry?: () => void;
}

export function ProblemNotice({ problem, onRetry }: ProblemNoticeProps) {
  const { t } = useKitWords();
  const text = useProblemText();
  return (
    <Notice
      tone={problem.code === 'offline' ? 'amber' : 'red'}
      title={text(problem)}
      live
      {...(onRetry
        ? {
            action: (
              <Button icon="replay" onClick={onRetry}>
                {t('kit.retry')}
              </Button>
            ),
          }
        : {})}
    />
  );
}
