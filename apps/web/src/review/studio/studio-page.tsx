import { useEffect, useMemo, useRef, useState } from 'react';
import { Hidden } from '../../kit/hidden.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { EmptyState } from '../../kit/surface.tsx';
import { leaveStatement } from '../board/return-to-row.ts';
import { openQuestions, useChecklist } from '../checklist/use-checklist.ts';
import { ChangedNotice } from '../decisions/changed-notice.tsx';
import { Decide, type DecideHandle } from '../decisions/decide.tsx';
import { useUndoDecision } from '../decisions/use-undo-decision.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { marksOf } from '../remarks/marks-of.ts';
import { useRemarks } from '../remarks/use-remarks.ts';
import { useKeys } from '../use-keys.ts';
import { useWords } from '../words/use-words.ts';
import { useOnTheStage } from './player-time.ts';
import side from './side.module.css';
import { SidePanel, type SidePanelHandle } from './side-panel.tsx';
import { Stage, type StageHandle } from './stage.tsx';
import styles from './studio.module.css';
import { StudioHead } from './studio-head.tsx';
import { cutOf, type Detail, firstOnStage, type OnStage, type Take } from './types.ts';
import { usePlaceOnBoard } from './use-place-on-board.ts';
import { useLooked, useStatement } from './use-statement.ts';
import { WhyEnded } from './why-ended.tsx';

export function StudioPage({ id }: { readonly id: string }) {
  const { t } = useWords();
  const statement = useStatement(id);
  useEffect(() => () => leaveStatement(id), [id]);
  if (statement.data) return <Studio detail={statement.data} offline={statement.error} />;
  if (statement.isError) {
    return (
      <div className={styles.alone}>
        <ProblemNotice error={statement.error} onRetry={() => void statement.refetch()} />
      </div>
    );
  }
  return (
    <div className={styles.layout}>
      <div className={styles.stage}>
        <h1>
          <Hidden>{t('review.loading')}</Hidden>
        </h1>
        <div className={styles.stageLoading}>
          <Skeleton shape="video" />
        </div>
      </div>
      <div className={side.side}>
        <div className={side.top}>
          <Skeleton shape="title" />
          <Skeleton shape="text" count={3} />
          <Skeleton shape="row" count={3} />
        </div>
      </div>
    </div>
  );
}

/** No word is said about these: another take has to come, or this one has to be prepared. */
const ended: ReadonlySet<Take['state']> = new Set(['refused', 'failed', 'abandoned']);
const nothingToJudge: ReadonlySet<Take['state']> = new Set([...ended, 'receiving']);

function Studio({ detail, offline }: { readonly detail: Detail; readonly offline: Error | null }) {
  const { t } = useWords();
  const [chosen, setChosen] = useState<OnStage>();
  const stage = useRef<StageHandle>(null);
  const decide = useRef<DecideHandle>(null);
  const panel = useRef<SidePanelHandle>(null);
  const place = usePlaceOnBoard(detail);
  const statementId = detail.statement.id;
  // What was chosen may be gone (withdrawn and erased); then the first there is.
  const first = firstOnStage(detail);
  const onStage = chosen && detail.takes.some((take) => take.id === chosen.takeId) ? chosen : first;
  const take = detail.takes.find((one) => one.id === onStage?.takeId);
  const cut = cutOf(detail, onStage?.cutId ?? null);
  const [target, setTarget] = useState<string | null>(null);
  const targetCutId = cut ? cut.id : target;
  const withdrawn = detail.statement.state === 'withdrawn';
  // The newest may have failed behind an older one that is looked at; on the stage it says so itself.
  const newest = detail.takes.find(({ state }) => state !== 'abandoned');
  const failed = newest?.state === 'failed' && newest !== take ? newest : undefined;
  const asked =
    take && !withdrawn && !nothingToJudge.has(take.state)
      ? { statementId, takeId: take.id, cutId: targetCutId }
      : undefined;
  const remarks = useRemarks(statementId).data;
  const checklist = useChecklist(asked).data;
  const looked = useLooked(detail, remarks, checklist);
  const undoing = useUndoDecision(detail, looked, () => panel.current?.show('review'));
  const edit = cut?.edit ?? null;
  useOnTheStage({
    takeId: take?.id ?? '',
    edit,
    takeMs: take?.measuredMs ?? null,
    rate: () => stage.current?.rate(),
    timeMs: () => stage.current?.nowMs() ?? Number.NaN,
    seek: (ms) => stage.current?.seek(ms),
  });
  const takeId = take?.id;
  const marks = useMemo(
    () => (remarks && takeId !== undefined ? marksOf(remarks, takeId, edit) : []),
    [remarks, takeId, edit],
  );
  // A newer take does not push the one that is being looked at off the stage.
  useEffect(() => {
    if (onStage && !chosen) setChosen(onStage);
  }, [onStage, chosen]);
  useKeys({
    a: () => decide.current?.open('approve'),
    c: () => decide.current?.open('ask_changes'),
    d: () => decide.current?.open('decline'),
    w: () => panel.current?.write('note'),
    f: () => panel.current?.write('comment'),
    q: () => panel.current?.questions(),
    v: () => looked.changed.length > 0 && looked.lookAgain(detail),
  });
  return (
    <div className={styles.layout}>
      <div className={styles.stage}>
        {take && !withdrawn ? (
          <Stage
            key={take.id}
            detail={detail}
            take={take}
            cut={cut}
            onCut={(cutId) => setChosen({ takeId: take.id, cutId })}
            onTarget={setTarget}
            handle={stage}
            marks={marks}
          />
        ) : (
          <div className={styles.noVideo}>
            <EmptyState title={t(withdrawn ? 'studio.withdrawn' : 'studio.noTake')}>
              {t(withdrawn ? 'studio.withdrawnText' : 'studio.noTakeText')}
            </EmptyState>
          </div>
        )}
      </div>
      <aside className={side.side} aria-label={t('studio.side')}>
        <div className={side.top}>
          <StudioHead detail={detail} place={place} />
          {offline && <ProblemNotice error={offline} />}
          {failed && !withdrawn && <WhyEnded take={failed} statementId={statementId} />}
          <ChangedNotice looked={looked} onSeen={() => looked.lookAgain(detail)} />
        </div>
        <SidePanel
          ref={panel}
          detail={detail}
          take={take}
          asked={asked}
          onStage={onStage}
          onChoose={setChosen}
          looked={looked}
          undoing={undoing}
          invitationId={place.row?.invitationId}
        />
        {take && !withdrawn && !ended.has(take.state) && (
          <div className={side.decide}>
            <Decide
              ref={decide}
              detail={detail}
              take={take}
              targetCutId={targetCutId}
              looked={looked}
              open={checklist && openQuestions(checklist)}
            />
          </div>
        )}
      </aside>
    </div>
  );
}
