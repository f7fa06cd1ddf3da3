import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api.ts';
import type { Programme } from './programme-page.tsx';

export type Item = Programme['draft']['items'][number];

export interface Order {
  /** As they stand now, whether the server has heard of it or not. */
  readonly items: readonly Item[];
  readonly saving: boolean;
  readonly error: Error | null;
  readonly mayUndo: boolean;
  /** Shown at once, kept at once; of several in a row the last one stands. */
  readonly arrange: (next: readonly Item[]) => void;
  readonly undo: () => void;
}

const idsOf = (items: readonly Item[]): string[] => items.map(({ statementId }) => statementId);

/** The ones that are named first, in that order; who came since stands behind them. */
export function inOrder(items: readonly Item[], ids: readonly string[]): Item[] {
  const places = new Map(ids.map((id, index) => [id, index]));
  const place = (item: Item) => places.get(item.statementId) ?? ids.length + item.position;
  return [...items].sort((a, b) => place(a) - place(b));
}

export function useOrder(programme: Programme): Order {
  const client = useQueryClient();
  const reviewId = programme.review.id;
  const key = ['programme', reviewId] as const;
  const mutationKey = ['programme-order', reviewId] as const;
  const [wanted, setWanted] = useState<readonly string[]>();
  const [past, setPast] = useState<readonly (readonly string[])[]>([]);
  const items = wanted ? inOrder(programme.draft.items, wanted) : programme.draft.items;

  const save = useMutation({
    mutationKey,
    // One after the other, so that the last one asked for is the last one kept.
    scope: { id: mutationKey.join(' ') },
    mutationFn: (statementIds: readonly string[]) =>
      api('PUT /api/v1/reviews/{id}/programme/order', {
        params: { id: reviewId },
        body: { statementIds: [...statementIds] },
      }),
    onSuccess: async (answer) => {
      if (client.isMutating({ mutationKey }) > 1) return;
      // What a live event asked for meanwhile may be older than this answer.
      await client.cancelQueries({ queryKey: key });
      client.setQueryData(key, answer);
      setWanted(undefined);
    },
    onError: () => {
      setWanted(undefined);
      void client.invalidateQueries({ queryKey: key });
    },
  });

  const keep = (ids: readonly string[]) => {
    setWanted(ids);
    save.mutate(ids);
  };
  return {
    items,
    saving: save.isPending,
    error: save.error,
    mayUndo: past.length > 0,
    arrange: (next) => {
      const ids = idsOf(next);
      const before = idsOf(items);
      if (ids.join() === before.join()) return;
      setPast([...past, before]);
      keep(ids);
    },
    undo: () => {
      const before = past.at(-1);
      if (before === undefined) return;
      setPast(past.slice(0, -1));
      // Whoever was invited since keeps a place of their own.
      keep(idsOf(inOrder(items, before)));
    },
  };
}
