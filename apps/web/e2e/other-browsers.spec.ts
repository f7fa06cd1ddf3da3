import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { clip } from '@rostrum/testkit/clips';
import { findCommand } from '@rostrum/testkit/services';
import { hasChrome87 } from '../../../infra/test/chrome-87.mjs';
import { chrome87 } from './chrome-87.ts';
import { firefox, webKit } from './other-browsers.ts';
import { inHeading, press, pressSoon, seen, write } from './other-page.ts';
import { invited } from './speak-fixture.ts';
import { AGREED_AS } from './typed.ts';

const PREPARED_WITHIN_MS = 120_000;

test.describe.configure({ timeout: 2 * PREPARED_WITHIN_MS });

const WORDS = {
  fr: {
    safe: 'en sécurité',
    ready: 'prête',
    send: 'Envoyer cette vidéo',
    record: 'Enregistrer ici',
    turnOn: 'Allumer la caméra et le microphone',
    start: 'Commencer l’enregistrement',
    over: 'Le temps de parole est écoulé',
    sendOne: 'Envoyer celui-ci',
  },
  en: {
    safe: 'safe',
    ready: 'ready',
    send: 'Send this video',
    record: 'Record here',
    turnOn: 'Turn on camera and microphone',
    start: 'Start recording',
    over: 'The floor time is over',
    sendOne: 'Send this one',
  },
};

const BROWSERS = [
  {
    name: 'Firefox, as Debian ships it, in French',
    part: 'firefox-esr',
    isThere: async () => (await findCommand('firefox-esr')) !== undefined,
    start: () => firefox('fr'),
    language: 'fr',
    records: true,
  },
  {
    name: 'WebKitGTK',
    part: 'WebKitWebDriver',
    isThere: async () => (await findCommand('WebKitWebDriver')) !== undefined,
    start: () => webKit(),
    language: 'en',
    // Its camera cannot be pretended.
    records: false,
  },
  {
    name: 'Chrome 87, the oldest that is served',
    part: 'Chromium 87',
    isThere: async () => hasChrome87(),
    start: () => chrome87(),
    language: 'en',
    records: true,
  },
] as const;

for (const { name, part, isThere, start, language, records } of BROWSERS) {
  const words = WORDS[language];
  test(`${name}: from the link to a video that plays`, async () => {
    // Where nothing may be installed, a person without this browser still gets the rest; in CI a skip fails the run.
    test.skip(!(await isThere()), `there is no ${part} here`);
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
      await seen(page, inHeading(words.safe));
      await seen(page, inHeading(words.ready), PREPARED_WITHIN_MS);

      // What is shown of it is decoded here, picture and sound.
      await seen(page, `document.querySelector('video')?.readyState > 1`);
      const { takes } = await coordinator.call('GET /api/v1/statements/{id}', {
        params: { id: statementId },
      });
      expect(takes[0]).toMatchObject({ state: 'ready', sizeBytes: (await readFile(file)).length });

      expect(page.uncaught ?? []).toEqual([]);

      if (!records) return;
      await press(page, words.record);
      await pressSoon(page, words.turnOn);
      await pressSoon(page, words.start);
      // Until the floor time is over.
      await seen(page, `document.body.innerText.includes(${JSON.stringify(words.over)})`);
      await pressSoon(page, words.sendOne);
      await pressSoon(page, words.send);
      const newest = async () =>
        (await coordinator.call('GET /api/v1/statements/{id}', { params: { id: statementId } })).takes[0];
      await expect.poll(newest, { timeout: PREPARED_WITHIN_MS }).toMatchObject({
        number: 2,
        // Received whole, and no check refuses it.
        state: expect.stringMatching(/^(preparing|ready)$/),
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
      expect(page.uncaught ?? []).toEqual([]);
    } finally {
      await page.close();
    }
  });
}
