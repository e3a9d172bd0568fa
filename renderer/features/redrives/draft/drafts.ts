import { defineStore } from 'pinia';
import { reactive } from 'vue';
import type { Scope } from '../../../../electron/contract/index.ts';
import { scopeKey } from '../../../stores/workspace.ts';
import { newDraft, type RedriveDraft } from './draft.ts';

/** What is being planned for each queue; it outlives pages, and never a closed window: it may hold contents. */
export const useRedriveDrafts = defineStore('redrive-drafts', () => {
  const drafts = reactive(new Map<string, RedriveDraft>());
  const keyOf = (scope: Scope, queueUrl: string): string => `${scopeKey(scope)} ${queueUrl}`;
  return {
    has: (scope: Scope, queueUrl: string): boolean => drafts.has(keyOf(scope, queueUrl)),
    of(scope: Scope, queueUrl: string): RedriveDraft {
      const key = keyOf(scope, queueUrl);
      if (!drafts.has(key)) drafts.set(key, newDraft(scopeKey(scope)));
      return drafts.get(key) as RedriveDraft;
    },
    discard(scope: Scope, queueUrl: string): void {
      Object.assign(drafts.get(keyOf(scope, queueUrl)) ?? {}, newDraft(scopeKey(scope)));
    },
  };
});
