import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { showToast } from '../../kit/toast.tsx';
import { api } from '../api.ts';
import { Confirm } from '../confirm.tsx';
import { useWords } from '../words/use-words.ts';

/** Of the members of the United Nations and of the observers: those that are not here yet. */
export function AddAllMissions() {
  const { t } = useWords();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const add = useMutation({
    mutationFn: () => api('POST /api/v1/missions/all'),
    onSuccess: ({ added }) => {
      close();
      showToast({ tone: 'green', text: t('missions.addedAll', { n: added }) });
      void client.invalidateQueries({ queryKey: ['missions'] });
    },
  });
  const close = () => {
    setOpen(false);
    add.reset();
  };
  return (
    <>
      <Button icon="plus" onClick={() => setOpen(true)}>
        {t('missions.addAll')}
      </Button>
      <Confirm
        title={t('missions.addAllTitle')}
        text={t('missions.addAllText')}
        act={t('missions.addAllAct')}
        open={open}
        run={add}
        onAct={() => add.mutate()}
        onClose={close}
      />
    </>
  );
}
