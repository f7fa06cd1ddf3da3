import { instantOf, wallClock } from '@rostrum/domain';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Actions, Stack } from '../../kit/surface.tsx';
import { api } from '../api.ts';
import { CopyField } from '../link-once.tsx';
import { ClockField } from '../planning/clock-field.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { useWords } from '../words/use-words.ts';
import type { AccessReview } from './access-panel.tsx';
import styles from './missions.module.css';

interface PublicFromProps {
  readonly one: AccessReview;
  /** Of the State. */
  readonly name: string;
  readonly timeZone: string;
}

/** From when on a public programme is public, and under which address. */
export function PublicFrom({ one, name, timeZone }: PublicFromProps) {
  const { t, date } = useWords();
  const [open, setOpen] = useState(false);
  if (one.audience !== 'public') return <span className={styles.soft}>{t('watchers.notPublic')}</span>;
  const said =
    one.publicFrom === null
      ? t('watchers.atOnce')
      : date(one.publicFrom, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  return (
    <>
      <Button
        kind="plain"
        icon="edit"
        aria-label={t('watchers.publicFromOf', { when: said, name })}
        onClick={() => setOpen(true)}
      >
        {said}
      </Button>
      <Dialog title={t('watchers.publicTitle', { name })} open={open} onClose={() => setOpen(false)} alert>
        <PublicForm one={one} timeZone={timeZone} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function PublicForm({
  one,
  timeZone,
  onClose,
}: Pick<PublicFromProps, 'one' | 'timeZone'> & { readonly onClose: () => void }) {
  const { t } = useWords();
  const client = useQueryClient();
  const [at, setAt] = useState(one.publicFrom === null ? '' : wallClock(new Date(one.publicFrom), timeZone));
  const save = useMutation({
    mutationFn: () =>
      api('PUT /api/v1/reviews/{id}/programme/public-from', {
        params: { id: one.review.id },
        body: { at: at === '' ? null : instantOf(at, timeZone).toISOString() },
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['missions'] });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        {save.error && <ProblemNotice error={save.error} />}
        <p>{t('watchers.publicText')}</p>
        <ClockField label={t('watchers.publicFrom')} value={at} timeZone={timeZone} onChange={setAt} />
        <CopyField label={t('watchers.address')} value={`${location.origin}/watch/public/${one.review.id}`} />
        <Actions>
          <Button kind="primary" type="submit" busy={save.isPending && t('review.saving')}>
            {t('review.save')}
          </Button>
          <Button onClick={onClose}>{t('review.cancel')}</Button>
        </Actions>
      </Stack>
    </form>
  );
}
