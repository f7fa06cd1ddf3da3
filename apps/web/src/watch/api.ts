import { ApiProblem, createClient, type Output } from '@rostrum/client';
import { tabHeaders } from './link/tab-session.ts';

export type { Output };

export const api = createClient({ headers: tabHeaders });

export type Home = Output<'GET /api/v1/watch'>;
export type Session = Home['session'];
export type HomeReview = Home['reviews'][number];
export type ReviewSummary = HomeReview['review'];
export type Programme = Output<'GET /api/v1/watch/reviews/{id}'>;
export type Item = Programme['revision']['items'][number];
export type Screening = NonNullable<Programme['screening']>;
export type Pulse = Output<'GET /api/v1/watch/reviews/{id}/pulse'>;

export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  return new ApiProblem({ code: 'internal', status: 0, title: '', cause: error });
}

/** This device has no access, or has it no more. */
export const isDenied = (problem: ApiProblem): boolean => problem.status === 401 || problem.status === 403;
export const isMissing = (problem: ApiProblem): boolean => problem.status === 404 || problem.status === 410;
