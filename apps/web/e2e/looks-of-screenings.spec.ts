import { expect, type Page, test } from '@playwright/test';
import { everyLook } from './every-look.ts';
import { type HalfDay, startHalfDay } from './half-day.ts';

/** A half-day as delegates see it, hour by hour, to be looked at: see `everyLook`. Not part of `npm test`. */

const MINUTE_MS = 60_000;

test.describe.configure({ mode: 'serial', timeout: 600_000 });

let day: HalfDay;
let page: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  day = await startHalfDay();
  await day.plan(day.firstId, 20 * MINUTE_MS);
  page = await day.delegate(browser);
});
test.afterAll(async () => {
  await page?.context().close();
  await day?.end();
});

async function act(what: 'hold' | 'resume' | 'end', id = day.firstId): Promise<void> {
  const params = { id };
  const { screening } = await day.chair('GET /api/v1/reviews/{id}/screening', { params });
  const body = { act: what, version: screening?.version ?? 0 };
  await day.chair('POST /api/v1/reviews/{id}/screening/acts', { params, body });
}
const planned = async (id: string) => {
  const { screening } = await day.chair('GET /api/v1/reviews/{id}/screening', { params: { id } });
  if (screening === null) throw new Error('nothing is planned');
  return screening;
};
/** The hours pass, and the page is opened then. */
async function at(instantMs: number, reviewId = day.firstId): Promise<void> {
  await day.putAhead(instantMs - day.serverMs());
  await page.goto(`${day.origin}/watch/reviews/${reviewId}`);
}
const paused = () => page.locator('video').evaluate((it: HTMLVideoElement) => it.paused);
const says = (text: string | RegExp) => expect(page.getByText(text).first()).toBeVisible({ timeout: 30_000 });

test('in the waiting room: before its hour, held there, and delayed', async () => {
  await says('It begins in');
  await everyLook(page, 'waiting');
  await act('hold');
  await says('The organisers have stopped the clock for a moment.');
  await everyLook(page, 'waiting-held');
  await day.putAhead(5 * MINUTE_MS);
  await act('resume');
  await says('It was announced for');
  await page.reload();
  await says('It was announced for');
  await everyLook(page, 'waiting-delayed');
  await page.goto(`${day.origin}/watch/`);
  await says(/Screening on/);
  await everyLook(page, 'home-with-screening');
});

test('while it runs: with everybody, held, left, and without a network', async () => {
  const { startsAt } = await planned(day.firstId);
  await at(Date.parse(startsAt) + 7 * MINUTE_MS);
  await says('Everybody sees this together, now.');
  await expect.poll(paused).toBe(false);
  await everyLook(page, 'running');
  await act('hold');
  await says('The session is paused by the organisers');
  await everyLook(page, 'running-held');
  await act('resume');
  await says('Everybody sees this together, now.');
  await expect.poll(paused).toBe(false);
  await page.keyboard.press('k');
  await says('The session goes on without you');
  await everyLook(page, 'running-left');
  await page.goto(`${day.origin}/watch/`);
  await everyLook(page, 'home-while-running');
  await page.goto(`${day.origin}/watch/reviews/${day.firstId}`);
  await says('Everybody sees this together, now.');
  await page.context().setOffline(true);
  await says('The connection is interrupted');
  await everyLook(page, 'running-silent');
  await page.context().setOffline(false);
  await says('Everybody sees this together, now.');
});

test('after it: what comes next, the joint questions, the end of the half-day', async () => {
  const secondAtMs = await day.plan(day.secondId, 50 * MINUTE_MS);
  await questionsAt(secondAtMs + 10 * MINUTE_MS);
  await says('Everybody sees this together, now.');
  await act('end');
  // Who saw it to its end is told what follows.
  await says(/^Next: /);
  await everyLook(page, 'after-next');
  await at(secondAtMs + 10_000, day.secondId);
  await act('end', day.secondId);
  await says(/^Next: the joint questions/);
  await everyLook(page, 'after-questions');
  await day.putAhead(12 * MINUTE_MS);
  await says('The joint questions and answers have begun');
  await everyLook(page, 'after-questions-now');
  const home = await page.context().newPage();
  await home.goto(`${day.origin}/watch/`);
  await everyLook(home, 'home-half-day');
  await home.close();
  await day.putAhead(60 * MINUTE_MS);
  await says('That was the last programme of the day.');
  await everyLook(page, 'after-half-day');
});

async function questionsAt(startsAtMs: number): Promise<void> {
  const params = { id: day.sessionId };
  const hours = await day.chair('GET /api/v1/sessions/{id}/hours', { params });
  const startsAt = new Date(startsAtMs).toISOString();
  const slots = hours.reviews.flatMap(({ review, screening }) => {
    const at = screening?.startsAt ?? review.presessionAt;
    const { version = null } = screening ?? {};
    return at === null ? [] : [{ reviewId: review.id, startsAt: at, version, screening: screening !== null }];
  });
  await day.chair('PUT /api/v1/sessions/{id}/hours', {
    params,
    body: {
      day: startsAt.slice(0, 10),
      half: 'morning',
      mark: hours.mark,
      slots,
      questions: { startsAt, endsAt: new Date(startsAtMs + 30 * MINUTE_MS).toISOString() },
    },
  });
}
