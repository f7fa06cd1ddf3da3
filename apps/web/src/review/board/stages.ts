import type { Board } from '@rostrum/contract';
import type { z } from 'zod';
import type { IconName } from '../../kit/icons/icon.tsx';
import type { Tone } from '../../kit/state.tsx';
import { plain } from '../plain.ts';

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
  missing: { tone: 'red', icon: 'alert' },
  arriving: { tone: 'neutral', icon: 'upload' },
  preparing: { tone: 'neutral', icon: 'replay' },
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

export function countStages(reviews: readonly ReviewGroup[]): ReadonlyMap<Stage, number> {
  const counts = new Map<Stage, number>();
  for (const { rows } of reviews) {
    for (const { stage } of rows) counts.set(stage, (counts.get(stage) ?? 0) + 1);
  }
  return counts;
}

export interface Wanted {
  readonly stage: Stage | undefined;
  readonly stuck: boolean;
  readonly text: string;
}

/** The rows asked for, and their SuRs. A SuR found by its name keeps all of its rows; without rows it stays only unfiltered. */
export function filterBoard(reviews: readonly ReviewGroup[], { stage, stuck, text }: Wanted): ReviewGroup[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  const found: ReviewGroup[] = [];
  for (const group of reviews) {
    const inName = plain(`${group.review.stateName} ${group.review.stateCode}`);
    const rows = group.rows.filter((row) => {
      if (stage && row.stage !== stage) return false;
      if (stuck && !row.stuck) return false;
      const inRow = `${inName} ${plain(row.organisation.name)}`;
      return words.every((word) => inRow.includes(word));
    });
    const kept = rows.length > 0 || (!stage && !stuck && words.every((word) => inName.includes(word)));
    if (kept) found.push(rows.length === group.rows.length ? group : { ...group, rows });
  }
  return found;
}
