import type { Page } from '@playwright/test';

export interface Frames {
  all: number;
  /** Those that came later than a page of 60 pictures a second may be. */
  late: number;
  /** Between the two that lay farthest apart. */
  longestMs: number;
}

const LATE_MS = 20;

/** What the page's frames were like while something was done in it. */
export async function framesDuring(page: Page, act: () => Promise<void>): Promise<Frames> {
  const counting = await page.evaluateHandle((lateMs) => {
    const frames = { all: 0, late: 0, longestMs: 0 };
    let before: number | undefined;
    let on = true;
    const next = (now: number) => {
      if (before !== undefined) {
        const ms = now - before;
        frames.all += 1;
        frames.late += ms > lateMs ? 1 : 0;
        frames.longestMs = Math.max(frames.longestMs, ms);
      }
      before = now;
      if (on) requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
    return {
      end: () => {
        on = false;
        return frames;
      },
    };
  }, LATE_MS);
  await act();
  return await counting.evaluate(({ end }) => end());
}
