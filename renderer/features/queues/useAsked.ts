import { useDocumentVisibility, useIntervalFn } from '@vueuse/core';
import {
  computed,
  onScopeDispose,
  shallowReactive,
  toValue,
  watch,
  type ComputedRef,
  type MaybeRefOrGetter,
} from 'vue';
import type { Failure, Scope } from '../../../electron/contract/index.ts';
import { toFailure } from '../../api/failure.ts';
import { scopeKey } from '../../stores/workspace.ts';
import { queueKey } from './readings.ts';

/** What is asked about: a queue. */
export interface AskedQueue {
  key: string;
  scope: Scope;
  url: string;
}

export interface Asked<Answer> {
  /** What was answered about a queue last; by its key. */
  of(key: string): Answer | undefined;
  /** Why a scope gave no answers at all. */
  failureOf(scope: Scope): Failure | null;
  failures: ComputedRef<{ scope: Scope; failure: Failure }[]>;
  /** Asks about all of them again, now. */
  again(): void;
}

/** Queues in one call. */
const AT_ONCE = 50;

/**
 * Asks the same about many queues, by scope and some at a time: about new ones at once, and about all again after `every`
 * ms while the page can be seen. What was answered stays while it is asked again.
 */
export function useAsked<Answer extends { url: string }>(
  queues: MaybeRefOrGetter<readonly AskedQueue[]>,
  ask: (scope: Scope, urls: string[], signal: AbortSignal, again: boolean) => Promise<readonly Answer[]>,
  every: MaybeRefOrGetter<number | null> = null,
): Asked<Answer> {
  const answers = shallowReactive(new Map<string, Answer>());
  const failed = shallowReactive(new Map<string, { scope: Scope; failure: Failure }>());
  const asked = new Set<string>();
  const control = new AbortController();
  const visibility = useDocumentVisibility();

  async function askScope(scope: Scope, urls: readonly string[], again: boolean): Promise<void> {
    for (let from = 0; from < urls.length; from += AT_ONCE) {
      try {
        const part = await ask(scope, urls.slice(from, from + AT_ONCE), control.signal, again);
        for (const answer of part) answers.set(queueKey(scope, answer.url), answer);
        failed.delete(scopeKey(scope));
      } catch (error) {
        if (control.signal.aborted) return;
        failed.set(scopeKey(scope), { scope, failure: toFailure(error) });
        return;
      }
    }
  }
  function askAll(all: readonly AskedQueue[], again: boolean): void {
    const scopes = new Map<string, { scope: Scope; urls: string[] }>();
    for (const { key, scope, url } of all) {
      asked.add(key);
      const known = scopes.get(scopeKey(scope));
      if (known) known.urls.push(url);
      else scopes.set(scopeKey(scope), { scope, urls: [url] });
    }
    for (const { scope, urls } of scopes.values()) void askScope(scope, urls, again);
  }

  watch(
    () =>
      toValue(queues)
        .map(({ key }) => key)
        .join('\n'),
    () =>
      askAll(
        toValue(queues).filter(({ key }) => !asked.has(key)),
        false,
      ),
    { immediate: true },
  );
  useIntervalFn(
    () => {
      if (visibility.value === 'visible' && toValue(every) !== null) askAll(toValue(queues), false);
    },
    () => toValue(every) ?? 60_000,
  );
  onScopeDispose(() => control.abort());

  return {
    of: (key) => answers.get(key),
    failureOf: (scope) => failed.get(scopeKey(scope))?.failure ?? null,
    failures: computed(() => [...failed.values()]),
    again: () => askAll(toValue(queues), true),
  };
}
