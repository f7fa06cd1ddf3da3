import { ApiProblem, createClient, problemOf } from '@rostrum/client';
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';

export const api = createClient();

/** What cannot change by asking again. */
const final = new Set([400, 401, 403, 404, 405, 410, 422]);

/** A sign-in that ended is asked for again at once; what was being written is kept meanwhile. */
function onError(error: unknown): void {
  if (error instanceof ApiProblem && error.code === 'sign_in_required') {
    void queries.invalidateQueries({ queryKey: ['me'] });
  }
}

export const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (count, error) => count < 2 && !(error instanceof ApiProblem && final.has(error.status)),
      refetchOnWindowFocus: true,
    },
    mutations: { retry: false },
  },
});

/** The served paths of the sign-in's own library; they are no part of the typed surface. */
type AuthPath =
  | 'sign-in/email'
  | 'two-factor/verify-totp'
  | 'two-factor/verify-backup-code'
  | 'two-factor/enable'
  | 'change-password'
  | 'sign-out';

export async function auth(path: AuthPath, body: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(`/api/auth/${path}`, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { accept: 'application/json', 'content-type': 'application/json', 'x-rostrum': '1' },
      body: JSON.stringify(body),
    });
  } catch (cause) {
    throw new ApiProblem({ code: 'offline', status: 0, title: 'We cannot be reached at the moment.', cause });
  }
  if (!response.ok) throw await problemOf(response);
  return response.json();
}
