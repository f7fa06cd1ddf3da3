import { themeName } from '../../issues/themes.ts';
import { Button } from '../../kit/button.tsx';
import { Select, TextField } from '../../kit/field.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { useStateNames } from '../../kit/state-names.ts';
import { EmptyState, Stack } from '../../kit/surface.tsx';
import { formatTime } from '../../kit/time.ts';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { Head } from '../programme/empty.tsx';
import { Go } from '../router.tsx';
import { useStateName } from '../use-state-name.ts';
import { exported, momentAddress, type Naming, wordsOfExport } from './exported.ts';
import { IssueView } from './issue-view.tsx';
import { useIssueWords, WithIssueWords } from './issue-words.tsx';
import styles from './issues.module.css';
import { SelectionBar } from './selection-bar.tsx';
import { keyOf } from './still-chosen.ts';
import { useChosen } from './use-chosen.ts';
import { type Asked, type Found, useSearch, type WatchIssue } from './use-search.ts';

export interface SearchPageProps {
  readonly onSeen: () => void;
  readonly onDenied: () => void;
}

/** Of all programmes that may be watched: what their speakers ask. */
export default function SearchPage(props: SearchPageProps) {
  return (
    <WithIssueWords>
      <Search {...props} />
    </WithIssueWords>
  );
}

function Search({ onSeen, onDenied }: SearchPageProps) {
  const words = useIssueWords();
  const { t, language } = words;
  const { chosen, shown, choose, clear, follow, hide } = useChosen({ onDenied });
  const { asked, change, found, themes, problem, again, more, loadingMore } = useSearch({
    onSeen,
    onDenied,
    onMark: (mark) => void follow(mark),
    onSilence: hide,
  });
  const stateName = useStateName();
  const names = useStateNames(language) ?? {};
  const naming: Naming = { themes, language, stateName, names };
  const exportWords = wordsOfExport(words);
  const empty = found !== null && found.reviews.length === 0;
  return (
    <Stack>
      <Head name={t('watch.issues.title')}>
        <p>{t('watch.issues.text')}</p>
      </Head>
      {!empty && <Filters asked={asked} found={found} naming={naming} onChange={change} />}
      {problem && <ProblemNotice problem={problem} onRetry={again} />}
      {found === null && problem === null && <Skeleton shape="row" count={5} />}
      {empty && (
        <EmptyState title={t('watch.issues.none.title')}>
          <p>{t('watch.issues.none.text')}</p>
        </EmptyState>
      )}
      {/* Here from the beginning: what is put on a page together with its words is not read out. */}
      <div role="status">
        {found !== null && found.total > 0 && (
          <p className={styles.soft}>{t('watch.issues.found', { n: found.total })}</p>
        )}
        {found !== null && !empty && found.total === 0 && (
          <EmptyState
            title={t('watch.issues.nothing.title')}
            action={
              <Button onClick={() => change({ query: '', reviewId: '', theme: '', language: '' })}>
                {t('watch.issues.reset')}
              </Button>
            }
          >
            <p>{t('watch.issues.nothing.text')}</p>
          </EmptyState>
        )}
      </div>
      {found !== null && !empty && (
        <>
          <ul className={styles.results}>
            {found.issues.map((issue) => (
              <li key={keyOf(issue)}>
                <IssueView
                  issue={issue}
                  naming={naming}
                  words={exportWords}
                  placed
                  chosen={chosen.has(keyOf(issue))}
                  onChoose={(on) => choose(issue, on, found.mark)}
                  listen={<Listen issue={issue} />}
                />
              </li>
            ))}
          </ul>
          {found.issues.length < found.total && (
            <div>
              <Button busy={loadingMore && t('watch.issues.loading')} onClick={() => void more()}>
                {t('watch.issues.more')}
              </Button>
            </div>
          )}
        </>
      )}
      {shown.size > 0 && (
        <SelectionBar
          issues={[...shown.values()].map((issue) => exported(issue, naming))}
          words={exportWords}
          onClear={clear}
        />
      )}
    </Stack>
  );
}

function Listen({ issue }: { readonly issue: WatchIssue }) {
  const { t } = useIssueWords();
  return (
    <Go href={momentAddress(issue)} className={styles.listen}>
      {issue.atMs === null
        ? t('watch.issues.listen')
        : t('watch.issues.listenAt', { time: `\u2066${formatTime(issue.atMs)}\u2069` })}
    </Go>
  );
}

interface FiltersProps {
  readonly asked: Asked;
  readonly found: Found | null;
  readonly naming: Naming;
  readonly onChange: (patch: Partial<Asked>) => void;
}

function Filters({ asked, found, naming, onChange }: FiltersProps) {
  const { t } = useIssueWords();
  const order = new Intl.Collator(naming.language);
  const all = { value: '', label: t('watch.issues.all') };
  const option = (value: string, name: string, n: number) => ({
    value,
    label: t('watch.issues.option', { name, n }),
  });
  /** What an address names and is there no more can still be seen, and taken away. */
  const withChosen = (options: { value: string; label: string }[], value: string) => {
    const sorted = options.sort((a, b) => order.compare(a.label, b.label));
    const lost = value !== '' && !options.some((one) => one.value === value);
    return [all, ...sorted, ...(lost ? [{ value, label: '—' }] : [])];
  };
  return (
    <search className={styles.filters}>
      <TextField
        type="search"
        label={t('watch.issues.search')}
        dir="auto"
        maxLength={200}
        value={asked.query}
        onChange={({ target }) => onChange({ query: target.value })}
      />
      <Select
        label={t('watch.issues.state')}
        options={withChosen(
          (found?.reviews ?? []).map((one) => option(one.id, naming.stateName(one), one.count)),
          asked.reviewId,
        )}
        value={asked.reviewId}
        onChange={({ target }) => onChange({ reviewId: target.value })}
      />
      <Select
        label={t('watch.issues.language')}
        options={withChosen(
          (found?.languages ?? []).map((one) => option(one.language, one.label, one.count)),
          asked.language,
        )}
        value={asked.language}
        onChange={({ target }) => onChange({ language: target.value })}
      />
      <Select
        label={t('watch.issues.theme')}
        options={withChosen(
          (found?.themes ?? []).map((one) =>
            option(one.code, themeName(naming.themes, one.code, naming.language), one.count),
          ),
          asked.theme,
        )}
        value={asked.theme}
        onChange={({ target }) => onChange({ theme: target.value })}
      />
    </search>
  );
}
