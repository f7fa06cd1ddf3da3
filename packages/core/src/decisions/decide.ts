import { type Actor, fitsFloor, newId, Problem, type StatementState } from '@rostrum/domain';
import { askForCard, askForProgrammeCards } from '../cards/ask-for-card.ts';
import { mailDecision } from '../mail/mail-decision.ts';
import type { Parts } from '../parts.ts';
import type { CutRecord } from '../ports/store/cuts.ts';
import type { DecisionKind, DecisionRecord } from '../ports/store/decisions.ts';
import type { StatementContext } from '../ports/store/statements.ts';
import type { TakeRecord } from '../ports/store/takes.ts';
import type { Tx } from '../ports/store.ts';
import { found, requireStaff } from '../sessions/who-may.ts';
import { floorOf } from '../takes/floor-of.ts';
import { announceStatement } from './announce-statement.ts';
import { moveStatement } from './move-statement.ts';
import { needsYes } from './needs-yes.ts';

export interface NewDecision {
  actor: Actor;
  /** Made by whoever decides: sent twice because an answer was lost, it is one decision. */
  id?: string | undefined;
  statementId: string;
  kind: DecisionKind;
  takeId: string;
  /** Must be named by an approval. */
  cutId: string | null;
  reason: string;
  messageToSpeaker?: string | undefined;
  /** Of the statement, as the coordinator saw it. */
  version: number;
  /** What else they saw; anything newer is `stale`. */
  seen?:
    | {
        /** Number of the newest take. */
        take: number;
        /** When a colleague last noted, commented or answered. */
        judgedAt: Date | null;
      }
    | undefined;
}

/**
 * A coordinator's word about one take and one cut revision.
 * @throws Problem not_allowed | not_found | statement_withdrawn | stale | reason_required |
 *   take_not_ready | cut_not_ready | over_floor_time | request_invalid | conflict
 */
export async function decide(
  { store, clock, queue, events, settings }: Pick<Parts, 'store' | 'clock' | 'queue' | 'events' | 'settings'>,
  decision: NewDecision,
): Promise<{ decisionId: string; state: StatementState; needsYes: boolean }> {
  const { actor, statementId, kind, takeId, cutId } = decision;
  const staff = requireStaff(actor);
  const reason = decision.reason.trim();
  if (reason === '') throw new Problem('reason_required');
  const now = clock.now();
  return await store.transaction(async (tx) => {
    const place = found(await tx.statements.context(statementId));
    if (place.statement.state === 'withdrawn') throw new Problem('statement_withdrawn');
    // Takes the row's lock, too: from here on the statement stands still.
    if (!(await tx.statements.bumpVersion(statementId, decision.version))) {
      return await saidBefore(tx, decision, staff.userId);
    }
    await mustBeSeen(tx, decision, staff.userId);
    const decisionId = decision.id ?? newId();
    if ((await tx.decisions.byId(decisionId)) !== null) throw new Problem('conflict');
    const take = await readyTake(tx, statementId, takeId);
    const cut = cutId === null ? null : await readyCut(tx, takeId, cutId);
    if (kind === 'approve') await mustFit(tx, place, cut);
    const asks = kind === 'approve' && cut !== null && needsYes(cut, take.measuredMs ?? 0);
    const to = stateAfter(kind, asks);
    await tx.decisions.add({
      id: decisionId,
      statementId,
      takeId,
      cutId,
      kind,
      reason,
      messageToSpeaker: decision.messageToSpeaker?.trim() || null,
      needsYes: asks,
      decidedById: staff.userId,
      decidedAt: await laterThanAll(tx, statementId, now),
    });
    await moveStatement(tx, { id: statementId, from: place.statement.state, to, actor, reason: kind });
    await tx.audit({
      action: `statement.decided.${kind}`,
      actor,
      subject: { kind: 'statement', id: statementId },
      payload: { decisionId, takeId, cutId, needsYes: asks },
    });
    await mailDecision(
      tx,
      { queue, settings },
      { decisionId, kind, asks, invitationId: place.invitation.id, now },
    );
    announceStatement(tx, { events }, place);
    // Drawn ahead, so that publishing waits for none.
    if (kind === 'approve') {
      tx.afterCommit(() => askForCard({ queue }, statementId));
      tx.afterCommit(() => askForProgrammeCards({ queue }, place.review.id));
    }
    return { decisionId, state: to, needsYes: asks };
  });
}

/**
 * The same decision, by the same person, whose first answer was lost on its way. Whatever else finds another
 * version is `stale`.
 */
async function saidBefore(
  tx: Tx,
  { id, statementId, kind, takeId, cutId }: NewDecision,
  userId: string,
): Promise<{ decisionId: string; state: StatementState; needsYes: boolean }> {
  const known = id === undefined ? null : await tx.decisions.byId(id);
  const same =
    known?.statementId === statementId &&
    known.decidedById === userId &&
    known.kind === kind &&
    known.takeId === takeId &&
    known.cutId === cutId &&
    known.undoneAt === null;
  if (!same) throw new Problem('stale');
  const { state } = found(await tx.statements.byId(statementId));
  return { decisionId: known.id, state, needsYes: known.needsYes };
}

/** A take that arrived, or a colleague's word, between the last look and the decision. */
async function mustBeSeen(tx: Tx, { statementId, seen }: NewDecision, userId: string): Promise<void> {
  if (seen === undefined) return;
  const [newest] = await tx.takes.ofStatement(statementId);
  if ((newest?.number ?? 0) > seen.take) throw new Problem('stale');
  const last = await tx.judgements.lastByOthers(statementId, userId);
  if (last !== null && (seen.judgedAt === null || last > seen.judgedAt)) throw new Problem('stale');
}

function stateAfter(kind: DecisionKind, asks: boolean): StatementState {
  if (kind === 'approve') return asks ? 'awaiting_speaker' : 'approved';
  return kind === 'ask_changes' ? 'changes_requested' : 'declined';
}

async function readyTake(tx: Tx, statementId: string, takeId: string): Promise<TakeRecord> {
  const take = found(await tx.takes.get(takeId));
  if (take.statementId !== statementId) throw new Problem('not_found');
  if (take.state !== 'ready') throw new Problem('take_not_ready');
  return take;
}

async function readyCut(tx: Tx, takeId: string, cutId: string): Promise<CutRecord> {
  const cut = found(await tx.cuts.get(cutId));
  if (cut.takeId !== takeId) throw new Problem('not_found');
  if (cut.state !== 'ready') throw new Problem('cut_not_ready');
  return cut;
}

/** Judged on the measured length of the cut, never on the edit list or what a container claims. */
async function mustFit(tx: Tx, place: StatementContext, cut: CutRecord | null): Promise<void> {
  if (cut === null) {
    throw new Problem('request_invalid', { detail: 'Please choose the cut that is to be shown.' });
  }
  const speakers = await tx.invitations.countSpeakers(place.review.id);
  const { maximumMs } = floorOf(place, speakers);
  if (!fitsFloor(cut.measuredMs, maximumMs)) {
    throw new Problem('over_floor_time', {
      figures: { maximumMs, ...(cut.measuredMs === null ? {} : { measuredMs: cut.measuredMs }) },
    });
  }
}

/** Decisions are told apart by their instant: two within one millisecond, or a clock set back, must not tie. */
async function laterThanAll(tx: Tx, statementId: string, now: Date): Promise<Date> {
  const newest: DecisionRecord | undefined = (await tx.decisions.ofStatement(statementId))[0];
  if (newest === undefined || newest.decidedAt < now) return now;
  return new Date(newest.decidedAt.getTime() + 1);
}
