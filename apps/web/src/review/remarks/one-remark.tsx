import { type KeyboardEvent, useRef, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { TextArea } from '../../kit/field.tsx';
import { join } from '../../kit/join.ts';
import { Timecode } from '../../kit/timecode.tsx';
import { showToast } from '../../kit/toast.tsx';
import { useDraft } from '../drafts.ts';
import { useProblemText } from '../problem-notice.tsx';
import { goTo } from '../studio/player-time.ts';
import studio from '../studio/studio.module.css';
import type { Detail, Take } from '../studio/types.ts';
import { useWords } from '../words/use-words.ts';
import styles from './remarks.module.css';
import {
  type Comment,
  type Note,
  type RemarkAction,
  type RemarkKind,
  useRemarkAction,
} from './use-remarks.ts';

interface OneRemarkProps {
  readonly kind: RemarkKind;
  readonly remark: Note | Comment;
  readonly detail: Pick<Detail, 'statement' | 'takes'>;
  /** On the stage. */
  readonly take: Take | undefined;
}

export function OneRemark({ kind, remark, detail, take }: OneRemarkProps) {
  const { t, date } = useWords();
  const text = useProblemText();
  const action = useRemarkAction(detail.statement.id);
  const { id, body, by, mine, startMs, endMs, takeId, createdAt, editedAt, resolvedBy } = remark;
  const rewriting = useRewriting(kind, remark, detail.statement.id);
  const act = (next: RemarkAction, onSuccess?: () => void) =>
    action.mutate(next, {
      onError: (error) => showToast({ tone: 'red', text: text(error) }),
      ...(onSuccess ? { onSuccess } : {}),
    });
  const remove = () =>
    act({ do: 'remove', kind, id }, () =>
      showToast({
        tone: 'neutral',
        text: t('remarks.removed'),
        action: {
          label: t('remarks.bringBack'),
          run: () => act({ do: 'write', kind, remark: { id, takeId, startMs, endMs, body } }),
        },
      }),
    );
  const ofTake = detail.takes.find((one) => one.id === takeId);
  const settled = remark.resolvedAt !== null;
  const withdrawn = detail.statement.state === 'withdrawn';
  const rewrites = rewriting.isOpen && mine && !withdrawn;
  return (
    <li className={join(styles.remark, settled && styles.settled)}>
      <p className={styles.about}>
        {startMs !== null && takeId !== null && (
          <button
            type="button"
            className={styles.time}
            disabled={takeId !== take?.id}
            title={t(takeId === take?.id ? 'remarks.goThere' : 'remarks.otherTake')}
            onClick={() => {
              if (!goTo(takeId, startMs)) showToast({ tone: 'neutral', text: t('remarks.leftOut') });
            }}
          >
            <Timecode ms={startMs} />
            {endMs !== null && (
              <>
                {' – '}
                <Timecode ms={endMs} />
              </>
            )}
          </button>
        )}
        {ofTake && ofTake.id !== take?.id && <span>{t('versions.take', { n: ofTake.number })}</span>}
        <span>
          {by} · {date(createdAt, { dateStyle: 'medium', timeStyle: 'short' })}
          {editedAt && ` · ${t('remarks.edited')}`}
        </span>
      </p>
      {rewrites ? (
        <Rewrite rewriting={rewriting} />
      ) : (
        <p dir="auto" className={styles.body}>
          {body}
        </p>
      )}
      {'shown' in remark && !settled && (
        <p className={studio.soft}>{t(remark.shown ? 'remarks.shown' : 'remarks.draft')}</p>
      )}
      {settled && resolvedBy && <p className={studio.soft}>{t('remarks.settledBy', { who: resolvedBy })}</p>}
      {!withdrawn && !rewrites && (
        <div className={styles.actions}>
          <Button
            kind="plain"
            icon={settled ? 'replay' : 'check'}
            onClick={() => act({ do: 'settle', kind, id, resolved: !settled })}
          >
            {t(settled ? 'remarks.reopen' : 'remarks.settle')}
          </Button>
          {mine && (
            <>
              <Button kind="plain" icon="edit" iconOnly onClick={rewriting.begin}>
                {t('remarks.edit')}
              </Button>
              <Button kind="plain" icon="trash" iconOnly onClick={remove}>
                {t('remarks.remove')}
              </Button>
            </>
          )}
        </div>
      )}
    </li>
  );
}

/** Like what is written anew, it is kept until it has arrived. */
function useRewriting(kind: RemarkKind, { id, body }: Note | Comment, statementId: string) {
  const { t } = useWords();
  const problemText = useProblemText();
  const { mutateAsync } = useRemarkAction(statementId);
  const [kept, setKept] = useDraft(`rewrite.${id}`);
  const turn = useRef(0);
  const [isSending, setSending] = useState(false);
  const [begun, setBegun] = useState(false);
  const send = async (text: string) => {
    const next = text.trim();
    if (next === '') return;
    setBegun(false);
    if (next === body) return setKept(undefined);
    turn.current += 1;
    const mine = turn.current;
    setSending(true);
    try {
      await mutateAsync({ do: 'rewrite', kind, id, body: next });
      // Another change may have been begun meanwhile.
      if (turn.current === mine) setKept(undefined);
    } catch (error) {
      showToast({ tone: 'red', text: problemText(error) });
    } finally {
      if (turn.current === mine) setSending(false);
    }
  };
  return {
    isOpen: kept !== undefined && !isSending && (begun || kept.trim() !== body),
    text: kept ?? body,
    /** What opened by itself takes no focus. */
    begun,
    write: (text: string) => {
      setBegun(true);
      setKept(text);
    },
    send,
    begin: () => {
      turn.current += 1;
      setBegun(true);
      setSending(false);
      setKept(body);
    },
    discard: () => {
      const was = kept;
      setBegun(false);
      setKept(undefined);
      if (was === undefined || was.trim() === body) return;
      showToast({
        tone: 'neutral',
        text: t('remarks.discarded'),
        action: { label: t('remarks.bringBack'), run: () => setKept(was) },
      });
    },
  };
}

function Rewrite({ rewriting }: { readonly rewriting: ReturnType<typeof useRewriting> }) {
  const { t } = useWords();
  const { text, begun, write, discard } = rewriting;
  const save = () => void rewriting.send(text);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') discard();
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <form
      className={styles.form}
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <TextArea
        label={t('remarks.edit')}
        rows={3}
        maxLength={4000}
        dir="auto"
        autoFocus={begun}
        value={text}
        onChange={(event) => write(event.target.value)}
      />
      <div className={studio.buttons}>
        <Button kind="primary" type="submit" disabled={text.trim() === ''}>
          {t('review.save')}
        </Button>
        <Button kind="plain" onClick={discard}>
          {t('review.cancel')}
        </Button>
      </div>
    </form>
  );
}
