import { computed, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import { contract, type Failure } from '../../../electron/contract/index.ts';
import { useAct } from '../../api/act.ts';
import { useCall, type OutputOf } from '../../api/client.ts';
import { toFailure } from '../../api/failure.ts';
import type { QueuePlace } from './useSeen.ts';

/** What an act on chosen messages would take. */
export type Reach = OutputOf<typeof contract.messages.reach>;
type Removed = OutputOf<typeof contract.messages.remove>;
type Changed = OutputOf<typeof contract.messages.changeVisibility>;

/** What came of an act on chosen messages. */
export interface ChosenResult {
  act: 'remove' | 'visibility';
  done: number;
  /** Of the last one, what the page shows of the search. */
  searched: Omit<Removed, 'deleted'>;
  messageIds: string[];
}

export interface ChosenActs {
  pending: ComputedRef<boolean>;
  failure: ComputedRef<Failure | null>;
  result: Readonly<ShallowRef<ChosenResult | null>>;
  /** What it would take to reach these messages; null when that could not be read (`failure` says why). */
  reach(messageIds: string[]): Promise<Reach | null>;
  remove(messageIds: string[], force?: boolean): Promise<void>;
  setVisibility(messageIds: string[], seconds: number, force?: boolean): Promise<void>;
  /** The last act again, beyond the receive budget. */
  again(): Promise<void>;
  reset(): void;
}

/** Acts on chosen messages of a queue: delete, change visibility. */
export function useChosen(place: () => QueuePlace, changed: () => Promise<void>): ChosenActs {
  const call = useCall();
  const removing = useAct(contract.messages.remove);
  const changing = useAct(contract.messages.changeVisibility);
  const result = shallowRef<ChosenResult | null>(null);
  const reachFailure = shallowRef<Failure | null>(null);
  let last: (() => Promise<void>) | undefined;

  function reset(): void {
    removing.reset();
    changing.reset();
    reachFailure.value = null;
    result.value = null;
  }
  watch(() => JSON.stringify(place()), reset);

  async function reach(messageIds: string[]): Promise<Reach | null> {
    try {
      return await call(contract.messages.reach, { ...place(), messageIds });
    } catch (error) {
      reachFailure.value = toFailure(error);
      return null;
    }
  }

  async function remove(messageIds: string[], force = false): Promise<void> {
    reset();
    last = () => remove(messageIds, true);
    const cost = await reach(messageIds);
    if (!cost) return;
    const { held, missing, received } = cost;
    const numbers = { messages: messageIds.length, held, missing, received };
    const answer = await removing.run({ ...place(), messageIds, force }, numbers);
    if (answer) tell('remove', messageIds, answer.deleted, answer);
    await changed();
  }

  async function setVisibility(messageIds: string[], seconds: number, force = false): Promise<void> {
    reset();
    last = () => setVisibility(messageIds, seconds, true);
    const answer = await changing.run(
      { ...place(), messageIds, seconds, force },
      { messages: messageIds.length },
    );
    if (answer) tell('visibility', messageIds, answer.changed, answer);
    await changed();
  }

  function tell(
    act: ChosenResult['act'],
    messageIds: string[],
    done: string[],
    searched: Omit<Removed | Changed, 'deleted'>,
  ): void {
    result.value = { act, done: done.length, searched, messageIds };
  }

  return {
    pending: computed(() => removing.pending.value || changing.pending.value),
    failure: computed(() => reachFailure.value ?? removing.failure.value ?? changing.failure.value),
    result,
    reach,
    remove,
    setVisibility,
    again: () => last?.() ?? Promise.resolve(),
    reset,
  };
}
