import type { Parts } from '../parts.ts';
import type { AuditEntryRecord, HistoryRecord, StatementSubjects } from '../ports/store/history.ts';
import { found } from '../sessions/who-may.ts';

export interface HistoryItem {
  /** Place in the audit's chain; null for a move that is older than the chain. */
  entry: number | null;
  at: Date;
  /** Of the audit: `take.ready`, `statement.decided.approve`. */
  action: string;
  actor: { kind: string; name: string | null };
  /** A code: why it was refused, failed, moved. */
  reason: string | null;
  take: number | null;
  cut: number | null;
  revision: { number: number; kind: 'statement' | 'card'; position: number } | null;
  /** The name of whom a statement was given to look after. */
  person: string | null;
  /** A step of the machinery that nobody decided. */
  minor: boolean;
}

export interface StatementHistory {
  /** Newest first. */
  items: HistoryItem[];
  erasedAt: Date | null;
}

/** Everything that has an entry of its own, for the walk along the chain. */
export function subjectIdsOf(statementId: string, subjects: StatementSubjects): string[] {
  const { invitationId, takes, cuts, revisions } = subjects;
  return [statementId, invitationId, ...[...takes, ...cuts, ...revisions].map(({ id }) => id)];
}

/**
 * Who did what when: the audit's entries, with what the states' history kept of their reasons, as an erasure
 * leaves it. Holds no word that anybody wrote. @throws Problem not_found
 */
export async function historyOf(
  { store }: Pick<Parts, 'store'>,
  { statementId }: { statementId: string },
): Promise<StatementHistory> {
  const subjects = found(await store.history.subjectsOf(statementId));
  const ids = subjectIdsOf(statementId, subjects);
  const [entries, moves] = await Promise.all([store.history.entriesOf(ids), store.history.ofSubjects(ids)]);
  const people = entries.flatMap(({ actorId, payload }) => [actorId, textOf(payload, 'to')]);
  const names = await store.decisions.deciders(people.filter((id) => id !== null));
  const movesLeft = [...moves];
  const told = entries
    .filter((entry) => !isSaidByAnother(entry, entries))
    .map((entry) => itemOf(entry, takeMoveOf(entry, movesLeft), { subjects, names }));
  return { items: told.reverse(), erasedAt: subjects.erasedAt };
}

/** The move that this entry was written with. Each is given away once, oldest first. */
function takeMoveOf(entry: AuditEntryRecord, moves: HistoryRecord[]): HistoryRecord | null {
  const index = moves.findIndex(
    ({ subjectId, machine, to }) => subjectId === entry.subjectId && `${machine}.${to}` === entry.action,
  );
  return index === -1 ? null : (moves.splice(index, 1)[0] ?? null);
}

/** A decision moves the statement, and a published revision ends the one before: one act, told once. */
function isSaidByAnother(entry: AuditEntryRecord, entries: readonly AuditEntryRecord[]): boolean {
  if (entry.action === 'programmeRevision.superseded') return true;
  // Only the move itself: others, too, tell from what and to whom (whose a statement is).
  if (entry.action !== `statement.${textOf(entry.payload, 'to')}`) return false;
  return entries.some(
    ({ action, actorId, seq, subjectId }) =>
      (action.startsWith('statement.decided.') || action === 'statement.decision_undone') &&
      subjectId === entry.subjectId &&
      actorId === entry.actorId &&
      Math.abs(seq - entry.seq) <= 2,
  );
}

const MINOR = new Set(['take.checking', 'take.preparing', 'receipt.issued', 'statement.in_review']);

function itemOf(
  entry: AuditEntryRecord,
  move: HistoryRecord | null,
  { subjects, names }: { subjects: StatementSubjects; names: ReadonlyMap<string, string> },
): HistoryItem {
  const { subjectId, payload, action, actorKind, actorId } = entry;
  const cut =
    subjects.cuts.find(({ id }) => id === subjectId) ??
    subjects.cuts.find(({ id }) => id === textOf(payload, 'cutId'));
  const takeId = cut?.takeId ?? textOf(payload, 'takeId') ?? subjectId;
  const revision = subjects.revisions.find(({ id }) => id === subjectId);
  return {
    entry: entry.seq,
    at: entry.at,
    action,
    actor: { kind: actorKind, name: actorId === null ? null : (names.get(actorId) ?? null) },
    reason: move?.reason ?? textOf(payload, 'reason'),
    take: subjects.takes.find(({ id }) => id === takeId)?.number ?? null,
    cut: cut?.revision ?? null,
    revision: revision
      ? { number: revision.number, kind: revision.kind, position: revision.position + 1 }
      : null,
    person: names.get(textOf(payload, 'to') ?? '') ?? null,
    minor:
      (MINOR.has(action) && !move?.reason?.startsWith('answered_')) ||
      (action === 'cut.made' && actorKind === 'pipeline' && cut?.revision === 1),
  };
}

function textOf(payload: Record<string, unknown> | null, key: string): string | null {
  const value = payload?.[key];
  return typeof value === 'string' ? value : null;
}
