import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { clearCookieHeader, readCookie, readTagged, setCookieHeader } from './cookies.ts';

/**
 * Who speaks for several organisations has several links open in one browser; which of them is meant, the page says by
 * the invitation's id. Each link has a cookie of its own: two that are opened at once would each write a common one
 * without the other.
 */
export const PLACE_HEADER = 'x-rostrum-place';
/** For what cannot send a header: event streams, pictures, plain forms. */
export const PLACE_PARAMETER = 'place';

const MOST = 8;

/** The tokens of a browser, that of the link which was opened last in front. */
export function heldSpeakers(request: IncomingMessage, secure: boolean): string[] {
  return readTagged(request, 'speaker', secure)
    .flatMap((value) => {
      const [, openedAt, token] = /^(\d{1,15})\.(.+)$/.exec(value) ?? [];
      return token === undefined ? [] : [{ openedAt: Number(openedAt), token }];
    })
    .sort((a, b) => b.openedAt - a.openedAt)
    .map(({ token }) => token);
}

/**
 * The tokens of a mission's people: what the page itself names, where no cookie comes back to it, before the cookie.
 * The header is for them alone. They see what is published and change next to nothing; what speakers and staff hold
 * is worth more than that no script can read it.
 */
export function heldDelegates(request: IncomingMessage, secure: boolean): string[] {
  const [, named] = /^Bearer ([\w-]{20,200})$/i.exec(request.headers.authorization ?? '') ?? [];
  return [named, readCookie(request, 'delegate', secure)].filter((one) => one !== undefined && one !== null);
}

/** The headers that a browser is sent once a token was opened; the oldest of too many is let go. */
export function holdSpeaker(
  { token, openedAt, expiresAt }: { token: string; openedAt: Date; expiresAt: Date },
  held: readonly string[],
  secure: boolean,
): string[] {
  const value = `${openedAt.getTime()}.${token}`;
  // Lax: who comes back by the link in a mail is known at once. Nothing changes by a GET.
  const cookie = { value, expiresAt, sameSite: 'Lax', tag: tagOf(token) } as const;
  const others = held.filter((other) => other !== token);
  return [
    setCookieHeader('speaker', cookie, secure),
    ...others.slice(MOST - 1).map((other) => letSpeakerGo(other, secure)),
  ];
}

export function letSpeakerGo(token: string, secure: boolean): string {
  return clearCookieHeader('speaker', secure, tagOf(token));
}

/** Names a cookie without telling its token. */
function tagOf(token: string): string {
  return createHash('sha256').update(token).digest('hex').slice(0, 16);
}

/** The invitation that a request is about; null where it does not say. */
export function placeAsked(request: IncomingMessage): string | null {
  const header = request.headers[PLACE_HEADER];
  if (typeof header === 'string') return header;
  const query = request.url?.split('?')[1];
  return query === undefined ? null : new URLSearchParams(query).get(PLACE_PARAMETER);
}
