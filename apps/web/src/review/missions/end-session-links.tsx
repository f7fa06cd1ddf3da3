import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { showToast } from '../../kit/toast.tsx';
import { api } from '../api.ts';
import { Confirm } from '../confirm.tsx';
import { useWords } from '../words/use-words.ts';

/** @param links good ones, of all missions */
export function EndSessionLinks({
  sessionId,
  links,
}: {
  readonly sessionId: string;
  readonly links: number;
}) {
  const { t } = useWords();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const end = useMutation({
    mutationFn: () => api('DELETE /api/v1/sessions/{id}/missions/links', { params: { id: sessionId } }),
    onSuccess: () => {
      close();
      showToast({ tone: 'neutral', text: t('missions.ended') });
      void client.invalidateQueries({ queryKey: ['missions'] });
    },
  });
  const close = () => {
    setOpen(false);
    end.reset();
  };
  if (links === 0) return null;
  return (
    <>
      <Button kind="plain" icon="lock" onClick={() => setOpen(true)}>
        {t('missions.endSession')}
      </Button>
      <Confirm
        title={t('missions.endSessionTitle')}
        text={t('missions.endSessionText', { n: links })}
        act={t('missions.endSessionAct')}
        danger
        open={open}
        run={end}
        onAct={() => end.mutate()}
        onClose={close}
      />
    </>
  );
}
