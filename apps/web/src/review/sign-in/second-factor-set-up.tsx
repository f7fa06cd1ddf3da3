import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Checkbox } from '../../kit/choice.tsx';
import { TextField } from '../../kit/field.tsx';
import { Stack } from '../../kit/surface.tsx';
import { auth } from '../api.ts';
import { CopyField } from '../link-once.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './entrance.module.css';
import { Qr } from './qr.tsx';
import { readEnrolment } from './read-enrolment.ts';

interface SetUpProps {
  /** As given at the sign-in a moment ago; asked for when unknown. */
  readonly password: string | undefined;
  readonly onDone: () => void;
  /** Within another page; once it is begun, the former factor counts no more. */
  readonly onCancel?: () => void;
}

/** Password → the code for the app → a first code back → the backup codes to keep. */
export function SecondFactorSetUp({ password: known, onDone, onCancel }: SetUpProps) {
  const { t } = useWords();
  const Title = onCancel ? 'h2' : 'h1';
  const [password, setPassword] = useState(known ?? '');
  const [code, setCode] = useState('');
  const [verified, setVerified] = useState(false);
  const enable = useMutation({
    mutationFn: async () => readEnrolment(await auth('two-factor/enable', { password })),
  });
  const verify = useMutation({
    mutationFn: () => auth('two-factor/verify-totp', { code: code.replace(/\s/g, '') }),
    onSuccess: () => setVerified(true),
  });
  const submit = (run: () => void) => (event: FormEvent) => {
    event.preventDefault();
    run();
  };

  if (enable.data && verified)
    return <BackupCodes title={Title} codes={enable.data.backupCodes} onDone={onDone} />;
  if (enable.data) {
    return (
      <form onSubmit={submit(() => verify.mutate())}>
        <Stack>
          <Title>{t('factor.scanTitle')}</Title>
          <p className={styles.soft}>{t('factor.scanText')}</p>
          <Qr data={enable.data.uri} label={t('factor.qr')} />
          <CopyField label={t('factor.secret')} value={enable.data.secret} />
          {verify.error && <ProblemNotice error={verify.error} />}
          <div className={styles.code}>
            <TextField
              label={t('code.label')}
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={7}
              dir="ltr"
              required
              value={code}
              onChange={(event) => setCode(event.target.value)}
            />
          </div>
          <Button kind="primary" type="submit" wide busy={verify.isPending && t('sign.busy')}>
            {t('factor.verify')}
          </Button>
        </Stack>
      </form>
    );
  }
  return (
    <form onSubmit={submit(() => enable.mutate())}>
      <Stack>
        <Title>{t('factor.title')}</Title>
        <p className={styles.soft}>{t('factor.text')}</p>
        {enable.error && (
          <ProblemNotice
            error={enable.error}
            {...('code' in enable.error && enable.error.code === 'sign_in_required'
              ? { text: t('factor.wrongPassword') }
              : {})}
          />
        )}
        {known === undefined && (
          <TextField
            label={t('sign.password')}
            type="password"
            autoComplete="current-password"
            dir="ltr"
            required
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
        <Button kind="primary" type="submit" wide busy={enable.isPending && t('sign.busy')}>
          {t('factor.begin')}
        </Button>
        {onCancel && (
          <Button wide onClick={onCancel}>
            {t('review.cancel')}
          </Button>
        )}
      </Stack>
    </form>
  );
}

interface BackupCodesProps {
  readonly title: 'h1' | 'h2';
  readonly codes: readonly string[];
  readonly onDone: () => void;
}

function BackupCodes({ title: Title, codes, onDone }: BackupCodesProps) {
  const { t } = useWords();
  const [kept, setKept] = useState(false);
  return (
    <Stack>
      <Title>{t('factor.codesTitle')}</Title>
      <p className={styles.soft}>{t('factor.codesText')}</p>
      <ul className={styles.codes} dir="ltr">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <CopyField label={t('factor.codesAll')} value={codes.join(' ')} />
      <Checkbox label={t('factor.codesKept')} checked={kept} onChange={setKept} />
      <Button kind="primary" wide disabled={!kept} onClick={onDone}>
        {t('factor.done')}
      </Button>
    </Stack>
  );
}
