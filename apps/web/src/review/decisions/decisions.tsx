import { Button } from '../../kit/button.tsx';
import { State, type Tone } from '../../kit/state.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import styles from '../studio/studio.module.css';
import { cutOf, type Decision, type Detail } from '../studio/types.ts';
import type { Looked } from '../studio/use-statement.ts';
import { useWords } from '../words/use-words.ts';
import type { UndoDecision } from './use-undo-decision.ts';

const tones: Readonly<Record<Decision['kind'], Tone>> = {
  approve: 'green',
  ask_changes: 'amber',
  decline: 'neutral',
};

interface DecisionsProps {
  readonly detail: Detail;
  readonly looked: Pick<Looked, 'changed'>;
  readonly undoing: UndoDecision;
}

/** The decisions, newest first, with the speaker's answer; the newest can be undone while nobody acted on it. */
export function Decisions({ detail, looked, undoing }: DecisionsProps) {
  const { t } = useWords();
  const newest = [...detail.decisions].sort((a, b) => b.decidedAt.localeCompare(a.decidedAt));
  if (newest.length === 0) return null;
  return (
    <section className={styles.section} aria-labelledby="decisions">
      <h2 id="decisions" className={styles.sectionTitle}>
        {t('decisions.title')}
      </h2>
      {undoing.error && <ProblemNotice error={undoing.error} />}
      <ul className={styles.list}>
        {newest.map((decision) => (
          <li key={decision.id} className={decision.undoneAt ? styles.undone : undefined}>
            <One detail={detail} decision={decision} />
            {decision === undoing.decision && (
              <Button
                kind="plain"
                icon="replay"
                busy={undoing.isPending && t('review.saving')}
                disabled={looked.changed.length > 0}
                aria-keyshortcuts="U"
                onClick={undoing.undo}
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
