import type { ApiProblem } from '@rostrum/client';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { RadioGroup } from '../../kit/choice.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { TextField } from '../../kit/field.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { Stack } from '../../kit/surface.tsx';
import { asProblem, type Item, type Programme } from '../api.ts';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { useWords } from '../words/use-words.ts';

/** A signed address is good in its bucket of ten minutes and in the next: ten minutes at the least. */
const VALID_AT_LEAST_MS = 10 * 60_000;

export interface PlainLinkProps {
  readonly fresh: () => Promise<Programme>;
  /** The statement on show. */
  readonly item: Item | undefined;
  readonly onClose: () => void;
}

interface Made {
  readonly whole: string;
  /** Of the statement that was on show. */
  readonly one: string | null;
  readonly untilMs: number;
}

/** The address of the programme, or of one statement alone, for a player outside the browser, made when it is asked for. */
export default function PlainLink({ fresh, item: shown, onClose }: PlainLinkProps) {
  const { t, date } = useWords();
  const [made, setMade] = useState<Made | ApiProblem | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [copied, setCopied] = useState<'no' | 'yes' | 'selected'>('no');
  const [what, setWhat] = useState<'whole' | 'one'>('whole');
  // What was on show when it was asked for: it plays on behind the question.
  const [item] = useState(shown);
  const field = useRef<HTMLInputElement>(null);
  const ask = useRef(fresh);
  ask.current = fresh;

  useEffect(() => {
    let ended = false;
    setMade(null);
    ask.current().then(
      ({ playlistUrl, alone, serverNow }) => {
        if (ended || playlistUrl === null) return;
        const addressOf = (path: string) => new URL(path, location.href).href;
        const one = alone.find(({ statementId }) => statementId === item?.statementId)?.playlistUrl;
        const made = { whole: addressOf(playlistUrl), one: one === undefined ? null : addressOf(one) };
        setMade({ ...made, untilMs: Date.parse(serverNow) + VALID_AT_LEAST_MS });
      },
      (error: unknown) => {
        if (!ended) setMade(asProblem(error));
      },
    );
    return () => {
      ended = true;
    };
  }, [attempt, item]);

  const addressOf = ({ whole, one }: Made) => (what === 'one' && one !== null ? one : whole);
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
        made && 'whole' in made ? (
          <Button kind="primary" icon="copy" onClick={() => void copy(addressOf(made))}>
            {t('watch.plain.copy')}
          </Button>
        ) : undefined
      }
    >
      <Stack>
        <p>{t('watch.plain.text')}</p>
        {made === null ? (
          <Skeleton shape="row" />
        ) : 'whole' in made ? (
          <>
            {made.one !== null && item !== undefined && (
              <RadioGroup
                label={t('watch.plain.what')}
                options={[
                  { value: 'whole', label: t('watch.plain.all') },
                  {
                    value: 'one',
                    label: t('watch.plain.one', { name: `\u2068${item.organisation.name}\u2069` }),
                  },
                ]}
                value={what}
                onChange={(chosen) => {
                  setWhat(chosen);
                  setCopied('no');
                }}
              />
            )}
            <TextField
              ref={field}
              label={t('watch.plain.label')}
              value={addressOf(made)}
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
