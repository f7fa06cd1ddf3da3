import type { ApiProblem } from '@rostrum/client';
import { languageName } from '@rostrum/domain';
import { useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Actions, Stack } from '../../kit/surface.tsx';
import { asProblem } from '../link/use-link.ts';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { useTitleFocus } from '../use-title-focus.ts';
import type { WrittenText } from './unsaved-text.ts';
import styles from './written.module.css';
import { useWrittenWords } from './written-words.ts';

export interface EraseTextProps {
  readonly saved: WrittenText;
  readonly published: boolean;
  /** @throws ApiProblem */
  readonly onErase: () => Promise<void>;
}

/** One press, and one confirmation that says what happens. */
export function EraseText(props: EraseTextProps) {
  const { t } = useWrittenWords();
  const [asking, setAsking] = useState(false);
  if (asking) return <Confirm {...props} onKeep={() => setAsking(false)} />;
  return (
    <div>
      <Button kind="plain" icon="trash" onClick={() => setAsking(true)}>
        {t('written.erase')}
      </Button>
    </div>
  );
}

function Confirm({ saved, published, onErase, onKeep }: EraseTextProps & { readonly onKeep: () => void }) {
  const { t, language } = useWrittenWords();
  const titleRef = useTitleFocus();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  async function erase() {
    setBusy(true);
    setProblem(null);
    try {
      await onErase();
      onKeep();
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
    }
  }
  return (
    <section className={styles.confirm}>
      <Stack>
        <h3 ref={titleRef} tabIndex={-1}>
          {t('written.erase.sure', { language: languageName(saved.language, language) })}
        </h3>
        <p>{t(published ? 'written.erase.shown' : 'written.erase.text')}</p>
        {problem && <ProblemNotice problem={problem} title={t('speak.failed')} />}
        <Actions>
          <Button
            kind="danger"
            icon="trash"
            busy={busy && t('written.erase.busy')}
            onClick={() => void erase()}
          >
            {t('written.erase.yes')}
          </Button>
          <Button onClick={onKeep}>{t('written.erase.no')}</Button>
        </Actions>
      </Stack>
    </section>
  );
}
