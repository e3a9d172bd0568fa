/** Bounds on the evaluation of expressions. Times in ms. */
export interface ExpressionLimits {
  /** One message; JSONata stops itself before, and what it cannot stop is ended with its thread. */
  message: number;
  /** All messages of one call. */
  batch: number;
  /** Depth of calls within an expression. */
  stack: number;
  /** Elements of one list that an expression builds. */
  sequence: number;
  /** Megabytes of the thread's heap. */
  heap: number;
}

/** What holds in the product. */
export const expressionLimits: ExpressionLimits = {
  message: 1_000,
  batch: 30_000,
  stack: 500,
  sequence: 1_000_000,
  heap: 256,
};
