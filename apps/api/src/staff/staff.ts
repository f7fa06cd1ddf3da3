import type { IncomingMessage } from 'node:http';
import type { Parts } from '@rostrum/core';
import type { PrismaClient } from '@rostrum/db';
import { type Actor, newId, Problem } from '@rostrum/domain';
import { z } from 'zod';
import type { ApiSettings } from '../settings.ts';
import type { Auth } from './auth.ts';
import type { StaffMember } from './staff-member.ts';
import { webHeaders } from './web-headers.ts';

const INVITATION_KEPT_MS = 7 * 24 * 60 * 60_000;
const INVITATION = 'staff-invitation';
/** Whoever changes who the administrators are waits for whoever does so now. */
const ADMINISTRATORS_LOCK = 7_303_021;

export interface StaffRow extends StaffMember {
  disabled: boolean;
  invitationOpen: boolean;
  /** Until when the invitation's link opens. */
  invitationEndsAt: string | null;
  lastSeenAt: string | null;
}

export interface Staff {
  /** Who is signed in by the cookie of this request; null also for one who was disabled. */
  memberOf(request: IncomingMessage): Promise<StaffMember | null>;
  list(): Promise<StaffRow[]>;
  invite(
    actor: Actor,
    member: { name: string; email: string; role: StaffMember['role'] },
  ): Promise<{ id: string; link: string }>;
  accept(token: string, password: string): Promise<void>;
  /** A new link for whoever has not accepted yet; the earlier one ends. @throws Problem not_found | email_taken */
  inviteAgain(actor: Actor, id: string): Promise<{ id: string; link: string }>;
  /** From the next request on. @throws Problem not_found | last_administrator */
  setRole(actor: Actor, id: string, role: StaffMember['role']): Promise<void>;
  disable(actor: Actor, id: string): Promise<void>;
  enable(actor: Actor, id: string): Promise<void>;
  resetSecondFactor(actor: Actor, id: string): Promise<void>;
}

export interface StaffDeps {
  auth: Auth;
  prisma: PrismaClient;
  parts: Pick<Parts, 'store' | 'queue' | 'signing' | 'clock'>;
  settings: Pick<ApiSettings, 'mode' | 'publicUrl'>;
}

const Role = z.enum(['coordinator', 'administrator']);
const User = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: Role,
  banned: z.boolean().nullish(),
  twoFactorEnabled: z.boolean().nullish(),
});

export function staffLink(settings: Pick<ApiSettings, 'publicUrl'>, token: string): string {
  return `${settings.publicUrl}/review/#invite=${token}`;
}

export function createStaff({ auth, prisma, parts, settings }: StaffDeps): Staff {
  const audit = (actor: Actor, action: string, id: string, payload: Record<string, string> = {}) =>
    parts.store.transaction((tx) => tx.audit({ action, actor, subject: { kind: 'staff', id }, payload }));

  /** @throws Problem last_administrator: one that can sign in must stay */
  async function withoutLockout(id: string, change: (client: PrismaTransaction) => Promise<void>) {
    await prisma.$transaction(async (client) => {
      await client.$executeRaw`select pg_advisory_xact_lock(${ADMINISTRATORS_LOCK}::bigint)`;
      const target = await client.user.findUnique({ where: { id }, select: { role: true } });
      await change(client);
      const left = await client.user.count({
        where: {
          role: 'administrator',
          banned: { not: true },
          id: { not: id },
          // Who was only invited has no way in yet. The demonstration's come by their printed links.
          ...(settings.mode === 'production' ? { accounts: { some: { providerId: 'credential' } } } : {}),
        },
      });
      if (left === 0 && target?.role === 'administrator') throw new Problem('last_administrator');
    });
  }

  async function mustExist(id: string): Promise<void> {
    if ((await prisma.user.count({ where: { id } })) === 0) throw new Problem('not_found');
  }

  async function invite(
    actor: Actor,
    { name, email: written, role }: { name: string; email: string; role: StaffMember['role'] },
  ): Promise<{ id: string; link: string }> {
    const email = written.toLowerCase();
    const known = await prisma.user.findUnique({ where: { email }, select: { id: true } });
    if (known !== null && (await prisma.account.count({ where: { userId: known.id } })) > 0) {
      throw new Problem('email_taken');
    }
    // Invited again before they accepted: the newest invitation stands, the earlier link ends.
    const id = known?.id ?? newId();
    const token = parts.signing.newToken();
    await prisma.$transaction([
      prisma.user.upsert({
        where: { id },
        create: { id, name, email, role },
        update: { name, role },
      }),
      prisma.verification.deleteMany({
        where: { identifier: { startsWith: `${INVITATION}:` }, value: id },
      }),
      prisma.verification.create({
        data: {
          id: newId(),
          identifier: `${INVITATION}:${parts.signing.hashToken(token)}`,
          value: id,
          expiresAt: new Date(parts.clock.now().getTime() + INVITATION_KEPT_MS),
        },
      }),
    ]);
    const link = staffLink(settings, token);
    const mailId = newId();
    await parts.store.transaction(async (tx) => {
      await tx.mail.add({
        id: mailId,
        kind: 'staff_invitation',
        userId: id,
        secret: { link },
        createdAt: parts.clock.now(),
      });
      await tx.audit({ action: 'staff.invited', actor, subject: { kind: 'staff', id }, payload: { role } });
      tx.afterCommit(() => parts.queue.add('mail.send', { mailId }));
    });
    return { id, link };
  }

  return {
    async memberOf(request) {
      if (request.headers.cookie === undefined) return null;
      const found = await auth.api.getSession({ headers: webHeaders(request) });
      if (found === null) return null;
      const user = User.parse(found.user);
      if (user.banned === true) return null;
      return {
        id: user.id,
        name: user.name,
        email: user.email,
        role: user.role,
        secondFactor: user.twoFactorEnabled === true,
      };
    },

    async list() {
      const [users, accounts, invitations, seen] = await Promise.all([
        prisma.user.findMany({ orderBy: [{ name: 'asc' }, { id: 'asc' }] }),
        prisma.account.findMany({ where: { providerId: 'credential' }, select: { userId: true } }),
        prisma.verification.findMany({
          where: { identifier: { startsWith: `${INVITATION}:` } },
          select: { value: true, expiresAt: true },
        }),
        prisma.authSession.groupBy({ by: ['userId'], _max: { updatedAt: true } }),
      ]);
      const endsAt = new Map(invitations.map(({ value, expiresAt }) => [value, expiresAt.toISOString()]));
      const seenAt = new Map(seen.map(({ userId, _max }) => [userId, _max.updatedAt?.toISOString() ?? null]));
      const accepted = new Set(accounts.map(({ userId }) => userId));
      return users.map((row) => {
        const user = User.parse(row);
        return {
          id: user.id,
          name: user.name,
          email: user.email,
          role: user.role,
          disabled: user.banned === true,
          secondFactor: user.twoFactorEnabled === true,
          invitationOpen: !accepted.has(user.id),
          invitationEndsAt: accepted.has(user.id) ? null : (endsAt.get(user.id) ?? null),
          lastSeenAt: seenAt.get(user.id) ?? null,
        };
      });
    },

    async inviteAgain(actor, id) {
      const user = await prisma.user.findUnique({ where: { id } });
      if (user === null) throw new Problem('not_found');
      const { name, email, role } = User.parse(user);
      return await invite(actor, { name, email, role });
    },

    async setRole(actor, id, role) {
      await mustExist(id);
      const change = async (client: Pick<PrismaTransaction, 'user'>) => {
        await client.user.update({ where: { id }, data: { role } });
      };
      if (role === 'administrator') await change(prisma);
      else await withoutLockout(id, change);
      await audit(actor, 'staff.role_set', id, { role });
    },

    invite,

    async accept(token, password) {
      const identifier = `${INVITATION}:${parts.signing.hashToken(token)}`;
      const context = await auth.$context;
      const invitation = await prisma.verification.findFirst({ where: { identifier } });
      if (invitation === null) throw new Problem('link_unknown');
      if (invitation.expiresAt <= parts.clock.now()) throw new Problem('link_expired');
      const hash = await context.password.hash(password);
      await prisma.$transaction(async (client) => {
        // Of two that accept at once, one deletes the row and goes on.
        const { count } = await client.verification.deleteMany({ where: { id: invitation.id } });
        if (count === 0) throw new Problem('link_unknown');
        const userId = invitation.value;
        await client.account.create({
          data: { id: newId(), accountId: userId, providerId: 'credential', userId, password: hash },
        });
        await client.user.update({ where: { id: userId }, data: { emailVerified: true } });
      });
      const role = Role.parse(
        (await prisma.user.findUniqueOrThrow({ where: { id: invitation.value }, select: { role: true } }))
          .role,
      );
      await audit({ kind: role, userId: invitation.value }, 'staff.accepted', invitation.value);
    },

    async disable(actor, id) {
      await mustExist(id);
      await withoutLockout(id, async (client) => {
        await client.user.update({ where: { id }, data: { banned: true } });
        await client.authSession.deleteMany({ where: { userId: id } });
        await client.verification.deleteMany({ where: { value: id } });
      });
      await audit(actor, 'staff.disabled', id);
    },

    async enable(actor, id) {
      await mustExist(id);
      await prisma.user.update({ where: { id }, data: { banned: false } });
      await audit(actor, 'staff.enabled', id);
    },

    async resetSecondFactor(actor, id) {
      await mustExist(id);
      await prisma.$transaction([
        prisma.twoFactor.deleteMany({ where: { userId: id } }),
        prisma.user.update({ where: { id }, data: { twoFactorEnabled: false } }),
        prisma.authSession.deleteMany({ where: { userId: id } }),
      ]);
      await audit(actor, 'staff.second_factor_reset', id);
    },
  };
}

type PrismaTransaction = Parameters<Parameters<PrismaClient['$transaction']>[0]>[0];
