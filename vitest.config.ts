import { defineConfig } from 'vitest/config';

const everywhere = ['packages/*/src', 'apps/*/src', 'infra'];
const neverThere = ['**/node_modules/**', '**/dist/**', '.build/**', '.test/**', '.data/**'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: everywhere.map((dir) => `${dir}/**/*.test.{ts,tsx}`),
          exclude: [...neverThere, '**/*.int.test.ts'],
          environment: 'node',
          testTimeout: 10_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: everywhere.map((dir) => `${dir}/**/*.int.test.ts`),
          exclude: neverThere,
          environment: 'node',
          globalSetup: ['infra/test/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
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
