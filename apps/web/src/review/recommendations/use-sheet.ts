import { ApiProblem } from '@rostrum/client';
import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CardsChange } from '../../issues/change-cards.ts';
import type { IssueSheet } from '../../issues/issue-draft.ts';
import { api } from '../api.ts';

export const useThemes = () =>
  useQuery({
    queryKey: ['themes'],
    queryFn: ({ signal }) => api('GET /api/v1/themes', undefined, { signal }),
    staleTime: 60_000,
  });

const keyOf = (statementId: string) => ['statement', statementId, 'issues'];

/** The issues of one statement. */
export const useSheet = (statementId: string) =>
  useQuery({
    queryKey: keyOf(statementId),
    queryFn: ({ signal }) =>
      api('GET /api/v1/statements/{id}/recommendations', { params: { id: statementId } }, { signal }),
  });

const TRIES = 3;

export interface Writing {
  readonly change: CardsChange;
  /** Where nobody said it yet: asked, never guessed. */
  readonly language?: string;
  /** Of the speaker's own cards, that were taken out by mistake. */
  readonly putBack?: readonly string[];
}

const isStale = (error: unknown): boolean => error instanceof ApiProblem && error.code === 'stale';

/**
 * One act on what stands now. Whoever else writes meanwhile is not written over: the act is done once more on what
 * stands then. @throws ApiProblem `stale` where what it is about is another by now
 */
export async function writeSheet(
  client: QueryClient,
  statementId: string,
  { change, language: given, putBack = [] }: Writing,
): Promise<IssueSheet> {
  const params = { id: statementId };
  for (let attempt = 1; ; attempt += 1) {
    const now = await api('GET /api/v1/statements/{id}/recommendations', { params });
    const cards = change(now.cards);
    const language = now.language ?? given;
    if (cards === null || language === undefined) {
      client.setQueryData(keyOf(statementId), now);
      throw new ApiProblem({ code: 'stale', status: 409, title: '' });
    }
    try {
      const body = { language, version: now.version, cards, putBack: [...putBack] };
      const written = await api('PUT /api/v1/statements/{id}/recommendations', { params, body });
      client.setQueryData(keyOf(statementId), written);
      return written;
    } catch (error) {
      if (!isStale(error) || attempt >= TRIES) throw error;
    }
  }
}

/** One act after the other, as they were asked for: each stands on the one before it. */
export function useWriteSheet(statementId: string) {
  const client = useQueryClient();
  return useMutation({
    scope: { id: `issues.${statementId}` },
    mutationFn: (writing: Writing) => writeSheet(client, statementId, writing),
    onError: () => client.invalidateQueries({ queryKey: keyOf(statementId) }),
  });
}
