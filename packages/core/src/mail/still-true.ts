import { WAITS_FOR_STAFF } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { LinkRecord } from '../ports/store/links.ts';
import type { MailKind, MailRecord } from '../ports/store/mail.ts';
import { isOwed } from './remind.ts';

/** What says how the statement stands: after one of these, the same again is no news. */
const NEWS: readonly MailKind[] = ['approved', 'changes_requested', 'cut_question', 'refused'];

/**
 * Is what the mail tells still so? It was written down a while ago. About a statement that was taken back
 * nothing is mailed any more, not even that it was: a mail would be one more trace of it.
 */
export async function stillTrue(
  { store, clock }: Pick<Parts, 'store' | 'clock'>,
  { kind, invitationId, linkId, secret }: MailRecord,
): Promise<boolean> {
  // Come late, the mail of a link that was ended would be taken for the newer one's.
  if (linkId !== null && !isAlive(await store.links.byId(linkId), clock.now())) return false;
  if (kind === 'questions_waiting') {
    return (await store.askedQuestions.countsIn(WAITS_FOR_STAFF)).length > 0;
  }
  if (invitationId === null) return true;
  const statement = await store.statements.byInvitation(invitationId);
  if (statement === null || statement.state === 'withdrawn') return false;
  switch (kind) {
    case 'changes_requested':
    case 'cut_question':
    case 'approved': {
      const decision = secret?.decisionId === undefined ? null : await stands(store, secret.decisionId);
      if (decision === null) return false;
      if (kind === 'cut_question') return decision.answer === null;
      return kind !== 'approved' || (await store.mail.lastSent(invitationId, NEWS)) !== 'approved';
    }
    case 'published':
      return (await store.programmes.publishedPlaces([statement.id])).length > 0;
    case 'reminder': {
      const after = clock.now();
      const [one] = await store.mail.remindable({ after, until: FAR, invitationId });
      return one !== undefined && isOwed(one);
    }
    default:
      return true;
  }
}

function isAlive(link: LinkRecord | null, now: Date): boolean {
  return link !== null && link.revokedAt === null && link.expiresAt > now;
}

const FAR = new Date('9999-12-31T00:00:00Z');

/** The decision, where it is the last word about its statement. */
async function stands(store: Parts['store'], decisionId: string) {
  const decision = await store.decisions.byId(decisionId);
  if (decision === null) return null;
  const [newest] = await store.decisions.standing([decision.statementId]);
  return newest?.id === decisionId ? newest : null;
}
