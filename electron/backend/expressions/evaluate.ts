import jsonata, { type Expression } from 'jsonata';
import type { Judged, Transformed } from './expressions.ts';
import { toInput } from './input.ts';
import type { ExpressionLimits } from './limits.ts';
import type { ExpressionMessage } from './message.ts';
import { isTrue, Rewriting, toContent } from './outcome.ts';

/** A syntax error. */
export interface SyntaxFault {
  /** In JSONata's words. */
  message: string;
  /** UTF-16 units from the start, up to which it was read. */
  position: number;
}

/** What JSONata throws: an Error, or a plain object of the same fields. */
const said = (error: unknown): string =>
  String((error as { message?: unknown } | null)?.message ?? error).slice(0, 500);

/** What can be done with an expression that parses. */
export interface Compiled {
  where(message: ExpressionMessage): Promise<Judged>;
  transform(message: ExpressionMessage): Promise<Transformed>;
}

/** Parses an expression; what it then runs into is an error of the message. */
export function compile(text: string, limits: ExpressionLimits): Compiled | SyntaxFault {
  let expression: Expression;
  try {
    expression = jsonata(text, {
      // Below the limit at which the thread is ended: most endless expressions cost no new thread.
      timeout: Math.ceil(limits.message * 0.7),
      stack: limits.stack,
      sequence: limits.sequence,
    });
  } catch (error) {
    const { position } = error as { position?: unknown };
    return { message: said(error), position: typeof position === 'number' ? position : 0 };
  }
  expression.registerFunction('with', (parts: Record<string, unknown>) => new Rewriting(parts), '<o:o>');
  const evaluate = async (message: ExpressionMessage): Promise<{ result: unknown; isJson: boolean }> => {
    const { input, isJson, bindings } = toInput(message);
    return { result: (await expression.evaluate(input, bindings)) as unknown, isJson };
  };
  return {
    async where(message) {
      try {
        return { ok: true, value: isTrue((await evaluate(message)).result) };
      } catch (error) {
        return { ok: false, error: said(error) };
      }
    },
    async transform(message) {
      try {
        const { result, isJson } = await evaluate(message);
        return { ok: true, ...toContent(result, message, isJson) };
      } catch (error) {
        return { ok: false, error: said(error) };
      }
    },
  };
}
