import { type FloorTime, type FloorTimeVerdict, judgeLength } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { CutRecord } from '../ports/store/cuts.ts';
import type { MediaSetRecord } from '../ports/store/media-sets.ts';
import type { TakeRecord } from '../ports/store/takes.ts';
import type { Repositories } from '../ports/store.ts';
import { groupBy } from './group-by.ts';
import { type Standing, standingOfCut, standingOfTake } from './standing-of-work.ts';

export interface CutWithMedia extends CutRecord, Standing {
  fit: FloorTimeVerdict;
  mediaSet: MediaSetRecord | null;
}

export interface TakeWithCuts extends TakeRecord, Standing {
  fit: FloorTimeVerdict;
  mediaSet: MediaSetRecord | null;
  /** Newest revision first. */
  cuts: CutWithMedia[];
}

/** Newest first. */
export async function takesWithCuts(
  { store, queue }: { store: Pick<Repositories, 'takes' | 'cuts' | 'mediaSets'>; queue: Parts['queue'] },
  statementId: string,
  floor: FloorTime,
): Promise<TakeWithCuts[]> {
  const takes = await store.takes.ofStatement(statementId);
  const cuts = await store.cuts.ofTakes(takes.map((take) => take.id));
  const setIds = [...takes, ...cuts].flatMap(({ mediaSetId }) => mediaSetId ?? []);
  const sets = new Map((await store.mediaSets.many(setIds)).map((set) => [set.id, set]));
  const setOf = (id: string | null): MediaSetRecord | null => (id === null ? null : (sets.get(id) ?? null));
  const cutsOf = groupBy(cuts, (cut) => cut.takeId);
  const cutOf = async (cut: CutRecord): Promise<CutWithMedia> => ({
    ...cut,
    ...(await standingOfCut(queue, cut, statementId)),
    fit: judgeLength(cut.measuredMs, floor),
    mediaSet: setOf(cut.mediaSetId),
  });
  return await Promise.all(
    takes.map(async (take) => ({
      ...take,
      ...(await standingOfTake(queue, take)),
      fit: judgeLength(take.measuredMs, floor),
      mediaSet: setOf(take.mediaSetId),
      cuts: await Promise.all((cutsOf.get(take.id) ?? []).map(cutOf)),
    })),
  );
}
