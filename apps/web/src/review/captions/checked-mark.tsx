import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from '../../kit/button.tsx';
import { State } from '../../kit/state.tsx';
import { api } from '../api.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { useWords } from '../words/use-words.ts';

interface CheckedMarkProps {
  readonly takeId: string;
  readonly statementId: string;
  /** The version that is looked at. */
  readonly captionsId: string;
  /** What is not saved cannot be marked. */
  readonly unsaved?: boolean;
}

/** Whether one of the staff read these captions against the video, and the button that says so. */
export function CheckedMark({ takeId, statementId, captionsId, unsaved = false }: CheckedMarkProps) {
  const { t, date } = useWords();
  const client = useQueryClient();
  const key = ['statement', statementId, 'captions', takeId];
  const list = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api('GET /api/v1/takes/{id}/captions', { params: { id: takeId } }, { signal }),
  });
  const mark = useMutation({
    mutationFn: (checked: boolean) =>
      api('PUT /api/v1/captions/{id}/checked', { params: { id: captionsId }, body: { checked } }),
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  });
  const one = list.data?.captions.find(({ id }) => id === captionsId);
  if (one === undefined) return null;
  return (
    <>
      {one.checkedAt === null ? (
        <Button
          icon="check"
          disabled={unsaved}
          busy={mark.isPending && t('review.saving')}
          onClick={() => mark.mutate(true)}
        >
          {t('captions.check')}
        </Button>
      ) : (
        <>
          <State tone="green">
            {t('captions.checkedAt', { when: date(one.checkedAt, { dateStyle: 'medium' }) })}
          </State>
          <Button kind="plain" busy={mark.isPending && t('review.saving')} onClick={() => mark.mutate(false)}>
            {t('captions.uncheck')}
          </Button>
        </>
      )}
      {mark.error && <ProblemNotice error={mark.error} />}
    </>
  );
}
