/** What a revision says of one place in it. */
export interface ProgrammePlace {
  statementId: string;
  kind: 'statement' | 'card';
  cutId: string | null;
  captionIds: readonly string[];
  /** Of what its speaker sets out, issue by issue; left out where it is not known any more. */
  issuesVersion?: number | null;
  /** Of its texts in writing, the newest of each language; left out where it is not known any more. */
  writtenIds?: readonly string[];
}

/** What differs between two revisions, one row a statement and difference. Places count from 1. */
export type ProgrammeChange =
  | { kind: 'added'; statementId: string; as: 'statement' | 'card'; place: number }
  | { kind: 'removed'; statementId: string }
  /** A card took the statement's place. */
  | { kind: 'card'; statementId: string }
  /** The statement took its card's place. */
  | { kind: 'shown'; statementId: string }
  | { kind: 'cut'; statementId: string }
  | { kind: 'captions'; statementId: string }
  | { kind: 'issues'; statementId: string }
  | { kind: 'written'; statementId: string }
  | { kind: 'moved'; statementId: string; from: number; to: number };

/**
 * From one list to the other. Only what was itself moved counts as moved: the longest run that keeps its order
 * stays where it is, so that one statement put first is one change and not as many as stand behind it.
 */
export function programmeChanges(
  before: readonly ProgrammePlace[],
  after: readonly ProgrammePlace[],
): ProgrammeChange[] {
  const old = new Map(before.map((item, index) => [item.statementId, { item, index }]));
  const kept = new Set(after.map(({ statementId }) => statementId));
  const stay = longestRising(after.flatMap(({ statementId }) => old.get(statementId)?.index ?? []));
  const changes: ProgrammeChange[] = [];
  for (const { statementId } of before)
    if (!kept.has(statementId)) changes.push({ kind: 'removed', statementId });
  after.forEach((item, index) => {
    const { statementId } = item;
    const former = old.get(statementId);
    if (former === undefined) {
      changes.push({ kind: 'added', statementId, as: item.kind, place: index + 1 });
      return;
    }
    changes.push(...contentChanges(former.item, item));
    if (!stay.has(former.index)) {
      changes.push({ kind: 'moved', statementId, from: former.index + 1, to: index + 1 });
    }
  });
  return changes;
}

function contentChanges(before: ProgrammePlace, after: ProgrammePlace): ProgrammeChange[] {
  const { statementId } = after;
  if (before.kind !== after.kind) {
    return [{ kind: after.kind === 'card' ? 'card' : 'shown', statementId }];
  }
  if (after.kind === 'card') return [];
  const changes: ProgrammeChange[] = [];
  if (before.cutId !== after.cutId) changes.push({ kind: 'cut', statementId });
  if (sorted(before.captionIds) !== sorted(after.captionIds)) changes.push({ kind: 'captions', statementId });
  const [was, is] = [before.issuesVersion, after.issuesVersion];
  if (was !== undefined && is !== undefined && was !== is) changes.push({ kind: 'issues', statementId });
  const [read, reads] = [before.writtenIds, after.writtenIds];
  if (read !== undefined && reads !== undefined && sorted(read) !== sorted(reads)) {
    changes.push({ kind: 'written', statementId });
  }
  return changes;
}

const sorted = (ids: readonly string[]): string => [...ids].sort().join();

/** The members of a longest rising subsequence. */
function longestRising(numbers: readonly number[]): Set<number> {
  const lengths: number[] = [];
  const formers: number[] = [];
  let last = -1;
  numbers.forEach((number, i) => {
    lengths[i] = 1;
    formers[i] = -1;
    for (let j = 0; j < i; j += 1) {
      if ((numbers[j] ?? 0) < number && (lengths[j] ?? 0) + 1 > (lengths[i] ?? 0)) {
        lengths[i] = (lengths[j] ?? 0) + 1;
        formers[i] = j;
      }
    }
    if (last === -1 || (lengths[i] ?? 0) > (lengths[last] ?? 0)) last = i;
  });
  const members = new Set<number>();
  for (let i = last; i !== -1; i = formers[i] ?? -1) members.add(numbers[i] ?? 0);
  return members;
}
