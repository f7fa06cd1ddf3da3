import type { Output } from '@rostrum/client';
import { DEVICES_PER_LINK } from '@rostrum/domain';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Checkbox } from '../../kit/choice.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Stack } from '../../kit/surface.tsx';
import { api } from '../api.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { useWords } from '../words/use-words.ts';
import type { Mission } from './missions-page.tsx';

export type Issued = Output<'POST /api/v1/sessions/{id}/missions/links'>['links'];

interface BulkLinksProps {
  readonly sessionId: string;
  readonly missions: readonly Mission[];
  readonly onMade: (links: Issued) => void;
}

/** A link for every mission that has none. */
export function BulkLinks({ sessionId, missions, onMade }: BulkLinksProps) {
  const { t } = useWords();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const [mail, setMail] = useState(false);
  const without = missions.filter(({ links }) => links === 0);
  const known = without.filter(({ email }) => email !== null).length;
  const make = useMutation({
    mutationFn: async () => {
      const body = { mail: mail && known > 0 };
      return (await api('POST /api/v1/sessions/{id}/missions/links', { params: { id: sessionId }, body }))
        .links;
    },
    onSuccess: (links) => {
      close();
      onMade(links);
      void client.invalidateQueries({ queryKey: ['missions'] });
    },
  });
  const close = () => {
    setOpen(false);
    setMail(false);
    make.reset();
  };
  if (without.length === 0) return null;
  return (
    <>
      <Button kind="primary" icon="plus" onClick={() => setOpen(true)}>
        {t('missions.makeAll', { n: without.length })}
      </Button>
      <Dialog
        title={t('missions.makeAllTitle', { n: without.length })}
        open={open}
        onClose={close}
        alert
        actions={
          <>
            <Button kind="primary" busy={make.isPending && t('review.saving')} onClick={() => make.mutate()}>
              {t('missions.makeAllAct')}
            </Button>
            <Button onClick={close}>{t('review.cancel')}</Button>
          </>
        }
      >
        <Stack>
          <p>{t('missions.makeAllText')}</p>
          <Checkbox
            label={t('missions.makeAllMail', { n: known })}
            hint={t('missions.makeAllMailHint', { n: DEVICES_PER_LINK })}
            checked={mail && known > 0}
            disabled={known === 0}
            onChange={setMail}
          />
          {make.error && <ProblemNotice error={make.error} />}
        </Stack>
      </Dialog>
    </>
  );
}
