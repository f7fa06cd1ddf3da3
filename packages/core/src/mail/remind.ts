import type { Parts } from '../parts.ts';
import type { Remindable } from '../ports/store/mail.ts';
import { countedTakes } from '../queries/counted-takes.ts';
import { settingOf } from '../settings/settings.ts';
import { isByHand, REMINDED_AGAIN_AFTER_MS } from './by-hand.ts';
import { queueMail } from './queue-mail.ts';

const DAY_MS = 86_400_000;

/**
 * Reminds speakers who sent nothing yet that can be used, so many days before their deadline. Each step is
 * told once, whoever sweeps and however often; a step that passed unseen is not made up for when a later one
 * has begun. A deadline that moves to another day begins anew.
 * @returns reminders that were written down
 */
export async function remind(parts: Pick<Parts, 'store' | 'queue' | 'clock' | 'settings'>): Promise<number> {
  const { store, queue, clock } = parts;
  const reminderDays = await settingOf(parts, 'mail.reminderDays');
  if (reminderDays.length === 0) return 0;
  const now = clock.now();
  const until = new Date(now.getTime() + Math.max(...reminderDays) * DAY_MS);
  let written = 0;
  for (const one of await store.mail.remindable({ after: now, until })) {
    const step = stepOf(one, reminderDays, now);
    if (step === null || !isOwed(one) || wasAskedByHand(one, now)) continue;
    const once = `reminder:${one.invitationId}:${one.deadlineAt.toISOString().slice(0, 10)}:${step}`;
    if (one.reminded.some((mail) => mail.once === once)) continue;
    const { invitationId } = one;
    await store.transaction((tx) =>
      queueMail(tx, { queue }, { kind: 'reminder', invitationId, once, createdAt: now }),
    );
    written += 1;
  }
  return written;
}

/**
 * Days before the deadline of the step that has begun last. Null where none has, or where the invitation went
 * out after it began: its own mail told the deadline.
 */
export function stepOf(
  { deadlineAt, invitedAt }: Pick<Remindable, 'deadlineAt' | 'invitedAt'>,
  reminderDays: readonly number[],
  now: Date,
): number | null {
  const beganMs = (days: number) => deadlineAt.getTime() - days * DAY_MS;
  const begun = reminderDays.filter((days) => beganMs(days) <= now.getTime());
  if (begun.length === 0 || deadlineAt <= now) return null;
  const step = Math.min(...begun);
  return invitedAt !== null && invitedAt.getTime() > beganMs(step) ? null : step;
}

/** Somebody of the staff asked for it just now: the step is told later, or not at all. */
export function wasAskedByHand({ reminded }: Pick<Remindable, 'reminded'>, now: Date): boolean {
  return reminded.some(
    ({ once, createdAt, failed }) =>
      !failed && isByHand(once) && now.getTime() - createdAt.getTime() < REMINDED_AGAIN_AFTER_MS,
  );
}

/** Is it the speaker's turn to send, and may they? */
export function isOwed({
  statementState,
  takes,
  takesAllowed,
}: Pick<Remindable, 'statementState' | 'takes' | 'takesAllowed'>): boolean {
  if (countedTakes(takes) >= takesAllowed) return false;
  if (statementState === 'invited' || statementState === 'changes_requested') return true;
  const kept = takes.filter(({ state }) => state !== 'abandoned' && state !== 'receiving');
  return statementState === 'in_review' && kept.length > 0 && kept.every(({ state }) => state === 'refused');
}
