import { chromium, type Page } from '@playwright/test';
import { type Answered, answerTime, prepareAnswerTimes } from '../answer-time.ts';
import { firstFrame, noteFirstFrame } from '../first-frame.ts';
import type { Lab } from '../lab.ts';
import { readyLongTake } from '../long-take.ts';
import { BROWSER_ARGUMENTS } from '../review-page.ts';
import { type Row, row } from '../row.ts';
import { median, spreadOf } from '../statistics.ts';

const RUNS = 5;
const FIRST_FRAME_GOAL_MS = 1_000;
const ACTION_GOAL_MS = 100;
const PATIENCE_MS = 60_000;
const OPENED =
  'From the press on the row, or from the beginning of the navigation, to the first picture on the screen, as the browser’s own clock has both; seven minutes of 1080p, prepared; headless Chromium, drawing on the processor.';
const ACTED =
  'From the key, as the browser stamps it, to the end of the frame that shows what was asked for, at a take of seven minutes.';

/** A coordinator at a whole statement: how soon it is seen, and how soon the timeline answers. */
export async function studioRows(lab: Lab): Promise<Row[]> {
  const { statementId } = await readyLongTake(lab);
  const { product, session } = await lab.running();
  const params = { id: statementId };
  const detail = await session.coordinator.call('GET /api/v1/statements/{id}', { params });
  const sessionId = detail.session.id;
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: BROWSER_ARGUMENTS,
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.addInitScript(noteFirstFrame);
    await prepareAnswerTimes(page);
    await page.goto(product.demo.coordinator);
    await page.getByRole('heading', { level: 1 }).waitFor();
    const [fromBoard, byAddress]: [number[], number[]] = [[], []];
    const acted = new Map<string, number[]>();
    // The first round warms up what a working page has warm.
    for (let n = 0; n <= lab.times(RUNS); n += 1) {
      lab.say(`In the studio, ${n} of ${lab.times(RUNS)}…`);
      await page.goto(`${product.url}/review/sessions/${sessionId}`);
      const link = page.locator(`a[href$="/statements/${statementId}"]`).first();
      await link.waitFor();
      // What a page asks for when nothing else waits is there by the time a row is chosen.
      await page.waitForFunction(
        () => performance.getEntriesByType('resource').some(({ name }) => /\/assets\/hls-/.test(name)),
        undefined,
        { timeout: PATIENCE_MS, polling: 50 },
      );
      await link.click();
      const board = await firstFrame(page);
      await page.goto(`${product.url}/review/statements/${statementId}`);
      const address = await firstFrame(page);
      const round = await actions(page);
      if (n === 0) continue;
      fromBoard.push(board);
      byAddress.push(address);
      for (const [name, ms] of round) acted.set(name, [...(acted.get(name) ?? []), ms]);
    }
    return [
      opened('studio: open a statement on the board → first frame', fromBoard),
      opened('studio: open a statement by its address → first frame', byAddress),
      ...[...acted].map(([name, all]) =>
        row({
          name: `studio: ${name}`,
          value: median(all),
          unit: 'ms',
          goal: ACTION_GOAL_MS,
          spread: spreadOf(all),
          note: ACTED,
        }),
      ),
    ];
  } finally {
    await browser.close();
  }
}

const opened = (name: string, all: readonly number[]): Row =>
  row({
    name,
    value: median(all),
    unit: 'ms',
    goal: FIRST_FRAME_GOAL_MS,
    spread: spreadOf(all),
    note: OPENED,
  });

/** One of each, in the order of work; the edit is as it was at the end. */
async function actions(page: Page): Promise<[string, number][]> {
  const handle = (name: string) => page.locator(`[data-handle="${name}"]`);
  await handle('in').waitFor();
  await page.locator('[data-waveform]').waitFor();
  const done: [string, number][] = [];
  const press = async (name: string, key: string, selector: string) => {
    const want: Answered = { kind: 'there', selector };
    done.push([name, await answerTime(page, () => page.keyboard.press(key), want)]);
  };
  // Whatever cut was made of it before.
  await page.keyboard.press('r');
  await page.locator('[data-handle="in"][aria-valuenow="0"]').waitFor();
  await handle('in').focus();
  await press(
    'a handle moved by a second',
    'Shift+ArrowRight',
    '[data-handle="in"]:not([aria-valuenow="0"])',
  );
  await press('taken back', 'z', '[data-handle="in"][aria-valuenow="0"]');
  await press('the audition begun', 'Shift+P', '[data-mode="audition"]');
  await press('the take shown again', 't', '[data-mode="take"]');
  await page.keyboard.press('k');
  await press('a decision begun', 'a', 'aside form textarea');
  await page.keyboard.press('Escape');
  await page.locator('aside form textarea').waitFor({ state: 'detached' });
  await press('the next tab', '>', '#tab-versions[aria-selected="true"]');
  await page.keyboard.press('<');
  return done;
}
