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

/** One chapter for each item of a timeline that has a title. */
export function itemChapters(timeline: Timeline, titles: ReadonlyMap<string, string>): PlacedChapter[] {
  return timeline.items.flatMap(({ itemId, startTicks, durationTicks }) => {
    const title = (titles.get(itemId) ?? '').replace(/\s+/g, ' ').trim();
    if (title === '') return [];
    const at = (ticks: number) => Math.round((ticks * 1000) / VIDEO_TIMESCALE);
    return [{ startMs: at(startTicks), endMs: at(startTicks + durationTicks), title }];
  });
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
