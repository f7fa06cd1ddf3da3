import type { ApiProblem } from '@rostrum/client';
import { figuresOf } from '@rostrum/domain';
import { type FormEvent, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { TextField } from '../../kit/field.tsx';
import { Actions, Stack } from '../../kit/surface.tsx';
import { api } from '../api.ts';
import { useAllWords } from '../later/use-all-words.ts';
import { setPlace } from '../place.ts';
import { useProblemText } from '../problems/problem-text.ts';
import { useTitleFocus } from '../use-title-focus.ts';
import { asProblem } from './use-link.ts';

export interface CodeFormProps {
  readonly token: string;
  readonly onOpen: () => void;
  /** Opens the link again, which mails a new code. */
  readonly onNewCode: () => void;
}

export function CodeForm({ token, onOpen, onNewCode }: CodeFormProps) {
  const { t } = useAllWords();
  const problemText = useProblemText();
  const titleRef = useTitleFocus();
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | 'incomplete' | null>(null);

  async function enter(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    if (code.length !== 6) return setProblem('incomplete');
    setBusy(true);
    try {
      setPlace((await api('POST /api/v1/links/code', { body: { token, code } })).place);
      onOpen();
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
    }
  }

  return (
    <form onSubmit={enter} noValidate>
      <Stack>
        <h1 ref={titleRef} tabIndex={-1}>
          {t('speak.code.title')}
        </h1>
        <p>{t('speak.code.text')}</p>
        <TextField
          label={t('speak.code.label')}
          hint={t('speak.code.hint')}
          {...(problem === null
            ? {}
            : { error: problem === 'incomplete' ? t('speak.code.incomplete') : problemText(problem).text })}
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          dir="ltr"
          value={code}
          onChange={(event) => setCode(figuresOf(event.target.value).slice(0, 6))}
        />
        <Actions>
          <Button kind="primary" type="submit" busy={busy && t('speak.code.busy')}>
            {t('speak.code.send')}
          </Button>
          <Button kind="plain" onClick={onNewCode}>
            {t('speak.code.again')}
          </Button>
        </Actions>
      </Stack>
    </form>
  );
}
