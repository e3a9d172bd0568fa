import type { contract } from '../../../../electron/contract/index.ts';
import type { InputOf } from '../../../api/client.ts';
import type { RedriveOrder } from './to-order.ts';

/** What starts an order: a move out of the source, or a copy into one destination. */
export type RedriveStart =
  | { act: 'move'; input: InputOf<typeof contract.redrives.move> }
  | { act: 'copy'; input: InputOf<typeof contract.redrives.copy> };

/** The call that starts an order; null for an order that no call carries out. */
export function toStart({
  known: _,
  source,
  destination,
  keep,
  ...manner
}: RedriveOrder): RedriveStart | null {
  if (!keep) return { act: 'move', input: { ...manner, ...source, destination } };
  if (destination.kind === 'queue')
    return {
      act: 'copy',
      input: { ...manner, scope: destination.scope, target: destination.queueUrl, source },
    };
  if (destination.kind === 'topic')
    return {
      act: 'copy',
      input: { ...manner, scope: destination.scope, target: destination.topicArn, source },
    };
  return null;
}
