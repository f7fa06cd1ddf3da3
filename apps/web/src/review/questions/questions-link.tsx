import { useQuery } from '@tanstack/react-query';
import { Hidden } from '../../kit/hidden.tsx';
import { api } from '../api.ts';
import { Go, to } from '../router.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './questions.module.css';

/** The way to the questions, with how many wait for a coordinator: to the newest session that has any. */
export function QuestionsLink({ current }: { readonly current: boolean }) {
  const { t, number } = useWords();
  const waiting = useQuery({
    queryKey: ['questions', 'waiting'],
    queryFn: async ({ signal }) =>
      (await api('GET /api/v1/questions/waiting', undefined, { signal })).sessions,
    refetchInterval: 60_000,
  });
  const sessions = waiting.data ?? [];
  const count = sessions.reduce((sum, one) => sum + one.count, 0);
  return (
    <Go href={to.questions(sessions[0]?.sessionId)} aria-current={current ? 'page' : undefined}>
      {t('nav.questions')}
      {count > 0 && (
        <>
          <span className={styles.count} aria-hidden="true">
            {number(count)}
          </span>
          <Hidden> ({t('nav.questionsWaiting', { n: count })})</Hidden>
        </>
      )}
    </Go>
  );
}
