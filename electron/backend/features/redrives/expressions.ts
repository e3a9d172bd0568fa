import type { CaptureFilter } from '../../../contract/captures.ts';
import { fail } from '../../failures.ts';
import type { Handlers } from '../../handlers.ts';
import type { HostServices } from '../../services.ts';
import { createMeaning } from '../captures/meaning.ts';

/** Expressions tried over kept messages; nothing is received. */
export function createExpressionHandlers(
  services: HostServices,
): Pick<Handlers<'redrives'>, 'tryWhere' | 'tryTransform'> {
  const { workshop } = services;
  const meant = createMeaning(services);
  const filterOf = async (filter: CaptureFilter, signal: AbortSignal): Promise<CaptureFilter> =>
    (await meant(filter, signal)).filter;
  return {
    tryWhere: async ({ filter, expression }, { signal }) =>
      workshop.call('redrives.tryWhere', { filter: await filterOf(filter, signal), expression }, signal),
    async tryTransform({ filter, expression, cursor }, { signal }) {
      const after = cursor === undefined ? null : Number(cursor);
      if (Number.isNaN(after))
        throw fail('INVALID_INPUT', 'The cursor is not one of this list.', { field: 'cursor' });
      return workshop.call(
        'redrives.tryTransform',
        { filter: await filterOf(filter, signal), expression, after },
        signal,
      );
    },
  };
}
