import { DetailedError, type HttpResponse } from 'tus-js-client';
import type { WaitingFor } from './send-state.ts';

export type Failure =
  | { readonly kind: 'again'; readonly why: WaitingFor; readonly afterMs: number }
  /** Something on the way takes no part of this size. */
  | { readonly kind: 'part_too_large' }
  | { readonly kind: 'begun_already' }
  | {
      readonly kind: 'final';
      readonly code: string;
      readonly title: string;
      readonly figures: Record<string, number>;
    };

const BUSY_AGAIN_MS = 5_000;
const SLOW_DOWN_MS = 15_000;
const LONGEST_MS = 30_000;
/** Room is made by people. */
const FULL_AGAIN_MS = 60_000;

/** 1, 2, 4 … 30 s: many phones come back at once when a network does. */
export const backOffMs = (attempt: number): number => Math.min(LONGEST_MS, 1000 * 2 ** Math.min(attempt, 5));

/** What the answer to HEAD, which has no body, can mean here. */
const BY_STATUS: Readonly<Record<number, string>> = {
  401: 'sign_in_required',
  403: 'not_allowed',
  404: 'upload_gone',
  409: 'deadline_passed',
  410: 'upload_gone',
  413: 'body_too_large',
};

/** Whether sending goes on by itself after a failure, and when; or what to tell. */
export function judgeFailure(error: Error | DetailedError, attempt: number): Failure {
  const response = error instanceof DetailedError ? error.originalResponse : null;
  const status = response?.getStatus() ?? 0;
  if (status === 0) {
    return { kind: 'again', why: navigator.onLine ? 'network' : 'offline', afterMs: backOffMs(attempt) };
  }
  const { code, title, figures } = problemIn(response?.getBody() ?? '');
  if (code === 'take_receiving') return { kind: 'begun_already' };
  if (status === 423 || code === 'upload_busy') {
    return { kind: 'again', why: 'other_window', afterMs: BUSY_AGAIN_MS };
  }
  if (status === 429) return { kind: 'again', why: 'server', afterMs: SLOW_DOWN_MS };
  if (status === 507) return { kind: 'again', why: 'full', afterMs: FULL_AGAIN_MS };
  // Ours names the file's own size; a proxy's page names nothing.
  const method = error instanceof DetailedError ? error.originalRequest.getMethod() : '';
  if (status === 413 && method === 'PATCH' && code !== 'size_over_limit') return { kind: 'part_too_large' };
  // The offset moved (an answer was lost): asking again tells where it is.
  if (status >= 500 || code === 'conflict' || status === 408) {
    return { kind: 'again', why: 'server', afterMs: backOffMs(attempt) };
  }
  // What a wifi's sign-in page or a filter says in our place ends nothing.
  if (!isOurs(response)) return { kind: 'again', why: 'between', afterMs: backOffMs(attempt) };
  return { kind: 'final', code: code || BY_STATUS[status] || 'internal', title, figures };
}

/** Every answer of this API to an upload names the protocol, or is a problem of its own. */
const isOurs = (response: HttpResponse | null): boolean =>
  Boolean(response?.getHeader('tus-resumable')) ||
  Boolean(response?.getHeader('content-type')?.startsWith('application/problem+json'));

function problemIn(body: string): { code: string; title: string; figures: Record<string, number> } {
  try {
    const said: { code?: unknown; title?: unknown; figures?: unknown } = JSON.parse(body);
    const figures: Record<string, number> = {};
    for (const [name, value] of Object.entries(said.figures ?? {})) {
      if (typeof value === 'number') figures[name] = value;
    }
    return { code: String(said.code ?? ''), title: String(said.title ?? ''), figures };
  } catch {
    // A proxy's own page, or the answer to HEAD.
    return { code: '', title: '', figures: {} };
  }
}
