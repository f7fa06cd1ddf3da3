import { type Actor, type FloorTime, mayBegin, type ProblemCode } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { DecisionRecord } from '../ports/store/decisions.ts';
import type { SpeakerNames } from '../ports/store/invitations.ts';
import type { DeviceRecord } from '../ports/store/links.ts';
import type { RemarkRecord } from '../ports/store/remarks.ts';
import type { StatementContext } from '../ports/store/statements.ts';
import type { ReviewAsItStands } from '../programmes/programme-of.ts';
import { commentsShown } from '../remarks/comments-shown.ts';
import { reviewFloorMs } from '../sessions/floor-of.ts';
import { found, requireSpeaker } from '../sessions/who-may.ts';
import { floorOf } from '../takes/floor-of.ts';
import { countedTakes } from './counted-takes.ts';
import { type CutWithMedia, type TakeWithCuts, takesWithCuts } from './takes-with-cuts.ts';

export interface SpeakerStatementState extends StatementContext, ReviewAsItStands {
  floor: FloorTime;
  deadline: { at: Date | null; timeZone: string; passed: boolean; graceMs: number };
  attempts: { used: number; allowed: number };
  mayBegin: boolean;
  mayNotBeginBecause: ProblemCode | null;
  /** Newest first. */
  takes: TakeWithCuts[];
  /** The last word that stands. Its `reason` is internal: only `messageToSpeaker` is for the speaker. */
  decision: DecisionRecord | null;
  question: { decisionId: string; cut: CutWithMedia } | null;
  /** Of the staff for the speaker, with that last word. Never a note. */
  comments: RemarkRecord[];
  published: boolean;
  /** The speaker's own. */
  names: SpeakerNames;
  /** There is an address to which a mail can be sent. */
  hasEmail: boolean;
  devices: (DeviceRecord & { current: boolean })[];
  serverNow: Date;
}

/** The speaker's own. @throws Problem not_allowed | not_found */
export async function speakerStatementOf(
  { store, clock, queue }: Pick<Parts, 'store' | 'clock' | 'queue'>,
  { actor }: { actor: Actor },
): Promise<SpeakerStatementState> {
  const speaker = requireSpeaker(actor);
  const place = found(await store.statements.contextOfInvitation(speaker.invitationId));
  const { session, review, invitation, statement } = place;
  const now = clock.now();
  const speakers = await store.invitations.countSpeakers(review.id);
  const floor = floorOf(place, speakers);
  const [takes, standing, places, devices, names, email, comments] = await Promise.all([
    takesWithCuts({ store, queue }, statement.id, floor),
    store.decisions.standing([statement.id]),
    store.programmes.publishedPlaces([statement.id]),
    store.links.devicesOfInvitation(invitation.id),
    store.invitations.names(invitation.id),
    store.invitations.email(invitation.id),
    store.comments.ofStatement(statement.id),
  ]);
  const decision = standing[0] ?? null;
  const at = invitation.deadlineAt ?? session.uploadDeadlineAt;
  const attempts = { used: countedTakes(takes), allowed: session.takesPerInvitation };
  const because = whyNot(place, { at, now, attempts });
  return {
    ...place,
    floorTimeMs: reviewFloorMs(review, speakers),
    floorTimeFrozen: review.floorTimeMs !== null,
    floor,
    deadline: { at, timeZone: session.timeZone, passed: !mayBegin(now, at), graceMs: session.graceMs },
    attempts,
    mayBegin: because === null,
    mayNotBeginBecause: because,
    takes,
    decision,
    question: statement.state === 'awaiting_speaker' ? questionOf(decision, takes) : null,
    comments: commentsShown(comments, decision),
    published: places.length > 0,
    names,
    hasEmail: email !== null,
    devices: devices.map((device) => ({ ...device, current: device.id === speaker.deviceId })),
    serverNow: now,
  };
}

/** In the order in which beginning a take would refuse. */
function whyNot(
  { statement, session }: StatementContext,
  { at, now, attempts }: { at: Date | null; now: Date; attempts: { used: number; allowed: number } },
): ProblemCode | null {
  if (statement.state === 'withdrawn') return 'statement_withdrawn';
  if (!session.acceptsUploads) return 'session_takes_no_uploads';
  if (!mayBegin(now, at)) return 'deadline_passed';
  return attempts.used >= attempts.allowed ? 'quota_used_up' : null;
}

function questionOf(
  decision: DecisionRecord | null,
  takes: readonly TakeWithCuts[],
): SpeakerStatementState['question'] {
  if (decision === null || !decision.needsYes || decision.answer !== null) return null;
  const cut = takes.flatMap((take) => take.cuts).find(({ id }) => id === decision.cutId);
  return cut === undefined ? null : { decisionId: decision.id, cut };
}
