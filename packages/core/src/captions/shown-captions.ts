import { type Cue, cuesOfEdit, type EditedTake, languageLabel } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { CaptionsRecord } from '../ports/store/captions.ts';

/** Captions as they are shown: in the time of the cut, without the words of what was removed. */
export interface ShownCaptions {
  /** BCP 47, canonical. */
  language: string;
  /** The language's name in that language. */
  label: string;
  cues: Cue[];
}

export function shownCaptions(
  records: readonly Pick<CaptionsRecord, 'language' | 'cues'>[],
  edited: EditedTake,
): ShownCaptions[] {
  return records.map(({ language, cues }) => ({
    language,
    label: languageLabel(language),
    cues: cuesOfEdit(cues, edited).cues,
  }));
}

/** For a preview: the newest captions of the take that a media set shows, cut as it is cut. */
export async function captionsOfSet(
  { store }: Pick<Parts, 'store'>,
  { mediaSetId }: { mediaSetId: string },
): Promise<ShownCaptions[]> {
  const [set, shows] = await Promise.all([
    store.mediaSets.get(mediaSetId),
    store.mediaSets.shows(mediaSetId),
  ]);
  const takeMs = shows?.takeMs ?? null;
  if (set === null || shows === null || takeMs === null || !set.complete) return [];
  const heads = await store.captions.current([shows.takeId]);
  const records = await store.captions.standing(heads.map(({ id }) => id));
  const edit = shows.edit ?? { inMs: 0, outMs: takeMs, removals: [] };
  const { onlySilence } = shows;
  return shownCaptions(records, { edit, takeMs, rate: set.manifest.rate, onlySilence });
}
