import { defineConfig } from 'vitest/config';

const everywhere = ['packages/*/src', 'apps/*/src', 'infra'];
const neverThere = ['**/node_modules/**', '**/dist/**', '.build/**', '.test/**', '.data/**'];

/**
 * A process runs one file after the other and loads what they share once: loading it for each file took half of all
 * processor time. A file's own module is its own; what a test stubs is put back before the next one.
 */
const oneAfterTheOther = {
  isolate: false,
  restoreMocks: true,
  unstubEnvs: true,
  unstubGlobals: true,
} as const;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          ...oneAfterTheOther,
          include: everywhere.map((dir) => `${dir}/**/*.test.{ts,tsx}`),
          exclude: [...neverThere, '**/*.int.test.ts'],
          environment: 'node',
          testTimeout: 10_000,
        },
      },
      {
        test: {
          name: 'integration',
          ...oneAfterTheOther,
          include: everywhere.map((dir) => `${dir}/**/*.int.test.ts`),
          exclude: neverThere,
          environment: 'node',
          globalSetup: ['infra/test/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // However busy the machine is: what is waited for is that it happens.
          expect: { poll: { timeout: 15_000 } },
          // They start, kill and time real processes beside whatever else the machine does.
          retry: 1,
        },
      },
    ],
    // One more than the two cores of the machines they run on: half of a test's time is waiting.
    maxWorkers: 3,
    teardownTimeout: 30_000,
  },
});
