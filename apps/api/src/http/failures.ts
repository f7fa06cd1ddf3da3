import type { Log } from '@rostrum/core';
import { Problem } from '@rostrum/domain';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import { requestIdOf } from './request-id.ts';
import { sendProblem } from './send-problem.ts';
import { toProblem } from './to-problem.ts';

export const nothingHere: RequestHandler = () => {
  throw new Problem('not_found');
};

/** The last of the chain: whatever was thrown leaves as a problem; what nobody foresaw goes to the log too. */
export function answerFailures(log: Log): ErrorRequestHandler {
  // Express knows an error handler by its four parameters.
  return function failures(error, request, response, _next) {
    const { problem, invalid, unexpected } = toProblem(error);
    const requestId = requestIdOf(request);
    if (unexpected) log.error('request_failed', error, { requestId, code: problem.code });
    sendProblem(response, problem, requestId, invalid);
  };
}
