import type { Page } from '@playwright/test';

const PATIENCE_MS = 60_000;

/** Runs in the page, before its own code: from the last press (or the navigation) to the first picture. */
export function noteFirstFrame(): void {
  let pressedAt = 0;
  document.addEventListener(
    'click',
    (event) => {
      pressedAt = event.timeStamp;
      Reflect.set(window, 'benchFirstFrameMs', undefined);
    },
    { capture: true },
  );
  // These events do not rise, but they are captured on the way down.
  document.addEventListener(
    'loadstart',
    ({ target }) => {
      if (!(target instanceof HTMLVideoElement)) return;
      target.requestVideoFrameCallback((now) =>
        Reflect.set(window, 'benchFirstFrameMs', Reflect.get(window, 'benchFirstFrameMs') ?? now - pressedAt),
      );
    },
    { capture: true },
  );
}

export async function firstFrame(page: Page): Promise<number> {
  const handle = await page.waitForFunction(() => Reflect.get(window, 'benchFirstFrameMs'), undefined, {
    timeout: PATIENCE_MS,
    polling: 50,
  });
  return Number(await handle.jsonValue());
}
