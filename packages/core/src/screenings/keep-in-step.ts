import { placeAfterChange, type ScreenedPlace, type ScreeningOverride, screeningAt } from '@rostrum/domain';
import type { RevisionWithItems } from '../ports/store/programmes.ts';
import type { Tx } from '../ports/store.ts';
import { type TimedRevision, timedRevision } from '../programmes/programme-of.ts';
import { clockOf, plays } from './screening-standing.ts';

export interface ProgrammeChanged {
  programme: { id: string; reviewId: string };
  /** What was published until now. */
  before: RevisionWithItems | null;
  now: Date;
}

/**
 * A screening always shows what is published. Called by whatever publishes or takes from view, in its transaction and
 * after it, with the programme locked: writes down where everybody goes on, so that it needs nothing of the former
 * revision, which may be erased by the time that somebody joins.
 *
 * Where nothing is left to show everybody is held, and goes on when a coordinator says so.
 */
export async function keepInStep(tx: Tx, { programme, before, now }: ProgrammeChanged): Promise<void> {
  const screening = await tx.screenings.current(programme.reviewId);
  if (screening === null) return;
  const nowMs = now.getTime();
  const former = await played(tx, before);
  const { phase, held, positionMs } = screeningAt(clockOf(screening, former?.lengthMs ?? null), nowMs);
  if (phase === 'waiting') return;
  const write = (overrides: readonly ScreeningOverride[]) =>
    tx.screenings.addOverrides(screening.id, overrides, { madeById: null, madeAt: now });
  if (phase === 'ended') {
    // Else a longer programme would make it go on.
    const said = screeningAt(clockOf(screening, null), nowMs).phase === 'ended';
    if (!said) await write([{ kind: 'end', atMs: nowMs }]);
    return;
  }
  const revision = await tx.programmes.published(programme.id);
  const timed = await played(tx, revision);
  if (revision === null || timed === null) {
    if (!held) await write([{ kind: 'hold', atMs: nowMs }]);
    return;
  }
  const shown = former ?? (await shownBefore(tx, programme.id, revision.id));
  const [old, next] = [placesOf(shown), placesOf(timed)];
  // Other cards in the same revision, as long as those before: nobody's place has moved.
  if (before?.id === revision.id && JSON.stringify(old) === JSON.stringify(next)) return;
  const placed = (ms: number) => placeAfterChange(old, next, ms);
  // What a coordinator asked for a moment ago is meant on the former timeline, too.
  const ahead = screening.overrides.filter((one) => one.kind === 'seek' && one.atMs > nowMs);
  await write([
    // What nobody could see yet begins at its beginning.
    { kind: 'seek', atMs: nowMs, toMs: shown === null ? 0 : placed(positionMs) },
    ...ahead.flatMap((one) => (one.kind === 'seek' ? [{ ...one, toMs: placed(one.toMs) }] : [])),
  ]);
}

/** Does it run, so that whatever moves a place moves everybody? */
export async function isPlaying(tx: Tx, { programme, before, now }: ProgrammeChanged): Promise<boolean> {
  const screening = await tx.screenings.current(programme.reviewId);
  const former = await played(tx, before);
  if (screening === null) return false;
  return screeningAt(clockOf(screening, former?.lengthMs ?? null), now.getTime()).phase === 'playing';
}

/** What was shown last, before it was taken from view; null where nothing ever was. */
async function shownBefore(tx: Tx, programmeId: string, revisionId: string): Promise<TimedRevision | null> {
  const past = await tx.programmes.revisions(programmeId);
  const newest = past.find((one) => one.id !== revisionId && plays(one));
  return newest === undefined ? null : await timedRevision(tx, newest);
}

/** A revision that has something to play; null for one of cards alone, too. */
async function played(tx: Tx, revision: RevisionWithItems | null): Promise<TimedRevision | null> {
  const timed = revision && (await timedRevision(tx, revision));
  return timed !== null && plays(timed) ? timed : null;
}

function placesOf(revision: TimedRevision | null): ScreenedPlace[] {
  return (revision?.items ?? []).map(({ statementId, cutId, startMs, lengthMs }) => ({
    key: statementId,
    media: cutId,
    startMs,
    lengthMs,
  }));
}
