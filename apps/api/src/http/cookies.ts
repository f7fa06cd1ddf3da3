import type { IncomingMessage } from 'node:http';

export type CookieName = 'speaker' | 'delegate' | 'form';

export interface CookieOptions {
  value: string;
  /** Without it the cookie ends with the browser. In the past, or an empty value: the cookie is removed. */
  expiresAt?: Date;
  sameSite: 'Strict' | 'Lax';
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
    `${cookieName(name, secure)}=${encodeURIComponent(options.value)}`,
    'Path=/',
    'HttpOnly',
    `SameSite=${options.sameSite}`,
  ];
  if (options.expiresAt !== undefined) parts.push(`Expires=${options.expiresAt.toUTCString()}`);
  if (secure) parts.push('Secure');
  return parts.join('; ');
}

export function clearCookieHeader(name: CookieName, secure: boolean): string {
  return setCookieHeader(name, { value: '', expiresAt: new Date(0), sameSite: 'Lax' }, secure);
}

/** The first cookie of that name, as RFC 6265 section 5.4 orders them; null where there is none. */
export function readCookie(request: IncomingMessage, name: CookieName, secure: boolean): string | null {
  const wanted = cookieName(name, secure);
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at < 0 || pair.slice(0, at).trim() !== wanted) continue;
    const value = safelyDecoded(pair.slice(at + 1).trim());
    return value === '' ? null : value;
  }
  return null;
}

function safelyDecoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return '';
  }
}
