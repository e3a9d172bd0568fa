import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type {
  DeadLetterSources,
  DescribedQueue,
  Failure,
  QueueDetail,
  QueueSummary,
  Scope,
  TaggedQueue,
} from '../../../electron/contract/index.ts';
import { scopeKey } from '../../stores/workspace.ts';
import { createCalm } from './calm.ts';
import { withReading, type Depth } from './depth.ts';

/** The last that was read of a queue in this session. */
export interface Reading {
  summary: QueueSummary | null;
  failure: Failure | null;
  depths: readonly Depth[];
  /** Null until they were read. */
  tags: Readonly<Record<string, string>> | null;
  /** Why tags could not be read. */
  tagsFailure: Failure | null;
  /** The queues that name it as their dead-letter queue, as ListDeadLetterSourceQueues told; null when it was not asked. */
  confirmedSources: readonly string[] | null;
}

/** Queues from which on the page is told less often. */
const MANY = 1_000;

/** A queue's key over all scopes. */
export const queueKey = (scope: Scope, url: string): string => `${scopeKey(scope)} ${url}`;

export const noReading: Reading = {
  summary: null,
  failure: null,
  depths: [],
  tags: null,
  tagsFailure: null,
  confirmedSources: null,
};

/** What this session read of queues; shared by every page, so that a line does not start anew with each of them. */
export const useQueueReadings = defineStore('queue-readings', () => {
  // Thousands of queues come in hundreds of small answers. A map that tells of each would make the page follow each:
  // so it is a plain one, and tells at most a few times a second that something in it is new.
  const readings = new Map<string, Reading>();
  const version = shallowRef(0);
  const tell = createCalm(
    () => (version.value += 1),
    // Every telling makes each list go over all of its rows.
    () => (readings.size > MANY ? 1_000 : 250),
  );

  function change(key: string, more: Partial<Reading>): void {
    readings.set(key, { ...(readings.get(key) ?? noReading), ...more });
  }

  function take(scope: Scope, described: readonly DescribedQueue[]): void {
    for (const { url, summary, failure } of described) {
      const key = queueKey(scope, url);
      const before = readings.get(key) ?? noReading;
      change(key, {
        // A failed reading leaves what was known, with its age.
        summary: summary ?? before.summary,
        failure,
        depths: summary
          ? withReading(before.depths, summary.counts.at, summary.counts.visible)
          : before.depths,
      });
    }
    tell();
  }

  function takeTags(scope: Scope, tagged: readonly TaggedQueue[]): void {
    for (const { url, tags, failure } of tagged)
      change(queueKey(scope, url), { ...(tags && { tags }), tagsFailure: failure });
    tell();
  }

  /** A queue that was opened tells everything: its counts, its tags, and who names it as a dead-letter queue. */
  function takeDetail(scope: Scope, detail: QueueDetail): void {
    const { attributes: _attributes, tags, deadLetterSources, missing, ...summary } = detail;
    change(queueKey(scope, detail.url), {
      ...(missing.tags ? { tagsFailure: missing.tags } : { tags, tagsFailure: null }),
      confirmedSources: deadLetterSources,
    });
    take(scope, [{ url: detail.url, summary, failure: null }]);
  }

  /** Who sends dead letters to a queue, as SQS said; an answer that failed leaves what was known. */
  function takeSources(scope: Scope, answers: readonly DeadLetterSources[]): void {
    for (const { url, sources } of answers)
      if (sources) change(queueKey(scope, url), { confirmedSources: sources });
    tell();
  }

  /** Lets queues that could not be read be tried again. */
  function forgetFailed(): void {
    for (const [key, reading] of readings) {
      if (reading.failure && !reading.summary) readings.delete(key);
      else if (reading.failure || reading.tagsFailure)
        readings.set(key, { ...reading, failure: null, tagsFailure: null });
    }
    tell();
  }

  return {
    /** What is known of a queue now; follows what is read. */
    of: (key: string): Reading | undefined => (version.value >= 0 ? readings.get(key) : undefined),
    /** As `of`, for work that must not run again with each reading. */
    peek: (key: string): Reading | undefined => readings.get(key),
    take,
    takeTags,
    takeDetail,
    takeSources,
    forgetFailed,
  };
});
