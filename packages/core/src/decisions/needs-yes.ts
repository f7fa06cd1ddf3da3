import { isWholeTake } from '@rostrum/domain';
import type { CutRecord } from '../ports/store/cuts.ts';

/**
 * Every staff cut is shown to the speaker, and needs the speaker's yes unless everything that it
 * removes measured silent. What nobody measured counts as speech.
 */
export function needsYes(
  cut: Pick<CutRecord, 'edit' | 'madeBy' | 'removesOnlySilence'>,
  takeMs: number,
): boolean {
  return cut.madeBy.kind === 'staff' && !isWholeTake(cut.edit, takeMs) && cut.removesOnlySilence !== true;
}
