import { type Actor, Problem } from '@rostrum/domain';
import { latestByStatement } from '../decisions/approval.ts';
import { onceByHand } from '../mail/by-hand.ts';
import { queueMail } from '../mail/queue-mail.ts';
import { renderMail } from '../mail/render-mail.ts';
import type { Parts } from '../parts.ts';
import type { Addressee } from '../ports/store/board.ts';
import type { MailRecord } from '../ports/store/mail.ts';
import type { Repositories } from '../ports/store.ts';
import { found, requireStaff } from '../sessions/who-may.ts';
import { type LeftOut, mayRemind, type ReminderKind } from './may-remind.ts';

export interface Chosen {
  actor: Actor;
  sessionId: string;
  statementIds: readonly string[];
}

export interface LeftOutStatement {
  statementId: string;
  because: LeftOut;
}

/** One text, and all who would get it: it differs among them by nothing but the reference of each. */
export interface ReminderPreview {
  kind: ReminderKind;
  language: string;
  subject: string;
  text: string;
  statementIds: string[];
}

interface ToRemind extends Addressee {
  kind: ReminderKind;
  decisionId: string | null;
}

/** Who would be sent what, and who nothing and why. Nothing is written. @throws Problem not_allowed | not_found */
export async function previewReminders(
  { store, clock, settings }: Pick<Parts, 'store' | 'clock' | 'settings'>,
  { actor, sessionId, statementIds }: Chosen,
): Promise<{ mails: ReminderPreview[]; leftOut: LeftOutStatement[] }> {
  requireStaff(actor);
  found(await store.reviews.session(sessionId));
  const now = clock.now();
  const { remind, leftOut } = await sorted(store, { sessionId, statementIds, now });
  const groups = new Map<string, ToRemind[]>();
  for (const one of remind) {
    const key = [one.kind, one.language, one.deadlineAt?.toISOString()].join('|');
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const mails: ReminderPreview[] = [];
  for (const group of groups.values()) {
    const [first] = group;
    if (first === undefined) continue;
    const { kind, language } = first;
    const mail = asMail(first, now);
    const text = renderMail(mail, await store.mail.recipientOf(mail, now), { settings, now });
    if (text === null) throw new Problem('internal');
    mails.push({ kind, language, ...text, statementIds: group.map(({ statementId }) => statementId) });
  }
  // Most first; of as many, in an order that does not change between two looks.
  const many = ({ statementIds }: ReminderPreview) => statementIds.length;
  return {
    mails: mails.sort((a, b) => many(b) - many(a) || a.language.localeCompare(b.language)),
    leftOut,
  };
}

/**
 * Writes the reminders down; each names the one before it, so that of two who send at once one sends, and the
 * other is told that it was done.
 * @throws Problem not_allowed | not_found
 */
export async function sendReminders(
  { store, clock, queue }: Pick<Parts, 'store' | 'clock' | 'queue'>,
  { actor, sessionId, statementIds }: Chosen,
): Promise<{ sent: string[]; leftOut: LeftOutStatement[] }> {
  requireStaff(actor);
  found(await store.reviews.session(sessionId));
  const now = clock.now();
  return await store.transaction(async (tx) => {
    const { remind, leftOut } = await sorted(tx, { sessionId, statementIds, now });
    const sent: string[] = [];
    for (const { statementId, invitationId, kind, decisionId, lastMailId } of remind) {
      const written = await queueMail(
        tx,
        { queue },
        {
          kind,
          invitationId,
          secret: decisionId === null ? null : { decisionId },
          once: onceByHand(invitationId, lastMailId),
          createdAt: now,
        },
      );
      if (!written) {
        leftOut.push({ statementId, because: 'reminded_lately' });
        continue;
      }
      sent.push(statementId);
      await tx.audit({
        action: 'statement.reminded',
        actor,
        subject: { kind: 'statement', id: statementId },
        payload: { mail: kind },
      });
    }
    return { sent, leftOut };
  });
}

async function sorted(
  store: Pick<Repositories, 'board' | 'decisions'>,
  { sessionId, statementIds, now }: Pick<Chosen, 'sessionId' | 'statementIds'> & { now: Date },
): Promise<{ remind: ToRemind[]; leftOut: LeftOutStatement[] }> {
  const wanted = [...new Set(statementIds)];
  const addressees = await store.board.addressees(sessionId, wanted, now);
  const asked = addressees.filter(({ statementState }) => statementState === 'awaiting_speaker');
  const standing = latestByStatement(
    await store.decisions.standing(asked.map(({ statementId }) => statementId)),
  );
  const known = new Set(addressees.map(({ statementId }) => statementId));
  const leftOut: LeftOutStatement[] = wanted
    .filter((id) => !known.has(id))
    .map((statementId) => ({ statementId, because: 'not_found' }));
  const remind: ToRemind[] = [];
  for (const one of addressees) {
    const may = mayRemind(one, standing.get(one.statementId) ?? null, now);
    if (may.kind === null) leftOut.push({ statementId: one.statementId, because: may.because });
    else remind.push({ ...one, kind: may.kind, decisionId: may.decisionId });
  }
  return { remind, leftOut };
}

/** As it would be written down, for the writer of mails. */
function asMail({ kind, invitationId, decisionId }: ToRemind, now: Date): MailRecord {
  return {
    id: '',
    kind,
    invitationId,
    linkId: null,
    userId: null,
    secret: decisionId === null ? null : { decisionId },
    sendAfter: null,
    once: null,
    state: 'waiting',
    attempts: 0,
    reason: null,
    createdAt: now,
    sentAt: null,
  };
}
