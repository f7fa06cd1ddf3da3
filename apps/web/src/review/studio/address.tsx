import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { TextField } from '../../kit/field.tsx';
import { Stack } from '../../kit/surface.tsx';
import { showToast } from '../../kit/toast.tsx';
import { api } from '../api.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './studio.module.css';
import type { Detail } from './types.ts';

interface AddressProps {
  readonly detail: Detail;
  readonly invitationId: string | undefined;
}

/** Where the speaker's link, codes and news are mailed. */
export function Address({ detail, invitationId }: AddressProps) {
  const { t } = useWords();
  const client = useQueryClient();
  const [email, setEmail] = useState<string>();
  const save = useMutation({
    mutationFn: (id: string) => {
      const address = (email ?? '').trim();
      const body = { email: address === '' ? null : address };
      return api('PUT /api/v1/invitations/{id}/contact', { params: { id }, body });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['statement', detail.statement.id] });
      setEmail(undefined);
      showToast({ tone: 'neutral', text: t('access.addressSaved') });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (invitationId) save.mutate(invitationId);
  };
  return (
    <>
      <p className={styles.soft}>
        {detail.email ? t('access.address', { email: detail.email }) : t('access.noAddress')}
      </p>
      {detail.statement.state !== 'withdrawn' && (
        <div>
          <Button
            kind="plain"
            icon="edit"
            disabled={!invitationId}
            onClick={() => setEmail(detail.email ?? '')}
          >
            {t('access.changeAddress')}
          </Button>
        </div>
      )}
      <Dialog
        title={t('access.changeAddress')}
        open={email !== undefined}
        onClose={() => setEmail(undefined)}
      >
        <form onSubmit={submit}>
          <Stack>
            {save.error && <ProblemNotice error={save.error} />}
            <TextField
              label={t('access.email')}
              hint={t('access.emailHint')}
              type="email"
              dir="ltr"
              value={email ?? ''}
              onChange={(event) => setEmail(event.target.value)}
            />
            <Button kind="primary" type="submit" busy={save.isPending && t('review.saving')}>
              {t('review.save')}
            </Button>
          </Stack>
        </form>
      </Dialog>
    </>
  );
}
