import type { Handlers } from '../../handlers.ts';
import type { Services } from '../../services.ts';

/** Asking endpoints what they offer. */
export interface Asking {
  capabilities: Handlers<'profiles'>['capabilities'];
  /** Drops what the endpoints of a profile told. */
  forget(profile: string): Promise<void>;
}

/** What endpoints offer, asked once and then remembered. */
export function createAsking({ profiles, store }: Services): Asking {
  return {
    async capabilities({ scope }) {
      const endpoint = await profiles.endpoint(scope.profile, 'sqs');
      const known = endpoint === undefined ? undefined : store.capabilities.get(endpoint);
      return known ?? { checkedAt: null, capabilities: [] };
    },
    async forget(profile) {
      const endpoint = await profiles.endpoint(profile, 'sqs');
      if (endpoint !== undefined) store.capabilities.remove(endpoint);
    },
  };
}
