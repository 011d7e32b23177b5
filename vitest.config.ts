import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';

// What Node compiled for one file is there for the next, and for the services that they start: src/start/keep-compiled.js.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules/.cache/compiled');

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    pool: 'forks',
    // Loading the product anew for each file takes longer than most files do.
    isolate: false,
    // More than two for each of the two cores of CI, as tests also wait for processes, retries and limits of time.
    maxWorkers: 5,
    sequence: { sequencer: LongestFirst },
    // A browser beside a loaded core takes its time.
    expect: { poll: { timeout: 20_000 } },
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
