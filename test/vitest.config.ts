import { availableParallelism } from 'node:os';
import path from 'node:path';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

const root = path.resolve(import.meta.dirname, '..');
const shared = { root, pool: 'forks' as const, testTimeout: 30_000, hookTimeout: 30_000 };

const behaviours = ['test/backend/behaviour/**/*.test.ts'];
const product = ['test/compat/product/*.test.ts'];

/** The suites by what they drive; `vitest --config test/vitest.config.ts --project NAME` runs one of them. */
export default defineConfig({
  root,
  test: {
    // Most tests wait for sockets and processes: a core kept free, as is the default, would idle.
    maxWorkers: availableParallelism(),
    projects: [
      {
        test: {
          ...shared,
          name: 'unit',
          include: [
            'test/*.test.ts',
            'test/domain/**/*.test.ts',
            'test/backend/**/*.test.ts',
            'test/hosts/**/*.test.ts',
            'test/simulation/**/*.test.ts',
            ...product,
          ],
        },
      },
      {
        plugins: [vue()],
        test: {
          ...shared,
          name: 'renderer',
          environment: 'happy-dom',
          include: ['test/renderer/**/*.test.ts'],
        },
      },
      {
        // The behaviour suite again, and the console itself, against independent servers.
        test: {
          ...shared,
          name: 'fauxqs',
          include: [...behaviours, ...product],
          env: { SPILLWAY_SERVER: 'fauxqs' },
        },
      },
      {
        test: {
          ...shared,
          name: 'moto',
          // It answers with one core, and what is told by the clock needs answers in time.
          fileParallelism: false,
          include: [...behaviours, ...product],
          globalSetup: 'test/compat/moto-server.ts',
          env: { SPILLWAY_SERVER: 'moto' },
        },
      },
      {
        // It is SQS and nothing else.
        test: {
          ...shared,
          name: 'elasticmq',
          include: ['test/backend/behaviour/sqs/*.test.ts', ...product],
          globalSetup: 'test/compat/elasticmq-server.ts',
          env: { SPILLWAY_SERVER: 'elasticmq' },
        },
      },
      {
        // Many more worlds than `npm test` has time for.
        test: { ...shared, name: 'simulation', include: ['test/simulation/**/*.test.ts'] },
      },
      {
        // The command line, killed again and again in the middle of its work.
        test: { ...shared, name: 'crash', include: ['test/crash/**/*.test.ts'] },
      },
      {
        // The real built bundles, driven without Electron's binary.
        test: { ...shared, name: 'electron', include: ['test/electron/**/*.test.ts'] },
      },
    ],
  },
});
