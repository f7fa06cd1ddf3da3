import type { Output } from '@rostrum/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { TextArea } from '../../kit/field.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Actions, Stack } from '../../kit/surface.tsx';
import { showToast } from '../../kit/toast.tsx';
import { api } from '../api.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { useWords } from '../words/use-words.ts';
import { addressLines } from './address-lines.ts';
import styles from './missions.module.css';

type Faults = Output<'PUT /api/v1/missions/addresses'>['faults'];
/** More would not be read. */
const FAULTS_TOLD = 8;

/** Where missions are written to, from a list that somebody has. */
export function AddressesDialog() {
  const { t } = useWords();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const [faults, setFaults] = useState<Faults>([]);
  const { lines, numbers } = addressLines(text);
  const save = useMutation({
    mutationFn: () => api('PUT /api/v1/missions/addresses', { body: { lines } }),
    onSuccess: (answer) => {
      setFaults(answer.faults);
      if (answer.faults.length > 0) return;
      close();
      showToast({ tone: 'green', text: t('missions.addressesSet', { n: answer.set }) });
      void client.invalidateQueries({ queryKey: ['missions'] });
    },
  });
  const close = () => {
    setOpen(false);
    setText('');
    setFaults([]);
    save.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (lines.length > 0) save.mutate();
  };
  return (
    <>
      <Button kind="plain" icon="edit" onClick={() => setOpen(true)}>
        {t('missions.addresses')}
      </Button>
      <Dialog title={t('missions.addressesTitle')} open={open} onClose={close} alert>
        <form onSubmit={submit}>
          <Stack>
            {save.error && <ProblemNotice error={save.error} />}
            {faults.length > 0 && (
              <Notice tone="red" title={t('missions.addressesNone')} live>
                <ul className={styles.faults}>
                  {faults.slice(0, FAULTS_TOLD).map(({ line, fault }) => (
                    <li key={line}>
                      {t('missions.addressFault', {
                        n: numbers[line] ?? line + 1,
                        fault: t(`missions.fault.${fault}`),
                      })}
                    </li>
                  ))}
                </ul>
                {faults.length > FAULTS_TOLD && (
                  <p>{t('missions.addressFaultsMore', { n: faults.length - FAULTS_TOLD })}</p>
                )}
              </Notice>
            )}
            <TextArea
              label={t('missions.addressesLabel')}
              hint={t('missions.addressesHint')}
              rows={8}
              required
              dir="ltr"
              spellCheck={false}
              value={text}
              onChange={(event) => {
                setText(event.target.value);
                setFaults([]);
              }}
            />
            <Actions>
              <Button kind="primary" type="submit" busy={save.isPending && t('review.saving')}>
                {t('review.save')}
              </Button>
              <Button onClick={close}>{t('review.cancel')}</Button>
            </Actions>
          </Stack>
        </form>
      </Dialog>
    </>
  );
}
