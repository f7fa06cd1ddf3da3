import type { Output } from '@rostrum/client';
import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../api.ts';
import { createUnanswered } from '../unanswered.ts';
import { useMe } from '../use-me.ts';

export type RemarksNow = Output<'GET /api/v1/statements/{id}/remarks'>;
export type Note = RemarksNow['notes'][number];
export type Comment = RemarksNow['comments'][number];
export type RemarkKind = 'note' | 'comment';

export interface Written {
  readonly id: string;
  readonly takeId: string | null;
  readonly startMs: number | null;
  readonly endMs: number | null;
  readonly body: string;
}

/** Below the statement's own key: what is said of it live is asked for anew with it. */
const keyOf = (statementId: string) => ['statement', statementId, 'remarks'] as const;

export const useRemarks = (statementId: string) =>
  useQuery({
    queryKey: keyOf(statementId),
    queryFn: ({ signal, queryKey }) =>
      unanswered.over(queryKey, () =>
        api('GET /api/v1/statements/{id}/remarks', { params: { id: statementId } }, { signal }),
      ),
  });

export type RemarkAction =
  | { readonly do: 'write'; readonly kind: RemarkKind; readonly remark: Written }
  | { readonly do: 'rewrite'; readonly kind: RemarkKind; readonly id: string; readonly body: string }
  | { readonly do: 'settle'; readonly kind: RemarkKind; readonly id: string; readonly resolved: boolean }
  | { readonly do: 'remove'; readonly kind: RemarkKind; readonly id: string };

function send(statementId: string, action: RemarkAction): Promise<RemarksNow> {
  const note = action.kind === 'note';
  switch (action.do) {
    case 'write': {
      const options = { params: { id: statementId }, body: action.remark };
      return note
        ? api('POST /api/v1/statements/{id}/notes', options)
        : api('POST /api/v1/statements/{id}/comments', options);
    }
    case 'remove': {
      const options = { params: { id: action.id } };
      return note ? api('DELETE /api/v1/notes/{id}', options) : api('DELETE /api/v1/comments/{id}', options);
    }
    default: {
      const body = action.do === 'rewrite' ? { body: action.body } : { resolved: action.resolved };
      const options = { params: { id: action.id }, body };
      return note ? api('PATCH /api/v1/notes/{id}', options) : api('PATCH /api/v1/comments/{id}', options);
    }
  }
}

/** What the lists will be, before the server has said so. */
export function foresee(now: RemarksNow, action: RemarkAction, by: string, at: string): RemarksNow {
  const one = <T extends Note>(list: readonly T[], make: (fresh: Note) => T): T[] => {
    if (action.do === 'write') {
      const fresh = { by, mine: true, createdAt: at, editedAt: null, resolvedAt: null, resolvedBy: null };
      const others = list.filter(({ id }) => id !== action.remark.id);
      return [...others, make({ ...action.remark, ...fresh })];
    }
    if (action.do === 'remove') return list.filter(({ id }) => id !== action.id);
    const change =
      action.do === 'rewrite'
        ? { body: action.body, editedAt: at }
        : { resolvedAt: action.resolved ? at : null, resolvedBy: action.resolved ? by : null };
    return list.map((remark) => (remark.id === action.id ? { ...remark, ...change } : remark));
  };
  return action.kind === 'note'
    ? { ...now, notes: one(now.notes, (fresh) => fresh) }
    : { ...now, comments: one(now.comments, (fresh) => ({ ...fresh, shown: false })) };
}

interface ActionHere {
  readonly action: RemarkAction;
  readonly by: string;
  readonly at: string;
}
const unanswered = createUnanswered((now: RemarksNow, { action, by, at }: ActionHere) =>
  foresee(now, action, by, at),
);

/** What was last said of each here: settled, or open again. */
const settledHere = new Map<string, boolean>();
export const isOwnSettling = (remarkId: string, settled: boolean): boolean =>
  settledHere.get(remarkId) === settled;

/** Shown at once; taken back where it failed. */
export function useRemarkAction(statementId: string) {
  const client: QueryClient = useQueryClient();
  const me = useMe();
  const key = keyOf(statementId);
  return useMutation({
    mutationFn: (action: RemarkAction) => send(statementId, action),
    onMutate: (action) => {
      if (action.do === 'settle') settledHere.set(action.id, action.resolved);
      const before = client.getQueryData<RemarksNow>(key);
      const [by, at] = [me.data?.name ?? '', new Date().toISOString()];
      const heard = unanswered.say(key, { action, by, at });
      if (before) client.setQueryData(key, foresee(before, action, by, at));
      return { before, heard };
    },
    onError: (_error, _action, context) => {
      context?.heard();
      if (context?.before) client.setQueryData(key, context.before);
      void client.invalidateQueries({ queryKey: key });
    },
    onSuccess: (next, _action, { heard }) => {
      heard();
      client.setQueryData(key, next);
    },
  });
}
