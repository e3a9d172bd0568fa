import type { QueuePlace } from '../../../contract/jobs.ts';
import { findBlocked } from '../../../domain/redrive/blocked.ts';
import type { Expressions } from '../../expressions/expressions.ts';
import type { Services } from '../../services.ts';
import type { CapturedFact } from '../../store/captures-facts.ts';
import type { MeantFilter } from '../../store/captures-filter.ts';

/** What is asked of the captured messages of a queue. */
export interface CapturedQuestion {
  place: QueuePlace;
  /** Which are chosen: those of a filter whose times are fixed, these MessageIds, those of a predicate, or all. */
  filter: MeantFilter | null;
  ids: string[] | null;
  where: string | null;
  transform: string | null;
  fifo: boolean;
  /** Milliseconds for the expressions; what was not asked by then counts as not matched. */
  time: number;
}

/** What they answer. */
export interface CapturedAnswer {
  /** How many are captured and believed to be in the queue. */
  read: number;
  chosen: CapturedFact[];
  blocked: string[];
  changed: number;
  failed: number;
  error: string | null;
}

const atOnce = 200;

/** The dry run, in the worker. */
export function createCapturedTask({ store }: Pick<Services, 'store'>, expressions: Expressions) {
  const { captures, captureFacts } = store;
  return {
    'redrives.captured': async (
      { place, filter, ids, where, transform, fifo, time }: CapturedQuestion,
      signal: AbortSignal,
    ): Promise<CapturedAnswer> => {
      const all = captureFacts.of(place);
      const answer = { changed: 0, failed: 0, error: null as string | null };
      const until = performance.now() + time;
      const fault = (error: string): void => {
        answer.failed += 1;
        answer.error ??= error;
      };
      async function* parts(of: readonly CapturedFact[]) {
        for (let at = 0; at < of.length && performance.now() < until; at += atOnce) {
          const facts = of.slice(at, at + atOnce);
          const messages = facts.flatMap(({ id }) => captures.search.get(id) ?? []);
          const known = new Map(facts.map((fact) => [fact.id, fact]));
          yield { messages, known };
        }
      }

      let chosen = all;
      const source = captureFacts.sourceOf(place);
      if (filter && source !== null) {
        const meant = new Set(captures.search.ids({ filter: { ...filter, sources: [source] } }));
        chosen = all.filter(({ id }) => meant.has(id));
      } else if (ids) {
        const meant = new Set(ids);
        chosen = all.filter(({ messageId }) => meant.has(messageId));
      } else if (where !== null) {
        // Whether it is an expression is told where nothing is kept, too.
        await expressions.where(where, [], signal);
        chosen = [];
        for await (const { messages, known } of parts(all)) {
          const said = await expressions.where(where, messages, signal);
          said.forEach((one, index) => {
            const fact = known.get(messages[index]!.id);
            if (!one.ok) fault(one.error);
            else if (one.value && fact) chosen.push(fact);
          });
        }
      }
      if (transform !== null) {
        await expressions.transform(transform, [], signal);
        for await (const { messages } of parts(chosen)) {
          for (const one of await expressions.transform(transform, messages, signal)) {
            if (!one.ok) fault(one.error);
            else if (one.changed) answer.changed += 1;
          }
        }
      }
      const meant = new Set(chosen.map(({ messageId }) => messageId));
      const blocked = fifo && chosen.length < all.length ? findBlocked(all, (id) => meant.has(id)) : [];
      return { ...answer, read: all.length, chosen, blocked };
    },
  };
}
