import type { ExpressionContent } from '../../contract/redrives-expressions.ts';
import { placeOf } from '../../domain/message/text-place.ts';
import { fail } from '../failures.ts';
import type { SyntaxFault } from './evaluate.ts';
import { expressionLimits, type ExpressionLimits } from './limits.ts';
import type { ExpressionMessage } from './message.ts';
import { startThread, type Question, type Thread } from './thread.ts';

/** What a predicate says of a message. */
export type Judged = { ok: true; value: boolean } | { ok: false; error: string };
/** What a transform makes of a message. */
export type Transformed =
  { ok: true; content: ExpressionContent; changed: boolean } | { ok: false; error: string };

/** JSONata in a thread of its own, which is ended when an expression does not end. */
export interface Expressions {
  /**
   * Asks a predicate of each message; true is what JSONata's `$boolean` takes for true. Many messages: in pages.
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

/** At most so many messages, and UTF-16 units of bodies, are with the thread at once. */
const part = { messages: 500, units: 4 * 1024 * 1024 };

/** Opens an evaluator; its thread starts with the first call, and again after one that had to be ended. */
export function createExpressions(limits: ExpressionLimits = expressionLimits): Expressions {
  let thread: Thread | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  const closing = new AbortController();
  const current = (): Thread => (thread = thread?.isAlive() ? thread : startThread(limits));

  async function run<Result>(
    kind: Question['kind'],
    expression: string,
    messages: readonly ExpressionMessage[],
    signal: AbortSignal,
  ): Promise<(Result | { ok: false; error: string })[]> {
    const results: (Result | { ok: false; error: string })[] = [];
    const until = performance.now() + limits.batch;
    const late = AbortSignal.any([signal, AbortSignal.timeout(limits.batch)]);
    // An empty list asks too: whether it is an expression.
    do {
      if (performance.now() > until) break;
      const start = results.length;
      const asked = { kind, expression, messages: messages.slice(start, start + fitting(messages, start)) };
      // Its kind decides what the thread answers.
      const how = await current().run(asked, (more) => results.push(...(more as Result[])), late);
      if (how.end === 'invalid') throw toFailure(expression, how.fault);
      if (signal.aborted) throw fail('CANCELLED');
      if (how.end === 'stopped') break;
      if (how.end === 'stuck') {
        if (how.at < 0) throw fail('INTERNAL', 'Expressions cannot be evaluated here: the thread ended.');
        await finish<Result>(asked, results.length - start, how.at, results, late);
        results.push({ ok: false, error: reasons(limits)[how.why] });
      }
    } while (results.length < messages.length);
    while (results.length < messages.length) results.push({ ok: false, error: reasons(limits).batch });
    return results;
  }

  /** Messages before the one that the thread ended on, whose results went with it, are asked again. */
  async function finish<Result>(
    asked: Omit<Question, 'at'>,
    from: number,
    to: number,
    results: (Result | { ok: false; error: string })[],
    signal: AbortSignal,
  ): Promise<void> {
    const messages = asked.messages.slice(from, to);
    if (messages.length === 0) return;
    const before = results.length;
    await current().run({ ...asked, messages }, (more) => results.push(...(more as Result[])), signal);
    while (results.length < before + messages.length)
      results.push({ ok: false, error: reasons(limits).batch });
  }

  const inTurn = <Result>(
    kind: Question['kind'],
    expression: string,
    messages: readonly ExpressionMessage[],
    signal?: AbortSignal,
  ): Promise<(Result | { ok: false; error: string })[]> => {
    const either = signal ? AbortSignal.any([signal, closing.signal]) : closing.signal;
    const next = turn.then(() => {
      if (either.aborted) throw fail('CANCELLED');
      return run<Result>(kind, expression, messages, either);
    });
    turn = next.catch(() => undefined);
    return next;
  };

  return {
    where: (expression, messages, signal) => inTurn<Judged>('where', expression, messages, signal),
    transform: (expression, messages, signal) =>
      inTurn<Transformed>('transform', expression, messages, signal),
    close() {
      closing.abort();
      thread?.end();
    },
  };
}

const reasons = ({ message, batch, heap }: ExpressionLimits) => ({
  time: `Stopped: it took longer than ${message / 1000} s for this message.`,
  memory: `Stopped: it needed more than ${heap} MB for this message.`,
  batch: `Not asked: the messages before it took longer than ${batch / 1000} s.`,
});

function fitting(messages: readonly ExpressionMessage[], start: number): number {
  let units = 0;
  let count = 0;
  while (count < part.messages && start + count < messages.length) {
    units += messages[start + count]?.body.length ?? 0;
    if (count > 0 && units > part.units) break;
    count += 1;
  }
  return count;
}

function toFailure(expression: string, { message, position }: SyntaxFault) {
  const { line, column } = placeOf(expression, position);
  return fail('INVALID_INPUT', message, {
    field: 'expression',
    numbers: { position, line, column },
  });
}
