import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from '../../kit/button.tsx';
import { State, type Tone } from '../../kit/state.tsx';
import { showToast } from '../../kit/toast.tsx';
import { api } from '../api.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import styles from '../studio/studio.module.css';
import { cutOf, type Decision, type Detail } from '../studio/types.ts';
import { type Looked, usePutStatement } from '../studio/use-statement.ts';
import { useKeys } from '../use-keys.ts';
import { useWords } from '../words/use-words.ts';

const tones: Readonly<Record<Decision['kind'], Tone>> = {
  approve: 'green',
  ask_changes: 'amber',
  decline: 'neutral',
};

/** The decisions, newest first, with the speaker's answer; the newest can be undone while nobody acted on it. */
export function Decisions({ detail, looked }: { readonly detail: Detail; readonly looked: Looked }) {
  const { t } = useWords();
  const client = useQueryClient();
  const put = usePutStatement();
  const id = detail.statement.id;
  const undo = useMutation({
    mutationFn: (decisionId: string) =>
      api('POST /api/v1/decisions/{id}/undo', {
        params: { id: decisionId },
        body: { version: looked.version },
      }),
    onSuccess: (next) => {
      put(next);
      looked.lookAgain(next);
      showToast({ tone: 'neutral', text: t('decisions.undone') });
    },
    onError: () => void client.invalidateQueries({ queryKey: ['statement', id] }),
  });
  const newest = [...detail.decisions].sort((a, b) => b.decidedAt.localeCompare(a.decidedAt));
  const standing = newest.find((one) => !one.undoneAt);
  const undoable =
    standing && !standing.answer && !detail.inProgramme && detail.statement.state !== 'withdrawn'
      ? standing
      : undefined;
  useKeys({
    u: () => {
      if (undoable && looked.changed.length === 0 && !undo.isPending) undo.mutate(undoable.id);
    },
  });
  if (newest.length === 0) return null;
  return (
    <section className={styles.section} aria-labelledby="decisions">
      <h2 id="decisions" className={styles.sectionTitle}>
        {t('decisions.title')}
      </h2>
      {undo.error && <ProblemNotice error={undo.error} />}
      <ul className={styles.list}>
        {newest.map((decision) => (
          <li key={decision.id} className={decision.undoneAt ? styles.undone : undefined}>
            <One detail={detail} decision={decision} />
            {decision === undoable && (
              <Button
                kind="plain"
                icon="replay"
                busy={undo.isPending && t('review.saving')}
                disabled={looked.changed.length > 0}
                aria-keyshortcuts="U"
                onClick={() => undo.mutate(decision.id)}
              >
                {t('decisions.undo')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function One({ detail, decision }: { readonly detail: Detail; readonly decision: Decision }) {
  const { t, date } = useWords();
  const take = detail.takes.find((one) => one.id === decision.takeId);
  const cut = cutOf(detail, decision.cutId);
  return (
    <>
      <p className={styles.line}>
        <State tone={decision.undoneAt ? 'neutral' : tones[decision.kind]}>
          {t(`decision.${decision.kind}`)}
        </State>
        {decision.undoneAt && <span className={styles.soft}>{t('decisions.wasUndone')}</span>}
        <span className={styles.soft}>
          {take && t('versions.take', { n: take.number })}
          {cut && ` · ${t('versions.cut', { n: cut.revision })}`}
        </span>
      </p>
      <p className={styles.soft}>
        {decision.decidedBy} · {date(decision.decidedAt, { dateStyle: 'medium', timeStyle: 'short' })}
      </p>
      <p dir="auto">{decision.reason}</p>
      {decision.messageToSpeaker && (
        <p dir="auto" className={styles.quote}>
          <span className={styles.soft}>{t('decisions.toSpeaker')}</span> {decision.messageToSpeaker}
        </p>
      )}
      {decision.needsYes && !decision.undoneAt && (
        <p>
          <State tone={decision.answer === 'yes' ? 'green' : decision.answer === 'no' ? 'red' : 'amber'}>
            {t(`answer.${decision.answer ?? 'open'}`)}
          </State>
        </p>
      )}
      {decision.answerNote && (
        <p dir="auto" className={styles.quote}>
          <span className={styles.soft}>{t('decisions.fromSpeaker')}</span> {decision.answerNote}
        </p>
      )}
    </>
  );
}
