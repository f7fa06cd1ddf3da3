import { timingSafeEqual } from 'node:crypto';
import { Problem } from '@rostrum/domain';
import type { Request } from 'express';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** A header that no form of another site can send and no script of one may, without our CORS permission. */
export const OWN_PAGE_HEADER = 'x-rostrum';

/** @throws Problem request_forged */
export function refuseForgedRequest(request: Request, publicUrl: string): void {
  if (SAFE.has(request.method)) return;
  if (request.get(OWN_PAGE_HEADER) !== '1') throw forged('without the header');
  refuseForeignOrigin(request, publicUrl);
}

/**
 * For forms that work without JavaScript, and so without a header: what the browser says of where the form
 * stood, and a token that stands in the form and in a cookie (which a foreign site can neither read nor set).
 * @throws Problem request_forged
 */
export function refuseForgedForm(
  request: Request,
  publicUrl: string,
  tokens: { cookie: string | null; field: unknown },
): void {
  refuseForeignOrigin(request, publicUrl);
  const { cookie, field } = tokens;
  if (cookie === null || typeof field !== 'string' || !sameText(cookie, field))
    throw forged('without the token');
}

function refuseForeignOrigin(request: Request, publicUrl: string): void {
  const site = request.get('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw forged(`from ${site}`);
  const origin = request.get('origin');
  // "null" comes from our own pages too, where a browser takes the referrer policy for the origin's.
  if (origin === undefined || origin === 'null') return;
  const ours = [new URL(publicUrl).host, request.host];
  if (!URL.canParse(origin) || !ours.includes(new URL(origin).host)) throw forged('from another origin');
}

function forged(how: string): Problem {
  return new Problem('request_forged', { message: `request ${how}` });
}

function sameText(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
}
