import { useDocumentVisibility } from '@vueuse/core';
import { onScopeDispose, shallowRef, toValue, watch, type MaybeRefOrGetter, type ShallowRef } from 'vue';
import type { Failure } from '../../electron/contract/index.ts';
import { useCall, useConnection, type EventOf, type InputOf, type Procedure } from './client.ts';
import { toFailure } from './failure.ts';

export interface StreamOptions {
  enabled?: MaybeRefOrGetter<boolean>;
  /** Events that come within so many ms reach the page as one batch; 250 unless said. */
  coalesce?: number;
}

/**
 * Watches a stream while the page can be seen and the link is up; `onEvents` gets what came since the last time.
 * A stream only watches: it may be dropped and opened again at any moment.
 */
export function useStream<P extends Procedure>(
  procedure: P,
  input: MaybeRefOrGetter<InputOf<P>>,
  onEvents: (events: EventOf<P>[]) => void,
  options: StreamOptions = {},
): { failure: Readonly<ShallowRef<Failure | null>> } {
  const call = useCall();
  const { state } = useConnection();
  const visibility = useDocumentVisibility();
  const failure = shallowRef<Failure | null>(null);
  let batch: EventOf<P>[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let current: AbortController | undefined;

  const flush = (): void => {
    timer = undefined;
    const events = batch;
    batch = [];
    if (events.length > 0) onEvents(events);
  };

  async function open(signal: AbortSignal, given: InputOf<P>): Promise<void> {
    try {
      const events = (await call(procedure, given, { signal })) as AsyncIterable<EventOf<P>>;
      for await (const event of events) {
        if (signal.aborted) return;
        failure.value = null;
        batch.push(event);
        timer ??= setTimeout(flush, options.coalesce ?? 250);
      }
    } catch (error) {
      if (!signal.aborted) failure.value = toFailure(error);
    }
  }

  const stop = (): void => {
    current?.abort();
    clearTimeout(timer);
    timer = undefined;
    batch = [];
  };
  // The input is compared by its text: a getter makes a new object each time.
  const wanted = (): string | null =>
    visibility.value === 'visible' && state.value === 'open' && toValue(options.enabled ?? true)
      ? JSON.stringify(toValue(input))
      : null;
  watch(
    wanted,
    (text) => {
      stop();
      if (text === null) return;
      current = new AbortController();
      void open(current.signal, toValue(input));
    },
    { immediate: true },
  );
  onScopeDispose(stop);
  return { failure };
}
