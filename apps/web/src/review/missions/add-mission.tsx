import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Actions, Stack } from '../../kit/surface.tsx';
import { api } from '../api.ts';
import { StateChoice } from '../planning/state-choice.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { useWords } from '../words/use-words.ts';

/** @param there codes of the States that have their mission here */
export function AddMission({ there }: { readonly there: ReadonlySet<string> }) {
  const { t } = useWords();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const [stateCode, setCode] = useState<string | null>(null);
  const [wrong, setWrong] = useState(false);
  const add = useMutation({
    mutationFn: (code: string) => api('POST /api/v1/missions', { body: { stateCode: code } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['missions'] });
      close();
    },
  });
  const close = () => {
    setOpen(false);
    setCode(null);
    setWrong(false);
    add.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setWrong(stateCode === null);
    if (stateCode !== null) add.mutate(stateCode);
  };
  return (
    <div>
      <Button kind="plain" icon="plus" onClick={() => setOpen(true)}>
        {t('missions.add')}
      </Button>
      <Dialog title={t('missions.add')} open={open} onClose={close} alert>
        <form onSubmit={submit}>
          <Stack>
            {add.error && <ProblemNotice error={add.error} />}
            <StateChoice
              value={stateCode}
              onChange={setCode}
              without={there}
              wrong={wrong && stateCode === null}
            />
            <Actions>
              <Button kind="primary" type="submit" busy={add.isPending && t('review.saving')}>
                {t('board.add')}
              </Button>
              <Button onClick={close}>{t('review.cancel')}</Button>
            </Actions>
          </Stack>
        </form>
      </Dialog>
    </div>
  );
}
