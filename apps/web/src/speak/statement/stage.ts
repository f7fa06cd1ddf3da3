import type { Cut, Statement, Take } from '../api.ts';

/** What the page is about now; one thing at a time, what needs the speaker first. */
export type Stage =
  | { readonly kind: 'withdrawn' }
  /** An upload that the server still waits for. */
  | { readonly kind: 'unfinished'; readonly take: Take }
  /** Every byte is there; size and hash are compared. */
  | { readonly kind: 'verifying'; readonly take: Take }
  | { readonly kind: 'question'; readonly decisionId: string; readonly cut: Cut; readonly take: Take | null }
  | { readonly kind: 'preparing'; readonly take: Take }
  | { readonly kind: 'refused' | 'failed'; readonly take: Take; readonly earlier: Earlier | null }
  | { readonly kind: 'needs_cut'; readonly take: Take }
  | { readonly kind: 'changes'; readonly take: Take | null }
  | { readonly kind: 'ready'; readonly take: Take; readonly standing: Standing }
  | { readonly kind: 'empty' };

/** Where an earlier take stands, which a newer one that cannot be used leaves as it is. */
export type Earlier = 'in_review' | 'approved' | 'published';
export type Standing = 'in_review' | 'approved' | 'published' | 'declined';

export function stageOf(view: Statement): Stage {
  const { statement, takes, question, decision } = view;
  if (statement.state === 'withdrawn') return { kind: 'withdrawn' };
  const receiving = takes.find(({ state }) => state === 'receiving');
  if (receiving) return { kind: isWhole(receiving) ? 'verifying' : 'unfinished', take: receiving };
  if (question) {
    const take = takes.find(({ id }) => id === question.cut.takeId) ?? null;
    return { kind: 'question', decisionId: question.decisionId, cut: question.cut, take };
  }
  const take = takes.find(({ state }) => state !== 'abandoned');
  if (!take) return { kind: 'empty' };
  switch (take.state) {
    case 'received':
    case 'checking':
    case 'preparing':
      return { kind: 'preparing', take };
    case 'refused':
    case 'failed':
      return { kind: take.state, take, earlier: earlierOf(view) };
    default:
  }
  // A newer take than the one that was spoken of waits for its own decision.
  const spokenOf = decision !== null && decision.undoneAt === null && decision.takeId === take.id;
  if (statement.state === 'changes_requested' && spokenOf) return { kind: 'changes', take };
  if (statement.state === 'declined' && spokenOf) return { kind: 'ready', take, standing: 'declined' };
  if (statement.state === 'approved' && spokenOf) {
    return { kind: 'ready', take, standing: view.published ? 'published' : 'approved' };
  }
  if (take.fit.fit === 'needs_cut' && !fittingCut(take)) return { kind: 'needs_cut', take };
  return { kind: 'ready', take, standing: 'in_review' };
}

/** What keeps it from being shown, approved or not. */
export function heldBackBy({
  consent,
}: Pick<Statement, 'consent'>): 'consent' | 'ended' | 'appearance' | null {
  if (consent.givenAt === null) return 'consent';
  if (consent.ended) return 'ended';
  return consent.unmet.length > 0 ? 'appearance' : null;
}

function earlierOf({ statement, takes, published }: Statement): Earlier | null {
  if (published) return 'published';
  if (statement.state === 'approved') return 'approved';
  return takes.some(({ state }) => state === 'ready') ? 'in_review' : null;
}

const isWhole = ({ declaredBytes, receivedBytes, sizeBytes }: Take): boolean =>
  sizeBytes !== null || (declaredBytes !== null && declaredBytes > 0 && receivedBytes >= declaredBytes);

export const newestCut = (take: Take): Cut | null =>
  take.cuts.reduce<Cut | null>(
    (newest, cut) => (newest && newest.revision > cut.revision ? newest : cut),
    null,
  );

/** The newest cut, when it is made or being made and is not over the floor time. */
function fittingCut(take: Take): Cut | null {
  const cut = newestCut(take);
  if (!cut || cut.state === 'failed') return null;
  return cut.fit.fit === 'within' || cut.fit.fit === 'short' || cut.fit.fit === 'unknown' ? cut : null;
}
