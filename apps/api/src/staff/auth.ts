import { randomUUID } from 'node:crypto';
import type { Log } from '@rostrum/core';
import type { PrismaClient } from '@rostrum/db';
import { betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { APIError, createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { twoFactor } from 'better-auth/plugins';
import { z } from 'zod';
import { cookieName } from '../http/cookies.ts';
import { type ApiSettings, isSecure } from '../settings.ts';

export const AUTH_PATH = '/api/auth';
export const PASSWORD_MIN_CHARACTERS = 12;
export const PASSWORD_MAX_CHARACTERS = 200;
const SESSION_SECONDS = 12 * 60 * 60;
const SESSION_RENEWED_AFTER_SECONDS = 60 * 60;

/** Codes of refusals that are ours, beside better-auth's own. */
export const STAFF_DISABLED = 'STAFF_DISABLED';

export interface AuthDeps {
  settings: Pick<ApiSettings, 'mode' | 'publicUrl' | 'authSecret'>;
  prisma: PrismaClient;
  log: Log;
}

/**
 * Staff sign-in: password and TOTP. Accounts are made by an administrator's invitation alone, sessions
 * keep neither address nor browser, and whoever is disabled gets no session.
 */
export function createAuth({ settings, prisma, log }: AuthDeps) {
  const secure = isSecure(settings);
  return betterAuth({
    appName: 'Rostrum',
    baseURL: settings.publicUrl,
    basePath: AUTH_PATH,
    secret: settings.authSecret,
    database: prismaAdapter(prisma, { provider: 'postgresql' }),
    telemetry: { enabled: false },
    logger: { disabled: true },
    onAPIError: {
      onError(error) {
        if (!(error instanceof APIError)) log.error('staff_sign_in_failed', error);
      },
    },
    // Ours stand in front of every route that can be guessed at.
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_MIN_CHARACTERS,
      maxPasswordLength: PASSWORD_MAX_CHARACTERS,
    },
    user: {
      additionalFields: {
        role: { type: 'string', required: true, input: false },
        banned: { type: 'boolean', required: false, input: false },
      },
    },
    session: {
      modelName: 'authSession',
      expiresIn: SESSION_SECONDS,
      updateAge: SESSION_RENEWED_AFTER_SECONDS,
      cookieCache: { enabled: false },
    },
    databaseHooks: {
      session: {
        create: {
          async before(session) {
            const user = await prisma.user.findUnique({
              where: { id: session.userId },
              select: { banned: true },
            });
            if (user === null || user.banned === true) {
              throw new APIError('FORBIDDEN', { code: STAFF_DISABLED });
            }
            return { data: { ...session, ipAddress: null, userAgent: null } };
          },
        },
      },
    },
    advanced: {
      // Checked by our own guard for every route alike, before better-auth sees a request.
      disableCSRFCheck: true,
      ipAddress: { disableIpTracking: true },
      useSecureCookies: false,
      cookiePrefix: cookieName('staff', secure),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'strict', secure, path: '/' },
      database: { generateId: () => randomUUID() },
    },
    plugins: [
      twoFactor({ issuer: 'Rostrum', twoFactorCookieMaxAge: 600 }),
      { id: 'rostrum-sessions', endpoints: { openStaffSession } },
    ],
  });
}

/** Never reachable over HTTP: the list of better-auth's paths that are served does not name it. */
const openStaffSession = createAuthEndpoint(
  '/rostrum/open-session',
  { method: 'POST', body: z.object({ userId: z.string() }), metadata: { SERVER_ONLY: true } },
  async (context) => {
    const user = await context.context.internalAdapter.findUserById(context.body.userId);
    if (!user) throw new APIError('NOT_FOUND');
    const session = await context.context.internalAdapter.createSession(user.id, false);
    if (!session) throw new APIError('FORBIDDEN');
    await setSessionCookie(context, { session, user });
    return context.json({ ok: true });
  },
);

export type Auth = ReturnType<typeof createAuth>;
