import { ApiProblem } from '@rostrum/client';
import { Notice } from '../../kit/notice.tsx';
import { useProblemText } from '../problem-notice.tsx';
import { useWords } from '../words/use-words.ts';
import { RetryTake } from './retry-take.tsx';
import type { Take } from './types.ts';

const endings = ['failed', 'refused', 'abandoned'] as const;

/** Why there is nothing to decide on, and what can be done about it. */
export function WhyEnded({ take, statementId }: { readonly take: Take; readonly statementId: string }) {
  const { t } = useWords();
  const text = useProblemText();
  const ending = endings.find((one) => one === take.state);
  if (ending === undefined) return null;
  return (
    <Notice
      tone={ending === 'abandoned' ? 'neutral' : 'red'}
      title={t(`studio.take.${ending}`, { n: take.number })}
      action={ending === 'failed' ? <RetryTake takeId={take.id} statementId={statementId} /> : undefined}
    >
      {take.reason ? text(new ApiProblem({ ...take.reason, status: 0 })) : undefined}
    </Notice>
  );
}
