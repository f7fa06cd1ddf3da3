import { useMemo } from 'react';
import { showToast } from '../../kit/toast.tsx';
import { useBoard } from '../board/board-data.ts';
import { filtersOf } from '../board/return-to-row.ts';
import type { BoardRow } from '../board/stages.ts';
import { readWanted } from '../board/wanted.ts';
import { navigate, to } from '../router.tsx';
import { useKeys } from '../use-keys.ts';
import { useMe } from '../use-me.ts';
import { useWords } from '../words/use-words.ts';
import { type Neighbours, neighboursOf } from './neighbours.ts';
import type { Detail } from './types.ts';

export interface PlaceOnBoard extends Neighbours {
  /** Undefined while the board is not here. */
  readonly row: BoardRow | undefined;
  /** As the board was left: with its filters. */
  readonly address: string;
}

const NOBODY = { before: undefined, after: undefined, waitingBefore: undefined, waitingAfter: undefined };

/** Its row on the board, what lies around it, and the keys that lead there. */
export function usePlaceOnBoard({ session, review, statement }: Detail): PlaceOnBoard {
  const { t } = useWords();
  const board = useBoard(session.id).data;
  const me = useMe().data?.id ?? '';
  const filters = filtersOf(session.id);
  const address = `${to.board(session.id)}${filters}`;
  const around = useMemo(() => {
    const wanted = readWanted(new URLSearchParams(filters));
    return board ? neighboursOf(board.reviews, { id: statement.id, wanted, me }) : NOBODY;
  }, [board, filters, statement.id, me]);
  const row = board?.reviews.flatMap(({ rows }) => rows).find((one) => one.statementId === statement.id);
  const go = (id: string | undefined, none: 'studio.noneWaiting' | 'studio.noFurther') => {
    if (id !== undefined) navigate(to.statement(id));
    else if (board) showToast({ tone: 'neutral', text: t(none) });
  };
  useKeys({
    h: (event) => navigate(event.shiftKey ? to.programme(review.id) : address),
    n: (event) => go(event.shiftKey ? around.waitingBefore : around.waitingAfter, 'studio.noneWaiting'),
    '(': () => go(around.before, 'studio.noFurther'),
    ')': () => go(around.after, 'studio.noFurther'),
  });
  return { ...around, row, address };
}
