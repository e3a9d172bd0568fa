import {
  computed,
  onScopeDispose,
  ref,
  shallowRef,
  watch,
  type ComputedRef,
  type Ref,
  type ShallowRef,
} from 'vue';
import {
  contract,
  type Failure,
  type Hold,
  type Scope,
  type SeenMessage,
} from '../../../electron/contract/index.ts';
import { useCall } from '../../api/client.ts';
import { toFailure } from '../../api/failure.ts';
import { useActsMade } from '../../api/query.ts';

/** A queue in a place. */
export interface QueuePlace {
  scope: Scope;
  queueUrl: string;
}

export interface Seen {
  /** What was seen, newest sight first; long bodies shortened. */
  messages: Readonly<ShallowRef<readonly SeenMessage[]>>;
  holds: Readonly<ShallowRef<readonly Hold[]>>;
  /** True until the first page is there. */
  loading: ComputedRef<boolean>;
  failure: Readonly<Ref<Failure | null>>;
  /** Reads what is new; `all` reads every page again. */
  refresh(all?: boolean): Promise<void>;
}

const sameSight = (a: SeenMessage, b: SeenMessage | undefined): boolean =>
  a.seenAt === b?.seenAt && a.deletedAt === b.deletedAt;

/** What was seen in a queue, read page by page. */
export function useSeen(place: () => QueuePlace): Seen {
  const call = useCall();
  const made = useActsMade();
  const messages = shallowRef<readonly SeenMessage[]>([]);
  const holds = shallowRef<readonly Hold[]>([]);
  const failure = shallowRef<Failure | null>(null);
  const ready = ref(false);
  let control = new AbortController();

  async function read(signal: AbortSignal, all: boolean): Promise<void> {
    const known = new Map(messages.value.map((message) => [message.messageId, message]));
    let fresh: SeenMessage[] = [];
    let cursor: string | undefined;
    do {
      const part = await call(contract.messages.seen, { ...place(), cursor }, { signal });
      const ids = new Set(fresh.map(({ messageId }) => messageId));
      fresh = [...fresh, ...part.messages.filter(({ messageId }) => !ids.has(messageId))];
      holds.value = part.holds;
      ready.value = true;
      // Sights are in order: from the first page that is known on, nothing has changed.
      const unchanged = part.messages.every((message) => sameSight(message, known.get(message.messageId)));
      if (!all && unchanged) {
        const read = new Set(fresh.map(({ messageId }) => messageId));
        const rest = messages.value.filter(({ messageId }) => !read.has(messageId));
        if (fresh.length + rest.length === part.total) {
          if (
            fresh.some((message) => !sameSight(message, known.get(message.messageId))) ||
            known.size !== part.total
          )
            messages.value = [...fresh, ...rest];
          return;
        }
      }
      cursor = part.cursor;
      if (known.size === 0) messages.value = fresh;
    } while (cursor !== undefined);
    messages.value = fresh;
  }

  async function refresh(all = false): Promise<void> {
    control.abort();
    control = new AbortController();
    const { signal } = control;
    try {
      await read(signal, all);
      failure.value = null;
    } catch (error) {
      if (!signal.aborted) failure.value = toFailure(error, signal);
    }
  }

  watch(
    () => JSON.stringify(place()),
    () => {
      messages.value = [];
      holds.value = [];
      ready.value = false;
      void refresh(true);
    },
    { immediate: true },
  );
  // Another part of the console may have deleted or moved some.
  watch(
    () => made.of('messages'),
    () => void refresh(true),
  );
  onScopeDispose(() => control.abort());

  return {
    messages,
    holds,
    loading: computed(() => !ready.value && failure.value === null),
    failure,
    refresh,
  };
}
