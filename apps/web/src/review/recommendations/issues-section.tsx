import { useState } from 'react';
import type { IssueCard } from '../../issues/issue-draft.ts';
import { languageName } from '../../issues/languages.ts';
import { issueName } from '../../issues/themes.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { useStateNames } from '../../kit/state-names.ts';
import { showToast } from '../../kit/toast.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { Go, to } from '../router.tsx';
import { useWords } from '../words/use-words.ts';
import { IssueDialog } from './issue-dialog.tsx';
import styles from './issues.module.css';
import { useSheet, useThemes } from './use-sheet.ts';

/** What the speaker asks of the State, issue by issue: to be read, corrected, and taken out where it must be. */
export function IssuesSection({
  statementId,
  sessionId,
}: {
  readonly statementId: string;
  readonly sessionId: string;
}) {
  const { t, date, language } = useWords();
  const { sheet, write } = useSheet(statementId);
  const themes = useThemes().data?.themes ?? [];
  const [correcting, setCorrecting] = useState<IssueCard>();
  const [removing, setRemoving] = useState<IssueCard>();
  const nameOf = (card: IssueCard) => issueName(card, { themes, language });
  const {
    cards = [],
    version = 0,
    shownVersion = null,
    writtenBy = null,
    writtenAt = null,
  } = sheet.data ?? {};
  return (
    <section className={styles.section} aria-labelledby="issues">
      <h2 id="issues" className={styles.title}>
        {t('issues.title')}
      </h2>
      {sheet.isPending && <Skeleton shape="row" count={1} />}
      {sheet.isError && <ProblemNotice error={sheet.error} onRetry={() => void sheet.refetch()} />}
      {sheet.data && cards.length === 0 && <p className={styles.soft}>{t('issues.none')}</p>}
      {writtenBy !== null && writtenAt !== null && (
        <p className={styles.soft}>
          {t('issues.by', {
            who: writtenBy,
            when: date(writtenAt, { dateStyle: 'medium', timeStyle: 'short' }),
          })}{' '}
          {sheet.data?.language && <bdi>{languageName(sheet.data.language)}</bdi>}
        </p>
      )}
      {shownVersion !== null && shownVersion !== version && (
        <Notice tone="amber" title={t('issues.notShown')} />
      )}
      <ul className={styles.list}>
        {cards.map((card) => (
          <li key={card.id} className={styles.issue}>
            <h3 className={styles.name} dir="auto">
              {nameOf(card)}
            </h3>
            <Contents card={card} />
            <span className={styles.acts}>
              <Button kind="plain" icon="edit" onClick={() => setCorrecting(card)}>
                {t('issues.correct')}
              </Button>
              <Button kind="plain" icon="trash" onClick={() => setRemoving(card)}>
                {t('issues.remove')}
              </Button>
            </span>
          </li>
        ))}
      </ul>
      <p>
        <Go href={to.issues(sessionId)}>{t('issues.ofSession')}</Go>
      </p>
      {correcting && (
        <IssueDialog
          key={correcting.id}
          card={correcting}
          statementId={statementId}
          themes={themes}
          write={write}
          onClose={() => {
            setCorrecting(undefined);
            write.reset();
          }}
        />
      )}
      <Dialog
        title={t('issues.removeTitle', { name: removing ? nameOf(removing) : '' })}
        open={removing !== undefined}
        onClose={() => setRemoving(undefined)}
        alert
        actions={
          <>
            <Button
              kind="danger"
              busy={write.isPending && t('review.saving')}
              onClick={() =>
                removing &&
                write.mutate(
                  { card: removing, to: null },
                  {
                    onSuccess: () => {
                      setRemoving(undefined);
                      showToast({ tone: 'neutral', text: t('issues.removed') });
                    },
                  },
                )
              }
            >
              {t('issues.remove')}
            </Button>
            <Button onClick={() => setRemoving(undefined)}>{t('review.cancel')}</Button>
          </>
        }
      >
        <p>{t('issues.removeText')}</p>
        {write.error && <ProblemNotice error={write.error} />}
      </Dialog>
    </section>
  );
}

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
