import type { CaptureFilter } from '../../../contract/captures.ts';
import type {
  ExpressionContent,
  TransformTrial,
  WhereTrial,
} from '../../../contract/redrives-expressions.ts';
import type { Expressions, Transformed } from '../../expressions/expressions.ts';
import type { Services } from '../../services.ts';
import type { CapturedMessage } from '../../../contract/captures.ts';

const most = { atOnce: 200, samples: 20, faults: 20, page: 20, reasons: 20, ms: 10_000 };

/** Trials of expressions over kept messages, in the worker. `filter` has its times fixed and no expression of its own. */
export function createExpressionTasks(
  { store: { captures } }: Pick<Services, 'store'>,
  expressions: Expressions,
) {
  /** Ids of what a filter means, those kept last first. */
  const idsOf = (filter: CaptureFilter): number[] => captures.search.ids({ filter }).sort((a, b) => b - a);
  const read = (ids: readonly number[]): CapturedMessage[] =>
    ids.flatMap((id) => captures.search.get(id) ?? []);

  /** Messages in parts, until all were given or time is up. */
  function* parts(ids: readonly number[], until: number): Generator<CapturedMessage[]> {
    for (let start = 0; start < ids.length && performance.now() < until; start += most.atOnce)
      yield read(ids.slice(start, start + most.atOnce));
  }

  return {
    'redrives.tryWhere': async (
      { filter, expression }: { filter: CaptureFilter; expression: string },
      signal: AbortSignal,
    ): Promise<WhereTrial> => {
      const start = performance.now();
      // Whether it is an expression is told where nothing is kept, too.
      await expressions.where(expression, [], signal);
      const ids = idsOf(filter);
      const trial = { asked: 0, matched: 0, failed: 0 };
      const samples: number[] = [];
      const faults: WhereTrial['faults'] = [];
      for (const messages of parts(ids, start + most.ms)) {
        const answers = await expressions.where(expression, messages, signal);
        for (const [at, answer] of answers.entries()) {
          const { id, messageId } = messages[at] as CapturedMessage;
          if (!answer.ok) {
            trial.failed += 1;
            if (faults.length < most.faults) faults.push({ id, messageId, error: answer.error });
          } else if (answer.value) {
            trial.matched += 1;
            if (samples.length < most.samples) samples.push(id);
          }
        }
        trial.asked += messages.length;
      }
      return {
        ...trial,
        total: ids.length,
        complete: trial.asked === ids.length,
        samples,
        faults,
        took: performance.now() - start,
      };
    },

    'redrives.tryTransform': async (
      { filter, expression, after }: { filter: CaptureFilter; expression: string; after: number | null },
      signal: AbortSignal,
    ): Promise<TransformTrial> => {
      const start = performance.now();
      await expressions.transform(expression, [], signal);
      const all = idsOf(filter);
      const ids = after === null ? all : all.filter((id) => id < after);
      const page = ids.slice(0, most.page);
      const next = ids.length > page.length ? String(page.at(-1)) : undefined;
      const messages = read(page);
      const shown = await expressions.transform(expression, messages, signal);
      const answer = {
        messages: messages.map((message, at) => toTransformed(message, shown[at] as Transformed)),
        cursor: next,
      };
      if (after !== null) return { ...answer, counts: null };
      const reasons = new Map<string, number>();
      const counts = { asked: 0, changed: 0, unchanged: 0, failed: 0 };
      const count = (results: readonly Transformed[]): void => {
        for (const result of results) {
          counts.asked += 1;
          if (!result.ok) {
            counts.failed += 1;
            reasons.set(result.error, (reasons.get(result.error) ?? 0) + 1);
          } else if (result.changed) counts.changed += 1;
          else counts.unchanged += 1;
        }
      };
      count(shown);
      for (const more of parts(ids.slice(page.length), start + most.ms))
        count(await expressions.transform(expression, more, signal));
      return {
        ...answer,
        counts: {
          ...counts,
          total: ids.length,
          complete: counts.asked === ids.length,
          reasons: [...reasons]
            .map(([error, times]) => ({ error, count: times }))
            .sort((a, b) => b.count - a.count)
            .slice(0, most.reasons),
          took: performance.now() - start,
        },
      };
    },
  };
}

function toTransformed(message: CapturedMessage, result: Transformed): TransformTrial['messages'][number] {
  const before: ExpressionContent = {
    body: message.body,
    attributes: message.attributes,
    groupId: message.groupId,
    deduplicationId: null,
  };
  return {
    id: message.id,
    messageId: message.messageId,
    before,
    after: result.ok ? result.content : null,
    changed: result.ok && result.changed,
    error: result.ok ? null : result.error,
  };
}
