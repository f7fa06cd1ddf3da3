import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { TextField } from '../../kit/field.tsx';
import { Stack } from '../../kit/surface.tsx';
import { api } from '../api.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { useWords } from '../words/use-words.ts';

export function AddMission() {
  const { t } = useWords();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [stateCode, setCode] = useState('');
  const add = useMutation({
    mutationFn: () => api('POST /api/v1/missions', { body: { name, stateCode } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['missions'] });
      setOpen(false);
      setName('');
      setCode('');
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <div>
      <Button kind="plain" icon="plus" onClick={() => setOpen(true)}>
        {t('missions.add')}
      </Button>
      <Dialog title={t('missions.add')} open={open} onClose={() => setOpen(false)}>
        <form onSubmit={submit}>
          <Stack>
            {add.error && <ProblemNotice error={add.error} />}
            <TextField
              label={t('missions.name')}
              hint={t('missions.nameHint')}
              required
              maxLength={300}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
            <TextField
              label={t('board.stateCode')}
              hint={t('board.stateCodeHint')}
              required
              pattern="[A-Z]{3}"
              maxLength={3}
              dir="ltr"
              value={stateCode}
              onChange={(event) => setCode(event.target.value.toUpperCase())}
            />
            <Button kind="primary" type="submit" busy={add.isPending && t('review.saving')}>
              {t('board.add')}
            </Button>
          </Stack>
        </form>
      </Dialog>
    </div>
  );
}
