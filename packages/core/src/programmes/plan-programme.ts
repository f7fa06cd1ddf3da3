import {
  type Audience,
  consentCovers,
  consentHolds,
  fitsFloor,
  newestWritten,
  type ProblemCode,
  type StatementState,
  unmetBy,
} from '@rostrum/domain';
import { showsWrongly } from '../cards/statement-card.ts';
import { isApproval } from '../decisions/approval.ts';
import type { DecisionRecord } from '../ports/store/decisions.ts';
import type { CutMedia, ProgrammeRecord, RevisionWithItems } from '../ports/store/programmes.ts';
import type { ReviewRecord, SessionRecord } from '../ports/store/reviews.ts';
import type { PlacedStatement } from '../ports/store/statements.ts';
import type { WrittenTextHead } from '../ports/store/written-texts.ts';
import type { Repositories } from '../ports/store.ts';
import { groupBy } from '../queries/group-by.ts';
import { floorOf } from '../takes/floor-of.ts';
import { coordinatorPublished } from '../written/written-text-of.ts';
import { arrange } from './arrange.ts';

export interface PlannedItem extends PlacedStatement {
  /** The cut that was decided on, whatever stands in its way. */
  cut: CutMedia | null;
  /** Why the card is shown instead; null where nothing stands in the way. */
  obstacle: ProblemCode | null;
  /** The newest captions of the cut's take. */
  captionIds: string[];
  /** Of what the speaker sets out, issue by issue: the newest version, and the one that is shown. */
  issues: { newest: number | null; shown: number | null };
  /** Of the texts in writing, the newest of each language: those that there are, and those that are shown. */
  written: { newest: string[]; shown: string[] };
}

export interface ProgrammePlan {
  /** Every statement of the review, in the order kept. */
  items: PlannedItem[];
  draft: RevisionWithItems | null;
  published: RevisionWithItems | null;
}

/** What would be published now: each statement's decided cut, or what stands in its way. */
export async function planProgramme(
  store: Pick<
    Repositories,
    | 'statements'
    | 'decisions'
    | 'programmes'
    | 'captions'
    | 'invitations'
    | 'recommendations'
    | 'writtenTexts'
  >,
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
  const decisions = groupBy(standing, ({ statementId }) => statementId);
  const shownCuts = new Map(published?.items.map(({ statementId, cutId }) => [statementId, cutId]));
  const cutIds = new Map(
    placed.map(({ statement }) => {
      const own = decisions.get(statement.id) ?? [];
      return [statement.id, decidedCut(own, statement.state, shownCuts.get(statement.id) ?? null)];
    }),
  );
  const media = await store.programmes.media([...cutIds.values()].filter((id) => id !== null));
  const cuts = new Map(media.map((cut) => [cut.cutId, cut]));
  const captions = groupBy(
    await store.captions.current(media.map(({ takeId }) => takeId)),
    ({ takeId }) => takeId,
  );
  const versions = await store.recommendations.versions(placed.map(({ statement }) => statement.id));
  const issues = new Map(versions.map(({ statementId, newest, shown }) => [statementId, { newest, shown }]));
  const texts = await store.writtenTexts.versions(placed.map(({ statement }) => statement.id));
  const asOf = published && (await coordinatorPublished(store.programmes, published));
  const names = await store.invitations.shownNames(review.id);
  const speakers = placed.filter(({ organisation }) => organisation.kind !== 'state').length;
  const kept = (draft ?? published)?.items.map((item) => item.statementId) ?? [];
  const items = arrange(placed, kept).map((one): PlannedItem => {
    const cut = cuts.get(cutIds.get(one.statement.id) ?? '') ?? null;
    const maximumMs = floorOf({ ...one, review, session }, speakers).maximumMs;
    const captionIds = (cut && captions.get(cut.takeId))?.map(({ id }) => id) ?? [];
    const obstacle = obstacleOf(one, cut, {
      audience: programme.audience,
      maximumMs,
      now,
      speakerName: names.get(one.statement.id) ?? null,
    });
    const own = issues.get(one.statement.id) ?? { newest: null, shown: null };
    const ownTexts = texts.filter(({ statementId }) => statementId === one.statement.id);
    const seen = asOf === null ? [] : ownTexts.filter(({ createdAt }) => createdAt <= asOf);
    const written = { newest: idsOfNewest(ownTexts), shown: idsOfNewest(seen) };
    return { ...one, cut, captionIds, issues: own, written, obstacle };
  });
  return { items, draft, published };
}

/**
 * The cut that may be shown. The newest word decides; while that is an open question or about a newer take, what
 * is published by the newest approval stays.
 * @param standing of one statement, newest first
 */
const idsOfNewest = (texts: readonly WrittenTextHead[]): string[] => newestWritten(texts).map(({ id }) => id);

function decidedCut(
  standing: readonly DecisionRecord[],
  state: StatementState,
  shownCutId: string | null,
): string | null {
  const [newest] = standing;
  if (state === 'approved' && isApproval(newest)) return newest.cutId;
  if (state === 'declined' || state === 'withdrawn') return null;
  const holding = standing.find(isApproval);
  if (holding === undefined || holding.cutId !== shownCutId) return null;
  const later = standing.slice(0, standing.indexOf(holding));
  const about = later.some(({ kind, takeId }) => kind !== 'approve' && takeId === holding.takeId);
  return about ? null : holding.cutId;
}

function obstacleOf(
  placed: PlacedStatement,
  cut: CutMedia | null,
  {
    audience,
    maximumMs,
    now,
    speakerName,
  }: { audience: Audience; maximumMs: number; now: Date; speakerName: string | null },
): ProblemCode | null {
  const { statement, invitation } = placed;
  if (cut === null) return statement.state === 'awaiting_speaker' ? 'awaiting_speaker' : 'not_approved';
  if (!fitsFloor(cut.measuredMs, maximumMs)) return 'over_floor_time';
  if (cut.mediaSet === null || !cut.mediaSet.complete) return 'cut_not_ready';
  // Its card is about to be drawn anew.
  if (showsWrongly(cut.mediaSet, placed, speakerName)) return 'cut_not_ready';
  if (invitation.consentGivenAt === null) return 'consent_missing';
  if (!consentHolds(invitation.consentEndsAt, now)) return 'consent_ended';
  if (unmetBy(invitation.appearance, cut).length > 0) return 'appearance_unmet';
  return consentCovers(invitation.consentAudience, audience) ? null : 'audience_too_wide';
}
