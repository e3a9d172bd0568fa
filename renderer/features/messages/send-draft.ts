import { defineStore } from 'pinia';
import { reactive } from 'vue';
import type { MessageAttributes, Scope } from '../../../electron/contract/index.ts';
import { scopeKey } from '../../stores/workspace.ts';
import { toAttributes, type TypedPair } from '../../ui/typed-pairs.ts';

/** A message as it is being written. Numbers stay text until it is sent, so that nothing typed is changed. */
export interface SendDraft {
  body: string;
  attributes: TypedPair[];
  delay: string;
  groupId: string;
  deduplicationId: string;
  traceHeader: string;
}

const empty = (): SendDraft => ({
  body: '',
  attributes: [],
  delay: '',
  groupId: '',
  deduplicationId: '',
  traceHeader: '',
});

/** What is being written to each queue; it outlives tabs and pages, and never a closed window. */
export const useSendDrafts = defineStore('send-drafts', () => {
  const drafts = reactive(new Map<string, SendDraft>());
  const keyOf = (scope: Scope, queueUrl: string): string => `${scopeKey(scope)} ${queueUrl}`;

  function draftOf(scope: Scope, queueUrl: string): SendDraft {
    const key = keyOf(scope, queueUrl);
    if (!drafts.has(key)) drafts.set(key, empty());
    return drafts.get(key) as SendDraft;
  }
  function clear(scope: Scope, queueUrl: string): void {
    Object.assign(draftOf(scope, queueUrl), empty());
  }
  return { draftOf, clear };
});

/** What `messages.send` takes besides the place. */
export interface SendFields {
  body: string;
  attributes: MessageAttributes;
  delaySeconds?: number;
  groupId?: string;
  deduplicationId?: string;
  traceHeader?: string;
}

/** The fields of a draft that are filled in. */
export function toSendFields(draft: SendDraft): SendFields {
  const fields: SendFields = { body: draft.body, attributes: toAttributes(draft.attributes) };
  if (draft.delay !== '') fields.delaySeconds = Number(draft.delay);
  if (draft.groupId !== '') fields.groupId = draft.groupId;
  if (draft.deduplicationId !== '') fields.deduplicationId = draft.deduplicationId;
  if (draft.traceHeader !== '') fields.traceHeader = draft.traceHeader;
  return fields;
}
