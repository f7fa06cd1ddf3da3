import { ApiProblem } from '@rostrum/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { IssueCard } from '../../issues/issue-draft.ts';
import { api } from '../api.ts';

export const useThemes = () =>
  useQuery({
    queryKey: ['themes'],
    queryFn: ({ signal }) => api('GET /api/v1/themes', undefined, { signal }),
    staleTime: 60_000,
  });

/** The issues of one statement, and how they are written: card by card, on what stands. */
export function useSheet(statementId: string) {
  const client = useQueryClient();
  const key = ['statement', statementId, 'issues'];
  const params = { id: statementId };
  const sheet = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api('GET /api/v1/statements/{id}/recommendations', { params }, { signal }),
  });
  const write = useMutation({
    /** @param to null takes it out */
    mutationFn: async ({ card, to }: { card: IssueCard; to: IssueCard | null }) => {
      const now = await api('GET /api/v1/statements/{id}/recommendations', { params });
      const stands = now.cards.find(({ id }) => id === card.id);
      // What its speaker changed meanwhile is not written over.
      if (JSON.stringify(stands) !== JSON.stringify(card)) {
        throw new ApiProblem({ code: 'stale', status: 409, title: '' });
      }
      const cards = now.cards.flatMap((one) => (one.id !== card.id ? [one] : to === null ? [] : [to]));
      const body = { language: now.language ?? 'en', version: now.version, cards };
      return await api('PUT /api/v1/statements/{id}/recommendations', { params, body });
    },
    onSuccess: (answer) => client.setQueryData(key, answer),
    onError: () => client.invalidateQueries({ queryKey: key }),
  });
  return { sheet, write };
}
