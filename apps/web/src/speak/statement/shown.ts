import type { Cut, Statement, Take } from '../api.ts';
import { newestCut } from './stage.ts';

export interface Shown {
  readonly cut: Cut | null;
  readonly lengthMs: number | null;
  readonly previewUrl: string | null;
  readonly posterUrl: string | null;
}

/** What will be shown of a take as things stand: the decided cut, else the newest, else the whole. */
export function shownOf(view: Statement, take: Take): Shown {
  const decided =
    view.decision?.undoneAt === null && view.decision.takeId === take.id ? view.decision.cutId : null;
  const cut = take.cuts.find(({ id }) => id === decided) ?? newestCut(take);
  if (cut && cut.state !== 'failed') {
    const { previewUrl, posterUrl } = cut;
    return { cut, lengthMs: cut.measuredMs ?? cut.lengthMs, previewUrl, posterUrl };
  }
  const { previewUrl, posterUrl, measuredMs } = take;
  return { cut: null, lengthMs: measuredMs, previewUrl, posterUrl };
}
