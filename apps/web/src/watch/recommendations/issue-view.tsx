import type { ReactNode } from 'react';
import type { ExportWords } from '../../issues/export/exported-issue.ts';
import { issueText } from '../../issues/export/issue-text.ts';
import { issueName } from '../../issues/themes.ts';
import { Button } from '../../kit/button.tsx';
import { join } from '../../kit/join.ts';
import { useCopy } from '../use-copy.ts';
import { exported, type Naming } from './exported.ts';
import { useIssueWords } from './issue-words.tsx';
import styles from './issues.module.css';
import type { WatchIssue } from './use-search.ts';

export interface IssueViewProps {
  readonly issue: WatchIssue;
  readonly naming: Naming;
  readonly words: ExportWords;
  /** Without them: beside the video, where it is said already whose it is. */
  readonly placed?: boolean;
  readonly chosen?: boolean;
  readonly onChoose?: (chosen: boolean) => void;
  /** What leads to the video. */
  readonly listen?: ReactNode;
}

/** One issue as its speaker sets it out. */
export function IssueView(props: IssueViewProps) {
  const { issue, naming, words, placed = false, chosen = false, onChoose, listen } = props;
  const { t } = useIssueWords();
  const name = issueName(issue, naming);
  const { earlier, changed, recommendations, questions, organisation, review, language, direction } = issue;
  const own = { lang: language, dir: direction };
  // On a page of its own, or below the name of whoever speaks.
  const Name = placed ? 'h2' : 'h3';
  const level = placed ? 'h3' : 'h4';
  const facts = earlier && [
    earlier.stateCode && (naming.names[earlier.stateCode] ?? earlier.stateCode),
    earlier.cycle && `${t('watch.issues.cycle')} ${earlier.cycle}`,
    earlier.response && t(`watch.issues.${earlier.response}`),
  ];
  return (
    <article className={join(styles.issue, onChoose && styles.chosenFrom)}>
      <header className={styles.head}>
        {onChoose && (
          <label className={styles.choose}>
            <input
              type="checkbox"
              aria-label={t('watch.issues.choose', { name })}
              checked={chosen}
              onChange={(event) => onChoose(event.target.checked)}
            />
          </label>
        )}
        <div>
          {placed && (
            <p className={styles.soft}>
              <bdi>{naming.stateName(review)}</bdi> · <bdi>{organisation.name}</bdi>
            </p>
          )}
          <Name className={styles.name} dir="auto">
            {name}
          </Name>
        </div>
      </header>
      {earlier && (
        <Part level={level} title={t('watch.issues.earlier')} facts={facts?.filter(Boolean).join(' · ')}>
          <Words of={earlier} own={own} />
        </Part>
      )}
      {changed && (
        <Part level={level} title={t('watch.issues.changed')}>
          <Words of={changed} own={own} />
        </Part>
      )}
      <Listed
        level={level}
        title={t('watch.issues.recommendations')}
        all={recommendations}
        own={own}
        strong
      />
      <Listed level={level} title={t('watch.issues.questions')} all={questions} own={own} />
      <div className={styles.acts}>
        <Copy text={() => issueText(exported(issue, naming), words)} />
        {listen}
      </div>
    </article>
  );
}

interface Own {
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
}
type Both = { readonly text: string; readonly english: string | null };

type Level = 'h3' | 'h4';

function Part(props: {
  readonly level: Level;
  readonly title: string;
  readonly facts?: string | undefined;
  readonly children: ReactNode;
}) {
  const { level: Title, title, facts, children } = props;
  return (
    <section className={styles.part}>
      <Title className={styles.label}>{title}</Title>
      {facts && <p className={styles.soft}>{facts}</p>}
      {children}
    </section>
  );
}

function Words({ of: { text, english }, own }: { readonly of: Both; readonly own: Own }) {
  return (
    <>
      <p className={styles.words} {...own}>
        {text}
      </p>
      {english !== null && (
        <p className={styles.english} lang="en" dir="ltr">
          {english}
        </p>
      )}
    </>
  );
}

interface ListedProps {
  readonly level: Level;
  readonly title: string;
  readonly all: readonly Both[];
  readonly own: Own;
  readonly strong?: boolean;
}

function Listed({ level, title, all, own, strong = false }: ListedProps) {
  if (all.length === 0) return null;
  return (
    <Part level={level} title={title}>
      <ul className={strong ? styles.strongList : styles.list} dir={own.dir}>
        {all.map((one, at) => (
          <li key={at}>
            <Words of={one} own={own} />
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Copy({ text }: { readonly text: () => string }) {
  const { t } = useIssueWords();
  const { said, copy } = useCopy(text);
  return (
    <>
      <Button kind="plain" icon="copy" onClick={() => void copy()}>
        {t('watch.issues.copy')}
      </Button>
      <span role="status" className={styles.soft}>
        {said !== null && t(`watch.issues.${said}`)}
      </span>
    </>
  );
}
