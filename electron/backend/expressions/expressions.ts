import type { ExpressionContent } from '../../contract/redrives-expressions.ts';
import type { ExpressionMessage } from './message.ts';

/** What a predicate says of a message. */
export type Judged = { ok: true; value: boolean } | { ok: false; error: string };
/** What a transform makes of a message. */
export type Transformed =
  { ok: true; content: ExpressionContent; changed: boolean } | { ok: false; error: string };

/** JSONata in a thread of its own, which is ended when an expression does not end. */
export interface Expressions {
  /**
   * Asks a predicate of each message; true is what JSONata's `$boolean` takes for true.
   * @throws INVALID_INPUT with `numbers.position` when it is no expression, CANCELLED when the signal aborts
   */
  where(expression: string, messages: readonly ExpressionMessage[], signal?: AbortSignal): Promise<Judged[]>;
  /** Rewrites each message. Throws as {@link Expressions.where}. */
  transform(
    expression: string,
    messages: readonly ExpressionMessage[],
    signal?: AbortSignal,
  ): Promise<Transformed[]>;
  /** Ends the thread; calls under way are cancelled. */
  close(): void;
}
