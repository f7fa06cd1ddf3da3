import type { Output } from '@rostrum/client';

export type Detail = Output<'GET /api/v1/statements/{id}'>;
export type Take = Detail['takes'][number];
export type Cut = Take['cuts'][number];
export type Decision = Detail['decisions'][number];

/** What is on the stage: a take, to be cut, or one of its cuts, as it will be shown. */
export interface OnStage {
  readonly takeId: string;
  readonly cutId: string | null;
}

export function cutOf(detail: Detail, id: string | null): Cut | undefined {
  if (id === null) return undefined;
  return detail.takes.flatMap((take) => take.cuts).find((cut) => cut.id === id);
}

/** The newest take that has anything to show; else the newest. Takes come newest first. */
export function firstOnStage(detail: Detail): OnStage | undefined {
  const take = detail.takes.find((one) => one.previewUrl !== null) ?? detail.takes[0];
  return take && { takeId: take.id, cutId: null };
}

export const newestCut = (take: Take): Cut | undefined =>
  take.cuts.reduce<Cut | undefined>(
    (newest, cut) => (newest && newest.revision > cut.revision ? newest : cut),
    undefined,
  );
