import { computed, type ComputedRef } from 'vue';
import { contract, type Failure, type SeenMessage } from '../../../electron/contract/index.ts';
import { useRead } from '../../api/query.ts';
import type { QueuePlace } from './useSeen.ts';

/** A message of the list, whole: a shortened one is read on its own. */
export function useWhole(
  place: () => QueuePlace,
  message: () => SeenMessage,
): { whole: ComputedRef<SeenMessage | null>; failure: ComputedRef<Failure | null>; refetch: () => void } {
  const one = useRead(contract.messages.one, () => ({ ...place(), messageId: message().messageId }), {
    enabled: () => message().shortened === true,
    staleTime: 60_000,
  });
  return {
    whole: computed(() => {
      if (!message().shortened) return message();
      const read = one.data.value;
      return read?.messageId === message().messageId ? read : null;
    }),
    failure: computed(() => (message().shortened ? one.failure.value : null)),
    refetch: () => void one.refetch(),
  };
}
