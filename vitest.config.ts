import { defineConfig } from 'vitest/config'

/**
 * Three sizes of test. `small` is pure and takes milliseconds; `medium` goes through the public door on a real
 * PostgreSQL; `browser` tells a few stories in a real Chromium against the built product.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'small',
          environment: 'node',
          include: [
            'domain/src/**/*.test.ts',
            'contract/src/**/*.test.ts',
            'client/src/**/*.test.ts',
            'simulation/src/**/*.test.ts',
            'console/src/**/*.test.{ts,tsx}',
            'widget/src/**/*.test.{ts,tsx}',
            'bench/src/**/*.test.ts',
            'tools/**/*.test.ts',
          ],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'medium',
          environment: 'node',
          include: ['server/src/**/*.test.ts'],
          globalSetup: ['server/src/testing/global-setup.ts'],
          // Each worker owns a database cloned from one template; three of them fill the two cores we promise to run on, since
          // some tests wait: for a lease to end, for the next try.
          // What a file imports stays loaded for the next one: nothing in the product may be kept by module instead of by
          // what was opened, and reading the server anew for each file took half of the processor time.
          pool: 'forks',
          isolate: false,
          maxWorkers: 3,
          testTimeout: 30_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'browser',
          environment: 'node',
          include: ['e2e/**/*.story.ts'],
          globalSetup: ['e2e/stage/set-up.ts'],
          // One product and one browser for all; each story has a merchant of its own. Three at a time keep two cores busy,
          // since stories also wait: for a silence that is tolerated, for a lease to end.
          pool: 'forks',
          maxWorkers: 3,
          isolate: false,
          // What passes at the second attempt only is named in the last lines of `npm test`.
          retry: 1,
          testTimeout: 180_000,
          // A poll that goes well never waits for it; one second is too short on a machine that does something else besides.
          expect: { poll: { timeout: 30_000 } },
          hookTimeout: 180_000,
        },
      },
    ],
  },
})
