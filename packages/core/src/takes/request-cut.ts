import { CUTS_PER_TAKE, type Edit, editProblem, isWholeTake, newId, Problem } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { CutMaker, CutRecord } from '../ports/store/cuts.ts';
import type { TakeRecord } from '../ports/store/takes.ts';
import type { Tx } from '../ports/store.ts';
import { announce } from './announce.ts';
import { withMeasuredPoster } from './choose-poster.ts';
import { type SpeakerActor, type StaffActor, takeFor } from './own-take.ts';
import { stopCut } from './stop-cut.ts';
import { isBeingTurned } from './turn-take.ts';

/**
 * A new numbered revision of what will be shown of a take. The whole take, or an edit that was made
 * before, is ready at once; the same request twice is one revision.
 * @throws Problem not_found | statement_withdrawn | take_not_ready | take_length_unknown | in_after_out | outside_take |
 * removal_outside | removals_overlap | nothing_left | quota_used_up
 */
export async function requestCut(
  parts: Pick<Parts, 'store' | 'queue' | 'events' | 'clock'>,
  { actor, takeId, edit }: { actor: SpeakerActor | StaffActor; takeId: string; edit: Edit },
): Promise<CutRecord> {
  const cutId = newId();
  const maker: CutMaker =
    actor.kind === 'speaker'
      ? { kind: 'speaker', id: actor.invitationId }
      : { kind: 'staff', id: actor.userId };
  return await parts.store.transaction(async (tx) => {
    const { take, context } = await takeFor(tx, actor, takeId);
    const [statement] = await tx.statements.lock([take.statementId]);
    if (statement?.state === 'withdrawn') throw new Problem('statement_withdrawn');
    // To its speaker it is one that is not prepared yet, which is what follows.
    if (isBeingTurned(take) && actor.kind !== 'speaker') throw new Problem('take_not_ready');
    const measuredMs = take.state === 'ready' ? take.measuredMs : null;
    const wrong = editProblem(edit, measuredMs);
    if (wrong !== null) throw new Problem(wrong);
    const sorted: Edit = { ...edit, removals: [...edit.removals].sort((a, b) => a.startMs - b.startMs) };

    const cuts = await tx.cuts.ofTake(takeId);
    const [newest] = cuts;
    if (
      newest &&
      newest.state !== 'failed' &&
      sameEdit(newest.edit, sorted) &&
      newest.madeBy.kind === maker.kind
    )
      return newest;
    mustBeWithinQuota(cuts, actor.kind === 'speaker' ? 'speaker' : 'staff');
    const source = await readySource(tx, take, cuts, sorted);
    // Whoever asks anew wants the new one.
    for (const cut of cuts.filter(({ state, madeBy }) => state === 'making' && madeBy.kind === maker.kind))
      await stopCut(parts, tx, { actor, cut, statementId: take.statementId, because: 'superseded' });
    const cut = await tx.cuts.add({
      id: cutId,
      takeId,
      revision: (newest?.revision ?? 0) + 1,
      edit: sorted,
      state: source ? 'ready' : 'making',
      measuredMs: source?.measuredMs ?? null,
      loudness: source?.loudness ?? null,
      removesOnlySilence: source?.removesOnlySilence ?? null,
      madeBy: maker,
      createdAt: parts.clock.now(),
      mediaSetId: source?.mediaSetId ?? null,
    });
    await tx.audit({
      action: 'cut.requested',
      actor,
      subject: { kind: 'cut', id: cutId },
      payload: {
        takeId,
        revision: cut.revision,
        inMs: sorted.inMs,
        outMs: sorted.outMs,
        removals: sorted.removals.length,
      },
    });
    if (!source) tx.afterCommit(() => parts.queue.add('cut.make', { cutId, statementId: take.statementId }));
    tx.afterCommit(() => announce(parts, context, 'cut'));
    return cut;
  });
}

function mustBeWithinQuota(cuts: readonly CutRecord[], kind: keyof typeof CUTS_PER_TAKE): void {
  const limit = CUTS_PER_TAKE[kind];
  // What a turn ended was made anew, and nobody asked for that.
  const used = cuts.filter(({ madeBy, reason }) => madeBy.kind === kind && reason !== 'turned').length;
  if (used < limit) return;
  const whom = kind === 'speaker' ? ', or write to the secretariat' : '';
  const detail = `This take has ${used} cuts already. Please use one of them${whom}.`;
  throw new Problem('quota_used_up', { figures: { used, limit }, detail });
}

type Made = Pick<CutRecord, 'measuredMs' | 'loudness' | 'removesOnlySilence' | 'mediaSetId'>;

/** What was made already and plays as this edit: a media set's row of its own over the same objects. */
async function readySource(
  tx: Tx,
  take: TakeRecord,
  cuts: readonly CutRecord[],
  edit: Edit,
): Promise<Made | null> {
  const whole = take.measuredMs !== null && isWholeTake(edit, take.measuredMs);
  const made: Made | undefined = whole
    ? { ...take, removesOnlySilence: true }
    : cuts.find((cut) => cut.state === 'ready' && sameEdit(cut.edit, edit));
  const set = made?.mediaSetId && (await tx.mediaSets.get(made.mediaSetId));
  if (!made || !set) return null;
  const mediaSetId = newId();
  // Whoever chose a poster chose it for the other.
  await tx.mediaSets.add({ ...set, id: mediaSetId, manifest: withMeasuredPoster(set.manifest) });
  return {
    measuredMs: made.measuredMs,
    loudness: made.loudness,
    removesOnlySilence: made.removesOnlySilence,
    mediaSetId,
  };
}

function sameEdit(a: Edit, b: Edit): boolean {
  return (
    a.inMs === b.inMs &&
    a.outMs === b.outMs &&
    a.removals.length === b.removals.length &&
    a.removals.every((r, i) => r.startMs === b.removals[i]?.startMs && r.endMs === b.removals[i]?.endMs)
  );
}
