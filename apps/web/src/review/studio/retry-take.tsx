import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from '../../kit/button.tsx';
import { api } from '../api.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { useWords } from '../words/use-words.ts';

interface RetryTakeProps {
  readonly takeId: string;
  readonly statementId: string;
}

/** Prepares again what failed. */
export function RetryTake({ takeId, statementId }: RetryTakeProps) {
  const { t } = useWords();
  const client = useQueryClient();
  const retry = useMutation({
    mutationFn: () => api('POST /api/v1/takes/{id}/retry', { params: { id: takeId } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['statement', statementId] }),
  });
  return (
    <>
      {retry.error && <ProblemNotice error={retry.error} />}
      <Button icon="replay" busy={retry.isPending && t('board.retrying')} onClick={() => retry.mutate()}>
        {t('review.retry')}
      </Button>
    </>
  );
}
