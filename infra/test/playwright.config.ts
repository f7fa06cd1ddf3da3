import path from 'node:path';
import { defineConfig } from '@playwright/test';

const root = path.resolve(import.meta.dirname, '../..');
const MINUTE_MS = 60_000;
/** What measures time: one after the other, beside nothing. */
const ALONE = ['joins', 'first-load'].map((name) => `**/${name}.spec.ts`);
/** Reads what was written down meanwhile. */
const LOGS = '**/logs.spec.ts';
/** Pictures of every page, for people to look at; nothing is judged. */
const LOOKS = '**/looks-of-*.spec.ts';
/** The longest begin: at the end nothing would be left to do beside them. */
const LONG = ['whole-way'].map((name) => `**/${name}.spec.ts`);
/**
 * Playwright's own list, which the last such argument replaces, and behind it the two pages that Chromium draws for
 * its address bar, which nobody sees here: with them a window takes twice the processor time.
 */
const WITHOUT = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
];

/** What is kept of failures. A run empties its own first. */
const kept = (name: string) => path.join(root, '.test/browser', name);

export default defineConfig({
  testDir: path.join(root, 'apps/web/e2e'),
  // `npm test` runs what measures in a step of its own, because the first ones run beside the integration tests.
  projects: [
    { name: 'long', testMatch: LONG },
    { name: 'pages', testMatch: '**/*.spec.ts', testIgnore: [...LONG, ...ALONE, LOGS, LOOKS] },
    { name: 'logs', testMatch: LOGS, dependencies: ['long', 'pages'] },
    { name: 'alone', testMatch: ALONE, workers: 1, dependencies: ['logs'], outputDir: kept('alone') },
    { name: 'logs of alone', testMatch: LOGS, dependencies: ['alone'], outputDir: kept('alone') },
    ...(process.env.ROSTRUM_SCREENSHOTS ? [{ name: 'looks', testMatch: LOOKS }] : []),
  ],
  outputDir: kept('pages'),
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
        `--disable-features=${WITHOUT.join(',')}`,
        '--use-fake-device-for-media-stream',
        '--use-fake-ui-for-media-stream',
        '--autoplay-policy=no-user-gesture-required',
      ],
    },
  },
});
