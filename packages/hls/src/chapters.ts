import { VIDEO_TIMESCALE } from '@rostrum/domain';
import { webvtt } from './captions.ts';
import type { Timeline } from './timeline.ts';

export const CHAPTERS_TYPE = 'application/json';
/** Names Apple's JSON of chapters in a playlist's session data. */
export const CHAPTERS_DATA_ID = 'com.apple.hls.chapters';

export interface PlacedChapter {
  startMs: number;
  endMs: number;
  /** Plain text, one line. */
  title: string;
}

/**
 * The chapters of a timeline: one for each item that has a title, or for several that stand together and name the same
 * chapter, as a card and the statement behind it. @param chapters by item
 */
export function itemChapters(
  timeline: Timeline,
  chapters: ReadonlyMap<string, { title: string; chapter?: string }>,
): PlacedChapter[] {
  const placed: PlacedChapter[] = [];
  let last: string | null = null;
  for (const { itemId, startTicks, durationTicks } of timeline.items) {
    const own = chapters.get(itemId);
    const title = (own?.title ?? '').replace(/\s+/g, ' ').trim();
    const chapter = title === '' ? null : (own?.chapter ?? itemId);
    const endMs = at(startTicks + durationTicks);
    const open = placed.at(-1);
    if (chapter !== null && chapter === last && open !== undefined) open.endMs = endMs;
    else if (chapter !== null) placed.push({ startMs: at(startTicks), endMs, title });
    last = chapter;
  }
  return placed;
}

function at(ticks: number): number {
  return Math.round((ticks * 1000) / VIDEO_TIMESCALE);
}

/**
 * Chapters as Apple's players read them (HLS authoring specification, "JSON chapters"). Nobody is asked in which
 * language an organisation's name is: `und`, which BCP 47 has for that.
 */
export function chaptersJson(chapters: readonly PlacedChapter[]): string {
  return JSON.stringify(
    chapters.map(({ startMs, endMs, title }, index) => ({
      chapter: index + 1,
      'start-time': startMs / 1000,
      duration: (endMs - startMs) / 1000,
      titles: [{ language: 'und', title }],
    })),
  );
}

export function chaptersVtt(chapters: readonly PlacedChapter[]): string {
  const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
  const cues = chapters.map(({ startMs, endMs, title }) => ({
    startMs,
    endMs,
    text: title.replace(/[&<>]/g, (sign) => signs[sign] ?? sign),
  }));
  return webvtt(cues, []);
}
