import { type Storyboard, ticksToMs } from '@rostrum/domain';
import { HlsError } from './errors.ts';

export interface StoryboardItem {
  /** Where it begins on the timeline, and how long it is. */
  startTicks: number;
  durationTicks: number;
  /** Undefined: made before there were any, or not made yet. */
  storyboard: Storyboard | undefined;
}

export const VTT_TYPE = 'text/vtt; charset=utf-8';

/**
 * The small pictures of a timeline's items as WebVTT, the way players take them: a cue for each, whose text is
 * the sheet's address with the tile's place in it (Media Fragments URI 1.0, section 4.2.2). An item without
 * any leaves a gap.
 */
export function storyboardVtt(
  items: readonly StoryboardItem[],
  sheetUri: (itemIndex: number, sheet: number) => string,
): string {
  const cues = items.flatMap((item, index) => itemCues(item, (sheet) => sheetUri(index, sheet)));
  return `${['WEBVTT', ...cues].join('\n\n')}\n`;
}

function itemCues(
  { startTicks, durationTicks, storyboard }: StoryboardItem,
  sheetUri: (sheet: number) => string,
): string[] {
  if (storyboard === undefined) return [];
  const { columns, rows, tileWidth, tileHeight, everyMs, tiles } = storyboard;
  const startMs = ticksToMs(startTicks);
  const endMs = ticksToMs(startTicks + durationTicks);
  const perSheet = columns * rows;
  return Array.from({ length: tiles }, (_, tile) => {
    const from = startMs + tile * everyMs;
    const to = tile === tiles - 1 ? endMs : from + everyMs;
    const place = tile % perSheet;
    const x = (place % columns) * tileWidth;
    const y = Math.floor(place / columns) * tileHeight;
    const uri = sheetUri(Math.floor(tile / perSheet));
    if (uri === '' || /\s|-->/.test(uri))
      throw new HlsError('bad-playlist', 'an address would break the storyboard');
    return `${clock(from)} --> ${clock(to)}\n${uri}#xywh=${x},${y},${tileWidth},${tileHeight}`;
  });
}

function clock(ms: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const rest = String(ms % 1000).padStart(3, '0');
  return `${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}.${rest}`;
}
