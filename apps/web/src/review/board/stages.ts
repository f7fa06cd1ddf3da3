import type { Board } from '@rostrum/contract';
import type { z } from 'zod';
import type { IconName } from '../../kit/icons/icon.tsx';
import type { Tone } from '../../kit/state.tsx';

export type BoardData = z.output<typeof Board>;
export type ReviewGroup = BoardData['reviews'][number];
export type BoardRow = ReviewGroup['rows'][number];
export type Stage = BoardRow['stage'];

interface StageLook {
  readonly tone: Tone;
  readonly icon: IconName;
}

/** In the order of a statement's way. Amber waits for somebody, red needs action now. */
export const stageLooks: Readonly<Record<Stage, StageLook>> = {
  invited: { tone: 'neutral', icon: 'person' },
  due_soon: { tone: 'amber', icon: 'clock' },
  missing: { tone: 'red', icon: 'alert' },
  arriving: { tone: 'neutral', icon: 'upload' },
  preparing: { tone: 'neutral', icon: 'replay' },
  failed: { tone: 'red', icon: 'alert' },
  refused: { tone: 'red', icon: 'alert' },
  to_review: { tone: 'amber', icon: 'play' },
  changes_requested: { tone: 'amber', icon: 'edit' },
  awaiting_speaker: { tone: 'amber', icon: 'clock' },
  approved: { tone: 'green', icon: 'check' },
  in_programme: { tone: 'green', icon: 'ready' },
  declined: { tone: 'neutral', icon: 'close' },
  withdrawn: { tone: 'neutral', icon: 'trash' },
};

export const stages = Object.keys(stageLooks) as Stage[];

export const isStage = (value: string | null): value is Stage => value !== null && value in stageLooks;

/** Nothing that can be used is here, and a speaker is to send it. */
const MISSING: ReadonlySet<Stage> = new Set([
  'invited',
  'due_soon',
  'missing',
  'refused',
  'changes_requested',
]);
export const isMissing = ({ stage }: Pick<BoardRow, 'stage'>): boolean => MISSING.has(stage);

export function countStages(rows: Iterable<Pick<BoardRow, 'stage'>>): ReadonlyMap<Stage, number> {
  const counts = new Map<Stage, number>();
  for (const { stage } of rows) counts.set(stage, (counts.get(stage) ?? 0) + 1);
  return counts;
}
