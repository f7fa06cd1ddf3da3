import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { TextField } from '../../kit/field.tsx';
import { Stack } from '../../kit/surface.tsx';
import { api } from '../api.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './entrance.module.css';
import { Entrance } from './entrance.tsx';

const SHORTEST = 12;

export function AcceptInvitation({ token, onDone }: { readonly token: string; readonly onDone: () => void }) {
  const { t } = useWords();
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [tried, setTried] = useState(false);
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => api('POST /api/v1/staff/accept', { body: { token, password } }),
    onSuccess: onDone,
  });
  const short = password.length < SHORTEST;
  const differs = password !== again;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!short && !differs) mutate();
  };
  return (
    <Entrance>
      <form onSubmit={submit} noValidate>
        <Stack>
          <h1>{t('accept.title')}</h1>
          <p className={styles.soft}>{t('accept.text')}</p>
          {error && <ProblemNotice error={error} />}
          <TextField
            label={t('accept.password')}
            hint={t('accept.hint', { n: SHORTEST })}
            type="password"
            autoComplete="new-password"
            dir="ltr"
            maxLength={200}
            value={password}
            onChange={(event) => setPassword(event.target.value)}
            {...(tried && short ? { error: t('accept.short', { n: SHORTEST }) } : {})}
          />
          <TextField
            label={t('accept.again')}
            type="password"
            autoComplete="new-password"
            dir="ltr"
            maxLength={200}
            value={again}
            onChange={(event) => setAgain(event.target.value)}
            {...(tried && !short && differs ? { error: t('accept.differs') } : {})}
          />
          <Button kind="primary" type="submit" wide busy={isPending && t('sign.busy')}>
            {t('accept.action')}
          </Button>
        </Stack>
      </form>
    </Entrance>
  );
}
