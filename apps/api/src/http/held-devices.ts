import type { IncomingMessage } from 'node:http';
import { readCookie } from './cookies.ts';

/**
 * Who speaks for several organisations has several links open in one browser. The cookie holds a token for each, the
 * one that was opened last in front; which of them is meant, the page says by the invitation's id.
 */
export const PLACE_HEADER = 'x-rostrum-place';
/** For what cannot send a header: event streams, pictures, plain forms. */
export const PLACE_PARAMETER = 'place';

const BETWEEN = '.';
const MOST = 8;

export function heldSpeakers(request: IncomingMessage, secure: boolean): string[] {
  const cookie = readCookie(request, 'speaker', secure);
  return cookie === null ? [] : cookie.split(BETWEEN).filter((token) => token !== '');
}

/** The cookie's value once that token was opened. */
export function withSpeaker(held: readonly string[], token: string): string {
  return [token, ...held.filter((other) => other !== token)].slice(0, MOST).join(BETWEEN);
}

/** The same once tokens were given up; empty where none is left. */
export function withoutSpeakers(held: readonly string[], gone: readonly string[]): string {
  return held.filter((token) => !gone.includes(token)).join(BETWEEN);
}

/** The invitation that a request is about; null where it does not say. */
export function placeAsked(request: IncomingMessage): string | null {
  const header = request.headers[PLACE_HEADER];
  if (typeof header === 'string') return header;
  const query = request.url?.split('?')[1];
  return query === undefined ? null : new URLSearchParams(query).get(PLACE_PARAMETER);
}
