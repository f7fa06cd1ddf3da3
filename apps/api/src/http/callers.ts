import type { Actor, Role } from '@rostrum/domain';
import { Problem } from '@rostrum/domain';
import type { Request } from 'express';
import type { StaffMember } from '../staff/staff-member.ts';
import { heldDelegates, heldSpeakers, placeAsked } from './held-devices.ts';

/**
 * Who stands behind a request, by its cookies; a delegate's page may name its session in a header instead. One
 * browser may hold one session of each kind at once.
 */
export interface Callers {
  /** Of several links that are open in this browser: the one that is asked about, else the one opened last. */
  speaker(request: Request): Promise<Extract<Actor, { kind: 'speaker' }> | null>;
  delegate(request: Request): Promise<Extract<Actor, { kind: 'delegate' }> | null>;
  staff(request: Request): Promise<StaffMember | null>;
}

export interface CallersDeps {
  secure: boolean;
  actorOfDevice(deviceToken: string): Promise<Actor | null>;
  staffMemberOf(request: Request): Promise<StaffMember | null>;
}

export function createCallers(deps: CallersDeps): Callers {
  return {
    async speaker(request) {
      const place = placeAsked(request);
      for (const token of heldSpeakers(request, deps.secure)) {
        const actor = await deps.actorOfDevice(token);
        if (actor?.kind !== 'speaker') continue;
        if (place === null || place === actor.invitationId) return actor;
      }
      return null;
    },
    async delegate(request) {
      for (const token of heldDelegates(request, deps.secure)) {
        const actor = await deps.actorOfDevice(token);
        if (actor?.kind === 'delegate') return actor;
      }
      return null;
    },
    staff: deps.staffMemberOf,
  };
}

/**
 * The one guard: `access` is the route's row of the table; of two links in one browser, the one named first. What belongs to whom is the use case's to check.
 * @throws Problem sign_in_required | not_allowed | second_factor_required
 */
export async function admit(
  request: Request,
  access: readonly Role[],
  callers: Callers,
  options: { secondFactorRequired: boolean },
): Promise<Actor | null> {
  if (access.includes('none')) return null;
  const open = (role: Role) => access.includes(role);
  let known = false;
  for (const role of access) {
    const linked = role === 'speaker' || role === 'delegate' ? await callers[role](request) : null;
    if (linked !== null) return linked;
  }
  const member = await callers.staff(request);
  if (member !== null) {
    known = true;
    if (open(member.role)) {
      if (options.secondFactorRequired && !member.secondFactor) throw new Problem('second_factor_required');
      return { kind: member.role, userId: member.id };
    }
  }
  known ||= !open('speaker') && (await callers.speaker(request)) !== null;
  known ||= !open('delegate') && (await callers.delegate(request)) !== null;
  throw new Problem(known ? 'not_allowed' : 'sign_in_required');
}
