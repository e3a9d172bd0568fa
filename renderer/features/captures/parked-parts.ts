import type { ParkedMessage } from '../../../electron/contract/index.ts';

/** How the page reads a parked message; `find` is what was looked for. */
export interface ParkedParts {
  body: (scope: { message: ParkedMessage; find: string }) => unknown;
  facts: (scope: { message: ParkedMessage; part: 'attributes' | 'system' }) => unknown;
}
