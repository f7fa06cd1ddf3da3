import { Problem } from '@rostrum/domain';
import { ipKeyGenerator, type RateLimitRequestHandler, rateLimit } from 'express-rate-limit';

const MINUTE_MS = 60_000;

export interface RateLimits {
  /** Tokens of links: 256 bits cannot be guessed, so this only keeps noise away. */
  links: RateLimitRequestHandler;
  /** Six digits: the use case counts the tries of each code as well. */
  codes: RateLimitRequestHandler;
  /** Passwords, second factors, invitations of staff. */
  signIn: RateLimitRequestHandler;
  /** Files whose words are read: each takes a process of its own for up to ten seconds. */
  documents: RateLimitRequestHandler;
}

/** Counts in this process's memory by address, which is kept for the window and never written anywhere. */
export function createRateLimits(scale = 1): RateLimits {
  const limit = (windowMs: number, tries: number) =>
    rateLimit({
      windowMs,
      limit: tries * scale,
      standardHeaders: 'draft-8',
      legacyHeaders: false,
      keyGenerator: (request) => ipKeyGenerator(request.ip ?? '', 56),
      // Told where failures are told: in JSON, or in HTML to whoever sent a form.
      handler: (_request, _response, next) => next(new Problem('too_many_requests')),
    });
  return {
    links: limit(MINUTE_MS, 30),
    codes: limit(10 * MINUTE_MS, 20),
    signIn: limit(10 * MINUTE_MS, 30),
    documents: limit(MINUTE_MS, 12),
  };
}
