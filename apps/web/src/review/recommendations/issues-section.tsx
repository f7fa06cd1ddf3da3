import { ISSUES_LIMIT } from '@rostrum/domain';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { moveCard, placeCard, putBackCard, withoutCard } from '../../issues/change-cards.ts';
import type { IssueCard } from '../../issues/issue-draft.ts';
import { languageName } from '../../issues/languages.ts';
import { issueName } from '../../issues/themes.ts';
import { Button } from '../../kit/button.tsx';
import { Hidden } from '../../kit/hidden.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { formatTime } from '../../kit/time.ts';
import { showToast } from '../../kit/toast.tsx';
import { useMoving } from '../moving.tsx';
import { ProblemNotice, useProblemText } from '../problem-notice.tsx';
import { Go, to } from '../router.tsx';
import type { Take } from '../studio/types.ts';
import { useWords } from '../words/use-words.ts';
import { IssueDialog } from './issue-dialog.tsx';
import { IssueItem } from './issue-item.tsx';
import styles from './issues.module.css';
import { useSheet, useThemes, useWriteSheet, writeSheet } from './use-sheet.ts';

interface IssuesSectionProps {
  readonly statementId: string;
  readonly sessionId: string;
  /** On the stage. */
  readonly take: Take | undefined;
}

const NOTHING = { cards: [], version: 0, shownVersion: null, writtenBy: null, writtenAt: null } as const;

/** What the speaker asks of the State, issue by issue: read, corrected, added to, ordered, taken out. */
export function IssuesSection({ statementId, sessionId, take }: IssuesSectionProps) {
  const { t, date, language } = useWords();
  const sheet = useSheet(statementId);
  const themes = useThemes().data?.themes ?? [];
  const acts = useCardActs(statementId);
  /** Null for a new one. */
  const [writing, setWriting] = useState<IssueCard | null>();
  const nameOf = (card: IssueCard) => issueName(card, { themes, language });
  const { version, shownVersion, writtenBy, writtenAt, ...rest } = sheet.data ?? NOTHING;
  const cards: readonly IssueCard[] = rest.cards;
  const heading = useRef<HTMLHeadingElement>(null);
  return (
    <section className={styles.section} aria-labelledby="issues">
      <h2 id="issues" ref={heading} tabIndex={-1} className={styles.title}>
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
      {acts.isStale && <Notice tone="amber" live title={t('issues.gone')} />}
      {acts.error && !acts.isStale && <ProblemNotice error={acts.error} />}
      <ul ref={acts.list} className={styles.list}>
        {cards.map((card, at) => (
          <IssueItem
            key={card.id}
            card={card}
            name={nameOf(card)}
            first={at === 0}
            last={at === cards.length - 1}
            take={take}
            onPlace={(moment) => acts.place(card, moment, nameOf(card))}
            onCorrect={() => setWriting(card)}
            onMove={(by) => {
              if (at + by >= 0 && at + by < cards.length) acts.move(card, by, nameOf(card));
            }}
            onRemove={() => {
              acts.remove(card, at, nameOf(card));
              heading.current?.focus({ preventScroll: true });
            }}
          />
        ))}
      </ul>
      <div aria-live="polite">
        <Hidden>{acts.said}</Hidden>
      </div>
      {sheet.data && (
        <p className={styles.under}>
          {cards.length < ISSUES_LIMIT ? (
            <Button icon="plus" onClick={() => setWriting(null)}>
              {t('issues.add')}
            </Button>
          ) : (
            <span className={styles.soft}>{t('issues.full', { n: ISSUES_LIMIT })}</span>
          )}
          <Go href={to.issues(sessionId)}>{t('issues.ofSession')}</Go>
        </p>
      )}
      {sheet.data && writing !== undefined && (
        <IssueDialog
          key={writing?.id ?? 'new'}
          card={writing}
          statementId={statementId}
          language={sheet.data.language}
          themes={themes}
          onClose={() => setWriting(undefined)}
        />
      )}
    </section>
  );
}

/** What is done with a whole card, at once; what was taken out can be put back from the message that says so. */
function useCardActs(statementId: string) {
  const { t } = useWords();
  const client = useQueryClient();
  const problemText = useProblemText();
  const write = useWriteSheet(statementId);
  const moving = useMoving<HTMLUListElement>(!write.isPending);
  const putBack = async (card: IssueCard, at: number, name: string) => {
    const ours = card.addedBy === 'staff';
    try {
      const change = putBackCard(card, at);
      await writeSheet(client, statementId, { change, putBack: ours ? [] : [card.id] });
      showToast({ tone: 'green', text: t('issues.isBack', { name }) });
    } catch (error) {
      showToast({ tone: 'red', text: problemText(error) });
    }
  };
  return {
    list: moving.list,
    said: moving.said,
    error: write.error,
    isStale: write.error !== null && 'code' in write.error && write.error.code === 'stale',
    move: (card: IssueCard, by: number, name: string) => {
      const part = moving.part();
      write.mutate(
        { change: moveCard(card.id, by) },
        {
          onSuccess: ({ cards }) => {
            const n = cards.findIndex(({ id }) => id === card.id) + 1;
            moving.moved(card.id, part, t('issues.movedTo', { name, n, all: cards.length }));
          },
        },
      );
    },
    place: (card: IssueCard, moment: IssueCard['moment'], name: string) =>
      write.mutate(
        { change: placeCard(card, moment) },
        {
          onSuccess: () => {
            // The button that took it away goes with it.
            if (moment === null) moving.moved(card.id, 'place', '');
            showToast({
              tone: 'neutral',
              text: t(moment === null ? 'issues.moment.gone' : 'issues.moment.set', {
                name,
                time: formatTime(moment?.ms ?? 0),
              }),
              action: {
                label: t('issues.moment.undo'),
                run: () => write.mutate({ change: placeCard({ ...card, moment }, card.moment) }),
              },
            });
          },
        },
      ),
    remove: (card: IssueCard, at: number, name: string) =>
      write.mutate(
        { change: withoutCard(card) },
        {
          onSuccess: () =>
            showToast({
              tone: 'neutral',
              text: t('issues.removed', { name }),
              action: { label: t('issues.undo'), run: () => void putBack(card, at, name) },
            }),
        },
      ),
  };
}
