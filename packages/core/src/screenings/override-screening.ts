import {
  type Actor,
  Problem,
  SCREENING_LEAD_MS,
  type ScreeningAct,
  type ScreeningOverride,
  type ScreeningPosition,
  screeningAt,
} from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import { found, requireStaff } from '../sessions/who-may.ts';
import { type ScreeningStanding, screeningStanding } from './screening-standing.ts';

export interface OverrideScreening {
  actor: Actor;
  reviewId: string;
  act: ScreeningAct;
  /** Where to skip: the beginning of this one. */
  statementId?: string | undefined;
  /** Of the screening that was looked at. */
  version: number;
}

/**
 * Holds, resumes, skips, restarts or ends a screening for everybody, so much later that every page knows of it before.
 * What is so already changes nothing.
 * @throws Problem not_allowed | not_found | stale | request_invalid | screening_waiting | screening_over
 */
export async function overrideScreening(
  { store, clock, events }: Pick<Parts, 'store' | 'clock' | 'events'>,
  { actor, reviewId, act, statementId, version }: OverrideScreening,
): Promise<void> {
  const staff = requireStaff(actor);
  const { sessionId } = found(await store.reviews.byId(reviewId));
  await store.transaction(async (tx) => {
    const programme = found(await tx.programmes.lock(reviewId));
    const standing = found(await screeningStanding(tx, reviewId));
    const { id, overrides, version: current } = standing.screening;
    if (current !== version) throw new Problem('stale');
    const now = clock.now();
    // Never before what was asked for last: it is in force when this one is.
    const atMs = Math.max(now.getTime() + SCREENING_LEAD_MS, ...overrides.map((one) => one.atMs));
    const wanted = wantedOf(act, standing, { statementId, atMs });
    if (wanted.length === 0) return;
    await tx.screenings.addOverrides(id, wanted, { madeById: staff.userId, madeAt: now });
    await tx.audit({
      action: `screening.${act}`,
      actor,
      subject: { kind: 'programme', id: programme.id },
      payload: {
        screeningId: id,
        atMs,
        toMs: wanted.find((one) => one.kind === 'seek')?.toMs ?? null,
        statementId: statementId ?? null,
      },
    });
    tx.afterCommit(() => events.publish({ sessionId, reviewId, what: 'programme' }));
  });
}

/** @throws Problem request_invalid | screening_waiting | screening_over */
function wantedOf(
  act: ScreeningAct,
  standing: ScreeningStanding,
  { statementId, atMs }: { statementId: string | undefined; atMs: number },
): ScreeningOverride[] {
  const then = screeningAt(standing.clock, atMs);
  mustFit(act, then, standing);
  switch (act) {
    case 'hold':
      return then.held ? [] : [{ kind: 'hold', atMs }];
    case 'resume':
      return then.held ? [{ kind: 'resume', atMs }] : [];
    case 'end':
      return [{ kind: 'end', atMs }];
    case 'restart':
      return [{ kind: 'seek', atMs, toMs: 0 }, ...(then.held ? [{ kind: 'resume' as const, atMs }] : [])];
    case 'skip': {
      const item = standing.items.find((one) => one.statementId === statementId && one.lengthMs > 0);
      if (item === undefined)
        throw new Problem('request_invalid', { detail: 'It is not in this programme.' });
      return [{ kind: 'seek', atMs, toMs: item.startMs }];
    }
  }
}

function mustFit(act: ScreeningAct, { phase }: ScreeningPosition, { revision }: ScreeningStanding): void {
  const begun = act !== 'hold' && act !== 'resume';
  if (phase === 'waiting' && begun) throw new Problem('screening_waiting');
  if (phase === 'ended' && act !== 'restart') throw new Problem('screening_over');
  // Nothing can be shown: what was taken from view is published first.
  if (revision === null && act !== 'hold' && act !== 'end') throw new Problem('programme_empty');
}
