import type { Actor } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { RemarkRecord } from '../ports/store/remarks.ts';
import { found, requireStaff } from '../sessions/who-may.ts';
import { commentsShown } from './comments-shown.ts';

export interface RemarkState extends RemarkRecord {
  /** Names; the id of who is gone. */
  by: string;
  resolvedBy: string | null;
  /** Of whoever asks: may be written anew and taken away. */
  mine: boolean;
}

export interface RemarksState {
  notes: RemarkState[];
  comments: RemarkState[];
  /** Comments that the speaker reads now, in these words. */
  shownIds: ReadonlySet<string>;
  /** When somebody else last noted, commented or answered: what a decision says that it has seen. */
  judgedAt: Date | null;
}

/** For the staff, oldest first. @throws Problem not_allowed | not_found */
export async function remarksOf(
  { store }: Pick<Parts, 'store'>,
  { actor, statementId }: { actor: Actor; statementId: string },
): Promise<RemarksState> {
  const { userId } = requireStaff(actor);
  found(await store.statements.byId(statementId));
  // Before what it speaks of, so that nothing counts as seen that is not in the lists.
  const judgedAt = await store.judgements.lastByOthers(statementId, userId);
  const [notes, comments, standing] = await Promise.all([
    store.notes.ofStatement(statementId),
    store.comments.ofStatement(statementId),
    store.decisions.standing([statementId]),
  ]);
  const people = [...notes, ...comments].flatMap(({ madeById, resolvedById }) =>
    resolvedById === null ? [madeById] : [madeById, resolvedById],
  );
  const names = await store.decisions.deciders(people);
  const named = (remark: RemarkRecord): RemarkState => ({
    ...remark,
    by: names.get(remark.madeById) ?? remark.madeById,
    resolvedBy: remark.resolvedById && (names.get(remark.resolvedById) ?? remark.resolvedById),
    mine: remark.madeById === userId,
  });
  const shown = commentsShown(comments, standing[0] ?? null);
  return {
    notes: notes.map(named),
    comments: comments.map(named),
    shownIds: new Set(shown.filter(({ asDecided }) => !asDecided).map(({ id }) => id)),
    judgedAt,
  };
}
