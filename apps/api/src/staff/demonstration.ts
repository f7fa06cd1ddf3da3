import { type Parts, systemClock } from '@rostrum/core';
import type { PrismaClient } from '@rostrum/db';
import { newId, Problem } from '@rostrum/domain';
import type { ApiSettings } from '../settings.ts';
import type { Auth } from './auth.ts';

const PRINTED = 'demonstration-link';
const KEPT_MS = 30 * 24 * 60 * 60_000;

const MEMBERS = {
  coordinator: { name: 'Demonstration coordinator', email: 'coordinator@demonstration.invalid' },
  administrator: { name: 'Demonstration administrator', email: 'administrator@demonstration.invalid' },
} as const;

export interface DemonstrationDeps {
  prisma: PrismaClient;
  parts: Pick<Parts, 'signing'>;
  settings: Pick<ApiSettings, 'mode' | 'publicUrl'>;
}

/**
 * The demonstration's two accounts and a new printed link for each; the links printed before end.
 * The accounts have no password, so that no other way leads to them.
 */
export async function ensureDemonstrationStaff(
  deps: DemonstrationDeps,
): Promise<{ coordinator: string; administrator: string }> {
  refuseProduction(deps.settings);
  const link = async (role: 'coordinator' | 'administrator') => {
    const { name, email } = MEMBERS[role];
    const user = await deps.prisma.user.upsert({
      where: { email },
      create: { id: newId(), name, email, role },
      update: { role, banned: false },
      select: { id: true },
    });
    const token = deps.parts.signing.newToken();
    await deps.prisma.$transaction([
      deps.prisma.verification.deleteMany({
        where: { identifier: { startsWith: `${PRINTED}:` }, value: user.id },
      }),
      deps.prisma.verification.create({
        data: {
          id: newId(),
          identifier: `${PRINTED}:${deps.parts.signing.hashToken(token)}`,
          value: user.id,
          expiresAt: new Date(systemClock.now().getTime() + KEPT_MS),
        },
      }),
    ]);
    return `${deps.settings.publicUrl}/review/#${token}`;
  };
  return { coordinator: await link('coordinator'), administrator: await link('administrator') };
}

/** Opens a session of staff by a printed link; it may be opened as often as one likes. */
export function demonstrationSignIn(deps: DemonstrationDeps & { auth: Auth }) {
  refuseProduction(deps.settings);
  return async (token: string): Promise<string[]> => {
    const printed = await deps.prisma.verification.findFirst({
      where: { identifier: `${PRINTED}:${deps.parts.signing.hashToken(token)}` },
    });
    if (printed === null || printed.expiresAt <= systemClock.now()) throw new Problem('link_unknown');
    const answer = await deps.auth.api.openStaffSession({
      body: { userId: printed.value },
      asResponse: true,
    });
    if (!answer.ok) throw new Problem('not_allowed');
    return answer.headers.getSetCookie();
  };
}

/** A programming error, not a request's: nothing of the demonstration may be built in production. */
function refuseProduction(settings: Pick<ApiSettings, 'mode'>): void {
  if (settings.mode !== 'demonstration') throw new Error('the demonstration cannot run in this mode');
}
