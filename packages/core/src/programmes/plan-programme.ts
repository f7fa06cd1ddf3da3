import { type Audience, consentCovers, consentHolds, fitsFloor, type ProblemCode } from '@rostrum/domain';
import { isApproval, latestByStatement } from '../decisions/approval.ts';
import type { CutMedia, ProgrammeRecord, RevisionWithItems } from '../ports/store/programmes.ts';
import type { ReviewRecord, SessionRecord } from '../ports/store/reviews.ts';
import type { PlacedStatement } from '../ports/store/statements.ts';
import type { Repositories } from '../ports/store.ts';
import { floorOf } from '../takes/floor-of.ts';
import { arrange } from './arrange.ts';

export interface PlannedItem extends PlacedStatement {
  /** The cut that was decided on, whatever stands in its way. */
  cut: CutMedia | null;
  /** Why the card is shown instead; null where nothing stands in the way. */
  obstacle: ProblemCode | null;
}

export interface ProgrammePlan {
  /** Every statement of the review, in the order kept. */
  items: PlannedItem[];
  draft: RevisionWithItems | null;
  published: RevisionWithItems | null;
}

/** What would be published now: each statement's decided cut, or what stands in its way. */
export async function planProgramme(
  store: Pick<Repositories, 'statements' | 'decisions' | 'programmes'>,
  {
    programme,
    review,
    session,
    now,
  }: { programme: ProgrammeRecord; review: ReviewRecord; session: SessionRecord; now: Date },
): Promise<ProgrammePlan> {
  const placed = await store.statements.ofReview(review.id);
  const published = await store.programmes.published(programme.id);
  const draft = await store.programmes.draft(programme.id);
  const standing = await store.decisions.standing(placed.map(({ statement }) => statement.id));
  const latest = latestByStatement(standing);
  const approved = [...latest.values()].filter(isApproval);
  const media = await store.programmes.media(approved.map(({ cutId }) => cutId));
  const cuts = new Map(media.map((cut) => [cut.cutId, cut]));
  const speakers = placed.filter(({ organisation }) => organisation.kind !== 'state').length;
  const kept = (draft ?? published)?.items.map((item) => item.statementId) ?? [];
  const items = arrange(placed, kept).map((one): PlannedItem => {
    const decision = latest.get(one.statement.id);
    const cut = isApproval(decision) ? (cuts.get(decision.cutId) ?? null) : null;
    const maximumMs = floorOf({ ...one, review, session }, speakers).maximumMs;
    return { ...one, cut, obstacle: obstacleOf(one, cut, { audience: programme.audience, maximumMs, now }) };
  });
  return { items, draft, published };
}

function obstacleOf(
  { statement, invitation }: PlacedStatement,
  cut: CutMedia | null,
  { audience, maximumMs, now }: { audience: Audience; maximumMs: number; now: Date },
): ProblemCode | null {
  if (statement.state === 'awaiting_speaker') return 'awaiting_speaker';
  if (statement.state !== 'approved' || cut === null) return 'not_approved';
  if (!fitsFloor(cut.measuredMs, maximumMs)) return 'over_floor_time';
  if (cut.mediaSet === null || !cut.mediaSet.complete) return 'cut_not_ready';
  const covered = consentCovers(invitation.consentAudience, audience);
  return covered && consentHolds(invitation.consentEndsAt, now) ? null : 'audience_too_wide';
}
