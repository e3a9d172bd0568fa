import { defineStore } from 'pinia';
import { shallowReactive } from 'vue';
import type { Failure, Scope, TopicDetail } from '../../../electron/contract/index.ts';
import { scopeKey } from '../../stores/workspace.ts';

/** The last that was read of a topic in this session. */
export interface TopicReading {
  detail: TopicDetail | null;
  failure: Failure | null;
}

/** A topic's key over all scopes. */
export const topicKey = (scope: Scope, arn: string): string => `${scopeKey(scope)} ${arn}`;

/** What this session read of topics; shared by every page. */
export const useTopicReadings = defineStore('topic-readings', () => {
  const readings = shallowReactive(new Map<string, TopicReading>());

  function take(scope: Scope, described: readonly ({ arn: string } & TopicReading)[]): void {
    for (const { arn, detail, failure } of described) {
      const key = topicKey(scope, arn);
      readings.set(key, { detail: detail ?? readings.get(key)?.detail ?? null, failure });
    }
  }

  /** Lets topics that could not be read be tried again. */
  function forgetFailed(): void {
    for (const [key, { detail, failure }] of readings) if (failure && !detail) readings.delete(key);
  }

  return { readings, take, forgetFailed };
});
