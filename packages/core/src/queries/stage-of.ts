import type { StatementState } from '@rostrum/domain';
import type { DecisionRecord } from '../ports/store/decisions.ts';
import type { TakeRecord } from '../ports/store/takes.ts';

/** Derived, never stored: where a statement stands for the board. */
export type StageName =
  | 'invited'
  | 'due_soon'
  | 'missing'
  | 'arriving'
  | 'preparing'
  | 'failed'
  | 'refused'
  | 'to_review'
  | 'changes_requested'
  | 'awaiting_speaker'
  | 'approved'
  | 'in_programme'
  | 'declined'
  | 'withdrawn';

export interface StageFacts {
  state: StatementState;
  /** Newest first; abandoned ones may be among them. */
  takes: readonly Pick<TakeRecord, 'id' | 'number' | 'state'>[];
  /** The word that stands. */
  decision: Pick<DecisionRecord, 'takeId'> | null;
  published: boolean;
  deadline: DeadlineFact;
}

/** `near`: as many days before it as a setting says, or fewer. */
export type DeadlineFact = 'ahead' | 'near' | 'passed';

const WITHOUT_TAKE: Readonly<Record<DeadlineFact, StageName>> = {
  ahead: 'invited',
  near: 'due_soon',
  passed: 'missing',
};

export function deadlineFact(deadlineAt: Date | null, now: Date, nearMs: number): DeadlineFact {
  if (deadlineAt === null) return 'ahead';
  if (now > deadlineAt) return 'passed';
  return deadlineAt.getTime() - now.getTime() <= nearMs ? 'near' : 'ahead';
}

const DECIDED: Partial<Record<StatementState, StageName>> = {
  approved: 'approved',
  changes_requested: 'changes_requested',
  awaiting_speaker: 'awaiting_speaker',
  declined: 'declined',
};

/** What asks for somebody's attention next: a take that is newer than the last word comes before that word. */
export function stageOf({ state, takes, decision, published, deadline }: StageFacts): StageName {
  if (state === 'withdrawn') return 'withdrawn';
  const told = decided(state, published);
  const decidedNumber = takes.find((take) => take.id === decision?.takeId)?.number ?? 0;
  const newer = takes.filter((take) => told === null || take.number > decidedNumber);
  const open = newer.filter((take) => take.state !== 'abandoned' && take.state !== 'refused');
  switch (open[0]?.state) {
    case 'receiving':
      return 'arriving';
    case 'received':
    case 'checking':
    case 'preparing':
      return 'preparing';
    case 'failed':
      return 'failed';
    case 'ready':
      return 'to_review';
  }
  const refused = newer.some((take) => take.state === 'refused');
  if (refused && (told === null || told === 'changes_requested')) return 'refused';
  if (told !== null) return told;
  return WITHOUT_TAKE[deadline];
}

function decided(state: StatementState, published: boolean): StageName | null {
  const stage = DECIDED[state] ?? null;
  return stage === 'approved' && published ? 'in_programme' : stage;
}
