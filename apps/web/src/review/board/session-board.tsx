import { lazy, Suspense, useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import type { SelectOption } from '../../kit/field.tsx';
import { join } from '../../kit/join.ts';
import { MenuAt } from '../../kit/menu-at.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { EmptyState } from '../../kit/surface.tsx';
import { showToast } from '../../kit/toast.tsx';
import { AddReview } from '../planning/add-review.tsx';
import { SessionDialog } from '../planning/session-dialog.tsx';
import { useStateName } from '../planning/use-state-name.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { setSearch, useSearch } from '../router.tsx';
import { useMe } from '../use-me.ts';
import { useWords } from '../words/use-words.ts';
import styles from './board.module.css';
import { BoardBar } from './board-bar.tsx';
import { useBoard, useColleagues } from './board-data.ts';
import { BoardFields } from './board-fields.tsx';
import { BoardReview } from './board-review.tsx';
import type { RowTools } from './board-row.tsx';
import head from './head.module.css';
import { rememberFilters, returnToRow } from './return-to-row.ts';
import { moveCursor } from './row-cursor.ts';
import { createSelection } from './selection.ts';
import { type Session, SessionFacts } from './sessions.tsx';
import { StageFilters } from './stage-filters.tsx';
import type { BoardRow } from './stages.ts';
import { useAssign } from './use-assign.ts';
import { useBoardKeys } from './use-board-keys.ts';
import { useOffline } from './use-offline.ts';
import { EVERYTHING, filterBoard, isFiltered, readWanted } from './wanted.ts';

const Reminders = lazy(() => import('./reminders/reminders-dialog.tsx'));

/** Drawn at once when the board opens; the others follow in the same breath, without holding up a key. */
const REVIEWS_AT_ONCE = 2;
/** Of more, a person finds nothing by looking. */
const ROWS_SHOWN = 1000;

interface SessionBoardProps {
  readonly session: Session | undefined;
  readonly sessionId: string;
  readonly choices: readonly SelectOption[];
}

export function SessionBoard({ sessionId, session, choices }: SessionBoardProps) {
  const { t, date } = useWords();
  const search = useSearch().toString();
  const field = useRef<HTMLInputElement>(null);
  const board = useBoard(sessionId);
  const colleagues = useColleagues().data;
  const me = useMe().data?.id ?? '';
  const offline = useOffline();
  const [selection] = useState(createSelection);
  const [assigning, setAssigning] = useState<{ readonly ids: readonly string[]; readonly at: HTMLElement }>();
  const [reminding, setReminding] = useState<readonly BoardRow[]>();

  const stateNameOf = useStateName();
  const nameOf = useCallback(
    (userId: string) => colleagues?.find(({ id }) => id === userId)?.name ?? t('board.somebody'),
    [colleagues, t],
  );
  const { give, undo } = useAssign(nameOf);
  useEffect(() => rememberFilters(sessionId, search), [sessionId, search]);
  const wanted = useMemo(() => readWanted(new URLSearchParams(search)), [search]);
  const reviews = board.data?.reviews;
  // Known before the board is: what stands beside it need not move.
  const about = board.data?.session ?? session;
  const { found, ofAnyStage } = useMemo(() => filterBoard(reviews ?? [], wanted, me), [reviews, wanted, me]);
  const shown = useMemo(() => found.flatMap((one) => one.shown), [found]);
  const timeZone = board.data?.session.timeZone ?? 'UTC';
  const tools = useMemo<RowTools>(
    () => ({
      sessionId,
      timeZone,
      selection,
      nameOf,
      onAssign: (id, at) => setAssigning({ ids: [id], at }),
    }),
    [sessionId, timeZone, selection, nameOf],
  );

  /** What is chosen and still shown; else nothing. */
  const chosen = () => shown.filter(({ statementId }) => selection.has(statementId));
  const remind = () => {
    const rows = chosen();
    if (rows.length > 0) setReminding(rows);
    else showToast({ tone: 'neutral', text: t('board.chooseFirst') });
  };
  const onExport = async (format: 'csv' | 'xlsx') => {
    if (!board.data) return;
    try {
      const { exportBoard } = await import('./export/export-board.ts');
      const { session } = board.data;
      await exportBoard({ format, session, found, nameOf, stateNameOf, words: { t, date } });
    } catch {
      showToast({ tone: 'red', text: t('board.exportFailed') });
    }
  };
  useBoardKeys({
    shown,
    selection,
    onSearch: () => field.current?.focus(),
    onGiveToMe: (ids) => give(ids, me),
    onAssign: (ids, at) => setAssigning({ ids, at }),
    onRemind: remind,
    onUndo: undo,
  });

  const filtered = isFiltered(wanted);
  return (
    <div className={styles.page}>
      <div className={head.head}>
        <div>
          <h1>{t('board.title')}</h1>
          {about && <SessionFacts session={about} />}
        </div>
        <BoardFields
          field={field}
          onToRows={() =>
            moveCursor(
              shown.map(({ statementId }) => statementId),
              1,
            )
          }
          wanted={wanted}
          reviews={reviews ?? []}
          colleagues={colleagues ?? []}
          me={me}
          sessionId={sessionId}
          choices={choices}
        />
      </div>
      {offline && board.data && (
        <Notice tone="amber" title={t('board.offline')} live>
          {t('board.offlineText', { when: date(board.dataUpdatedAt, { timeStyle: 'short' }) })}
        </Notice>
      )}
      {board.isError && !offline && (
        <ProblemNotice error={board.error} onRetry={() => void board.refetch()} />
      )}
      {board.isPending && <Skeleton shape="row" count={6} />}
      {board.data && (
        <>
          <div className={head.tools} hidden={board.data.reviews.length === 0}>
            <StageFilters rows={ofAnyStage} stage={wanted.stage} stuck={wanted.stuck} />
            <BoardBar
              shown={shown}
              selection={selection}
              onRemind={remind}
              onAssign={(at) => setAssigning({ ids: selection.all(), at })}
              onExport={(format) => void onExport(format)}
            />
          </div>
          {board.data.reviews.length === 0 && (
            <EmptyState title={t('board.empty')}>{t('board.emptyText')}</EmptyState>
          )}
          {board.data.reviews.length > 0 && found.length === 0 && (
            <EmptyState
              title={t('board.noneFound')}
              action={<Button onClick={() => setSearch(EVERYTHING)}>{t('board.showAll')}</Button>}
            />
          )}
          {shown.length > ROWS_SHOWN && (
            <Notice tone="amber" title={t('board.tooMany', { n: shown.length, shown: ROWS_SHOWN })} />
          )}
          <Reviews reviews={board.data.reviews} found={found} tools={tools} />
          {!filtered && (
            <div className={join(head.planning, board.data.reviews.length > 0 && head.links)}>
              <AddReview sessionId={sessionId} kind={board.data.reviews.length === 0 ? 'primary' : 'plain'} />
              {session && <SessionDialog session={session} />}
              <SessionDialog />
            </div>
          )}
        </>
      )}
      {assigning && (
        <MenuAt
          at={assigning.at}
          label={t('board.giveTo')}
          entries={[
            { id: me, label: t('board.toMe') },
            ...(colleagues ?? [])
              .filter(({ id, active }) => active && id !== me)
              .map(({ id, name }) => ({ id, label: name })),
            { id: 'nobody', label: t('board.nobody'), icon: 'close' },
          ]}
          onChoose={(id) => give(assigning.ids, id === 'nobody' ? null : id)}
          onClose={() => setAssigning(undefined)}
        />
      )}
      {reminding && (
        <Suspense>
          <Reminders sessionId={sessionId} rows={reminding} onClose={() => setReminding(undefined)} />
        </Suspense>
      )}
    </div>
  );
}

interface ReviewsProps {
  readonly reviews: NonNullable<ReturnType<typeof useBoard>['data']>['reviews'];
  readonly found: ReturnType<typeof filterBoard>['found'];
  readonly tools: RowTools;
}

function Reviews({ reviews, found, tools }: ReviewsProps) {
  const all = useDeferredValue(reviews, reviews.slice(0, REVIEWS_AT_ONCE));
  // The row may be among those that have just been drawn.
  useEffect(returnToRow, [all]);
  let left = ROWS_SHOWN;
  const shownOf = new Map(
    found.map(({ group, shown }) => {
      const rows = shown.slice(0, Math.max(0, left));
      left -= shown.length;
      const whole = rows.length === group.rows.length;
      return [group.review.id, whole ? null : rows.map((row) => row.statementId).join(' ')];
    }),
  );
  return (
    <div className={styles.reviews}>
      {all.map((group) => (
        <BoardReview
          key={group.review.id}
          group={group}
          shown={shownOf.get(group.review.id) ?? null}
          hidden={!shownOf.has(group.review.id)}
          tools={tools}
        />
      ))}
    </div>
  );
}
