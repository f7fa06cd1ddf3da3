import { expect, type Page } from '@playwright/test';
import type { Hands } from './keyboard-alone.ts';
import { MADE_WITHIN_MS, type QueuePlace, TWELVE, type Which } from './queue-fixture.ts';

/** A statement that is open, and what a coordinator does about it. */
export function studioOf(page: Page, { press }: Hands, place: QueuePlace) {
  const side = page.getByRole('complementary');
  const video = page.locator('video');
  const timeMs = () => video.evaluate((element: HTMLVideoElement) => Math.round(element.currentTime * 1000));
  const point = (name: string) => page.getByRole('slider', { name, exact: true });
  const shows = async (which: Which) => {
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(TWELVE[which].name);
    await expect.poll(() => video.evaluate((one: HTMLVideoElement) => one.readyState)).toBeGreaterThan(1);
  };
  const changed = page.getByRole('status').filter({ hasText: 'This changed while you were looking' });
  const decided = async (said: string) => {
    await expect(page.getByLabel('Reason, for the staff')).toHaveCount(0);
    await expect(page.getByText(said, { exact: true }).first()).toBeVisible();
  };
  return {
    side,
    timeMs,
    point,
    shows,
    next: async (which: Which) => {
      const link = page.getByRole('link', { name: 'Next to review' });
      const { statementId } = place.of(which);
      await expect(link).toHaveAttribute('href', new RegExp(statementId), { timeout: MADE_WITHIN_MS });
      await press('n');
      await shows(which);
    },
    playsWithSpace: async () => {
      await press(' ');
      await expect.poll(timeMs).toBeGreaterThan(400);
      await press('k');
      await expect.poll(() => video.evaluate((one: HTMLVideoElement) => one.paused)).toBe(true);
    },
    answersAll: async () => {
      await press('q', ...'yyyyyyyy-y');
      await expect(side).toContainText('10 of 10 answered');
    },
    /** Where the next key goes that is pressed as fast as can be: nothing but what the page does at once has happened. */
    focusRightBehind: (key: string) =>
      page.evaluate(async (pressed) => {
        const event = new KeyboardEvent('keydown', { key: pressed, bubbles: true, cancelable: true });
        document.activeElement?.dispatchEvent(event);
        await Promise.resolve();
        return document.activeElement?.getAttribute('aria-label');
      }, key),
    /** @param leapsMs where the player goes instead of playing on: to before the join, and over what is left out */
    hearsTheJoin: async (leapsMs: readonly [number, number]) => {
      // What the page asks for. The event of a seek may come while the next one is under way, and tells that one's place.
      await video.evaluate((element: HTMLVideoElement) => {
        const asked: number[] = [];
        Reflect.set(window, 'leaps', asked);
        const own = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'currentTime');
        Object.defineProperty(element, 'currentTime', {
          get: () => own?.get?.call(element),
          set: (seconds: number) => {
            asked.push(Math.round(seconds * 1000));
            own?.set?.call(element, seconds);
          },
        });
      });
      const leaps = () => page.evaluate((): number[] => Reflect.get(window, 'leaps'));
      let times = 0;
      // A machine that is busy may tell the page of a frame when what is left out was played already: then once more.
      await expect(async () => {
        const before = (await leaps()).length;
        times += 1;
        await press('p');
        await expect(page.getByText(/^Join 1 of 1, at/)).toBeVisible();
        const now = async () => (await leaps()).slice(before, before + 2);
        await expect.poll(now, { timeout: 8_000 }).toEqual(leapsMs);
      }).toPass({ timeout: 60_000 });
      await press('k');
      expect((await leaps()).filter((ms) => ms === leapsMs[0])).toHaveLength(times);
    },
    /** Of the picture's left edge: a bar beside an upright picture, or the picture. */
    leftEdgeIsDark: () =>
      video.evaluate((element: HTMLVideoElement) => {
        const canvas = document.createElement('canvas');
        canvas.width = 16;
        canvas.height = 9;
        const context = canvas.getContext('2d');
        context?.drawImage(element, 0, 0, 16, 9);
        const [red = 0, green = 0, blue = 0] = context?.getImageData(1, 4, 1, 1).data ?? [];
        return red + green + blue < 60;
      }),
    snaps: async (said: string) => {
      const text = page.getByText(said);
      await expect(async () => {
        await press('s');
        await expect(text).toBeVisible({ timeout: 500 });
      }).toPass();
    },
    /** What changed meanwhile stands in the way of a decision until it was looked at. */
    sees: async (said: string) => {
      await expect(changed).toContainText(said, { timeout: MADE_WITHIN_MS });
      await press('v');
      await expect(changed).toHaveCount(0);
    },
    approves: async () => {
      await press('a', 'Control+Enter');
      await decided('Approved.');
    },
    decided,
  };
}
