import { useEffect, useRef } from 'react';
import { Notice } from '../../kit/notice.tsx';
import { useQuestionText } from '../checklist/question-text.ts';
import type { Open } from '../checklist/use-checklist.ts';
import styles from '../studio/studio.module.css';
import { useWords } from '../words/use-words.ts';

/** Asked once more before an approval, plainly: what nobody answered, and what was answered with no. */
export function OpenQuestions({ open }: { readonly open: Open | undefined }) {
  const { t } = useWords();
  const textOf = useQuestionText();
  const box = useRef<HTMLDivElement>(null);
  // Asked where it is seen: the form may be longer than its place.
  useEffect(() => {
    box.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  if (open === undefined) return <Notice tone="amber" live title={t('decide.checklistUnknown')} />;
  const { unanswered, no } = open;
  return (
    <div ref={box}>
      <Notice tone="amber" live title={t('decide.openQuestions', { no: no.length, n: unanswered.length })}>
        <ul className={styles.changes}>
          {no.map((question) => (
            <li key={question.id}>
              {t('decide.answeredNo', { question: textOf(question) })}
              {question.answer?.remark && <span dir="auto"> {question.answer.remark}</span>}
            </li>
          ))}
          {unanswered.map((question) => (
            <li key={question.id}>{textOf(question)}</li>
          ))}
        </ul>
      </Notice>
    </div>
  );
}
