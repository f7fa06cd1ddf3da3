import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { TextField } from '../../kit/field.tsx';
import { State } from '../../kit/state.tsx';
import { Actions, Stack } from '../../kit/surface.tsx';
import { showToast } from '../../kit/toast.tsx';
import { auth, queries } from '../api.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import type { Me } from '../use-me.ts';
import { useWords } from '../words/use-words.ts';
import styles from './entrance.module.css';
import { SecondFactorSetUp } from './second-factor-set-up.tsx';

export function AccountPage({ me }: { readonly me: Me }) {
  const { t } = useWords();
  const [renewing, setRenewing] = useState(false);
  // Who came by a printed link has no password, and so neither a second factor.
  const byPrintedLink = me.demonstration && me.secondFactor !== 'set';
  return (
    <Stack gap="far">
      <Stack>
        <h1>{t('account.title')}</h1>
        <p className={styles.soft}>
          {me.name} · <bdi dir="ltr">{me.email}</bdi> ·{' '}
          {t(me.role === 'administrator' ? 'role.administrator' : 'role.coordinator')}
        </p>
      </Stack>
      <div className={styles.account}>
        {byPrintedLink && <p className={styles.soft}>{t('account.demonstration')}</p>}
        {renewing ? (
          <SecondFactorSetUp
            password={undefined}
            onDone={() => {
              setRenewing(false);
              void queries.invalidateQueries({ queryKey: ['me'] });
            }}
            onCancel={() => setRenewing(false)}
          />
        ) : (
          <Stack>
            <h2>{t('account.factor')}</h2>
            <p>
              {me.secondFactor === 'set' ? (
                <State tone="green" icon="lock">
                  {t('account.factorSet')}
                </State>
              ) : (
                <State tone="amber">{t('account.factorMissing')}</State>
              )}
            </p>
            <Actions>
              <Button icon="lock" onClick={() => setRenewing(true)}>
                {t(me.secondFactor === 'set' ? 'account.renew' : 'account.setUp')}
              </Button>
            </Actions>
          </Stack>
        )}
        <ChangePassword />
      </div>
    </Stack>
  );
}

function ChangePassword() {
  const { t } = useWords();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const change = useMutation({
    mutationFn: () =>
      auth('change-password', { currentPassword: current, newPassword: next, revokeOtherSessions: true }),
    onSuccess: () => {
      setCurrent('');
      setNext('');
      showToast({ tone: 'green', text: t('account.changed') });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <h2>{t('account.password')}</h2>
        {change.error && (
          <ProblemNotice
            error={change.error}
            {...('code' in change.error && change.error.code === 'sign_in_required'
              ? { text: t('factor.wrongPassword') }
              : {})}
          />
        )}
        <TextField
          label={t('account.current')}
          type="password"
          autoComplete="current-password"
          dir="ltr"
          required
          value={current}
          onChange={(event) => setCurrent(event.target.value)}
        />
        <TextField
          label={t('account.next')}
          hint={t('accept.hint', { n: 12 })}
          type="password"
          autoComplete="new-password"
          dir="ltr"
          required
          minLength={12}
          maxLength={200}
          value={next}
          onChange={(event) => setNext(event.target.value)}
        />
        <Actions>
          <Button type="submit" busy={change.isPending && t('review.saving')}>
            {t('account.change')}
          </Button>
        </Actions>
      </Stack>
    </form>
  );
}
