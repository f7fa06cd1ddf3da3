import { type Actor, isMailAddress } from '@rostrum/domain';
import { stateCodeFor } from '@rostrum/domain/state-names';
import type { Parts } from '../parts.ts';
import { requireStaff } from './who-may.ts';

/** A mission's line as somebody has it in a list: its State by code or by any of its names. */
export interface AddressLine {
  state: string;
  /** Empty takes the address away. */
  email: string;
}

export type AddressFault = 'state_unknown' | 'mission_missing' | 'email_invalid' | 'twice';

/**
 * The addresses of missions, all of the lines or, where any has a fault, none.
 * @returns the faults by the line's place in the list @throws Problem not_allowed
 */
export async function setMissionAddresses(
  { store }: Pick<Parts, 'store'>,
  { actor, lines }: { actor: Actor; lines: readonly AddressLine[] },
): Promise<{ set: number; faults: { line: number; fault: AddressFault }[] }> {
  requireStaff(actor);
  const missions = await store.missions.codes();
  const seen = new Set<string>();
  const faults: { line: number; fault: AddressFault }[] = [];
  const addresses: { stateCode: string; email: string | null }[] = [];
  for (const [line, { state, email }] of lines.entries()) {
    const written = state.trim().toUpperCase();
    const stateCode = missions.has(written) ? written : stateCodeFor(state);
    const fault = faultOf({ stateCode, email, missions, seen });
    if (fault !== null) faults.push({ line, fault });
    else if (stateCode !== null) addresses.push({ stateCode, email: email === '' ? null : email });
    if (stateCode !== null) seen.add(stateCode);
  }
  if (faults.length > 0 || addresses.length === 0) return { set: 0, faults };
  await store.transaction(async (tx) => {
    await tx.missions.setAddresses(addresses);
    await tx.audit({
      action: 'mission.addresses_set',
      actor,
      subject: { kind: 'mission', id: 'all' },
      payload: { missions: addresses.length },
    });
  });
  return { set: addresses.length, faults };
}

function faultOf({
  stateCode,
  email,
  missions,
  seen,
}: {
  stateCode: string | null;
  email: string;
  missions: ReadonlySet<string>;
  seen: ReadonlySet<string>;
}): AddressFault | null {
  if (stateCode === null) return 'state_unknown';
  if (!missions.has(stateCode)) return 'mission_missing';
  if (seen.has(stateCode)) return 'twice';
  return email === '' || isMailAddress(email) ? null : 'email_invalid';
}
