import { chromium, type Page } from '@playwright/test';
import { type Answered, answerTime, prepareAnswerTimes } from '../answer-time.ts';
import { addBigBoard, type BigBoard } from '../big-board.ts';
import type { Lab, Running } from '../lab.ts';
import { BROWSER_ARGUMENTS } from '../review-page.ts';
import { type Row, row } from '../row.ts';
import { median, spreadOf } from '../statistics.ts';

const RUNS = 5;
const GOAL_MS = 100;
const NOTE =
  'From the click or key, as the browser stamps it, to the end of the frame that shows what was asked for, all rows of it; headless Chromium, drawing on the processor.';

/** A coordinator's actions on a board of 504 statements in 14 SuRs: click → the frame that answers it. */
export async function reviewRows(lab: Lab): Promise<Row[]> {
  const running = await lab.running();
  lab.say('Writing 504 statements…');
  const board = await addBigBoard(running);
  const rows = [await answerOfServer(lab, running, board)];
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: BROWSER_ARGUMENTS,
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await prepareAnswerTimes(page);
    await page.goto(running.product.demo.coordinator);
    await page.getByRole('heading', { level: 1 }).waitFor();
    const times = new Map<string, number[]>();
    // The first round warms up what a working page has warm.
    for (let n = 0; n <= lab.times(RUNS); n += 1) {
      lab.say(`On the board, ${n} of ${lab.times(RUNS)}…`);
      for (const [name, ms] of await round(page, running.product.url, board, n)) {
        if (n > 0) times.set(name, [...(times.get(name) ?? []), ms]);
      }
    }
    for (const [name, all] of times) rows.push(answerRow(name, all));
    return rows;
  } finally {
    await browser.close();
  }
}

const answerRow = (name: string, all: readonly number[]): Row =>
  row({
    name: `board of 504: ${name}`,
    value: median(all),
    unit: 'ms',
    goal: GOAL_MS,
    spread: spreadOf(all),
    note: NOTE,
  });

/** One of each action, in the order of work; every one waits for the end of the one before. */
async function round(page: Page, url: string, board: BigBoard, n: number): Promise<[string, number][]> {
  const { statements } = board;
  const all = statements.length;
  const ready = statements.filter((one) => one.ready);
  const target = ready[n];
  if (target === undefined) throw new Error('no statement to open');
  const rowOf = `li[data-statement="${target.id}"]`;
  const rows = (count: number): Answered => ({ kind: 'rows', count });
  const press = (key: string) => () => page.keyboard.press(key);
  const click = (name: RegExp) => () =>
    page.locator('button[aria-pressed]').filter({ hasText: name }).click();
  const done: [string, number][] = [];
  const take = async (name: string, act: () => Promise<void>, want: Answered) => {
    done.push([name, await answerTime(page, act, want)]);
  };

  await page.goto(`${url}/review/missions?sessionId=${board.sessionId}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  // Asked for before, as on a working day; the first time, the server's answer comes on top.
  const toBoard = () => page.getByRole('link', { name: 'Board', exact: true }).click();
  await answerTime(page, toBoard, rows(all));
  await page.getByRole('link', { name: 'Missions', exact: true }).click();
  await page.locator(rowOf).waitFor({ state: 'detached' });
  await take('opened', toBoard, { kind: 'there', selector: `li[data-statement="${statements[0]?.id}"]` });
  await page.locator(`li[data-statement="${statements.at(-1)?.id}"]`).waitFor({ state: 'attached' });

  await page.getByRole('searchbox').focus();
  const with7 = statements.filter(({ name }) => name.includes('7')).length;
  await take('a keystroke in the search', press('7'), rows(with7));
  await take('the search emptied', press('Backspace'), rows(all));
  await take('a stage filtered', click(/^To review/), rows(ready.length));
  await take('the filter taken off', click(/^All/), rows(all));

  await page.locator(`${rowOf} a`).focus();
  await take('a row chosen by key', press('x'), { kind: 'there', selector: `${rowOf} input:checked` });
  await page.keyboard.press('x');
  await take('a statement given to me by key', press('m'), {
    kind: 'text',
    selector: `${rowOf} button[aria-haspopup]`,
    text: 'Demonstration coordinator',
  });
  await take('a statement opened', press('Enter'), rows(0));
  return done;
}

async function answerOfServer(lab: Lab, { session }: Running, { sessionId }: BigBoard): Promise<Row> {
  const all: number[] = [];
  for (let n = 0; n <= lab.times(RUNS); n += 1) {
    const began = performance.now();
    await session.coordinator.call('GET /api/v1/sessions/{id}/board', { params: { id: sessionId } });
    if (n > 0) all.push(performance.now() - began);
  }
  return row({
    name: 'board of 504: the server’s answer',
    value: median(all),
    unit: 'ms',
    spread: spreadOf(all),
    note: 'The whole of it, read and parsed, asked for by a program on the same machine. Single rows that change are asked for by themselves.',
  });
}
