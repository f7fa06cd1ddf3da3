import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Notice } from '../../kit/notice.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { Badge } from '../../kit/state.tsx';
import { EmptyState } from '../../kit/surface.tsx';
import { api } from '../api.ts';
import { stageLooks } from '../board/stages.ts';
import { ChangedNotice } from '../decisions/changed-notice.tsx';
import { Decide, type DecideHandle } from '../decisions/decide.tsx';
import { Decisions } from '../decisions/decisions.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { Go, navigate, to } from '../router.tsx';
import { useKeys } from '../use-keys.ts';
import { useWords } from '../words/use-words.ts';
import { Access } from './access.tsx';
import { Appearance } from './appearance.tsx';
import { Captions } from './captions.tsx';
import { Facts } from './facts.tsx';
import { History } from './history.tsx';
import { Stage } from './stage.tsx';
import styles from './studio.module.css';
import { cutOf, type Detail, firstOnStage, type OnStage } from './types.ts';
import { useLooked, useStatement } from './use-statement.ts';
import { Versions } from './versions.tsx';
import { Withdraw } from './withdraw.tsx';

export function StudioPage({ id }: { readonly id: string }) {
  const statement = useStatement(id);
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
      <div className={styles.side}>
        <Skeleton shape="title" />
        <Skeleton shape="text" count={3} />
        <Skeleton shape="row" count={3} />
      </div>
    </div>
  );
}

function Studio({ detail, offline }: { readonly detail: Detail; readonly offline: Error | null }) {
  const { t } = useWords();
  const [chosen, setChosen] = useState<OnStage>();
  const decide = useRef<DecideHandle>(null);
  const looked = useLooked(detail);
  const place = usePlaceOnBoard(detail);
  // What was chosen may be gone (withdrawn and erased); then the first there is.
  const first = firstOnStage(detail);
  const onStage = chosen && detail.takes.some((take) => take.id === chosen.takeId) ? chosen : first;
  const take = detail.takes.find((one) => one.id === onStage?.takeId);
  const cut = cutOf(detail, onStage?.cutId ?? null);
  const [target, setTarget] = useState<string | null>(null);
  const withdrawn = detail.statement.state === 'withdrawn';
  useKeys({
    a: () => decide.current?.open('approve'),
    c: () => decide.current?.open('ask_changes'),
    d: () => decide.current?.open('decline'),
    n: () => place.next && navigate(to.statement(place.next)),
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
          />
        ) : (
          <div className={styles.noVideo}>
            <EmptyState title={t(withdrawn ? 'studio.withdrawn' : 'studio.noTake')}>
              {t(withdrawn ? 'studio.withdrawnText' : 'studio.noTakeText')}
            </EmptyState>
          </div>
        )}
      </div>
      <aside className={styles.side} aria-label={t('studio.side')}>
        <Head detail={detail} stage={place.stage} next={place.next} />
        {offline && <ProblemNotice error={offline} />}
        <ChangedNotice looked={looked} onSeen={() => looked.lookAgain(detail)} />
        {take && !withdrawn && (
          <Decide
            ref={decide}
            detail={detail}
            take={take}
            targetCutId={cut ? cut.id : target}
            looked={looked}
          />
        )}
        <Decisions detail={detail} looked={looked} />
        <Versions detail={detail} onStage={onStage} onChoose={setChosen} />
        {take && !withdrawn && <Captions take={take} statementId={detail.statement.id} />}
        {take && <Facts take={take} />}
        <Access detail={detail} invitationId={place.invitationId} />
        <History detail={detail} />
        <Withdraw detail={detail} />
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
  const { organisation, review, session, consent, inProgramme } = detail;
  const look = stage && stageLooks[stage];
  return (
    <header className={styles.head}>
      <p className={styles.crumbs}>
        <Go href={to.board(session.id)}>{t('nav.board')}</Go>
        <span aria-hidden="true">/</span>
        <Go href={to.programme(review.id)}>{review.stateName}</Go>
        {next && (
          <span className={styles.next}>
            <Go href={to.statement(next)}>{t('studio.next')}</Go>
          </span>
        )}
      </p>
      <h1 className={styles.title}>{organisation.name}</h1>
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
