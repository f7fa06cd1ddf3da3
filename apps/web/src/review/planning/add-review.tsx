import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { NumberField, TextField } from '../../kit/field.tsx';
import { Stack } from '../../kit/surface.tsx';
import { api } from '../api.ts';
import styles from '../board/board.module.css';
import { ProblemNotice } from '../problem-notice.tsx';
import { useWords } from '../words/use-words.ts';

/** A State that joins a session late. */
export function AddReview({ sessionId }: { readonly sessionId: string }) {
  const { t } = useWords();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const [stateName, setName] = useState('');
  const [stateCode, setCode] = useState('');
  const [expected, setExpected] = useState('');
  const add = useMutation({
    mutationFn: () =>
      api('POST /api/v1/sessions/{id}/reviews', {
        params: { id: sessionId },
        body: { stateCode, stateName, expectedSpeakers: expected === '' ? null : Number(expected) },
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['board', sessionId] });
      setOpen(false);
      setName('');
      setCode('');
      setExpected('');
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <div>
      <Button kind="plain" icon="plus" onClick={() => setOpen(true)}>
        {t('board.addReview')}
      </Button>
      <Dialog title={t('board.addReview')} open={open} onClose={() => setOpen(false)}>
        <form onSubmit={submit}>
          <Stack>
            {add.error && <ProblemNotice error={add.error} />}
            <TextField
              label={t('board.stateName')}
              required
              maxLength={200}
              value={stateName}
              onChange={(event) => setName(event.target.value)}
            />
            <TextField
              label={t('board.stateCode')}
              hint={t('board.stateCodeHint')}
              required
              pattern="[A-Z]{3}"
              maxLength={3}
              dir="ltr"
              className={styles.code}
              value={stateCode}
              onChange={(event) => setCode(event.target.value.toUpperCase())}
            />
            <NumberField
              label={t('floor.expected')}
              hint={t('floor.expectedHint')}
              optional
              min={0}
              max={1000}
              value={expected}
              onChange={(event) => setExpected(event.target.value)}
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
