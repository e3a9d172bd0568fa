import type { CommonFact, KeptMessage } from '../../../contract/captures-causes.ts';
import type { CapturedMessage } from '../../../contract/captures.ts';
import { findCommon } from '../../../domain/failure-groups/find-shared.ts';
import type { Services } from '../../services.ts';
import type { MeantFilter } from '../../store/captures-filter.ts';

const most = { messages: 100_000, read: 200 };

/** What a page of failure groups asks of the worker. */
export function createCausesTask({ store: { captures } }: Pick<Services, 'store'>) {
  const newest = (filter: MeantFilter): CapturedMessage[] =>
    captures.search.page(filter, undefined, most.read).flatMap(({ id }) => captures.search.get(id) ?? []);

  return {
    'captures.chosen': ({ filter }: { filter: MeantFilter }): KeptMessage[] =>
      captures.search.kept(filter, most.messages),

    'captures.common': ({
      filter,
      contrast,
    }: {
      filter: MeantFilter;
      contrast: MeantFilter;
    }): { of: number; facts: CommonFact[] } => {
      const own = newest(filter);
      const ids = new Set(own.map(({ id }) => id));
      const others = newest(contrast).filter(({ id }) => !ids.has(id));
      return { of: own.length, facts: findCommon(own, others) };
    },
  };
}
