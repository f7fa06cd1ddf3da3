import type { IssueCard } from '../../issues/issue-draft.ts';
import { useStateNames } from '../../kit/state-names.ts';
import { useWords } from '../words/use-words.ts';
import styles from './issues.module.css';

type Both = { readonly text: string; readonly english: string | null };

/** A card's texts, as its speaker wrote them. */
export function Contents({
  card,
}: {
  readonly card: Pick<IssueCard, 'earlier' | 'changed' | 'recommendations' | 'questions'>;
}) {
  const { t, language } = useWords();
  const names = useStateNames(language);
  const { earlier, changed, recommendations, questions } = card;
  const facts = earlier && [
    earlier.stateCode && (names?.[earlier.stateCode] ?? earlier.stateCode),
    earlier.cycle && `${t('issues.cycle')} ${earlier.cycle}`,
    earlier.response && t(`issues.${earlier.response}`),
  ];
  return (
    <>
      {earlier && (
        <Part title={[t('issues.earlier'), ...(facts ?? [])].filter(Boolean).join(' · ')} all={[earlier]} />
      )}
      {changed && <Part title={t('issues.changed')} all={[changed]} />}
      <Part title={t('issues.recommendations')} all={recommendations} />
      <Part title={t('issues.questions')} all={questions} />
    </>
  );
}

function Part({ title, all }: { readonly title: string; readonly all: readonly Both[] }) {
  if (all.length === 0) return null;
  return (
    <div>
      <p className={styles.label}>{title}</p>
      {all.map(({ text, english }, at) => (
        <div key={at} className={styles.texts}>
          <p className={styles.words} dir="auto">
            {text}
          </p>
          {english !== null && (
            <p className={styles.english} lang="en" dir="ltr">
              {english}
            </p>
          )}
        </div>
      ))}
    </div>
  );
}
