import { useMutation } from '@tanstack/react-query';
import { Button } from '../../kit/button.tsx';
import { api, queries } from '../api.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './stage.module.css';
import type { Cut } from './types.ts';

interface StopOrMakeProps {
  readonly cut: Cut;
  readonly statementId: string;
  readonly onMade: (cutId: string) => void;
}

/** While a cut is being made it can be stopped; when it came to nothing it can be asked for again. */
export function StopOrMake({ cut, statementId, onMade }: StopOrMakeProps) {
  const { t } = useWords();
  const refresh = () => queries.invalidateQueries({ queryKey: ['statement', statementId] });
  const stop = useMutation({
    mutationFn: () => api('POST /api/v1/cuts/{id}/cancel', { params: { id: cut.id } }),
    onSettled: refresh,
  });
  const make = useMutation({
    mutationFn: () => api('POST /api/v1/takes/{id}/cuts', { params: { id: cut.takeId }, body: cut.edit }),
    onSuccess: async ({ id }) => {
      await refresh();
      onMade(id);
    },
  });
  const error = stop.error ?? make.error;
  return (
    <>
      {cut.state === 'making' && (
        <Button
          className={styles.onStage}
          icon="close"
          busy={stop.isPending && t('cut.stopping')}
          onClick={() => stop.mutate()}
        >
          {t('cut.stop')}
        </Button>
      )}
      {cut.state === 'failed' && (
        <Button
          className={styles.onStage}
          icon="replay"
          busy={make.isPending && t('cut.making')}
          onClick={() => make.mutate()}
        >
          {t('cut.again')}
        </Button>
      )}
      {error && <ProblemNotice error={error} />}
    </>
  );
}
