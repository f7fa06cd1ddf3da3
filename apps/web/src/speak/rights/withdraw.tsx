import type { ApiProblem } from '@rostrum/client';
import { useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Actions, Stack } from '../../kit/surface.tsx';
import { api } from '../api.ts';
import { useAllWords } from '../later/use-all-words.ts';
import { asProblem } from '../link/use-link.ts';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { useTitleFocus } from '../use-title-focus.ts';
import styles from './rights.module.css';

export interface WithdrawProps {
  readonly published: boolean;
  readonly onWithdrawn: () => void;
}

/** One press, and one confirmation that says what happens. */
export function Withdraw({ published, onWithdrawn }: WithdrawProps) {
  const { t } = useAllWords();
  const [asking, setAsking] = useState(false);
  return asking ? (
    <Confirm published={published} onWithdrawn={onWithdrawn} onKeep={() => setAsking(false)} />
  ) : (
    <Stack gap="close">
      <p>{t('speak.withdraw.text')}</p>
      <div>
        <Button icon="trash" onClick={() => setAsking(true)}>
          {t('speak.withdraw.open')}
        </Button>
      </div>
    </Stack>
  );
}

function Confirm({ published, onWithdrawn, onKeep }: WithdrawProps & { readonly onKeep: () => void }) {
  const { t } = useAllWords();
  const titleRef = useTitleFocus();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);

  async function withdraw() {
    setBusy(true);
    setProblem(null);
    try {
      await api('POST /api/v1/speaker/statement/withdraw', { body: { sure: true } });
      onWithdrawn();
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
    }
  }

  return (
    <Stack>
      <h3 ref={titleRef} tabIndex={-1}>
        {t('speak.withdraw.sure')}
      </h3>
      <ul className={styles.consequences}>
        <li>{t(published ? 'speak.withdraw.shown' : 'speak.withdraw.notShown')}</li>
        <li>{t('speak.withdraw.erased')}</li>
        <li>{t('speak.withdraw.copies')}</li>
        <li>{t('speak.withdraw.final')}</li>
      </ul>
      {problem && <ProblemNotice problem={problem} title={t('speak.failed')} />}
      <Actions>
        <Button
          kind="danger"
          icon="trash"
          busy={busy && t('speak.withdraw.busy')}
          onClick={() => void withdraw()}
        >
          {t('speak.withdraw.yes')}
        </Button>
        <Button onClick={onKeep}>{t('speak.withdraw.no')}</Button>
      </Actions>
    </Stack>
  );
}
