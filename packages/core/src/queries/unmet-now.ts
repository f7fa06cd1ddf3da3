import { isSoundOnly, type Unmet, unmetBy } from '@rostrum/domain';
import type { DecisionRecord } from '../ports/store/decisions.ts';
import type { InvitationRecord } from '../ports/store/invitations.ts';
import type { TakeRecord } from '../ports/store/takes.ts';

/** What stands between a speaker's choice and being shown, by what was decided on, else by what was sent last. */
export function unmetNow({
  invitation,
  takes,
  decision,
}: {
  invitation: Pick<InvitationRecord, 'appearance'>;
  /** Newest first. */
  takes: readonly Pick<TakeRecord, 'id' | 'state' | 'verdict'>[];
  /** The last word that stands. */
  decision: Pick<DecisionRecord, 'takeId'> | null;
}): Unmet[] {
  const take =
    takes.find(({ id }) => id === decision?.takeId) ??
    takes.find(({ state, verdict }) => state !== 'abandoned' && verdict?.outcome === 'accepted');
  return unmetBy(invitation.appearance, { soundOnly: take !== undefined && isSoundOnly(take) });
}
