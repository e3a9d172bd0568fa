import type { CaptureFilter } from '../../../contract/captures.ts';
import type { Expressions } from '../../expressions/expressions.ts';
import type { Services } from '../../services.ts';

/** What an expression means of the messages of a filter. */
export interface WhereFound {
  ids: number[];
  asked: number;
  total: number;
  failed: number;
}

const most = { atOnce: 500, ms: 4_000, remembered: 8, age: 60_000 };

/** Asks an expression of kept messages, those kept last first, in the worker. */
export function createWhereTask(
  { store: { captures }, host }: Pick<Services, 'store' | 'host'>,
  expressions: Expressions,
) {
  const known = new Map<string, { found: WhereFound; state: string; at: number }>();
  /** Changes when messages come or go. */
  const stateOf = (): string =>
    JSON.stringify(captures.sources.list().map(({ id, count, last }) => [id, count, last]));

  return {
    'captures.where': async (
      {
        filter,
        expression,
        key,
        whole,
      }: { filter: CaptureFilter; expression: string; key: string; whole: boolean },
      signal: AbortSignal,
    ): Promise<WhereFound> => {
      const state = stateOf();
      const old = known.get(key);
      const isWhole = old && old.found.asked === old.found.total;
      // The pages of one list are of one answer.
      if (old?.state === state && host.clock.now() - old.at < most.age && (isWhole || !whole))
        return old.found;
      await expressions.where(expression, [], signal);
      const all = captures.search.ids({ filter }).sort((a, b) => b - a);
      const found: WhereFound = { ids: [], asked: 0, total: all.length, failed: 0 };
      const until = performance.now() + most.ms;
      while (found.asked < all.length && (whole || performance.now() < until)) {
        const ids = all.slice(found.asked, found.asked + most.atOnce);
        const messages = ids.flatMap((id) => captures.search.get(id) ?? []);
        const answers = await expressions.where(expression, messages, signal);
        for (const [at, answer] of answers.entries()) {
          const id = messages[at]?.id;
          if (!answer.ok) found.failed += 1;
          else if (answer.value && id !== undefined) found.ids.push(id);
        }
        found.asked += ids.length;
      }
      known.delete(key);
      known.set(key, { found, state, at: host.clock.now() });
      for (const oldest of known.keys()) {
        if (known.size <= most.remembered) break;
        known.delete(oldest);
      }
      return found;
    },
  };
}
