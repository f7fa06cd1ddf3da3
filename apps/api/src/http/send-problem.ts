import { PROBLEMS, type Problem } from '@rostrum/domain';
import type { Response } from 'express';
import { PROBLEM_TYPE, problemBody } from './problem-body.ts';

/** Does nothing where an answer has begun: the caller sees a broken stream, which is the truth. */
export function sendProblem(
  response: Response,
  problem: Problem,
  requestId: string,
  invalid: readonly string[] = [],
): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const { status } = PROBLEMS[problem.code];
  response.status(status);
  if (status === 429 && !response.hasHeader('retry-after')) response.setHeader('retry-after', '60');
  response.setHeader('cache-control', 'no-store');
  response.setHeader('content-type', PROBLEM_TYPE);
  response.end(JSON.stringify(problemBody(problem, requestId, invalid)));
}
