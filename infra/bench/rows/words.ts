import { type Browser, chromium, type Page } from '@playwright/test';
import { roleClient, tokenOf } from '../../local/demo/role-client.ts';
import { answerTime, prepareAnswerTimes } from '../answer-time.ts';
import { approvedStatement } from '../approved-statement.ts';
import { type Frames, framesDuring } from '../frames.ts';
import type { Lab } from '../lab.ts';
import { type ManyCards, manyCards, RARE } from '../many-cards.ts';
import { BROWSER_ARGUMENTS } from '../review-page.ts';
import { type Row, row } from '../row.ts';
import { median, spreadOf } from '../statistics.ts';

const RUNS = 5;
const SEARCHES = 200;
const SERVER_GOAL_MS = 50;
const PAGE_GOAL_MS = 100;
/** A word, its beginning, a theme, a State and an Arabic word with its article; several at once; all there is. */
const QUESTIONS = ['xenophobia', 'x', 'education', 'Nauru quotas', 'الحق', 'ba de', 'الماء zoning', 'b', ''];
/** As many as a statement of seven minutes has. */
const CUES = 120;
const PLAYED_MS = 6_000;
const LETTERS = 80;
const LETTER_EVERY_MS = 60;
const LATE_GOAL = 1;
const FRAMES =
  'Of a hundred, as the page itself is given them; headless Chromium, drawing on the processor. 120 captions, the sound’s picture and the video are on show.';

/** What is said and asked: searched by a delegate, and corrected in the editor of captions. */
export async function wordsRows(lab: Lab): Promise<Row[]> {
  const many = await manyCards(lab);
  const { product, session } = await lab.running();
  const link = await linkOf(session.coordinator, many.sessionId);
  const rows = [await serverRow(lab, { many, link: await link(), origin: product.url })];
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [...BROWSER_ARGUMENTS, '--autoplay-policy=no-user-gesture-required'],
  });
  try {
    rows.push(await pageRow(lab, browser, { many, link: await link() }));
    rows.push(...(await editorRows(lab, browser)));
    return rows;
  } finally {
    await browser.close();
  }
}

async function linkOf(
  coordinator: ReturnType<typeof roleClient>,
  sessionId: string,
): Promise<() => Promise<string>> {
  const { missions } = await coordinator.call('GET /api/v1/missions', { query: { sessionId } });
  const [mission] = missions;
  if (mission === undefined) throw new Error('no mission is known');
  const asked = { params: { id: mission.id }, body: { sessionId } };
  return async () => (await coordinator.call('POST /api/v1/missions/{id}/link', asked)).link;
}

interface Place {
  many: ManyCards;
  link: string;
}

async function serverRow(lab: Lab, { many, link, origin }: Place & { origin: string }): Promise<Row> {
  const delegate = roleClient(origin);
  await delegate.call('POST /api/v1/links/open', { body: { token: tokenOf(link) } });
  lab.say(`Searching ${many.cards} cards…`);
  const times: number[] = [];
  for (let n = 0; n < lab.times(SEARCHES) + QUESTIONS.length; n += 1) {
    const query = QUESTIONS[n % QUESTIONS.length] ?? '';
    const began = performance.now();
    const { total } = await delegate.call('GET /api/v1/watch/recommendations', { query: { query } });
    // The first round warms up what a working server has warm.
    if (n >= QUESTIONS.length) times.push(performance.now() - began);
    if (query === '' && total !== many.cards) throw new Error(`${total} cards of ${many.cards}`);
  }
  const sorted = times.toSorted((a, b) => a - b);
  return row({
    name: `search over ${many.cards} cards: the server’s answer, 95 of 100 within`,
    value: sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN,
    unit: 'ms',
    goal: SERVER_GOAL_MS,
    spread: spreadOf(times),
    note: 'Its first thirty cards, and how many there are of each State, theme and language: read and parsed, asked for by a program on the same machine.',
  });
}

async function pageRow(lab: Lab, browser: Browser, { many, link }: Place): Promise<Row> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
  await prepareAnswerTimes(page);
  await page.goto(link);
  await page.getByRole('link', { name: 'Search in all recommendations' }).click();
  const says = (n: number) => ({
    kind: 'text' as const,
    selector: 'main [role="status"] > p',
    text: n === 1 ? '1 issue' : `${new Intl.NumberFormat('en').format(n)} issues`,
  });
  const field = page.getByRole('searchbox');
  await page
    .locator('main [role="status"] > p')
    .filter({ hasText: says(many.cards).text })
    .waitFor();
  await field.focus();
  const times: number[] = [];
  for (let n = 0; n <= lab.times(RUNS); n += 1) {
    lab.say(`In the search, ${n} of ${lab.times(RUNS)}…`);
    for (const { word, every } of RARE) {
      const found = Math.ceil(many.cards / every);
      const typed = await answerTime(page, () => page.keyboard.press(word.slice(0, 1)), says(found));
      const emptied = await answerTime(page, () => page.keyboard.press('Backspace'), says(many.cards));
      if (n > 0) times.push(typed, emptied);
    }
  }
  await page.close();
  return row({
    name: `search over ${many.cards} cards: a letter typed or taken away → what is found`,
    value: median(times),
    unit: 'ms',
    goal: PAGE_GOAL_MS,
    spread: spreadOf(times),
    note: 'From the key, as the browser stamps it, to the end of the frame that shows what was found; headless Chromium, drawing on the processor.',
  });
}

async function editorRows(lab: Lab, browser: Browser): Promise<Row[]> {
  const { product, session } = await lab.running();
  const { statementId, takeId } = await approvedStatement(lab);
  const { takes } = await session.coordinator.call('GET /api/v1/statements/{id}', {
    params: { id: statementId },
  });
  const lengthMs = takes.find(({ id }) => id === takeId)?.measuredMs ?? 0;
  await session.coordinator.call('POST /api/v1/takes/{id}/captions', {
    params: { id: takeId },
    body: { language: 'en', text: captionsOver(lengthMs) },
  });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
  await page.goto(product.demo.coordinator);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.goto(`${product.url}/review/statements/${statementId}/captions?take=${takeId}&language=en`);
  const line = page.locator('[data-cue][aria-current]');
  await line.focus();
  const playing: Frames[] = [];
  const typing: Frames[] = [];
  for (let n = 0; n < lab.times(RUNS); n += 1) {
    lab.say(`In the editor of captions, ${n + 1} of ${lab.times(RUNS)}…`);
    await ready(page);
    await page.keyboard.press(' ');
    playing.push(await framesDuring(page, () => played(page, lab.quick ? 1_000 : PLAYED_MS)));
    await page.keyboard.press(' ');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+a');
    const text = 'a caption that is written anew, '.repeat(LETTERS).slice(0, LETTERS);
    typing.push(await framesDuring(page, () => page.keyboard.type(text, { delay: LETTER_EVERY_MS })));
    await page.keyboard.press('Escape');
    await page.keyboard.press('ArrowDown');
  }
  await page.close();
  return [late('while it plays', playing), late('while somebody writes', typing)];
}

const late = (when: string, all: readonly Frames[]): Row => {
  const shares = all.map((frames) => (100 * frames.late) / Math.max(1, frames.all));
  return row({
    name: `editor of captions: frames over 20 ms, ${when}`,
    value: median(shares),
    unit: '%',
    goal: LATE_GOAL,
    spread: spreadOf(shares),
    note: `${FRAMES} The longest took ${Math.max(...all.map(({ longestMs }) => longestMs)).toFixed(0)} ms.`,
  });
};

async function ready(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const video = document.querySelector('video');
    return video !== null && !video.seeking && video.readyState >= 3;
  });
}

/** For so long in the video's own time. */
async function played(page: Page, ms: number): Promise<void> {
  await page.evaluate(
    (wanted) =>
      new Promise<void>((resolve) => {
        const video = document.querySelector('video');
        if (video === null) throw new Error('no video');
        const untilS = Math.min(video.currentTime + wanted / 1000, video.duration - 0.5);
        const look = () => {
          if (video.currentTime < untilS) return;
          video.removeEventListener('timeupdate', look);
          resolve();
        };
        video.addEventListener('timeupdate', look);
      }),
    ms,
  );
}

function captionsOver(lengthMs: number): string {
  const each = Math.floor(lengthMs / CUES);
  const time = (ms: number) => new Date(ms).toISOString().slice(11, 23);
  const cues = Array.from(
    { length: CUES },
    (_, at) =>
      `${time(at * each)} --> ${time((at + 1) * each - 20)}\nCaption ${at + 1} of a statement,\nas it is spoken.`,
  );
  return `WEBVTT\n\n${cues.join('\n\n')}\n`;
}
