import path from 'node:path';
import { defineConfig } from '@playwright/test';

const root = path.resolve(import.meta.dirname, '../..');
const MINUTE_MS = 60_000;
/** What measures time: one after the other, beside nothing. */
const ALONE = ['joins', 'first-load'].map((name) => `**/${name}.spec.ts`);
/** The longest begin: at the end nothing would be left to do beside them. */
const LONG = ['whole-way'].map((name) => `**/${name}.spec.ts`);

export default defineConfig({
  testDir: path.join(root, 'apps/web/e2e'),
  projects: [
    { name: 'long', testMatch: LONG },
    { name: 'pages', testMatch: '**/*.spec.ts', testIgnore: [...LONG, ...ALONE, '**/logs.spec.ts'] },
    { name: 'alone', testMatch: ALONE, workers: 1, dependencies: ['long', 'pages'] },
    { name: 'logs', testMatch: '**/logs.spec.ts', dependencies: ['alone'] },
  ],
  outputDir: path.join(root, '.test/browser'),
  globalSetup: path.join(root, 'infra/test/browser-setup.ts'),
  // One product. Half of what a page's test does is waiting: two files at once on two cores.
  workers: 2,
  fullyParallel: false,
  // A file's fixtures are made anew for it, in States of their own. What needed it is named in the summary.
  retries: process.env.CI === 'true' ? 1 : 0,
  forbidOnly: process.env.CI === 'true',
  timeout: 2 * MINUTE_MS,
  expect: { timeout: 15_000 },
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [['line'], ['json']] : [['line']],
  use: {
    browserName: 'chromium',
    headless: true,
    trace: 'off',
    video: 'off',
    screenshot: 'only-on-failure',
    actionTimeout: 15_000,
    permissions: ['camera', 'microphone'],
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--use-fake-device-for-media-stream',
        '--use-fake-ui-for-media-stream',
        '--autoplay-policy=no-user-gesture-required',
      ],
    },
  },
});
