import { Button } from '../../kit/button.tsx';
import { Notice } from '../../kit/notice.tsx';
import { formatTime } from '../../kit/time.ts';
import { useQuestionText } from '../checklist/question-text.ts';
import styles from '../studio/studio.module.css';
import type { Looked } from '../studio/use-statement.ts';
import { useWords } from '../words/use-words.ts';
import type { Changed } from './changed.ts';

export function ChangedNotice({ looked, onSeen }: { readonly looked: Looked; readonly onSeen: () => void }) {
  const { t } = useWords();
  const sentence = useChangeSentence();
  if (looked.changed.length === 0) return null;
  return (
    <Notice
      tone="amber"
      title={t('changed.title')}
      live
      action={
        <Button icon="check" onClick={onSeen}>
          {t('changed.seen')}
        </Button>
      }
    >
      <ul className={styles.changes}>
        {[...new Set(looked.changed.map(sentence))].map((said) => (
          <li key={said}>{said}</li>
        ))}
      </ul>
    </Notice>
  );
}

function useChangeSentence(): (change: Changed) => string {
  const { t } = useWords();
  const questionText = useQuestionText();
  return (change) => {
    switch (change.what) {
      case 'state':
        return t('changed.state', { state: t(`state.${change.state}`) });
      case 'take':
        return t('changed.take', { n: change.number });
      case 'takeReady':
        return t('changed.takeReady', { n: change.number });
      case 'cut':
        return t(`changed.cut.${change.by}`, { n: change.revision, take: change.number });
      case 'decision':
        return t('changed.decision', { who: change.by, what: t(`decision.${change.kind}`) });
      case 'undone':
        return t('changed.undone', { what: t(`decision.${change.kind}`) });
      case 'answer':
        return t(`changed.answer.${change.answer}`);
      case 'programme':
        return t(change.inProgramme ? 'changed.published' : 'changed.unpublished');
      case 'turned':
        return t('changed.turned', { n: change.number });
      case 'note':
      case 'comment':
        return t(`changed.${change.what}`, { who: change.by });
      case 'answered':
        return t('changed.answered', {
          who: change.by,
          what: t(`answer.${change.said}.long`),
          question: questionText(change.question),
        });
      case 'settled':
      case 'removed':
      case 'reopened':
        return t(`changed.${change.what}.${change.kind}`, {
          who: 'by' in change ? change.by : '',
          at: change.atMs === null ? 'whole' : `\u2066${formatTime(change.atMs)}\u2069`,
        });
      case 'unanswered':
        return t('changed.unanswered', { question: questionText(change.question) });
      case 'other':
        return t('changed.other');
    }
  };
}
