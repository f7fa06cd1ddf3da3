import { type KeyboardEvent, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { TextArea } from '../../kit/field.tsx';
import { join } from '../../kit/join.ts';
import { Timecode } from '../../kit/timecode.tsx';
import { showToast } from '../../kit/toast.tsx';
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
  readonly detail: Detail;
  /** On the stage. */
  readonly take: Take | undefined;
}

export function OneRemark({ kind, remark, detail, take }: OneRemarkProps) {
  const { t, date } = useWords();
  const text = useProblemText();
  const [rewrites, setRewrites] = useState(false);
  const action = useRemarkAction(detail.statement.id);
  const { id, body, by, mine, startMs, endMs, takeId, createdAt, editedAt, resolvedBy } = remark;
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
        <Rewrite
          body={body}
          onCancel={() => setRewrites(false)}
          onSave={(next) => {
            setRewrites(false);
            if (next !== body) act({ do: 'rewrite', kind, id, body: next });
          }}
        />
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
              <Button kind="plain" icon="edit" iconOnly onClick={() => setRewrites(true)}>
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

interface RewriteProps {
  readonly body: string;
  readonly onSave: (body: string) => void;
  readonly onCancel: () => void;
}

function Rewrite({ body, onSave, onCancel }: RewriteProps) {
  const { t } = useWords();
  const [text, setText] = useState(body);
  const save = () => {
    if (text.trim() !== '') onSave(text.trim());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onCancel();
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
        autoFocus
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div className={studio.buttons}>
        <Button kind="primary" type="submit" disabled={text.trim() === ''}>
          {t('review.save')}
        </Button>
        <Button kind="plain" onClick={onCancel}>
          {t('review.cancel')}
        </Button>
      </div>
    </form>
  );
}
