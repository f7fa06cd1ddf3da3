import { Problem } from '@rostrum/domain';
import type { StatementContext } from '../ports/store/statements.ts';
import type { TakeRecord } from '../ports/store/takes.ts';
import type { Repositories } from '../ports/store.ts';
import { type SpeakerActor, type StaffActor, takeFor } from '../takes/own-take.ts';

/**
 * A take that can have captions: it is there to be shown, and its length is measured.
 * @throws Problem not_found | statement_withdrawn | take_not_ready
 */
export async function captionedTake(
  rows: Pick<Repositories, 'takes' | 'statements'>,
  actor: SpeakerActor | StaffActor,
  takeId: string,
): Promise<{ take: TakeRecord; context: StatementContext; takeMs: number }> {
  const { take, context } = await takeFor(rows, actor, takeId);
  if (context.statement.state === 'withdrawn') throw new Problem('statement_withdrawn');
  if (take.state !== 'ready' || take.measuredMs === null) throw new Problem('take_not_ready');
  return { take, context, takeMs: take.measuredMs };
}
