import { lazy, Suspense, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { State, type Tone } from '../../kit/state.tsx';
import { type Item, isDenied } from '../api.ts';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './questions.module.css';
import { type AskedQuestion, useQuestions } from './use-questions.ts';

const AskDialog = lazy(() => import('./ask-dialog.tsx'));

/** A name of any script within a sentence of another (Unicode FSI and PDI). */
const isolated = (name: string) => `\u2068${name}\u2069`;

export interface QuestionsProps {
  readonly reviewId: string;
  /** The statement on show. */
  readonly item: Item;
}

/** What missions asked the speaker on show, and what the speaker answered. */
export default function Questions({ reviewId, item }: QuestionsProps) {
  const { t } = useWords();
  const { questions, problem, again, put } = useQuestions(reviewId);
  const [asking, setAsking] = useState<Item | null>(null);
  const [sent, setSent] = useState(false);
  // A speaker of the session watches, too, and is asked and told nothing here.
  if (problem !== null && isDenied(problem)) return null;
  const own = questions?.questions.filter(({ statementId }) => statementId === item.statementId) ?? [];
  return (
    <section className={styles.questions} aria-labelledby="questions">
      <h2 id="questions" className={styles.title}>
        {t('watch.questions.title', { name: isolated(item.organisation.name) })}
      </h2>
      {problem !== null && <ProblemNotice problem={problem} onRetry={again} />}
      {questions === null ? (
        problem === null && <Skeleton shape="row" />
      ) : (
        <>
          {own.length === 0 && <p className={styles.soft}>{t('watch.questions.none')}</p>}
          <ul className={styles.list}>
            {own.map((question) => (
              <li key={question.id}>
                <Asked question={question} />
              </li>
            ))}
          </ul>
          {questions.open ? (
            <Button
              icon="edit"
              onClick={() => {
                setSent(false);
                setAsking(item);
              }}
            >
              {t('watch.questions.ask')}
            </Button>
          ) : (
            <p className={styles.soft}>{t('watch.questions.closed')}</p>
          )}
        </>
      )}
      <p role="status" className={styles.soft}>
        {sent && t('watch.questions.sent')}
      </p>
      <Suspense>
        {asking !== null && (
          <AskDialog
            item={asking}
            onSent={(answer) => {
              put(answer);
              setSent(true);
              setAsking(null);
            }}
            onClose={() => setAsking(null)}
          />
        )}
      </Suspense>
    </section>
  );
}

const TONES = {
  asked: 'neutral',
  passed_on: 'amber',
  answered: 'amber',
  declined: 'neutral',
  set_aside: 'neutral',
} as const satisfies Record<string, Tone>;

function Asked({ question }: { readonly question: AskedQuestion }) {
  const { t, language } = useWords();
  const { body, mine, named, mission, state, reason, answer } = question;
  return (
    <article className={styles.asked}>
      <p className={styles.by}>
        {mine
          ? t(named ? 'watch.questions.mine' : 'watch.questions.mine.unnamed')
          : mission === null
            ? t('watch.questions.somebody')
            : t('watch.questions.by', { mission: isolated(mission.names[language]) })}
      </p>
      <p className={styles.words} dir="auto">
        {body}
      </p>
      {state === 'shown' ? (
        <>
          <p className={styles.by}>{t('watch.questions.answer')}</p>
          <p className={styles.words} dir="auto">
            {answer}
          </p>
        </>
      ) : (
        <State tone={TONES[state]}>{t(`watch.questions.state.${state}`)}</State>
      )}
      {reason !== null && (
        <p className={styles.words} dir="auto">
          {reason}
        </p>
      )}
    </article>
  );
}
