import path from 'node:path';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'electron-vite';

export default defineConfig({
  // Both hosts and the threads in one go: what they share becomes chunks that all load.
  main: {
    build: {
      rolldownOptions: {
        input: {
          index: 'electron/main/index.ts',
          web: 'electron/web/index.ts',
          worker: 'electron/backend/worker/entry.ts',
          expressions: 'electron/backend/expressions/entry.ts',
        },
      },
    },
  },
  preload: {
    build: {
      // A sandboxed preload must be CommonJS.
      rolldownOptions: {
        input: { index: 'electron/preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [vue()],
    build: {
      minify: true,
      // The CSP takes fonts from our own origin only, not from data addresses.
      assetsInlineLimit: (file) => (file.endsWith('.woff2') ? false : undefined),
      rolldownOptions: { input: path.resolve(import.meta.dirname, 'renderer/index.html') },
    },
  },
});
