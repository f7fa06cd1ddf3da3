import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { TextArea } from '../../kit/field.tsx';
import { Timecode } from '../../kit/timecode.tsx';
import { showToast } from '../../kit/toast.tsx';
import { useDraft } from '../drafts.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { placeNow } from '../studio/player-time.ts';
import studio from '../studio/studio.module.css';
import { useWords } from '../words/use-words.ts';
import { type Place, placeFrom, placeText } from './place.ts';
import styles from './remarks.module.css';
import { type RemarkKind, useRemarkAction } from './use-remarks.ts';

const BODY_LENGTH = 4000;

/** A remark that is being written; its id is made when it is begun, so that sent twice it is written once. */
export function useOpenDraft(kind: RemarkKind, statementId: string) {
  const [remarkId, setId] = useDraft(`${statementId}.${kind}.id`);
  const [body, setBody] = useDraft(`${statementId}.${kind}.body`);
  const [place, setPlace] = useDraft(`${statementId}.${kind}.place`);
  const [focuses, setFocuses] = useState(0);
  return {
    isOpen: remarkId !== undefined,
    remarkId: remarkId ?? '',
    body: body ?? '',
    setBody,
    place: placeFrom(place),
    setPlace: (next: Place) => setPlace(placeText(next)),
    /** Counts: whoever asks again gets the focus back. */
    focuses,
    open: (takeId: string | undefined) => {
      setFocuses((count) => count + 1);
      if (remarkId !== undefined) return;
      const startMs = takeId === undefined ? null : placeNow(takeId);
      setPlace(placeText({ takeId: startMs === null ? null : (takeId ?? null), startMs, endMs: null }));
      setId(crypto.randomUUID());
    },
    restore: (was: { body: string; place: Place }) => {
      setBody(was.body);
      setPlace(placeText(was.place));
      setId(crypto.randomUUID());
    },
    close: () => {
      setId(undefined);
      setBody(undefined);
      setPlace(undefined);
    },
  };
}

interface WriteRemarkProps {
  readonly kind: RemarkKind;
  readonly draft: ReturnType<typeof useOpenDraft>;
  readonly statementId: string;
}

export function WriteRemark({ kind, draft, statementId }: WriteRemarkProps) {
  const { t } = useWords();
  const action = useRemarkAction(statementId);
  const { place, body } = draft;
  const { takeId, startMs, endMs } = place;
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (body.trim() === '' || action.isPending) return;
    action.mutate(
      { do: 'write', kind, remark: { id: draft.remarkId, ...place, body: body.trim() } },
      // Only then: what did not arrive stays as it was written.
      { onSuccess: draft.close },
    );
  };
  const discard = () => {
    const was = { body, place };
    draft.close();
    if (was.body.trim() === '') return;
    showToast({
      tone: 'neutral',
      text: t('remarks.discarded'),
      action: {
        label: t('remarks.bringBack'),
        run: () => draft.restore(was),
      },
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') discard();
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const here = () => (takeId === null ? null : placeNow(takeId));
  return (
    <form className={styles.form} onSubmit={submit} onKeyDown={onKeyDown} noValidate>
      <TextArea
        key={draft.focuses}
        label={t(`remarks.${kind}.label`)}
        rows={3}
        maxLength={BODY_LENGTH}
        dir="auto"
        autoFocus
        value={body}
        onChange={(event) => draft.setBody(event.target.value)}
      />
      <div className={styles.place}>
        {startMs === null ? (
          <span className={studio.soft}>{t('remarks.whole')}</span>
        ) : (
          <>
            <span>
              {t('remarks.at')} <Timecode ms={startMs} />
              {endMs !== null && (
                <>
                  {' – '}
                  <Timecode ms={endMs} />
                </>
              )}
            </span>
            <Button
              kind="plain"
              onClick={() => {
                const ms = here();
                if (ms !== null) draft.setPlace({ ...place, startMs: ms, endMs: null });
              }}
            >
              {t('remarks.here')}
            </Button>
            <Button
              kind="plain"
              onClick={() => {
                const ms = here();
                if (ms !== null && ms > startMs) draft.setPlace({ ...place, endMs: ms });
              }}
            >
              {t('remarks.untilHere')}
            </Button>
            <Button kind="plain" onClick={() => draft.setPlace({ takeId: null, startMs: null, endMs: null })}>
              {t('remarks.noPlace')}
            </Button>
          </>
        )}
      </div>
      {action.error && <ProblemNotice error={action.error} />}
      <div className={studio.buttons}>
        <Button
          kind="primary"
          type="submit"
          disabled={body.trim() === ''}
          busy={action.isPending && t('review.saving')}
          title={t('remarks.sendKey')}
        >
          {t('review.save')}
        </Button>
        <Button kind="plain" onClick={discard}>
          {t('review.cancel')}
        </Button>
      </div>
    </form>
  );
}
