import type { IncomingMessage } from 'node:http';

/** `left`: whoever used this browser left the plain page in a hurry, and it shows nothing until a link is opened. */
export type CookieName = 'speaker' | 'delegate' | 'form' | 'left';

export interface CookieOptions {
  value: string;
  /** Without it the cookie ends with the browser. In the past, or an empty value: the cookie is removed. */
  expiresAt?: Date;
  sameSite: 'Strict' | 'Lax';
  /** Of several cookies of one kind: which. */
  tag?: string;
}

/**
 * RFC 6265bis section 4.1.3.2: a browser takes a `__Host-` cookie only when Secure, with Path=/ and without
 * Domain, so no neighbour host can set one. On the loopback's plain http the prefix cannot be had.
 */
export function cookieName(name: CookieName | 'staff', secure: boolean): string {
  return `${secure ? '__Host-' : ''}rostrum-${name}`;
}

export function setCookieHeader(name: CookieName, options: CookieOptions, secure: boolean): string {
  const parts = [
    `${cookieName(name, secure)}${options.tag === undefined ? '' : `-${options.tag}`}=${encodeURIComponent(options.value)}`,
    'Path=/',
    'HttpOnly',
    `SameSite=${options.sameSite}`,
  ];
  if (options.expiresAt !== undefined) parts.push(`Expires=${options.expiresAt.toUTCString()}`);
  if (secure) parts.push('Secure');
  return parts.join('; ');
}

export function clearCookieHeader(name: CookieName, secure: boolean, tag?: string): string {
  const gone = { value: '', expiresAt: new Date(0), sameSite: 'Lax' } as const;
  return setCookieHeader(name, tag === undefined ? gone : { ...gone, tag }, secure);
}

/** The first cookie of that name, as RFC 6265 section 5.4 orders them; null where there is none. */
export function readCookie(request: IncomingMessage, name: CookieName, secure: boolean): string | null {
  const wanted = cookieName(name, secure);
  const [, value = ''] = cookiesOf(request).find(([found]) => found === wanted) ?? [];
  return value === '' ? null : value;
}

/** The values of all cookies of a kind that has tags. */
export function readTagged(request: IncomingMessage, name: CookieName, secure: boolean): string[] {
  const begins = `${cookieName(name, secure)}-`;
  return cookiesOf(request).flatMap(([found, value]) =>
    found.startsWith(begins) && value !== '' ? [value] : [],
  );
}

function cookiesOf(request: IncomingMessage): [name: string, value: string][] {
  return (request.headers.cookie ?? '').split(';').flatMap((pair): [string, string][] => {
    const at = pair.indexOf('=');
    return at < 0 ? [] : [[pair.slice(0, at).trim(), safelyDecoded(pair.slice(at + 1).trim())]];
  });
}

function safelyDecoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return '';
  }
}
