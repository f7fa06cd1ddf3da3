import { type FormEvent, type KeyboardEvent, useRef, useState } from 'react';
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
  const { t } = useWords();
  const action = useRemarkAction(statementId);
  // On its way it is in the list already; what is kept here is kept until it has arrived.
  const [sending, setSending] = useState<string>();
  const now = useRef(remarkId);
  now.current = remarkId;
  const close = () => {
    setId(undefined);
    setBody(undefined);
    setPlace(undefined);
  };
  const restore = (was: { id: string; body: string; place: Place }) => {
    setBody(was.body);
    setPlace(placeText(was.place));
    setId(was.id);
  };
  return {
    isOpen: remarkId !== undefined && remarkId !== sending,
    remarkId: remarkId ?? '',
    error: sending === undefined ? action.error : null,
    send: () => {
      const was = { id: remarkId ?? '', body: (body ?? '').trim(), place: placeFrom(place) };
      if (was.body === '' || was.id === '') return;
      setSending(was.id);
      action.mutate(
        { do: 'write', kind, remark: { id: was.id, ...was.place, body: was.body } },
        {
          onSuccess: () => {
            if (now.current === was.id) close();
          },
          // Another one may have been begun meanwhile: then this one is handed back.
          onError: () => {
            if (now.current === was.id) return;
            showToast({
              tone: 'red',
              text: t('remarks.notSaved'),
              action: { label: t('remarks.bringBack'), run: () => restore(was) },
            });
          },
          onSettled: () => setSending((one) => (one === was.id ? undefined : one)),
        },
      );
    },
    body: body ?? '',
    setBody,
    place: placeFrom(place),
    setPlace: (next: Place) => setPlace(placeText(next)),
    /** Counts: whoever asks again gets the focus back. */
    focuses,
    open: (takeId: string | undefined) => {
      setFocuses((count) => count + 1);
      if (remarkId !== undefined && remarkId !== sending) return;
      setBody(undefined);
      const startMs = takeId === undefined ? null : placeNow(takeId);
      setPlace(placeText({ takeId: startMs === null ? null : (takeId ?? null), startMs, endMs: null }));
      setId(crypto.randomUUID());
    },
    restore,
    close,
  };
}

interface WriteRemarkProps {
  readonly kind: RemarkKind;
  readonly draft: ReturnType<typeof useOpenDraft>;
}

export function WriteRemark({ kind, draft }: WriteRemarkProps) {
  const { t } = useWords();
  const { place, body } = draft;
  const { takeId, startMs, endMs } = place;
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    draft.send();
  };
  const discard = () => {
    const was = { id: draft.remarkId, body, place };
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
      {draft.error && <ProblemNotice error={draft.error} />}
      <div className={studio.buttons}>
        <Button kind="primary" type="submit" disabled={body.trim() === ''} title={t('remarks.sendKey')}>
          {t('review.save')}
        </Button>
        <Button kind="plain" onClick={discard}>
          {t('review.cancel')}
        </Button>
      </div>
    </form>
  );
}
