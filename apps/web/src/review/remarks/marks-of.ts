import type { Edit } from '@rostrum/domain';
import type { Mark } from '../studio/marks.tsx';
import { cutTime } from '../studio/player-time.ts';
import type { RemarksNow } from './use-remarks.ts';

/** What is open about this take, where it stands in what is on the stage. What a cut leaves out has no place there. */
export function marksOf(
  { notes, comments }: Pick<RemarksNow, 'notes' | 'comments'>,
  takeId: string,
  edit: Edit | null,
): Mark[] {
  const at = (ms: number) => (edit === null ? ms : cutTime(edit, ms));
  const all = [
    ...notes.map((remark) => ({ remark, kind: 'internal' as const })),
    ...comments.map((remark) => ({ remark, kind: 'speaker' as const })),
  ];
  return all.flatMap(({ remark, kind }): Mark[] => {
    const { id, startMs, endMs, body, by, resolvedAt } = remark;
    if (remark.takeId !== takeId || startMs === null || resolvedAt !== null) return [];
    const start = at(startMs);
    if (start === null) return [];
    // Where its end was cut away, it is about the moment that is left.
    return [{ id, startMs: start, endMs: endMs === null ? null : at(endMs), kind, label: `${by}: ${body}` }];
  });
}
