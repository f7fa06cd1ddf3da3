import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { api } from '../api.ts';
import type { ChecklistNow } from '../checklist/use-checklist.ts';
import { type Changed, newTakes, whatChanged } from '../decisions/changed.ts';
import { whatWasSaid } from '../decisions/what-was-said.ts';
import { isOwnSettling, type RemarksNow } from '../remarks/use-remarks.ts';
import type { Detail } from './types.ts';

const keyOf = (id: string) => ['statement', id] as const;

export function useStatement(id: string) {
  return useQuery({
    queryKey: keyOf(id),
    queryFn: ({ signal }) => api('GET /api/v1/statements/{id}', { params: { id } }, { signal }),
  });
}

/** Versions that are an answer to what this page itself asked for. */
const own = new Set<string>();
const nameOf = ({ statement }: Detail) => `${statement.id}.${statement.version}`;

/** Puts an answer that carries the whole statement in place of asking again. It is no news to who asked. */
export function usePutStatement(): (detail: Detail) => void {
  const client = useQueryClient();
  return useCallback(
    (detail) => {
      own.add(nameOf(detail));
      client.setQueryData(keyOf(detail.statement.id), detail);
      void client.invalidateQueries({ queryKey: ['board'] });
    },
    [client],
  );
}

export interface Looked {
  /** The version that the person at the page has seen and decides on. */
  readonly version: number;
  /** What else they have seen, as a decision says it. */
  readonly seen: { readonly take: number; readonly judgedAt: string | null } | undefined;
  /** What has changed since, empty while nothing did. */
  readonly changed: readonly Changed[];
  readonly lookAgain: (detail: Detail) => void;
}

/** All that is shown of a statement and that others may change. */
interface Shown {
  readonly detail: Detail;
  readonly remarks: RemarksNow | undefined;
  readonly checklist: ChecklistNow | undefined;
}

/**
 * A page that updates by itself must not let somebody decide on what they did not see: what is sent is what was last
 * looked at, until they say that they have seen the change.
 */
export function useLooked(
  detail: Detail,
  remarks: RemarksNow | undefined,
  checklist: ChecklistNow | undefined,
): Looked {
  const [seen, setSeen] = useState<Shown>({ detail, remarks, checklist });
  const changed = changes(seen, { detail, remarks, checklist });
  const nothing = changed.length === 0;
  // What is no news stands on the page already, whatever oneself did above all.
  useEffect(() => {
    if (nothing) setSeen({ detail, remarks, checklist });
  }, [nothing, detail, remarks, checklist]);
  return {
    version: seen.detail.statement.version,
    seen: seen.remarks && { take: newestOf(seen.detail), judgedAt: seen.remarks.judgedAt },
    changed,
    lookAgain: (next) => setSeen({ detail: next, remarks, checklist }),
  };
}

const newestOf = ({ takes }: Detail) => Math.max(0, ...takes.map(({ number }) => number));

function changes(seen: Shown, now: Shown): readonly Changed[] {
  const said = whatWasSaid(seen, now, isOwnSettling);
  const before = seen.detail;
  const after = now.detail;
  const step = after.statement.version - before.statement.version;
  if (step === 0) return [...newTakes(before, after), ...said];
  const mine = step === 1 && own.has(nameOf(after));
  return mine ? said : [...whatChanged(before, after), ...said];
}
