import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { TextField } from '../../kit/field.tsx';
import { Stack } from '../../kit/surface.tsx';
import { auth } from '../api.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './entrance.module.css';
import { Entrance } from './entrance.tsx';

interface SignInProps {
  readonly onSignedIn: (password: string) => void;
  readonly above?: ReactNode;
}

const asksForCode = (answer: unknown): boolean =>
  typeof answer === 'object' && answer !== null && 'twoFactorRedirect' in answer;

export function SignIn({ onSignedIn, above }: SignInProps) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [step, setStep] = useState<'password' | 'code'>('password');
  return (
    <Entrance>
      {above}
      {step === 'password' ? (
        <PasswordStep
          email={email}
          password={password}
          onEmail={setEmail}
          onPassword={setPassword}
          onDone={(answer) => (asksForCode(answer) ? setStep('code') : onSignedIn(password))}
        />
      ) : (
        <CodeStep
          onDone={() => onSignedIn(password)}
          onBack={() => {
            setPassword('');
            setStep('password');
          }}
        />
      )}
    </Entrance>
  );
}

interface PasswordStepProps {
  readonly email: string;
  readonly password: string;
  readonly onEmail: (value: string) => void;
  readonly onPassword: (value: string) => void;
  readonly onDone: (answer: unknown) => void;
}

function PasswordStep({ email, password, onEmail, onPassword, onDone }: PasswordStepProps) {
  const { t } = useWords();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => auth('sign-in/email', { email: email.trim(), password }),
    onSuccess: onDone,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <h1>{t('sign.title')}</h1>
        <p className={styles.soft}>{t('sign.text')}</p>
        {error && <SignInProblem error={error} fallback={t('sign.wrong')} />}
        <TextField
          label={t('sign.email')}
          type="email"
          autoComplete="username"
          dir="ltr"
          required
          value={email}
          onChange={(event) => onEmail(event.target.value)}
        />
        <TextField
          label={t('sign.password')}
          type="password"
          autoComplete="current-password"
          dir="ltr"
          required
          value={password}
          onChange={(event) => onPassword(event.target.value)}
        />
        <Button kind="primary" type="submit" wide busy={isPending && t('sign.busy')}>
          {t('sign.action')}
        </Button>
        <p className={styles.soft}>{t('sign.forgotten')}</p>
      </Stack>
    </form>
  );
}

function CodeStep({ onDone, onBack }: { readonly onDone: () => void; readonly onBack: () => void }) {
  const { t } = useWords();
  const [way, setWay] = useState<'totp' | 'backup'>('totp');
  const [code, setCode] = useState('');
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: () =>
      way === 'totp'
        ? auth('two-factor/verify-totp', { code: code.replace(/\s/g, '') })
        : auth('two-factor/verify-backup-code', { code: code.trim() }),
    onSuccess: onDone,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <h1>{t('code.title')}</h1>
        <p className={styles.soft}>{t(way === 'totp' ? 'code.text' : 'code.backupText')}</p>
        {error && <SignInProblem error={error} fallback={t('code.expired')} />}
        <div className={styles.code}>
          <TextField
            key={way}
            label={t(way === 'totp' ? 'code.label' : 'code.backupLabel')}
            {...(way === 'totp' ? { inputMode: 'numeric', autoComplete: 'one-time-code', maxLength: 7 } : {})}
            dir="ltr"
            required
            autoFocus
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        </div>
        <Button kind="primary" type="submit" wide busy={isPending && t('sign.busy')}>
          {t('code.action')}
        </Button>
        <Button
          kind="plain"
          onClick={() => {
            setWay(way === 'totp' ? 'backup' : 'totp');
            setCode('');
            reset();
          }}
        >
          {t(way === 'totp' ? 'code.useBackup' : 'code.useApp')}
        </Button>
        <Button kind="plain" icon="back" onClick={onBack}>
          {t('code.back')}
        </Button>
      </Stack>
    </form>
  );
}

/** Here a 401 says that what was typed is wrong, not that one must sign in. */
function SignInProblem({ error, fallback }: { readonly error: Error; readonly fallback: string }) {
  const refused = 'code' in error && error.code === 'sign_in_required';
  return <ProblemNotice error={error} {...(refused ? { text: fallback } : {})} />;
}
