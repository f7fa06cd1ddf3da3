import {
  actorOfDevice,
  enterCode,
  holdInTab,
  leaveDevice,
  type OpenedDevice,
  openLink,
  ticketOf,
} from '@rostrum/core';
import { Problem } from '@rostrum/domain';
import type { Request } from 'express';
import { browserLanguage } from '../http/browser-language.ts';
import { clearCookieHeader, setCookieHeader } from '../http/cookies.ts';
import type { Context, HandlersOf } from '../http/handler.ts';
import { heldDelegates, heldSpeakers, holdSpeaker, letSpeakerGo, placeAsked } from '../http/held-devices.ts';
import { isSecure } from '../settings.ts';
import type { HandlerDeps } from './handler-deps.ts';

type PublicRoute =
  | 'GET /healthz'
  | 'GET /readyz'
  | 'GET /api/openapi.json'
  | 'GET /.well-known/rostrum-keys.json'
  | 'GET /api/v1/me'
  | 'POST /api/v1/links/open'
  | 'POST /api/v1/links/code'
  | 'POST /api/v1/links/tab'
  | 'POST /api/v1/links/leave';

export function publicHandlers(deps: HandlerDeps): HandlersOf<PublicRoute> {
  const { parts, settings, callers } = deps;
  const secure = isSecure(settings);

  function opened(
    device: OpenedDevice,
    context: Pick<Context, 'request' | 'setCookie'>,
    heldBefore: string | null,
  ) {
    const { purpose, invitationId, deviceToken } = device;
    for (const cookie of openedCookies(deps, context.request, device)) context.setCookie(cookie);
    const ticket = purpose === 'delegate' && deviceToken !== heldBefore ? ticketOf(parts, deviceToken) : null;
    return { outcome: 'open', purpose, place: invitationId, ticket } as const;
  }

  return {
    'GET /healthz': () => ({ status: 'ok' }),

    'GET /readyz': async () => {
      const asked = {
        database: parts.store.health(),
        queue: parts.queue.health(),
        storage: parts.storage.health(),
      };
      const names = Object.keys(asked);
      const outcomes = await Promise.allSettled(Object.values(asked));
      const down = names.filter((_, i) => outcomes[i]?.status === 'rejected');
      if (down.length > 0) {
        const [cause] = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
        throw new Problem('unavailable', { message: `not ready: ${down.join(', ')}`, cause });
      }
      return { status: 'ok', parts: Object.fromEntries(names.map((name) => [name, 'ok'])) };
    },

    'GET /api/openapi.json': () => deps.document,

    'GET /.well-known/rostrum-keys.json': () => ({
      keys: parts.signing.publicKeys().keys.map((key) => ({ ...key })),
    }),

    'GET /api/v1/me': async (_input, { request }) => {
      const common = {
        demonstration: settings.mode === 'demonstration',
        serverNow: parts.clock.now().toISOString(),
      };
      const member = await callers.staff(request);
      if (member !== null) {
        const { id, role, name, email } = member;
        // The demonstration asks for none.
        const missing = settings.mode === 'production' ? 'missing' : 'none';
        const secondFactor = member.secondFactor ? 'set' : missing;
        return { id, role, name, email, secondFactor, ...common };
      }
      const actor = (await callers.speaker(request)) ?? (await callers.delegate(request));
      return {
        id: null,
        role: actor?.kind ?? 'none',
        name: null,
        email: null,
        secondFactor: 'none',
        ...common,
      };
    },

    'POST /api/v1/links/open': async ({ body }, context) => {
      const deviceToken = await heldToken(deps, context.request, body.token);
      const language = body.language ?? browserLanguage(context.request);
      const opening = await openLink(parts, { token: body.token, deviceToken, language });
      if (opening.outcome === 'code_required') return opening;
      return opened(opening, context, deviceToken);
    },

    'POST /api/v1/links/code': async ({ body }, context) =>
      opened(await enterCode(parts, body), context, null),

    'POST /api/v1/links/tab': async ({ body }) => {
      const { token, expiresAt } = await holdInTab(parts, body);
      return { token, expiresAt: expiresAt.toISOString() };
    },

    'POST /api/v1/links/leave': async (_input, { request, setCookie }) => {
      for (const cookie of await closeSpeakers(deps, request)) setCookie(cookie);
      if (placeAsked(request) !== null) return;
      const delegate = await callers.delegate(request);
      if (delegate !== null) await leaveDevice(parts, { actor: delegate });
      setCookie(clearCookieHeader('delegate', secure));
    },
  };
}

/** What a browser is sent when a link was opened in it. */
export function openedCookies(
  { parts, settings }: Pick<HandlerDeps, 'parts' | 'settings'>,
  request: Request,
  { purpose, deviceToken: token, expiresAt }: OpenedDevice,
): string[] {
  const secure = isSecure(settings);
  if (purpose === 'delegate')
    return [setCookieHeader('delegate', { value: token, expiresAt, sameSite: 'Lax' }, secure)];
  const openedAt = parts.clock.now();
  return holdSpeaker({ token, openedAt, expiresAt }, heldSpeakers(request, secure), secure);
}

/** Ends the sessions of speakers in this browser, or the one that is asked about. @returns what the browser is sent */
export async function closeSpeakers(
  { parts, settings }: Pick<HandlerDeps, 'parts' | 'settings'>,
  request: Request,
): Promise<string[]> {
  const secure = isSecure(settings);
  const place = placeAsked(request);
  const cookies: string[] = [];
  for (const token of heldSpeakers(request, secure)) {
    const actor = await actorOfDevice(parts, token);
    if (actor?.kind === 'speaker' && place !== null && actor.invitationId !== place) continue;
    if (actor !== null) await leaveDevice(parts, { actor });
    cookies.push(letSpeakerGo(token, secure));
  }
  return cookies;
}

/** A browser may hold several sessions at once: the one that this link may have opened. */
export async function heldToken(
  { parts, settings }: Pick<HandlerDeps, 'parts' | 'settings'>,
  request: Request,
  token: string,
): Promise<string | null> {
  const link = await parts.store.links.byTokenHash(parts.signing.hashToken(token));
  if (link === null) return null;
  const secure = isSecure(settings);
  const all = link.purpose === 'delegate' ? heldDelegates(request, secure) : heldSpeakers(request, secure);
  for (const device of all) {
    const held = await parts.store.links.deviceByTokenHash(parts.signing.hashToken(device));
    if (held?.link.id === link.id) return device;
  }
  return null;
}
