import { defineStore } from 'pinia';
import { shallowReactive } from 'vue';
import type { DescribedQueue, Failure, QueueSummary, Scope } from '../../../electron/contract/index.ts';
import { scopeKey } from '../../stores/workspace.ts';
import { withReading, type Depth } from './depth.ts';

/** The last that was read of a queue in this session. */
export interface Reading {
  summary: QueueSummary | null;
  failure: Failure | null;
  depths: readonly Depth[];
}

/** A queue's key over all scopes. */
export const queueKey = (scope: Scope, url: string): string => `${scopeKey(scope)} ${url}`;

const none: Reading = { summary: null, failure: null, depths: [] };

/** What this session read of queues; shared by every page, so that a line does not start anew with each of them. */
export const useQueueReadings = defineStore('queue-readings', () => {
  const readings = shallowReactive(new Map<string, Reading>());

  function take(scope: Scope, described: readonly DescribedQueue[]): void {
    for (const { url, summary, failure } of described) {
      const key = queueKey(scope, url);
      const before = readings.get(key) ?? none;
      readings.set(key, {
        // A failed reading leaves what was known, with its age.
        summary: summary ?? before.summary,
        failure,
        depths: summary
          ? withReading(before.depths, summary.counts.at, summary.counts.visible)
          : before.depths,
      });
    }
  }

  /** Lets queues that could not be read be tried again. */
  function forgetFailed(): void {
    for (const [key, { summary, failure }] of readings) if (failure && !summary) readings.delete(key);
  }

  return { readings, take, forgetFailed };
});
