import { registerHooks } from 'node:module';

// Loaded before the built main process: whatever imports `electron` gets the stand-in of this folder.
const standIn = new URL('./electron.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: standIn, format: 'module-typescript', shortCircuit: true }
      : next(specifier, context),
});
await import('./driver.ts');
