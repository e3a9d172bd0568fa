import type { CapturedMessage } from '../../../electron/contract/index.ts';

/** How the page reads a kept message; `find` is what was looked for. */
export interface CaptureParts {
  body: (scope: { message: CapturedMessage; find: string }) => unknown;
  attributes: (scope: { message: CapturedMessage }) => unknown;
}
