import { defineStore } from 'pinia';
import { shallowReactive } from 'vue';
import type {
  DescribedTopic,
  Failure,
  Scope,
  TaggedTopic,
  TopicDetail,
  TopicSummary,
} from '../../../electron/contract/index.ts';
import { scopeKey } from '../../stores/workspace.ts';

/** The last that was read of a topic in this session. */
export interface TopicReading {
  summary: TopicSummary | null;
  failure: Failure | null;
}

/** A topic's key over all scopes. */
export const topicKey = (scope: Scope, arn: string): string => `${scopeKey(scope)} ${arn}`;

/** What this session read of topics; shared by every page. */
export const useTopicReadings = defineStore('topic-readings', () => {
  const readings = shallowReactive(new Map<string, TopicReading>());
  /** Tags by topic; null where they could not be read. They come slower than the rest: AWS allows 10 reads a second. */
  const tags = shallowReactive(new Map<string, Readonly<Record<string, string>> | null>());

  function take(scope: Scope, described: readonly DescribedTopic[]): void {
    for (const { arn, summary, failure } of described) {
      const key = topicKey(scope, arn);
      // A failed reading leaves what was known.
      readings.set(key, { summary: summary ?? readings.get(key)?.summary ?? null, failure });
    }
  }
  function takeTags(scope: Scope, tagged: readonly TaggedTopic[]): void {
    for (const { arn, tags: read } of tagged) tags.set(topicKey(scope, arn), read);
  }

  /** A topic that was opened tells everything. */
  function takeDetail(scope: Scope, detail: TopicDetail): void {
    const { tags: read, missing, ...summary } = detail;
    take(scope, [{ arn: detail.arn, summary, failure: null }]);
    if (!missing.tags) tags.set(topicKey(scope, detail.arn), read);
  }

  /** Lets topics that could not be read be tried again. */
  function forgetFailed(): void {
    for (const [key, { summary, failure }] of readings) if (failure && !summary) readings.delete(key);
    for (const [key, read] of tags) if (read === null) tags.delete(key);
  }
  /** Lets one topic be read again, after something of it was changed. */
  function forget(scope: Scope, arn: string): void {
    readings.delete(topicKey(scope, arn));
    tags.delete(topicKey(scope, arn));
  }

  return { readings, tags, take, takeTags, takeDetail, forgetFailed, forget };
});
