import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { type Change, followChanges } from '../live/follow-changes.ts';
import { type RowChanged, refreshRows } from './board/board-data.ts';

/** Changes come in bursts (every percent of a preparation): the first is asked for at once, the rest together. */
const GATHER_MS = 500;

/** Nothing of it stands on the board. */
const BESIDE_THE_BOARD: ReadonlySet<string | undefined> = new Set(['presence', 'checklist']);
/** What becomes of a programme does not hang on these. */
const BESIDE_THE_PROGRAMME: ReadonlySet<string | undefined> = new Set([
  'presence',
  'checklist',
  'remark',
  'progress',
]);

const textOf = (data: unknown, key: string): string | undefined => {
  if (typeof data !== 'object' || data === null || !(key in data)) return undefined;
  const value: unknown = Object.getOwnPropertyDescriptor(data, key)?.value;
  return typeof value === 'string' ? value : undefined;
};

export interface Touched {
  readonly keys: readonly (readonly string[])[];
  /** Of a board: this row alone. */
  readonly row?: RowChanged;
}

/** What a change touches, as query keys; everything when it does not say. */
export function touched({ data }: Change): Touched {
  const reviewId = textOf(data, 'reviewId');
  const statementId = textOf(data, 'statementId');
  const what = textOf(data, 'what');
  if (!reviewId && !statementId) return { keys: [['board'], ['statement'], ['programme']] };
  // It has a page of its own, and stands nowhere else.
  if (what === 'question') return { keys: [['questions']] };
  const keys = [
    ...(statementId ? [['statement', statementId]] : []),
    ...(reviewId && !BESIDE_THE_PROGRAMME.has(what) ? [['programme', reviewId]] : []),
  ];
  if (BESIDE_THE_BOARD.has(what)) return { keys };
  if (reviewId && statementId) return { keys, row: { reviewId, statementId } };
  return { keys: [['board'], ...keys] };
}

function gather(client: QueryClient): { add: (change: Change) => void; stop: () => void } {
  let keys = new Map<string, readonly string[]>();
  let rows = new Map<string, RowChanged>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    timer = undefined;
    if (keys.size === 0 && rows.size === 0) return;
    const [nowKeys, nowRows] = [keys, rows];
    keys = new Map();
    rows = new Map();
    timer = setTimeout(flush, GATHER_MS);
    for (const queryKey of nowKeys.values()) void client.invalidateQueries({ queryKey });
    if (nowRows.size > 0 && !nowKeys.has('board')) void refreshRows(client, [...nowRows.values()]);
  };
  return {
    add: (change) => {
      const { keys: now, row } = touched(change);
      for (const key of now) keys.set(key.join('/'), key);
      if (row) rows.set(row.statementId, row);
      if (timer === undefined) flush();
    },
    stop: () => clearTimeout(timer),
  };
}

/** Keeps what is on show true while the page is open. */
export function useLive(): void {
  const client = useQueryClient();
  useEffect(() => {
    const { add, stop } = gather(client);
    const end = followChanges('/api/v1/events', add);
    return () => {
      end();
      stop();
    };
  }, [client]);
}
