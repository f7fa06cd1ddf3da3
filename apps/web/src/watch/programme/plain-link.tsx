import type { ApiProblem } from '@rostrum/client';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { TextField } from '../../kit/field.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { Stack } from '../../kit/surface.tsx';
import { asProblem, type Programme } from '../api.ts';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { useWords } from '../words/use-words.ts';

/** A signed address is good in its bucket of ten minutes and in the next: ten minutes at the least. */
const VALID_AT_LEAST_MS = 10 * 60_000;

export interface PlainLinkProps {
  readonly fresh: () => Promise<Programme>;
  readonly onClose: () => void;
}

interface Made {
  readonly address: string;
  readonly untilMs: number;
}

/** The address of the programme for a player outside the browser, made when it is asked for. */
export default function PlainLink({ fresh, onClose }: PlainLinkProps) {
  const { t, date } = useWords();
  const [made, setMade] = useState<Made | ApiProblem | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [copied, setCopied] = useState<'no' | 'yes' | 'selected'>('no');
  const field = useRef<HTMLInputElement>(null);
  const ask = useRef(fresh);
  ask.current = fresh;

  useEffect(() => {
    let ended = false;
    setMade(null);
    ask.current().then(
      ({ playlistUrl, serverNow }) => {
        if (ended || playlistUrl === null) return;
        const address = new URL(playlistUrl, location.href).href;
        setMade({ address, untilMs: Date.parse(serverNow) + VALID_AT_LEAST_MS });
      },
      (error: unknown) => {
        if (!ended) setMade(asProblem(error));
      },
    );
    return () => {
      ended = true;
    };
  }, [attempt]);

  const copy = async (address: string) => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(address);
      setCopied('yes');
    } catch {
      // No clipboard outside a secure page, or refused: the selection is there.
      field.current?.focus();
      setCopied('selected');
    }
  };

  return (
    <Dialog
      title={t('watch.plain.title')}
      open
      onClose={onClose}
      actions={
        made && 'address' in made ? (
          <Button kind="primary" icon="copy" onClick={() => void copy(made.address)}>
            {t('watch.plain.copy')}
          </Button>
        ) : undefined
      }
    >
      <Stack>
        <p>{t('watch.plain.text')}</p>
        {made === null ? (
          <Skeleton shape="row" />
        ) : 'address' in made ? (
          <>
            <TextField
              ref={field}
              label={t('watch.plain.label')}
              value={made.address}
              readOnly
              dir="ltr"
              onFocus={(event) => event.target.select()}
            />
            <p>
              {t('watch.plain.valid', {
                time: date(made.untilMs, { hour: '2-digit', minute: '2-digit' }),
              })}
            </p>
            <p role="status">
              {copied === 'yes' && t('watch.plain.copied')}
              {copied === 'selected' && t('watch.plain.select')}
            </p>
          </>
        ) : (
          <ProblemNotice problem={made} onRetry={() => setAttempt((count) => count + 1)} />
        )}
      </Stack>
    </Dialog>
  );
}
