import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { api } from '../api.ts';
import { type Changed, whatChanged } from '../decisions/changed.ts';
import type { Detail } from './types.ts';

const keyOf = (id: string) => ['statement', id] as const;

export function useStatement(id: string) {
  return useQuery({
    queryKey: keyOf(id),
    queryFn: ({ signal }) => api('GET /api/v1/statements/{id}', { params: { id } }, { signal }),
  });
}

/** Puts an answer that carries the whole statement in place of asking again. */
export function usePutStatement(): (detail: Detail) => void {
  const client = useQueryClient();
  return useCallback(
    (detail) => {
      client.setQueryData(keyOf(detail.statement.id), detail);
      void client.invalidateQueries({ queryKey: ['board'] });
    },
    [client],
  );
}

export interface Looked {
  /** The version that the person at the page has seen and decides on. */
  readonly version: number;
  /** What has changed since, empty while nothing did. */
  readonly changed: readonly Changed[];
  readonly lookAgain: (detail: Detail) => void;
}

/**
 * A page that updates by itself must not let somebody decide on what they did not see: the version that is sent is
 * the one last looked at, until they say that they have seen the change.
 */
export function useLooked(detail: Detail): Looked {
  const [seen, setSeen] = useState(detail);
  const same = seen.statement.version === detail.statement.version;
  // What leaves the version as it is stands on the page already, a cut of one's own above all.
  useEffect(() => {
    if (same) setSeen(detail);
  }, [same, detail]);
  return {
    version: seen.statement.version,
    changed: same ? [] : whatChanged(seen, detail),
    lookAgain: setSeen,
  };
}
