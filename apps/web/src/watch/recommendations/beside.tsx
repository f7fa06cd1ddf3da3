import { Button } from '../../kit/button.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { useStateNames } from '../../kit/state-names.ts';
import { formatTime } from '../../kit/time.ts';
import { type Item, isDenied } from '../api.ts';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { momentIn } from '../programme/items.ts';
import { Go, RECOMMENDATIONS } from '../router.tsx';
import { useStateName } from '../use-state-name.ts';
import { wordsOfExport } from './exported.ts';
import { IssueView } from './issue-view.tsx';
import { useIssueWords, WithIssueWords } from './issue-words.tsx';
import styles from './issues.module.css';
import { useProgrammeIssues } from './use-programme-issues.ts';

export interface BesideProps {
  readonly reviewId: string;
  readonly revisionId: string;
  /** The statement on show. */
  readonly item: Item;
  /** Without a link: there are no other statements to search in. */
  readonly anybody: boolean;
  /** In the programme's time. */
  readonly onSeek: (ms: number) => void;
}

/** What the speaker on show asks of the State, beside the video. */
export default function Beside(props: BesideProps) {
  return (
    <WithIssueWords>
      <Issues {...props} />
    </WithIssueWords>
  );
}

function Issues({ reviewId, revisionId, item, anybody, onSeek }: BesideProps) {
  const words = useIssueWords();
  const { t, language } = words;
  const { issues, themes, problem, again } = useProgrammeIssues(reviewId, revisionId, anybody);
  const stateName = useStateName();
  const names = useStateNames(language) ?? {};
  if (problem !== null && isDenied(problem)) return null;
  const own = issues?.filter(({ statementId }) => statementId === item.statementId) ?? [];
  const exportWords = wordsOfExport(words);
  return (
    <section aria-labelledby="issues">
      <h2 id="issues" className={styles.title}>
        {t('watch.issues.of', { name: `\u2068${item.organisation.name}\u2069` })}
      </h2>
      {problem !== null && <ProblemNotice problem={problem} onRetry={again} />}
      {issues === null && problem === null && <Skeleton shape="row" count={2} />}
      {issues !== null && own.length === 0 && <p className={styles.soft}>{t('watch.issues.ofNone')}</p>}
      <ul className={styles.results}>
        {own.map((issue) => (
          <li key={issue.id}>
            <IssueView
              issue={issue}
              naming={{ themes, language, stateName, names, anybody }}
              words={exportWords}
              listen={
                issue.atMs !== null && (
                  <Button kind="plain" icon="play" onClick={() => onSeek(momentIn(item, issue.atMs ?? 0))}>
                    {t('watch.issues.listenAt', { time: `\u2066${formatTime(issue.atMs)}\u2069` })}
                  </Button>
                )
              }
            />
          </li>
        ))}
      </ul>
      {!anybody && (
        <Go href={RECOMMENDATIONS} className={styles.listen}>
          {t('watch.issues.search')}
        </Go>
      )}
    </section>
  );
}
