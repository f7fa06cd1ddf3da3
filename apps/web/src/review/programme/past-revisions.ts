import type { Output } from '@rostrum/client';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

export type PastRevision = Output<'GET /api/v1/reviews/{id}/programme/revisions'>['revisions'][number];

/** Below the programme's own key: whatever changes the programme asks for these again. */
export const pastRevisionsOf = (reviewId: string) =>
  queryOptions({
    queryKey: ['programme', reviewId, 'revisions'],
    queryFn: async ({ signal }) =>
      (await api('GET /api/v1/reviews/{id}/programme/revisions', { params: { id: reviewId } }, { signal }))
        .revisions,
  });
