import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { readonly, shallowRef, type Ref } from 'vue';
import type { Contract } from '../../electron/contract/index.ts';
import { createLink } from './link.ts';
import { createRedialler, type LinkState } from './redial.ts';
import { pickDial, type Dial, type Ending } from './transport.ts';

export interface Connection {
  client: ContractRouterClient<Contract>;
  state: Readonly<Ref<LinkState>>;
  /** Why the connection is lost, null while it is not: `signed-out` needs a new address, the others mend themselves. */
  ending: Readonly<Ref<Ending | null>>;
  /** Called after every change of state; gives back what stops it. */
  onState(act: (state: LinkState) => void): () => void;
  /** Tries to connect now, without waiting for the next try. */
  retry(): void;
}

/** Links the page to its host, for as long as the page lives. */
export function createConnection(dial: Dial = pickDial(window)): Connection {
  const line = createRedialler(dial);
  const state = shallowRef(line.state());
  const ending = shallowRef(line.ending());
  line.onState((next) => {
    state.value = next;
    ending.value = line.ending();
  });
  // A laptop that wakes up, or a tab that is shown again, need not wait for the next try.
  window.addEventListener('online', line.retryNow);
  document.addEventListener('visibilitychange', line.retryNow);
  return {
    client: createORPCClient(createLink(line)),
    state: readonly(state),
    ending: readonly(ending),
    onState: line.onState,
    retry: line.retryNow,
  };
}
