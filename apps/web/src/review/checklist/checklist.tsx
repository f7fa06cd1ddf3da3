import { type Ref, useImperativeHandle, useRef } from 'react';
import { Button } from '../../kit/button.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { Go, to } from '../router.tsx';
import studio from '../studio/studio.module.css';
import type { Detail } from '../studio/types.ts';
import { useKeys } from '../use-keys.ts';
import { useWords } from '../words/use-words.ts';
import styles from './checklist.module.css';
import { QuestionRow } from './question-row.tsx';
import { type Asked, type Question, useAnswer, useChecklist } from './use-checklist.ts';

export interface ChecklistHandle {
  /** To the first question that nobody answered. */
  readonly focus: () => void;
}

interface ChecklistProps {
  readonly detail: Detail;
  readonly asked: Asked;
  readonly ref: Ref<ChecklistHandle>;
}

/** The closed questions: a digit goes to one, Y and N answer it, and the next open one follows. */
export function Checklist({ detail, asked, ref }: ChecklistProps) {
  const { t } = useWords();
  const checklist = useChecklist(asked);
  const answer = useAnswer(asked);
  const list = useRef<HTMLOListElement>(null);
  const questions = checklist.data?.questions ?? [];
  const focusAt = (at: number) => list.current?.querySelectorAll<HTMLElement>('[data-question]')[at]?.focus();
  const firstOpen = (from = 0) => {
    const order = [...questions.keys()];
    return [...order.slice(from), ...order.slice(0, from)].find((at) => questions[at]?.answer === null);
  };
  useImperativeHandle(ref, () => ({ focus: () => focusAt(firstOpen() ?? 0) }));
  const digits = Object.fromEntries(
    questions.slice(0, 9).map((_, at) => [String(at + 1), () => focusAt(at)]),
  );
  useKeys(digits);

  const answered = questions.filter((question) => question.answer !== null).length;
  const measured = questions.filter(isMeasured);
  const takeOver = () => {
    for (const { id, suggestion } of measured) {
      if (suggestion) answer.mutate({ question: id, answer: suggestion.answer, remark: null });
    }
  };
  return (
    <section className={studio.section} aria-labelledby="checklist">
      <div className={styles.head}>
        <h2 id="checklist" className={studio.sectionTitle}>
          {t('checklist.title')}
        </h2>
        {checklist.data && (
          <span className={studio.soft}>
            {t('checklist.answered', { n: answered, all: questions.length })}
          </span>
        )}
      </div>
      {!checklist.data &&
        (checklist.isError ? (
          <ProblemNotice error={checklist.error} onRetry={() => void checklist.refetch()} />
        ) : (
          <Skeleton shape="row" count={4} />
        ))}
      {answer.error && <ProblemNotice error={answer.error} />}
      {checklist.data && questions.length === 0 && <p className={studio.soft}>{t('checklist.none')}</p>}
      <ol ref={list} className={styles.list}>
        {questions.map((question, at) => (
          <QuestionRow
            key={`${asked.takeId}.${question.id}`}
            question={question}
            at={at}
            detail={detail}
            takeId={asked.takeId}
            cutId={asked.cutId}
            onAnswer={(said, onwards) => {
              const received = answer.mutateAsync({ question: question.id, ...said }).then(
                () => true,
                () => false,
              );
              const next = firstOpen(at + 1);
              if (onwards && next !== undefined && next !== at) focusAt(next);
              return received;
            }}
            onMove={(by) => focusAt(Math.min(questions.length - 1, Math.max(0, at + by)))}
          />
        ))}
      </ol>
      {measured.length > 0 && (
        <Button kind="plain" icon="check" onClick={takeOver}>
          {t('checklist.takeOver', { n: measured.length })}
        </Button>
      )}
      <p>
        <Go href={to.checklist(detail.session.id)}>{t('checklist.edit')}</Go>
      </p>
    </section>
  );
}

const isMeasured = ({ answer, suggestion }: Question): boolean => answer === null && suggestion !== null;
