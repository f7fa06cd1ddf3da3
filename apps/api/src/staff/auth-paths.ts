import { z } from 'zod';

/** The paths of better-auth that are served; every other one of its is not found. */
export interface AuthPath {
  method: 'GET' | 'POST';
  path: string;
  summary: string;
  body?: z.ZodType;
  response: z.ZodType;
}

const Session = z.looseObject({ session: z.looseObject({ expiresAt: z.string() }), user: z.looseObject({}) });
const SignedIn = z.looseObject({ user: z.looseObject({}) });
const Code = z.object({ code: z.string().min(6).max(20) });

export const AUTH_PATHS: readonly AuthPath[] = [
  {
    method: 'POST',
    path: '/api/auth/sign-in/email',
    summary: 'Staff: address and password. `twoFactorRedirect` asks for the second factor.',
    body: z.object({ email: z.email(), password: z.string().max(200) }),
    response: z.union([SignedIn, z.looseObject({ twoFactorRedirect: z.literal(true) })]),
  },
  {
    method: 'POST',
    path: '/api/auth/two-factor/verify-totp',
    summary: 'Staff: the second factor at sign-in, or its first code at set-up.',
    body: Code,
    response: SignedIn,
  },
  {
    method: 'POST',
    path: '/api/auth/two-factor/verify-backup-code',
    summary: 'Staff: a backup code in place of the second factor; each is good once.',
    body: Code,
    response: SignedIn,
  },
  {
    method: 'POST',
    path: '/api/auth/two-factor/enable',
    summary: 'Staff: begins to set up the second factor; it holds once a first code was verified.',
    body: z.object({ password: z.string().max(200) }),
    response: z.looseObject({ totpURI: z.string(), backupCodes: z.array(z.string()) }),
  },
  {
    method: 'POST',
    path: '/api/auth/change-password',
    summary: 'Staff: a new password; ends the other sign-ins where asked.',
    body: z.object({
      currentPassword: z.string().max(200),
      newPassword: z.string().min(12).max(200),
      revokeOtherSessions: z.boolean().optional(),
    }),
    response: z.looseObject({}),
  },
  {
    method: 'POST',
    path: '/api/auth/sign-out',
    summary: 'Staff: ends this sign-in.',
    response: z.looseObject({ success: z.boolean() }),
  },
  {
    method: 'GET',
    path: '/api/auth/get-session',
    summary: 'Staff: the session of this browser, or null.',
    response: Session.nullable(),
  },
];
