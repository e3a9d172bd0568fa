import { shallowRef, watch, type ShallowRef } from 'vue';
import type { Failure } from '../../electron/contract/index.ts';
import { useCall, useConnection } from '../api/client.ts';
import { toFailure } from '../api/failure.ts';
import { useSettings } from '../stores/settings.ts';

/** Reads the user's choices as soon as the host can be reached. */
export function useSettingsLoading(): { failure: Readonly<ShallowRef<Failure | null>>; retry: () => void } {
  const settings = useSettings();
  const call = useCall();
  const { state } = useConnection();
  const failure = shallowRef<Failure | null>(null);
  const retry = (): void => {
    failure.value = null;
    settings.load(call).catch((error: unknown) => (failure.value = toFailure(error)));
  };
  watch(
    state,
    (now) => {
      if (now === 'open' && !settings.loaded) retry();
    },
    { immediate: true },
  );
  return { failure, retry };
}
