import { expect, test } from '@playwright/test';
import { clip } from '@rostrum/testkit/clips';
import { browserProduct } from '../../../infra/test/browser-product.ts';
import { hasChrome87 } from '../../../infra/test/chrome-87.mjs';
import { chrome87 } from './chrome-87.ts';
import { handInIssue } from './issue-sheets.ts';
import type { OtherPage } from './other-browsers.ts';
import { press, pressSoon, seen, write } from './other-page.ts';
import { invited } from './speak-fixture.ts';
import { publishedProgramme, type Speaker } from './watch-fixture.ts';

test.describe.configure({ timeout: 240_000 });

let page: OtherPage;

test.beforeEach(async () => {
  // As with the other browsers: in CI a skip fails the run.
  test.skip(!hasChrome87(), 'there is no Chromium 87 here');
  page = await chrome87();
});

test.afterEach(async () => {
  await page?.close();
});

test('a speaker’s page is as wide as the window, on the way back from Arabic too, and names every language', async () => {
  const { link } = await invited();
  await page.open(link);
  await seen(page, `document.querySelector('input[type=file]')`);
  await page.chooseFile(await clip({ seconds: 3, width: 426, height: 240, sound: 'speech' }));
  await seen(page, `document.querySelector('fieldset')`);
  for (const [language, direction] of [
    ['ar', 'rtl'],
    ['fr', 'ltr'],
    ['ar', 'rtl'],
    ['es', 'ltr'],
    ['en', 'ltr'],
  ] as const) {
    await write(page, 'header select', language);
    await seen(page, `document.documentElement.lang === '${language}' && document.dir === '${direction}'`);
    expect(await page.run('return document.documentElement.scrollWidth - screen.width'), language).toBe(0);
  }

  // Neither this browser nor the newest has a name for every language that is spoken here.
  await page.run(`document.querySelectorAll('details').forEach((part) => { part.open = true; })`);
  await seen(page, `document.querySelector('option[value=na]')`);
  const nameless = `[...document.querySelectorAll('option')].filter((one) => one.value !== '' && one.text === one.value)`;
  expect(await page.run(`return ${nameless}.map((one) => one.value)`)).toEqual([]);
  expect(page.uncaught).toEqual([]);
});

test('a delegate watches, reads along, chooses what is recommended and asks', async () => {
  const { coordinator, delegateLink, reviewId, speakers } = await publishedProgramme(browserProduct(), {
    stateName: 'Isles of the Old Browser',
    organisations: [{ name: 'Alliance of the Brief', kind: 'cso', seconds: 3 }],
  });
  const [speaker] = speakers;
  if (!speaker) throw new Error('nobody spoke');
  const recommendation = `Build homes. ${crypto.randomUUID()}`;
  await handInIssue(speaker.client, { language: 'en', theme: 'education', recommendation });
  await caption(speaker, 'We have no homes. We ask for some.');
  await coordinator.call('POST /api/v1/reviews/{id}/programme/publish', {
    params: { id: reviewId },
    body: { statementIds: [speaker.statementId] },
  });

  await page.open(await delegateLink());
  await seen(page, `document.querySelector('h1')?.textContent.includes('session')`);
  await page.open(`${browserProduct().url}/watch/reviews/${reviewId}`);
  await seen(page, `document.querySelector('video')?.readyState > 1`);
  await page.run(`await document.querySelector('video').play()`);
  await seen(
    page,
    `document.querySelector('video').ended || document.querySelector('video').currentTime > 1`,
  );

  await page.run(
    `[...document.querySelectorAll('[role=tab]')].find((tab) => tab.textContent === 'Transcript').click()`,
  );
  await seen(page, `document.querySelector('[data-transcript]')?.textContent.includes('We ask for some.')`);

  await press(page, 'Ask a question in writing');
  await seen(page, `document.querySelector('[role=dialog] textarea')`);
  await write(page, '[role=dialog] textarea', 'What was built since?');
  await pressSoon(page, 'Send to the coordinators');
  await seen(page, `document.body.innerText.includes('What was built since?')`);

  await page.open(`${browserProduct().url}/watch/recommendations`);
  const article = `[...document.querySelectorAll('article')].find((one) => one.textContent.includes('${recommendation}'))`;
  await seen(page, article);
  await page.run(`${article}.querySelector('input[type=checkbox]').click()`);
  await seen(page, `document.querySelector('section[aria-label="1 chosen"]')`);
  expect(page.uncaught).toEqual([]);
});

async function caption({ client }: Speaker, sentence: string): Promise<void> {
  const { takes } = await client.call('GET /api/v1/speaker/statement');
  await client.call('POST /api/v1/speaker/takes/{id}/captions', {
    params: { id: takes[0]?.id ?? '' },
    body: { language: 'en', text: `1\n00:00:00,100 --> 00:00:02,800\n${sentence}\n` },
  });
}
