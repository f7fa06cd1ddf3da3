import { type QueryClient, useQuery } from '@tanstack/react-query';
import { api } from '../api.ts';
import type { BoardData, BoardRow } from './stages.ts';

/** Of more, the whole board is asked for. */
const ROWS_AT_ONCE = 50;

const keyOf = (sessionId: string) => ['board', sessionId] as const;

/** Rows that came by themselves: a board that was asked for before them does not undo them. */
const fresher = new Map<string, { readonly row: BoardRow; readonly at: string }>();
/** What was chosen here and is not confirmed yet: no answer that was under way shows it otherwise. */
const chosen = new Map<string, string | null>();

export const useBoard = (sessionId: string) =>
  useQuery({
    queryKey: keyOf(sessionId),
    queryFn: async ({ signal }) =>
      withNewer(await api('GET /api/v1/sessions/{id}/board', { params: { id: sessionId } }, { signal })),
  });

export const useColleagues = () =>
  useQuery({
    queryKey: ['colleagues'],
    queryFn: async ({ signal }) => (await api('GET /api/v1/colleagues', undefined, { signal })).colleagues,
    staleTime: 60_000,
  });

function withNewer(board: BoardData): BoardData {
  return mapRows(board, (row) => {
    const known = fresher.get(row.statementId);
    if (known !== undefined && known.at <= board.serverNow) fresher.delete(row.statementId);
    return asChosen(known !== undefined && known.at > board.serverNow ? known.row : row);
  });
}

function asChosen(row: BoardRow): BoardRow {
  const assignedToId = chosen.get(row.statementId);
  return assignedToId === undefined ? row : { ...row, assignedToId };
}

/** What stays as it was is the same object: its row is not drawn again. */
export function mapRows(board: BoardData, change: (row: BoardRow) => BoardRow): BoardData {
  let changed = false;
  const reviews = board.reviews.map((group) => {
    let here = false;
    const rows = group.rows.map((row) => {
      const next = change(row);
      here ||= next !== row;
      return next;
    });
    changed ||= here;
    return here ? { ...group, rows } : group;
  });
  return changed ? { ...board, reviews } : board;
}

function updateBoards(client: QueryClient, change: (row: BoardRow) => BoardRow): void {
  client.setQueriesData<BoardData>({ queryKey: ['board'] }, (board) => board && mapRows(board, change));
}

export interface RowChanged {
  readonly reviewId: string;
  readonly statementId: string;
}

/** Asks for the rows that changed, and for a whole board only where one of them is new to it. */
export async function refreshRows(client: QueryClient, changes: readonly RowChanged[]): Promise<void> {
  for (const query of client.getQueryCache().findAll({ queryKey: ['board'] })) {
    const board = client.getQueryData<BoardData>(query.queryKey);
    const whole = () => client.invalidateQueries({ queryKey: query.queryKey, exact: true });
    if (board === undefined) {
      void whole();
      continue;
    }
    const groups = new Map(board.reviews.map((group) => [group.review.id, group]));
    const own = changes.filter(({ reviewId }) => groups.has(reviewId));
    if (own.length === 0) continue;
    const known = own.every(({ reviewId, statementId }) =>
      groups.get(reviewId)?.rows.some((row) => row.statementId === statementId),
    );
    if (!known || own.length > ROWS_AT_ONCE || !query.isActive()) {
      void whole();
      continue;
    }
    try {
      const { serverNow, rows } = await api('GET /api/v1/sessions/{id}/board/rows', {
        params: { id: board.session.id },
        query: { ids: own.map(({ statementId }) => statementId).join(',') },
      });
      putRows(
        client,
        serverNow,
        rows.map(({ row }) => row),
      );
    } catch {
      // Why is told where the whole board is shown.
      void whole();
    }
  }
}

function putRows(client: QueryClient, at: string, rows: readonly BoardRow[]): void {
  const newer = new Map<string, BoardRow>();
  for (const row of rows) {
    const known = fresher.get(row.statementId);
    if (known !== undefined && known.at > at) continue;
    fresher.set(row.statementId, { row, at });
    newer.set(row.statementId, row);
  }
  updateBoards(client, (row) => {
    const next = newer.get(row.statementId);
    return next === undefined ? row : asChosen(next);
  });
}

/** By statement. */
export type Assignments = ReadonlyMap<string, string | null>;

let sending: Promise<unknown> = Promise.resolve();

/** One after the other, as they were chosen: the last choice stands. */
function inTurn(send: () => Promise<void>): Promise<void> {
  const sent = sending.then(send);
  sending = sent.catch(() => undefined);
  return sent;
}

/** Shown at once, and put back where it is refused. @throws ApiProblem */
export async function assignTo(client: QueryClient, wanted: Assignments): Promise<void> {
  const before = assignmentsNow(client, wanted.keys());
  show(client, wanted);
  try {
    await inTurn(() => send(wanted));
  } catch (error) {
    const mine = new Map([...before].filter(([id]) => chosen.get(id) === wanted.get(id)));
    release(wanted);
    show(client, mine);
    release(mine);
    void client.invalidateQueries({ queryKey: ['board'] });
    throw error;
  }
  release(wanted);
}

async function send(wanted: Assignments): Promise<void> {
  const groups = new Map<string | null, string[]>();
  for (const [statementId, userId] of wanted) {
    groups.set(userId, [...(groups.get(userId) ?? []), statementId]);
  }
  for (const [userId, statementIds] of groups) {
    await api('PUT /api/v1/assignments', { body: { statementIds, userId } });
  }
}

export function assignmentsNow(client: QueryClient, ids: Iterable<string>): Assignments {
  const wanted = new Set(ids);
  const found = new Map<string, string | null>();
  for (const [, board] of client.getQueriesData<BoardData>({ queryKey: ['board'] })) {
    for (const row of board?.reviews.flatMap(({ rows }) => rows) ?? []) {
      if (wanted.has(row.statementId)) found.set(row.statementId, row.assignedToId);
    }
  }
  return found;
}

function show(client: QueryClient, assignments: Assignments): void {
  for (const [id, userId] of assignments) chosen.set(id, userId);
  updateBoards(client, (row) => (assignments.has(row.statementId) ? asChosen(row) : row));
}

/** Unless something else was chosen since. */
function release(assignments: Assignments): void {
  for (const [id, userId] of assignments) if (chosen.get(id) === userId) chosen.delete(id);
}
