import { setTimeout as delay } from 'node:timers/promises';
import { ApiProblem } from '@rostrum/client';
import { waitFor } from '@rostrum/testkit/services';
import { benchClip } from './clips.ts';
import type { Lab, Running } from './lab.ts';
import { untilTake } from './until-take.ts';

const CLIP_SECONDS = 44;
const QUICK_SECONDS = 20;
const LONGEST_MS = 5 * 60_000;

export interface ApprovedStatement {
  reviewId: string;
  statementId: string;
  takeId: string;
}

const approved = new WeakMap<Lab, Promise<ApprovedStatement>>();

/** One short statement, prepared and approved whole: what several groups show. */
export function approvedStatement(lab: Lab): Promise<ApprovedStatement> {
  const known = approved.get(lab) ?? prepare(lab);
  approved.set(lab, known);
  return known;
}

async function prepare(lab: Lab): Promise<ApprovedStatement> {
  const running = await lab.running();
  const invited = await running.session.invite();
  const seconds = lab.quick ? QUICK_SECONDS : CLIP_SECONDS;
  await running.session.send(
    invited,
    await benchClip({ scene: 'tripod', seconds, codec: 'h264' }, lab.signal),
  );
  lab.say('What is shown is being prepared…');
  const takeId = await untilTake(running, invited.statementId, ['ready']);
  const { statementId } = invited;
  const { coordinator } = running.session;
  const params = { id: statementId };
  const detail = await coordinator.call('GET /api/v1/statements/{id}', { params });
  const take = detail.takes.find(({ id }) => id === takeId);
  const { id: cutId } = await coordinator.call('POST /api/v1/takes/{id}/cuts', {
    params: { id: takeId },
    body: { inMs: 0, outMs: take?.measuredMs ?? 0, removals: [] },
  });
  await approve(running, { statementId, takeId, cutId });
  return { reviewId: detail.review.id, statementId, takeId };
}

export async function approve(
  { session: { coordinator } }: Pick<Running, 'session'>,
  { statementId, takeId, cutId }: { statementId: string; takeId: string; cutId: string },
): Promise<void> {
  const params = { id: statementId };
  const { statement } = await coordinator.call('GET /api/v1/statements/{id}', { params });
  await coordinator.call('POST /api/v1/statements/{id}/decisions', {
    params,
    body: { kind: 'approve', takeId, cutId, reason: 'For the bench.', version: statement.version },
  });
}

/** Its title cards may still be drawn. */
export async function publish(
  { session: { coordinator } }: Pick<Running, 'session'>,
  reviewId: string,
  statementIds: string[],
): Promise<void> {
  await waitFor(
    'the programme',
    async () => {
      try {
        return await coordinator.call('POST /api/v1/reviews/{id}/programme/publish', {
          params: { id: reviewId },
          body: { statementIds },
        });
      } catch (error) {
        if (error instanceof ApiProblem && error.code === 'cards_not_ready') return false;
        throw error;
      }
    },
    LONGEST_MS,
  );
  // Pages and processes have been told of it.
  await delay(500);
}
