import type { Page } from '@playwright/test';

/** What must be on screen for an action to be answered. */
export type Answered =
  | { kind: 'rows'; count: number }
  | { kind: 'text'; selector: string; text: string }
  | { kind: 'there'; selector: string };

/** In the page, before its own code: waits for an input, and for the frame that shows its answer. */
function install(): void {
  const answered = (want: Answered): boolean => {
    if (want.kind === 'there') return document.querySelector(want.selector) !== null;
    if (want.kind === 'text') return document.querySelector(want.selector)?.textContent === want.text;
    const rows = 'section:not([hidden]) > ul > li[data-statement]:not([hidden])';
    return document.querySelectorAll(rows).length === want.count;
  };
  const arm = (want: Answered) =>
    new Promise<number>((resolve) => {
      let began: number | undefined;
      const note = (event: Event) => {
        began ??= event.timeStamp;
      };
      for (const name of ['click', 'keydown'])
        window.addEventListener(name, note, { capture: true, once: true });
      const look = () => {
        if (began === undefined || !answered(want)) requestAnimationFrame(look);
        else {
          // A task that is posted before a frame is painted runs after it was.
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(performance.now() - (began ?? Number.NaN));
          port2.postMessage(null);
        }
      };
      requestAnimationFrame(look);
    });
  Reflect.set(window, 'benchArm', arm);
}

export async function prepareAnswerTimes(page: Page): Promise<void> {
  await page.addInitScript(install);
}

/** From the input's own time to the end of the frame that shows what was asked for, in milliseconds. */
export async function answerTime(page: Page, act: () => Promise<void>, want: Answered): Promise<number> {
  const armed = page.evaluateHandle((wanted) => {
    const arm: (want: unknown) => Promise<number> = Reflect.get(window, 'benchArm');
    const waiting = arm(wanted);
    return { waiting };
  }, want);
  const handle = await armed;
  await act();
  return await handle.evaluate(({ waiting }) => waiting);
}
