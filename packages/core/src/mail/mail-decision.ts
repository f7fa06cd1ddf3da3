import type { Parts } from '../parts.ts';
import type { DecisionKind } from '../ports/store/decisions.ts';
import type { Tx } from '../ports/store.ts';
import { queueMail } from './queue-mail.ts';

/**
 * Tells the speaker of a decision, a while after it was made: one that is undone or replaced by then is told
 * to nobody. A statement that was declined is told by the coordinators themselves.
 */
export async function mailDecision(
  tx: Tx,
  { queue, settings }: Pick<Parts, 'queue' | 'settings'>,
  {
    decisionId,
    kind,
    asks,
    invitationId,
    now,
  }: { decisionId: string; kind: DecisionKind; asks: boolean; invitationId: string; now: Date },
): Promise<void> {
  if (kind === 'decline') return;
  const approval = asks ? 'cut_question' : 'approved';
  await queueMail(
    tx,
    { queue },
    {
      kind: kind === 'approve' ? approval : 'changes_requested',
      invitationId,
      secret: { decisionId },
      sendAfter: new Date(now.getTime() + settings.mail.decisionDelayMs),
      createdAt: now,
    },
  );
}
