import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { clip } from '@rostrum/testkit/clips';
import { findCommand } from '@rostrum/testkit/services';
import { firefox, type OtherPage, webKit } from './other-browsers.ts';
import { invited } from './speak-fixture.ts';
import { AGREED_AS } from './typed.ts';

const SOON_MS = 60_000;
const PREPARED_WITHIN_MS = 120_000;

test.describe.configure({ timeout: 2 * PREPARED_WITHIN_MS });

const BROWSERS = [
  {
    name: 'Firefox, as Debian ships it, in French',
    part: 'firefox-esr',
    start: () => firefox('fr'),
    words: { safe: 'en sécurité', ready: 'prête', send: 'Envoyer cette vidéo' },
    language: 'fr',
    records: true,
  },
  {
    name: 'WebKitGTK',
    part: 'WebKitWebDriver',
    start: () => webKit(),
    words: { safe: 'safe', ready: 'ready', send: 'Send this video' },
    language: 'en',
    // Its camera cannot be pretended.
    records: false,
  },
] as const;

for (const { name, part, start, words, language, records } of BROWSERS) {
  test(`${name}: from the link to a video that plays`, async () => {
    // Where nothing may be installed, a person without this browser still gets the rest; in CI a skip fails the run.
    test.skip((await findCommand(part)) === undefined, `there is no ${part} here`);
    const { link, coordinator, statementId } = await invited({ floorSeconds: 6 });
    const file = await clip({ seconds: 3, width: 426, height: 240, sound: 'speech' });
    const page = await start();
    try {
      await page.open(link);
      await seen(page, `document.querySelector('input[type=file]')`);
      expect(await page.run('return document.documentElement.lang')).toBe(language);
      expect(await page.run('return location.hash')).toBe('');
      // No column is wider than the window.
      expect(await page.run('return document.documentElement.scrollWidth <= innerWidth')).toBe(true);

      await page.chooseFile(file);
      await seen(page, `document.querySelector('input[autocomplete=off]')`);
      await write(page, 'input[autocomplete=off]', AGREED_AS);
      await press(page, words.send);
      await seen(page, inHeading(words.safe), SOON_MS);
      await seen(page, inHeading(words.ready), PREPARED_WITHIN_MS);

      // What is shown of it is decoded here, picture and sound.
      await seen(page, `document.querySelector('video')?.readyState > 1`, SOON_MS);
      const { takes } = await coordinator.call('GET /api/v1/statements/{id}', {
        params: { id: statementId },
      });
      expect(takes[0]).toMatchObject({ state: 'ready', sizeBytes: (await readFile(file)).length });

      if (!records) return;
      await press(page, 'Enregistrer ici');
      await pressSoon(page, 'Allumer la caméra et le microphone');
      await pressSoon(page, 'Commencer l’enregistrement');
      // Until the floor time is over.
      await seen(page, `document.body.innerText.includes('Le temps de parole est écoulé')`);
      await pressSoon(page, 'Envoyer celui-ci');
      await pressSoon(page, words.send);
      const newest = async () =>
        (await coordinator.call('GET /api/v1/statements/{id}', { params: { id: statementId } })).takes[0];
      await expect.poll(newest, { timeout: PREPARED_WITHIN_MS }).toMatchObject({
        number: 2,
        // Received whole, and no check refuses it.
        state: expect.stringMatching(/^(preparing|ready)$/),
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
    } finally {
      await page.close();
    }
  });
}

const inHeading = (word: string) =>
  `[...document.querySelectorAll('h2')].some((title) => title.textContent.includes(${JSON.stringify(word)}))`;

/** Until `condition`, a JavaScript expression, holds in the page. */
async function seen(page: OtherPage, condition: string, timeout = SOON_MS): Promise<void> {
  await expect
    .poll(() => page.run(`return Boolean(${condition})`), { message: condition, timeout })
    .toBe(true)
    .catch(async (error: unknown) => {
      console.log(await page.run('return document.body.innerText'));
      throw error;
    });
}

/** As typing does it, for React. */
async function write(page: OtherPage, selector: string, text: string): Promise<void> {
  await page.run(`
    const field = document.querySelector(${JSON.stringify(selector)});
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, ${JSON.stringify(text)});
    field.dispatchEvent(new Event('input', { bubbles: true }));
  `);
}

async function pressSoon(page: OtherPage, word: string): Promise<void> {
  const named = `one.textContent.includes(${JSON.stringify(word)}) && !one.disabled`;
  await seen(page, `[...document.querySelectorAll('button')].some((one) => ${named})`);
  await press(page, word);
}

async function press(page: OtherPage, word: string): Promise<void> {
  await page.run(`
    const button = [...document.querySelectorAll('button')].find((one) => one.textContent.includes(${JSON.stringify(word)}));
    if (!button) throw new Error('no such button');
    button.click();
  `);
}
