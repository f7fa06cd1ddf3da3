import type { ApiProblem } from '@rostrum/client';
import { figuresOf } from '@rostrum/domain';
import { type FormEvent, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { TextField } from '../../kit/field.tsx';
import { Actions, Stack } from '../../kit/surface.tsx';
import { api, asProblem } from '../api.ts';
import { useProblemText } from '../problems/problem-text.ts';
import { useTitleFocus } from '../use-title-focus.ts';
import { useWords } from '../words/use-words.ts';

export interface CodeFormProps {
  readonly token: string;
  /** @param ticket see `POST /api/v1/links/tab` */
  readonly onOpen: (ticket: string | null) => void;
  /** Opens the link again, which mails a new code. */
  readonly onNewCode: () => void;
}

export function CodeForm({ token, onOpen, onNewCode }: CodeFormProps) {
  const { t } = useWords();
  const problemText = useProblemText();
  const title = useTitleFocus();
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | 'incomplete' | null>(null);

  async function enter(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    if (code.length !== 6) return setProblem('incomplete');
    setBusy(true);
    try {
      onOpen((await api('POST /api/v1/links/code', { body: { token, code } })).ticket);
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
    }
  }

  return (
    <form onSubmit={enter} noValidate>
      <Stack>
        <h1 ref={title} tabIndex={-1}>
          {t('watch.code.title')}
        </h1>
        <p>{t('watch.code.text')}</p>
        <TextField
          label={t('watch.code.label')}
          hint={t('watch.code.hint')}
          {...(problem === null
            ? {}
            : { error: problem === 'incomplete' ? t('watch.code.incomplete') : problemText(problem) })}
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          dir="ltr"
          value={code}
          onChange={(event) => setCode(figuresOf(event.target.value).slice(0, 6))}
        />
        <Actions>
          <Button kind="primary" type="submit" busy={busy && t('watch.code.busy')}>
            {t('watch.code.send')}
          </Button>
          <Button kind="plain" onClick={onNewCode}>
            {t('watch.code.again')}
          </Button>
        </Actions>
      </Stack>
    </form>
  );
}
