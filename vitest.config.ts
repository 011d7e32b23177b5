import { configDefaults, defineConfig } from 'vitest/config';

/** They drive a real Chromium and time out beside other work on two cores: run by `npm run test:browser`. */
const BROWSER_TESTS = [
  'test/console/loaded.test.ts',
  'test/console/page.test.ts',
  'test/console/sign-in.test.ts',
];

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...(process.env.BROWSER ? [] : BROWSER_TESTS)],
    globalSetup: ['test/support/global-setup.ts'],
    pool: 'forks',
    // Two cores: more files at once would only wait for each other.
    maxWorkers: 2,
    // A browser beside a loaded core takes its time.
    expect: { poll: { timeout: 10_000 } },
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
