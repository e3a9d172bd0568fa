import type { CaptureFilter } from '../../../contract/captures.ts';
import { parsePath } from '../../../domain/failure-groups/json-path.ts';
import { fail } from '../../failures.ts';
import type { HostServices } from '../../services.ts';
import type { MeantFilter } from '../../store/captures-filter.ts';

/** A filter that the store can be asked by. */
export interface Meaning {
  filter: MeantFilter;
  /** How far its expression was asked; null without one. `asked` below `total`: the newest alone, time was up. */
  looked: { asked: number; total: number; failed: number } | null;
}

/** Sees to the keys of a path, so that messages can be grouped by it. @throws INVALID_INPUT when the path is none */
export async function fillGroups({ workshop, host }: HostServices, path: string): Promise<void> {
  if (path !== '' && !parsePath(path)) {
    throw fail('INVALID_INPUT', 'A path names fields, such as error.type or items[0].sku.', {
      field: 'path',
    });
  }
  await workshop.call('captures.group', { path, now: host.clock.now() });
}

/**
 * Makes the function that fixes a filter's times, fills the groups that it names and asks its expression.
 * @returns with `whole` an answer about all messages, however long it takes; else of what 4 s allow
 */
export function createMeaning(services: HostServices) {
  const { host, seen, workshop } = services;
  return async (filter: CaptureFilter, signal: AbortSignal, whole = false): Promise<Meaning> => {
    await seen.settled();
    for (const each of [filter.cause, filter.causes]) if (each) await fillGroups(services, each.path);
    const { where, ...others } = filter;
    const fixed: CaptureFilter =
      others.within === undefined ? others : { ...others, from: host.clock.now() - others.within };
    if (where === undefined || where.trim() === '') return { filter: fixed, looked: null };
    const { ids, ...looked } = await workshop.call(
      'captures.where',
      { filter: fixed, expression: where, key: JSON.stringify(filter), whole },
      signal,
    );
    return { filter: { ...fixed, ids }, looked };
  };
}
