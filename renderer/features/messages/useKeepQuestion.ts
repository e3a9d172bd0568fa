import { ref, type Ref } from 'vue';
import { contract } from '../../../electron/contract/index.ts';
import { useCall } from '../../api/client.ts';

export interface KeepQuestion {
  /** True while the question stands on the screen. */
  open: Readonly<Ref<boolean>>;
  /** Goes on at once where the profile was asked before, else after the answer. */
  before(act: () => void): Promise<void>;
  answered(): void;
  cancel(): void;
}

/** Asks before the first look at a profile whether what is seen may be kept. */
export function useKeepQuestion(profile: () => string): KeepQuestion {
  const call = useCall();
  const open = ref(false);
  let waiting: (() => void) | undefined;
  return {
    open,
    async before(act) {
      // A host that cannot tell keeps nothing: looking is not held up for that.
      const policy = await call(contract.captures.policy, { profile: profile() }).catch(() => null);
      if (policy?.mode !== 'unasked') return act();
      waiting = act;
      open.value = true;
    },
    answered() {
      open.value = false;
      waiting?.();
      waiting = undefined;
    },
    cancel() {
      open.value = false;
      waiting = undefined;
    },
  };
}
