import type { Log } from '@rostrum/core';
import type { RequestHandler } from 'express';
import type { Metrics } from '../metrics.ts';
import { requestIdOf } from './request-id.ts';

/** Method, route template, status and time of every request. Never an address, a name, a path or a token. */
export function observeRequests(deps: { log: Log; metrics: Metrics }): RequestHandler {
  return function observed(request, response, next) {
    const beganAt = performance.now();
    const requestId = requestIdOf(request);
    response.setHeader('x-request-id', requestId);
    response.once('close', () => {
      const ms = Math.round(performance.now() - beganAt);
      const template: unknown = request.route?.path;
      const route = typeof template === 'string' ? template : 'none';
      const status = response.writableFinished ? response.statusCode : 499;
      deps.metrics.request({ method: request.method, route, status, ms });
      deps.log.info('request', { requestId, method: request.method, route, status, ms });
    });
    next();
  };
}
