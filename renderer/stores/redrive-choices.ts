import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { RouteLocationRaw } from 'vue-router';
import type { CaptureFilter, Scope } from '../../electron/contract/index.ts';
import { scopeKey } from './workspace.ts';

/** A chosen message and what is known of it: the more, the more exact the plan. */
export interface ChosenMessage {
  messageId: string;
  /** Bytes. */
  size?: number;
  /** Epoch ms. */
  sentAt?: number | null;
  groupId?: string | null;
}

/** Which messages of a queue a redrive is to be about, as a list hands them to the redrive page. */
export type ChosenForRedrive =
  | { by: 'all' }
  /** Failure groups by their keys, and the path that they were grouped by, '' for the best evidence. */
  | { by: 'causes'; path: string; keys: readonly string[] }
  | { by: 'messages'; messages: readonly ChosenMessage[] }
  /** Kept messages that a filter means. */
  | { by: 'filter'; filter: CaptureFilter }
  /** A JSONata predicate. */
  | { by: 'where'; expression: string };

/** What lists chose for the redrive page; what is too long for the route goes this way. */
export const useRedriveChoices = defineStore('redrive-choices', () => {
  const chosen = new Map<string, ChosenForRedrive>();
  /** Counts the choices, so that an open page hears of a new one. */
  const made = ref(0);
  const keyOf = (scope: Scope, queueUrl: string): string => `${scopeKey(scope)} ${queueUrl}`;
  return {
    made,
    choose(scope: Scope, queueUrl: string, choice: ChosenForRedrive): void {
      chosen.set(keyOf(scope, queueUrl), choice);
      made.value += 1;
    },
    /** Gives a choice once: it then lives in the draft. */
    take(scope: Scope, queueUrl: string): ChosenForRedrive | undefined {
      const key = keyOf(scope, queueUrl);
      const choice = chosen.get(key);
      chosen.delete(key);
      return choice;
    },
  };
});

/** The redrive page of a queue. Causes may stand in the route, so that they can be linked; else it shows its draft. */
export const redriveLink = (
  scope: Scope,
  queueUrl: string,
  causes?: { path: string; keys: readonly string[] },
): RouteLocationRaw => ({
  name: 'redrive',
  params: { profile: scope.profile, region: scope.region, id: queueUrl },
  query: causes
    ? { causes: causes.keys.join(','), ...(causes.path !== '' && { path: causes.path }) }
    : undefined,
});
