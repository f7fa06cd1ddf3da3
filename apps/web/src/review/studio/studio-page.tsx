import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Notice } from '../../kit/notice.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { Badge } from '../../kit/state.tsx';
import { EmptyState } from '../../kit/surface.tsx';
import { api } from '../api.ts';
import { filtersOf, leaveStatement } from '../board/return-to-row.ts';
import { stageLooks } from '../board/stages.ts';
import { openQuestions, useChecklist } from '../checklist/use-checklist.ts';
import { ChangedNotice } from '../decisions/changed-notice.tsx';
import { Decide, type DecideHandle } from '../decisions/decide.tsx';
import { AlsoOpen } from '../decisions/presence.tsx';
import { useStateName } from '../planning/use-state-name.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { marksOf } from '../remarks/marks-of.ts';
import { useRemarks } from '../remarks/use-remarks.ts';
import { Go, navigate, to } from '../router.tsx';
import { useKeys } from '../use-keys.ts';
import { useWords } from '../words/use-words.ts';
import { Appearance } from './appearance.tsx';
import { useOnTheStage } from './player-time.ts';
import side from './side.module.css';
import { SidePanel, type SidePanelHandle } from './side-panel.tsx';
import { Stage, type StageHandle } from './stage.tsx';
import styles from './studio.module.css';
import { cutOf, type Detail, firstOnStage, type OnStage, type Take } from './types.ts';
import { useLooked, useStatement } from './use-statement.ts';

export function StudioPage({ id }: { readonly id: string }) {
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
        <Skeleton shape="video" />
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

/** No word is said about these: another take has to come. */
const ended: ReadonlySet<Take['state']> = new Set(['refused', 'abandoned']);
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
  const asked =
    take && !withdrawn && !nothingToJudge.has(take.state)
      ? { statementId, takeId: take.id, cutId: targetCutId }
      : undefined;
  const remarks = useRemarks(statementId).data;
  const checklist = useChecklist(asked).data;
  const looked = useLooked(detail, remarks, checklist);
  const edit = cut?.edit ?? null;
  useOnTheStage({
    takeId: take?.id ?? '',
    edit,
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
    n: () => place.next && navigate(to.statement(place.next)),
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
          <Head detail={detail} stage={place.stage} next={place.next} />
          {offline && <ProblemNotice error={offline} />}
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
          invitationId={place.invitationId}
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

interface HeadProps {
  readonly detail: Detail;
  readonly stage: keyof typeof stageLooks | undefined;
  readonly next: string | undefined;
}

function Head({ detail, stage, next }: HeadProps) {
  const { t } = useWords();
  const nameOf = useStateName();
  const { organisation, review, session, consent, inProgramme } = detail;
  const look = stage && stageLooks[stage];
  return (
    <header className={styles.head}>
      <p className={styles.crumbs}>
        <Go href={`${to.board(session.id)}${filtersOf(session.id)}`}>{t('nav.board')}</Go>
        <span aria-hidden="true">/</span>
        <Go href={to.programme(review.id)}>{nameOf(review)}</Go>
        {next && (
          <span className={styles.next}>
            <Go href={to.statement(next)}>{t('studio.next')}</Go>
          </span>
        )}
      </p>
      <h1 className={styles.title}>
        <bdi>{organisation.name}</bdi>
      </h1>
      <p className={styles.facts}>
        {look && stage && (
          <Badge tone={look.tone} icon={look.icon}>
            {t(`stage.${stage}`)}
          </Badge>
        )}
        <span>
          {organisation.kind === 'nhri' && organisation.nhriStatus
            ? t('kind.nhriStatus', { status: organisation.nhriStatus })
            : t(`kind.${organisation.kind}`)}
        </span>
        {inProgramme && (
          <span>
            {t('studio.inProgramme', { n: inProgramme.revision, position: inProgramme.position + 1 })}
          </span>
        )}
      </p>
      <Appearance consent={consent} />
      <AlsoOpen statementId={detail.statement.id} />
      {detail.decisions.some((one) => one.needsYes && !one.answer && !one.undoneAt) && (
        <Notice tone="amber" title={t('studio.waitsForYes')}>
          {t('studio.waitsForYesText')}
        </Notice>
      )}
    </header>
  );
}
/** Its row on the board: the stage, the invitation, and the next one that waits for review. */
function usePlaceOnBoard(detail: Detail) {
  const board = useQuery({
    queryKey: ['board', detail.session.id],
    queryFn: ({ signal }) =>
      api('GET /api/v1/sessions/{id}/board', { params: { id: detail.session.id } }, { signal }),
  });
  const rows = board.data?.reviews.flatMap((group) => group.rows) ?? [];
  const at = rows.findIndex((row) => row.statementId === detail.statement.id);
  const row = rows[at];
  const waiting = [...rows.slice(at + 1), ...rows.slice(0, Math.max(0, at))].find(
    (one) => one.stage === 'to_review',
  );
  return { stage: row?.stage, invitationId: row?.invitationId, next: waiting?.statementId };
}
