import { type Ref, useImperativeHandle, useRef } from 'react';
import { flushSync } from 'react-dom';
import { Checklist, type ChecklistHandle } from '../checklist/checklist.tsx';
import type { Asked } from '../checklist/use-checklist.ts';
import { Decisions } from '../decisions/decisions.tsx';
import type { UndoDecision } from '../decisions/use-undo-decision.ts';
import { onDemand } from '../on-demand.tsx';
import { IssuesSection } from '../recommendations/issues-section.tsx';
import { Remarks, type RemarksHandle } from '../remarks/remarks.tsx';
import type { RemarkKind } from '../remarks/use-remarks.ts';
import { useWords } from '../words/use-words.ts';
import { Access } from './access.tsx';
import { Captions } from './captions.tsx';
import { Facts } from './facts.tsx';
import { History } from './history.tsx';
import { type SideTab, SideTabs, useSideTab } from './side-tabs.tsx';
import styles from './studio.module.css';
import type { Detail, OnStage, Take } from './types.ts';
import type { Looked } from './use-statement.ts';
import { Versions } from './versions.tsx';
import { Withdraw } from './withdraw.tsx';

const Written = onDemand(async () => (await import('../written/written.tsx')).Written);

export interface SidePanelHandle {
  readonly write: (kind: RemarkKind) => void;
  readonly questions: () => void;
  readonly show: (tab: SideTab) => void;
}

interface SidePanelProps {
  readonly detail: Detail;
  readonly take: Take | undefined;
  /** What the checklist is about; undefined where there is nothing to be asked about. */
  readonly asked: Asked | undefined;
  readonly onStage: OnStage | undefined;
  readonly onChoose: (next: OnStage) => void;
  readonly looked: Looked;
  readonly undoing: UndoDecision;
  readonly invitationId: string | undefined;
  readonly ref: Ref<SidePanelHandle>;
}

/** Everything beside the stage but the decision, a tab at a time. */
export function SidePanel(props: SidePanelProps) {
  const { detail, take, asked, onStage, onChoose, looked, undoing, invitationId, ref } = props;
  const { t } = useWords();
  const [tab, setTab] = useSideTab();
  const remarks = useRef<RemarksHandle>(null);
  const checklist = useRef<ChecklistHandle>(null);
  useImperativeHandle(ref, () => {
    // At once, and with its focus: whatever is typed next is meant for it, and would be a command elsewhere.
    const onReview = (act: () => void) => {
      flushSync(() => setTab('review'));
      flushSync(act);
    };
    return {
      write: (kind) => onReview(() => remarks.current?.write(kind)),
      questions: () => onReview(() => checklist.current?.focus()),
      show: setTab,
    };
  });
  const withdrawn = detail.statement.state === 'withdrawn';
  return (
    <SideTabs tab={tab} onTab={setTab}>
      {tab === 'review' && (
        <>
          <Decisions detail={detail} looked={looked} undoing={undoing} />
          {asked && <Checklist ref={checklist} detail={detail} asked={asked} />}
          {take && <Facts take={take} />}
          <Remarks ref={remarks} detail={detail} take={take} />
        </>
      )}
      {tab === 'versions' &&
        (detail.takes.length > 0 ? (
          <Versions detail={detail} onStage={onStage} onChoose={onChoose} />
        ) : (
          <p className={styles.soft}>{t('studio.noTakeText')}</p>
        ))}
      {tab === 'words' && !withdrawn && <Written detail={detail} />}
      {tab === 'words' &&
        (take && !withdrawn ? (
          <Captions take={take} statementId={detail.statement.id} />
        ) : (
          <p className={styles.soft}>{t(withdrawn ? 'studio.withdrawnText' : 'studio.noTakeText')}</p>
        ))}
      {tab === 'words' && !withdrawn && (
        <IssuesSection statementId={detail.statement.id} sessionId={detail.session.id} take={take} />
      )}
      {tab === 'access' && (
        <>
          <Access detail={detail} invitationId={invitationId} />
          <Withdraw detail={detail} />
        </>
      )}
      {tab === 'history' && <History detail={detail} />}
    </SideTabs>
  );
}
