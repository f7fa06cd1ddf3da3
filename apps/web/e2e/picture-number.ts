import type { Page } from '@playwright/test';

export interface Seen {
  /** Drawn in the picture on show. */
  readonly number: number;
  /** When it was read: by the system's clock, not the page's. */
  readonly atMs: number;
  readonly paused: boolean;
  readonly cue: string | null;
}

/** The picture on show, or why there is none. */
export const glance = (page: Page): Promise<Seen | { readonly missing: string }> =>
  page.evaluate(() => {
    const video = document.querySelector('video');
    if (!video) {
      const shown = document.querySelector('h1')?.textContent ?? document.title;
      return { missing: `no video: ${document.querySelector('[role=timer]') ? 'waiting room' : shown}` };
    }
    if (video.readyState < 2) {
      const { readyState, paused, seeking, currentTime, buffered, error } = video;
      const ranges = Array.from(
        { length: buffered.length },
        (_, n) => `${buffered.start(n).toFixed(1)}–${buffered.end(n).toFixed(1)}`,
      );
      const told = video.parentElement?.querySelector('[role=alert], [role=status]')?.textContent;
      const state = [paused && 'paused', seeking && 'seeking', error && `error ${error.code}`, told];
      const where = `at ${currentTime.toFixed(1)} of ${ranges.join(' ') || 'nothing'}`;
      return { missing: `ready ${readyState} ${where} ${state.filter(Boolean).join(' ')}`.trimEnd() };
    }
    const over = video.parentElement?.querySelector('[role=alert], [role=status]');
    if (over) return { missing: over.textContent };
    const [width, height, bits] = [160, 90, 16];
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    const pen = canvas.getContext('2d');
    if (!pen) return { missing: 'no canvas' };
    pen.drawImage(video, 0, 0, width, height);
    const atMs = performance.timeOrigin + performance.now();
    let number = 0;
    for (let bit = 0; bit < bits; bit += 1) {
      const [level = 0] = pen.getImageData(((bit + 0.5) * width) / bits, height / 9, 1, 1).data;
      if (level > 128) number += 2 ** bit;
    }
    const track = [...video.textTracks].find(({ mode }) => mode === 'showing');
    const [cue] = track?.activeCues ?? [];
    return { number, atMs, paused: video.paused, cue: cue instanceof VTTCue ? cue.text : null };
  });

/** The picture on show; null where there is none. */
export async function look(page: Page): Promise<Seen | null> {
  const seen = await glance(page);
  return 'missing' in seen ? null : seen;
}

/** One look at several pages: how far each is from everybody's place, in milliseconds, or why that cannot be told. */
export type Look = readonly (number | string)[];

/** All of them where one was never found, else the last; of many that say the same it says how many. */
export function looksInWords(looks: readonly Look[], settled: boolean): string {
  const words = looks.map((pages) =>
    pages.map((one) => (typeof one === 'number' ? one.toFixed(0) : `(${one})`)).join(' '),
  );
  const runs: { said: string; times: number }[] = [];
  for (const said of settled ? words.slice(-8) : words) {
    const last = runs.at(-1);
    if (last?.said === said) last.times += 1;
    else runs.push({ said, times: 1 });
  }
  const told = runs.map(({ said, times }) => (times > 1 ? `${said} ×${times}` : said));
  return `${told.join(' | ')} (looks ${looks.length})`;
}
